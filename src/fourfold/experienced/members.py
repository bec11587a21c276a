"""What each member answered, ready to be averaged: the member is the unit (methods 2.1)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fourfold.evidence.answersheet import AnswerSheet
from fourfold.position.geometry import Floats
from fourfold.theory.model import IMPERATIVES, Frame, Question, Questionnaire


@dataclass(frozen=True)
class Members:
    """Shares (M, 4) of every respondent of every wave, by what was asked; NaN where not.

    `now` is the mean of the aspects a member answered; where there are none, the overall
    allocation, as `now_is_overall` (M,) says. `overall` holds the overall allocation by
    frame, `aspects` each aspect, `ratings` (M,) each rating and vignette on its own scale.
    """

    sheet: AnswerSheet
    now: Floats
    now_is_overall: NDArray[np.bool_]
    overall: dict[Frame, Floats]
    aspects: dict[str, Floats]
    ratings: dict[str, Floats]


def members_of(sheet: AnswerSheet, questionnaire: Questionnaire) -> Members:
    aspects = {q.id: shares_in(sheet, q, "now") for q in questionnaire.aspects}
    overall = overall_allocations(sheet, questionnaire)
    rated = [*questionnaire.of_kind("rating"), *questionnaire.of_kind("vignette")]
    ratings = {q.id: sheet.answers(q.id)[:, 0] for q in rated}
    nothing = np.full((len(sheet.wave), len(IMPERATIVES)), np.nan)
    now = mean_of_answered([*aspects.values(), nothing])
    without = np.isnan(now)
    now = np.where(without, overall.get("now", nothing), now)
    return Members(sheet, now, without[:, 0], overall, aspects, ratings)


def shares_in(sheet: AnswerSheet, question: Question, frame: Frame) -> Floats:
    points = sheet.answers(question.id, frame)
    return np.asarray(points / points.sum(axis=1, keepdims=True))


def overall_allocations(
    sheet: AnswerSheet, questionnaire: Questionnaire
) -> dict[Frame, Floats]:
    """The mean over overall questions (usually one) in each frame."""
    frames = {f for q in questionnaire.overall for f in q.frames}
    return {
        frame: mean_of_answered([
            shares_in(sheet, q, frame) for q in questionnaire.overall if frame in q.frames
        ])
        for frame in sorted(frames)
    }


def mean_of_answered(answers: list[Floats]) -> Floats:
    """The mean (M, 4) over those arrays in which a member answered; NaN where in none."""
    stacked = np.stack(answers)
    answered = ~np.isnan(stacked)
    count = answered.sum(axis=0)
    total = np.where(answered, stacked, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def answered(values: Floats) -> NDArray[np.bool_]:
    """Which members gave an answer, of allocations (M, 4) or ratings (M,)."""
    return ~np.isnan(values if values.ndim == 1 else values[:, 0])
