"""The parts of a report. HTML and PDF draw the same blocks, so they cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fourfold.report.charts.theme import Spec


@dataclass(frozen=True)
class Paragraph:
    """A few sentences; `lead` stands under the map, `note` explains."""

    text: str
    tone: Literal["plain", "lead", "note"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """Short statements of equal rank."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a header; the first cell names its row. `numbers` stand right-aligned."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str | None = None


@dataclass(frozen=True)
class Figure:
    """A picture with what it shows in words; `narrow` is the same for a phone."""

    key: str
    title: str
    description: str
    spec: Spec
    narrow: Spec | None = None


@dataclass(frozen=True)
class Beside:
    """A figure with words under it, and blocks beside both where the page is wide."""

    figure: Figure
    blocks: tuple[Paragraph | Table | Bullets, ...]
    under: tuple[Paragraph, ...] = ()


Block: TypeAlias = Paragraph | Bullets | Table | Figure | Beside


@dataclass(frozen=True)
class Section:
    """Blocks under a heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Chapter:
    """One partnership, or one subject of the whole package."""

    key: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Report:
    """A whole report. `stamp` and `marks` stand on every page and chapter."""

    title: str
    stamp: str | None
    marks: tuple[str, ...]
    chapters: tuple[Chapter, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        blocks = [b for c in self.chapters for s in c.sections for b in s.blocks]
        inner = (b.figure if isinstance(b, Beside) else b for b in blocks)
        return tuple(block for block in inner if isinstance(block, Figure))
