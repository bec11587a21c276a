"""Estimates turned into what may be shown of them (the table of methods 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.experienced.agreement import agreement, chance_agreement
from fourfold.experienced.change import PairedChange
from fourfold.experienced.disclosure.rounding import AXIS_STEP, SHARE_STEP
from fourfold.experienced.disclosure.thresholds import (
    FEWEST_PARTS,
    FEWEST_PROFILES,
    LOW_RESPONSE,
)
from fourfold.experienced.distribution import distribution
from fourfold.experienced.estimate import Estimate
from fourfold.experienced.figures import Figure
from fourfold.experienced.form import ANGLE_STEP, Form
from fourfold.experienced.moments import unanswered
from fourfold.position.geometry import QUADRANTS, Floats, share_by_name
from fourfold.position.shown import Agreement, Interval, Move, Position, Tension
from fourfold.position.tension import tensions
from fourfold.theory.model import IMPERATIVES

FURTHEST_MOVE = (-2.0, 2.0)
CHANCE_STEP = 0.01  # of what chance reaches, which depends on nobody's answers


@dataclass(frozen=True)
class Estimated:
    """A figure with its estimate (None when withheld) and the members behind it.

    `shares` (n, 4) and `groups` (None where nobody has one) run alike.
    """

    figure: Figure
    estimate: Estimate | None
    shares: Floats
    groups: Sequence[str] | None


def position(found: Estimated, form: Form, *, groups_shown: bool = False) -> Position:
    """The position of a figure as it may be shown."""
    figure, estimate = found.figure, found.estimate
    if estimate is None or len(found.shares) == 0:
        return withheld(figure)
    n = len(found.shares)
    more = enough_for_parts(found, form, n, groups_shown=groups_shown)
    excluded = estimate.centre_excluded
    x, y, q = intervals(estimate, form)
    return Position(
        shown=form.shown,
        why=figure.decision.why,
        n=n,
        invited=figure.invited,
        shares=form.parts(share_by_name(estimate.moments.shares)),
        x=x,
        y=y,
        q=q,
        region=form.ellipse(estimate.half[0], estimate.half[1], estimate.tilt),
        nonresponse_bound=unanswered(n, figure.invited) if figure.invited else None,
        low_response=n / figure.invited < LOW_RESPONSE if figure.invited else None,
        centre_excluded=excluded,
        direction=form.number(estimate.direction, step=ANGLE_STEP) % 360
        if excluded
        else None,
        amplitude=form.number(estimate.amplitude) if excluded else None,
        dominant=more.dominant,
        quadrant=more.quadrant,
        tension=more.tension,
        agreement=more.agreement,
        distribution=distribution(found.shares, form)
        if form.enough(n, FEWEST_PROFILES) and figure.group is None
        else None,
        adjusted_by="sector" if estimate.moments.adjusted else None,
        covariance="pooled" if estimate.moments.pooled else "own",
    )


def withheld(figure: Figure) -> Position:
    why = figure.decision.why or "No answers."
    return Position("withheld", why, figure.decision.count, figure.invited)


def intervals(estimate: Estimate, form: Form) -> list[Interval]:
    """x, y and q."""
    ends = zip(estimate.centre, estimate.low, estimate.high, strict=True)
    return [form.interval(*numbers) for numbers in ends]


@dataclass(frozen=True)
class Parts:
    """What is shown from FEWEST_PARTS members on."""

    dominant: dict[str, float] | None = None
    quadrant: dict[str, float] | None = None
    tension: dict[str, Tension] | None = None
    agreement: Agreement | None = None


def enough_for_parts(found: Estimated, form: Form, n: int, *, groups_shown: bool) -> Parts:
    if not form.enough(n, FEWEST_PARTS) or n < 2 or found.estimate is None:
        return Parts()
    estimate = found.estimate
    split = tensions(found.shares, estimate.moments.weights, found.groups)
    return Parts(
        dominant=form.parts(
            dict(zip(IMPERATIVES, estimate.dominant, strict=True)), AXIS_STEP
        ),
        quadrant=form.parts(
            dict(zip(QUADRANTS, estimate.quadrant, strict=True)), AXIS_STEP
        ),
        tension={
            name: form.tension(one, groups_shown=groups_shown or form.exact)
            for name, one in split.items()
        },
        agreement=Agreement(
            form.number(agreement(found.shares)),
            form.number(chance_agreement(n), step=CHANCE_STEP),
        ),
    )


def move(change: PairedChange, form: Form, why: str | None = None) -> Move:
    ends = (change.axes.tolist(), change.low.tolist(), change.high.tolist())
    x, y, q = (
        form.interval(*numbers, limits=FURTHEST_MOVE) for numbers in zip(*ends, strict=True)
    )
    points = {
        name: form.number(100 * share, step=100 * SHARE_STEP)
        for name, share in share_by_name(change.shares).items()
    }
    return Move(
        form.shown, why, change.n, x, y, q, points=points, notable=change.notable
    )  # fmt: skip


def no_move(why: str) -> Move:
    return Move("withheld", why, None)
