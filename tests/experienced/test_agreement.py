"""Agreement of allocations and ratings, beside the values that R prints."""

import csv
import json

import numpy as np
import pytest

from fourfold.experienced.agreement import agreement, chance_agreement
from fourfold.experienced.likert_agreement import (
    chance_rwg,
    lindell_rwg,
    mean_deviation,
    reliability,
    rwg,
    rwg_of_items,
    uniform_variance,
)
from fourfold.position.geometry import closed

FIVE_POINTS = uniform_variance(5)


@pytest.fixture(scope="module")
def table(shared_data):
    def rows(name):
        with (shared_data / "multilevel-agreement" / name).open(newline="") as file:
            return list(csv.DictReader(file))

    return rows


@pytest.fixture(scope="module")
def soldiers(table):
    """bh1996: 7,382 soldiers of 99 groups (Bliese & Halverson 1996)."""
    rows = table("bh1996.csv")
    names = ("GRP", "HRS", "LEAD", "COHES", "WBEING")
    return {name: np.array([float(row[name]) for row in rows]) for name in names}


@pytest.fixture(scope="module")
def published(shared_data):
    path = shared_data / "multilevel-agreement" / "published_values.json"
    return json.loads(path.read_text())["computed_with_R_multilevel_2.7"]


def by_group(soldiers, name):
    return [soldiers[name][soldiers["GRP"] == g] for g in np.unique(soldiers["GRP"])]


@pytest.mark.parametrize("name", ["HRS", "COHES", "LEAD", "WBEING"])
def test_icc_agrees_with_r_multilevel(soldiers, published, name):
    """Row 8; WBEING's 0.04336905 is also printed by Bliese. Seven decimals are given."""
    found = reliability(soldiers[name], soldiers["GRP"])
    assert found.one == pytest.approx(published["bh1996"][name]["ICC1"], abs=6e-8)
    assert found.mean == pytest.approx(published["bh1996"][name]["ICC2"], abs=6e-8)


def test_rwg_of_bh1996_agrees_with_r_multilevel(soldiers, published):
    """Row 9: LEAD with error variance 2; mean 0.7411556, first groups as printed."""
    found = [rwg(g.var(ddof=1), FIVE_POINTS) for g in by_group(soldiers, "LEAD")]
    assert np.mean(found) == pytest.approx(0.7411556, abs=6e-8)
    assert found[:2] == pytest.approx([0.752141, 0.8231627], abs=6e-7)
    cohesion = [rwg(g.var(ddof=1), FIVE_POINTS) for g in by_group(soldiers, "COHES")]
    values = published["rwg_bh1996_COHES_5pt_uniform"]
    assert cohesion[0] == pytest.approx(values["group1"], abs=6e-8)
    shown = (np.min(cohesion), np.median(cohesion), np.mean(cohesion), np.max(cohesion))
    expected = tuple(values[name] for name in ("min", "median", "mean", "max"))
    assert shown == pytest.approx(expected, abs=6e-5)


def test_mean_deviation_of_bh1996_agrees_with_r_multilevel(soldiers, published):
    found = [mean_deviation(g) for g in by_group(soldiers, "COHES")]
    assert found[0] == pytest.approx(published["ad_mean_bh1996_COHES"]["group1"], abs=6e-8)
    assert np.mean(found) == pytest.approx(
        published["ad_mean_bh1996_COHES"]["mean"], abs=6e-5
    )


def test_rwg_of_platoons_agrees_with_r_multilevel(table, published):
    """Row 11: cohesion, item COH01 by platoon over both units."""
    rows = table("cohesion.csv")
    for platoon, expected in published["cohesion_COH01_rwg_by_platoon"].items():
        answers = np.array([float(r["COH01"]) for r in rows if r["PLATOON"] == platoon])
        assert rwg(answers.var(ddof=1), FIVE_POINTS) == pytest.approx(expected, abs=6e-8)


def test_rwg_of_five_items_agrees_with_r_multilevel(table):
    """Row 11: rwg.j of the five items by unit; soldiers with a gap are left out."""
    rows = table("cohesion.csv")
    items = [f"COH0{k}" for k in range(1, 6)]
    for unit, expected in {"1044B": 0.7539683, "1044C": 0.8988764}.items():
        complete = [r for r in rows if r["UNIT"] == unit and all(r[i] for i in items)]
        answers = np.array([[float(r[i]) for i in items] for r in complete])
        assert rwg_of_items(answers, FIVE_POINTS) == pytest.approx(expected, abs=6e-8)


def test_rwg_of_items_grows_with_their_number_and_lindells_does_not():
    answers = np.random.default_rng(1).integers(2, 5, (9, 4)).astype(float)
    twice = np.hstack([answers, answers])
    assert lindell_rwg(twice, FIVE_POINTS) == pytest.approx(
        lindell_rwg(answers, FIVE_POINTS)
    )
    assert rwg_of_items(twice, FIVE_POINTS) > rwg_of_items(answers, FIVE_POINTS)


def test_ratings_that_spread_beyond_chance_have_no_agreement():
    camps = np.array([[1.0], [1], [5], [5]])
    assert rwg(camps[:, 0].var(ddof=1), FIVE_POINTS) == 0
    assert rwg_of_items(camps, FIVE_POINTS) == 0


@pytest.mark.parametrize(("n", "reached"), [(8, 0.58), (10, 0.51), (20, 0.32)])
def test_chance_alone_reaches_much_rwg_in_small_groups(n, reached):
    """Methods 2.5: the 95th percentile for five points, by simulation."""
    assert chance_rwg(n, 5) == pytest.approx(reached, abs=0.02)


@pytest.mark.parametrize(
    ("n", "reached"),
    [(4, 0.60), (5, 0.53), (6, 0.48), (8, 0.40), (10, 0.36), (15, 0.30), (20, 0.25)],
)
def test_chance_alone_reaches_much_agreement_in_small_groups(n, reached):
    """Methods 2.5: the 95th percentile of r*alloc, by simulation."""
    assert chance_agreement(n) == pytest.approx(reached, abs=0.013)


def test_chance_in_large_groups_shrinks_with_the_root_of_their_number():
    rng = np.random.default_rng(4)
    points = 100 * rng.dirichlet(np.ones(4), (3_000, 400))
    drawn = 1 - points.var(axis=1, ddof=1).sum(axis=1) / 1500
    assert chance_agreement(400) == pytest.approx(np.quantile(drawn, 0.95), abs=0.004)
    ratings = rng.integers(0, 11, (5_000, 400))
    reached = 1 - ratings.var(axis=1, ddof=1) / 10
    assert chance_rwg(400, 11) == pytest.approx(np.quantile(reached, 0.95), abs=0.004)


def test_agreement_of_allocations_is_one_less_the_trace_over_1500():
    shares = closed(np.random.default_rng(2).integers(1, 50, (9, 4)))
    expected = 1 - np.trace(np.cov((100 * shares).T)) / 1500
    assert agreement(shares) == pytest.approx(expected)


def test_members_who_answer_alike_agree_fully():
    assert agreement(closed([[10, 20, 30, 40]] * 5)) == pytest.approx(1)


def test_flat_allocations_do_not_agree_at_all():
    """1500 is the trace under the flat Dirichlet distribution: 4 · 100² · 3/80."""
    shares = np.random.default_rng(3).dirichlet(np.ones(4), 200_000)
    assert agreement(shares) == pytest.approx(0, abs=0.01)
