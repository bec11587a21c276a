"""An empty package to fill in: every table with its headings, a README, and a workbook."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from fourfold.evidence.files.workbook_writer import write_workbook
from fourfold.evidence.files.write import (
    package_files,
    refuse_taken,
    write_folder,
    written_whole,
)
from fourfold.evidence.notices import WORKBOOK_BESIDE as WORKBOOK
from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import Table, tables


def write_blank_package(folder: Path) -> None:
    """Raises OutputUnwritable, and leaves nothing behind, where the folder is taken."""
    refuse_taken(folder)
    blank = RawPackage(
        folder.resolve().name,
        {name: blank_table(table) for name, table in tables().items()},
        {"title": "A partnership, not yet described"},
        {"README.md": readme().encode()},
    )
    with written_whole(folder) as draft:
        write_folder(package_files(blank), draft)
        write_workbook(blank, draft / WORKBOOK)


def blank_table(table: Table) -> RawTable:
    columns = {name: pl.Series(name, [], dtype=pl.String) for name in table.column_names}
    return RawTable(table.name, f"{table.name}.csv", pl.DataFrame(columns))


def readme() -> str:
    return "\n".join([OPENING, *(about(table) for table in tables().values())])


def about(table: Table) -> str:
    rows = [
        f"| `{c.name}` | {'yes' if c.required else ''} | {c.description}"
        f"{' One of: ' + ', '.join(c.choices) + '.' if c.choices else ''} |"
        for c in table.columns
    ]
    heading = ["| column | needed | meaning |", "| --- | --- | --- |"]
    return "\n".join([f"## {table.name}", "", table.description, "", *heading, *rows, ""])


OPENING = f"""# An evidence package for Fourfold

What is known about a partnership, as plain tables. Fill in what you have: only
`partnerships` is needed, with an `id` and a `name`; a table that you leave empty, or delete
together with its entry in `datapackage.json`, is simply not used.

You can fill in the CSV files, or `{WORKBOOK}` in their place, which offers the permitted
values in drop-downs. Dates are written year-month-day, such as 2025-03-31; numbers with a
decimal point; files in UTF-8. Then:

    fourfold check .                 or    fourfold check {WORKBOOK}
    fourfold map . --out results     or    fourfold map {WORKBOOK} --out results

The questions that `answers` refers to: `fourfold questionnaire`.
The policy instruments that `facts` refers to: `fourfold theory DIR`, folder `instruments`.
"""
