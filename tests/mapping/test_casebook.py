"""The casebook through the estimator: 17 cases, beside where the book puts them."""

import pytest

from fourfold.evidence.check import checked_evidence
from fourfold.mapping.assemble import map_evidence
from fourfold.mapping.casebook import casebook_package, compared_casebook
from fourfold.theory.load import load_theory

THEORY = load_theory()
COMPARED = compared_casebook(THEORY, seed=1)


def test_all_seventeen_cases_are_compared():
    assert len({one.case for one in COMPARED}) == 17


@pytest.mark.parametrize("one", COMPARED, ids=lambda one: f"{one.case}-{one.start}")
def test_a_case_agrees_with_the_book_or_says_why_not(one):
    assert one.agrees or one.discussion


def test_most_of_the_book_is_reproduced():
    # 19 dated expectations; each that is not met is argued in the casebook.
    assert sum(one.agrees for one in COMPARED) >= 15


def test_zones_that_began_flexible_drift_to_the_bottom_right():
    # SF06, Newman 2001, ch. 6, "The dynamics of partnership working"
    first, later = (o.position for o in COMPARED if o.case == "health-action-zones")
    assert first.y.value > 0 > later.y.value
    assert later.x.value > 0


def test_positions_do_not_depend_on_what_is_expected():
    moved = tuple(e.model_copy(update={"region": "top-right"}) for e in THEORY.expectations)
    altered = compared_casebook(THEORY.model_copy(update={"expectations": moved}), seed=1)
    assert [a.position for a in altered] == [c.position for c in COMPARED]


def test_the_casebook_is_a_package_without_faults():
    evidence, faults = checked_evidence(casebook_package(THEORY), THEORY)
    assert not [f for f in faults if f.stops]
    result = map_evidence(evidence, THEORY)
    assert len(result.partnerships) == 17
    assert all(p.enacted is not None and p.enacted.history for p in result.partnerships)
    assert result.marks == ("history, from cited sources",)


def test_the_mixed_regime_pulls_to_the_bottom_half():
    # SF09, Newman 2001, ch. 6, "Power, trust and leadership"
    evidence, _ = checked_evidence(casebook_package(THEORY), THEORY)
    from datetime import date

    from fourfold.mapping.assemble import MapOptions

    regime = map_evidence(evidence, THEORY, MapOptions(at=date(2000, 6, 1))).regime
    assert regime.y.value < 0
    assert regime.acceptability.y_positive < 0.1
