"""All answers as one sheet: a row for each respondent in a wave, a column for each item.

An item is a question in a frame and, for allocations, one of its four options. The sheet is
dense: 10,000 partnerships of 12 respondents and 52 items make 50 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fourfold.theory.model import IMPERATIVES, Question, Questionnaire


class Item(NamedTuple):
    """One number that is asked for."""

    question: str
    frame: str
    option: str


def items_of(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """Every item of the questionnaire, in its order; ratings have the option ''."""
    return tuple(
        Item(question.id, frame, option)
        for question in questionnaire.questions
        for frame in question.frames
        for option in options_of(question)
    )


def options_of(question: Question) -> Sequence[str]:
    return IMPERATIVES if question.kind == "allocation" else ("",)


@dataclass(frozen=True)
class AnswerSheet:
    """Answers (members, items), NaN where not given; members sorted by wave, respondent.

    `wave` (members,) indexes `waves`. An allocation that was answered has no NaN: options
    left out of it count as 0 points.
    """

    waves: tuple[str, ...]
    items: tuple[Item, ...]
    wave: NDArray[np.int64]
    respondents: tuple[str, ...]
    groups: tuple[str, ...]
    values: NDArray[np.float64]

    def columns(self, question: str, frame: str) -> list[int]:
        return [i for i, item in enumerate(self.items) if item[:2] == (question, frame)]

    def answers(self, question: str, frame: str = "now") -> NDArray[np.float64]:
        """Answers (members, options) to one question in one frame."""
        return self.values[:, self.columns(question, frame)]

    @cached_property
    def rows(self) -> dict[str, slice]:
        """The rows of each wave."""
        ends = np.searchsorted(self.wave, np.arange(len(self.waves) + 1))
        pairs = zip(self.waves, ends[:-1].tolist(), ends[1:].tolist(), strict=True)
        return {wave: slice(low, high) for wave, low, high in pairs}

    def members_of(self, wave: str) -> slice:
        """The rows of one wave; empty where nobody answered."""
        return self.rows.get(wave, slice(0, 0))
