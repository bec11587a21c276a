"""What is wrong with an evidence package: where, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["unreadable", "structure", "reference", "value", "warning"]
SEVERITIES: tuple[Severity, ...] = (
    "unreadable",
    "structure",
    "reference",
    "value",
    "warning",
)

LISTED = 100  # faults of one kind in one column that are listed one by one
LONGEST_SHOWN = 80  # characters of a found value


@dataclass(frozen=True)
class Fault:
    """One fault, or a warning, at one place. `more` counts its like that are not listed.

    `line` is the line of the file (or the row of the sheet), the heading being 1; None when
    the fault is the file's or the table's as a whole.
    """

    kind: str
    severity: Severity
    file: str
    line: int | None
    column: str | None
    found: str | None
    expected: str
    remedy: str
    more: int = 0

    @property
    def stops(self) -> bool:
        """Whether the package cannot be mapped until this is mended."""
        return self.severity != "warning"

    @property
    def place(self) -> str:
        line = f", line {self.line}" if self.line is not None else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}"

    @property
    def sentence(self) -> str:
        found = f" Found {self.found!r}." if self.found is not None else ""
        more = f" (and {self.more:,} more like this)" if self.more else ""
        return f"{self.place}: {self.expected}{found} {self.remedy}{more}"


def at_rows(
    fault: Fault, rows: Sequence[tuple[int, str | None]], total: int | None = None
) -> list[Fault]:
    """The same fault at many (line, found) places: the first LISTED, the rest counted."""
    listed = [
        Fault(
            fault.kind,
            fault.severity,
            fault.file,
            line,
            fault.column,
            shortened(found),
            fault.expected,
            fault.remedy,
        )
        for line, found in rows[:LISTED]
    ]
    beyond = (total if total is not None else len(rows)) - len(listed)
    if beyond > 0:
        last = listed[-1]
        listed[-1] = Fault(**{**vars(last), "more": beyond})
    return listed


def shortened(found: str | None) -> str | None:
    if found is None or len(found) <= LONGEST_SHOWN:
        return found
    return found[: LONGEST_SHOWN - 1] + "…"


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(
        faults,
        key=lambda f: (SEVERITIES.index(f.severity), f.file, f.line or 0, f.column or ""),
    )


def counted(faults: Iterable[Fault]) -> int:
    """How many faults there are, those not listed one by one included."""
    return sum(1 + fault.more for fault in faults)
