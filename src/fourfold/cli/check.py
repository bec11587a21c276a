"""`fourfold check`: every fault of an evidence package at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fourfold.cli.common import STANDARD_OUTPUT, PackagePath, TheoryFolder, write_json
from fourfold.errors import FourfoldError, OptionUnusable
from fourfold.evidence.faults import Fault, counted
from fourfold.evidence.files import read_evidence
from fourfold.theory.load import load_theory

MOST_PRINTED = 50


def check(
    package: PackagePath,
    json_file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="With --json: the file to write; else the screen."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="List the faults as JSON, for programs.")
    ] = False,
    theory: TheoryFolder = None,
) -> None:
    """Check an evidence package and list all its faults, worst first.

    Exit code 0: no fault (there may be warnings). 2: faults, or nothing that can be read.
    """
    if json_file is not None and not as_json:
        raise OptionUnusable(
            f"Give one package. To write faults to {json_file}, add --json."
        )
    try:
        _, faults = read_evidence(package, load_theory(theory))
    except FourfoldError as error:
        if not as_json:
            raise
        faults = [unreadable_package(package, error)]
    stopping = [fault for fault in faults if fault.stops]
    if as_json:
        write_json(faults_document(package, faults), json_file or STANDARD_OUTPUT)
    else:
        print_faults(Console(highlight=False), package, faults)
    if stopping:
        raise typer.Exit(2)


def unreadable_package(package: Path, error: FourfoldError) -> Fault:
    return Fault("unreadable", "unreadable", str(package), None, None, None, str(error), "")


def faults_document(package: Path, faults: list[Fault]) -> dict[str, Any]:
    return {
        "package": str(package),
        "faults": counted(f for f in faults if f.stops),
        "warnings": counted(f for f in faults if not f.stops),
        "found": [{**vars(fault), "sentence": fault.sentence} for fault in faults],
    }


def print_faults(console: Console, package: Path, faults: list[Fault]) -> None:
    """A table of faults, then one of warnings, then the count."""
    stopping = [fault for fault in faults if fault.stops]
    notices = [fault for fault in faults if not fault.stops]
    for title, found in (("Faults", stopping), ("Warnings", notices)):
        if found:
            console.print(faults_table(title, found))
        if len(found) > MOST_PRINTED:
            rest = counted(found[MOST_PRINTED:])
            console.print(f"… and {rest:,} more. See them all with --json.\n")
    console.print(verdict(package, counted(stopping), counted(notices)))


def faults_table(title: str, found: list[Fault]) -> Table:
    table = Table(title=title, title_justify="left", show_lines=True, expand=True)
    for heading, ratio in (
        ("Where", 3),
        ("Found", 2),
        ("What is expected, and what to do", 6),
    ):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for fault in found[:MOST_PRINTED]:
        more = f" And {fault.more:,} more like this." if fault.more else ""
        table.add_row(
            Text(fault.place),
            Text(fault.found if fault.found is not None else ""),
            Text(f"{fault.expected} {fault.remedy}{more}"),
        )
    return table


def verdict(package: Path, faults: int, warnings: int) -> Text:
    noticed = f" {warnings:,} warning{'s' if warnings != 1 else ''}." if warnings else ""
    if not faults:
        return Text(
            f"{package} has no faults and can be mapped.{noticed}", style="bold green"
        )
    count = f"{faults:,} fault{'s' if faults != 1 else ''}"
    return Text(
        f"{package} has {count} and cannot be mapped yet.{noticed}", style="bold red"
    )
