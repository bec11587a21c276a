"""What is estimated of each wave, and whom each figure stands on.

A figure is one mean: of one thing asked, in one wave, over everybody or over a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fourfold.experienced.disclosure.audit import Part, Row
from fourfold.experienced.disclosure.release import (
    Decision,
    Ledger,
    People,
    everybody,
    released_group,
    released_whole,
)
from fourfold.experienced.disclosure.thresholds import FEWEST_PROFILES, FEWEST_SHOWN
from fourfold.experienced.members import Members, answered
from fourfold.experienced.moments import Stratum, strata_of, stratified
from fourfold.position.geometry import Floats
from fourfold.theory.model import Frame

Ints = NDArray[np.int64]
NOW = "now"
OVERALL_NOW = "overall now"
OTHER_FRAMES: tuple[Frame, ...] = ("wanted", "documents", "rewarded")
ADJUSTED = {NOW, *OTHER_FRAMES}  # weighted to the membership list where response differs

# A published mean as what it adds (+1) and subtracts (−1) of the things asked.
Sum = Mapping[str, float]


@dataclass(frozen=True)
class SurveyWave:
    """A wave as it was held. `listed` says how many of each sector were invited."""

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
    ledger: Ledger = field(default_factory=Ledger)
    named: tuple[Ints, People] | None = None
    everybody_in: dict[str, Ints] = field(default_factory=dict)  # by wave
    last: dict[str, People] = field(default_factory=dict)  # of each thing, or of a group

    def whole(
        self,
        wave: SurveyWave,
        what: str,
        values: Floats,
        *,
        sums: Sequence[Sum] = (),
        fewest: int = FEWEST_SHOWN,
    ) -> Figure:
        """The figure of everybody in a wave who answered `what`; values (M,) or (M, 4).

        `sums` are the means that will be published of them, if not simply that of `what`.
        """
        published = sums or ({what: 1.0},)
        rows = self.rows_answered(wave, values)
        if self.exact:
            decision = everybody(self.people(rows))
        else:
            decision = released_whole(
                self.ledger,
                self.people(rows),
                lambda part: self.published(
                    published, self.kept(rows, part), wave, adjusted=what in ADJUSTED
                ),
                before=self.before(published),
                fewest=fewest,
            )
        kept = self.kept(rows, decision.people)
        if not self.exact and len(kept):
            self.last |= dict.fromkeys(
                (asked for one in published for asked in one), self.people(kept)
            )
        strata = self.strata(kept, wave) if what in ADJUSTED else ()
        return Figure(wave.id, what, None, decision, kept, wave.invited, strata)

    def before(self, published: Sequence[Sum]) -> People | None:
        """The people of the last figure that shares something asked with this one."""
        shown = (self.last.get(asked) for one in published for asked in one)
        return next((people for people in shown if people), None)

    def published(
        self, sums: Sequence[Sum], rows: Ints, wave: SurveyWave, *, adjusted: bool
    ) -> list[Row]:
        """The rows of the audit for what is published of these people of a wave."""
        if not len(rows):
            return []
        strata = self.strata(rows, wave) if adjusted else ()
        weights = stratified(strata, len(rows))[0] if strata else 1 / len(rows)
        return [
            tuple(
                part
                for asked, sign in one.items()
                for part in self.parts(asked, wave.id, rows=rows, weights=sign * weights)
            )
            for one in sums
        ]

    def parts(
        self, asked: str, wave: str, *, rows: Ints, weights: Floats | float
    ) -> list[Part]:
        """What these people's answers weigh; some gave an overall answer for "now"."""
        instead = self.members.now_is_overall[rows] if asked == NOW else rows[:0]
        if not instead.any():
            return [Part(asked, wave, self.people(rows), plain(weights))]
        each = np.broadcast_to(weights, rows.shape)
        return [
            Part(name, wave, self.people(rows[chosen]), plain(each[chosen]))
            for name, chosen in ((NOW, ~instead), (OVERALL_NOW, instead))
            if chosen.any()
        ]

    def groups(self, whole: Figure, wave: SurveyWave) -> list[Figure]:
        """A figure for each group of the people of a shown figure, in order of names."""
        by_group: dict[str, list[int]] = defaultdict(list)
        for row in whole.rows:
            by_group[self.members.sheet.groups[row]].append(int(row))
        by_group.pop("", None)
        figures = {}
        for group in sorted(by_group, key=lambda g: (-len(by_group[g]), g)):
            rows = np.array(by_group[group])
            decision = self.group_decision(rows, whole, wave)
            invited = wave.listed.get(group)
            figures[group] = Figure(
                wave.id, whole.what, group, decision, self.kept(rows, decision.people),
                invited if invited and invited >= len(rows) else None,
            )  # fmt: skip
        return [figures[group] for group in sorted(figures)]

    def group_decision(self, rows: Ints, whole: Figure, wave: SurveyWave) -> Decision:
        if self.exact:
            return everybody(self.people(rows))
        name = f"{whole.what} of {self.members.sheet.groups[rows[0]]}"
        decision = released_group(
            self.ledger,
            self.people(rows),
            lambda part: self.published(
                [{whole.what: 1.0}], self.kept(rows, part), wave, adjusted=False
            ),
            before=self.last.get(name),
            whole=len(whole.rows),
        )
        if decision.people:
            self.last[name] = self.people(self.kept(rows, decision.people))
        return decision

    def aspect(self, whole: Figure, question: str, values: Floats) -> Figure:
        """An aspect is shown only where everybody behind the position answered it.

        Then its mean is over the same people with the same weights, and needs no audit.
        """
        if not self.exact and len(whole.rows) < FEWEST_PROFILES:
            return no_aspect(
                whole, question, "Aspects are shown one by one from twenty answers on."
            )
        rows = whole.rows[answered(values[whole.rows])]
        complete = len(rows) == len(whole.rows)
        if not self.exact and not complete:
            return no_aspect(whole, question, "Not everybody answered this aspect.")
        decision = everybody(self.people(rows)) if self.exact else whole.decision
        strata = whole.strata if complete else ()
        return Figure(whole.wave, question, None, decision, rows, whole.invited, strata)

    def rows_answered(self, wave: SurveyWave, values: Floats) -> Ints:
        """The same array whenever everybody in the wave answered: most questions."""
        rows = self.members.sheet.members_of(wave.id)
        gave = answered(values[rows])
        if not gave.all():
            return np.asarray(rows.start + np.flatnonzero(gave))
        if wave.id not in self.everybody_in:
            self.everybody_in[wave.id] = np.arange(rows.start, rows.stop)
        return self.everybody_in[wave.id]

    def people(self, rows: Ints) -> People:
        """Who they are; the same rows are asked for again and again."""
        if self.named is not None and self.named[0] is rows:
            return self.named[1]
        names = self.members.sheet.respondents
        self.named = rows, tuple([names[row] for row in rows.tolist()])
        return self.named[1]

    def kept(self, rows: Ints, people: People | frozenset[str] | None) -> Ints:
        """Those of the rows whose people are kept; none if they are withheld."""
        if people is None:
            return rows[:0]
        if len(people) == len(rows):
            return rows
        names, kept = self.members.sheet.respondents, set(people)
        return np.array([row for row in rows if names[row] in kept], dtype=np.int64)

    def strata(self, rows: Ints, wave: SurveyWave) -> tuple[Stratum, ...]:
        if not wave.listed or sum(wave.listed.values()) != wave.invited:
            return ()
        return strata_of([self.members.sheet.groups[row] for row in rows], wave.listed)


def no_aspect(whole: Figure, question: str, why: str) -> Figure:
    decision = Decision(None, why, None)
    return Figure(whole.wave, question, None, decision, whole.rows[:0], whole.invited)


def plain(weights: Floats | float) -> float | tuple[float, ...]:
    return weights if isinstance(weights, float) else tuple(weights.tolist())
