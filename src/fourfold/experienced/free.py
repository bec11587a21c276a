"""What is shown of a wave beside its allocations: free ratings, vignettes, and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fourfold.experienced.change import paired_change
from fourfold.experienced.disclosure.thresholds import FEWEST_PARTS
from fourfold.experienced.figures import Figure, Release, SurveyWave
from fourfold.experienced.form import ANGLE_STEP, Form
from fourfold.experienced.members import answered
from fourfold.experienced.publish import move, no_move
from fourfold.experienced.ratings import Mean, mean_of, octant_summary, vignette_ranks
from fourfold.position.geometry import Floats
from fourfold.position.shown import (
    Elevation,
    Interval,
    Move,
    Octants,
    Position,
    Rating,
    VignetteCheck,
)
from fourfold.theory.model import IMPERATIVES, Question, Questionnaire

# Angles of the imperatives on the map, in the order of IMPERATIVES.
CORNERS = (225, 315, 45, 135)
STRENGTH_STEP = 0.05
TENTHS = 20  # ratings are rounded to a twentieth of their scale


def with_free_ratings(
    position: Position, wave: SurveyWave, release: Release, questionnaire: Questionnaire
) -> Position:
    """The position with elevation and octants, where the eight free ratings allow."""
    octants = questionnaire.octants
    if position.shown == "withheld" or not octants:
        return position
    values = np.stack([scaled(release.members.ratings[q.id], q) for q in octants], axis=1)
    complete = np.where(np.isnan(values).any(axis=1), np.nan, values[:, 0])
    figure = release.whole(wave, "octants", complete)
    form = Form(release.exact)
    if (
        figure.withheld
        or not form.enough(len(figure.rows), FEWEST_PARTS)
        or not len(figure.rows)
    ):
        return position
    angles = np.array([q.angle for q in octants], dtype=float)
    return replace(
        position,
        elevation=elevation(values[figure.rows], angles, figure.invited, form),
        octants=shown_octants(values[figure.rows], angles, figure.invited, form),
    )


def scaled(values: Floats, question: Question) -> Floats:
    low, high = question.scale or (0, 1)
    return np.asarray((values - low) / (high - low))


def elevation(
    scores: Floats, angles: Floats, invited: int | None, form: Form
) -> Elevation | None:
    places = [
        int(np.flatnonzero(angles == corner)[0]) for corner in CORNERS if corner in angles
    ]
    if len(places) < len(CORNERS):
        return None
    corners = scores[:, places]
    mean = mean_of(corners.mean(axis=1), invited)
    low, high = unit_ends(mean, form)
    return Elevation(
        form.number(mean.value),
        low,
        high,
        {
            name: form.number(float(strength), STRENGTH_STEP)
            for name, strength in zip(IMPERATIVES, corners.mean(axis=0), strict=True)
        },
    )


def unit_ends(mean: Mean, form: Form) -> tuple[float | None, float | None]:
    low, high = form.ends(mean.low, mean.high)
    return (None if low is None else max(low, 0.0)), high


def shown_octants(
    scores: Floats, angles: Floats, invited: int | None, form: Form
) -> Octants:
    found = octant_summary(scores, angles, invited)
    return Octants(
        x=interval_of(found.x, form),
        y=interval_of(found.y, form),
        amplitude=form.number(float(found.summary.amplitude)),
        displacement=form.number(float(found.summary.displacement), ANGLE_STEP) % 360
        if found.centre_excluded
        else None,
        fit=form.number(float(np.nan_to_num(found.summary.fit))),
    )


def interval_of(mean: Mean, form: Form) -> Interval:
    return form.interval(mean.value, mean.low, mean.high)


def ratings(
    wave: SurveyWave, release: Release, questionnaire: Questionnaire
) -> Iterator[Rating]:
    for question in questionnaire.of_kind("rating"):
        values = release.members.ratings[question.id]
        yield shown_rating(
            question, release.whole(wave, question.id, values), values, release
        )


def shown_rating(
    question: Question, figure: Figure, values: Floats, release: Release
) -> Rating:
    scale = question.scale or (0, 1)
    if figure.withheld or not len(figure.rows):
        why = figure.decision.why or "No answers."
        return Rating(
            question.id, question.text, "withheld", why, figure.decision.count,
            None, None, None, scale,
        )  # fmt: skip
    form = Form(release.exact)
    step = (scale[1] - scale[0]) / TENTHS
    mean = mean_of(values[figure.rows], figure.invited)
    low, high = scale_ends(mean, scale, step, form)
    return Rating(
        question.id, question.text, form.shown, figure.decision.why, len(figure.rows),
        form.number(mean.value, step), low, high, scale,
    )  # fmt: skip


def scale_ends(
    mean: Mean, scale: tuple[int, int], step: float, form: Form
) -> tuple[float | None, float | None]:
    """Ends of an interval on the question's own scale, cut off where the scale ends."""
    if mean.low != mean.low:
        return None, None
    low, high = form.widened(mean.low, mean.high, step)
    return max(low, float(scale[0])), min(high, float(scale[1]))


def vignettes(
    wave: SurveyWave, release: Release, questionnaire: Questionnaire
) -> Iterator[VignetteCheck]:
    by_anchor: dict[str, list[Question]] = {}
    for question in questionnaire.of_kind("vignette"):
        by_anchor.setdefault(question.anchors or "", []).append(question)
    for anchor, described in by_anchor.items():
        yield vignette_check(anchor, described, wave, release)


def vignette_check(
    anchor: str, described: list[Question], wave: SurveyWave, release: Release
) -> VignetteCheck:
    ratings_by_id = release.members.ratings
    own = ratings_by_id[anchor]
    others = np.stack([ratings_by_id[q.id] for q in described], axis=1)
    complete = np.where(np.isnan(others).any(axis=1), np.nan, own)
    figure = release.whole(wave, f"vignettes of {anchor}", complete)
    form = Form(release.exact)
    if (
        figure.withheld
        or not form.enough(len(figure.rows), FEWEST_PARTS)
        or not len(figure.rows)
    ):
        why = figure.decision.why or "Ratings are compared from eight answers on."
        return VignetteCheck(
            anchor, "withheld", why, figure.decision.count, None, None, None
        )
    ranks = vignette_ranks(own[figure.rows], others[figure.rows])
    means = others[figure.rows].mean(axis=0)
    low, high = described[0].scale or (0, 1)
    return VignetteCheck(
        anchor, form.shown, None, len(figure.rows),
        form.number(ranks.rank), form.number(ranks.ties),
        {
            q.id: form.number(float(mean), (high - low) / TENTHS)
            for q, mean in zip(described, means, strict=True)
        },
    )  # fmt: skip


def gaps(wave: SurveyWave, release: Release) -> dict[str, Move]:
    """Wanted, documents and rewarded minus now, of those who gave both overall allocations."""
    overall = release.members.overall
    if "now" not in overall:
        return {}
    return {
        f"{frame}-now": one_gap(wave, release, overall["now"], values, f"{frame}-now")
        for frame, values in overall.items()
        if frame != "now"
    }


def one_gap(
    wave: SurveyWave, release: Release, now: Floats, then: Floats, name: str
) -> Move:
    both = np.where((answered(now) & answered(then))[:, None], then, np.nan)
    figure = release.whole(wave, name, both)
    if figure.withheld or not len(figure.rows):
        return no_move(figure.decision.why or "No answers.")
    change = paired_change(now[figure.rows], then[figure.rows], figure.invited)
    return move(change, Form(release.exact), figure.decision.why)
