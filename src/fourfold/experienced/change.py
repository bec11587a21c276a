"""Differences of positions: between frames, and between waves (methods 2.6, 6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fourfold.experienced.moments import unanswered
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
    """Change of the same members' shares (n, 4); `invited` within one wave only.

    Between waves there is no finite-population correction: who answers again is not all
    that would differ on another day.
    """
    n = len(before)
    difference = axes_of(after) - axes_of(before)
    mean = difference.sum(axis=0) / n
    centred = difference - mean
    variance = (centred * centred).sum(axis=0) / max(n - 1, 1)
    half = t_quantile(n - 1) * np.sqrt(variance * (unanswered(n, invited) / n))
    return PairedChange(n, mean, mean - half, mean + half, (after - before).mean(axis=0))


@dataclass(frozen=True)
class Side:
    """One of two waves compared: people, shares (n, 4), and weights (n,) adding to 1."""

    people: Sequence[str]
    shares: Floats
    weights: Floats


@dataclass(frozen=True)
class Stayers:
    """Who answered both times: their places in each wave, and how much their change weighs.

    Weights are the mean of those in the two waves, so that the order of waves is no matter.
    """

    first: list[int]
    second: list[int]
    weights: Floats


@dataclass(frozen=True)
class DriftSplit:
    """Change in x, y, q (3,) between waves; `members` + `membership` = `total`, exactly."""

    total: Floats
    members: Floats
    membership: Floats
    stayers: PairedChange | None


def stayers_of(first: Side, second: Side) -> Stayers:
    places = {person: place for place, person in enumerate(first.people)}
    pairs = [(places[p], place) for place, p in enumerate(second.people) if p in places]
    before, after = [b for b, _ in pairs], [a for _, a in pairs]
    return Stayers(before, after, (first.weights[before] + second.weights[after]) / 2)


def drift_split(first: Side, second: Side) -> DriftSplit:
    """The change from one wave to the next, split into members changing and membership."""
    total = second.weights @ axes_of(second.shares) - first.weights @ axes_of(first.shares)
    stay = stayers_of(first, second)
    if not stay.first:
        return DriftSplit(total, np.zeros(3), total, None)
    before, after = first.shares[stay.first], second.shares[stay.second]
    members = stay.weights @ (axes_of(after) - axes_of(before))
    return DriftSplit(total, members, total - members, paired_change(before, after))
