"""What is estimated of each wave, and whom each figure stands on.

A figure is one mean: of one thing asked, in one wave, over everybody or over a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fourfold.experienced.disclosure.release import (
    Decision,
    Ledger,
    everybody,
    released_group,
    released_whole,
)
from fourfold.experienced.disclosure.thresholds import FEWEST_PROFILES
from fourfold.experienced.members import Members, answered
from fourfold.experienced.moments import Stratum, strata_of, stratified
from fourfold.position.geometry import Floats

Ints = NDArray[np.int64]
NOW = "now"


@dataclass(frozen=True)
class SurveyWave:
    """A wave as it was held. `listed` says how many of each sector were invited, if known."""

    id: str
    opened: str | None
    closed: str | None
    invited: int
    listed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """Whom a mean of `what` stands on: `rows` of the answer sheet, empty when withheld."""

    wave: str
    what: str
    group: str | None
    decision: Decision
    rows: Ints
    invited: int | None
    strata: tuple[Stratum, ...] = ()

    @property
    def withheld(self) -> bool:
        return self.decision.people is None


@dataclass
class Release:
    """Decides, for one partnership, figure by figure, whom may be shown."""

    members: Members
    exact: bool
    ledgers: dict[str, Ledger] = field(default_factory=lambda: defaultdict(Ledger))

    def whole(self, wave: SurveyWave, what: str, values: Floats) -> Figure:
        """The figure of everybody in a wave who answered `what`; values (M,) or (M, 4)."""
        rows = self.rows_answered(wave, values)
        people = [self.members.sheet.respondents[row] for row in rows]
        strata = self.strata(rows, wave) if what == NOW else ()
        if self.exact:
            decision = everybody(people)
        else:
            decision = released_whole(
                self.ledgers[what], people, weights_by_person(people, strata)
            )
        kept = self.kept(rows, decision)
        if len(kept) < len(rows):
            strata = self.strata(kept, wave) if strata else ()
        return Figure(wave.id, what, None, decision, kept, wave.invited, strata)

    def groups(self, whole: Figure, wave: SurveyWave) -> list[Figure]:
        """A figure for each group of the people of a shown figure, in order of their names."""
        by_group: dict[str, list[int]] = defaultdict(list)
        for row in whole.rows:
            by_group[self.members.sheet.groups[row]].append(int(row))
        by_group.pop("", None)
        figures = {}
        for group in sorted(by_group, key=lambda g: (-len(by_group[g]), g)):
            rows = np.array(by_group[group])
            people = [self.members.sheet.respondents[row] for row in rows]
            decision = (
                everybody(people)
                if self.exact
                else released_group(self.ledgers[whole.what], people, len(whole.rows))
            )
            invited = wave.listed.get(group)
            figures[group] = Figure(
                wave.id, whole.what, group, decision, self.kept(rows, decision),
                invited if invited and invited >= len(rows) else None,
            )  # fmt: skip
        return [figures[group] for group in sorted(figures)]

    def aspect(self, whole: Figure, question: str, values: Floats) -> Figure:
        """An aspect is shown only where everybody behind the position answered it."""
        complete = bool(answered(values)[whole.rows].all())
        if self.exact:
            rows = whole.rows[answered(values)[whole.rows]]
            decision = everybody([self.members.sheet.respondents[row] for row in rows])
            return Figure(whole.wave, question, None, decision, rows, whole.invited)
        if whole.withheld or len(whole.rows) < FEWEST_PROFILES:
            why = "Aspects are shown one by one from twenty answers on."
        else:
            why = "" if complete else "Not everybody answered this aspect."
        decision = Decision(None, why, None) if why else whole.decision
        rows = whole.rows[:0] if why else whole.rows
        return Figure(whole.wave, question, None, decision, rows, whole.invited)

    def rows_answered(self, wave: SurveyWave, values: Floats) -> Ints:
        rows = self.members.sheet.members_of(wave.id)
        return rows.start + np.flatnonzero(answered(values[rows]))

    def kept(self, rows: Ints, decision: Decision) -> Ints:
        if decision.people is None:
            return rows[:0]
        if len(decision.people) == len(rows):
            return rows
        names = self.members.sheet.respondents
        return np.array(
            [row for row in rows if names[row] in decision.people], dtype=np.int64
        )

    def strata(self, rows: Ints, wave: SurveyWave) -> tuple[Stratum, ...]:
        if not wave.listed or sum(wave.listed.values()) != wave.invited:
            return ()
        return strata_of([self.members.sheet.groups[row] for row in rows], wave.listed)


def weights_by_person(
    people: Sequence[str], strata: Sequence[Stratum]
) -> dict[str, float] | None:
    if not strata:
        return None
    weights, _ = stratified(strata, len(people))
    return dict(zip(people, weights.tolist(), strict=True))
