"""Results as they may be shown: what every page, file, chart and log is made of.

Nothing here carries more than may be read by its audience: rounding and withholding are
done before one of these is made (decision 0004), so no writer can get at more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shown = Literal["exact", "full", "rounded", "withheld"]


@dataclass(frozen=True)
class Interval:
    """A place in [-1, 1], or a move between places, with the ends of its 95 % interval."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Ellipse:
    """A 95 % joint region for (x, y): half-widths of its bounding box, and its tilt.

    The region is {u² − 2ruv + v² ≤ 1 − r²} with u = dx/half_x, v = dy/half_y, r = tilt.
    """

    half_x: float
    half_y: float
    tilt: float


@dataclass(frozen=True)
class Tension:
    """4·ū·v̄ of two opposite shares, in [0, 1]; its three parts add to `total`.

    An even four-way spread gives 0.25. `between_groups` is None where groups are not shown;
    then their part is inside `between_members`.
    """

    total: float
    within_members: float
    between_members: float
    between_groups: float | None


@dataclass(frozen=True)
class Agreement:
    """How far members agree, beside what chance alone reaches in 5 % of groups as large.

    Of allocations r*alloc = 1 − trace(S)/1500; of a rating rwg. 1 is full agreement.
    """

    value: float
    chance_95: float


@dataclass(frozen=True)
class Elevation:
    """How strongly all four imperatives are felt, 0 to 1, from the free ratings."""

    value: float
    low: float | None
    high: float | None
    strengths: dict[str, float]  # of each imperative, 0 to 1


@dataclass(frozen=True)
class Octants:
    """Structural summary of the eight free ratings (Zimmermann & Wright 2017).

    `x` (right against left) and `y` (top against bottom) are a quarter of the sum of the
    0-to-1 ratings times the cosine and sine of their angles: 0.60 at most. `displacement`,
    in degrees, is None when the centre is not excluded; `fit` (R²) when all are alike.
    """

    x: Interval
    y: Interval
    amplitude: float
    displacement: float | None
    fit: float | None


@dataclass(frozen=True)
class Bin:
    """The part of members whose share of an imperative lies from `low` to below `high`."""

    low: float
    high: float
    part: float


@dataclass(frozen=True)
class Position:
    """Where some members, together, place their partnership. All None when withheld.

    `n` respondents of `invited`. `nonresponse_bound` is 1 − n/invited: had everybody
    answered, each axis would lie within it of n/invited times its value. `adjusted_by`
    names the grouping by which answers were weighted to the membership list, if any.
    """

    shown: Shown
    why: str | None
    n: int | None
    invited: int | None
    shares: dict[str, float] | None = None
    x: Interval | None = None
    y: Interval | None = None
    q: Interval | None = None
    region: Ellipse | None = None
    nonresponse_bound: float | None = None
    low_response: bool | None = None
    centre_excluded: bool | None = None
    direction: float | None = None
    amplitude: float | None = None
    dominant: dict[str, float] | None = None
    quadrant: dict[str, float] | None = None
    tension: dict[str, Tension] | None = None
    agreement: Agreement | None = None
    elevation: Elevation | None = None
    octants: Octants | None = None
    distribution: dict[str, tuple[Bin, ...]] | None = None
    adjusted_by: str | None = None
    covariance: Literal["own", "pooled"] | None = None


@dataclass(frozen=True)
class Move:
    """A difference of two positions: second minus first, in x, y, q and in share points.

    `points` are percentage points of each share. `notable` is True when the change on an
    axis is beyond both its interval and the practical floor of 0.10.
    """

    shown: Shown
    why: str | None
    n: int | None
    x: Interval | None = None
    y: Interval | None = None
    q: Interval | None = None
    points: dict[str, float] | None = None
    notable: bool | None = None


@dataclass(frozen=True)
class Drift:
    """Change between two waves, split into members who changed and membership that changed.

    `total` = `members_changed` + `membership_changed` on each of x, y, q. `stayers` is the
    change among those who answered both times, with its paired interval.
    """

    first: str
    second: str
    shown: Shown
    why: str | None
    stayer_count: int | None = None
    total: dict[str, float] | None = None
    members_changed: dict[str, float] | None = None
    membership_changed: dict[str, float] | None = None
    stayers: Move | None = None
    announced: bool | None = None


@dataclass(frozen=True)
class Contrast:
    """Two groups compared: distance of their (x, y) means and its permutation p-value."""

    first: str
    second: str
    shown: Shown
    why: str | None
    x: Interval | None = None
    y: Interval | None = None
    distance: float | None = None
    p: float | None = None
    exact: bool | None = None


@dataclass(frozen=True)
class Group:
    """The position of one group of respondents, such as a sector."""

    group: str
    experienced: Position


@dataclass(frozen=True)
class Aspect:
    """One aspect of partnership working, as members place it."""

    question: str
    text: str
    experienced: Position


@dataclass(frozen=True)
class Rating:
    """The mean of one free rating, on its own scale."""

    question: str
    text: str
    shown: Shown
    why: str | None
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    scale: tuple[int, int]
    agreement: Agreement | None = None


@dataclass(frozen=True)
class VignetteCheck:
    """Whether members read the scale alike (King & Wand 2007).

    `rank` is the mean place of a member's own rating among their ratings of the described
    partnerships (1 = below all); `ties` the share of members whose own rating equals one;
    `means` gives the mean rating of each described partnership.
    """

    anchors: str
    shown: Shown
    why: str | None
    n: int | None
    rank: float | None
    ties: float | None
    means: dict[str, float] | None


@dataclass(frozen=True)
class Wave:
    """Everything one wave of the survey says that may be shown."""

    wave: str
    opened: str | None
    closed: str | None
    n: int | None
    invited: int | None
    experienced: Position
    wanted: Position
    documents: Position
    rewarded: Position
    groups: tuple[Group, ...]
    contrasts: tuple[Contrast, ...]
    aspects: tuple[Aspect, ...]
    ratings: tuple[Rating, ...]
    vignettes: tuple[VignetteCheck, ...]
    gaps: dict[str, Move]  # "wanted-now", "documents-now", "rewarded-now", paired
