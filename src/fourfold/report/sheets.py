"""The rows of the spreadsheet: one long table a subject, numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from fourfold.enacted.result import Enacted
from fourfold.mapping.result import PackageMap, PartnershipMap
from fourfold.position.shown import Interval, Move, Position
from fourfold.report.page.member_tables import frames_of
from fourfold.report.words.text import say
from fourfold.theory.model import IMPERATIVES

Cell: TypeAlias = str | float | int | bool | None
Row: TypeAlias = tuple[Cell, ...]
Own: TypeAlias = tuple[PartnershipMap, Iterator[Row]]

AXES = ("x", "y", "q")
INTERVALS = tuple(f"{axis}{end}" for axis in AXES for end in ("", " low", " high"))
PLACE = (*IMPERATIVES, *INTERVALS)
WHO = ("shown", "why withheld", "answered", "invited")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the heads of its columns, and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def sheets_of(result: PackageMap) -> list[Sheet]:
    """Every sheet of the workbook, also those without rows, so that all are alike."""

    def each(rows: Callable[[PartnershipMap], Iterator[Row]]) -> Iterable[Own]:
        return ((found, rows(found)) for found in result.partnerships)

    return [
        _sheet("positions", ("wave", "position", *WHO, *PLACE), each(_positions)),
        _sheet("groups", ("wave", "group", *WHO, *PLACE), each(_groups)),
        _sheet("aspects", ("wave", "question", "text", *WHO, *PLACE), each(_aspects)),
        _sheet("tensions", ("wave", *TENSION), each(_tensions)),
        _sheet("contrasts", ("wave", *CONTRAST), each(_contrasts)),
        _sheet("gaps", ("wave", "difference", *MOVE), each(_gaps)),
        _sheet("drift", DRIFT, each(_drift)),
        _enacted(result),
        _facts(result),
        _sheet("ratings", ("wave", *RATING), each(_ratings)),
        _warnings(result),
        _about(result),
    ]


def _sheet(name: str, header: Iterable[str], rows: Iterable[Own]) -> Sheet:
    every = ((found.id, found.name, *row) for found, own in rows for row in own)
    return Sheet(name, ("partnership id", "partnership", *header), tuple(every))


def _interval(interval: Interval | None) -> Row:
    if interval is None:
        return (None, None, None)
    return (interval.value, interval.low, interval.high)


def _place(position: Position) -> Row:
    shares = position.shares or {}
    where = (cell for axis in AXES for cell in _interval(getattr(position, axis)))
    who = (position.shown, position.why, position.n, position.invited)
    return (*who, *(shares.get(i) for i in IMPERATIVES), *where)


def _positions(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for frame, position in frames_of(wave).items():
            yield (wave.wave, say(f"frame.{frame}"), *_place(position))


def _groups(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for group in wave.groups:
            yield (wave.wave, group.group, *_place(group.experienced))


def _aspects(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for aspect in wave.aspects:
            yield (wave.wave, aspect.question, aspect.text, *_place(aspect.experienced))


TENSION = ("diagonal", "total", "within members", "between members", "between groups")


def _tensions(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for name, t in (wave.experienced.tension or {}).items():
            parts = (t.total, t.within_members, t.between_members, t.between_groups)
            yield (wave.wave, say(f"diagonal.{name}"), *parts)


CONTRAST = (
    *("first", "second", "shown", "why withheld", "x", "x low", "x high"),
    *("y", "y low", "y high", "distance", "p", "exact"),
)


def _contrasts(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for c in wave.contrasts:
            names = (wave.wave, c.first, c.second, c.shown, c.why)
            yield (*names, *_interval(c.x), *_interval(c.y), c.distance, c.p, c.exact)


MOVE = (
    "shown",
    "why withheld",
    "members",
    *INTERVALS,
    *(f"{i} points" for i in IMPERATIVES),
    "notable",
)


def _move(move: Move) -> Row:
    where = (cell for axis in AXES for cell in _interval(getattr(move, axis)))
    changed = move.points or {}
    who = (move.shown, move.why, move.n)
    return (*who, *where, *(changed.get(i) for i in IMPERATIVES), move.notable)


def _gaps(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for name, move in wave.gaps.items():
            yield (wave.wave, name, *_move(move))


SPLIT = ("total", "members changed", "membership changed")
DRIFT = (
    *("first wave", "second wave", "shown", "why withheld", "stayers"),
    *(f"{axis} {part}" for axis in AXES for part in SPLIT),
    *(f"stayers {name}" for name in INTERVALS),
    "announced",
)


def _drift(found: PartnershipMap) -> Iterator[Row]:
    for d in found.drift:
        parts = (d.total or {}, d.members_changed or {}, d.membership_changed or {})
        split = (part.get(axis) for axis in AXES for part in parts)
        stayers = (c for axis in AXES for c in _interval(getattr(d.stayers, axis, None)))
        start = (d.first, d.second, d.shown, d.why, d.stayer_count)
        yield (*start, *split, *stayers, d.announced)


ENACTED = (
    *("level", "id", "name", "date", *PLACE, "x known", "x bar low", "x bar high"),
    *("facts in force", "facts unknown", "internal facts", "y least", "y most"),
    *("acceptability x above 0", "acceptability y above 0"),
    *(f"acceptability {i}" for i in IMPERATIVES),
    "cancellation",
)


def _enacted(result: PackageMap) -> Sheet:
    rows = []
    for found in result.partnerships:
        if found.enacted:
            history = [e for e in found.enacted.history if e != found.enacted.now]
            every = [*history, found.enacted.now]
            rows += [("partnership", found.id, found.name, *_enacted_row(e)) for e in every]
    for p in result.programmes:
        rows.append(("programme", p.programme, p.programme, *_enacted_row(p.enacted)))
    if result.regime:
        rows.append(("regime", "regime", "The whole regime", *_enacted_row(result.regime)))
    return Sheet("enacted", ENACTED, tuple(rows))


def _enacted_row(e: Enacted) -> Row:
    # Below three internal facts x is a bar: no number is given that could pass for a point.
    x: Row = _interval(e.x) if e.x_known else (None, None, None)
    low, high = e.unknown_bounds.get("y", (None, None))
    accept = e.acceptability
    return (
        *(e.at, *(e.shares.get(i) for i in IMPERATIVES)),
        *(*x, *_interval(e.y), *_interval(e.q), e.x_known, *e.x_bar),
        *(e.facts_true, e.facts_unknown, e.internal_facts, low, high),
        *(accept.x_positive if e.x_known else None, accept.y_positive),
        *(accept.dominant.get(i) for i in IMPERATIVES),
        e.cancellation,
    )


FACT = (
    *("partnership id", "partnership", "instrument", "name", "kind", "state", "scope"),
    *("weight", "family", "start", "end", "issuer", "source", "locator", "doubt"),
    *("pull x", "pull y", "shift x", "shift y"),
)


def _facts(result: PackageMap) -> Sheet:
    rows = []
    for found in result.partnerships:
        for f in found.enacted.now.facts if found.enacted else ():
            start = (found.id, found.name, f.instrument, f.name, f.kind, f.state, f.scope)
            told = (
                f.weight,
                f.family,
                f.start,
                f.end,
                f.issuer,
                f.source,
                f.locator,
                f.doubt,
            )
            rows.append((*start, *told, f.pull_x, f.pull_y, f.shift_x, f.shift_y))
    return Sheet("facts", FACT, tuple(rows))


RATING = (
    *("question", "text", "shown", "why withheld", "answered"),
    *("mean", "low", "high", "scale from", "scale to"),
)


def _ratings(found: PartnershipMap) -> Iterator[Row]:
    for wave in found.waves:
        for r in wave.ratings:
            start = (wave.wave, r.question, r.text, r.shown, r.why, r.n)
            yield (*start, r.value, r.low, r.high, *r.scale)


def _warnings(result: PackageMap) -> Sheet:
    rows: list[Row] = [(None, None, warning) for warning in result.warnings]
    for found in result.partnerships:
        rows += [(found.id, found.name, warning) for warning in found.warnings]
    return Sheet("warnings", ("partnership id", "partnership", "warning"), tuple(rows))


def _about(result: PackageMap) -> Sheet:
    rows: list[Row] = [
        (say("method.package"), result.title),
        (say("method.program"), f"Fourfold {result.version}"),
        (say("method.theory"), result.theory),
        (say("method.seed"), result.seed),
        (say("method.draws"), result.draws),
        (say("method.at"), result.at or say("method.latest")),
        (
            "Shares",
            "Proportions of 1; x, y, q lie between -1 and 1 (0.2 is 10 share points).",
        ),
        ("Method", say("method.text")),
    ]
    return Sheet("about", ("what", "value"), tuple(rows))
