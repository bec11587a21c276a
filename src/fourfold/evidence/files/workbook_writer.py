"""Writes a package as a workbook with a sheet for each table and drop-downs for choices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fourfold.evidence.package import RawPackage, RawTable
from fourfold.evidence.schema import Column, tables

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DROP_DOWN_ROWS = 1000  # rows below the heading that offer choices
NARROWEST, WIDEST = 12, 40
HEADING_FILLS = {True: "DCE9F2", False: "F3F2F1"}  # required or not
LONGEST_LIST = 255  # characters that a drop-down's own list may have


def write_workbook(package: RawPackage, path: Path) -> None:
    """All cells are texts, so no program can take one for a formula."""
    from openpyxl import Workbook

    book = Workbook()
    notes = book.worksheets[0]
    notes.title = "README"
    write_notes(notes)
    lists = book.create_sheet("lists")
    for name, table in package.tables.items():
        write_sheet(book.create_sheet(name), table, lists)
    if lists.max_column == 1 and lists["A1"].value is None:
        book.remove(lists)
    lists.sheet_state = "hidden"
    book.save(path)


def write_notes(sheet: Worksheet) -> None:
    for line in (
        "An evidence package for Fourfold: a sheet for each table.",
        "Only the sheet partnerships must be filled. Delete sheets that you do not need.",
        "Dates are written year-month-day, such as 2025-03-31; numbers with a decimal point.",
        "Check it with: fourfold check FILE.xlsx",
    ):
        sheet.append([line])
    sheet.column_dimensions["A"].width = 90


def write_sheet(sheet: Worksheet, table: RawTable, lists: Worksheet) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    columns = (
        {c.name: c for c in tables()[table.name].columns} if table.name in tables() else {}
    )
    for number, name in enumerate(table.frame.columns, 1):
        letter = get_column_letter(number)
        heading = sheet.cell(1, number, name)
        heading.font = Font(bold=True)
        if name in columns:
            explain(sheet, letter, columns[name], lists)
            heading.fill = PatternFill(
                "solid", fgColor="DCE9F2" if columns[name].required else "F3F2F1"
            )
        sheet.column_dimensions[letter].width = min(WIDEST, max(NARROWEST, len(name) + 4))
    for row, cells in enumerate(table.frame.iter_rows(), 2):
        for number, text in enumerate(cells, 1):
            if text:
                cell = sheet.cell(row, number)
                cell.value, cell.data_type = text, "s"
    sheet.freeze_panes = "A2"


def explain(sheet: Worksheet, letter: str, column: Column, lists: Worksheet) -> None:
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
