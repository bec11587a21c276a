"""One CSV file as a table of texts, or sentences that say what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import numpy as np
import polars as pl

from fourfold.evidence.faults import Fault, Place
from fourfold.evidence.files.headings import heading_faults, unreadable
from fourfold.evidence.package import RawTable

LONGEST_CELL = 16 * 1024 * 1024  # characters
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ROWS_AT_ONCE = 100_000  # that are lists of texts before they become columns
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class BrokenRecord(Exception):
    """A record that is not CSV: `line` is where it starts."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


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
        frame.columns = header
        return without_blank_rows(RawTable(name, file, frame)), []
    return record_by_record(RawTable(name, file, pl.DataFrame()), data, header)


def quickly_read(data: bytes, width: int) -> pl.DataFrame | None:
    """The table, where every record surely is one line of `width` cells; else None.

    polars refuses lines with filled cells beyond the heading and fills up lines with too
    few, so a table is sure when its last column is full, or when nothing is quoted and
    every line has its commas.
    """
    if data.count(b"\r") != data.count(b"\r\n"):
        return None
    try:
        frame = pl.read_csv(data, infer_schema=False, empty_string_is_null=False)
    except pl.exceptions.PolarsError:
        return None
    end = len(data)
    while data[end - 1 : end] in {b"\r", b"\n"}:  # stripping would copy it all
        end -= 1
    if frame.width != width or data.count(b"\n", 0, end) != frame.height:
        return None
    full = not (frame[frame.columns[-1]] == "").any()
    sure = full or (b'"' not in data and commas_in_place(data[:end], width))
    return frame if sure else None


def commas_in_place(data: bytes, width: int) -> bool:
    """Whether every line has one comma less than cells."""
    characters = np.frombuffer(data, dtype=np.uint8)
    commas = np.flatnonzero(characters == ord(","))
    ends = np.append(np.flatnonzero(characters == ord("\n")), len(data))
    if width == 1 or len(commas) != len(ends) * (width - 1):
        return width == 1 and not len(commas)
    by_line = commas.reshape(len(ends), width - 1)
    return bool((by_line[1:, 0] > ends[:-1]).all() and (by_line[:, -1] < ends).all())


def without_blank_rows(table: RawTable) -> RawTable:
    filled = table.frame.select(pl.any_horizontal(pl.all() != "").alias("filled"))["filled"]
    if filled.all():
        return table
    lines = table.lines if table.lines is not None else np.arange(table.frame.height) + 2
    return RawTable(
        table.name, table.file, table.frame.filter(filled), lines[filled.to_numpy()]
    )


def record_by_record(
    table: RawTable, data: bytes, header: list[str]
) -> tuple[RawTable | None, list[Fault]]:
    """Reads as the CSV standard has it: slower, but sure about every line and quote."""
    schema = dict.fromkeys(header, pl.String)
    frames = [pl.DataFrame(schema=schema)]
    lines: list[int] = []
    kept: list[list[str]] = []
    ragged: list[Place] = []
    try:
        for line, record in records(data):
            if len(record) >= len(header) and not any(record[len(header) :]):
                lines.append(line)
                kept.append(record[: len(header)])
            elif record:
                ragged.append((line, f"{len(record)} cells"))
            if len(kept) == ROWS_AT_ONCE:
                frames.append(pl.DataFrame(kept, schema=schema, orient="row"))
                kept = []
    except BrokenRecord as broken:
        return None, [broken_quotes(table.file, broken)]
    if ragged:
        return None, ragged_lines(table.file, len(header)).at(ragged)
    frames.append(pl.DataFrame(kept, schema=schema, orient="row"))
    read = RawTable(table.name, table.file, pl.concat(frames), np.array(lines, np.int64))
    return without_blank_rows(read), []


def records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record below the heading, with the line it starts on; [] for a blank line."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True)
    line = 1
    try:
        for number, record in enumerate(reader):
            if number:
                yield line, record
            line = reader.line_num + 1
    except csv.Error as broken:
        raise BrokenRecord(line, str(broken)) from None


def unreadable_text(file: str, data: bytes) -> list[Fault]:
    if not data[:LONGEST_CELL].strip() and not data.strip():
        return [unreadable(file, "The file is empty.", "Give it a heading and rows.")]
    if data.startswith(UTF16_MARKS):
        return [not_utf8(file, "It is in UTF-16.")]
    if b"\0" in data:
        return [
            unreadable(
                file,
                "The file holds a NUL character, so it is not a text file.",
                "Save it again as CSV from the program it came from.",
                line=line_of(data, data.index(b"\0")),
            )
        ]
    return wrong_encoding(file, data) if not data.isascii() else []


def wrong_encoding(file: str, data: bytes) -> list[Fault]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as broken:
        around = data[max(0, broken.start - 10) : broken.start + 10].decode("latin-1")
        return not_utf8(file, "").at([(line_of(data, broken.start), around)])
    return []


def line_of(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def not_utf8(file: str, what: str) -> Fault:
    expected = f"The file must be in UTF-8. {what}".strip()
    return unreadable(file, expected, "Save it as “CSV UTF-8”.")


def read_header(file: str, data: bytes) -> tuple[list[str], list[Fault]]:
    csv.field_size_limit(LONGEST_CELL)
    start = data[:LONGEST_CELL].decode("utf-8-sig", errors="replace")
    if "\r" in start and "\n" not in start:
        fault = unreadable(
            file,
            "The lines end in a way that only very old programs write.",
            "Save it again as “CSV UTF-8”.",
        )
        return [], fault.at([(1, None)])
    try:
        header = next(csv.reader(io.StringIO(start, newline=""), strict=True), [])
    except csv.Error as broken:
        return [], [broken_quotes(file, BrokenRecord(1, str(broken)))]
    return header, separator_faults(file, header) or heading_faults(file, header)


def separator_faults(file: str, header: list[str]) -> list[Fault]:
    if len(header) != 1:
        return []
    for mark, name in OTHER_SEPARATORS.items():
        if mark in header[0]:
            fault = unreadable(
                file,
                f"The columns are parted by {name}, not by commas.",
                "Save it as “CSV UTF-8 (comma delimited)”.",
            )
            return fault.at([(1, header[0])])
    return []


def ragged_lines(file: str, width: int) -> Fault:
    return unreadable(
        file,
        f"Every line must have {width} cells, as the heading has.",
        "Add or delete commas; put text with commas in quotation marks.",
    )


def broken_quotes(file: str, broken: BrokenRecord) -> Fault:
    return unreadable(
        file,
        f"The quotation marks from this line on do not match ({broken}).",
        "Close them, and double those inside a cell.",
        line=broken.line,
    )
