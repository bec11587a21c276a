"""Estimates turned into what may be shown of them (the table of methods 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.experienced.agreement import agreement, chance_agreement
from fourfold.experienced.change import PairedChange
from fourfold.experienced.disclosure.rounding import AXIS_STEP, SHARE_STEP
from fourfold.experienced.disclosure.thresholds import FEWEST_PARTS, LOW_RESPONSE
from fourfold.experienced.estimate import Estimate
from fourfold.experienced.figures import Figure
from fourfold.experienced.form import ANGLE_STEP, Form
from fourfold.position.geometry import AXES, QUADRANTS, Floats, share_by_name
from fourfold.position.shown import Agreement, Interval, Move, Position, Tension
from fourfold.position.tension import tensions
from fourfold.theory.model import IMPERATIVES


@dataclass(frozen=True)
class Estimated:
    """A figure with its estimate (None when withheld) and the members behind it.

    `shares` (n, 4), `people` and `groups` (None where nobody has one) run alike.
    """

    figure: Figure
    estimate: Estimate | None
    shares: Floats
    people: Sequence[str]
    groups: Sequence[str] | None


def position(found: Estimated, form: Form, *, groups_shown: bool = False) -> Position:
    """The position of a figure as it may be shown."""
    figure, estimate = found.figure, found.estimate
    if estimate is None or len(found.shares) == 0:
        return withheld(figure)
    n = len(found.shares)
    more = enough_for_parts(found, form, n, groups_shown=groups_shown)
    excluded = bool(estimate.of("centre_excluded"))
    left = bound(n, figure.invited)
    return Position(
        shown=form.shown,
        why=figure.decision.why,
        n=n,
        invited=figure.invited,
        shares=form.parts(share_by_name(estimate.moments.shares)),
        **intervals(estimate, form),
        region=form.ellipse(*map(float, (*estimate.of("half"), estimate.of("tilt")))),
        nonresponse_bound=left,
        low_response=None if left is None else left > 1 - LOW_RESPONSE,
        centre_excluded=excluded,
        direction=form.number(float(estimate.of("direction")), ANGLE_STEP) % 360
        if excluded
        else None,
        amplitude=form.number(float(estimate.of("amplitude"))) if excluded else None,
        dominant=more.dominant,
        quadrant=more.quadrant,
        tension=more.tension,
        agreement=more.agreement,
        adjusted_by="sector" if estimate.moments.adjusted else None,
        covariance="pooled" if estimate.moments.pooled else "own",
    )


def withheld(figure: Figure) -> Position:
    why = figure.decision.why or "No answers."
    return Position("withheld", why, figure.decision.count, figure.invited)


def bound(n: int, invited: int | None) -> float | None:
    """How far any axis could move if those who did not answer stood anywhere at all."""
    return None if invited is None else 1 - n / invited


def intervals(estimate: Estimate, form: Form) -> dict[str, Interval]:
    centre, low, high = (estimate.of(name) for name in ("centre", "low", "high"))
    return {
        axis: form.interval(float(centre[i]), float(low[i]), float(high[i]))
        for i, axis in enumerate(AXES)
    }


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
        dominant=form.parts(share_by_name(estimate.of("dominant")), AXIS_STEP),
        quadrant=form.parts(
            dict(zip(QUADRANTS, estimate.of("quadrant").tolist(), strict=True)), AXIS_STEP
        ),
        tension={
            name: form.tension(one, groups_shown=groups_shown or form.exact)
            for name, one in split.items()
        },
        agreement=Agreement(
            form.number(agreement(found.shares)),
            form.number(chance_agreement(n), SHARE_STEP / 5),
        ),
    )


def move(change: PairedChange, form: Form, why: str | None = None) -> Move:
    axes = {
        axis: form.interval(
            float(change.axes[i]), float(change.low[i]), float(change.high[i])
        )
        for i, axis in enumerate(AXES)
    }
    points = {
        name: form.number(100 * float(share), 100 * SHARE_STEP)
        for name, share in zip(IMPERATIVES, change.shares, strict=True)
    }
    return Move(
        shown=form.shown, why=why, n=change.n, **axes, points=points, notable=change.notable
    )


def no_move(why: str) -> Move:
    return Move("withheld", why, None)
