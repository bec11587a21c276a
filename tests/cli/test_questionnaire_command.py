"""`fourfold questionnaire`: what it prints and writes, and how long answering takes."""

from __future__ import annotations

import json
import tomllib
from importlib import resources

import pytest
import typer
from typer.testing import CliRunner

from fourfold.cli import questionnaire as command
from fourfold.errors import OutputUnwritable, TheoryFaulty
from fourfold.theory.model import IMPERATIVES, Questionnaire

app = typer.Typer()
app.command()(command.questionnaire)

MOST_MINUTES = 12


def content(name: str) -> str:
    folder = resources.files("fourfold.theory").joinpath("content")
    return folder.joinpath(name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return Questionnaire.model_validate(tomllib.loads(content("questionnaire.toml")))


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def flat(text: str) -> str:
    """One line without blanks for points, as a statement may be wrapped beside them."""
    return " ".join(text.replace("_", " ").split())


def test_effort_counts_an_overall_line_once_in_each_frame(asked):
    overall = asked.model_copy(update={"questions": asked.overall, "introduction": "Hello"})
    (question,) = overall.questions
    lines = question.options.model_dump().values()
    shown_once = [asked.title, "Hello", question.section, question.text]
    words = sum(len(t.split()) for t in shown_once)
    words += sum(len(t.split()) for t in asked.frame_texts.values())
    words += 4 * sum(len(line.split()) for line in lines)
    assert command.effort(overall) == command.Effort(words=words, shares=16, ratings=0)


def test_effort_in_minutes_is_reading_and_entering():
    # 1,000 words at 200 a minute; 36 shares at 5 s are 3 minutes, 15 ratings at 4 s are 1.
    assert command.Effort(words=1000, shares=36, ratings=15).minutes == 9.0


def test_stated_minutes_are_those_counted_and_at_most_twelve(asked):
    needed = command.effort(asked)
    assert (needed.shares, needed.ratings) == ((5 + 4) * 4, 8 + 8 + 2)
    assert asked.minutes == needed.minutes
    assert needed.minutes <= MOST_MINUTES


def test_people_see_every_question_section_and_statement(asked):
    page = flat(printed())
    for question in asked.questions:
        assert flat(question.text) in page
        assert question.section in page
    for frame in asked.frame_texts.values():
        assert frame in page
    assert f"About {asked.minutes:g} minutes" in page


def test_people_see_whole_statements_beside_one_blank(asked):
    page = flat(printed())
    for question in asked.aspects:
        for statement in question.options.model_dump().values():
            first_words = " ".join(statement.split()[:6])
            assert first_words in page


def test_page_fits_eighty_columns():
    assert max(len(line) for line in printed().splitlines()) <= 80


def test_json_says_exactly_what_programs_need(asked):
    document = json.loads(printed("--json", "-"))
    assert list(document) == ["version", "questions"]
    assert document["version"] == asked.version
    by_id = {question["id"]: question for question in document["questions"]}
    assert list(by_id) == [q.id for q in asked.questions]
    assert list(by_id["overall"]) == ["id", "text", "kind", "frames", "options"]
    assert list(by_id["overall"]["options"]) == list(IMPERATIVES)
    assert by_id["vignette-lower"]["anchors"] in by_id


def test_json_rating_gives_its_scale_angle_and_theme():
    document = json.loads(printed("--json", "-"))
    by_id = {question["id"]: question for question in document["questions"]}
    assert by_id["octant-directed"] == {
        "id": "octant-directed",
        "text": by_id["octant-directed"]["text"],
        "kind": "rating",
        "frames": ["now"],
        "scale": [0, 10],
        "low_label": "Not at all",
        "high_label": "Completely",
        "angle": 270,
    }
    assert by_id["theme-trust"]["theme"] == "trust"


def test_json_keeps_an_angle_of_nought():
    questions = json.loads(printed("--json", "-"))["questions"]
    assert [q["id"] for q in questions if q.get("angle") == 0] == [
        "octant-external-adaptation"
    ]


def test_json_file_holds_the_same_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "questions.json"
    target.write_text("an older file")
    assert printed("--json", str(target)) == ""
    assert target.read_text(encoding="utf-8") == printed("--json", "-")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("place", ["nowhere/questions.json", "."])
def test_unwritable_file_is_one_sentence_and_leaves_nothing(tmp_path, place):
    with pytest.raises(OutputUnwritable, match=r"cannot be written .*Give a file") as error:
        printed("--json", str(tmp_path / place))
    assert error.value.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_theory_of_ones_own_is_what_is_asked(tmp_path):
    own = content("questionnaire.toml").replace('title = "How', 'title = "Wie')
    (tmp_path / "questionnaire.toml").write_text(own, encoding="utf-8")
    assert printed("--theory", str(tmp_path)).startswith("Wie our partnership works")


def test_a_theory_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(TheoryFaulty, match="is not there"):
        printed("--theory", str(tmp_path / "missing"))
