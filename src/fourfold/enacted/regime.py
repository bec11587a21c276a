"""The whole regime: what the average partnership is pulled towards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from fourfold.enacted.estimate import enacted_at, states
from fourfold.enacted.facts import Fact, weighing
from fourfold.enacted.result import Enacted


def enacted_regime(
    facts_by_partnership: Iterable[Sequence[Fact]], at: date | None, seed: int
) -> Enacted | None:
    """One fact an instrument, weighing what it weighs on average over all partnerships.

    Family caps are applied within each partnership before the average. None without facts.
    """
    weights: dict[tuple[str, str], float] = defaultdict(float)
    example: dict[tuple[str, str], Fact] = {}
    partnerships = 0
    for facts in facts_by_partnership:
        partnerships += 1
        found = [fact for fact in facts if fact.in_force(at)]
        for fact, weight in zip(found, capped_weights(found), strict=True):
            key = (fact.instrument.id, fact.state)
            weights[key] += weight
            example.setdefault(key, fact)
    if not example:
        return None
    averaged = [
        replace(
            fact, weight=weights[key] / partnerships, scope="programme",
            family=None, start=None, end=None, issuer=None, source=None,
        )
        for key, fact in sorted(example.items())
    ]  # fmt: skip
    return enacted_at([f for f in averaged if f.state != "false"], None, seed)


def capped_weights(facts: Sequence[Fact]) -> list[float]:
    """Weights after family caps, of facts that are so or may be so."""
    scale = weighing(facts)
    so = states(facts, "true")
    return list(scale.capped(scale.weights, so + states(facts, "unknown")).tolist())
