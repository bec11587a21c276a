"""An attacker reads everything published, and tries to learn one person's answer."""

import json
from datetime import date
from itertools import chain, combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.experienced.disclosure.audit import Part
from fourfold.experienced.disclosure.release import Ledger, released_whole
from fourfold.mapping.assemble import MapOptions, map_evidence
from fourfold.mapping.document import as_json, document

EXTREMES = ([100, 0, 0, 0], [0, 100, 0, 0], [0, 0, 100, 0], [0, 0, 0, 100], [25] * 4)


@pytest.fixture(scope="module")
def published(evidence, theory):
    """Everything that can be read of these waves, as text."""

    def of(waves, options=None):
        found = map_evidence(evidence({"p": waves}), theory, options)
        return as_json(document(found)).decode()

    return of


@pytest.fixture(scope="module")
def members(answer, points):
    """Members r00, r01 ... in two groups by turns."""

    def of(n, seed=1):
        given = points(np.random.default_rng(seed), n)
        return {f"r{i:02}": answer(p, "ab"[i % 2]) for i, p in enumerate(given)}

    return of


def swapped(people, one, other):
    return people | {one: people[other], other: people[one]}


@pytest.mark.parametrize("n", [5, 8, 12, 24])
def test_a_joiner_leaves_no_trace_at_all(published, members, answer, n):
    """Whatever the joiner answers, every published character is the same."""
    first = members(n)
    readings = {
        published({"w1": first, "w2": first | {"zz": answer(points, "a")}})
        for points in EXTREMES
    }
    assert len(readings) == 1


def test_two_joiners_leave_no_trace(published, members, answer):
    first = members(12)
    readings = {
        published({
            "w1": first,
            "w2": first | {f"z{i}": answer(points, "b") for i in range(2)},
        })
        for points in EXTREMES
    }
    assert len(readings) == 1


def test_who_leaves_cannot_be_told_from_four_others(published, members):
    """Any of five could have answered as the leaver did: nothing published would change."""
    first = members(14)
    leaver = "r00"
    second = {i: a for i, a in first.items() if i != leaver}
    actual = published({"w1": first, "w2": second})
    alike = [
        other
        for other in second
        if published({
            "w1": swapped(first, leaver, other),
            "w2": {i: swapped(first, leaver, other)[i] for i in second},
        })
        == actual
    ]
    assert len(alike) >= 4


@given(st.sets(st.integers(0, 17), min_size=6), st.sets(st.integers(0, 17), min_size=6))
def test_two_waves_differ_by_nobody_or_by_five(before, now):
    """Whoever joins or leaves is hidden among at least four others."""
    first, second = (tuple(f"r{i:02}" for i in sorted(w)) for w in (before, now))
    ledger = Ledger()

    def rows(wave):
        return lambda people: [(Part("now", wave, people, 1 / len(people)),)]

    shown = released_whole(ledger, first, rows("w1")).people
    part = released_whole(ledger, second, rows("w2"), before=first).people
    if part is not None:
        assert len(shown ^ part) == 0 or len(shown ^ part) >= 5


@pytest.mark.parametrize(
    ("left", "joined", "kept"),
    [(0, 0, 12), (0, 1, 12), (1, 0, 7), (1, 1, 9), (1, 2, 11), (2, 2, 11), (2, 3, 13)],
)
def test_as_many_of_a_wave_as_can_be_are_shown(left, joined, kept):
    first = tuple(f"r{i:02}" for i in range(12))
    second = first[left:] + tuple(f"z{i}" for i in range(joined))
    ledger = Ledger()
    ledger.admits([(Part("now", "w1", first, 1 / 12),)])
    found = released_whole(
        ledger, second, lambda p: [(Part("now", "w2", p, 1 / len(p)),)], before=first
    )
    assert len(found.people) == kept


def test_a_joiner_leaves_no_trace_in_a_third_wave(published, members, answer):
    first = members(12)
    readings = {
        published({"w1": first, "w2": first, "w3": first | {"zz": answer(points, "a")}})
        for points in EXTREMES
    }
    assert len(readings) == 1


def test_a_group_of_four_cannot_be_had_from_the_whole(published, answer, points):
    """12 = 8 + 4: who of the twelve gave which answer does not show."""
    given = points(np.random.default_rng(4), 12)
    people = {f"r{i:02}": answer(p, "a" * (i < 8) or "b") for i, p in enumerate(given)}
    exchanged = dict(people)
    for inside, outside in (("r00", "r08"), ("r01", "r09"), ("r02", "r10"), ("r03", "r11")):
        a, b = people[inside], people[outside]
        exchanged[inside] = answer(b.points, a.group)
        exchanged[outside] = answer(a.points, b.group)
    assert published({"w": people}) == published({"w": exchanged})


def test_moving_to_another_group_leaves_no_trace(published, members, answer):
    """Group a of wave 2 lost one to group b; neither group's change tells about them."""
    first = members(16)
    moved = {
        published({
            "w1": first,
            "w2": first | {"r00": answer(first["r00"].points, "b")},
            "w3": first | {"r00": answer(points, "b")},
        }).count("rounded")
        for points in EXTREMES
    }
    assert len(moved) == 1


def test_answers_left_out_are_numbered_and_nothing_else(evidence, members, answer, theory):
    first = members(12)
    package = evidence({"p": {"w1": first, "w2": first | {"zz": answer([25] * 4, "a")}}})
    waves = map_evidence(package, theory).partnerships[0].waves
    assert (waves[1].n, waves[1].experienced.n) == (13, 12)
    assert waves[1].experienced.why.startswith("1 answer is left out")
    assert waves[0].experienced.x == waves[1].experienced.x
    assert {r.n for r in waves[1].ratings} == {12}


def test_frames_answered_by_slightly_different_people_do_not_tell_who_skipped(
    published, members, answer
):
    """One skipped "wanted" in wave 1 and answers it in wave 2: that answer has no trace."""
    skipped = frozenset({("overall", "wanted")})
    others = members(12)
    readings = {
        published({
            "w1": others | {"zz": answer([25] * 4, "a", skipped=skipped)},
            "w2": others
            | {"zz": answer([25] * 4, "a", instead={("overall", "wanted"): points})},
        })
        for points in EXTREMES
    }
    assert len(readings) == 1


def test_a_rating_skipped_once_and_given_later_leaves_no_trace(
    published, members, answer, theory
):
    item = (theory.questionnaire.of_kind("rating")[-1].id, "now")
    others = members(12)
    readings = {
        published({
            "w1": others | {"zz": answer([25] * 4, "a", skipped=frozenset({item}))},
            "w2": others | {"zz": answer([25] * 4, "a", instead={item: [rating]})},
        })
        for rating in (0, 5, 10)
    }
    assert len(readings) == 1


def everything_of_the_survey(text):
    """Waves, drift and gaps of a published text: all that rests on answers."""
    (found,) = json.loads(text)["partnerships"]
    return [found["waves"], found["drift"]]


def test_exports_with_other_seeds_and_waves_say_nothing_more(published, members):
    """Else chances rounded again and again would be told ever more finely."""
    waves = {"w1": members(14), "w2": members(14, seed=2)}
    readings = [
        everything_of_the_survey(published(waves, MapOptions(wave=wave, seed=seed)))
        for wave, seed in product(("w1", "w2"), range(8))
    ]
    assert all(reading == readings[0] for reading in readings)


def test_an_earlier_date_shows_a_part_of_the_same_and_nothing_else(published, members):
    waves = {"w1": members(14), "w2": members(14, seed=2)}
    both, _ = everything_of_the_survey(published(waves))
    early = everything_of_the_survey(published(waves, MapOptions(at=date(2000, 6, 1))))
    assert early == [both[:1], []]


def test_the_chances_handed_on_are_rounded_too(evidence, members, theory):
    """What they are compared with changes from date to date, and would sieve them."""
    from fourfold.experienced.members import members_of
    from fourfold.experienced.survey import surveys
    from fourfold.mapping.inputs import waves_by_partnership

    package = evidence({"p": {"w": members(14)}})
    asked = theory.questionnaire
    found = surveys(
        waves_by_partnership(package), members_of(package.answers, asked), asked,
        exact=False, seed=1,
    )  # fmt: skip
    for chance in found["p"].positive["w"]:
        assert chance == round(chance, 1)


def lists_nearby(given, step=5):
    """Lists in which up to three times a member moved a step from one option to another."""
    moves = [
        (member, give, take)
        for member in range(len(given))
        for give, take in permutations(range(4), 2)
        if given[member][give] >= step
    ]
    for chosen in chain(*(combinations(moves, size) for size in (1, 2, 3))):
        found = np.array(given)
        for member, give, take in chosen:
            found[member, give] -= step
            found[member, take] += step
        if (found >= 0).all():
            yield found


@pytest.mark.parametrize("n", [5, 6, 7])
@pytest.mark.parametrize("kind", ["mixed", "unanimous", "even", "camps"])
def test_mean_and_interval_of_few_fit_several_lists_of_answers(
    published, answer, points, n, kind
):
    """Methods 3: exact mean and SD have one solution 21 % of the time at n = 5."""
    given = {
        "mixed": points(np.random.default_rng(n), n),
        "unanimous": [[100, 0, 0, 0]] * n,
        "even": [[25, 25, 25, 25]] * n,
        "camps": [[100, 0, 0, 0]] * (n - 2) + [[0, 0, 0, 100]] * 2,
    }[kind]

    def reading(answers):
        return published({"w": {f"r{i}": answer(p) for i, p in enumerate(answers)}})

    actual = reading(given)
    assert any(reading(other) == actual for other in lists_nearby(given))


def test_exact_is_stamped_and_nothing_of_it_is_rounded(evidence, members, theory):
    found = map_evidence(evidence({"p": {"w": members(7)}}), theory, MapOptions(exact=True))
    assert found.stamp == "exact: not for publication"
    wave = found.partnerships[0].current
    assert wave.experienced.shown == "exact"
    assert wave.experienced.shares["accountability"] == pytest.approx(
        np.mean([a.points[0] for a in members(7).values()]) / 100
    )
    assert {g.experienced.shown for g in wave.groups} == {"exact"}
    assert {r.shown for r in wave.ratings} == {"exact"}


def test_the_safe_form_has_no_stamp(evidence, members, theory):
    found = map_evidence(evidence({"p": {"w": members(7)}}), theory)
    assert found.stamp is None
