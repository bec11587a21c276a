"""What is wrong with an evidence package: where, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

Severity = Literal["unreadable", "structure", "reference", "value", "warning"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Place = tuple[int | None, str | None]  # a line, and what was found there

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
    line: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str = ""
    remedy: str = ""
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
        found = f"Found “{self.found}”." if self.found is not None else ""
        more = f"And {self.more:,} more like this." if self.more else ""
        said = " ".join(filter(None, (self.expected, found, self.remedy, more)))
        return f"{self.place}: {said}"

    def at(self, places: Sequence[Place], total: int | None = None) -> list[Fault]:
        """The same fault at each place: the first LISTED, and the rest counted."""
        listed = [
            replace(self, line=line, found=shortened(found))
            for line, found in places[:LISTED]
        ]
        beyond = (total if total is not None else len(places)) - len(listed)
        if listed and beyond > 0:
            listed[-1] = replace(listed[-1], more=beyond)
        return listed


def shortened(found: str | None) -> str | None:
    """At most LONGEST_SHOWN characters, and none that would steer a terminal."""
    if found is None:
        return None
    start = found[:LONGEST_SHOWN]
    if len(found) > LONGEST_SHOWN:
        start = start[:-1] + "…"
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in start
    )


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    return sorted(
        faults,
        key=lambda f: (SEVERITIES.index(f.severity), f.file, f.line or 0, f.column or ""),
    )


def counted(faults: Iterable[Fault]) -> int:
    """How many faults there are, those not listed one by one included."""
    return sum(1 + fault.more for fault in faults)
