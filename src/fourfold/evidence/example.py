"""The example package: an invented partnership, so that anyone can see a whole map at once.

19 organisations of four sectors send 30 people. Two waves; one sector has too few answers to
be shown, and voluntary organisations answer less readily. Nothing in it is about anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.random import Generator

from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import tables
from fourfold.theory.model import IMPERATIVES, Question, Theory

MARK = "invented example"
PARTNERSHIP = "riverside"
PROGRAMME = "Safer Places"
Row = dict[str, str]


@dataclass(frozen=True)
class Sector:
    """A sector: its organisations with their posts, who answers, and how its members see it.

    `now` and `wanted` are mean points in the order of IMPERATIVES; `answering` how many of
    its posts answer in each wave.
    """

    name: str
    organisations: tuple[tuple[str, int], ...]
    answering: tuple[int, int]
    now: tuple[float, float, float, float]
    wanted: tuple[float, float, float, float]


SECTORS = (
    Sector(
        "local government",
        (
            ("County council", 3), ("District council", 2), ("Housing department", 2),
            ("Youth service", 1), ("Trading standards", 1), ("Parks and leisure", 1),
        ),
        (9, 8), (44, 27, 12, 17), (28, 22, 18, 32),
    ),
    Sector(
        "police and justice",
        (
            ("Constabulary", 2), ("Probation service", 2), ("Fire and rescue", 1),
            ("Courts service", 1),
        ),
        (5, 5), (37, 38, 12, 13), (30, 34, 14, 22),
    ),
    Sector(
        "voluntary",
        (
            ("Victims' aid", 2), ("Night shelter", 2), ("Drugs advice", 2),
            ("Young people's club", 2), ("Council for voluntary service", 1),
            ("Faith network", 1),
        ),
        (6, 8), (33, 40, 9, 18), (12, 13, 24, 51),
    ),
    Sector(
        "community",
        (("Tenants' federation", 2), ("Eastside residents", 1), ("Market traders", 1)),
        (3, 3), (38, 41, 8, 13), (12, 12, 20, 56),
    ),
)  # fmt: skip

# How the whole moves between the waves, in points: targets begin to bite.
MOVED = (-5.0, 9.0, -2.0, -2.0)
SPREAD = 9.0  # how alike members of a sector answer; higher is more alike
WAVES = (("2024", "2024-03-04", "2024-03-28"), ("2025", "2025-03-03", "2025-03-27"))
ANSWER_STEP = 5  # people give points in fives


def example_package(theory: Theory, seed: int) -> RawPackage:
    """The example as tables of texts; the same for the same seed."""
    rng = np.random.default_rng(seed)
    found = {
        "partnerships": [partnership()],
        "organisations": list(organisations()),
        "people": list(people()),
        "memberships": list(memberships()),
        "facts": list(facts()),
        "waves": list(waves()),
        "answers": list(answers(theory, rng)),
        "funding": list(funding()),
        "indicators": list(indicators()),
        "objectives": list(objectives(theory, rng)),
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


def partnership() -> Row:
    return {
        "id": PARTNERSHIP,
        "name": "Riverside Community Safety Partnership",
        "programme": PROGRAMME,
        "area": "Riverside",
        "started": "2019-04-01",
        "statutory_basis": "Invented Partnerships Act 2018, section 4",
        "note": "Invented from beginning to end.",
    }


def named_organisations() -> Iterator[tuple[str, Sector, str, int]]:
    number = 0
    for sector in SECTORS:
        for name, posts in sector.organisations:
            number += 1
            yield f"org-{number:02}", sector, name, posts


def organisations() -> Iterator[Row]:
    for identity, sector, name, _ in named_organisations():
        tier = "neighbourhood" if sector.name == "community" else "local"
        yield {
            "id": identity,
            "name": f"{name} of Riverside",
            "sector": sector.name,
            "tier": tier,
        }


def people() -> Iterator[Row]:
    for identity, _, _, posts in named_organisations():
        for post in range(1, posts + 1):
            role = "lead representative" if post == 1 else "second representative"
            yield {"id": f"{identity}-post-{post}", "organisation": identity, "role": role}


def memberships() -> Iterator[Row]:
    for number, (identity, sector, _, _) in enumerate(named_organisations()):
        statutory = sector.name in {"local government", "police and justice"}
        role = "lead" if number == 0 else "board" if statutory else "member"
        yield {
            "partnership": PARTNERSHIP,
            "organisation": identity,
            "role": role,
            "from": "2019-04-01",
            "seats": "1",
            "votes": "1" if statutory else "0",
            "statutory": "true" if statutory else "false",
        }


def facts() -> Iterator[Row]:
    """What pulls the partnership, of both kinds, with two that nobody has found out yet."""
    act, grant = "Invented Partnerships Act 2018", "Safer Places grant agreement"
    terms = "Terms of reference, adopted 2019"
    recorded = (
        ("statutory-duty", "true", act, "2019-04-01", "", "Parliament (invented)"),
        ("prescribed-plans", "true", act, "2019-04-01", "", "Parliament (invented)"),
        ("competitive-bidding", "true", grant, "2021-04-01", "2024-04-01", "Home ministry"),
        ("output-targets", "true", grant, "2024-04-01", "", "Home ministry"),
        ("target-linked-incentive", "true", grant, "2024-04-01", "", "Home ministry"),
        ("uncertain-earmarked-money", "true", grant, "2024-10-01", "", "Home ministry"),
        ("learning-networks", "true", "", "2022-09-01", "", "Regional office"),
        ("threat-of-intervention", "unknown", "", "2024-04-01", "", "Home ministry"),
        ("terms-of-reference", "true", terms, "2019-04-01", "", "The partnership"),
        ("quorum-and-voting", "true", terms, "2019-04-01", "", "The partnership"),
        ("lead-organisation-chair", "true", terms, "2019-04-01", "", "The partnership"),
        ("small-executive-group", "true", "", "2023-01-01", "", "The partnership"),
        ("co-location", "unknown", "", "2023-01-01", "", "The partnership"),
        ("community-seats-with-votes", "false", terms, "2019-04-01", "", "The partnership"),
    )
    for instrument, state, family, start, end, issuer in recorded:
        yield {
            "partnership": PARTNERSHIP,
            "instrument": instrument,
            "state": state,
            "family": family,
            "from": start,
            "to": end,
            "issuer": issuer,
            "source": f"{family or 'Minutes of the board'} (invented)",
        }


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
    """Everybody keeps a pseudonym and a leaning; each wave some stay silent and some are new."""
    for sector in SECTORS:
        posts = sum(count for _, count in sector.organisations)
        leanings = [rng.normal(0, 4, 4) for _ in range(posts)]
        silent_first = 0
        for number, (wave, _, _) in enumerate(WAVES):
            answering = answering_posts(posts, sector.answering[number], silent_first)
            silent_first = 2 if posts > sector.answering[number] else 0
            for post in answering:
                respondent = {
                    "wave": wave,
                    "respondent": f"{sector.name[:3]}-{post + 1:02}",
                    "group": sector.name,
                }
                for row in one_sheet(theory, sector, leanings[post], number, rng):
                    yield respondent | row


def answering_posts(posts: int, count: int, start: int) -> list[int]:
    return sorted((start + place) % posts for place in range(count))


def one_sheet(
    theory: Theory, sector: Sector, leaning: np.ndarray, number: int, rng: Generator
) -> Iterator[Row]:
    now = np.array(sector.now) + leaning + number * np.array(MOVED)
    wanted = np.array(sector.wanted) + leaning
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


def allocated(means: np.ndarray, rng: Generator) -> list[int]:
    """Points in fives around the means, adding to 100."""
    positive = np.maximum(means, 3)
    shares = rng.dirichlet(positive / positive.sum() * 4 * SPREAD)
    steps = shares * 100 / ANSWER_STEP
    points = np.floor(steps).astype(int)
    for place in np.argsort(points - steps)[: 100 // ANSWER_STEP - points.sum()]:
        points[place] += 1
    return [int(p) * ANSWER_STEP for p in points]


def rated(question: Question, now: np.ndarray, rng: Generator) -> int:
    """A rating that follows the shares where the question stands at an angle on the map."""
    low, high = question.scale or (0, 10)
    centre = 0.5
    if question.angle is not None:
        directions = np.radians([225, 315, 45, 135])
        centre += float(np.cos(directions - np.radians(question.angle)) @ now) / 100
    value = low + (high - low) * (centre + rng.normal(0, 0.12))
    return int(np.clip(round(value), low, high))


def funding() -> Iterator[Row]:
    yield {
        "partnership": PARTNERSHIP, "stream": "Safer Places grant", "funder": "Home ministry",
        "kind": "incentive", "amount": "240000", "currency": "GBP", "from": "2024-04-01",
        "to": "2026-03-31", "conditions": "quarterly output returns",
    }  # fmt: skip
    yield {
        "partnership": PARTNERSHIP, "stream": "Officers' time", "funder": "Partners",
        "kind": "aligned", "amount": "90000", "currency": "GBP", "from": "2019-04-01",
    }  # fmt: skip


def indicators() -> Iterator[Row]:
    for name, kind, span, set_by, target in (
        ("Visits made", "output", "single-organisation", "centre", "1,200 a year"),
        ("Cases closed in 30 days", "output", "single-organisation", "centre", "90 %"),
        ("Residents who feel safe at night", "outcome", "cross-cutting", "local", "55 %"),
    ):
        yield {
            "partnership": PARTNERSHIP, "name": name, "kind": kind, "span": span,
            "set_by": set_by, "target": target, "period": "2025",
        }  # fmt: skip


def objectives(theory: Theory, rng: Generator) -> Iterator[Row]:
    for objective in theory.objectives:
        yield {
            "partnership": PARTNERSHIP,
            "objective": objective.id,
            "wanted": str(int(rng.integers(6, 11))),
            "achieved": str(int(rng.integers(2, 8))),
            "source": "Board away day (invented)",
        }
