"""The enacted position: what facts give, and how far it can be contested (methods 6.1)."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.enacted.estimate import enacted_at, enacted_path, ways
from fourfold.enacted.facts import Fact, weighing
from fourfold.enacted.regime import enacted_regime
from fourfold.theory.load import load_theory
from fourfold.theory.model import IMPERATIVES, Direction, Instrument

SEED = 1
THEORY = load_theory()


def instrument(
    name: str, *direction: float, kind: str = "policy", strength: int = 2
) -> Instrument:
    return Instrument(
        id=name,
        name=name,
        kind=kind,
        techniques=("finance",) if kind == "policy" else (),
        informs=("y",),
        strength=strength,
        direction=Direction(**dict(zip(IMPERATIVES, direction, strict=True))),
        meaning="Invented for a test.",
        locator="none",
        doubt="none",
    )


ACCOUNTABLE = instrument("to-accountability", 1, 0, 0, 0)
PRAGMATIC = instrument("to-pragmatism", 0, 1, 0, 0)
SUSTAINING = instrument("to-sustainability", 0, 0, 0, 1)
INTERNAL = instrument("terms", 0.5, 0, 0, 0.5, kind="internal")


def fact(of: Instrument, state: str = "true", weight: float = 2, **more: object) -> Fact:
    return Fact(of, state, weight, "partnership", **more)


def facts_drawn() -> st.SearchStrategy[list[Fact]]:
    return st.lists(
        st.builds(
            fact,
            st.sampled_from(THEORY.instruments),
            st.sampled_from(["true", "false", "unknown"]),
            st.floats(1, 3),
            family=st.sampled_from([None, "an Act", "a grant"]),
        ),
        min_size=1,
        max_size=8,
    )


def test_shares_are_weights_plus_two_pseudo_facts_at_the_centre():
    # By hand: 3 on accountability, 1 on pragmatism, 0.5 on each pole; 6 in all.
    found = enacted_at([fact(ACCOUNTABLE, weight=3), fact(PRAGMATIC, weight=1)], None, SEED)
    assert list(found.shares.values()) == pytest.approx([
        3.5 / 6,
        1.5 / 6,
        0.5 / 6,
        0.5 / 6,
    ])
    assert found.x.value == pytest.approx(-2 / 6)
    assert found.y.value == pytest.approx(-4 / 6)


def test_facts_of_one_family_weigh_at_most_three():
    five = [fact(ACCOUNTABLE, weight=3, family="one Act")] * 5
    one = [fact(ACCOUNTABLE, weight=3)]
    assert enacted_at(five, None, SEED).shares == pytest.approx(
        enacted_at(one, None, SEED).shares
    )


@pytest.mark.parametrize("state", ["false", "unknown"])
def test_what_is_not_known_to_be_so_does_not_pull(state):
    found = enacted_at([fact(ACCOUNTABLE), fact(PRAGMATIC, state)], None, SEED)
    assert found.shares == pytest.approx(enacted_at([fact(ACCOUNTABLE)], None, SEED).shares)


def test_bounds_span_every_way_the_unknown_could_turn_out():
    facts = [fact(ACCOUNTABLE), fact(SUSTAINING, "unknown")]
    found = enacted_at(facts, None, SEED)
    low, high = found.unknown_bounds["y"]
    assert low == pytest.approx(found.y.value)
    assert high == pytest.approx(
        enacted_at([fact(ACCOUNTABLE), fact(SUSTAINING)], None, SEED).y.value
    )


@given(facts_drawn())
def test_bounds_hold_the_position_and_any_settled_one(facts):
    found = enacted_at(facts, None, SEED)
    settled = [replace(f, state="true") if f.state == "unknown" else f for f in facts]
    for axis in ("x", "y", "q"):
        low, high = found.unknown_bounds[axis]
        for value in (found, enacted_at(settled, None, SEED)):
            assert low - 1e-9 <= getattr(value, axis).value <= high + 1e-9


@given(facts_drawn())
def test_acceptabilities_are_shares_of_weightings(facts):
    found = enacted_at(facts, None, SEED)
    for way in (found.acceptability, found.acceptability_free):
        assert sum(way.dominant.values()) == pytest.approx(1)
        assert sum(way.quadrant.values()) <= 1 + 1e-9
    assert 0 <= found.cancellation <= 1 + 1e-9


def test_with_many_unknown_the_extremes_are_those_of_trying_all():
    rng = np.random.default_rng(SEED)
    drawn = [THEORY.instruments[i] for i in rng.integers(0, len(THEORY.instruments), 13)]
    many = enacted_at([fact(i, "unknown") for i in drawn], None, SEED).unknown_bounds
    scale = weighing([fact(i, "unknown") for i in drawn])
    every = np.array([[n >> k & 1 for k in range(13)] for n in range(2**13)], dtype=float)
    mass = every * scale.weights @ scale.directions + 0.5
    y = (mass / mass.sum(axis=1, keepdims=True)) @ [-1, -1, 1, 1]
    assert many["y"] == pytest.approx((y.min(), y.max()))
    assert len(ways(scale, np.zeros(13), np.ones(13))) < 2**13


def test_one_lone_weak_fact_is_held_back_by_the_centre():
    found = enacted_at([fact(ACCOUNTABLE, weight=1)], None, SEED)
    assert found.shares["accountability"] == pytest.approx(1.5 / 3)


def test_contested_weights_leave_a_clear_pull_clear_and_an_even_one_open():
    found = enacted_at([fact(ACCOUNTABLE, weight=3), fact(PRAGMATIC, weight=3)], None, SEED)
    assert found.acceptability.y_positive == 0
    assert found.acceptability.dominant["accountability"] == pytest.approx(0.5, abs=0.02)


def test_facts_that_pull_apart_cancel_and_facts_alike_do_not():
    apart = enacted_at([fact(PRAGMATIC), fact(SUSTAINING)], None, SEED)
    alike = enacted_at([fact(PRAGMATIC), fact(PRAGMATIC)], None, SEED)
    assert apart.cancellation == pytest.approx(1)
    assert alike.cancellation == pytest.approx(0)


def test_leaving_a_fact_out_moves_the_position_by_its_shift():
    facts = [fact(ACCOUNTABLE, weight=3), fact(SUSTAINING, weight=1)]
    found = enacted_at(facts, None, SEED)
    without = enacted_at(facts[1:], None, SEED)
    assert found.facts[0].shift_y == pytest.approx(found.y.value - without.y.value)
    assert found.largest[0] == "to-accountability"


@pytest.mark.parametrize(
    ("internal", "known"), [(0, False), (2, False), (3, True), (4, True)]
)
def test_x_is_known_from_three_internal_facts_on(internal, known):
    found = enacted_at([fact(ACCOUNTABLE), *[fact(INTERNAL)] * internal], None, SEED)
    assert found.x_known is known
    low, high = found.x_bar
    assert (low < found.x.value < high) is not known


def test_a_fact_counts_from_its_first_day_and_no_longer_on_its_last():
    term = fact(ACCOUNTABLE, start=date(1998, 4, 1), end=date(2000, 4, 1))
    days = [date(1998, 3, 31), date(1998, 4, 1), date(2000, 3, 31), date(2000, 4, 1)]
    assert [term.in_force(day) for day in days] == [False, True, True, False]


def test_there_is_a_position_for_every_date_at_which_facts_changed():
    facts = [
        fact(SUSTAINING, start=date(1998, 4, 1)),
        fact(PRAGMATIC, start=date(2000, 4, 1), end=date(2002, 4, 1)),
    ]
    path = enacted_path(facts, date(2001, 1, 1), SEED)
    assert [e.at for e in path.history] == ["1998-04-01", "2000-04-01", "2002-04-01"]
    assert path.history[0].y.value > path.now.y.value
    assert path.history[2].y.value == path.history[0].y.value


def test_a_regime_that_ended_is_shown_as_on_its_last_day():
    facts = [fact(PRAGMATIC, start=date(1991, 5, 1), end=date(1998, 4, 1))]
    assert enacted_path(facts, date(2001, 1, 1), SEED).now.at == "1998-03-31"
    assert enacted_path(facts, date(1990, 1, 1), SEED) is None


def test_the_regime_is_the_pull_on_the_average_partnership():
    with_duty, without = [fact(ACCOUNTABLE, weight=3)], []
    found = enacted_regime([with_duty, without], None, SEED)
    assert found.shares["accountability"] == pytest.approx((1.5 + 0.5) / (1.5 + 2))


def test_the_same_seed_gives_the_same_result_and_another_hardly_differs():
    facts = [fact(ACCOUNTABLE), fact(SUSTAINING, weight=1)]
    first, again, other = (enacted_at(facts, None, seed) for seed in (1, 1, 2))
    assert first == again
    assert other.y.low == pytest.approx(first.y.low, abs=0.02)
