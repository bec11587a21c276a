"""`fourfold questionnaire`: what members are asked, on a page or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fourfold.cli.common import TheoryFolder, write_json
from fourfold.theory.load import load_theory
from fourfold.theory.model import IMPERATIVES, Question, Questionnaire

PAGE_WIDTH = 80

# Adults read plain prose at about 238 words a minute (Brysbaert 2019); we allow 200.
WORDS_PER_MINUTE = 200
# By the keystroke-level model (Card, Moran & Newell 1980) a share takes 3.4 s: think 1.35,
# point 1.1, hand to the keys 0.4, two digits 0.56; a rating 2.65 s: think, point, press.
# The rest is for weighing the answer and for making the shares add to 100.
SECONDS_PER_SHARE = 5
SECONDS_PER_RATING = 4

# What JSON gives beside id, text, kind and frames, where a question has it.
OPTIONAL_FIELDS = (
    "options",
    "scale",
    "low_label",
    "high_label",
    "anchors",
    "angle",
    "theme",
)


def questionnaire(
    json_file: Annotated[
        Path | None,
        typer.Option(
            "--json",
            metavar="FILE",
            help="Write the questions as JSON to FILE; - is standard output.",
        ),
    ] = None,
    theory: TheoryFolder = None,
) -> None:
    """Show the questionnaire that members answer, and how long it takes."""
    asked = load_theory(theory).questionnaire
    if json_file is None:
        Console(width=min(Console().width, PAGE_WIDTH)).print(page(asked))
    else:
        write_json(as_json(asked), json_file)


@dataclass(frozen=True)
class Effort:
    """What answering takes: words to read, shares and ratings to enter."""

    words: int
    shares: int
    ratings: int

    @property
    def minutes(self) -> float:
        entering = self.shares * SECONDS_PER_SHARE + self.ratings * SECONDS_PER_RATING
        return round(self.words / WORDS_PER_MINUTE + entering / 60, 1)


def effort(asked: Questionnaire) -> Effort:
    """Counts every word as often as it is shown: an allocation's lines in each frame."""
    return Effort(
        words=sum(len(text.split()) for text in texts_shown(asked)),
        shares=sum(len(IMPERATIVES) * len(q.frames) for q in asked.of_kind("allocation")),
        ratings=sum(q.kind != "allocation" for q in asked.questions),
    )


def texts_shown(asked: Questionnaire) -> Iterator[str]:
    yield from (asked.title, asked.introduction)
    yield from (section for section, _ in by_section(asked))
    for question in asked.questions:
        yield question.text
        for frame in question.frames if question.kind == "allocation" else ():
            yield asked.frame_texts[frame]
            yield from statements(question).values()
        yield from (label for label in (question.low_label, question.high_label) if label)


def as_json(asked: Questionnaire) -> dict[str, Any]:
    questions = [question_as_json(question) for question in asked.questions]
    return {"version": asked.version, "questions": questions}


def question_as_json(question: Question) -> dict[str, Any]:
    always = {
        "id": question.id,
        "text": question.text,
        "kind": question.kind,
        "frames": list(question.frames),
    }
    values = question.model_dump(
        mode="json", include=set(OPTIONAL_FIELDS), exclude_none=True
    )
    return always | {name: values[name] for name in OPTIONAL_FIELDS if name in values}


def page(asked: Questionnaire) -> Group:
    """The whole questionnaire in the order in which members meet it."""
    numbers = {question.id: number for number, question in enumerate(asked.questions, 1)}
    parts: list[RenderableType] = [Text(asked.title, style="bold underline"), ""]
    parts += [Text(asked.introduction), ""]
    for section, questions in by_section(asked):
        parts += [Text(section, style="bold"), ""]
        for question in questions:
            parts += question_lines(question, numbers[question.id], asked)
    return Group(*parts, Text(effort_sentence(effort(asked)), style="dim"))


def by_section(asked: Questionnaire) -> list[tuple[str, list[Question]]]:
    return [
        (name, list(group)) for name, group in groupby(asked.questions, lambda q: q.section)
    ]


def question_lines(
    question: Question, number: int, asked: Questionnaire
) -> list[RenderableType]:
    heading = Table.grid(padding=(0, 1))
    heading.add_column(min_width=3)
    heading.add_row(Text(f"{number}.", style="bold"), Text(question.text))
    body = points_table(question, asked) if question.options else Text(scale_line(question))
    return [heading, Padding(body, (0, 0, 1, 4))]


def points_table(question: Question, asked: Questionnaire) -> Table:
    """A line for each statement, with a blank for its points in every frame."""
    table = Table.grid(padding=(0, 1))
    blanks = ["___"] * len(question.frames)
    for letter, statement in zip("abcd", statements(question).values(), strict=True):
        table.add_row(f"{letter})", Text(statement), *blanks)
    if len(question.frames) > 1:
        for column, frame in enumerate(question.frames, 1):
            table.add_row(
                "", Text(f"Blank {column}: {asked.frame_texts[frame]}", style="italic")
            )
    return table


def statements(question: Question) -> dict[str, str]:
    """Imperative → its statement, in the order of every page and file."""
    return question.options.model_dump() if question.options else {}


def scale_line(question: Question) -> str:
    low, high = question.scale or (0, 0)
    marks = "  ".join(str(mark) for mark in range(low, high + 1))
    return f"{question.low_label or ''}  {marks}  {question.high_label or ''}".strip()


def effort_sentence(needed: Effort) -> str:
    return (
        f"About {needed.minutes:g} minutes: "
        f"{needed.words:,} words at {WORDS_PER_MINUTE} a minute, "
        f"{needed.shares} shares at {SECONDS_PER_SHARE} seconds and "
        f"{needed.ratings} ratings at {SECONDS_PER_RATING} seconds."
    )
