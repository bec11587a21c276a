"""What may be said of what recorded facts pull a partnership towards (methods 6.1)."""

from __future__ import annotations

from fourfold.enacted.result import Acceptability, Enacted
from fourfold.mapping.result import SourceGap
from fourfold.report.words.text import CLEAR, count, join, percent, points, say
from fourfold.theory.model import IMPERATIVES

HARD_AGAINST = 0.5
LARGEST_NAMED = 3
CORNERS_BELOW = ("accountability", "pragmatism")
CORNERS_ABOVE = ("flexibility", "sustainability")


def enacted_sentence(enacted: Enacted | None) -> str:
    """The position in words: a side only when nine in ten weightings agree."""
    if enacted is None or (enacted.facts_true == 0 and enacted.facts_unknown == 0):
        return say("enacted.none")
    return _lead(enacted)


def enacted_details(enacted: Enacted) -> str:
    """How firmly that stands, and on which facts."""
    if not enacted.facts_true and not enacted.facts_unknown:
        return say("enacted.none")
    parts = [_lead(enacted), _hostile(enacted), _unknown(enacted), _largest(enacted)]
    if enacted.cancellation >= HARD_AGAINST:
        parts.append(say("enacted.cancel_high", percent=percent(enacted.cancellation)))
    return " ".join(part for part in parts if part)


def short_enacted(enacted: Enacted) -> str:
    """The position in half a sentence."""
    return f"{_vertical(enacted.acceptability)}; {_corner(enacted)}"


def _lead(enacted: Enacted) -> str:
    facts = count(enacted.facts_true, "fact")
    vertical = _vertical(enacted.acceptability)
    key = "enacted.lead_one" if enacted.facts_true == 1 else "enacted.lead"
    return say(key, facts=facts, vertical=vertical, corner=_corner(enacted))


def _vertical(acceptability: Acceptability) -> str:
    if acceptability.y_positive >= CLEAR:
        return say("enacted.clear_high")
    if acceptability.y_positive <= 1 - CLEAR:
        return say("enacted.clear_low")
    return say("enacted.undecided")


def _corner(enacted: Enacted) -> str:
    if not enacted.x_known:
        return _corner_without_x(enacted)
    dominant = enacted.acceptability.dominant
    clear = [i for i in IMPERATIVES if dominant.get(i, 0) >= CLEAR]
    if clear:
        return say("enacted.corner_clear", imperative=say(f"imperative.{clear[0]}"))
    possible = [i for i in IMPERATIVES if dominant.get(i, 0) > 1 - CLEAR]
    if not 2 <= len(possible) <= 3:
        return say("enacted.corner_open")
    return say("enacted.corner_undecided", imperatives=join(possible, last="or"))


def _corner_without_x(enacted: Enacted) -> str:
    # Without x, a corner on one side of the map cannot be told from the other.
    if enacted.acceptability.y_positive <= 1 - CLEAR:
        pair: tuple[str, ...] = CORNERS_BELOW
    elif enacted.acceptability.y_positive >= CLEAR:
        pair = CORNERS_ABOVE
    else:
        return say("enacted.corner_open")
    names = join((say(f"imperative.{name}") for name in pair), last="or")
    return say(
        "enacted.corner_x_unknown", imperatives=names, internal=enacted.internal_facts
    )


def _hostile(enacted: Enacted) -> str:
    contested, free = enacted.acceptability, enacted.acceptability_free
    below = contested.y_positive <= 1 - CLEAR
    if not below and contested.y_positive < CLEAR:
        return ""
    held = 1 - free.y_positive if below else free.y_positive
    key = "enacted.hostile_holds" if held >= CLEAR else "enacted.hostile_fails"
    return say(key, vertical=_vertical(contested), percent=percent(held))


def _unknown(enacted: Enacted) -> str:
    bounds = enacted.unknown_bounds.get("y")
    if not enacted.facts_unknown or bounds is None:
        return ""
    facts = count(enacted.facts_unknown, "unknown fact")
    low, high = points(bounds[0]), points(bounds[1])
    return say("enacted.unknown_facts", count=facts, low=low, high=high)


def _largest(enacted: Enacted) -> str:
    named = {fact.instrument: fact.name for fact in enacted.facts}
    names = [named.get(instrument, instrument) for instrument in enacted.largest]
    unique = list(dict.fromkeys(names))[:LARGEST_NAMED]
    return say("enacted.largest", names=join(unique)) if unique else ""


def gap_sentences(gap: SourceGap | None) -> list[str]:
    """Whether members and facts stand on the same side, axis by axis (methods 6.4)."""
    if gap is None:
        return []
    chances = {"y": gap.y, "x": gap.x}
    return [_gap_sentence(axis, p) for axis, p in chances.items() if p is not None]


def _gap_sentence(axis: str, differs: float) -> str:
    name = say(f"gap.axis_{axis}")
    if differs >= CLEAR:
        return say("gap.differs", axis=name)
    return say("gap.agrees" if differs <= 1 - CLEAR else "gap.unsure", axis=name)
