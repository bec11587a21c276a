"""Tension by itself: three groups at one point of the map told apart."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.position.geometry import axes_of, closed
from fourfold.position.tension import tensions

BALANCED = [[25, 25, 25, 25]] * 10
TORN = [[0, 50, 0, 50]] * 10
POLARISED = [[0, 100, 0, 0]] * 5 + [[0, 0, 0, 100]] * 5


def split(points, groups=None):
    shares = closed(points)
    weights = np.full(len(shares), 1 / len(shares))
    return tensions(shares, weights, groups)["sustainability-pragmatism"]


@pytest.mark.parametrize(
    ("points", "total", "within", "between"),
    [(BALANCED, 0.25, 0.25, 0), (TORN, 1, 1, 0), (POLARISED, 1, 0, 1)],
)
def test_balanced_torn_and_polarised_are_told_apart(points, total, within, between):
    """Methods 2.4 and row 33: all three sit at the centre of the map."""
    assert axes_of(closed(points)).mean(axis=0)[:2] == pytest.approx([0, 0])
    found = split(points)
    assert found.total == pytest.approx(total)
    assert (found.within_members, found.between_members) == pytest.approx((within, between))


def test_two_camps_by_sector_are_tension_between_groups():
    found = split(POLARISED, ["voluntary"] * 5 + ["police"] * 5)
    assert (found.between_members, found.between_groups) == pytest.approx((0, 1))


members = st.lists(
    st.tuples(
        st.lists(st.integers(0, 20), min_size=4, max_size=4).filter(any),
        st.sampled_from(["a", "b", "c"]),
        st.floats(0.1, 3),
    ),
    min_size=1,
    max_size=9,
)


@given(members)
def test_parts_of_tension_add_to_the_total(drawn):
    points, groups, weights = zip(*drawn, strict=True)
    weights = np.array(weights) / sum(weights)
    for found in tensions(closed(points), weights, groups).values():
        parts = (found.within_members, found.between_members, found.between_groups)
        assert sum(parts) == pytest.approx(found.total, abs=1e-9)
        assert 0 <= found.total <= 1 + 1e-9
        assert -1e-9 <= found.within_members < inf


@given(members)
def test_the_part_between_groups_is_that_of_their_means(drawn):
    points, groups, _ = zip(*drawn, strict=True)
    shares = closed(points)
    means = np.array([shares[np.array(groups) == g].mean(axis=0) for g in groups])
    equal = np.full(len(shares), 1 / len(shares))
    of_means = tensions(means, equal, None)
    for name, found in tensions(shares, equal, groups).items():
        assert found.between_groups == pytest.approx(
            of_means[name].between_members, abs=1e-9
        )
