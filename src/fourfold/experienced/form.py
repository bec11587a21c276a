"""The two forms a figure can take: safe, which is the default, and exact.

All rounding and all leaving out by number of people happens here, so that what comes after
has nothing to hide (methods 2.7 and 3, decision 0004).
"""

from __future__ import annotations

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

    def number(self, value: float, step: float = AXIS_STEP) -> float:
        return value if self.exact else to_step(value, step)

    def interval(
        self, value: float, low: float, high: float, step: float = AXIS_STEP
    ) -> Interval:
        """Ends outside [-1, 1] are cut off; unknown ends (NaN) are None."""
        return Interval(self.number(value, step), *self.ends(low, high, step))

    def ends(
        self, low: float, high: float, step: float = AXIS_STEP
    ) -> tuple[float | None, float | None]:
        if low != low or high != high:  # NaN: one answer has no spread
            return None, None
        low, high = self.widened(low, high, step)
        return max(low, -1.0), min(high, 1.0)

    def widened(self, low: float, high: float, step: float) -> tuple[float, float]:
        return (low, high) if self.exact else outward(low, high, step)

    def parts(
        self, parts: Mapping[str, float], step: float = SHARE_STEP
    ) -> dict[str, float]:
        """Parts of a whole, such as shares or probabilities."""
        return dict(parts) if self.exact else parts_to_step(parts, step)

    def ellipse(self, half_x: float, half_y: float, tilt: float) -> Ellipse | None:
        if half_x != half_x or half_y != half_y:
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
