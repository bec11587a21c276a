"""The casebook: positions from dated facts, then compared with where the book puts them.

The comparison is the only reader of the expectations; no estimate depends on them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from fourfold.enacted.estimate import enacted_at
from fourfold.enacted.facts import Fact
from fourfold.enacted.result import Enacted
from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import tables
from fourfold.position.shown import Interval
from fourfold.theory.model import Case, CaseFact, Expectation, Theory

HISTORY_MARK = "history, from cited sources"

# What a region of the map asks of x, y and q.
REGIONS: dict[str, Callable[[float, float, float], bool]] = {
    "bottom-left": lambda x, y, _: x < 0 and y < 0,
    "bottom-right": lambda x, y, _: x > 0 and y < 0,
    "top-right": lambda x, y, _: x > 0 and y > 0,
    "top-left": lambda x, y, _: x < 0 and y > 0,
    "top": lambda _x, y, _q: y > 0,
    "bottom": lambda _x, y, _q: y < 0,
    "left": lambda x, _y, _q: x < 0,
    "right": lambda x, _y, _q: x > 0,
    "centre": lambda _x, _y, q: q > 0,
}


@dataclass(frozen=True)
class CasePosition:
    """The enacted position of a case at a date.

    x is not known below three internal facts.
    """

    shares: dict[str, float]
    x: Interval
    y: Interval
    q: Interval
    x_known: bool
    region: str


@dataclass(frozen=True)
class Comparison:
    """One dated expectation of the book beside what the facts give."""

    case: str
    name: str
    start: str
    expected: str
    words: str
    locator: str
    position: CasePosition
    agrees: bool
    discussion: str | None


def compared_casebook(theory: Theory, seed: int) -> list[Comparison]:
    """One entry per case and dated expectation, by case and date."""
    cases = {case.id: case for case in theory.cases}
    ordered = sorted(theory.expectations, key=lambda e: (e.case, e.start))
    return [compared(theory, cases[e.case], e, seed=seed) for e in ordered]


def compared(theory: Theory, case: Case, expected: Expectation, *, seed: int) -> Comparison:
    found = enacted_at(facts_of(case, theory), expected.start, seed)
    position = case_position(found)
    return Comparison(
        case=case.id,
        name=case.name,
        start=expected.start.isoformat(),
        expected=expected.region,
        words=expected.words,
        locator=expected.locator,
        position=position,
        agrees=REGIONS[expected.region](found.x.value, found.y.value, found.q.value),
        discussion=expected.discussion,
    )


def case_position(found: Enacted) -> CasePosition:
    x, y, q = found.x.value, found.y.value, found.q.value
    corners = [name for name in REGIONS if "-" in name and REGIONS[name](x, y, q)]
    return CasePosition(
        found.shares,
        found.x,
        found.y,
        found.q,
        found.x_known,
        corners[0] if corners else "centre",
    )


def facts_of(case: Case, theory: Theory) -> list[Fact]:
    return [
        Fact(
            instrument=(instrument := theory.instrument(fact.instrument)),
            state=fact.state,
            weight=float(fact.weight or instrument.strength),
            scope="partnership",
            family=fact.family,
            start=fact.start,
            end=fact.end,
            issuer=fact.issuer,
            source=fact.source,
        )
        for fact in case.facts
    ]


def casebook_package(theory: Theory) -> RawPackage:
    """The casebook as an evidence package, a partnership for each case."""
    partnerships = [
        {
            "id": case.id,
            "name": case.name,
            "started": case.started.isoformat(),
            "ended": case.ended.isoformat() if case.ended else "",
            "note": case.summary,
        }
        for case in theory.cases
    ]
    facts = [fact_row(case, fact) for case in theory.cases for fact in case.facts]
    descriptor = {
        "title": "The casebook: cases that Newman (2001) names",
        "fourfold:marks": [HISTORY_MARK],
    }
    return RawPackage(
        "casebook",
        {"partnerships": raw("partnerships", partnerships), "facts": raw("facts", facts)},
        descriptor,
    )


def fact_row(case: Case, fact: CaseFact) -> dict[str, str]:
    return {
        "partnership": case.id,
        "instrument": fact.instrument,
        "state": fact.state,
        "weight": str(fact.weight or ""),
        "family": fact.family or "",
        "from": fact.start.isoformat(),
        "to": fact.end.isoformat() if fact.end else "",
        "issuer": fact.issuer or "",
        "source": fact.source,
        "note": fact.note or "",
    }


def raw(name: str, rows: Sequence[dict[str, str]]) -> RawTable:
    """Rows as a table with all of its columns; those not given are empty."""
    columns = tables()[name].column_names
    return RawTable(
        name,
        f"{name}.csv",
        pl.DataFrame({c: [row.get(c, "") for row in rows] for c in columns}),
    )
