"""The summary on the screen: a small map, shares as bars, the sentence, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from fourfold.enacted.result import Enacted
from fourfold.mapping.result import PackageMap, PartnershipMap
from fourfold.position.shown import Interval
from fourfold.report.charts.map import point_of
from fourfold.report.page.missing import missing
from fourfold.report.readable import readable
from fourfold.report.words.facts import enacted_sentence
from fourfold.report.words.members import experienced_sentence, wanted_sentence
from fourfold.report.words.text import points, say, share_points
from fourfold.theory.model import IMPERATIVES

WIDTH = 80
COLUMNS, ROWS = 37, 15
BAR = 22
MOST_IN_FULL, MOST_LISTED = 3, 12  # partnerships
EXPERIENCED, WANTED, ENACTED = ("●", "bold blue"), ("◇", "bold red"), ("■", "bold")
BEFORE, BAR_MARK = ("○", "blue"), ("━", "bold")

Mark: TypeAlias = tuple[tuple[str, str], float, float]


def print_summary(result: PackageMap, files: Sequence[Path], *, console: Console) -> None:
    """Print what was found; above MOST_IN_FULL partnerships, one line for each."""
    count = len(result.partnerships)
    listed = result.partnerships[: count if count <= MOST_IN_FULL else MOST_LISTED]
    for part in summary(readable(replace(result, partnerships=listed)), count):
        console.print(part, width=min(WIDTH, console.width))
    for line in _files(files):
        console.print(line, soft_wrap=True)  # a path can be copied whole


def summary(result: PackageMap, count: int) -> Iterator[RenderableType]:
    """The parts of the summary, top to bottom, of the first of `count` partnerships."""
    yield from _marks(result)
    if count > MOST_IN_FULL:
        yield _overview(result, count)
    else:
        for found in result.partnerships:
            yield _partnership(found)
    for warning in result.warnings:
        yield Text(f"! {warning}", style="yellow")


def _marks(result: PackageMap) -> Iterator[Text]:
    if result.stamp:
        yield Text(result.stamp, style="bold red")
    if result.marks:
        yield Text(" · ".join(result.marks), style="bold cyan")


def _partnership(found: PartnershipMap) -> Panel:
    wave = found.current
    now = found.enacted.now if found.enacted else None
    top = Table.grid(padding=(0, 3))
    top.add_row(small_map(found), Group(*_shares(found), Text(), *_legend(found)))
    parts: list[RenderableType] = [top, Text()] if any(_marked(found)) else []
    said = (experienced_sentence(wave.experienced if wave else None), wanted_sentence(wave))
    for text in (" ".join(part for part in said if part), enacted_sentence(now)):
        parts += [Text(text), Text()]
    parts.append(Text(say("missing.title"), style="bold"))
    parts.append(_points("–", missing(found), style="dim"))
    if found.warnings:
        parts.append(_points("!", found.warnings, style="yellow"))
    title = Text(found.name, style="bold")
    return Panel(Group(*parts), title=title, title_align="left", padding=(1, 2))


def _points(sign: str, texts: Sequence[str], *, style: str) -> Table:
    """Texts under one another, each behind a sign."""
    table = Table.grid(padding=(0, 1))
    for text in texts:
        table.add_row(Text(sign, style=style), Text(text, style=style))
    return table


def small_map(found: PartnershipMap) -> Text:
    """The square in characters, with its corners named."""
    cells = [[_background(row, column) for column in range(COLUMNS)] for row in range(ROWS)]
    for (symbol, style), x, y in _marked(found):
        row, column = _cell(x, y)
        cells[row][column] = (symbol, style)
    names = [say(f"imperative.{i}").capitalize() for i in IMPERATIVES]
    lines = [Text(f"{names[3]}{names[2]:>{COLUMNS - len(names[3])}}", style="bold")]
    lines += [Text.assemble(*row) for row in cells]
    lines.append(Text(f"{names[0]}{names[1]:>{COLUMNS - len(names[0])}}", style="bold"))
    return Text("\n").join(lines)


def _background(row: int, column: int) -> tuple[str, str]:
    edge_row, edge_column = row in {0, ROWS - 1}, column in {0, COLUMNS - 1}
    middle_row, middle_column = row == ROWS // 2, column == COLUMNS // 2
    across, down = edge_row or middle_row, edge_column or middle_column
    if across and down:
        place = 3 * ((row > 0) + (row == ROWS - 1)) + (column > 0) + (column == COLUMNS - 1)
        return ("┌┬┐├┼┤└┴┘"[place], "dim")
    return ("─" if across else "│" if down else " ", "dim")


def _cell(x: float, y: float) -> tuple[int, int]:
    column = 1 + round((x + 1) / 2 * (COLUMNS - 3))
    row = 1 + round((1 - y) / 2 * (ROWS - 3))
    return min(max(row, 1), ROWS - 2), min(max(column, 1), COLUMNS - 2)


def _marked(found: PartnershipMap) -> Iterator[Mark]:
    """Marks from back to front."""
    if found.enacted:
        yield from _marked_facts(found.enacted.now)
    if wave := found.current:
        earlier = found.waves[: found.waves.index(wave)]
        placed = [(BEFORE, before.experienced) for before in earlier]
        placed += [(WANTED, wave.wanted), (EXPERIENCED, wave.experienced)]
        for symbol, position in placed:
            if point := point_of(position):
                yield symbol, *point


def _marked_facts(now: Enacted) -> Iterator[Mark]:
    if now.x_known:
        yield ENACTED, now.x.value, now.y.value
        return
    low, high = (_cell(x, 0)[1] for x in now.x_bar)
    for column in range(low, high + 1):
        yield BAR_MARK, (column - 1) / (COLUMNS - 3) * 2 - 1, now.y.value


def _shares(found: PartnershipMap) -> Iterator[RenderableType]:
    wave, now = found.current, found.enacted.now if found.enacted else None
    shares = wave.experienced.shares if wave else None
    style, title = "blue", say("frame.now")
    if shares is None and now:
        shares, style, title = now.shares, "white", say("heading.enacted")
    if shares is None:
        return
    yield Text(title, style="bold")
    for imperative in IMPERATIVES:
        share = shares.get(imperative, 0.0)
        yield Text(say(f"imperative.{imperative}").capitalize())
        bar = "█" * round(share * BAR) or "▏"
        yield Text.assemble((bar, style), f" {share_points(share)}")


def _legend(found: PartnershipMap) -> Iterator[Text]:
    present = {symbol for (symbol, _), _, _ in _marked(found)}
    words = (
        (EXPERIENCED, say("position.experienced")),
        (BEFORE, "Earlier wave"),
        (WANTED, say("position.wanted")),
        (ENACTED, say("position.enacted")),
        (BAR_MARK, f"{say('position.enacted')} (across not known)"),
    )
    for (symbol, style), name in words:
        if symbol in present:
            yield Text.assemble((symbol, style), f" {name}")


def _overview(result: PackageMap, count: int) -> Table:
    table = Table(title=result.title, title_justify="left", title_style="bold", expand=True)
    table.add_column("Partnership", ratio=3)
    for name in ("Answered", "Members: up", "Facts: up"):
        table.add_column(name, justify="right", ratio=2)
    for found in result.partnerships:
        table.add_row(*(Text(cell) for cell in _overview_row(found)))
    more = count - len(result.partnerships)
    if more > 0:
        table.caption = f"and {more:,} more: see the files"
    return table


def _overview_row(found: PartnershipMap) -> tuple[str, ...]:
    wave, now = found.current, found.enacted.now if found.enacted else None
    answered, members = "–", "–"
    if wave:
        withheld = wave.experienced.shown == "withheld"
        members = say("shown.withheld") if withheld else _up(wave.experienced.y)
        answered = "–" if withheld else str(wave.experienced.n)
    return found.name, answered, members, _up(now.y) if now else "–"


def _up(y: Interval | None) -> str:
    return "–" if y is None else points(y.value)


def _files(files: Sequence[Path]) -> Iterator[Text]:
    first = [path for path in files if path.parent.name != "charts"]
    if not files:
        return
    yield Text("Written", style="bold green")
    for path in first:
        yield Text(f"  {path}")
    charts = len(files) - len(first)
    if charts:
        folder = next(path.parent for path in files if path.parent.name == "charts")
        yield Text(f"  {folder} ({charts} pictures and their specs)")
