"""The workbook: text stays text, so that no name is ever run as a formula."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from fourfold.mapping.result import PackageMap
from fourfold.report.sheets import Cell, Sheet, sheets_of

WriteOnlyWorksheet: TypeAlias = Any  # its type stubs leave out nearly all it can do
WriteOnlyCell: TypeAlias = Any

WIDEST = 48
LONGEST_CELL = 32_000  # a cell holds 32,767 characters
ROWS_MEASURED = 50
READ_AS_OTHER = "=#"  # text that begins so would be taken for a formula or an error
ACCENT, WARN = "00609A", "8A1C00"


def write_xlsx(result: PackageMap, path: Path) -> None:
    """Write every sheet; the stamp and marks stand in its first row and its page header."""
    import openpyxl

    # Written row by row, a workbook of thousands of partnerships stays out of memory.
    workbook = openpyxl.Workbook(write_only=True)
    marks = " · ".join([*([result.stamp] if result.stamp else []), *result.marks])
    for sheet in sheets_of(result):
        worksheet = workbook.create_sheet(sheet.name)
        _prepare(worksheet, sheet, marks)
        _fill(worksheet, sheet, marks)
    workbook.properties.title = result.title[:250]
    workbook.properties.creator = "Fourfold"
    workbook.save(path)


def _prepare(worksheet: WriteOnlyWorksheet, sheet: Sheet, marks: str) -> None:
    from openpyxl.utils import get_column_letter

    # In a page header & begins a code.
    worksheet.oddHeader.center.text = marks.replace("&", "&&")[:200] or None
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.freeze_panes = "A3" if marks else "A2"
    for column in range(len(sheet.header)):
        letter = get_column_letter(column + 1)
        worksheet.column_dimensions[letter].width = _width(sheet, column)


def _width(sheet: Sheet, column: int) -> int:
    texts = [row[column] for row in sheet.rows[:ROWS_MEASURED]]
    longest = max((len(text) for text in texts if isinstance(text, str)), default=8)
    return min(WIDEST, max(10, longest, len(sheet.header[column]) // 2 + 2))


def _fill(worksheet: WriteOnlyWorksheet, sheet: Sheet, marks: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    if marks:
        mark = _text(worksheet, marks)
        mark.font = Font(bold=True, color=WARN)
        worksheet.append([mark])
    heads = [_text(worksheet, name) for name in sheet.header]
    for head in heads:
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", start_color=ACCENT)
        head.alignment = Alignment(vertical="top", wrap_text=True)
    worksheet.append(heads)
    for row in sheet.rows:
        worksheet.append([_cell(worksheet, value) for value in row])


def _cell(worksheet: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return (
            _text(worksheet, value) if value[:1] in READ_AS_OTHER else value[:LONGEST_CELL]
        )
    if isinstance(value, float):
        return round(value, 6)
    return value


def _text(worksheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell as NewCell

    cell: WriteOnlyCell = NewCell(worksheet, value=text[:LONGEST_CELL])
    cell.data_type = "s"  # set after the value, which would else decide it
    return cell
