"""Facts as the estimator takes them: which pull, how strongly, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from fourfold.position.geometry import Floats
from fourfold.theory.model import Instrument

State = Literal["true", "false", "unknown"]
FAMILY_CAP = 3.0  # one statute or contract counts at most this much, however many facts


@dataclass(frozen=True)
class Fact:
    """A recorded fact. Without `start` it holds from the beginning, without `end` for good;
    on the day `end` it no longer counts. `weight` is 1 to 3.
    """

    instrument: Instrument
    state: State
    weight: float
    scope: Literal["partnership", "programme"]
    family: str | None = None
    start: date | None = None
    end: date | None = None
    issuer: str | None = None
    source: str | None = None

    def in_force(self, at: date | None) -> bool:
        """Whether the fact's dates cover `at`; with no date, whether it has not ended."""
        if at is None:
            return self.end is None
        return (self.start is None or self.start <= at) and (
            self.end is None or at < self.end
        )


@dataclass(frozen=True)
class Weighing:
    """Facts as arrays: weights (F,), directions (F, 4), and families to be capped."""

    weights: Floats
    directions: Floats
    families: tuple[tuple[int, ...], ...]

    def capped(self, weights: Floats, present: Floats) -> Floats:
        """Weights (..., F) of the facts present (..., F), families scaled to the cap."""
        used = weights * present
        for family in self.families:
            places = list(family)
            total = used[..., places].sum(axis=-1, keepdims=True)
            used[..., places] *= FAMILY_CAP / np.maximum(total, FAMILY_CAP)
        return used


def weighing(facts: Sequence[Fact]) -> Weighing:
    by_family: dict[str, list[int]] = {}
    for place, fact in enumerate(facts):
        if fact.family:
            by_family.setdefault(fact.family, []).append(place)
    return Weighing(
        np.array([fact.weight for fact in facts], dtype=float),
        np.array([fact.instrument.direction.shares() for fact in facts]).reshape(-1, 4),
        tuple(tuple(places) for places in by_family.values()),
    )
