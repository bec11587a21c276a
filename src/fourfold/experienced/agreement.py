"""Agreement of allocations, beside what chance alone reaches (methods 2.5; ours)."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

import numpy as np

from fourfold.position.geometry import Floats

FLAT_TRACE = 1500.0  # of the covariance of points, if every allocation were equally likely
CHANCE_GROUPS = 20_000
LARGEST_DRAWN = 100  # members; beyond, chance shrinks with the root of their number
CHANCE_SEED = 20010602


def agreement(shares: Floats) -> float:
    """r*alloc = 1 − trace(S of points)/1500 of members' shares (n, 4), n at least 2."""
    points = 100 * (shares - shares.mean(axis=0))
    return float(1 - (points**2).sum() / (len(points) - 1) / FLAT_TRACE)


@lru_cache(maxsize=512)
def chance_agreement(n: int) -> float:
    """What 5 % of groups of n reach when every allocation is equally likely."""
    if n > LARGEST_DRAWN:
        return chance_agreement(LARGEST_DRAWN) * sqrt((LARGEST_DRAWN - 1) / (n - 1))
    rng = np.random.default_rng(CHANCE_SEED)
    amounts = rng.standard_exponential((CHANCE_GROUPS, n, 4))
    points = 100 * amounts / amounts.sum(axis=2, keepdims=True)
    reached = 1 - points.var(axis=1, ddof=1).sum(axis=1) / FLAT_TRACE
    return float(np.quantile(reached, 0.95))
