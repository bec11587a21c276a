"""The report as a PDF/UA-1 document: tagged, with texts for pictures, always the same."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fourfold.report.charts.render import type_folder
from fourfold.report.draw import Drawn
from fourfold.report.page.blocks import (
    Beside,
    Block,
    Bullets,
    Figure,
    Paragraph,
    Report,
    Table,
)

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

WIDE_TABLE = 6  # from so many columns a table is set in smaller type
LONGEST_WORD = 17.0  # letters that a column makes room for without breaking
TIMESTAMP = 0  # no clock: the same result gives the same bytes


def pdf_of(report: Report, drawn: Mapping[str, Drawn]) -> bytes:
    """The whole document. Texts travel as JSON and are never read as markup."""
    import typst

    standards: list[PDFStandard] = ["ua-1"]
    content = json.dumps(_report(report, drawn), ensure_ascii=False)
    document = typst.compile(
        _template(),
        font_paths=_fonts(),
        sys_inputs={"report": content},
        pdf_standards=standards,
        timestamp=TIMESTAMP,
        format="pdf",
    )
    if not isinstance(document, bytes):
        raise TypeError(f"typst gave {type(document).__name__} where one PDF was asked for")
    return document


@cache
def _fonts() -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(type_folder())])


@cache
def _template() -> bytes:
    return files("fourfold.report").joinpath("templates", "report.typ").read_bytes()


def _report(report: Report, drawn: Mapping[str, Drawn]) -> dict[str, Any]:
    return {
        "title": report.title,
        "stamp": report.stamp,
        "marks": list(report.marks),
        "chapters": [
            {
                "title": chapter.title,
                "sections": [
                    {"title": s.title, "blocks": [_block(b, drawn) for b in s.blocks]}
                    for s in chapter.sections
                ],
            }
            for chapter in report.chapters
        ],
    }


def _block(block: Block, drawn: Mapping[str, Drawn]) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "tone": block.tone}
        case Bullets():
            return {"kind": "bullets", "items": list(block.items)}
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, drawn)
        case Beside():
            return {
                "kind": "beside",
                "figure": _figure(block.figure, drawn),
                "under": [_block(b, drawn) for b in block.under],
                "blocks": [_block(b, drawn) for b in block.blocks],
                "together": block.figure.narrow is None and _slim(block.blocks),
            }


def _slim(blocks: Sequence[Block]) -> bool:
    """Whether the blocks fit beside a small figure on paper."""
    return all(len(b.header) < WIDE_TABLE for b in blocks if isinstance(b, Table))


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "numbers": sorted(table.numbers),
        "note": table.note,
        "small": len(table.header) >= WIDE_TABLE,
        "widths": _widths(table),
    }


def _widths(table: Table) -> list[float]:
    """Room for each column by the letters in it, so that long texts get more."""
    columns = zip(table.header, *table.rows, strict=True)
    return [max(_longest_word(cells), min(40.0, _mean_length(cells))) for cells in columns]


def _longest_word(cells: Sequence[str]) -> float:
    words = (word for cell in cells for word in cell.split())
    return min(LONGEST_WORD, max(map(len, words), default=0) + 2.0)


def _mean_length(cells: Sequence[str]) -> float:
    return sum(map(len, cells)) / len(cells)


def _figure(figure: Figure, drawn: Mapping[str, Drawn]) -> dict[str, Any]:
    alt = f"{figure.title}. {figure.description}"
    svg = drawn[figure.key].wide
    return {"kind": "figure", "svg": svg, "alt": alt, "map": figure.narrow is not None}
