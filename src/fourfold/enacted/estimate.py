"""The enacted position: additive facts with contestable weights (methods 6.1).

m = Σ wᵢ·aᵢ·πᵢ + k₀/4 on each pole, p = m/Σm. Two pseudo-facts' worth at the centre keep one
lone fact from deciding everything. Unknown facts count as not so, and their bounds say what
they could change; weights are drawn around those recorded to see what holds all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

import numpy as np

from fourfold.enacted.facts import Fact, Weighing, weighing
from fourfold.enacted.result import Acceptability, Enacted, EnactedPath, FactInForce
from fourfold.position.geometry import AXES, QUADRANTS, Floats, axes_of, share_by_name
from fourfold.position.shown import Interval

PSEUDO_FACTS = 2.0  # weight at the centre, shared by the four poles
SMAA_DRAWS = 20_000
CLOUD = 200  # drawn positions kept for the picture
FEWEST_INTERNAL = 3  # internal facts before x is drawn as a point (methods 6.1)
STRONGEST = 3.0
MOST_EXHAUSTIVE = 12  # unknown facts up to which every way they could turn out is tried
LARGEST_LISTED = 3
ONE_DAY = timedelta(days=1)


def enacted_path(facts: Sequence[Fact], at: date | None, seed: int) -> EnactedPath | None:
    """The position at a date, and at every date at which the facts changed.

    Where no fact is in force any more, the position is of the last day on which one was;
    None where there is no such day.
    """
    if not any(fact.in_force(at) for fact in facts):
        ended = [f.end for f in facts if f.end is not None and (at is None or f.end <= at)]
        if not ended:
            return None
        at = max(ended) - ONE_DAY
    changes = sorted({d for f in facts for d in (f.start, f.end) if d is not None})
    history = [enacted_at(facts, day, seed) for day in changes]
    return EnactedPath(enacted_at(facts, at, seed), tuple(history))


def enacted_at(facts: Sequence[Fact], at: date | None, seed: int) -> Enacted:
    """The enacted position of the facts in force at a date (without one: not yet ended)."""
    found = [fact for fact in facts if fact.in_force(at)]
    scale = weighing(found)
    true, unknown = (states(found, state) for state in ("true", "unknown"))
    shares = shares_from(scale, scale.weights, true)
    axes = axes_of(shares)
    weights = drawn_weights(scale, seed)
    drawn = axes_of(shares_from(scale, weights["contested"], true))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    internal = sum(f.instrument.kind == "internal" and f.state == "true" for f in found)
    return Enacted(
        at=at.isoformat() if at else None,
        shares=share_by_name(shares),
        **{
            axis: Interval(float(axes[i]), float(low[i]), float(high[i]))
            for i, axis in enumerate(AXES)
        },
        x_known=internal >= FEWEST_INTERNAL,
        x_bar=bar(scale, true, missing=FEWEST_INTERNAL - internal),
        internal_facts=internal,
        facts_true=int(true.sum()),
        facts_unknown=int(unknown.sum()),
        unknown_bounds=unknown_bounds(scale, true, unknown),
        acceptability=acceptability(drawn),
        acceptability_free=acceptability(
            axes_of(shares_from(scale, weights["free"], true))
        ),
        cancellation=cancellation(scale, true),
        facts=facts_in_force(found, scale, true),
        largest=largest(found, scale, true),
        _cloud=tuple((float(x), float(y)) for x, y in drawn[:CLOUD, :2]),
    )


def states(facts: Sequence[Fact], state: str) -> Floats:
    return np.array([float(fact.state == state) for fact in facts])


def shares_from(scale: Weighing, weights: Floats, present: Floats) -> Floats:
    """Shares (..., 4) of weights (..., F) on the facts present (..., F)."""
    mass = scale.capped(weights, present) @ scale.directions + PSEUDO_FACTS / 4
    return np.asarray(mass / mass.sum(axis=-1, keepdims=True))


def drawn_weights(scale: Weighing, seed: int) -> dict[str, Floats]:
    """Weights (SMAA_DRAWS, F): contested, halved to doubled; free, anything at all."""
    rng = np.random.default_rng(seed)
    size = (SMAA_DRAWS, len(scale.weights))
    return {
        "contested": scale.weights * 2 ** rng.uniform(-1, 1, size),
        "free": rng.uniform(0, STRONGEST, size),
    }


def acceptability(axes: Floats) -> Acceptability:
    """Shares of weightings under which each statement holds (Lahdelma & Salminen 2001)."""
    x, y, q = axes.T
    strengths = np.stack([-x - y - q, x - y + q, x + y - q, -x + y + q], axis=1)
    most = strengths >= strengths.max(axis=1, keepdims=True) - 1e-12
    dominant = (most / most.sum(axis=1, keepdims=True)).mean(axis=0)
    signs = [(x < 0) & (y < 0), (x > 0) & (y < 0), (x > 0) & (y > 0), (x < 0) & (y > 0)]
    return Acceptability(
        share_by_name(dominant),
        {name: float(held.mean()) for name, held in zip(QUADRANTS, signs, strict=True)},
        float((x > 0).mean()),
        float((y > 0).mean()),
    )


def unknown_bounds(
    scale: Weighing, true: Floats, unknown: Floats
) -> dict[str, tuple[float, float]]:
    """Least and most of x, y, q over every way the unknown facts could turn out."""
    turned = axes_of(shares_from(scale, scale.weights, ways(scale, true, unknown)))
    return {
        axis: (float(turned[:, i].min()), float(turned[:, i].max()))
        for i, axis in enumerate(AXES)
    }


def ways(scale: Weighing, true: Floats, unknown: Floats) -> Floats:
    """Facts present (ways, F): all subsets of the unknown ones, or with many, the extremes.

    With more than MOST_EXHAUSTIVE, the extremes of each axis take in the facts that pull
    that way most, one after another: exact but for families at their cap.
    """
    places = np.flatnonzero(unknown)
    if len(places) <= MOST_EXHAUSTIVE:
        subsets = np.array(list(product((0.0, 1.0), repeat=len(places))))
    else:
        pulls = axes_of(scale.directions[places])
        orders = [
            o for i in range(3) for o in (np.argsort(pulls[:, i]), np.argsort(-pulls[:, i]))
        ]
        subsets = np.concatenate([added_one_by_one(order) for order in orders])
    present = np.tile(true, (len(subsets), 1))
    present[:, places] = subsets
    return present


def added_one_by_one(order: np.ndarray) -> Floats:
    """Subsets (n + 1, n): none, the first of the order, the first two, … all."""
    steps = np.zeros((len(order) + 1, len(order)))
    for count in range(1, len(order) + 1):
        steps[count:, order[count - 1]] = 1.0
    return steps


def bar(scale: Weighing, true: Floats, missing: int) -> tuple[float, float]:
    """Where x could lie if the internal facts still missing all pulled one way."""
    mass = scale.capped(scale.weights, true) @ scale.directions + PSEUDO_FACTS / 4
    ends = []
    for pull in ([0.5, 0, 0, 0.5], [0, 0.5, 0.5, 0]):
        moved = mass + max(missing, 0) * STRONGEST * np.array(pull)
        ends.append(float(axes_of(moved / moved.sum())[0]))
    return ends[0], ends[1]


def cancellation(scale: Weighing, true: Floats) -> float:
    """How far facts pull against each other: 0 all one way, 1 they cancel out."""
    used = scale.capped(scale.weights, true)
    pulls = axes_of(scale.directions)[:, :2]
    lengths = np.hypot(pulls[:, 0], pulls[:, 1]) @ used
    if lengths == 0:
        return 0.0
    return float(1 - np.hypot(*(used @ pulls)) / lengths)


def left_out(scale: Weighing, true: Floats) -> Floats:
    """How far (x, y) (F, 2) moves for each fact: with it, minus without it."""
    count = len(true)
    without = np.tile(true, (count, 1)) * (1 - np.eye(count))
    here = axes_of(shares_from(scale, scale.weights, true))[:2]
    return np.asarray(here - axes_of(shares_from(scale, scale.weights, without))[:, :2])


def facts_in_force(
    facts: Sequence[Fact], scale: Weighing, true: Floats
) -> tuple[FactInForce, ...]:
    used = scale.capped(scale.weights, true)
    share = used / (used.sum() + PSEUDO_FACTS)
    pulls = axes_of(scale.directions)[:, :2] * share[:, None]
    shifts = left_out(scale, true)
    return tuple(
        FactInForce(
            instrument=fact.instrument.id,
            name=fact.instrument.name,
            kind=fact.instrument.kind,
            state=fact.state,
            scope=fact.scope,
            weight=fact.weight,
            family=fact.family,
            start=fact.start.isoformat() if fact.start else None,
            end=fact.end.isoformat() if fact.end else None,
            issuer=fact.issuer,
            source=fact.source,
            locator=fact.instrument.locator,
            doubt=fact.instrument.doubt,
            pull_x=float(pull[0]),
            pull_y=float(pull[1]),
            shift_x=float(shift[0]),
            shift_y=float(shift[1]),
        )
        for fact, pull, shift in zip(facts, pulls, shifts, strict=True)
    )


def largest(facts: Sequence[Fact], scale: Weighing, true: Floats) -> tuple[str, ...]:
    """The instruments whose leaving out would move (x, y) most."""
    moved = np.hypot(*left_out(scale, true).T)
    order = [int(i) for i in np.argsort(-moved, kind="stable") if moved[i] > 0]
    return tuple(facts[i].instrument.id for i in order[:LARGEST_LISTED])
