"""Checks a package that was read: every fault at once, and the evidence if there is none."""

from __future__ import annotations

import polars as pl

from fourfold.evidence.answers import answer_sheet
from fourfold.evidence.answersheet import AnswerSheet
from fourfold.evidence.columns import typed_column
from fourfold.evidence.faults import Fault, worst_first
from fourfold.evidence.links import ids_known, repeated_rows, unknown_ids
from fourfold.evidence.package import Evidence, RawPackage, RawTable
from fourfold.evidence.rules import Checked, rule_faults
from fourfold.evidence.schema import Table, tables
from fourfold.theory.model import Theory


def checked_evidence(
    raw: RawPackage, theory: Theory
) -> tuple[Evidence | None, list[Fault]]:
    """The evidence, or None where a fault stops; and all faults and warnings, worst first."""
    faults = missing_tables(raw)
    typed: dict[str, pl.DataFrame] = {}
    known = ids_known(raw.tables, theory)
    sheet: AnswerSheet | None = None
    for name, table in tables().items():
        if name not in raw.tables:
            continue
        typed[name], found = typed_table(raw.tables[name], table)
        faults += found
        faults += unknown_ids(raw.tables[name], table, known)
        if name == "answers":
            sheet, found = sheet_and_faults(raw.tables[name], typed[name], theory)
            faults += found
        else:
            faults += repeated_rows(raw.tables[name], table)
    faults += unknown_tables(raw)
    faults += rule_faults(Checked(raw, typed, sheet))
    stopped = any(fault.stops for fault in faults)
    return (None if stopped else Evidence(raw, typed, sheet)), worst_first(faults)


def sheet_and_faults(
    raw: RawTable, typed: pl.DataFrame, theory: Theory
) -> tuple[AnswerSheet | None, list[Fault]]:
    if not {"wave", "respondent", "question", "value"} <= set(raw.frame.columns):
        return None, []
    return answer_sheet(raw, typed["value"], theory.questionnaire)


def typed_table(raw: RawTable, table: Table) -> tuple[pl.DataFrame, list[Fault]]:
    faults = missing_columns(raw, table) + unknown_columns(raw, table)
    series = []
    for column in table.columns:
        if column.name in raw.frame.columns:
            typed, found = typed_column(raw, column)
            series.append(typed)
            faults += found
    return pl.DataFrame(series), faults


def missing_tables(raw: RawPackage) -> list[Fault]:
    if "partnerships" in raw.tables:
        return []
    return [
        whole(
            "package",
            "structure",
            "The package has no table of partnerships.",
            "Add partnerships.csv with the columns id and name, and name it in the descriptor.",
        )
    ]


def missing_columns(raw: RawTable, table: Table) -> list[Fault]:
    needed = [c.name for c in table.columns if c.required]
    if table.name == "facts" and not {"partnership", "programme"} & set(raw.frame.columns):
        needed.append("partnership")
    return [
        whole(
            raw.file,
            "structure",
            f"The column {name!r} is missing from {table.name}.",
            f"Add it. The columns there are: {', '.join(raw.frame.columns) or 'none'}.",
            name,
        )
        for name in needed
        if name not in raw.frame.columns
    ]


def unknown_columns(raw: RawTable, table: Table) -> list[Fault]:
    return [
        whole(
            raw.file,
            "warning",
            f"The column {name!r} is not one of {table.name}'s.",
            "It is kept, and not used.",
            name,
        )
        for name in raw.frame.columns
        if name not in table.column_names
    ]


def unknown_tables(raw: RawPackage) -> list[Fault]:
    return [
        whole(
            table.file,
            "warning",
            f"The table {name!r} is not one that Fourfold knows.",
            "It is kept, and not used.",
        )
        for name, table in raw.tables.items()
        if name not in tables()
    ]


def whole(
    file: str, severity: str, expected: str, remedy: str, column: str | None = None
) -> Fault:
    return Fault(
        kind="unknown" if severity == "warning" else "missing",
        severity="warning" if severity == "warning" else "structure",
        file=file,
        line=None,
        column=column,
        found=None,
        expected=expected,
        remedy=remedy,
    )
