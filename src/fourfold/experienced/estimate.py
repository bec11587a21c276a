"""Every requested mean of a package estimated in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from fourfold.experienced.moments import Moments
from fourfold.position.geometry import axes_of
from fourfold.position.inference import infer


@dataclass(frozen=True)
class Estimate:
    """One mean with what is inferred of it: the fields of Inference, as plain numbers."""

    moments: Moments
    centre: list[float]
    low: list[float]
    high: list[float]
    half: list[float]
    tilt: float
    centre_excluded: bool
    amplitude: float
    direction: float
    dominant: list[float]
    quadrant: list[float]
    positive: list[float]


def estimate_all(found: Sequence[Moments], seed: int) -> list[Estimate]:
    """Estimates in the order of the moments; those with equal df are drawn for together."""
    by_df: dict[float, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        by_df[one.df].append(number)
    estimates: dict[int, Estimate] = {}
    for df, numbers in by_df.items():
        centres = axes_of(np.stack([found[i].shares for i in numbers]))
        covariances = np.stack([found[i].covariance for i in numbers])
        batch = infer(centres, covariances, df, seed=seed)
        # Lists, made once for all: taking single numbers out of arrays is slow.
        columns = [getattr(batch, field.name).tolist() for field in fields(batch)]
        for number, values in zip(numbers, zip(*columns, strict=True), strict=True):
            estimates[number] = Estimate(found[number], *values)
    return [estimates[i] for i in range(len(found))]
