"""A survey as a whole: drift between waves, weights, and answers of different kinds."""

import numpy as np
import pytest

from fourfold.experienced.figures import SurveyWave
from fourfold.experienced.members import members_of
from fourfold.experienced.survey import surveys
from fourfold.mapping.assemble import MapOptions, map_evidence

EXACT = MapOptions(exact=True)


@pytest.fixture(scope="module")
def people(answer, points):
    def of(n, start=0, seed=1):
        given = points(np.random.default_rng(seed), n)
        return {f"r{start + i:02}": answer(p) for i, p in enumerate(given)}

    return of


@pytest.fixture(scope="module")
def drift_of(evidence, theory):
    def of(first, second, options=None):
        package = evidence({"p": {"w1": first, "w2": second}})
        (found,) = map_evidence(package, theory, options).partnerships[0].drift
        return found

    return of


@pytest.mark.parametrize(
    ("sizes", "gone", "shown"),
    [
        ((12, 12), 0, True), ((11, 12), 0, False), ((14, 14), 6, True),
        ((12, 12), 6, True), ((12, 12), 7, False), ((12, 18), 0, True),
    ],
)  # fmt: skip
def test_drift_needs_twelve_answers_twice_and_six_who_stayed(
    drift_of, people, sizes, gone, shown
):
    found = drift_of(people(sizes[0]), people(sizes[1], start=gone, seed=2))
    assert (found.shown == "rounded") is shown
    assert (found.total is None) == (found.stayers is None) == (not shown)


def test_parts_of_shown_drift_add_to_its_total(drift_of, people):
    found = drift_of(people(18), people(18, start=5, seed=2))
    for axis in "xyq":
        parts = found.members_changed[axis] + found.membership_changed[axis]
        assert parts == pytest.approx(found.total[axis])
        assert found.total[axis] * 10 == pytest.approx(round(found.total[axis] * 10))


def test_exact_drift_is_the_difference_of_the_two_positions(evidence, people, theory):
    package = evidence({"p": {"w1": people(7), "w2": people(8, start=2, seed=2)}})
    found = map_evidence(package, theory, EXACT).partnerships[0]
    first, second = (w.experienced for w in found.waves)
    assert found.drift[0].total["x"] == pytest.approx(second.x.value - first.x.value)


def test_a_move_can_be_longer_than_the_map_is_wide(evidence, answer, theory):
    turned = {("overall", "wanted"): [0, 0, 100, 0]}
    package = evidence({
        "p": {"w": {f"r{i}": answer([100, 0, 0, 0], instead=turned) for i in range(6)}}
    })
    move = map_evidence(package, theory, EXACT).partnerships[0].current.gaps["wanted-now"]
    assert (move.x.value, move.x.low, move.x.high) == (2, 2, 2)
    assert move.points["flexibility"] == 100


def test_gaps_are_paired_within_those_who_gave_both(evidence, answer, theory):
    wants = {("overall", "wanted"): [10, 20, 30, 40]}
    skips = frozenset({("overall", "wanted")})
    answers = [answer([25] * 4, instead=wants)] * 7 + [
        answer([100, 0, 0, 0], skipped=skips)
    ]
    package = evidence({"p": {"w": {f"r{i}": a for i, a in enumerate(answers)}}})
    move = map_evidence(package, theory, EXACT).partnerships[0].current.gaps["wanted-now"]
    assert move.n == 7
    assert move.points == pytest.approx({
        "accountability": -15,
        "pragmatism": -5,
        "flexibility": 5,
        "sustainability": 15,
    })


def test_aspects_are_averaged_within_a_member_and_the_overall_stands_in(
    evidence, answer, theory
):
    questions = [q.id for q in theory.questionnaire.aspects]
    some = {(questions[0], "now"): [100, 0, 0, 0], (questions[1], "now"): [0, 100, 0, 0]}
    rest = frozenset((q, "now") for q in questions[2:])
    none = frozenset((q, "now") for q in questions)
    package = evidence({
        "p": {
            "w": {
                "some": answer([25] * 4, instead=some, skipped=rest),
                "none": answer([0, 0, 0, 100], skipped=none),
            }
        }
    })
    members = members_of(package.answers, theory.questionnaire)
    by_name = dict(zip(members.sheet.respondents, members.now, strict=True))
    assert by_name["some"] == pytest.approx([0.5, 0.5, 0, 0])
    assert by_name["none"] == pytest.approx([0, 0, 0, 1])
    assert members.now_is_overall.tolist() == [True, False]


@pytest.fixture(scope="module")
def uneven(evidence, answer, theory):
    """Ten of twelve statutory members answered, and four of twelve voluntary ones."""
    people = {f"s{i}": answer([70, 10, 10, 10], "statutory") for i in range(10)}
    people |= {f"v{i}": answer([10, 10, 10, 70], "voluntary") for i in range(4)}
    package = evidence({"p": {"w": people}})
    wave = SurveyWave("w", None, None, 24, {"statutory": 12, "voluntary": 12})
    members = members_of(package.answers, theory.questionnaire)
    return surveys({"p": [wave]}, members, theory.questionnaire, exact=True, seed=1)["p"]


def test_all_frames_are_weighted_to_the_membership_list(uneven):
    (wave,) = uneven.waves
    for found in (wave.experienced, wave.wanted, wave.documents, wave.rewarded):
        assert found.adjusted_by == "sector"
        assert found.y.value == pytest.approx(0)
    assert {a.experienced.adjusted_by for a in wave.aspects} == {"sector"}


def test_a_group_is_set_beside_its_own_members(uneven):
    (wave,) = uneven.waves
    assert {g.group: (g.experienced.n, g.experienced.invited) for g in wave.groups} == {
        "statutory": (10, 12),
        "voluntary": (4, 12),
    }


def test_what_was_not_asked_is_withheld_with_the_reason(evidence, answer, theory):
    skipped = frozenset(("overall", frame) for frame in ("wanted", "documents", "rewarded"))
    package = evidence({
        "p": {"w": {f"r{i}": answer([25] * 4, skipped=skipped) for i in range(9)}}
    })
    wave = map_evidence(package, theory).partnerships[0].current
    assert (wave.wanted.shown, wave.wanted.why) == (
        "withheld",
        "Fewer than three answers.",
    )
    assert wave.gaps["wanted-now"].shown == "withheld"
