"""Differences of positions: between two frames, and between two waves (methods 2.6, 6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fourfold.position.geometry import Floats, axes_of
from fourfold.position.inference import t_quantile

PRACTICAL_FLOOR = 0.10  # 5 points: less is not worth announcing


@dataclass(frozen=True)
class PairedChange:
    """Mean change of n members: in x, y, q with 95 % interval (3,), and in shares (4,)."""

    n: int
    axes: Floats
    low: Floats
    high: Floats
    shares: Floats

    @property
    def notable(self) -> bool:
        """Beyond both its interval and the practical floor, on x or on y."""
        beyond = (self.low > 0) | (self.high < 0)
        return bool((beyond & (np.abs(self.axes) > PRACTICAL_FLOOR))[:2].any())


def paired_change(
    before: Floats, after: Floats, invited: int | None = None
) -> PairedChange:
    """Change of the same members' shares (n, 4); `invited` for what one wave says of itself.

    Between waves there is no finite-population correction: who answers again is not all
    that would differ on another day.
    """
    n = len(before)
    difference = axes_of(after) - axes_of(before)
    mean = difference.mean(axis=0)
    left = 1 - n / invited if invited else 1.0
    spread = difference.std(axis=0, ddof=1) if n > 1 else np.full(3, np.nan)
    half = t_quantile(n - 1) * spread * np.sqrt(left / n)
    return PairedChange(n, mean, mean - half, mean + half, (after - before).mean(axis=0))


@dataclass(frozen=True)
class DriftSplit:
    """Change in x, y, q (3,) between waves; `members` + `membership` = `total`, exactly."""

    total: Floats
    members: Floats
    membership: Floats
    stayers: PairedChange | None


def drift_split(
    first: Floats, first_people: Sequence[str], second: Floats, second_people: Sequence[str]
) -> DriftSplit:
    """Shares (n, 4) of two waves, split into members who changed and who is a member."""
    total = axes_of(second).mean(axis=0) - axes_of(first).mean(axis=0)
    places = {person: place for place, person in enumerate(first_people)}
    pairs = [(places[p], place) for place, p in enumerate(second_people) if p in places]
    if not pairs:
        return DriftSplit(total, np.zeros(3), total, None)
    before, after = (list(side) for side in zip(*pairs, strict=True))
    stayers = paired_change(first[before], second[after])
    weight = (len(pairs) / len(first) + len(pairs) / len(second)) / 2
    members = weight * stayers.axes
    return DriftSplit(total, members, total - members, stayers)
