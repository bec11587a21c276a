"""What is shown of a wave beside its allocations: free ratings, vignettes, and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from fourfold.experienced.change import paired_change
from fourfold.experienced.disclosure.rounding import SHARE_STEP
from fourfold.experienced.disclosure.thresholds import FEWEST_PARTS
from fourfold.experienced.figures import OVERALL_NOW, Figure, Release, SurveyWave
from fourfold.experienced.form import ANGLE_STEP, Form
from fourfold.experienced.likert_agreement import chance_rwg, rwg, uniform_variance
from fourfold.experienced.members import Members, answered
from fourfold.experienced.publish import CHANCE_STEP, move, no_move
from fourfold.experienced.ratings import Mean, means_of, octant_summary, vignette_ranks
from fourfold.position.geometry import Floats, share_by_name
from fourfold.position.shown import (
    Agreement,
    Elevation,
    Move,
    Octants,
    Position,
    Rating,
    VignetteCheck,
)
from fourfold.theory.model import Frame, Question, Questionnaire

# Angles of the imperatives on the map, in the order of IMPERATIVES.
CORNERS = (225, 315, 45, 135)
PARTS_OF_SCALE = 20  # ratings are rounded to a twentieth of their scale


@dataclass(frozen=True)
class Vignettes:
    """Ratings of the partnerships described for one rating; NaN where not all are given."""

    anchor: str
    described: list[Question]
    own: Floats  # (M,)
    others: Floats  # (M, described)


@dataclass(frozen=True)
class FreeAnswers:
    """What all members of all waves answered beside their allocations, made ready once.

    `octants` (M, 8) are scaled 0 to 1 and stand at `angles`; `pairs` holds the overall
    allocation of each other frame (M, 4), NaN for those who gave none for now. `ratings`
    (M, k) are on their own scales, in the order of the questionnaire.
    """

    questionnaire: Questionnaire
    ratings: Floats
    octants: Floats
    angles: Floats
    vignettes: list[Vignettes]
    pairs: dict[Frame, Floats]


def free_answers(members: Members, questionnaire: Questionnaire) -> FreeAnswers:
    octants = questionnaire.octants
    scores = [scaled(members.ratings[q.id], q) for q in octants]
    now = members.overall.get("now")
    rated = [members.ratings[q.id] for q in questionnaire.of_kind("rating")]
    return FreeAnswers(
        questionnaire,
        np.stack(rated, axis=1) if rated else members.now[:, :0],
        complete(np.stack(scores, axis=1)) if octants else members.now[:, :0],
        np.array([q.angle for q in octants], dtype=float),
        list(anchored(members, questionnaire)),
        {
            frame: np.where(answered(now)[:, None], values, np.nan)
            for frame, values in members.overall.items()
            if frame != "now" and now is not None
        },
    )


def complete(values: Floats) -> Floats:
    """Rows with a gap in them are NaN throughout."""
    return np.where(np.isnan(values).any(axis=1, keepdims=True), np.nan, values)


def anchored(members: Members, questionnaire: Questionnaire) -> Iterator[Vignettes]:
    by_anchor: dict[str, list[Question]] = {}
    for question in questionnaire.of_kind("vignette"):
        by_anchor.setdefault(question.anchors or "", []).append(question)
    for anchor, described in by_anchor.items():
        ratings = [members.ratings[name] for name in (anchor, *(q.id for q in described))]
        both = complete(np.stack(ratings, axis=1))
        yield Vignettes(anchor, described, both[:, 0], both[:, 1:])


@dataclass(frozen=True)
class WaveAnswers:
    """One wave's free answers, and what decides whom to show of them."""

    wave: SurveyWave
    release: Release
    free: FreeAnswers

    @property
    def form(self) -> Form:
        return Form(self.release.exact)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.free.questionnaire

    def figure(self, what: str, values: Floats, *asked: str) -> Figure:
        """The people whose means of all that is asked are shown."""
        sums = [{one: 1.0} for one in asked]
        return self.release.whole(self.wave, what, values, sums=sums, fewest=FEWEST_PARTS)


def with_free_ratings(position: Position, answers: WaveAnswers) -> Position:
    """The position with elevation and octants, where the eight free ratings allow."""
    octants = answers.questionnaire.octants
    if position.shown == "withheld" or not octants:
        return position
    values = answers.free.octants
    figure = answers.figure("octants", values[:, 0], *(q.id for q in octants))
    if not len(figure.rows):
        return position
    profiles = Profiles(values[figure.rows], answers.free.angles, figure.invited)
    return replace(
        position,
        elevation=elevation(profiles, answers.form),
        octants=shown_octants(profiles, answers.form),
    )


def scaled(values: Floats, question: Question) -> Floats:
    low, high = question.scale or (0, 1)
    return np.asarray((values - low) / (high - low))


@dataclass(frozen=True)
class Profiles:
    """Members' ratings (n, 8), scaled 0 to 1, at these angles (8,) of the map."""

    scores: Floats
    angles: Floats
    invited: int | None


def elevation(profiles: Profiles, form: Form) -> Elevation | None:
    if not set(CORNERS) <= set(profiles.angles.tolist()):
        return None
    places = [int(np.flatnonzero(profiles.angles == corner)[0]) for corner in CORNERS]
    corners = profiles.scores[:, places]
    (mean,) = means_of(corners.mean(axis=1, keepdims=True), profiles.invited)
    strengths = share_by_name(corners.mean(axis=0))
    return Elevation(
        form.number(mean.value),
        *form.ends(mean.low, mean.high, limits=(0.0, 1.0)),
        {name: form.number(s, step=SHARE_STEP) for name, s in strengths.items()},
    )


def shown_octants(profiles: Profiles, form: Form) -> Octants:
    found = octant_summary(profiles.scores, profiles.angles, profiles.invited)
    fit, direction = float(found.summary.fit), float(found.summary.displacement)
    return Octants(
        x=form.interval(found.x.value, found.x.low, found.x.high),
        y=form.interval(found.y.value, found.y.low, found.y.high),
        amplitude=form.number(float(found.summary.amplitude)),
        displacement=form.number(direction, step=ANGLE_STEP) % 360
        if found.centre_excluded
        else None,
        fit=None if isnan(fit) else form.number(fit),
    )


def ratings(answers: WaveAnswers) -> list[Rating]:
    """Every rating, in the order of the questionnaire."""
    questions = answers.questionnaire.of_kind("rating")
    found: dict[str, Rating] = {}
    for figure, columns in rating_figures(questions, answers):
        asked = [questions[column] for column in columns]
        if not len(figure.rows):
            found |= {q.id: withheld_rating(q, figure) for q in asked}
            continue
        values = answers.free.ratings[figure.rows][:, columns]
        means = means_of(values, figure.invited)
        for question, mean in zip(asked, means, strict=True):
            found[question.id] = shown_rating(question, mean, figure, form=answers.form)
    return [found[question.id] for question in questions]


def rating_figures(
    questions: Sequence[Question], answers: WaveAnswers
) -> Iterator[tuple[Figure, list[int]]]:
    """Who stands behind which ratings: one decision for all that everybody answered.

    Octants apart from the rest, as their summary has rested on those who gave all eight.
    """
    values = answers.free.ratings
    of_wave = values[answers.release.members.sheet.members_of(answers.wave.id)]
    full = ~np.isnan(of_wave).any(axis=0)
    octant = np.array([question.angle is not None for question in questions])
    for chosen in (full & octant, full & ~octant):
        columns = np.flatnonzero(chosen).tolist()
        if columns:
            names = [questions[column].id for column in columns]
            yield answers.figure("ratings", values[:, columns[0]], *names), columns
    for column in np.flatnonzero(~full).tolist():
        asked = questions[column].id
        yield answers.figure(asked, values[:, column], asked), [column]


def withheld_rating(question: Question, figure: Figure) -> Rating:
    return Rating(
        question.id, question.text, "withheld", figure.decision.why or "No answers.",
        figure.decision.count, None, None, None, question.scale or (0, 1),
    )  # fmt: skip


def shown_rating(question: Question, mean: Mean, figure: Figure, *, form: Form) -> Rating:
    scale = question.scale or (0, 1)
    step = (scale[1] - scale[0]) / PARTS_OF_SCALE
    low, high = form.ends(mean.low, mean.high, step=step, limits=scale)
    n = len(figure.rows)
    return Rating(
        question.id, question.text, form.shown, figure.decision.why, n,
        form.number(mean.value, step=step), low, high, scale,
        rating_agreement(mean.variance, scale, n=n, form=form),
    )  # fmt: skip


def rating_agreement(
    variance: float, scale: tuple[int, int], *, n: int, form: Form
) -> Agreement | None:
    """rwg beside chance; the null is that every whole number of the scale is as likely."""
    if isnan(variance):
        return None
    points = scale[1] - scale[0] + 1
    agreed = rwg(variance, uniform_variance(points))
    return Agreement(
        form.number(agreed), form.number(chance_rwg(n, points), step=CHANCE_STEP)
    )


def vignettes(answers: WaveAnswers) -> Iterator[VignetteCheck]:
    for rated in answers.free.vignettes:
        yield vignette_check(rated, answers)


def vignette_check(rated: Vignettes, answers: WaveAnswers) -> VignetteCheck:
    anchor, described, form = rated.anchor, rated.described, answers.form
    figure = answers.figure(f"vignettes of {anchor}", rated.own, *(q.id for q in described))
    if not len(figure.rows):
        why = figure.decision.why or "No answers."
        return VignetteCheck(
            anchor, "withheld", why, figure.decision.count, None, None, None
        )
    others = rated.others[figure.rows]
    ranks = vignette_ranks(rated.own[figure.rows], others)
    means = others.mean(axis=0).tolist()
    low, high = described[0].scale or (0, 1)
    return VignetteCheck(
        anchor, form.shown, figure.decision.why, len(figure.rows),
        form.number(ranks.rank), form.number(ranks.ties),
        {
            q.id: form.number(mean, step=(high - low) / PARTS_OF_SCALE)
            for q, mean in zip(described, means, strict=True)
        },
    )  # fmt: skip


def gaps(answers: WaveAnswers) -> dict[str, Move]:
    """Wanted, documents and rewarded minus now, within those who gave both overall."""
    return {f"{frame}-now": one_gap(frame, answers) for frame in answers.free.pairs}


def one_gap(frame: Frame, answers: WaveAnswers) -> Move:
    now, then = answers.release.members.overall["now"], answers.free.pairs[frame]
    figure = answers.release.whole(
        answers.wave, f"{frame}-now", then, sums=[{frame: 1.0, OVERALL_NOW: -1.0}]
    )
    if not len(figure.rows):
        return no_move(figure.decision.why or "No answers.")
    change = paired_change(now[figure.rows], then[figure.rows], figure.invited)
    return move(change, answers.form, figure.decision.why)
