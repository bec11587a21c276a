"""Rounding that hides single answers and keeps sums (methods 3)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

SHARE_STEP = 0.05  # shares to 5 points
AXIS_STEP = 0.1  # x, y, q and what is on their scale
TINY = 1e-9


def to_step(value: float, step: float) -> float:
    """The nearest multiple of the step, written without floating dust."""
    return round(round(value / step) * step, 10) + 0.0


def outward(low: float, high: float, step: float) -> tuple[float, float]:
    """An interval widened to multiples of the step."""
    return (
        round(math.floor(low / step + TINY) * step, 10) + 0.0,
        round(math.ceil(high / step - TINY) * step, 10) + 0.0,
    )


def upward(value: float, step: float) -> float:
    return round(math.ceil(value / step - TINY) * step, 10) + 0.0


def parts_to_step(parts: Mapping[str, float], step: float) -> dict[str, float]:
    """Parts rounded to multiples of the step so that they add to their rounded sum.

    Controlled rounding: each part goes to a neighbouring multiple; those that lose least by
    it give way. So no part moves by a whole step.
    """
    units = np.array(list(parts.values())) / step
    rounded = np.round(units)
    surplus = int(np.round(units.sum()) - rounded.sum())
    cost = (units - rounded) * np.sign(surplus)
    for place in np.argsort(-cost, kind="stable")[: abs(surplus)]:
        rounded[place] += np.sign(surplus)
    return {
        name: round(float(count) * step, 10) + 0.0
        for name, count in zip(parts, rounded, strict=True)
    }
