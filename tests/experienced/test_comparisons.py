"""Groups contrasted, waves split into members and membership."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fourfold.experienced.change import Side, drift_split, paired_change
from fourfold.experienced.contrast import group_contrast, holm, permutation_p
from fourfold.position.geometry import axes_of, closed


def flat(rng, n):
    return rng.dirichlet(np.full(4, 3.5), n)


@given(st.integers(0, 1000), st.integers(2, 5), st.integers(2, 5))
def test_the_permutation_p_counts_every_arrangement(seed, a, b):
    rng = np.random.default_rng(seed)
    first, second = rng.integers(-9, 10, (a, 2)) / 10, rng.integers(-9, 10, (b, 2)) / 10
    together = np.concatenate([first, second])
    observed = np.hypot(*(first.mean(axis=0) - second.mean(axis=0)))
    as_far = [
        np.hypot(*(together[list(s)].mean(axis=0) - np.delete(together, s, 0).mean(axis=0)))
        >= observed - 1e-12
        for s in combinations(range(a + b), a)
    ]
    p, exact = permutation_p(first, second)
    assert exact
    assert p == pytest.approx(np.mean(as_far))


def test_the_smallest_p_of_six_against_four_is_one_in_210():
    """Methods 2.5: 1/C(n, a), and 2/C where the groups are as large."""
    far = [np.tile([0.9, 0.9], (n, 1)) for n in (6, 4, 5)]
    near = [np.tile([-0.9, -0.9], (n, 1)) for n in (4, 5)]
    assert permutation_p(far[0], near[0])[0] == pytest.approx(1 / 210)
    assert permutation_p(far[2], near[1])[0] == pytest.approx(2 / 252)


def test_a_large_contrast_is_drawn_and_close_to_a_t_test():
    rng = np.random.default_rng(3)
    first, second = rng.normal(0, 0.2, (30, 2)), rng.normal(0, 0.2, (30, 2))
    second[:, 0] += 0.08
    first[:, 1] = second[:, 1] = 0
    p, exact = permutation_p(first, second)
    assert not exact
    assert p == pytest.approx(stats.ttest_ind(first[:, 0], second[:, 0]).pvalue, abs=0.02)


def test_contrast_intervals_are_welchs():
    rng = np.random.default_rng(4)
    first, second = flat(rng, 9), flat(rng, 6)
    found = group_contrast(first, second)
    for axis in (0, 1):
        a, b = axes_of(first)[:, axis], axes_of(second)[:, axis]
        expected = stats.ttest_ind(b, a, equal_var=False).confidence_interval(0.95)
        assert (found.low[axis], found.high[axis]) == pytest.approx(tuple(expected))


def test_holm_steps_down_and_never_decreases():
    """By hand: 3·0.01, 2·0.02, then 0.03 is lifted to 0.04."""
    assert holm([0.03, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_only_raises_and_keeps_the_order(values):
    adjusted = holm(values)
    assert all(p - 1e-12 <= q <= 1 for p, q in zip(values, adjusted, strict=True))
    order = np.argsort(values)
    assert (np.diff(np.array(adjusted)[order]) >= -1e-12).all()


def side(people, rng):
    weights = rng.uniform(0.5, 2, len(people))
    return Side(sorted(people), flat(rng, len(people)), weights / weights.sum())


@given(
    st.sets(st.sampled_from("abcdefghij"), min_size=1),
    st.sets(st.sampled_from("abcdefghij"), min_size=1),
    st.integers(0, 100),
)
def test_members_and_membership_make_the_whole_change(before, after, seed):
    rng = np.random.default_rng(seed)
    first, second = side(before, rng), side(after, rng)
    found = drift_split(first, second)
    assert found.members + found.membership == pytest.approx(found.total)
    expected = second.weights @ second.shares - first.weights @ first.shares
    assert found.total == pytest.approx(axes_of(0.25 + expected))
    backwards = drift_split(second, first)
    assert backwards.members == pytest.approx(-found.members)


@given(st.integers(0, 100))
def test_with_nobody_new_and_nobody_gone_only_members_change(seed):
    rng = np.random.default_rng(seed)
    equal = np.full(7, 1 / 7)
    first, second = (Side("abcdefg", flat(rng, 7), equal) for _ in range(2))
    found = drift_split(first, second)
    assert found.membership == pytest.approx(np.zeros(3), abs=1e-12)
    assert found.stayers.axes == pytest.approx(found.total)


def test_with_nobody_in_common_only_membership_changes():
    rng = np.random.default_rng(5)
    found = drift_split(side("abc", rng), side("xyz", rng))
    assert found.stayers is None
    assert found.membership == pytest.approx(found.total)


def test_a_paired_change_has_the_interval_of_a_paired_t_test():
    rng = np.random.default_rng(6)
    before, after = flat(rng, 9), flat(rng, 9)
    found = paired_change(before, after)
    for axis in range(3):
        expected = stats.ttest_rel(axes_of(after)[:, axis], axes_of(before)[:, axis])
        ends = expected.confidence_interval(0.95)
        assert (found.low[axis], found.high[axis]) == pytest.approx(tuple(ends))


def test_a_change_is_notable_beyond_its_interval_and_the_floor():
    start = np.tile([25.0, 25, 25, 25], (6, 1))
    small, large = start + np.array([-2, 2, 2, -2]), start + np.array([-3, 3, 3, -3])
    assert not paired_change(closed(start), closed(small)).notable
    assert paired_change(closed(start), closed(large)).notable


def test_change_on_q_alone_is_not_notable():
    start = np.tile([25.0, 25, 25, 25], (6, 1))
    assert not paired_change(
        closed(start), closed(start + np.array([9, -9, 9, -9]))
    ).notable
