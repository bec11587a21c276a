"""The two forms a figure can take: safe, which is the default, and exact.

All rounding and all leaving out by number of people happens here, so that what comes after
has nothing to hide (methods 2.7 and 3, decision 0004).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.experienced.disclosure.rounding import (
    AXIS_STEP,
    SHARE_STEP,
    outward,
    parts_to_step,
    to_step,
    upward,
)
from fourfold.position.shown import Ellipse, Interval, Shown, Tension

ANGLE_STEP = 15.0  # degrees
TILT_STEP = 0.5


@dataclass(frozen=True)
class Form:
    """How figures are given: `exact` as computed, otherwise rounded and thresholded."""

    exact: bool

    @property
    def shown(self) -> Shown:
        return "exact" if self.exact else "rounded"

    def enough(self, n: int, fewest: int) -> bool:
        return self.exact or n >= fewest

    def number(self, value: float, *, step: float = AXIS_STEP) -> float:
        return value if self.exact else to_step(value, step)

    def interval(
        self,
        value: float,
        low: float,
        high: float,
        *,
        limits: tuple[float, float] = (-1.0, 1.0),
    ) -> Interval:
        """A place or a move between places, with its interval."""
        return Interval(self.number(value), *self.ends(low, high, limits=limits))

    def ends(
        self,
        low: float,
        high: float,
        *,
        step: float = AXIS_STEP,
        limits: tuple[float, float] = (-1.0, 1.0),
    ) -> tuple[float | None, float | None]:
        """Ends outside the limits are cut off; unknown ends (one answer) are None."""
        if math.isnan(low) or math.isnan(high):
            return None, None
        if not self.exact:
            low, high = outward(low, high, step)
        return max(low, limits[0]), min(high, limits[1])

    def parts(
        self, parts: Mapping[str, float], step: float = SHARE_STEP
    ) -> dict[str, float]:
        """Parts of a whole, such as shares or probabilities."""
        return dict(parts) if self.exact else parts_to_step(parts, step)

    def ellipse(self, half_x: float, half_y: float, tilt: float) -> Ellipse | None:
        if math.isnan(half_x) or math.isnan(half_y):
            return None
        if self.exact:
            return Ellipse(half_x, half_y, tilt)
        return Ellipse(
            upward(half_x, AXIS_STEP), upward(half_y, AXIS_STEP), to_step(tilt, TILT_STEP)
        )

    def tension(self, found: Tension, *, groups_shown: bool) -> Tension:
        parts = {"within": found.within_members, "between": found.between_members}
        if found.between_groups is not None:
            if groups_shown:
                parts["groups"] = found.between_groups
            else:
                parts["between"] += found.between_groups
        shown = self.parts(parts, AXIS_STEP)
        total = found.total if self.exact else to_step(sum(shown.values()), AXIS_STEP)
        return Tension(total, shown["within"], shown["between"], shown.get("groups"))
