"""What is shown of a wave beside its allocations: free ratings, vignettes, and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan

import numpy as np

from fourfold.experienced.change import paired_change
from fourfold.experienced.disclosure.rounding import SHARE_STEP
from fourfold.experienced.disclosure.thresholds import FEWEST_PARTS
from fourfold.experienced.figures import OVERALL_NOW, Figure, Release, SurveyWave
from fourfold.experienced.form import ANGLE_STEP, Form
from fourfold.experienced.likert_agreement import chance_rwg, rwg, uniform_variance
from fourfold.experienced.members import answered
from fourfold.experienced.publish import CHANCE_STEP, move, no_move
from fourfold.experienced.ratings import mean_of, octant_summary, vignette_ranks
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
class FreeAnswers:
    """One wave's answers beside its allocations, and what decides whom to show of them."""

    wave: SurveyWave
    release: Release
    questionnaire: Questionnaire

    @property
    def form(self) -> Form:
        return Form(self.release.exact)

    def rated(self, question: Question) -> Floats:
        return self.release.members.ratings[question.id]

    def figure(self, what: str, values: Floats, *asked: str) -> Figure:
        """The people whose means of all that is asked are shown."""
        sums = [{one: 1.0} for one in asked]
        return self.release.whole(self.wave, what, values, sums=sums, fewest=FEWEST_PARTS)


def with_free_ratings(position: Position, answers: FreeAnswers) -> Position:
    """The position with elevation and octants, where the eight free ratings allow."""
    octants = answers.questionnaire.octants
    if position.shown == "withheld" or not octants:
        return position
    values = np.stack([scaled(answers.rated(q), q) for q in octants], axis=1)
    complete = np.where(np.isnan(values).any(axis=1), np.nan, values[:, 0])
    figure = answers.figure("octants", complete, *(q.id for q in octants))
    if not len(figure.rows):
        return position
    profiles = Profiles(
        values[figure.rows],
        np.array([q.angle for q in octants], dtype=float),
        figure.invited,
    )
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
    mean = mean_of(corners.mean(axis=1), profiles.invited)
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


def ratings(answers: FreeAnswers) -> Iterator[Rating]:
    for question in answers.questionnaire.of_kind("rating"):
        yield shown_rating(question, answers)


def shown_rating(question: Question, answers: FreeAnswers) -> Rating:
    scale = question.scale or (0, 1)
    ratings = answers.rated(question)
    figure, form = answers.figure(question.id, ratings, question.id), answers.form
    if not len(figure.rows):
        why = figure.decision.why or "No answers."
        return Rating(
            question.id, question.text, "withheld", why, figure.decision.count,
            None, None, None, scale,
        )  # fmt: skip
    step = (scale[1] - scale[0]) / PARTS_OF_SCALE
    shown = ratings[figure.rows]
    mean = mean_of(shown, figure.invited)
    low, high = form.ends(mean.low, mean.high, step=step, limits=scale)
    return Rating(
        question.id, question.text, form.shown, figure.decision.why, len(shown),
        form.number(mean.value, step=step), low, high, scale,
        rating_agreement(mean.variance, scale, n=len(shown), form=form),
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


def vignettes(answers: FreeAnswers) -> Iterator[VignetteCheck]:
    by_anchor: dict[str, list[Question]] = {}
    for question in answers.questionnaire.of_kind("vignette"):
        by_anchor.setdefault(question.anchors or "", []).append(question)
    for anchor, described in by_anchor.items():
        yield vignette_check(anchor, described, answers)


def vignette_check(
    anchor: str, described: list[Question], answers: FreeAnswers
) -> VignetteCheck:
    own = answers.release.members.ratings[anchor]
    others = np.stack([answers.rated(q) for q in described], axis=1)
    complete = np.where(np.isnan(others).any(axis=1), np.nan, own)
    figure = answers.figure(f"vignettes of {anchor}", complete, *(q.id for q in described))
    form = answers.form
    if not len(figure.rows):
        why = figure.decision.why or "No answers."
        return VignetteCheck(
            anchor, "withheld", why, figure.decision.count, None, None, None
        )
    ranks = vignette_ranks(own[figure.rows], others[figure.rows])
    means = others[figure.rows].mean(axis=0).tolist()
    low, high = described[0].scale or (0, 1)
    return VignetteCheck(
        anchor, form.shown, figure.decision.why, len(figure.rows),
        form.number(ranks.rank), form.number(ranks.ties),
        {
            q.id: form.number(mean, step=(high - low) / PARTS_OF_SCALE)
            for q, mean in zip(described, means, strict=True)
        },
    )  # fmt: skip


def gaps(answers: FreeAnswers) -> dict[str, Move]:
    """Wanted, documents and rewarded minus now, within those who gave both overall."""
    overall = answers.release.members.overall
    if "now" not in overall:
        return {}
    return {f"{frame}-now": one_gap(frame, answers) for frame in overall if frame != "now"}


def one_gap(frame: Frame, answers: FreeAnswers) -> Move:
    overall = answers.release.members.overall
    now, then = overall["now"], overall[frame]
    both = np.where((answered(now) & answered(then))[:, None], then, np.nan)
    figure = answers.release.whole(
        answers.wave, f"{frame}-now", both, sums=[{frame: 1.0, OVERALL_NOW: -1.0}]
    )
    if not len(figure.rows):
        return no_move(figure.decision.why or "No answers.")
    change = paired_change(now[figure.rows], then[figure.rows], figure.invited)
    return move(change, answers.form, figure.decision.why)
