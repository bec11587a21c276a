"""Free ratings: strength of each imperative, the eight octants, single items, vignettes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fourfold.experienced.moments import unanswered
from fourfold.position.geometry import Floats
from fourfold.position.inference import hotelling_distance, hotelling_limit, t_quantile
from fourfold.position.summary import Summary, circle_axes, structural_summary


@dataclass(frozen=True)
class Mean:
    """The mean of members' ratings, its 95 % interval, and their variance.

    One member has neither an interval nor a variance: they are NaN.
    """

    value: float
    low: float
    high: float
    variance: float


def means_of(values: Floats, invited: int | None) -> list[Mean]:
    """Means of k ratings (n, k); `invited` how many could have answered."""
    n = len(values)
    means = values.sum(axis=0) / n
    if n < 2:
        return [Mean(value, math.nan, math.nan, math.nan) for value in means.tolist()]
    centred = values - means
    variances = (centred * centred).sum(axis=0) / (n - 1)
    halves = t_quantile(n - 1) * np.sqrt(variances * (unanswered(n, invited) / n))
    columns = (means, means - halves, means + halves, variances)
    return [Mean(*found) for found in np.stack(columns, axis=1).tolist()]


@dataclass(frozen=True)
class OctantSummary:
    """Structural summary of the mean profile; x and y with intervals."""

    summary: Summary
    x: Mean
    y: Mean
    centre_excluded: bool


def octant_summary(scores: Floats, degrees: Floats, invited: int | None) -> OctantSummary:
    """Of members' eight ratings (n, 8), scaled 0 to 1, at these angles."""
    points = circle_axes(scores, degrees)
    n = len(scores)
    excluded = False
    if n > 2:
        centred = points - points.mean(axis=0)
        covariance = centred.T @ centred / (n - 1) * unanswered(n, invited) / n
        distance = hotelling_distance(points.mean(axis=0)[None], covariance[None])[0]
        excluded = bool(distance > hotelling_limit(n - 1))
    x, y = means_of(points, invited)
    return OctantSummary(structural_summary(scores.mean(axis=0), degrees), x, y, excluded)


@dataclass(frozen=True)
class VignetteRanks:
    """Mean place of members' own rating among described partnerships, and share of ties."""

    rank: float
    ties: float


def vignette_ranks(own: Floats, described: Floats) -> VignetteRanks:
    """King & Wand's C: 1 + how many of the described (n, v) a member's own (n,) is above.

    A tie counts half.
    """
    above = (described < own[:, None]).sum(axis=1)
    equal = (described == own[:, None]).sum(axis=1)
    return VignetteRanks(float((1 + above + equal / 2).mean()), float((equal > 0).mean()))
