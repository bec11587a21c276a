"""An evidence package in memory: tables as they were written, and as they are used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fourfold.evidence.answersheet import AnswerSheet
from fourfold.evidence.faults import LISTED, Place


@dataclass(frozen=True)
class RawTable:
    """A table as it was written: every cell a text, unknown columns kept.

    `lines` gives the line of each row in its file; None means row + 2.
    """

    name: str
    file: str
    frame: pl.DataFrame
    lines: NDArray[np.int64] | None = None

    def line(self, row: int) -> int:
        return row + 2 if self.lines is None else int(self.lines[row])

    def places(
        self, rows: Sequence[int] | NDArray[np.integer] | pl.Series, *columns: str
    ) -> list[Place]:
        """The line of each of the first LISTED rows, and what stands in those columns."""
        first = [int(row) for row in rows[:LISTED]]
        shown = [name for name in columns if name in self.frame.columns]
        if not shown:
            return [(self.line(row), None) for row in first]
        cells = self.frame.select(shown)[first].rows()
        return [
            (self.line(row), " / ".join(texts))
            for row, texts in zip(first, cells, strict=True)
        ]


@dataclass(frozen=True)
class RawPackage:
    """What was read, before anything is checked: tables, descriptor, other files by path.

    Other files (documents) are kept when the package is written, and only then read.
    """

    name: str
    tables: Mapping[str, RawTable]
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    other_files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """A package without faults. `tables` hold typed columns; a table not given is absent.

    Typed columns: ids and texts as text with empty cells as null, numbers as Float64,
    integers as Int64, dates as Date, booleans as Boolean. `answers` is the answer sheet.
    """

    raw: RawPackage
    tables: Mapping[str, pl.DataFrame]
    answers: AnswerSheet | None

    @property
    def name(self) -> str:
        return self.raw.name

    @property
    def title(self) -> str:
        return str(self.raw.descriptor.get("title") or self.raw.name)

    @property
    def marks(self) -> tuple[str, ...]:
        """Words every page made from this package carries, such as "invented example"."""
        marks = self.raw.descriptor.get("fourfold:marks", [])
        return tuple(str(mark) for mark in marks) if isinstance(marks, list) else ()

    def table(self, name: str) -> pl.DataFrame | None:
        return self.tables.get(name)
