"""The example package: an invented partnership, so that anyone can see a whole map at once.

19 organisations of four sectors send 30 people. Two waves; one sector has too few answers
to be shown, and voluntary organisations answer less readily. It is about nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from fourfold.evidence import example_records as records
from fourfold.evidence.example_sectors import (
    MARK,
    PARTNERSHIP,
    SECTORS,
    Row,
    Sector,
    named_organisations,
)
from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import tables
from fourfold.theory.model import IMPERATIVES, Question, Theory

Points = NDArray[np.float64]  # in the order of IMPERATIVES

# How the whole moves between the waves, in points: targets begin to bite.
MOVED = (-5.0, 9.0, -2.0, -2.0)
SPREAD = 9.0  # how alike members of a sector answer; higher is more alike
WAVES = (("2024", "2024-03-04", "2024-03-28"), ("2025", "2025-03-03", "2025-03-27"))
ANSWER_STEP = 5  # people give points in fives


def example_package(theory: Theory, seed: int) -> RawPackage:
    """The example as tables of texts; the same for the same seed."""
    rng = np.random.default_rng(seed)
    found = {
        "partnerships": [records.partnership()],
        "organisations": list(records.organisations()),
        "people": list(records.people()),
        "memberships": list(records.memberships()),
        "facts": list(records.facts()),
        "waves": list(waves()),
        "answers": list(answers(theory, rng)),
        "funding": list(records.funding()),
        "indicators": list(records.indicators()),
        "objectives": list(records.objectives(theory, rng)),
    }
    descriptor = {
        "title": "Riverside Community Safety Partnership (invented)",
        "fourfold:marks": [MARK],
    }
    return RawPackage("example", {n: raw(n, rows) for n, rows in found.items()}, descriptor)


def raw(name: str, rows: Sequence[Row]) -> RawTable:
    columns = tables()[name].column_names
    frame = pl.DataFrame({c: [row.get(c, "") for row in rows] for c in columns})
    return RawTable(name, f"{name}.csv", frame)


def waves() -> Iterator[Row]:
    invited = sum(posts for *_, posts in named_organisations())
    for identity, opened, closed in WAVES:
        yield {
            "id": identity,
            "partnership": PARTNERSHIP,
            "opened": opened,
            "closed": closed,
            "invited": str(invited),
        }


def answers(theory: Theory, rng: Generator) -> Iterator[Row]:
    """Everybody keeps a pseudonym and a leaning; in each wave some are silent, some new."""
    for sector in SECTORS:
        posts = sum(count for _, count in sector.organisations)
        leanings = [rng.normal(0, 4, 4) for _ in range(posts)]
        silent_first = 0
        for number in range(len(WAVES)):
            answering = answering_posts(posts, sector.answering[number], silent_first)
            silent_first = 2 if posts > sector.answering[number] else 0
            for post in answering:
                one = Member(sector, post, leanings[post])
                yield from one_sheet(theory, one, number, rng=rng)


def answering_posts(posts: int, count: int, start: int) -> list[int]:
    return sorted((start + place) % posts for place in range(count))


@dataclass(frozen=True)
class Member:
    """One who answers: a post of a sector, and how it leans from the sector's mean."""

    sector: Sector
    post: int
    leaning: Points


def one_sheet(
    theory: Theory, member: Member, number: int, *, rng: Generator
) -> Iterator[Row]:
    """All that a member answers in the wave of this number, 0 being the first."""
    respondent = {
        "wave": WAVES[number][0],
        "respondent": f"{member.sector.name[:3]}-{member.post + 1:02}",
        "group": member.sector.name,
    }
    now = np.array(member.sector.now) + member.leaning + number * np.array(MOVED)
    for row in answered(
        theory, now, np.array(member.sector.wanted) + member.leaning, rng=rng
    ):
        yield respondent | row


def answered(
    theory: Theory, now: Points, wanted: Points, *, rng: Generator
) -> Iterator[Row]:
    means = {
        "now": now,
        "wanted": wanted,
        "documents": (now + wanted) / 2 + np.array([4.0, -6.0, -2.0, 4.0]),
        "rewarded": now + np.array([2.0, 12.0, -6.0, -8.0]),
    }
    for question in theory.questionnaire.questions:
        if question.kind == "allocation":
            for frame in question.frames:
                yield from allocation(question, frame, allocated(means[frame], rng))
        else:
            yield {"question": question.id, "value": str(rated(question, now, rng))}


def allocation(question: Question, frame: str, points: Sequence[int]) -> Iterator[Row]:
    for imperative, value in zip(IMPERATIVES, points, strict=True):
        yield {
            "question": question.id,
            "frame": frame,
            "option": imperative,
            "value": str(value),
        }


def allocated(means: Points, rng: Generator) -> list[int]:
    """Points in fives around the means, adding to 100."""
    positive = np.maximum(means, 3)
    shares = rng.dirichlet(positive / positive.sum() * 4 * SPREAD)
    steps = shares * 100 / ANSWER_STEP
    points = np.floor(steps).astype(int)
    for place in np.argsort(points - steps)[: 100 // ANSWER_STEP - points.sum()]:
        points[place] += 1
    return [int(p) * ANSWER_STEP for p in points]


def rated(question: Question, now: Points, rng: Generator) -> int:
    """A rating that follows the shares where the question stands at an angle on the map."""
    low, high = question.scale or (0, 10)
    centre = 0.5
    if question.angle is not None:
        directions = np.radians([225, 315, 45, 135])
        centre += float(np.cos(directions - np.radians(question.angle)) @ now) / 100
    value = low + (high - low) * (centre + rng.normal(0, 0.12))
    return int(np.clip(round(value), low, high))
