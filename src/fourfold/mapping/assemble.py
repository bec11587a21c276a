"""Maps a package: every partnership, its programmes, and the regime as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from math import sqrt
from typing import Any

from fourfold.enacted.estimate import enacted_at, enacted_path
from fourfold.enacted.facts import Fact
from fourfold.enacted.regime import enacted_regime
from fourfold.enacted.result import Enacted, EnactedPath
from fourfold.errors import OptionUnusable
from fourfold.evidence.package import Evidence
from fourfold.experienced.figures import SurveyWave
from fourfold.experienced.members import members_of
from fourfold.experienced.survey import Spread, Survey, surveys
from fourfold.mapping.caution import cautions
from fourfold.mapping.inputs import (
    evidence_date,
    facts_by_scope,
    rows,
    waves_by_partnership,
)
from fourfold.mapping.result import PackageMap, PartnershipMap, ProgrammeMap, SourceGap
from fourfold.mapping.version import VERSION
from fourfold.position.inference import DRAWS, SEED
from fourfold.position.shown import Drift, Wave
from fourfold.theory.model import IMPERATIVES, Theory

ONE_DAY = timedelta(days=1)
EXACT_STAMP = "exact: not for publication"


@dataclass(frozen=True)
class MapOptions:
    """What a user may choose: the wave or date that stands for now, exactness, the seed."""

    wave: str | None = None
    at: date | None = None
    exact: bool = False
    seed: int = SEED


def map_evidence(
    evidence: Evidence,
    theory: Theory,
    options: MapOptions | None = None,
    *,
    notices: tuple[str, ...] = (),
    spread: Spread = map,
) -> PackageMap:
    """The map of every partnership of the package; `notices` become its warnings.

    `spread` works like `map`, and may use several processors.

    Whom may be shown is decided over all waves, whatever wave or date is chosen, so that
    two maps of one package say no more together than each alone.
    """
    chosen = options or MapOptions()
    waves = waves_by_partnership(evidence)
    refuse_unknown_wave(chosen.wave, waves)
    at = chosen.at or date_of_wave(chosen.wave, waves) or evidence_date(evidence)
    surveyed = surveyed_partnerships(evidence, theory, waves, chosen=chosen, spread=spread)
    pulls = Pulls(*facts_by_scope(evidence, theory), at=at, seed=chosen.seed)
    partnerships = tuple(
        partnership_map(row, surveyed.get(row["id"]), pulls=pulls, chosen=chosen)
        for row in rows(evidence, "partnerships")
    )
    return PackageMap(
        package=evidence.name,
        title=evidence.title,
        version=VERSION,
        theory=theory.digest,
        seed=chosen.seed,
        draws=DRAWS,
        at=at.isoformat() if at else None,
        stamp=EXACT_STAMP if chosen.exact else None,
        marks=evidence.marks,
        partnerships=partnerships,
        programmes=pulls.programmes(),
        regime=pulls.regime([
            (r["id"], r["programme"]) for r in rows(evidence, "partnerships")
        ]),
        warnings=notices,
    )


def surveyed_partnerships(
    evidence: Evidence,
    theory: Theory,
    waves: Mapping[str, Sequence[SurveyWave]],
    *,
    chosen: MapOptions,
    spread: Spread,
) -> dict[str, Survey]:
    if evidence.answers is None:
        return {}
    members = members_of(evidence.answers, theory.questionnaire)
    return surveys(
        waves,
        members,
        theory.questionnaire,
        exact=chosen.exact,
        seed=chosen.seed,
        spread=spread,
    )


def refuse_unknown_wave(
    wave: str | None, waves: Mapping[str, Sequence[SurveyWave]]
) -> None:
    known = [w.id for ws in waves.values() for w in ws]
    if wave is not None and wave not in known:
        raise OptionUnusable(
            f"There is no wave {wave!r} in this package. "
            f"It has: {', '.join(known) or 'none'}."
        )


def date_of_wave(
    wave: str | None, waves: Mapping[str, Sequence[SurveyWave]]
) -> date | None:
    held = [w.closed or w.opened for ws in waves.values() for w in ws if w.id == wave]
    return date.fromisoformat(held[0]) if held and held[0] else None


class Pulls:
    """The enacted positions of a package, each set of facts estimated once."""

    def __init__(
        self,
        own: Mapping[str, list[Fact]],
        shared: Mapping[str, list[Fact]],
        *,
        at: date | None,
        seed: int,
    ) -> None:
        self.own, self.shared = own, shared
        self.at, self.seed = at, seed
        self.of_programme: dict[tuple[str | None, date | None], EnactedPath | None] = {}

    def facts(self, partnership: str, programme: str | None) -> list[Fact]:
        return [*self.own.get(partnership, []), *self.shared.get(programme or "", [])]

    def path(
        self, partnership: str, programme: str | None, at: date | None
    ) -> EnactedPath | None:
        facts = self.facts(partnership, programme)
        if self.own.get(partnership):
            return enacted_path(facts, at, self.seed)
        if (programme, at) not in self.of_programme:
            self.of_programme[programme, at] = enacted_path(facts, at, self.seed)
        return self.of_programme[programme, at]

    def programmes(self) -> tuple[ProgrammeMap, ...]:
        return tuple(
            ProgrammeMap(programme, enacted_at(facts, self.at, self.seed))
            for programme, facts in sorted(self.shared.items())
        )

    def regime(self, partnerships: Sequence[tuple[str, str | None]]) -> Enacted | None:
        facts = (self.facts(*partnership) for partnership in partnerships)
        return enacted_regime(facts, self.at, self.seed)


def partnership_map(
    row: Mapping[str, Any], survey: Survey | None, *, pulls: Pulls, chosen: MapOptions
) -> PartnershipMap:
    identity, programme = str(row["id"]), row["programme"]
    waves = presented(survey, chosen.at)
    current = current_wave(waves, chosen.wave)
    at = last_day(pulls.at, row["ended"])
    enacted = pulls.path(identity, programme, at)
    found = PartnershipMap(
        id=identity,
        name=str(row["name"]),
        programme=programme,
        at=at.isoformat() if at else None,
        wave=current.wave if current else None,
        waves=waves,
        enacted=enacted,
        drift=presented_drift(survey, waves),
        experienced_enacted=source_gap(survey, current, enacted),
        warnings=(),
    )
    return replace(found, warnings=cautions(found))


def last_day(at: date | None, ended: date | None) -> date | None:
    """The date of the map, or the day before a partnership ended, if that is earlier."""
    if ended is None:
        return at
    return ended - ONE_DAY if at is None else min(at, ended - ONE_DAY)


def presented(survey: Survey | None, at: date | None) -> tuple[Wave, ...]:
    """The waves up to a date; all without one."""
    if survey is None:
        return ()
    if at is None:
        return survey.waves
    return tuple(
        w for w in survey.waves
        if (held := w.closed or w.opened) is None or held <= at.isoformat()
    )  # fmt: skip


def presented_drift(survey: Survey | None, waves: Sequence[Wave]) -> tuple[Drift, ...]:
    names = {w.wave for w in waves}
    drift = survey.drift if survey else ()
    return tuple(d for d in drift if {d.first, d.second} <= names)


def current_wave(waves: Sequence[Wave], chosen: str | None) -> Wave | None:
    named = [w for w in waves if w.wave == chosen]
    return named[0] if named else waves[-1] if waves else None


def source_gap(
    survey: Survey | None, current: Wave | None, enacted: EnactedPath | None
) -> SourceGap | None:
    """How likely what members live and what they are pulled to differ in sign, by axis."""
    if survey is None or current is None or enacted is None:
        return None
    lived = survey.positive.get(current.wave)
    if lived is None or current.experienced.shares is None:
        return None
    pulled = enacted.now.acceptability
    exact = current.experienced.shown == "exact"
    x = apart(lived[0], pulled.x_positive) if enacted.now.x_known else None
    y = apart(lived[1], pulled.y_positive)
    return SourceGap(
        x=x if exact or x is None else round(x, 1),
        y=y if exact else round(y, 1),
        rank_agreement=kendall_tau(
            [current.experienced.shares[i] for i in IMPERATIVES],
            [enacted.now.shares[i] for i in IMPERATIVES],
        ),
    )


def apart(first: float, second: float) -> float:
    """The chance that two independent signs differ, from the chances of being positive."""
    return first * (1 - second) + second * (1 - first)


def kendall_tau(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Kendall's tau-b of two rankings; None where one of them is all ties."""
    pairs = list(combinations(range(len(first)), 2))
    signs = [(sign(first[i] - first[j]), sign(second[i] - second[j])) for i, j in pairs]
    untied = [sum(s[side] != 0 for s in signs) for side in (0, 1)]
    if 0 in untied:
        return None
    return float(sum(a * b for a, b in signs) / sqrt(untied[0] * untied[1]))


def sign(value: float) -> int:
    return (value > 1e-12) - (value < -1e-12)
