"""Intervals, the joint region and probabilities: closed forms and coverage."""

import numpy as np
import pytest
from scipy import stats

from fourfold.position.geometry import CONTRASTS, axes_of, closed
from fourfold.position.inference import (
    hotelling_distance,
    hotelling_limit,
    infer,
    t_quantile,
)

CENTRE = np.array([[-0.11, -0.18, 0.05]])
SPREAD = np.array([[[0.02, 0.004, 0.001], [0.004, 0.01, 0.002], [0.001, 0.002, 0.03]]])


def test_intervals_are_student_t():
    found = infer(CENTRE, SPREAD, 9)
    half = stats.t.ppf(0.975, 9) * np.sqrt(np.diag(SPREAD[0]))
    assert found.low[0] == pytest.approx(CENTRE[0] - half)
    assert found.high[0] == pytest.approx(CENTRE[0] + half)


def test_the_region_is_hotellings():
    limit = 2 * 9 / 8 * stats.f.ppf(0.95, 2, 8)
    assert hotelling_limit(9) == pytest.approx(limit)
    found = infer(CENTRE, SPREAD, 9)
    assert found.half[0] == pytest.approx(np.sqrt(limit * np.diag(SPREAD[0])[:2]))
    assert found.tilt[0] == pytest.approx(0.004 / np.sqrt(0.02 * 0.01))


def test_the_centre_is_excluded_where_hotellings_distance_says_so():
    point = CENTRE[0, :2]
    expected = point @ np.linalg.inv(SPREAD[0, :2, :2]) @ point
    assert hotelling_distance(CENTRE, SPREAD)[0] == pytest.approx(expected)
    assert not infer(CENTRE, SPREAD, 9).centre_excluded[0]
    assert infer(CENTRE, SPREAD / 100, 9).centre_excluded[0]


def test_without_doubt_any_other_place_excludes_the_centre():
    found = infer(np.array([[0.2, 0, 0], [0, 0, 0.3]]), np.zeros((2, 3, 3)), 7)
    assert found.centre_excluded.tolist() == [True, False]


def test_two_answers_have_no_region():
    assert np.isnan(infer(CENTRE, SPREAD, 1).half).all()
    assert np.isnan(t_quantile(0))


def test_probabilities_add_to_one_and_agree_with_the_exact_ones():
    found = infer(CENTRE, SPREAD, 9)
    assert found.dominant.sum() == pytest.approx(1)
    assert found.quadrant.sum() == pytest.approx(1)
    exact = stats.t.cdf(CENTRE[0] / np.sqrt(np.diag(SPREAD[0])), 9)
    assert found.positive[0] == pytest.approx(exact, abs=0.02)


def test_dominance_without_doubt_goes_to_the_largest_share():
    centre = axes_of([[0.1, 0.2, 0.3, 0.4], [0.4, 0.4, 0.1, 0.1]])
    found = infer(centre, np.zeros((2, 3, 3)), 5)
    assert found.dominant.tolist() == [[0, 0, 0, 1], [0.5, 0.5, 0, 0]]


def test_many_estimates_together_say_what_each_says_alone():
    rng = np.random.default_rng(5)
    centres = rng.uniform(-0.3, 0.3, (200, 3))
    spreads = np.repeat(SPREAD, 200, axis=0) * rng.uniform(0.1, 2, (200, 1, 1))
    together = infer(centres, spreads, 7)
    alone = infer(centres[150:151], spreads[150:151], 7)
    for name in ("low", "half", "dominant", "quadrant", "positive", "direction"):
        assert getattr(together, name)[150] == pytest.approx(getattr(alone, name)[0])


def test_amplitude_is_cleared_of_what_noise_adds():
    """Methods 2.2: true amplitude 0, n = 8: 0.113 uncorrected, 0.045 corrected."""
    axes = members_axes(np.random.default_rng(6), (4_000, 8))
    found = infer(axes.mean(axis=1), covariance_of_means(axes, 1.0), 7)
    naive = np.hypot(found.centre[:, 0], found.centre[:, 1]).mean()
    assert naive == pytest.approx(0.113, abs=0.006)
    assert found.amplitude.mean() == pytest.approx(0.045, abs=0.006)
    assert found.centre_excluded.mean() == pytest.approx(0.05, abs=0.012)


def members_axes(rng, size, alpha=3.5):
    """x, y, q of members who round to 5 points, as methods 2.2 simulates them."""
    points = np.round(rng.dirichlet(np.full(4, alpha), size) * 20) * 5
    points[..., 0] += (points.sum(axis=-1) == 0) * 5
    return axes_of(closed(points))


def covariance_of_means(axes, unanswered):
    centred = axes - axes.mean(axis=1, keepdims=True)
    n = axes.shape[1]
    return np.einsum("gni,gnj->gij", centred, centred) / (n - 1) / n * unanswered


@pytest.mark.slow
@pytest.mark.parametrize("n", [5, 8, 12])
@pytest.mark.parametrize("finite", [False, True])
def test_the_region_and_the_intervals_cover_95_percent(n, finite, capsys):
    """Members of skewed partnerships; the finite ones have twice as many as answer."""
    rng = np.random.default_rng(100 + n)
    runs = 20_000
    alpha = np.array([4.5, 4.0, 2.5, 3.0])
    if finite:
        everybody = members_axes(rng, (runs, 2 * n), alpha)
        axes, truth, unanswered = everybody[:, :n], everybody.mean(axis=1), 0.5
    else:
        axes, unanswered = members_axes(rng, (runs, n), alpha), 1.0
        truth = members_axes(rng, 1_000_000, alpha).mean(axis=0)
    spread = covariance_of_means(axes, unanswered)
    found = infer(axes.mean(axis=1), spread, n - 1)
    distance = hotelling_distance(found.centre - truth, spread)
    region = (distance <= hotelling_limit(n - 1)).mean()
    marginal = ((found.low <= truth) & (truth <= found.high)).mean(axis=0)
    with capsys.disabled():
        print(f"\nn={n} finite={finite}: region {region:.3f}, x y q {marginal.round(3)}")  # noqa: T201 - the figures are wanted in the log
    assert region == pytest.approx(0.95, abs=0.02)
    assert (marginal >= 0.93).all()
    assert (marginal <= 0.97).all()


def test_contrasts_are_orthogonal():
    assert (4 * np.eye(3) == CONTRASTS @ CONTRASTS.T).all()
