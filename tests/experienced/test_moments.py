"""Mean and covariance: the finite population, strata, and a portfolio's pool."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.experienced.moments import (
    moments,
    pooled,
    strata_of,
    stratified,
    unanswered,
)
from fourfold.position.geometry import axes_of


def flat(rng, n):
    return rng.dirichlet(np.full(4, 3.5), n)


def test_the_covariance_shrinks_with_the_share_that_answered():
    shares = flat(np.random.default_rng(1), 8)
    sample = np.cov(axes_of(shares).T) / 8
    assert moments(shares, None).covariance == pytest.approx(sample)
    assert moments(shares, 12).covariance == pytest.approx(sample / 3)
    assert moments(shares, 8).covariance == pytest.approx(np.zeros((3, 3)))


@given(st.integers(1, 12), st.integers(0, 12), st.floats(-1, 1), st.floats(-1, 1))
def test_nobody_who_did_not_answer_can_lead_beyond_the_bound(n, silent, answered, others):
    """With everybody, an axis lies within 1 − n/N of n/N times its value."""
    everybody = (n * answered + silent * others) / (n + silent)
    bound = unanswered(n, n + silent)
    assert abs(everybody - (1 - bound) * answered) <= bound + 1e-9


@given(
    st.lists(st.sampled_from("abc"), min_size=5, max_size=20),
    st.fixed_dictionaries({g: st.integers(0, 12) for g in "abc"}),
)
def test_weights_reproduce_the_membership_list(groups, more):
    listed = {g: groups.count(g) + more[g] for g in "abc" if groups.count(g) + more[g]}
    strata = strata_of(groups, listed)
    if not strata:
        return
    weights, factor = stratified(strata, len(groups))
    assert weights.sum() == pytest.approx(1)
    for stratum in strata:
        share = stratum.invited / sum(listed.values())
        assert weights[list(stratum.members)].sum() == pytest.approx(share)
        assert len(stratum.members) >= 2
    assert 0 <= factor <= 1
    assert sorted(m for s in strata for m in s.members) == list(range(len(groups)))


def test_equal_response_needs_no_weights():
    assert strata_of(["a"] * 4 + ["b"] * 2, {"a": 8, "b": 4}) == ()


@pytest.mark.parametrize("listed", [{"a": 8}, {"a": 3, "b": 9}])
def test_a_list_that_does_not_fit_the_answers_is_not_used(listed):
    assert strata_of(["a"] * 4 + ["b"] * 2, listed) == ()


def test_a_sector_nobody_answered_for_is_put_with_the_next_smallest():
    strata = strata_of(["a"] * 5 + ["b"] * 3, {"a": 6, "b": 6, "c": 3})
    assert [(len(s.members), s.invited) for s in strata] == [(3, 9), (5, 6)]


def test_weighting_removes_the_bias_of_uneven_response():
    """Methods 2.2: bias −0.135 → 0.000 where one sector answers more than another."""
    rng = np.random.default_rng(11)
    naive, adjusted = [], []
    listed = {"statutory": 12, "voluntary": 12}
    for _ in range(1_500):
        population = np.concatenate([
            rng.dirichlet([6, 4, 2, 2], 12),
            rng.dirichlet([2, 2, 4, 6], 12),
        ])
        answered = np.concatenate([rng.permutation(12)[:10], 12 + rng.permutation(12)[:5]])
        groups = ["statutory"] * 10 + ["voluntary"] * 5
        shares, truth = population[answered], axes_of(population).mean(axis=0)[1]
        naive.append(axes_of(moments(shares, 24).shares)[1] - truth)
        found = moments(shares, 24, strata=strata_of(groups, listed))
        adjusted.append(axes_of(found.shares)[1] - truth)
    assert np.mean(naive) == pytest.approx(-0.14, abs=0.02)
    assert np.mean(adjusted) == pytest.approx(0, abs=0.006)


def test_intervals_of_weighted_means_cover_95_percent():
    rng = np.random.default_rng(12)
    listed = {"s": 14, "v": 10}
    inside = 0
    for _ in range(1_500):
        everybody = np.concatenate([
            rng.dirichlet([6, 4, 2, 2], 14),
            rng.dirichlet([2, 2, 4, 6], 10),
        ])
        rows = np.concatenate([rng.permutation(14)[:9], 14 + rng.permutation(10)[:4]])
        found = moments(
            everybody[rows], 24, strata=strata_of(["s"] * 9 + ["v"] * 4, listed)
        )
        error = axes_of(found.shares - everybody.mean(axis=0))[1]
        inside += abs(error) <= 2.201 * np.sqrt(found.covariance[1, 1])  # t, 11 df
    assert 0.93 <= inside / 1_500 <= 0.97


@pytest.mark.parametrize(
    ("sizes", "pool"), [((8, 8), False), ((5, 5, 4), False), ((5, 5, 5), True)]
)
def test_pooling_needs_three_partnerships_and_twelve_degrees_of_freedom(sizes, pool):
    rng = np.random.default_rng(1)
    found = pooled([flat(rng, n) for n in sizes])
    assert (found is not None) is pool


def test_the_pool_is_the_mean_covariance_weighted_by_degrees_of_freedom():
    rng = np.random.default_rng(2)
    samples = [flat(rng, n) for n in (6, 9, 4)]
    scatter = sum(np.cov(axes_of(s).T) * (len(s) - 1) for s in samples)
    found = pooled([*samples, flat(rng, 1)])
    assert found.df == 16
    assert found.covariance == pytest.approx(scatter / 16)
    assert moments(samples[0], 12, pool=found).covariance == pytest.approx(
        found.covariance / 12
    )


def test_one_answer_has_a_mean_and_no_spread():
    found = moments(np.array([[0.1, 0.2, 0.3, 0.4]]), 5)
    assert found.df == 0
    assert found.shares == pytest.approx([0.1, 0.2, 0.3, 0.4])
