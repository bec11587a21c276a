"""Rounding that hides single answers and keeps sums (methods 3)."""

from __future__ import annotations

import math
from collections.abc import Mapping

SHARE_STEP = 0.05  # shares to 5 points
AXIS_STEP = 0.1  # x, y, q and what is on their scale
TINY = 1e-9


def to_step(value: float, step: float) -> float:
    """The nearest multiple of the step, written without floating dust."""
    return round(nearest(value / step) * step, 10) + 0.0


def nearest(units: float) -> int:
    """The nearest whole number, halves upwards.

    Dust left by the order of adding up does not decide: who is on the list must not show.
    """
    return math.floor(units + 0.5 + TINY)


def outward(low: float, high: float, step: float) -> tuple[float, float]:
    """An interval widened to multiples of the step, always past both of its ends.

    So the narrowest interval shown is one step wide and holds many others: nobody can tell
    from it that all answered alike.
    """
    return (
        round((math.ceil(low / step - TINY) - 1) * step, 10) + 0.0,
        round((math.floor(high / step + TINY) + 1) * step, 10) + 0.0,
    )


def upward(value: float, step: float) -> float:
    """The next multiple of the step above the value."""
    return round((math.floor(value / step + TINY) + 1) * step, 10) + 0.0


def parts_to_step(parts: Mapping[str, float], step: float) -> dict[str, float]:
    """Parts rounded to multiples of the step so that they add to their rounded sum.

    Controlled rounding: each part goes to a neighbouring multiple; those that lose least by
    it give way. So no part moves by a whole step.
    """
    units = {name: part / step for name, part in parts.items()}
    rounded = {name: nearest(unit) for name, unit in units.items()}
    surplus = nearest(sum(units.values())) - sum(rounded.values())
    if surplus:
        make_up(surplus, units, rounded)
    return {name: round(count * step, 10) + 0.0 for name, count in rounded.items()}


def make_up(surplus: int, units: Mapping[str, float], rounded: dict[str, int]) -> None:
    """Gives the surplus to the parts that lose least by it, one unit each."""
    way = 1 if surplus > 0 else -1
    gained = {name: (rounded[name] - unit) * way for name, unit in units.items()}
    gives_way = sorted(units, key=lambda name: round(gained[name], 9))
    for name in gives_way[: abs(surplus)]:
        rounded[name] += way
