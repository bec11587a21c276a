"""Two groups of members compared: one permutation test, then an interval for each axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from fourfold.position.geometry import Floats, axes_of
from fourfold.position.inference import t_quantile

MOST_ARRANGEMENTS = 20_000  # up to here every arrangement is tried; beyond, so many drawn
CONTRAST_SEED = 20010603
TIE = 1e-12


@dataclass(frozen=True)
class GroupContrast:
    """Second group minus first in x and y, with Welch intervals; distance and its p."""

    difference: Floats
    low: Floats
    high: Floats
    distance: float
    p: float
    exact: bool


def group_contrast(first: Floats, second: Floats) -> GroupContrast:
    """Contrast of members' shares (a, 4) and (b, 4)."""
    a, b = axes_of(first)[:, :2], axes_of(second)[:, :2]
    difference = b.mean(axis=0) - a.mean(axis=0)
    half = welch_half_width(a, b)
    p, exact = permutation_p(a, b)
    return GroupContrast(
        difference, difference - half, difference + half,
        float(np.hypot(*difference)), p, exact,
    )  # fmt: skip


def welch_half_width(a: Floats, b: Floats) -> Floats:
    parts = [group.var(axis=0, ddof=1) / len(group) for group in (a, b)]
    variance = parts[0] + parts[1]
    below = parts[0] ** 2 / (len(a) - 1) + parts[1] ** 2 / (len(b) - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        df = np.where(below > 0, variance**2 / below, len(a) + len(b) - 2)
    return np.asarray([t_quantile(float(d)) for d in df] * np.sqrt(variance))


def permutation_p(a: Floats, b: Floats) -> tuple[float, bool]:
    """Chance of a distance this large if groups did not matter; exact where affordable."""
    together = np.concatenate([a, b])
    total, n = together.sum(axis=0), len(together)
    arrangements, exact = group_arrangements(n, len(a))
    first = arrangements @ together
    apart = (total - first) / len(b) - first / len(a)
    distances = np.hypot(apart[:, 0], apart[:, 1])
    observed = np.hypot(*(b.mean(axis=0) - a.mean(axis=0)))
    as_far = int((distances >= observed - TIE).sum())
    if exact:
        return as_far / len(distances), True
    return (as_far + 1) / (len(distances) + 1), False


@lru_cache(maxsize=16)
def group_arrangements(n: int, size: int) -> tuple[Floats, bool]:
    """Who could make the first group (arrangements, n), 1 or 0; whether these are all."""
    exact = comb(n, size) <= MOST_ARRANGEMENTS
    if exact:
        members = np.array(list(combinations(range(n), size)))
    else:
        rng = np.random.default_rng(CONTRAST_SEED)
        members = rng.random((MOST_ARRANGEMENTS, n)).argsort(axis=1)[:, :size]
    chosen = np.zeros((len(members), n))
    np.put_along_axis(chosen, members, 1.0, axis=1)
    return chosen, exact


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values adjusted for how many there are (Holm 1979)."""
    order = np.argsort(p_values)
    adjusted = np.empty(len(p_values))
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return [float(p) for p in adjusted]
