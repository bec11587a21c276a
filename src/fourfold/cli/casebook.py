"""`fourfold casebook`: where facts put the book's cases, and where the book puts them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fourfold.cli.common import STANDARD_OUTPUT, TheoryFolder, write_json
from fourfold.mapping.casebook import Comparison, compared_casebook
from fourfold.position.inference import SEED
from fourfold.theory.load import load_theory

VERDICTS = {True: Text("agrees", "green"), False: Text("differs", "bold red")}


def casebook(
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", help="Write it as JSON; - is the screen."),
    ] = None,
    theory: TheoryFolder = None,
) -> None:
    """Show the 17 historical cases: the position their facts give, and the book's."""
    compared = compared_casebook(load_theory(theory), SEED)
    if json_file is not None:
        write_json({"cases": [as_json(one) for one in compared]}, json_file)
    if json_file != STANDARD_OUTPUT:
        print_casebook(Console(highlight=False), compared)


def as_json(one: Comparison) -> dict[str, Any]:
    return {
        "case": one.case,
        "name": one.name,
        "from": one.start,
        "expected": one.expected,
        "position": asdict(one.position),
        "agrees": one.agrees,
        "words": one.words,
        "locator": one.locator,
        "discussion": one.discussion,
    }


def print_casebook(console: Console, compared: list[Comparison]) -> None:
    table = Table(
        title="The casebook: what facts give, beside the book", title_justify="left"
    )
    for heading in ("Case", "From", "x", "y", "Facts give", "Book", ""):
        table.add_column(heading, justify="right" if heading in {"x", "y"} else "left")
    for one in compared:
        x = f"{one.position.x.value:+.2f}" + ("" if one.position.x_known else "?")
        y = f"{one.position.y.value:+.2f}"
        table.add_row(
            Text(one.name),
            one.start,
            x,
            y,
            one.position.region,
            one.expected,
            VERDICTS[one.agrees],
        )
    console.print(table)
    console.print("x with a question mark: fewer than three internal facts are known.")
    for one in compared:
        if not one.agrees:
            console.print(f"\n{one.name}, {one.start}: the book puts it {one.expected}.")
            console.print(one.discussion or "This is not yet examined.")
    agreeing = sum(one.agrees for one in compared)
    console.print(f"\n{agreeing} of {len(compared)} expectations agree.")
