"""Every requested mean of a package estimated in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fourfold.experienced.moments import Moments
from fourfold.position.geometry import Floats, axes_of
from fourfold.position.inference import Inference, infer


@dataclass(frozen=True)
class Estimate:
    """One mean with what is inferred of it: row `place` of a batch."""

    moments: Moments
    batch: Inference
    place: int

    def of(self, name: str) -> Floats:
        """One field of the inference, such as "low", for this estimate."""
        return np.asarray(getattr(self.batch, name)[self.place])


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
        estimates |= {
            i: Estimate(found[i], batch, place) for place, i in enumerate(numbers)
        }
    return [estimates[i] for i in range(len(found))]
