"""Reads an evidence package from one workbook: a sheet for each table, same columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from fourfold.errors import PackageUnreadable
from fourfold.evidence.faults import LISTED, Fault, Place
from fourfold.evidence.files.headings import heading_faults, unreadable
from fourfold.evidence.files.source import Source
from fourfold.evidence.files.zipped import BREAKAGES
from fourfold.evidence.package import RawPackage, RawTable

if TYPE_CHECKING:
    from openpyxl import Workbook

NOTES = ("README", "lists")  # sheets for people and for drop-downs, not tables
MARKS_BETWEEN = "; "
LAST_LINE = 1_048_576  # that a sheet has
XML_START = 1024  # bytes in which a document type would stand
# What openpyxl lets through from a workbook that is damaged or made to harm.
DAMAGE = (*BREAKAGES, SyntaxError, TypeError, AttributeError, ArithmeticError)


def read_workbook(path: Path, source: Source) -> tuple[RawPackage, list[Fault]]:
    """Every sheet as a table of texts; dates as year-month-day, 3.0 as 3."""
    from openpyxl import load_workbook  # half a second, and only workbooks need it

    merged = refuse_harmful(path, source)
    tables: dict[str, RawTable] = {}
    faults = [merged_cells(path)] if merged else []
    with damage_told(path):
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            if sheet.title not in NOTES:
                sheet.reset_dimensions()
                table, found = read_sheet(path, sheet.title, sheet.iter_rows())
                faults += found
                tables |= {sheet.title: table} if table is not None else {}
        descriptor = described(book)
        book.close()
    return RawPackage(path.stem, tables, descriptor), faults


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGE as fault:
        raise PackageUnreadable(
            f"{path} cannot be opened as a workbook ({fault}). Save it again as .xlsx."
        ) from None


def refuse_harmful(path: Path, source: Source) -> bool:
    """Refuses XML that defines entities, which can swell; says whether cells are merged."""
    merged = False
    for name in source.paths:
        if name.endswith((".xml", ".rels")):
            content = source.read(name)
            if b"<!DOCTYPE" in content[:XML_START]:
                raise PackageUnreadable(
                    f"{name} in {path} holds a document type, which no workbook needs. "
                    "Save it again as .xlsx."
                )
            merged |= name.startswith("xl/worksheets/") and b"<mergeCell " in content
    return merged


def merged_cells(path: Path) -> Fault:
    return Fault(
        "merged-cells",
        "warning",
        path.name,
        expected="Some cells are merged; only the first of them keeps the value.",
        remedy="Unmerge them, and fill in each cell that should hold it.",
    )


def described(book: Workbook) -> dict[str, Any]:
    """The title and the marks that the workbook carries in its properties."""
    title, marks = book.properties.title, book.properties.keywords
    return {
        **({"title": title} if title else {}),
        **({"fourfold:marks": marks.split(MARKS_BETWEEN)} if marks else {}),
    }


@dataclass
class Records:
    """The filled rows of a sheet, with their lines, and the places of what is amiss."""

    width: int
    lines: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    beyond: list[Place] = field(default_factory=list)
    formulas: list[tuple[int, int, str]] = field(default_factory=list)  # line, column

    def add(self, line: int, row: Iterable[Any]) -> None:
        given = tuple(row)
        texts = [text_of(cell.value) for cell in given]
        if not any(texts):
            return
        self.lines.append(line)
        self.cells.append(texts[: self.width])
        if any(texts[self.width :]):
            self.beyond.append((line, next(filter(None, texts[self.width :]))))
        for number, cell in enumerate(given[: self.width]):
            if cell.data_type == "f":
                self.formulas.append((line, number, texts[number]))


def read_sheet(
    path: Path, title: str, rows: Iterable[Any]
) -> tuple[RawTable | None, list[Fault]]:
    file = f"{path.name}, sheet {title}"
    numbered = enumerate(rows, 1)
    _, first = next(numbered, (1, ()))
    header = [text_of(cell.value) for cell in first]
    while header and not header[-1]:
        header.pop()
    if not header:
        empty = not any(text_of(c.value) for _, row in numbered for c in row)
        return None, [] if empty else heading_faults(file, header)
    faults = heading_faults(file, header)
    if faults:
        return None, faults
    records = Records(len(header))
    for line, row in numbered:
        records.add(line, row)
        if line >= LAST_LINE or len(records.beyond) >= LISTED:
            break
    faults = cells_amiss(file, header, records)
    frame = frame_of(header, records)
    table = RawTable(title, file, frame, np.array(records.lines, dtype=np.int64))
    return (None if faults else table), faults


def frame_of(header: list[str], records: Records) -> pl.DataFrame:
    columns = [[*column] for column in zip_longest(*records.cells, fillvalue="")]
    columns += [[""] * len(records.lines) for _ in header[len(columns) :]]
    schema = dict.fromkeys(header, pl.String)
    return pl.DataFrame(dict(zip(header, columns, strict=True)), schema=schema)


def text_of(value: object) -> str:
    """A cell's value as a CSV file would have it."""
    for kind, text in TEXTS:
        if isinstance(value, kind):
            return text(value)
    return str(getattr(value, "text", None) or value)  # a formula for several cells


def number_text(value: float) -> str:
    whole = value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)


def moment_text(value: datetime) -> str:
    return (value.date() if value.time() == time() else value).isoformat()


# In this order: a truth is also an int, and a moment also a date.
TEXTS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _: ""),
    (str, str),
    (bool, lambda value: "true" if value else "false"),
    (int, str),
    (float, number_text),
    (datetime, moment_text),
    (date, date.isoformat),
    (time, time.isoformat),
)


def cells_amiss(file: str, header: list[str], records: Records) -> list[Fault]:
    beyond = unreadable(
        file,
        "A cell stands to the right of the last heading.",
        "Give its column a heading, or empty the cell.",
    )
    faults = beyond.at(records.beyond)
    for number, column in enumerate(header):
        formula = Fault(
            "formula",
            "unreadable",
            file,
            column=column,
            expected="This must be a plain value, not a spreadsheet formula.",
            remedy="Copy the cells and paste them as values.",
        )
        places = [(line, text) for line, n, text in records.formulas if n == number]
        faults += formula.at(places)
    return faults
