"""The questionnaire keeps its design: complete, balanced, short and easy to read."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from fourfold.theory.model import IMPERATIVES, Question, Questionnaire

# A syllable is a run of vowels, less a silent ending. Four of the questionnaire's words
# come out one off against the Carnegie Mellon dictionary: three too few, one too many.
VOWELS = re.compile(r"[aeiouy]+")
SPOKEN_ENDING = re.compile(r"([td]ed|[sxzcg]es|[sc]hes|[^aeiouy]le)$")
SILENT_ENDING = re.compile(r"(?<=[^aeiouy])e[sd]?$")
MOST_GRADE = 7.0  # US school grade 7 is age 12 to 13
MOST_GRADE_OF_ONE = 9.0
LONGEST_TO_SHORTEST = 1.25  # statements that differ more in length draw the eye

ANGLES = {
    "octant-external-adaptation": 0,
    "octant-flexibility": 45,
    "octant-self-steering": 90,
    "octant-sustainability": 135,
    "octant-internal-structures": 180,
    "octant-accountability": 225,
    "octant-directed": 270,
    "octant-pragmatism": 315,
}
THEMES = {
    "power",
    "trust",
    "inclusion",
    "cost-and-benefit",
    "authority",
    "meeting-load",
    "home-link",
    "speaking-up",
}
# Words that tell a reader which line is the good or the bad one.
LOADED = {
    *("best", "better", "good", "proper", "excellent", "ideal", "healthy", "modern"),
    *("bad", "worse", "poor", "only", "merely", "just", "even", "slow", "rigid", "weak"),
}


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    text = resources.files("fourfold.theory").joinpath("content/questionnaire.toml")
    return Questionnaire.model_validate(tomllib.loads(text.read_text(encoding="utf-8")))


def statements(question: Question) -> list[str]:
    assert question.options is not None
    return list(question.options.model_dump().values())


def sentences_of(question: Question) -> str:
    lines = statements(question) if question.options else []
    return " ".join([question.text, *lines])


def syllables(word: str) -> int:
    if word.isdigit():
        return 3  # "100" is read as "one hundred"
    spoken = word.lower()
    if not SPOKEN_ENDING.search(spoken):
        spoken = SILENT_ENDING.sub("", spoken)
    return max(1, len(VOWELS.findall(spoken)))


def grade(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid and others 1975)."""
    words = re.findall(r"[A-Za-z']+|\d+", text)
    sentences = len(re.findall(r"[.?:!](?:\s|$)", text))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("rules", 1),
        ("named", 1),
        ("agreed", 2),
        ("decided", 3),
        ("partnership", 3),
        ("people", 2),
        ("changes", 2),
        ("organisation", 5),
        ("take", 1),
        ("trouble", 2),
        ("many", 2),
        ("questions", 2),
        ("government", 3),
        ("duties", 2),
        ("the", 1),
    ],
)
def test_syllables_are_counted_as_people_say_them(word, count):
    assert syllables(word) == count


def test_grade_is_that_of_a_hand_worked_sentence():
    # 6 words, 1 sentence, 6 syllables: 0.39 x 6 + 11.8 x 1 - 15.59.
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_five_aspects_ask_about_now_and_one_whole_in_four_frames(questionnaire):
    assert [q.id.removeprefix("aspect-") for q in questionnaire.aspects] == [
        "decisions",
        "leadership",
        "trust",
        "power",
        "purpose",
    ]
    assert all(q.frames == ("now",) for q in questionnaire.aspects)
    (overall,) = questionnaire.overall
    assert overall.frames == ("now", "wanted", "documents", "rewarded")
    assert set(questionnaire.frame_texts) == set(overall.frames)


def test_eight_ratings_stand_round_the_map(questionnaire):
    assert {q.id: q.angle for q in questionnaire.octants} == ANGLES
    assert all(q.scale == (0, 10) for q in questionnaire.octants)


def test_eight_ratings_each_ask_about_one_theme_of_taking_part(questionnaire):
    themed = [q for q in questionnaire.of_kind("rating") if q.theme]
    assert len(themed) == 8
    assert {q.theme for q in themed} == THEMES
    assert len(questionnaire.of_kind("rating")) == 16


def test_both_vignettes_share_the_scale_of_the_rating_they_anchor(questionnaire):
    ratings = {q.id: q for q in questionnaire.of_kind("rating")}
    vignettes = questionnaire.of_kind("vignette")
    assert [q.id for q in vignettes] == ["vignette-lower", "vignette-higher"]
    for vignette in vignettes:
        own = ratings[vignette.anchors]
        assert (vignette.scale, vignette.low_label) == (own.scale, own.low_label)
        assert vignette.text.endswith(own.text.split("partnership")[1])


def test_every_scale_names_both_of_its_ends(questionnaire):
    for question in questionnaire.questions:
        named = (question.low_label, question.high_label)
        assert (question.scale is None) == (named == (None, None)), question.id
        assert question.scale is None or all(named), question.id


def test_statements_are_of_like_length_within_each_question(questionnaire):
    for question in questionnaire.of_kind("allocation"):
        lengths = [len(statement) for statement in statements(question)]
        assert max(lengths) / min(lengths) <= LONGEST_TO_SHORTEST, question.id


def test_no_imperative_has_longer_statements_over_the_whole(questionnaire):
    asked = questionnaire.of_kind("allocation")
    by_imperative = [sum(map(len, s)) for s in zip(*map(statements, asked), strict=True)]
    assert len(by_imperative) == len(IMPERATIVES)
    assert max(by_imperative) / min(by_imperative) <= 1.1


def test_every_statement_is_one_sentence_without_a_loaded_word(questionnaire):
    for question in questionnaire.of_kind("allocation"):
        for statement in statements(question):
            words = set(re.findall(r"[a-z]+", statement.lower()))
            assert statement.endswith(".")
            assert statement.count(".") == 1
            assert not words & LOADED, statement
            assert "and" not in words, statement


def test_every_statement_of_an_aspect_says_what_its_way_is_good_for(questionnaire):
    for question in questionnaire.aspects:
        for statement in statements(question):
            assert re.search(r", so that | because ", statement)


def test_no_question_asks_two_things_at_once(questionnaire):
    for question in questionnaire.of_kind("rating") + questionnaire.of_kind("allocation"):
        assert not re.search(r"\b(and|or)\b", question.text), question.text


def test_no_text_is_asked_twice(questionnaire):
    texts = [q.text for q in questionnaire.questions]
    lines = [line for q in questionnaire.of_kind("allocation") for line in statements(q)]
    assert len(set(texts + lines)) == len(texts + lines)


def test_the_whole_reads_at_age_twelve(questionnaire):
    texts = map(sentences_of, questionnaire.questions)
    frames = questionnaire.frame_texts.values()
    assert grade(" ".join([questionnaire.introduction, *frames, *texts])) <= MOST_GRADE


def test_no_question_reads_above_its_limit(questionnaire):
    grades = {q.id: round(grade(sentences_of(q)), 1) for q in questionnaire.questions}
    assert {name: g for name, g in grades.items() if g > MOST_GRADE_OF_ONE} == {}
    assert grade(questionnaire.introduction) <= MOST_GRADE
