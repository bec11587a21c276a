"""Headings of tables, whatever the tables are kept in."""

from __future__ import annotations

from collections import Counter

from fourfold.evidence.faults import Fault

MOST_COLUMNS = 1000


def unreadable(file: str, expected: str, remedy: str, *, line: int | None = None) -> Fault:
    """A fault that keeps a file from being read at all."""
    return Fault("unreadable", "unreadable", file, line, expected=expected, remedy=remedy)


def heading_faults(file: str, header: list[str]) -> list[Fault]:
    if len(header) > MOST_COLUMNS:
        fault = unreadable(
            file,
            f"A table has at most {MOST_COLUMNS:,} columns.",
            "Check that its first line is the heading.",
        )
        return fault.at([(1, f"{len(header):,} columns")])
    if not all(name.strip() and name.isprintable() for name in header) or not header:
        return [
            unreadable(
                file,
                "A column has no name, or one that cannot be printed.",
                "Name every column in the first line, or delete the empty one.",
                line=1,
            )
        ]
    fault = unreadable(
        file, "A column stands in the heading twice.", "Delete or rename one of them."
    )
    repeated = [name for name, times in Counter(header).items() if times > 1]
    return fault.at([(1, name) for name in repeated])
