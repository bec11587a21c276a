"""One CSV file as a table of texts, or sentences that say what is wrong with it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fourfold.evidence.faults import LISTED, Fault, at_rows
from fourfold.evidence.package import RawTable

LONGEST_CELL = 16 * 1024 * 1024  # characters
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Layout:
    """Where the records of a CSV file stand: lines (rows,), None if row r is line r + 2."""

    lines: NDArray[np.int64] | None
    faults: list[Fault]


def read_csv_table(
    name: str, file: str, data: bytes
) -> tuple[RawTable | None, list[Fault]]:
    """The table, or None and why not. Rows with no filled cell are left out."""
    faults = unreadable_text(file, data)
    if faults:
        return None, faults
    header, faults = read_header(file, data)
    if faults:
        return None, faults
    frame = quickly_read(data, len(header))
    if frame is not None:
        return without_blank_rows(
            RawTable(name, file, frame.rename(naming(frame, header)))
        ), []
    layout = record_layout(file, data, len(header))
    if layout.faults:
        return None, layout.faults
    frame = pl.read_csv(data, infer_schema=False, empty_string_is_null=False)
    named = frame.rename(naming(frame, header))
    return without_blank_rows(RawTable(name, file, named, layout.lines)), []


def naming(frame: pl.DataFrame, header: list[str]) -> dict[str, str]:
    return dict(zip(frame.columns, header, strict=True))


def quickly_read(data: bytes, width: int) -> pl.DataFrame | None:
    """The table, where every record surely is one line of `width` cells; else None.

    polars refuses lines with too many cells and fills up lines with too few, so a table is
    sure when its last column is full, or when nothing is quoted and the commas add up.
    """
    try:
        frame = pl.read_csv(data, infer_schema=False, empty_string_is_null=False)
    except pl.exceptions.PolarsError:
        return None
    end = len(data.rstrip(b"\r\n")) if data[-1:].isspace() else len(data)
    if data.count(b"\n", 0, end) != frame.height:
        return None
    full = not (frame[frame.columns[-1]] == "").any()
    plain = b'"' not in data and data.count(b",") == (frame.height + 1) * (width - 1)
    return frame if full or plain else None


def without_blank_rows(table: RawTable) -> RawTable:
    filled = table.frame.select(pl.any_horizontal(pl.all() != "").alias("filled"))["filled"]
    if filled.all():
        return table
    lines = table.lines if table.lines is not None else np.arange(table.frame.height) + 2
    return RawTable(
        table.name, table.file, table.frame.filter(filled), lines[filled.to_numpy()]
    )


def unreadable_text(file: str, data: bytes) -> list[Fault]:
    if not data.strip():
        return [unreadable(file, None, "The file is empty.", "Give it a heading and rows.")]
    if data.startswith(UTF16_MARKS):
        return [
            unreadable(
                file, None, "The file is not in UTF-8 but in UTF-16.",
                "Save it as “CSV UTF-8”.",
            )
        ]  # fmt: skip
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return [
            unreadable(
                file, line, "The file holds a NUL character, so it is not a text file.",
                "Save it again as CSV from the program it came from.",
            )
        ]  # fmt: skip
    return not_utf8(file, data)


def not_utf8(file: str, data: bytes) -> list[Fault]:
    if data.isascii():
        return []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        found = data[max(0, fault.start - 10) : fault.start + 10].decode("latin-1")
        return [
            unreadable(
                file, line, "The file is not in UTF-8.", "Save it as “CSV UTF-8”.", found
            )
        ]  # fmt: skip
    return []


def read_header(file: str, data: bytes) -> tuple[list[str], list[Fault]]:
    csv.field_size_limit(LONGEST_CELL)
    start = data[:LONGEST_CELL].decode("utf-8-sig", errors="replace")
    try:
        header = next(csv.reader(io.StringIO(start, newline=""), strict=True))
    except (csv.Error, StopIteration) as fault:
        return [], [
            unreadable(
                file,
                1,
                f"The heading cannot be read ({fault}).",
                "Correct its quotation marks.",
            )
        ]
    return header, header_faults(file, header, start)


def header_faults(file: str, header: list[str], start: str) -> list[Fault]:
    if "\r" in start and "\n" not in start:
        return [
            unreadable(
                file, 1, "The lines end in a way that only very old programs write.",
                "Save it again as “CSV UTF-8”.",
            )
        ]  # fmt: skip
    if len(header) == 1:
        for mark, name in OTHER_SEPARATORS.items():
            if mark in header[0]:
                return [
                    unreadable(
                        file, 1, f"The columns are parted by {name}, not by commas.",
                        "Save it as “CSV UTF-8 (comma delimited)”.", header[0],
                    )
                ]  # fmt: skip
    if any(not name.strip() for name in header):
        return [
            unreadable(
                file,
                1,
                "A column has no name.",
                "Name every column, or delete the empty one.",
            )
        ]
    repeated = sorted({name for name in header if header.count(name) > 1})
    return [
        unreadable(
            file, 1, f"The column {name!r} stands in the heading twice.",
            "Delete or rename one of them.",
        )
        for name in repeated
    ]  # fmt: skip


def record_layout(file: str, data: bytes, width: int) -> Layout:
    """Reads every record as the CSV standard has it; says which are not as wide as the heading."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    starts: list[int] = []
    ragged: list[tuple[int, str | None]] = []
    line = 1
    try:
        for record in reader:
            starts.append(line)
            if record and len(record) != width:
                ragged.append((line, f"{len(record)} cells"))
            line = reader.line_num + 1
    except csv.Error as fault:
        return Layout(None, [broken_quotes(file, line, str(fault))])
    expected = f"Every line must have {width} cells, as the heading has."
    fault = unreadable(
        file,
        None,
        expected,
        "Add or delete commas; put text with commas in quotation marks.",
    )
    faults = at_rows(fault, ragged[:LISTED], len(ragged)) if ragged else []
    return Layout(np.array(starts[1:], dtype=np.int64), faults)


def broken_quotes(file: str, line: int, reason: str) -> Fault:
    return unreadable(
        file,
        line,
        f"The quotation marks from this line on do not match ({reason}).",
        "Close them, and double those inside a cell.",
    )


def unreadable(
    file: str, line: int | None, expected: str, remedy: str, found: str | None = None
) -> Fault:
    return Fault("unreadable", "unreadable", file, line, None, found, expected, remedy)
