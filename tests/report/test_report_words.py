"""The sentences say no more than the figures support."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_maps import WHY, drift, enacted, move, position, wave, withheld

from fourfold.enacted.result import Acceptability
from fourfold.mapping.result import SourceGap
from fourfold.position.shown import Interval
from fourfold.report.words.facts import (
    enacted_details,
    enacted_sentence,
    gap_sentences,
    short_enacted,
)
from fourfold.report.words.members import (
    drift_sentence,
    experienced_sentence,
    wanted_sentence,
)
from fourfold.report.words.text import (
    interval_points,
    join,
    percent,
    points,
    say,
)

SIDES = ("directed", "self-steering", "internal", "external", "steering itself", "towards")


@pytest.mark.parametrize("excluded", [False, None])
def test_no_direction_is_named_unless_the_centre_is_excluded(excluded):
    words = experienced_sentence(position(centre_excluded=excluded, dominant=None))
    assert "no direction is named" in words
    assert not any(side in words for side in SIDES)


def test_a_corner_is_named_only_when_both_axes_are_clear():
    both = position(x=Interval(-0.3, -0.5, -0.1), y=Interval(-0.4, -0.6, -0.2))
    assert "towards accountability: internal and directed" in experienced_sentence(both)
    one = position(x=Interval(-0.1, -0.3, 0.1), y=Interval(-0.4, -0.6, -0.2), dominant=None)
    assert "accountability" not in experienced_sentence(one)
    assert "being directed from outside" in experienced_sentence(one)


def test_a_region_off_the_centre_may_still_name_no_side():
    neither = position(
        x=Interval(-0.1, -0.3, 0.1), y=Interval(0.1, -0.1, 0.3), dominant=None
    )
    assert "to neither side of either axis clearly" in experienced_sentence(neither)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.93, "accountability is likely"), (0.89, "it may be accountability or pragmatism")],
)
def test_likely_needs_nine_in_ten(share, said):
    dominant = {"accountability": share, "pragmatism": 1 - share}
    assert said in experienced_sentence(position(dominant=dominant))


def test_dominance_is_not_spoken_of_when_it_is_not_shown():
    words = experienced_sentence(position(dominant=None))
    assert "likely" not in words
    assert "uncertain" not in words


def test_withholding_is_said_with_its_reason():
    words = experienced_sentence(withheld())
    assert words.startswith("Where members place the partnership is withheld. ")
    assert words.endswith("Fewer than five members answered.")


def test_low_response_points_to_the_box_with_its_size():
    words = experienced_sentence(position(low_response=True, nonresponse_bound=0.45))
    assert "22 share points" in words
    assert "read the box" in words


def test_wanted_names_only_sides_that_are_clear():
    assert wanted_sentence(wave()) == "They want to move towards steering itself."


def test_wanted_is_silent_on_a_change_that_is_not_notable():
    small = wave(gaps={"wanted-now": replace(move(), notable=False)})
    assert wanted_sentence(small) == say("wanted.small")
    assert WHY.capitalize() in wanted_sentence(wave(wanted=withheld()))


@pytest.mark.parametrize(
    ("announced", "said"), [(True, "moved"), (False, "no change"), (None, "too few")]
)
def test_drift_is_announced_only_when_the_result_says_so(announced, said):
    assert said in drift_sentence(replace(drift(), announced=announced))


def test_the_worked_example_reads_as_the_methods_word_it():
    # methods 6.1: P(y<0) .999, P(x<0) .67, A against P .496/.497
    example = enacted(x_known=True)
    expected = "clearly directed from outside; accountability or pragmatism undecided"
    assert short_enacted(example) == expected


def test_without_internal_facts_no_corner_is_told_from_its_neighbour():
    sure = Acceptability({"accountability": 1.0}, {}, 0.0, 0.0)
    words = enacted_sentence(enacted(acceptability=sure))
    assert "accountability or pragmatism undecided" in words
    assert "three are needed" in words


@pytest.mark.parametrize(
    ("y_positive", "said"),
    [
        (0.95, "clearly self-steering"),
        (0.05, "clearly directed"),
        (0.11, "neither"),
        (0.5, "neither"),
    ],
)
def test_the_vertical_side_needs_nine_in_ten_weightings(y_positive, said):
    accept = Acceptability({"accountability": 0.5, "flexibility": 0.5}, {}, 0.5, y_positive)
    assert said in enacted_sentence(enacted(acceptability=accept))


def test_free_weights_are_reported_as_they_came_out():
    words = enacted_details(enacted())
    assert "does not hold if every weight is contested freely (78 % of weightings)" in words
    assert "between −18 and −12" in words
    assert "Statutory duty of partnership, Output targets" in words


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.95, "different sides"), (0.04, "same side"), (0.5, "cannot be told")],
)
def test_sources_are_compared_by_side_never_by_distance(chance, said):
    (words,) = gap_sentences(SourceGap(None, chance, None))
    assert said in words


@pytest.mark.parametrize(
    ("axis", "said"), [(0.2, "+10"), (-0.2, "−10"), (0.0, "0"), (-0.0001, "0"), (None, "–")]
)
def test_ten_share_points_are_two_tenths_of_an_axis(axis, said):
    assert points(axis) == said


def test_an_interval_is_shown_only_where_there_is_one():
    assert interval_points(Interval(0.2, 0.1, 0.3)) == "+10 (+5 to +15)"
    assert interval_points(Interval(0.2)) == "+10"
    assert interval_points(None) == "–"


@pytest.mark.parametrize(
    ("share", "said"), [(0.999, "over 99"), (1.0, "100"), (0.001, "under 1")]
)
def test_nearly_certain_is_not_written_as_certain(share, said):
    assert percent(share) == said


def test_lists_read_as_sentences():
    assert join(["a", "b", "c"]) == "a, b and c"
    assert join(["a"]) == "a"
