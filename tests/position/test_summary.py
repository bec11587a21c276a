"""The structural summary against the published figures of R's package circumplex."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.position.geometry import axes_of, closed
from fourfold.position.summary import (
    all_resamples,
    structural_summary,
    summary_intervals,
)

OCTANTS = (90, 135, 180, 225, 270, 315, 360, 45)
CORNERS = (225, 315, 45, 135)  # in the order of IMPERATIVES


@pytest.fixture(scope="module")
def aw2009(shared_data):
    with (shared_data / "circumplex-ssm" / "aw2009.csv").open(newline="") as file:
        return np.array([[float(v) for v in row] for row in list(csv.reader(file))[1:]])


def test_parameters_of_aw2009_are_those_that_r_prints(aw2009):
    """Row 1: circumplex 0.3.10 for R, its test file; three decimals."""
    found = structural_summary(aw2009.mean(axis=0), OCTANTS)
    shown = (found.elevation, found.x, found.y, found.amplitude, found.fit)
    assert shown == pytest.approx((0.423, 0.945, -0.264, 0.981, 0.954), abs=0.00051)
    assert found.displacement == pytest.approx(344.4, abs=0.05)


def test_intervals_of_aw2009_count_every_resample(aw2009):
    """Row 2: exact enumeration of the 126 resamples of five (methods 1.3)."""
    found = summary_intervals(aw2009, OCTANTS, np.random.default_rng(1))
    assert found["elevation"] == pytest.approx((0.130, 0.708), abs=0.00051)
    assert found["x"] == pytest.approx((0.654, 1.258), abs=0.00051)
    assert found["y"] == pytest.approx((-0.829, 0.300), abs=0.00051)
    assert found["amplitude"] == pytest.approx((0.674, 1.403), abs=0.00051)
    assert found["displacement"] == pytest.approx((316.480, 17.191), abs=0.00051)


def test_no_luck_is_in_the_intervals_of_eight_or_fewer(aw2009):
    first, second = (
        summary_intervals(aw2009, OCTANTS, np.random.default_rng(seed)) for seed in (1, 2)
    )
    assert first == second


def test_resamples_of_five_are_126_and_their_chances_add_to_one():
    weights, chances = all_resamples(5)
    assert weights.shape == (126, 5)
    assert chances.sum() == pytest.approx(1)
    assert chances @ weights == pytest.approx(np.full(5, 0.2))


def test_drawn_resamples_agree_with_listed_ones():
    scores = np.random.default_rng(3).normal(1, 1, (9, 8))
    drawn = summary_intervals(scores, OCTANTS, np.random.default_rng(4), resamples=20_000)
    weights, chances = all_resamples(9)
    x = structural_summary(weights @ scores, OCTANTS).x
    order = np.argsort(x)
    listed = np.interp((0.025, 0.975), np.cumsum(chances[order]), x[order])
    assert drawn["x"] == pytest.approx(listed, abs=0.03)


@given(
    st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(lambda v: len(set(v)) > 1)
)
def test_fit_from_four_corners_only_restates_q(points):
    """Row 4: with four poles R² = (x² + y²)/(x² + y² + q²) (methods 1.1)."""
    x, y, q = axes_of(closed(points))
    found = structural_summary(points, CORNERS)
    assert found.fit == pytest.approx((x**2 + y**2) / (x**2 + y**2 + q**2), abs=1e-9)


def test_a_structureless_profile_of_four_passes_the_usual_fit_half_the_time():
    """Row 4: 1 − R² ~ Beta(1/2, 1), so P(R² > 0.7) = √0.3 = 0.5477; eight angles 4.9 %."""
    noise = np.random.default_rng(7).standard_normal((200_000, 8))
    four = structural_summary(noise[:, :4], CORNERS).fit
    eight = structural_summary(noise, OCTANTS).fit
    assert (four > 0.7).mean() == pytest.approx(np.sqrt(0.3), abs=0.004)
    assert (eight > 0.7).mean() == pytest.approx(0.3**2.5, abs=0.003)


def test_a_flat_profile_has_no_fit():
    assert np.isnan(structural_summary([3.0] * 8, OCTANTS).fit)
