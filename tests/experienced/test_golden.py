"""The ten-member example of methods 7, row 33, derived here by hand-written arithmetic."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from fourfold.mapping.assemble import MapOptions, map_evidence

# sustainability, flexibility, accountability, pragmatism
POINTS = {
    "a": (10, 15, 45, 30), "b": (15, 10, 40, 35), "c": (5, 15, 50, 30),
    "d": (10, 20, 40, 30), "e": (20, 10, 35, 35), "f": (15, 15, 45, 25),
    "g": (40, 20, 10, 30), "h": (45, 15, 15, 25), "i": (35, 25, 20, 20),
    "j": (50, 20, 10, 20),
}  # fmt: skip
STATUTORY = "abcdef"


def x_of(points):
    s, f, a, p = points
    return (f + p - s - a) / 100


def y_of(points):
    s, f, a, p = points
    return (s + f - a - p) / 100


def q_of(points):
    s, f, a, p = points
    return (s + p - f - a) / 100


def group_of(person):
    return "statutory" if person in STATUTORY else "voluntary"


def mapped(waves, evidence, answer, theory):
    people = {
        wave: {i: answer((p[2], p[3], p[1], p[0]), group_of(i)) for i, p in points.items()}
        for wave, points in waves.items()
    }
    found = evidence({"p": people}, 12)
    return map_evidence(found, theory, MapOptions(exact=True)).partnerships[0]


@pytest.fixture(scope="module")
def wave(evidence, answer, theory):
    return mapped({"w1": POINTS}, evidence, answer, theory).current


def test_the_position_is_the_mean_of_the_members(wave):
    found = wave.experienced
    assert (found.x.value, found.y.value, found.q.value) == pytest.approx((
        -0.11,
        -0.18,
        0.05,
    ))


@pytest.mark.parametrize(("axis", "of"), [("x", x_of), ("y", y_of), ("q", q_of)])
def test_intervals_have_ten_of_twelve_in_the_population(wave, axis, of):
    values = [of(p) for p in POINTS.values()]
    half = stats.t.ppf(0.975, 9) * np.std(values, ddof=1) / sqrt(10) * sqrt(1 - 10 / 12)
    found = getattr(wave.experienced, axis)
    mean = np.mean(values)
    assert (found.low, found.high) == pytest.approx((mean - half, mean + half))


def test_the_two_groups_stand_apart_with_the_smallest_possible_p(wave):
    (contrast,) = wave.contrasts
    means = {
        g: np.array([
            np.mean([of(p) for i, p in POINTS.items() if group_of(i) == g])
            for of in (x_of, y_of)
        ])
        for g in ("statutory", "voluntary")
    }
    apart = means["voluntary"] - means["statutory"]
    assert (contrast.x.value, contrast.y.value) == pytest.approx(tuple(apart))
    assert contrast.distance == pytest.approx(np.hypot(*apart))
    assert (contrast.p, contrast.exact) == (pytest.approx(1 / 210), True)


def test_agreement_hides_in_the_pool_what_each_group_shares(wave):
    """Methods 8.1: pooled 0.62, within groups 0.94 and 0.93; y −0.18, −0.47 and +0.25."""
    groups = {g.group: g.experienced for g in wave.groups}
    shown = [wave.experienced, groups["statutory"], groups["voluntary"]]
    assert [p.agreement.value for p in shown] == pytest.approx(
        [0.62, 0.94, 0.93], abs=0.005
    )
    assert [p.y.value for p in shown] == pytest.approx([-0.18, -0.47, 0.25], abs=0.005)


def test_the_tension_of_sustainability_and_pragmatism_lies_within_and_between(wave):
    u = np.array([p[0] for p in POINTS.values()]) / 100
    v = np.array([p[3] for p in POINTS.values()]) / 100
    found = wave.experienced.tension["sustainability-pragmatism"]
    assert found.total == pytest.approx(4 * u.mean() * v.mean())
    assert found.within_members == pytest.approx(4 * (u * v).mean())
    between = sum(
        -4 * w * (u[k].mean() - u.mean()) * (v[k].mean() - v.mean())
        for w, k in ((0.6, slice(0, 6)), (0.4, slice(6, 10)))
    )
    assert found.between_groups == pytest.approx(between)


def test_drift_splits_into_those_who_stayed_and_who_came_and_went(evidence, answer, theory):
    """One leaves, one joins, and five of nine who stay move five points."""
    later = {i: p for i, p in POINTS.items() if i != "a"} | {"k": (30, 30, 20, 20)}
    for i in "bcdef":
        s, f, a, p = later[i]
        later[i] = (s + 5, f, a - 5, p)
    found = mapped({"w1": POINTS, "w2": later}, evidence, answer, theory).drift[0]
    change = np.mean([y_of(later[i]) - y_of(POINTS[i]) for i in "bcdefghij"])
    total = np.mean([y_of(p) for p in later.values()]) + 0.18
    assert (found.stayer_count, found.stayers.y.value) == (9, pytest.approx(change))
    assert found.total["y"] == pytest.approx(total)
    assert found.members_changed["y"] == pytest.approx(0.9 * change)
    assert found.membership_changed["y"] == pytest.approx(total - 0.9 * change)
    assert found.announced is False


def test_balanced_torn_and_polarised_partnerships_are_told_apart_on_the_map(
    evidence, answer, theory
):
    camps = {
        "balanced": [(25, 25, 25, 25)] * 10,
        "torn": [(0, 50, 0, 50)] * 10,
        "polarised": [(0, 100, 0, 0)] * 5 + [(0, 0, 0, 100)] * 5,
    }
    package = evidence(
        {
            name: {name: {f"r{i}": answer(p) for i, p in enumerate(points)}}
            for name, points in camps.items()
        },
        20,
    )
    found = {
        p.id: p.current.experienced for p in map_evidence(package, theory).partnerships
    }
    assert {(p.x.value, p.y.value) for p in found.values()} == {(0.0, 0.0)}
    split = {
        name: (t.within_members, t.between_members)
        for name, p in found.items()
        if (t := p.tension["sustainability-pragmatism"])
    }
    assert split["torn"] == (1.0, 0.0)
    assert split["polarised"] == (0.0, 1.0)
    assert split["balanced"][0] == pytest.approx(0.25, abs=0.06)
