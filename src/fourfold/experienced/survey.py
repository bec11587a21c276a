"""All waves of all partnerships: decided, estimated in one pass, and put into their form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from fourfold.experienced.change import drift_split
from fourfold.experienced.contrast import GroupContrast, group_contrast, holm
from fourfold.experienced.disclosure.thresholds import (
    FEWEST_CONTRAST,
    FEWEST_PARTS,
    FEWEST_SHOWN,
    FEWEST_STAYERS,
)
from fourfold.experienced.estimate import estimate_all
from fourfold.experienced.figures import NOW, Figure, Release, SurveyWave
from fourfold.experienced.form import Form
from fourfold.experienced.free import gaps, ratings, vignettes, with_free_ratings
from fourfold.experienced.members import Members
from fourfold.experienced.moments import Pool, moments, pooled
from fourfold.experienced.publish import Estimated, move, position
from fourfold.position.geometry import AXES, Floats
from fourfold.position.shown import Aspect, Contrast, Drift, Group, Position, Wave
from fourfold.theory.model import Frame, Questionnaire

OTHER_FRAMES: tuple[Frame, ...] = ("wanted", "documents", "rewarded")


@dataclass(frozen=True)
class Survey:
    """One partnership's waves as they may be shown, oldest first, and the drift between.

    `positive` gives for each wave the chances that x and that y are above zero, where they
    may be used.
    """

    waves: tuple[Wave, ...]
    drift: tuple[Drift, ...]
    positive: Mapping[str, tuple[float, float]]


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
) -> dict[str, Survey]:
    """The survey of every partnership; waves must come oldest first."""
    releases = {p: Release(members, exact) for p in waves_by_partnership}
    planned = {
        p: [wave_figures(releases[p], wave) for wave in waves]
        for p, waves in waves_by_partnership.items()
    }
    estimated = estimated_figures(list(planned.values()), members, seed)
    return {
        p: Survey(
            tuple(
                shown_wave(plan, estimated, releases[p], questionnaire) for plan in plans
            ),
            tuple(drifts(plans, estimated, Form(exact))),
            positive_chances(plans, estimated, Form(exact)),
        )
        for p, plans in planned.items()
    }


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
            moments(shares, f.invited, f.strata, None if f.group else pools.get(f.what))
            for f, shares in shown
        ],
        seed,
    )
    estimates = {id(f): one for (f, _), one in zip(shown, found, strict=True)}
    return {
        id(f): Estimated(
            f,
            estimates.get(id(f)),
            shares,
            people_behind(f, members),
            groups_behind(f, members),
        )
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


def people_behind(figure: Figure, members: Members) -> list[str]:
    return [members.sheet.respondents[row] for row in figure.rows]


def groups_behind(figure: Figure, members: Members) -> list[str] | None:
    groups = [members.sheet.groups[row] for row in figure.rows]
    return groups if any(groups) and figure.what == NOW else None


def shown_wave(
    plan: WaveFigures,
    estimated: Mapping[int, Estimated],
    release: Release,
    questionnaire: Questionnaire,
) -> Wave:
    form = Form(release.exact)
    texts = {q.id: q.text for q in questionnaire.questions}
    shown = {f.what: position(estimated[id(f)], form) for f in plan.frames.values()}
    now = position(estimated[id(plan.now)], form, groups_shown=plan.groups_shown)
    missing = Position("withheld", "This was not asked.", None, plan.wave.invited)
    return Wave(
        wave=plan.wave.id,
        opened=plan.wave.opened,
        closed=plan.wave.closed,
        n=plan.now.decision.count,
        invited=plan.wave.invited,
        experienced=with_free_ratings(now, plan.wave, release, questionnaire),
        **{frame: shown.get(frame, missing) for frame in OTHER_FRAMES},
        groups=tuple(
            Group(f.group or "", position(estimated[id(f)], form)) for f in plan.groups
        ),
        contrasts=tuple(contrasts(plan, estimated, form)),
        aspects=tuple(
            Aspect(f.what, texts[f.what], position(estimated[id(f)], form))
            for f in plan.aspects
        ),
        ratings=tuple(ratings(plan.wave, release, questionnaire)),
        vignettes=tuple(vignettes(plan.wave, release, questionnaire)),
        gaps=gaps(plan.wave, release),
    )


def contrasts(
    plan: WaveFigures, estimated: Mapping[int, Estimated], form: Form
) -> Iterator[Contrast]:
    """Every pair of groups of at least FEWEST_SHOWN, p adjusted for the number of pairs."""
    pairs = list(combinations(plan.groups, 2))
    usable = [pair for pair in pairs if comparable(plan, pair, form)]
    found = [group_contrast(*(estimated[id(f)].shares for f in pair)) for pair in usable]
    adjusted = holm([one.p for one in found])
    results = {
        id(pair): (one, p) for pair, one, p in zip(usable, found, adjusted, strict=True)
    }
    for pair in pairs:
        first, second = (f.group or "" for f in pair)
        if id(pair) not in results:
            yield Contrast(first, second, "withheld", "Groups are compared from twelve answers on, "
                           "when both are shown.")  # fmt: skip
        else:
            yield shown_contrast((first, second), *results[id(pair)], form)


def comparable(plan: WaveFigures, pair: tuple[Figure, Figure], form: Form) -> bool:
    if form.exact:
        return all(len(f.rows) > 1 for f in pair)
    return len(plan.now.rows) >= FEWEST_CONTRAST and all(
        len(f.rows) >= FEWEST_SHOWN for f in pair
    )


def shown_contrast(
    names: tuple[str, str], found: GroupContrast, p: float, form: Form
) -> Contrast:
    x, y = (
        form.interval(float(found.difference[i]), float(found.low[i]), float(found.high[i]))
        for i in (0, 1)
    )
    return Contrast(
        *names, form.shown, None, x, y,
        distance=form.number(found.distance), p=form.number(p, 0.01), exact=found.exact,
    )  # fmt: skip


def drifts(
    plans: Sequence[WaveFigures], estimated: Mapping[int, Estimated], form: Form
) -> Iterator[Drift]:
    for earlier, later in pairwise(plans):
        names = (earlier.wave.id, later.wave.id)
        sides = [estimated[id(plan.now)] for plan in (earlier, later)]
        if not all(
            form.enough(len(s.shares), FEWEST_CONTRAST) and len(s.shares) for s in sides
        ):
            why = "Drift is shown where both waves have at least twelve answers that are shown."
            yield Drift(*names, "withheld", why)
        else:
            yield shown_drift(names, sides, form)


def shown_drift(names: tuple[str, str], sides: Sequence[Estimated], form: Form) -> Drift:
    first, second = sides
    split = drift_split(first.shares, first.people, second.shares, second.people)
    stayers = split.stayers.n if split.stayers else 0
    if split.stayers is None or not form.enough(stayers, FEWEST_STAYERS) or stayers < 2:
        why = "Fewer than six people can be recognised in both waves."
        return Drift(*names, "withheld", why, stayer_count=None)
    total = form_axes(split.total, form)
    parts = [
        form.parts({"members": float(m), "membership": float(t - m)}, 0.1)
        for m, t in zip(split.members, split.total, strict=True)
    ]
    return Drift(
        *names,
        shown=form.shown,
        why=None,
        stayer_count=stayers,
        total={a: round(sum(p.values()), 10) for a, p in zip(AXES, parts, strict=True)}
        if not form.exact
        else total,
        members_changed={a: p["members"] for a, p in zip(AXES, parts, strict=True)},
        membership_changed={a: p["membership"] for a, p in zip(AXES, parts, strict=True)},
        stayers=move(split.stayers, form),
        announced=split.stayers.notable,
    )


def form_axes(values: Floats, form: Form) -> dict[str, float]:
    return {axis: form.number(float(v)) for axis, v in zip(AXES, values, strict=True)}


def positive_chances(
    plans: Sequence[WaveFigures], estimated: Mapping[int, Estimated], form: Form
) -> dict[str, tuple[float, float]]:
    chances = {}
    for plan in plans:
        found = estimated[id(plan.now)]
        n = len(found.shares)
        if found.estimate is not None and n > 1 and form.enough(n, FEWEST_PARTS):
            x, y, _ = found.estimate.of("positive")
            chances[plan.wave.id] = (float(x), float(y))
    return chances
