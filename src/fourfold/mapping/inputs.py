"""From the tables of the evidence to what the estimators take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from fourfold.enacted.facts import Fact
from fourfold.evidence.package import Evidence
from fourfold.experienced.figures import SurveyWave
from fourfold.theory.model import Theory

LONG_AGO = date(1, 1, 1)


def rows(evidence: Evidence, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table by column; columns that are absent read as None."""
    found = evidence.table(table)
    if found is not None:
        for row in found.iter_rows(named=True):
            yield defaultdict(lambda: None, row)


def facts_by_scope(
    evidence: Evidence, theory: Theory
) -> tuple[dict[str, list[Fact]], dict[str, list[Fact]]]:
    """Facts of each partnership, and of each programme."""
    instruments = {i.id: i for i in theory.instruments}
    own: dict[str, list[Fact]] = defaultdict(list)
    shared: dict[str, list[Fact]] = defaultdict(list)
    for row in rows(evidence, "facts"):
        instrument = instruments[row["instrument"]]
        weight = row["weight"]
        scope = own if row["partnership"] is not None else shared
        scope[row["partnership"] or row["programme"]].append(
            Fact(
                instrument=instrument,
                state=row["state"],
                weight=float(instrument.strength if weight is None else weight),
                scope="partnership" if scope is own else "programme",
                family=row["family"],
                start=row["from"],
                end=row["to"],
                issuer=row["issuer"],
                source=row["source"],
            )
        )
    return own, shared


def waves_by_partnership(evidence: Evidence) -> dict[str, list[SurveyWave]]:
    """The waves of each partnership, oldest first; undated ones in the order given."""
    listed = MembershipList(evidence)
    found: dict[str, list[tuple[date, SurveyWave]]] = defaultdict(list)
    for row in rows(evidence, "waves"):
        held = row["closed"] or row["opened"]
        wave = SurveyWave(
            id=row["id"],
            opened=text(row["opened"]),
            closed=text(row["closed"]),
            invited=row["invited"],
            listed=listed.invited_by_sector(row["partnership"], held, row["invited"]),
        )
        found[row["partnership"]].append((held or LONG_AGO, wave))
    return {
        p: [w for _, w in sorted(ws, key=lambda pair: pair[0])] for p, ws in found.items()
    }


def text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


class MembershipList:
    """How many people of each sector could be invited: the frame for weighting answers."""

    def __init__(self, evidence: Evidence) -> None:
        self.sector = {r["id"]: r["sector"] for r in rows(evidence, "organisations")}
        self.posts: dict[str, int] = defaultdict(int)
        for row in rows(evidence, "people"):
            self.posts[row["organisation"]] += 1
        self.memberships: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows(evidence, "memberships"):
            self.memberships[row["partnership"]].append(row)

    def invited_by_sector(
        self, partnership: str, at: date | None, invited: int
    ) -> dict[str, int]:
        """Counts that add to the number invited: of posts, or of organisations; else empty.

        Observers are counted only where it does not add up without them.
        """
        current = [m for m in self.memberships[partnership] if is_member(m, at)]
        deciding = [m for m in current if m["role"] != "observer"]
        for members in (deciding, current):
            for counts in (
                self.counts(members, posts=True),
                self.counts(members, posts=False),
            ):
                if sum(counts.values()) == invited:
                    return counts
        return {}

    def counts(self, members: list[dict[str, Any]], *, posts: bool) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for organisation in dict.fromkeys(m["organisation"] for m in members):
            sector = self.sector.get(organisation)
            if sector is not None:
                found[sector] += self.posts[organisation] if posts else 1
        return {sector: count for sector, count in found.items() if count}


def is_member(membership: dict[str, Any], at: date | None) -> bool:
    start, end = membership["from"], membership["to"]
    if at is None:
        return end is None
    return (start is None or start <= at) and (end is None or at < end)


def evidence_date(evidence: Evidence) -> date | None:
    """The date the evidence speaks of: its last wave; without waves, its last new fact."""
    for table, columns in (("waves", ("closed", "opened")), ("facts", ("from",))):
        found = evidence.table(table)
        if found is None:
            continue
        dates = [found[c].drop_nulls() for c in columns if c in found.columns]
        last = [series.max() for series in dates if series.dtype == pl.Date and len(series)]
        if last:
            return max(d for d in last if isinstance(d, date))
    return None
