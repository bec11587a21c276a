"""The audit: whatever a reader can add and subtract rests on five people or more."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.experienced.disclosure.audit import Part, discloses

PEOPLE = "abcdefghijklmnopqrst"


def mean_of(people, wave="1", asked="now", weights=None):
    weight = 1 / len(people) if weights is None else tuple(weights)
    return (Part(asked, wave, tuple(people), weight),)


def brute_force(rows):
    """Every set of one to four people: can the others' answers be made to cancel out?"""
    people = sorted({p for row in rows for part in row for p in part.people})
    asked = sorted({(part.asked, part.wave) for row in rows for part in row})
    matrix = np.zeros((len(rows), len(people), len(asked)))
    for number, row in enumerate(rows):
        for part in row:
            for person, weight in part.weights():
                place = asked.index((part.asked, part.wave))
                matrix[number, people.index(person), place] += weight
    return any(
        carries(form, chosen)
        for form in (matrix, collapsed(matrix, asked))
        for size in range(1, 5)
        for chosen in combinations(range(len(people)), size)
    )


def collapsed(matrix, asked):
    """The same, if nobody changed their mind from wave to wave."""
    names = sorted({name for name, _ in asked})
    return np.stack(
        [matrix[..., [a == name for a, _ in asked]].sum(axis=2) for name in names], axis=2
    )


def carries(matrix, chosen):
    others = np.delete(matrix, list(chosen), axis=1).reshape(len(matrix), -1)
    whole = matrix.reshape(len(matrix), -1)
    rank = np.linalg.matrix_rank
    return rank(others, tol=1e-9) < rank(whole, tol=1e-9)


subsets = st.sets(st.sampled_from("abcdefgh"), min_size=1).map(sorted)
parts = st.builds(
    lambda people, wave, asked, weighted: Part(
        asked,
        wave,
        tuple(people),
        tuple(float(1 + ord(p) % 3) for p in people) if weighted else 1 / len(people),
    ),
    subsets, st.sampled_from("12"), st.sampled_from(["now", "wanted"]), st.booleans(),
)  # fmt: skip


@given(st.lists(st.lists(parts, min_size=1, max_size=2).map(tuple), min_size=1, max_size=4))
def test_the_audit_finds_what_trying_every_set_finds(rows):
    assert discloses(rows) == brute_force(rows)


large = st.sets(st.sampled_from("abcdefgh"), min_size=5).map(sorted)


@given(st.lists(st.tuples(large, st.sampled_from("12")), min_size=2, max_size=3))
def test_the_audit_of_large_means_is_that_of_trying_every_set(drawn):
    rows = [mean_of(people, wave) for people, wave in drawn]
    assert discloses(rows) == brute_force(rows)


@pytest.mark.parametrize(("people", "told"), [(4, True), (5, False), (12, False)])
def test_one_mean_needs_five_people(people, told):
    assert discloses([mean_of(PEOPLE[:people])]) is told


@pytest.mark.parametrize(("group", "told"), [(7, False), (8, True), (9, True), (12, False)])
def test_a_group_needs_five_others_or_none(group, told):
    """12 = 7 + 5 may be split, 12 = 8 + 4 and the board of 9 may not (methods 3)."""
    rows = [mean_of(PEOPLE[:12]), mean_of(PEOPLE[:group])]
    assert discloses(rows) is told


def test_a_joiner_between_two_waves_is_found():
    assert discloses([mean_of(PEOPLE[:11], "1"), mean_of(PEOPLE[:12], "2")])


def test_one_who_joins_as_another_leaves_is_found():
    """The leaver knows her own answer, and would learn the joiner's."""
    assert discloses([mean_of(PEOPLE[:12], "1"), mean_of(PEOPLE[1:13], "2")])


def test_five_joiners_are_not_told_apart():
    assert not discloses([mean_of(PEOPLE[:10], "1"), mean_of(PEOPLE[:15], "2")])


def test_a_difference_of_weights_singles_out_the_few_it_falls_on():
    even = mean_of(PEOPLE[:12])
    weighted = mean_of(PEOPLE[:12], weights=[1 / 14] * 10 + [2 / 14] * 2)
    assert not discloses([weighted])
    assert discloses([even, weighted])


def test_two_gaps_from_the_same_now_are_audited_together():
    """wanted − now and documents − now of nearly the same people, beside both ends."""

    def gap(people, frame):
        minus = Part("overall now", "1", tuple(people), -1 / len(people))
        return (*mean_of(people, asked=frame), minus)

    ends = [mean_of(PEOPLE[:11], asked="wanted"), mean_of(PEOPLE[:12], asked="documents")]
    gaps = [gap(PEOPLE[:11], "wanted"), gap(PEOPLE[:12], "documents")]
    assert not discloses([*ends, gaps[0]])
    assert discloses([*ends, *gaps])


def test_the_change_of_those_who_stayed_tells_a_joiner():
    change = (
        Part("now", "1", tuple(PEOPLE[:11]), -1 / 11),
        Part("now", "2", tuple(PEOPLE[:11]), 1 / 11),
    )
    assert discloses([mean_of(PEOPLE[:11], "1"), mean_of(PEOPLE[:12], "2"), change])


def test_a_large_survey_with_many_patterns_is_audited_quickly_and_let_in():
    rng = np.random.default_rng(2)
    people = np.array([f"r{i}" for i in range(400)])
    rows = [mean_of(people[rng.random(400) < 0.9], str(k)) for k in range(5)]
    assert not discloses(rows)
