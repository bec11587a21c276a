"""All waves of all partnerships: decided, estimated in one pass, put into their form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from fourfold.experienced.compare import contrasts, drifts
from fourfold.experienced.disclosure.thresholds import FEWEST_PARTS
from fourfold.experienced.estimate import estimate_all
from fourfold.experienced.figures import NOW, OTHER_FRAMES, Figure, Release, SurveyWave
from fourfold.experienced.form import Form
from fourfold.experienced.free import (
    FreeAnswers,
    WaveAnswers,
    free_answers,
    gaps,
    ratings,
    vignettes,
    with_free_ratings,
)
from fourfold.experienced.members import Members
from fourfold.experienced.moments import Pool, moments, pooled
from fourfold.experienced.publish import Estimated, position
from fourfold.position.geometry import Floats
from fourfold.position.inference import SEED
from fourfold.position.shown import Aspect, Drift, Group, Position, Wave
from fourfold.theory.model import Frame, Questionnaire


@dataclass(frozen=True)
class Survey:
    """One partnership's waves as they may be shown, oldest first, and the drift between.

    `positive` gives for each wave the chances that x and that y are above zero, where they
    may be used.
    """

    waves: tuple[Wave, ...]
    drift: tuple[Drift, ...]
    positive: Mapping[str, tuple[float, float]]


class Spread(Protocol):
    """Gives the results of some work on each partnership, in their order, like `map`."""

    def __call__(
        self, work: Callable[[str], Survey], partnerships: list[str], /
    ) -> Iterable[Survey]: ...


@dataclass(frozen=True)
class WaveFigures:
    """The figures of one wave: now, the other frames, groups, aspects."""

    wave: SurveyWave
    now: Figure
    frames: dict[Frame, Figure]
    groups: list[Figure]
    aspects: list[Figure]

    def every(self) -> list[Figure]:
        return [self.now, *self.frames.values(), *self.groups, *self.aspects]

    @property
    def groups_shown(self) -> bool:
        return bool(self.groups) and not any(f.withheld for f in self.groups)


def surveys(
    waves_by_partnership: Mapping[str, Sequence[SurveyWave]],
    members: Members,
    questionnaire: Questionnaire,
    *,
    exact: bool,
    seed: int,
    spread: Spread = map,
) -> dict[str, Survey]:
    """The survey of every partnership; waves must come oldest first.

    `spread` works like `map`, and may use several processors.

    Unless exact, chances are drawn with one seed whatever `seed` says: exports with many
    seeds would, together, tell them more finely than they are rounded.
    """
    releases = {p: Release(members, exact) for p in waves_by_partnership}
    planned = {
        p: [wave_figures(releases[p], wave) for wave in waves]
        for p, waves in waves_by_partnership.items()
    }
    estimated = estimated_figures(list(planned.values()), members, seed if exact else SEED)
    free = free_answers(members, questionnaire)

    def shown(partnership: str) -> Survey:
        release = releases[partnership]
        return shown_survey(planned[partnership], estimated, release, free=free)

    return dict(zip(planned, spread(shown, list(planned)), strict=True))


def shown_survey(
    plans: Sequence[WaveFigures],
    estimated: Mapping[int, Estimated],
    release: Release,
    *,
    free: FreeAnswers,
) -> Survey:
    now = [estimated[id(plan.now)] for plan in plans]
    return Survey(
        tuple(
            shown_wave(plan, estimated, WaveAnswers(plan.wave, release, free))
            for plan in plans
        ),
        tuple(drifts(now, release)),
        positive_chances(now, Form(release.exact)),
    )


def wave_figures(release: Release, wave: SurveyWave) -> WaveFigures:
    members = release.members
    now = release.whole(wave, NOW, members.now)
    return WaveFigures(
        wave,
        now,
        {
            frame: release.whole(wave, frame, members.overall[frame])
            for frame in OTHER_FRAMES
            if frame in members.overall
        },
        release.groups(now, wave),
        [release.aspect(now, q, values) for q, values in members.aspects.items()],
    )


def estimated_figures(
    planned: Sequence[Sequence[WaveFigures]], members: Members, seed: int
) -> dict[int, Estimated]:
    """The estimate of every figure, by the figure's identity."""
    pools = portfolio_pools(planned, members)
    figures = [f for plans in planned for plan in plans for f in plan.every()]
    behind = [(f, shares_behind(f, members)) for f in figures]
    shown = [(f, shares) for f, shares in behind if len(shares)]
    found = estimate_all(
        [
            moments(
                shares,
                f.invited,
                strata=f.strata,
                pool=None if f.group else pools.get(f.what),
            )
            for f, shares in shown
        ],
        seed,
    )
    estimates = {id(f): one for (f, _), one in zip(shown, found, strict=True)}
    return {
        id(f): Estimated(f, estimates.get(id(f)), shares, groups_behind(f, members))
        for f, shares in behind
    }


def portfolio_pools(
    planned: Sequence[Sequence[WaveFigures]], members: Members
) -> dict[str, Pool | None]:
    """The covariance within partnerships, of their latest waves, for each thing asked."""
    latest = [plans[-1] for plans in planned if plans]
    return {
        what: pooled([
            shares_behind(figure, members)
            for plan in latest
            for figure in [plan.now, *plan.frames.values()]
            if figure.what == what
        ])
        for what in (NOW, *OTHER_FRAMES)
    }


def shares_behind(figure: Figure, members: Members) -> Floats:
    if figure.what == NOW:
        return members.now[figure.rows]
    if figure.what in members.aspects:
        return members.aspects[figure.what][figure.rows]
    return members.overall[figure.what][figure.rows]  # type: ignore[index]  # a Frame by now


def groups_behind(figure: Figure, members: Members) -> list[str] | None:
    if figure.what != NOW:
        return None
    groups = [members.sheet.groups[row] for row in figure.rows.tolist()]
    return groups if any(groups) else None


def shown_wave(
    plan: WaveFigures, estimated: Mapping[int, Estimated], answers: WaveAnswers
) -> Wave:
    form = answers.form
    texts = {q.id: q.text for q in answers.questionnaire.questions}

    def shown(figure: Figure) -> Position:
        return position(estimated[id(figure)], form)

    now = position(estimated[id(plan.now)], form, groups_shown=plan.groups_shown)
    missing = Position("withheld", "This was not asked.", None, plan.wave.invited)
    return Wave(
        wave=plan.wave.id,
        opened=plan.wave.opened,
        closed=plan.wave.closed,
        n=plan.now.decision.count,
        invited=plan.wave.invited,
        experienced=with_free_ratings(now, answers),
        **{f: shown(plan.frames[f]) if f in plan.frames else missing for f in OTHER_FRAMES},
        groups=tuple(Group(f.group or "", shown(f)) for f in plan.groups),
        contrasts=tuple(
            contrasts(
                estimated[id(plan.now)], [estimated[id(f)] for f in plan.groups], form
            )
        ),
        aspects=tuple(Aspect(f.what, texts[f.what], shown(f)) for f in plan.aspects),
        ratings=tuple(ratings(answers)),
        vignettes=tuple(vignettes(answers)),
        gaps=gaps(answers),
    )


def positive_chances(
    now: Sequence[Estimated], form: Form
) -> dict[str, tuple[float, float]]:
    """For each wave the chances that x and that y are above zero, rounded like any other.

    What is worked out with them, at whatever date, then tells no more than they do.
    """
    chances = {}
    for found in now:
        n = len(found.shares)
        if found.estimate is not None and n > 1 and form.enough(n, FEWEST_PARTS):
            x, y, _ = found.estimate.positive
            chances[found.figure.wave] = (form.number(x), form.number(y))
    return chances
