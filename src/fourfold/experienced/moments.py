"""Mean and covariance of x, y, q over some members (methods 2.2, 2.3).

With N members invited and n answers the covariance of the mean is S/n·(1 − n/N): what is
asked is where this partnership's members stand, and they are a finite population.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fourfold.position.geometry import Floats, axes_of

FEWEST_POOLED = 3  # partnerships
FEWEST_POOLED_DF = 12
FEWEST_IN_STRATUM = 2


@dataclass(frozen=True)
class Pool:
    """The covariance (3, 3) within partnerships of a portfolio, and its df."""

    covariance: Floats
    df: float


@dataclass(frozen=True)
class Stratum:
    """Members who share a sector: their places in the sample, and how many were invited."""

    members: tuple[int, ...]
    invited: int


@dataclass(frozen=True)
class Moments:
    """Weights (n,) of members, mean shares (4,), and covariance (3, 3) of mean x, y, q."""

    n: int
    invited: int | None
    weights: Floats
    shares: Floats
    covariance: Floats
    df: float
    pooled: bool
    adjusted: bool


def moments(
    shares: Floats,
    invited: int | None,
    *,
    strata: Sequence[Stratum] = (),
    pool: Pool | None = None,
) -> Moments:
    """Moments of members' shares (n, 4), weighted to the strata where these are given."""
    n = len(shares)
    if strata:
        weights, factor = stratified(strata, n)
    else:
        weights, factor = np.full(n, 1 / n), unanswered(n, invited) / n
    if pool is not None:
        spread, df = pool.covariance, pool.df
    elif strata:
        spread, df = within_strata(axes_of(shares), strata), float(n - len(strata))
    else:
        spread, df = covariance_of(axes_of(shares)), float(n - 1)
    return Moments(
        n, invited, weights, weights @ shares, spread * factor, df,
        pooled=pool is not None, adjusted=bool(strata),
    )  # fmt: skip


def unanswered(n: int, invited: int | None) -> float:
    """The finite-population correction: the share of those invited who did not answer."""
    return max(0.0, 1 - n / invited) if invited else 1.0


def covariance_of(axes: Floats) -> Floats:
    """Sample covariance (3, 3) of members' x, y, q; zero, with no df, for one member."""
    if len(axes) < 2:
        return np.zeros((3, 3))
    centred = axes - axes.mean(axis=0)
    return np.asarray(centred.T @ centred / (len(axes) - 1))


def within_strata(axes: Floats, strata: Sequence[Stratum]) -> Floats:
    centred = np.concatenate([
        axes[list(s.members)] - axes[list(s.members)].mean(axis=0) for s in strata
    ])
    return np.asarray(centred.T @ centred / (len(axes) - len(strata)))


def stratified(strata: Sequence[Stratum], n: int) -> tuple[Floats, float]:
    """Weights to the membership list, and what turns S into the covariance of the mean."""
    total = sum(s.invited for s in strata)
    weights = np.zeros(n)
    factor = 0.0
    for stratum in strata:
        share, answers = stratum.invited / total, len(stratum.members)
        weights[list(stratum.members)] = share / answers
        factor += share**2 / answers * (1 - answers / stratum.invited)
    return weights, factor


def strata_of(groups: Sequence[str], listed: Mapping[str, int]) -> tuple[Stratum, ...]:
    """Strata by group, small ones put together; none where response does not differ.

    `listed` says how many of each group were invited. Strata are used only when every
    respondent's group is listed, no group gave more answers than it has members, and there
    are enough answers to tell the spread within them.
    """
    places: dict[str, list[int]] = {group: [] for group in listed}
    for place, group in enumerate(groups):
        if group not in places:
            return ()
        places[group].append(place)
    found = [Stratum(tuple(p), listed[g]) for g, p in places.items()]
    if any(len(s.members) > s.invited for s in found):
        return ()
    joined = put_together(found)
    rates = {round(len(s.members) / s.invited, 12) for s in joined}
    differs = len(rates) > 1 and len(groups) - len(joined) >= FEWEST_IN_STRATUM
    return tuple(joined) if differs else ()


def put_together(strata: Sequence[Stratum]) -> list[Stratum]:
    """Strata with too few answers as one; joined by the next smallest if still too few."""
    ordered = sorted(strata, key=lambda s: (len(s.members), s.invited))
    small = Stratum((), 0)
    large: list[Stratum] = []
    for stratum in ordered:
        pending = 0 < len(small.members) < FEWEST_IN_STRATUM or (
            small.invited and not small.members
        )
        if len(stratum.members) < FEWEST_IN_STRATUM or pending:
            small = Stratum(
                small.members + stratum.members, small.invited + stratum.invited
            )
        else:
            large.append(stratum)
    return [*([small] if small.invited else []), *large]


def pooled(samples: Sequence[Floats]) -> Pool | None:
    """The covariance within partnerships, from members' shares (n, 4) of each.

    None where there are too few partnerships or members to borrow from.
    """
    usable = [shares for shares in samples if len(shares) >= 2]
    df = sum(len(shares) - 1 for shares in usable)
    if len(usable) < FEWEST_POOLED or df < FEWEST_POOLED_DF:
        return None
    sizes = np.array([len(shares) for shares in usable])
    axes = axes_of(np.concatenate(usable))
    means = np.add.reduceat(axes, np.cumsum(sizes) - sizes) / sizes[:, None]
    centred = axes - np.repeat(means, sizes, axis=0)
    return Pool(centred.T @ centred / df, float(df))
