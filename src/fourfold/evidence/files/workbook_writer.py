"""Writes a package as a workbook with a sheet for each table and drop-downs for choices."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.errors import OutputUnwritable
from fourfold.evidence.files.workbook import MARKS_BETWEEN
from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import Column, tables

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DROP_DOWN_ROWS = 1000  # rows below the heading that offer choices
NARROWEST, WIDEST = 12, 40
REQUIRED_FILL, OPTIONAL_FILL = "DCE9F2", "F3F2F1"
LONGEST_LIST = 255  # characters that a drop-down's own list may have
LONGEST_CELL = 32_767  # characters
UNHELD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
TITLE_PATTERN = re.compile(r"[^\\*?:/\[\]]{1,31}")
# Equal packages give equal bytes: no file in the workbook says when it was written.
EPOCH = (1980, 1, 1, 0, 0, 0)
WRITTEN_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_workbook(package: RawPackage, path: Path) -> None:
    """All cells are texts, so no program can take one for a formula.

    Raises OutputUnwritable where a workbook cannot hold what a table holds.
    """
    from openpyxl import Workbook

    for table in package.tables.values():
        refuse_unheld(table)
    book = Workbook()
    book.worksheets[0].title = "README"
    write_notes(book.worksheets[0])
    describe(book, package)
    lists = book.create_sheet("lists")
    for name, table in package.tables.items():
        write_sheet(book.create_sheet(name), table, lists)
    if lists["A1"].value is None:
        book.remove(lists)
    lists.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    write_without_times(written, path)


def describe(book: Workbook, package: RawPackage) -> None:
    marks = package.descriptor.get("fourfold:marks", [])
    book.properties.title = str(package.descriptor.get("title") or package.name)
    book.properties.keywords = MARKS_BETWEEN.join(map(str, marks)) or None


def refuse_unheld(table: RawTable) -> None:
    if not TITLE_PATTERN.fullmatch(table.name):
        raise OutputUnwritable(
            f"A workbook cannot have a sheet called {table.name!r}. Give the table a "
            "shorter, plainer name, or write a folder or a .zip."
        )
    for column in table.frame.columns:
        for text in (column, *table.frame[column].unique()):
            if len(text) > LONGEST_CELL or UNHELD.search(text):
                raise OutputUnwritable(
                    f"A workbook cannot hold a cell in the column {column!r} of "
                    f"{table.name}: {text[:40]!r}. Write a folder or a .zip in its place."
                )


def write_without_times(written: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(path, "w") as archive:
        for info in given.infolist():
            content = WRITTEN_AT.sub(rb"\g<1>1980-01-01T00:00:00Z", given.read(info))
            entry = zipfile.ZipInfo(info.filename, EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def write_notes(sheet: Worksheet) -> None:
    for line in (
        "An evidence package for Fourfold: a sheet for each table.",
        "Only the sheet partnerships must be filled. Delete sheets that you do not need.",
        "Dates are written like 2025-03-31; numbers with a decimal point.",
        "Check it with: fourfold check FILE.xlsx",
    ):
        sheet.append([line])
    sheet.column_dimensions["A"].width = 90


def write_sheet(sheet: Worksheet, table: RawTable, lists: Worksheet) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    known = tables().get(table.name)
    columns = {c.name: c for c in known.columns} if known else {}
    for number, name in enumerate(table.frame.columns, 1):
        letter = get_column_letter(number)
        heading = sheet.cell(1, number)
        heading.value, heading.data_type, heading.font = name, "s", Font(bold=True)
        if column := columns.get(name):
            explain(sheet, column, letter=letter, lists=lists)
            colour = REQUIRED_FILL if column.required else OPTIONAL_FILL
            heading.fill = PatternFill("solid", fgColor=colour)
        sheet.column_dimensions[letter].width = min(WIDEST, max(NARROWEST, len(name) + 4))
    for row, cells in enumerate(table.frame.iter_rows(), 2):
        for number, text in enumerate(cells, 1):
            if text:
                cell = sheet.cell(row, number)
                cell.value, cell.data_type = text, "s"
    sheet.freeze_panes = "A2"


def explain(sheet: Worksheet, column: Column, *, letter: str, lists: Worksheet) -> None:
    """The column's meaning as a note on its heading, its choices as a drop-down."""
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation

    needed = " Required." if column.required else ""
    sheet[f"{letter}1"].comment = Comment(f"{column.description}{needed}", "Fourfold")
    choices = ("true", "false") if column.type == "boolean" else column.choices
    if not choices:
        return
    joined = ",".join(choices)
    formula = f'"{joined}"' if len(joined) <= LONGEST_LIST else listed(lists, choices)
    rule = DataValidation(type="list", formula1=formula, allow_blank=not column.required)
    rule.error = "Choose one from the list."
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{DROP_DOWN_ROWS + 1}")


def listed(lists: Worksheet, choices: tuple[str, ...]) -> str:
    """Where choices too long for a drop-down's own list stand on the hidden sheet."""
    from openpyxl.utils import get_column_letter

    number = lists.max_column + (lists["A1"].value is not None)
    letter = get_column_letter(number)
    for row, choice in enumerate(choices, 1):
        lists.cell(row, number, choice)
    return f"=lists!${letter}$1:${letter}${len(choices)}"
