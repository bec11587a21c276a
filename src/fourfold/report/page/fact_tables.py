"""Tables of what recorded facts pull towards, so that a reader can contest each."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.enacted.result import Enacted, FactInForce
from fourfold.mapping.result import PackageMap, PartnershipMap, SourceGap
from fourfold.position.shown import Position
from fourfold.report.charts.map import numbered
from fourfold.report.page.blocks import Table
from fourfold.report.page.member_tables import ACROSS, NAMES, UP
from fourfold.report.words.facts import short_enacted
from fourfold.report.words.text import (
    interval_points,
    percent,
    points,
    say,
    share_points,
)
from fourfold.theory.model import IMPERATIVES


def instruments_table(enacted: Enacted) -> Table:
    """The arrows of the map, by number."""
    rows = tuple(
        (str(number), fact.name, points(fact.pull_x), points(fact.pull_y))
        for number, fact in numbered(enacted.facts)
    )
    header = ("No.", "Policy instrument", ACROSS, UP)
    return Table(say("caption.instruments"), header, rows, frozenset((2, 3)))


def facts_table(facts: Sequence[FactInForce]) -> Table:
    """Every fact with its source, its doubt, and what depends on it."""
    rows = tuple(
        (
            fact.name,
            f"{fact.kind}, {fact.scope}",
            {"true": "in force", "false": "not so", "unknown": "unknown"}[fact.state],
            f"{fact.weight:g}" + (f", family {fact.family}" if fact.family else ""),
            _dates(fact),
            _source(fact),
            fact.doubt,
            f"{points(fact.shift_x)} across, {points(fact.shift_y)} up",
        )
        for fact in facts
    )
    header = ("Fact", "Kind", "State", "Weight", "Dates", "Source", "Doubt", "Rests on it")
    return Table(say("caption.facts"), header, rows, note=say("note.doubt"))


def _dates(fact: FactInForce) -> str:
    if fact.start is None and fact.end is None:
        return "–"
    return f"{fact.start or '…'} to {fact.end or 'now'}"


def _source(fact: FactInForce) -> str:
    parts = (fact.issuer, fact.source, fact.locator)
    return "; ".join(part for part in parts if part)


def extent_table(enacted: Enacted) -> Table:
    """Acceptability under contested and under fully free weights."""
    contested, free = enacted.acceptability, enacted.acceptability_free
    rows = [("Self-steering rather than directed", contested.y_positive, free.y_positive)]
    if enacted.x_known:
        rows.append((
            "External rather than internal",
            contested.x_positive,
            free.x_positive,
        ))
    for imperative, name in zip(IMPERATIVES, NAMES, strict=True):
        shares = contested.dominant.get(imperative, 0.0), free.dominant.get(imperative, 0.0)
        rows.append((f"{name} pulled at most", *shares))
    cells = tuple((name, percent(some), percent(every)) for name, some, every in rows)
    header = ("Statement", "Contested weights, %", "Free weights, %")
    note = say("note.acceptability")
    return Table(say("caption.extent"), header, cells, frozenset((1, 2)), note)


def history_table(history: Sequence[Enacted]) -> Table:
    """The enacted position at each date at which facts changed."""
    rows = tuple(
        (
            enacted.at or "–",
            _across(enacted),
            interval_points(enacted.y),
            str(enacted.facts_true),
        )
        for enacted in history
    )
    header = ("Date", ACROSS, UP, "Facts in force")
    return Table(say("caption.history"), header, rows, frozenset((3,)))


def _across(enacted: Enacted) -> str:
    if enacted.x_known:
        return interval_points(enacted.x)
    return f"not known: {points(enacted.x_bar[0])} to {points(enacted.x_bar[1])}"


def source_gap_table(gap: SourceGap) -> Table:
    """The chance that members and facts stand on different sides, axis by axis."""
    rows = [
        (f"Different sides, {say(f'gap.axis_{axis}')}, %", percent(chance))
        for axis, chance in (("x", gap.x), ("y", gap.y))
        if chance is not None
    ]
    if gap.rank_agreement is not None:
        tau = f"{gap.rank_agreement:.2f}".replace("-", "−")
        rows.append(("Agreement of the order of the four (−1 to 1)", tau))
    return Table(say("caption.source_gap"), ("What", "Value"), tuple(rows), frozenset((1,)))


def enacted_shares_row(name: str, enacted: Enacted) -> tuple[str, ...]:
    """One row: a place, its shares, and what may be said."""
    shares = (share_points(enacted.shares.get(i)) for i in IMPERATIVES)
    return (
        name,
        _across(enacted),
        interval_points(enacted.y),
        *shares,
        short_enacted(enacted),
    )


def programmes_table(result: PackageMap) -> Table:
    """What each programme, and the whole regime, pulls towards."""
    rows = [enacted_shares_row(p.programme, p.enacted) for p in result.programmes]
    if result.regime:
        rows.append(enacted_shares_row("The whole regime", result.regime))
    header = ("Programme", ACROSS, UP, *NAMES, "In words")
    return Table(say("caption.programmes"), header, tuple(rows), frozenset(range(3, 7)))


def overview_table(partnerships: Sequence[PartnershipMap]) -> Table:
    """Every partnership in one row."""
    rows = tuple(_overview_row(found) for found in partnerships)
    members = (f"Experienced: {ACROSS.lower()}", f"Experienced: {UP.lower()}")
    header = ("Partnership", "Answered", *members)
    enacted = (f"Enacted: {UP.lower()}", "Facts in force")
    return Table(
        say("caption.overview"), (*header, *enacted), rows, note=say("note.points")
    )


def _overview_row(found: PartnershipMap) -> tuple[str, ...]:
    wave, now = found.current, found.enacted.now if found.enacted else None
    members = _members(wave.experienced) if wave else ("–", "–", "–")
    facts = (interval_points(now.y), str(now.facts_true)) if now else ("–", "–")
    return (found.name, *members, *facts)


def _members(position: Position) -> tuple[str, str, str]:
    if position.shown == "withheld":
        return (say("shown.withheld"), "–", "–")
    answered = "–" if position.n is None else f"{position.n} of {position.invited or '–'}"
    return answered, interval_points(position.x), interval_points(position.y)
