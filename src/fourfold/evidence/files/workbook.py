"""An evidence package as one workbook: a sheet for each table, with the same columns."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from fourfold.errors import PackageUnreadable
from fourfold.evidence.faults import LISTED, Fault, at_rows
from fourfold.evidence.files.csvtable import unreadable
from fourfold.evidence.files.source import zip_source
from fourfold.evidence.package import RawPackage, RawTable

NOTES = ("README", "lists")  # sheets for people and for drop-downs, not tables


def read_workbook(path: Path) -> tuple[RawPackage, list[Fault]]:
    """Every sheet as a table of texts; dates as year-month-day, whole numbers without point."""
    from openpyxl import load_workbook  # half a second, and only workbooks need it

    zip_source(path)  # refuses what is damaged, locked, or too large
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (
        KeyError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        SyntaxError,
        TypeError,
    ) as fault:
        raise PackageUnreadable(
            f"{path} cannot be opened as a workbook ({fault}). Save it again as .xlsx."
        ) from None
    tables: dict[str, RawTable] = {}
    faults: list[Fault] = []
    for sheet in book.worksheets:
        if sheet.title in NOTES:
            continue
        sheet.reset_dimensions()
        table, found = read_sheet(path, sheet.title, sheet.iter_rows())
        faults += found
        if table is not None:
            tables[sheet.title] = table
    book.close()
    return RawPackage(path.stem, tables), faults


def read_sheet(
    path: Path, title: str, rows: Iterable[Any]
) -> tuple[RawTable | None, list[Fault]]:
    file = f"{path.name}, sheet {title}"
    numbered = enumerate(rows, 1)
    _, first = next(numbered, (1, ()))
    header = [text_of(cell) for cell in first]
    while header and not header[-1]:
        header.pop()
    faults = sheet_header_faults(file, header)
    if faults or not header:
        return None, faults
    lines, records, formulas = [], [], []
    for line, row in numbered:
        cells = [text_of(cell) for cell in row]
        if any(cells):
            lines.append(line)
            records.append(cells)
            formulas += [(line, text_of(c)) for c in row if c.data_type == "f"]
    faults = too_wide(file, lines, records, len(header)) + formula_faults(file, formulas)
    if faults:
        return None, faults
    columns = [[*column] for column in zip_longest(*records, fillvalue="")]
    columns = [*columns, *([""] * len(records) for _ in header)][: len(header)]
    frame = pl.DataFrame(
        dict(zip(header, columns, strict=True)), schema=dict.fromkeys(header, pl.String)
    )
    return RawTable(title, file, frame, np.array(lines, dtype=np.int64)), []


def text_of(cell: Any) -> str:  # noqa: ANN401 - openpyxl has several classes of cell
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)


def sheet_header_faults(file: str, header: list[str]) -> list[Fault]:
    if any(not name for name in header):
        return [
            unreadable(
                file,
                1,
                "A column has no name.",
                "Name every column, or delete the empty one.",
            )
        ]
    return [
        unreadable(
            file, 1, f"The column {name!r} stands in the heading twice.",
            "Delete or rename one of them.",
        )
        for name in sorted({n for n in header if header.count(n) > 1})
    ]  # fmt: skip


def too_wide(
    file: str, lines: list[int], records: list[list[str]], width: int
) -> list[Fault]:
    beyond: list[tuple[int, str | None]] = [
        (line, next(filter(None, cells[width:])))
        for line, cells in zip(lines, records, strict=True)
        if any(cells[width:])
    ]
    fault = unreadable(
        file, None, "A cell stands to the right of the last heading.",
        "Give its column a heading, or empty the cell.",
    )  # fmt: skip
    return at_rows(fault, beyond[:LISTED], len(beyond)) if beyond else []


def formula_faults(file: str, formulas: list[tuple[int, str]]) -> list[Fault]:
    places: list[tuple[int, str | None]] = list(formulas)
    fault = Fault(
        kind="formula",
        severity="unreadable",
        file=file,
        line=None,
        column=None,
        found=None,
        expected="This must be a plain value, not a spreadsheet formula.",
        remedy="Copy the cells and paste them as values.",
    )
    return at_rows(fault, places[:LISTED], len(places)) if places else []
