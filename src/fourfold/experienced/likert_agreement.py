"""Agreement and reliability of ratings on a scale of A points (methods 2.5).

rwg: James, Demaree & Wolf 1984; r*wg(J): Lindell, Brandt & Whitney 1999; AD: Burke,
Finkelstein & Dusig 1999; ICC in the form of Bliese 2000, as in R's package multilevel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np

from fourfold.experienced.agreement import CHANCE_GROUPS, LARGEST_DRAWN
from fourfold.position.geometry import Floats

CHANCE_SEED = 20010604


def uniform_variance(points: int) -> float:
    """σ²E = (A² − 1)/12: of ratings, if every point of the scale were equally likely."""
    return (points**2 - 1) / 12


def rwg(variance: float, expected: float) -> float:
    """1 − s²/σ²E from the sample variance of one item; 0 where ratings spread further."""
    return max(0.0, 1 - variance / expected)


def lindell_rwg(ratings: Floats, expected: float) -> float:
    """r*wg(J) = 1 − mean s²/σ²E of J items (n, J); it does not grow with J."""
    return float(1 - ratings.var(axis=0, ddof=1).mean() / expected)


def rwg_of_items(ratings: Floats, expected: float) -> float:
    """rwg(J) of J items (n, J), by the Spearman-Brown formula; at least 0."""
    agreed = lindell_rwg(ratings, expected)
    items = ratings.shape[1]
    return max(0.0, float(items * agreed / (items * agreed + 1 - agreed)))


def mean_deviation(ratings: Floats) -> float:
    """AD_M: mean absolute deviation from the item's mean, in points; (n,) or (n, J)."""
    return float(np.abs(ratings - ratings.mean(axis=0)).mean())


@lru_cache(maxsize=512)
def chance_rwg(n: int, points: int) -> float:
    """What 5 % of groups of n reach when every point of the scale is equally likely."""
    if n > LARGEST_DRAWN:
        return chance_rwg(LARGEST_DRAWN, points) * sqrt((LARGEST_DRAWN - 1) / (n - 1))
    rng = np.random.default_rng(CHANCE_SEED)
    drawn = rng.integers(0, points, size=(CHANCE_GROUPS, n)).astype(float)
    reached = np.maximum(0, 1 - drawn.var(axis=1, ddof=1) / uniform_variance(points))
    return float(np.quantile(reached, 0.95))


@dataclass(frozen=True)
class Reliability:
    """ICC(1), of one member's rating as a sign of the group; ICC(2), of its mean."""

    one: float
    mean: float


def reliability(ratings: Floats, groups: Sequence[object] | Floats) -> Reliability:
    """ICC(1) and ICC(2) from a one-way analysis of variance of ratings (n,) by group.

    The group size is the arithmetic mean, as in R's ICC1. Means little below ten groups.
    """
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    sizes = np.bincount(place)
    means = np.bincount(place, weights=ratings) / sizes
    between = sizes @ (means - ratings.mean()) ** 2 / (len(sizes) - 1)
    within = ((ratings - means[place]) ** 2).sum() / (len(ratings) - len(sizes))
    size = len(ratings) / len(sizes)
    return Reliability(
        float((between - within) / (between + (size - 1) * within)),
        float((between - within) / between),
    )
