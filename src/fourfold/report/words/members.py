"""What may be said of where members place a partnership, and of what they want."""

from __future__ import annotations

from fourfold.position.shown import Drift, Interval, Move, Position, Wave
from fourfold.report.words.text import (
    CLEAR,
    POINTS_PER_UNIT,
    count,
    join,
    say,
    sentence,
)
from fourfold.theory.model import IMPERATIVES

CORNER = {
    ("low", "low"): "accountability",
    ("high", "low"): "pragmatism",
    ("high", "high"): "flexibility",
    ("low", "high"): "sustainability",
}


def side(axis: Interval | None) -> str | None:
    """`high` or `low` when the whole interval lies on one side of 0; else None."""
    if axis is None or axis.low is None or axis.high is None:
        return None
    if axis.low > 0:
        return "high"
    return "low" if axis.high < 0 else None


def experienced_sentence(position: Position | None) -> str:
    """Where members place it now; no direction unless the region excludes the centre."""
    if position is None:
        return say("experienced.none")
    if position.shown == "withheld":
        return say("experienced.withheld", why=sentence(position.why))
    parts = [_direction(position), _dominance(position), _response(position)]
    return " ".join(part for part in parts if part)


def _direction(position: Position) -> str:
    who = count(position.n or 0, "member")
    if position.centre_excluded is None:
        return say("experienced.unknown_region", who=who)
    if not position.centre_excluded:
        return say("experienced.uncertain", who=who)
    x, y = side(position.x), side(position.y)
    if x and y:
        corner = say(f"imperative.{CORNER[x, y]}")
        sides = {"x": say(f"side.x_{x}"), "y": say(f"side.y_{y}")}
        return say("experienced.quadrant", who=who, imperative=corner, **sides)
    if x or y:
        key = f"side_long.x_{x}" if x else f"side_long.y_{y}"
        return say("experienced.one_side", who=who, side=say(key))
    return say("experienced.off_centre", who=who)


def _dominance(position: Position) -> str:
    if not position.dominant:
        return ""
    likely = [i for i in IMPERATIVES if position.dominant.get(i, 0) >= CLEAR]
    if likely:
        return say("experienced.likely", imperative=say(f"imperative.{likely[0]}"))
    possible = [i for i in IMPERATIVES if position.dominant.get(i, 0) > 1 - CLEAR]
    key = "uncertain_two" if len(possible) == 2 else "uncertain_between"
    last = "or" if len(possible) == 2 else "and"
    return say(f"experienced.{key}", imperatives=join(possible, last=last))


def _response(position: Position) -> str:
    if not position.low_response or position.nonresponse_bound is None:
        return ""
    bound = round(position.nonresponse_bound * POINTS_PER_UNIT)
    return say("experienced.low_response", bound=f"{bound:g}")


def wanted_sentence(wave: Wave | None) -> str:
    """What members want instead, named only when the paired change is notable."""
    if wave is None:
        return ""
    if wave.wanted.shown == "withheld":
        reason = sentence(wave.wanted.why)
        return say("wanted.withheld", why=reason) if reason else say("wanted.none")
    move = wave.gaps.get("wanted-now")
    if move is None or move.shown == "withheld":
        return ""
    sides = moved_sides(move)
    if not move.notable or not sides:
        return say("wanted.small")
    return say("wanted.notable", sides=join(sides))


def moved_sides(move: Move) -> list[str]:
    """The sides of the map a move clearly goes to."""
    sides = {"x": side(move.x), "y": side(move.y)}
    return [say(f"side_long.{axis}_{way}") for axis, way in sides.items() if way]


def drift_sentence(drift: Drift) -> str:
    """What may be said of a change between two waves."""
    between = {"first": drift.first, "second": drift.second}
    if drift.shown == "withheld":
        return say("drift.withheld", why=sentence(drift.why), **between)
    if drift.announced is None:
        return say("drift.unknown", **between)
    return say("drift.announced" if drift.announced else "drift.quiet", **between)
