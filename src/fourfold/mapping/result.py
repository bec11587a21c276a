"""The result of mapping an evidence package, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.enacted.result import Enacted, EnactedPath
from fourfold.position.shown import Drift, Wave


@dataclass(frozen=True)
class SourceGap:
    """Chance that two sources stand on different sides of an axis; None where not known."""

    x: float | None
    y: float | None
    rank_agreement: float | None  # Kendall's tau of the four shares; descriptive only


@dataclass(frozen=True)
class PartnershipMap:
    """One partnership: its enacted path, its waves, what changed, what to be careful with.

    `wave` is the id of the wave that stands for "now"; None when there is none. `at` is the
    date of the map: the package's, or the last day of a partnership that has ended.
    """

    id: str
    name: str
    programme: str | None
    at: str | None
    wave: str | None
    waves: tuple[Wave, ...]
    enacted: EnactedPath | None
    drift: tuple[Drift, ...]
    experienced_enacted: SourceGap | None
    warnings: tuple[str, ...]

    @property
    def current(self) -> Wave | None:
        return next((w for w in self.waves if w.wave == self.wave), None)


@dataclass(frozen=True)
class ProgrammeMap:
    """What a programme's own facts pull its partnerships towards."""

    programme: str
    enacted: Enacted


@dataclass(frozen=True)
class PackageMap:
    """Every partnership of a package, the programmes and the regime, and how it was made.

    `stamp` is set when the result is exact and must not be published; `marks` are words
    that every page carries, such as "invented example".
    """

    package: str
    title: str
    version: str
    theory: str
    seed: int
    draws: int
    at: str | None
    stamp: str | None
    marks: tuple[str, ...]
    partnerships: tuple[PartnershipMap, ...]
    programmes: tuple[ProgrammeMap, ...]
    regime: Enacted | None
    warnings: tuple[str, ...]
