"""The enacted position and everything a reader needs to contest it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fourfold.position.shown import Interval


@dataclass(frozen=True)
class FactInForce:
    """One recorded fact at the date, with its pull after family caps.

    `pull_x`, `pull_y` run from the centre in the direction of the instrument, times its
    share of all weight; `shift_x`, `shift_y` are how far the position moves when this
    fact is left out (present minus left out).
    """

    instrument: str
    name: str
    kind: Literal["policy", "internal"]
    state: Literal["true", "false", "unknown"]
    scope: str  # "partnership" or "programme"
    weight: float
    family: str | None
    start: str | None
    end: str | None
    issuer: str | None
    source: str | None
    locator: str
    doubt: str
    pull_x: float
    pull_y: float
    shift_x: float
    shift_y: float


@dataclass(frozen=True)
class Acceptability:
    """Share of weightings drawn around those recorded under which a statement holds."""

    dominant: dict[str, float]
    quadrant: dict[str, float]
    x_positive: float
    y_positive: float


@dataclass(frozen=True)
class Enacted:
    """What the recorded facts pull a partnership towards at one date (methods 6.1).

    `x`, `y`, `q` carry the range of 95 % of contested weightings. `x_known` is False
    below three internal facts, and then x is drawn as the bar `x_bar`. `unknown_bounds`
    are the least and most of x, y, q over every way in which unknown facts could turn out.
    `cloud` is a sample of (x, y) under contested weightings, for the picture.
    """

    at: str | None
    shares: dict[str, float]
    x: Interval
    y: Interval
    q: Interval
    x_known: bool
    x_bar: tuple[float, float]
    internal_facts: int
    facts_true: int
    facts_unknown: int
    unknown_bounds: dict[str, tuple[float, float]]
    acceptability: Acceptability
    acceptability_free: Acceptability
    cancellation: float
    facts: tuple[FactInForce, ...]
    largest: tuple[str, ...]  # instruments whose removal moves (x, y) most, first first
    # Underscored, so that the document of a result leaves it out.
    _cloud: tuple[tuple[float, float], ...] = ()

    @property
    def cloud(self) -> tuple[tuple[float, float], ...]:
        """A sample of (x, y) under contested weightings, for the picture."""
        return self._cloud


@dataclass(frozen=True)
class EnactedPath:
    """The enacted position now, and at every date at which the facts changed."""

    now: Enacted
    history: tuple[Enacted, ...]
