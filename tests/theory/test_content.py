"""Laws over the theory's content: complete, sourced, and in line with the book's claims.

The positions here are worked out afresh from the published rule (methods 6.1), and not by
`fourfold.enacted`, so that the content is judged by the rule and not by its code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from fourfold.errors import TheoryFaulty
from fourfold.position.geometry import axes_of, closed
from fourfold.theory.load import built_in_texts, load_theory
from fourfold.theory.model import IMPERATIVES, CaseFact, Expectation, Theory

CENTRE = np.full(4, 0.5)  # two pseudo-facts at the centre, methods 6.1
MOST_A_FAMILY_WEIGHS = 3.0

# fmt: off
# Names in rows. The framework's table of instruments: a row that names several has several.
FRAMEWORK_ROWS = [
    "statutory-duty", "prescribed-structures", "prescribed-plans", "output-targets",
    "outcome-targets", "cross-cutting-indicators", "single-organisation-indicators",
    "performance-review", "imposed-best-practice", "threat-of-intervention",
    "competitive-bidding", "target-linked-incentive", "pooled-budget",
    "ringfenced-prevention-money", "outcome-funding", "uncertain-earmarked-money",
    "prescriptive-grant-regime", "zone-or-pilot-status", "spanning-body",
    "learning-networks", "persuasion", "community-capacity-building",
]
CASES = {
    "joint-planning", "urban-development-and-training-councils",
    "city-challenge-and-single-regeneration-budget", "local-anti-poverty-strategies",
    "community-safety-before-1998", "social-exclusion-unit-early",
    "social-exclusion-unit-later", "health-action-zones", "education-action-zones",
    "employment-zones", "crime-and-disorder-partnerships", "youth-offending-teams",
    "health-act-1999", "health-improvement-programmes",
    "social-services-modernisation-fund", "sure-start-and-local-strategic-partnerships",
    "voluntary-and-community-partners",
}
FACETS = [
    "driver", "thickness", "decisions", "time-horizon", "leadership", "trust",
    "power-and-difference", "transaction-cost", "typical-failing", "typical-next-pull",
]
# fmt: on
INTERNAL_FACTS_AT_LEAST = 16


@pytest.fixture(scope="module")
def theory() -> Theory:
    return load_theory()


def pull_of(theory: Theory, *instruments: str) -> NDArray[np.float64]:
    """x, y, q of one regime made of these instruments, each in a family of its own."""
    known = [theory.instrument(name) for name in instruments]
    pulls = [i.strength * np.array(i.direction.shares()) for i in known]
    return axes_of(closed(CENTRE + sum(pulls, np.zeros(4))))


def position_of(
    theory: Theory, facts: Iterable[CaseFact], day: date
) -> NDArray[np.float64]:
    """x, y, q of the true facts in force on a day, with families capped."""
    families = defaultdict(list)
    for number, fact in enumerate(facts):
        if (
            fact.state == "true"
            and fact.start <= day
            and (fact.end is None or day < fact.end)
        ):
            families[fact.family or str(number)].append(fact)
    pulls = [family_pull(theory, family) for family in families.values()]
    return axes_of(closed(CENTRE + sum(pulls, np.zeros(4))))


def family_pull(theory: Theory, facts: Sequence[CaseFact]) -> NDArray[np.float64]:
    known = [theory.instrument(fact.instrument) for fact in facts]
    weights = np.array(
        [f.weight or i.strength for f, i in zip(facts, known, strict=True)], float
    )
    weights *= min(1.0, MOST_A_FAMILY_WEIGHS / weights.sum())
    directions: NDArray[np.float64] = np.array([i.direction.shares() for i in known])
    return np.asarray(weights @ directions, dtype=float)


def facts_of(theory: Theory, case: str) -> tuple[CaseFact, ...]:
    return next(c.facts for c in theory.cases if c.id == case)


def agrees(theory: Theory, expected: Expectation) -> bool:
    x, y, q = position_of(theory, facts_of(theory, expected.case), expected.start)
    holds = {"top": y > 0, "bottom": y < 0, "left": x < 0, "right": x > 0, "centre": q > 0}
    return all(bool(holds[word]) for word in expected.region.split("-"))


def policy_facts_of_all_cases(theory: Theory) -> list[CaseFact]:
    """Every policy fact once, however many cases lived under it."""
    facts = {
        (fact.instrument, fact.family, fact.start): fact
        for case in theory.cases
        for fact in case.facts
        if theory.instrument(fact.instrument).kind == "policy"
    }
    return list(facts.values())


# What there is


def test_the_four_imperatives_stand_in_the_order_of_every_array(theory: Theory) -> None:
    assert tuple(i.id for i in theory.imperatives) == IMPERATIVES


def test_the_axes_run_from_internal_to_external_and_from_directed_to_self_steering(
    theory: Theory,
) -> None:
    ends = [(a.id, a.low, a.high) for a in theory.axes]
    assert ends == [("x", "internal", "external"), ("y", "directed", "self-steering")]


def test_every_facet_is_there_and_says_four_different_things(theory: Theory) -> None:
    assert [f.id for f in theory.facets] == FACETS
    for facet in theory.facets:
        assert len({getattr(facet, imperative) for imperative in IMPERATIVES}) == 4


def test_there_are_seven_objectives_and_five_techniques(theory: Theory) -> None:
    assert (len(theory.objectives), len(theory.techniques)) == (7, 5)


@pytest.mark.parametrize("row", FRAMEWORK_ROWS)
def test_every_row_of_the_table_of_instruments_is_there(theory: Theory, row: str) -> None:
    assert theory.instrument(row).kind == "policy"


def test_every_steering_technique_is_used(theory: Theory) -> None:
    used = {technique for i in theory.instruments for technique in i.techniques}
    assert used == {technique.id for technique in theory.techniques}


def test_there_are_internal_facts_enough_to_know_where_a_partnership_looks(
    theory: Theory,
) -> None:
    internal = [i for i in theory.instruments if i.kind == "internal"]
    assert len(internal) >= INTERNAL_FACTS_AT_LEAST
    assert all("x" in i.informs for i in internal)


def test_internal_facts_can_pull_to_either_end(theory: Theory) -> None:
    x = [pull_of(theory, i.id)[0] for i in theory.instruments if i.kind == "internal"]
    assert min(x) < -0.3
    assert max(x) > 0.3


def test_policy_places_the_vertical_axis(theory: Theory) -> None:
    assert all("y" in i.informs for i in theory.instruments if i.kind == "policy")


def test_directions_add_to_one_exactly(theory: Theory) -> None:
    for instrument in theory.instruments:
        assert sum(instrument.direction.shares()) == pytest.approx(1, abs=1e-12)


def test_every_instrument_names_its_section_and_its_doubt(theory: Theory) -> None:
    for instrument in theory.instruments:
        assert instrument.locator.startswith('Newman 2001, ch. 6, "'), instrument.id
        assert instrument.doubt.endswith("."), instrument.id
        assert len(instrument.doubt.split()) >= 8, instrument.id


@pytest.mark.parametrize("folder", ["instruments", "casebook"])
def test_a_file_is_named_for_what_it_holds(theory: Theory, folder: str) -> None:
    held = theory.instruments if folder == "instruments" else theory.cases
    stems = {Path(p).stem for p in built_in_texts() if p.startswith(f"{folder}/")}
    assert stems == {value.id for value in held}


# The casebook


def test_the_casebook_has_the_seventeen_cases(theory: Theory) -> None:
    assert {case.id for case in theory.cases} == CASES
    assert len(CASES) == 17


def test_every_fact_lies_within_its_case_and_ends_after_it_starts(theory: Theory) -> None:
    for case in theory.cases:
        for fact in case.facts:
            assert case.started <= fact.start, (case.id, fact.instrument)
            assert fact.end is None or fact.start < fact.end, (case.id, fact.instrument)
            assert case.ended is None or fact.start < case.ended, (case.id, fact.instrument)


def test_every_case_starts_when_something_is_in_force(theory: Theory) -> None:
    for case in theory.cases:
        assert any(f.start == case.started and f.state == "true" for f in case.facts), (
            case.id
        )


def test_every_case_and_fact_has_a_source_that_names_a_year(theory: Theory) -> None:
    for case in theory.cases:
        assert case.locator.startswith("Newman 2001")
        for fact in case.facts:
            assert re.search(r"\b(19|20)\d\d\b", fact.source), (case.id, fact.instrument)


def test_no_strength_is_set_for_a_case_without_saying_why(theory: Theory) -> None:
    facts = [fact for case in theory.cases for fact in case.facts]
    assert all(fact.note for fact in facts if fact.weight is not None)


def test_an_unknown_fact_says_what_is_not_known(theory: Theory) -> None:
    unknown = [f for case in theory.cases for f in case.facts if f.state == "unknown"]
    assert unknown
    assert all(fact.note for fact in unknown)


# The expectations


def test_every_case_has_an_expectation_while_it_lasts(theory: Theory) -> None:
    assert {e.case for e in theory.expectations} == CASES
    cases = {case.id: case for case in theory.cases}
    for expected in theory.expectations:
        case = cases[expected.case]
        assert case.started <= expected.start
        assert case.ended is None or expected.start < case.ended


def test_what_does_not_agree_is_discussed_and_only_that(theory: Theory) -> None:
    for expected in theory.expectations:
        discussed = expected.discussion is not None
        assert discussed is not agrees(theory, expected), (expected.case, expected.start)


def test_positions_do_not_depend_on_what_is_expected(
    theory: Theory, tmp_path: Path
) -> None:
    ours = built_in_texts()["expectations.toml"]
    turned = ours.replace('region = "top', 'region = "XX').replace(
        'region = "bottom', 'region = "top'
    )
    (tmp_path / "expectations.toml").write_text(
        turned.replace('region = "XX', 'region = "bottom')
    )
    other = load_theory(tmp_path)
    assert {e.region for e in other.expectations if e.case == "joint-planning"} == {
        "top-left"
    }
    assert other.cases == theory.cases
    assert other.instruments == theory.instruments


# The book's claims (framework section 8)


def test_sf01_a_duty_with_prescribed_structures_lies_bottom_left(theory: Theory) -> None:
    x, y, _ = pull_of(theory, "statutory-duty", "prescribed-structures")
    assert x < 0
    assert y < 0


def test_sf02_tight_output_targets_lie_bottom_right(theory: Theory) -> None:
    x, y, _ = pull_of(theory, "output-targets")
    assert x > 0
    assert y < 0


def test_sf03_loose_outcome_targets_lie_top_left_and_pull_less_at_once(
    theory: Theory,
) -> None:
    outcome, output = pull_of(theory, "outcome-targets"), pull_of(theory, "output-targets")
    assert outcome[0] < 0 < outcome[1]
    assert np.hypot(*outcome[:2]) < np.hypot(*output[:2])


def test_sf04_zones_lie_top_right(theory: Theory) -> None:
    x, y, _ = pull_of(theory, "zone-or-pilot-status")
    assert x > 0
    assert y > 0


SF05 = ("performance-review", "imposed-best-practice", "threat-of-intervention")


@pytest.mark.parametrize("instrument", SF05)
def test_sf05_review_best_practice_and_threats_pull_straight_down(
    theory: Theory, instrument: str
) -> None:
    x, y, _ = pull_of(theory, instrument)
    assert x == pytest.approx(0)
    assert y < 0


def test_sf05_review_outweighs_networks_that_steer_themselves(theory: Theory) -> None:
    free = pull_of(theory, "learning-networks", "zone-or-pilot-status")
    watched = pull_of(theory, "learning-networks", "zone-or-pilot-status", *SF05)
    assert watched[1] < 0 < free[1]


def test_sf06_health_action_zones_fall_and_move_right(theory: Theory) -> None:
    facts = facts_of(theory, "health-action-zones")
    first = position_of(theory, facts, date(1998, 4, 1))
    later = position_of(theory, facts, date(2000, 4, 1))
    assert later[1] < 0 < first[1]
    assert later[0] > max(first[0], 0)


def test_sf07_communication_takes_no_flexibility_away(theory: Theory) -> None:
    communication = theory.instrument("learning-networks").direction
    assert communication.flexibility >= 0.25
    before = pull_of(theory, "zone-or-pilot-status")
    after = pull_of(theory, "zone-or-pilot-status", "learning-networks")
    assert after[1] > before[1]


def test_sf07_no_policy_moves_less_than_persuasion(theory: Theory) -> None:
    policy = [
        i.id for i in theory.instruments if i.kind == "policy" and i.id != "persuasion"
    ]
    persuasion = np.hypot(*pull_of(theory, "persuasion")[:2])
    assert persuasion < min(np.hypot(*pull_of(theory, name)[:2]) for name in policy)


@pytest.mark.parametrize("year", [1998, 1999, 2000, 2001])
def test_sf09_the_mixed_regime_as_a_whole_pulls_down(theory: Theory, year: int) -> None:
    _, y, _ = position_of(theory, policy_facts_of_all_cases(theory), date(year, 4, 1))
    assert y < -0.1


def test_sf09_the_regime_pulls_down_harder_after_1998(theory: Theory) -> None:
    facts = policy_facts_of_all_cases(theory)
    y = [position_of(theory, facts, date(year, 4, 1))[1] for year in (1998, 1999, 2000)]
    assert y[0] > y[1] > y[2]


# A user's own theory


def test_a_users_file_replaces_one_instrument_and_changes_the_digest(
    theory: Theory, tmp_path: Path
) -> None:
    text = built_in_texts()["instruments/statutory-duty.toml"].replace(
        "strength = 3", "strength = 1"
    )
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "statutory-duty.toml").write_text(text)
    theirs = load_theory(tmp_path)
    assert theirs.instrument("statutory-duty").strength == 1
    assert len(theirs.instruments) == len(theory.instruments)
    assert theirs.digest != theory.digest


def test_faults_of_several_files_come_together_with_file_and_place(tmp_path: Path) -> None:
    instruments = tmp_path / "instruments"
    instruments.mkdir()
    duty = built_in_texts()["instruments/statutory-duty.toml"]
    (instruments / "too-strong.toml").write_text(
        duty.replace("strength = 3", "strength = 7")
    )
    (instruments / "too-much.toml").write_text(
        duty.replace("pragmatism = 0.0", "pragmatism = 0.5")
    )
    (instruments / "not-toml.toml").write_text('id = "half')
    (tmp_path / "nowhere.toml").write_text("a = 1")
    with pytest.raises(TheoryFaulty) as raised:
        load_theory(tmp_path)
    message = str(raised.value)
    assert "instruments/too-strong.toml: `strength`" in message
    assert "instruments/too-much.toml: `direction`: the four shares add to 1.5" in message
    assert "instruments/not-toml.toml: this is not valid TOML" in message
    assert "nowhere.toml: no such file belongs to a theory" in message


def test_names_that_point_at_nothing_come_together(tmp_path: Path) -> None:
    texts = built_in_texts()
    (tmp_path / "instruments").mkdir()
    (tmp_path / "casebook").mkdir()
    (tmp_path / "instruments" / "statutory-duty.toml").write_text(
        texts["instruments/statutory-duty.toml"].replace('"structural-reform"', '"magic"')
    )
    (tmp_path / "casebook" / "joint-planning.toml").write_text(
        texts["casebook/joint-planning.toml"].replace(
            '"joint-committee"', '"no-such-thing"'
        )
    )
    with pytest.raises(TheoryFaulty) as raised:
        load_theory(tmp_path)
    message = str(raised.value)
    assert "instrument statutory-duty: 'magic' is not in the theory" in message
    assert "case joint-planning: 'no-such-thing' is not in the theory" in message
