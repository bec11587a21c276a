"""Checks a package that was read: every fault at once; the evidence if there is none."""

from __future__ import annotations

import polars as pl

from fourfold.evidence.answers import answer_sheet
from fourfold.evidence.answersheet import AnswerSheet
from fourfold.evidence.columns import typed_column
from fourfold.evidence.faults import Fault, worst_first
from fourfold.evidence.links import ids_known, repeated_rows, unknown_ids
from fourfold.evidence.notices import noticed
from fourfold.evidence.package import Evidence, RawPackage, RawTable
from fourfold.evidence.rules import Checked, broken_rules
from fourfold.evidence.schema import Table, tables
from fourfold.theory.model import Theory

PACKAGE = "package"  # stands for the file where a fault is the package's as a whole


def checked_evidence(
    raw: RawPackage, theory: Theory
) -> tuple[Evidence | None, list[Fault]]:
    """The evidence, or None where a fault stops; all faults and warnings, worst first."""
    faults = missing_tables(raw) + unknown_tables(raw)
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
    checked = Checked(raw, typed, sheet)
    faults += [*broken_rules(checked), *noticed(checked)]
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
        Fault(
            "missing-table",
            "structure",
            PACKAGE,
            expected="The package has no table of partnerships.",
            remedy="Add one with the columns id and name; in a folder or a zip, as "
            "partnerships.csv, named in datapackage.json.",
        )
    ]


def missing_columns(raw: RawTable, table: Table) -> list[Fault]:
    needed = [c.name for c in table.columns if c.required]
    if table.name == "facts" and not {"partnership", "programme"} & set(raw.frame.columns):
        needed.append("partnership")
    return [
        Fault(
            "missing-column",
            "structure",
            raw.file,
            1,
            name,
            expected=f"The column {name} is missing from {table.name}.",
            remedy=f"Add it. The columns there are: {', '.join(raw.frame.columns)}.",
        )
        for name in needed
        if name not in raw.frame.columns
    ]


def unknown_columns(raw: RawTable, table: Table) -> list[Fault]:
    return [
        Fault(
            "unknown-column",
            "warning",
            raw.file,
            1,
            name,
            expected=f"The column “{name}” is not one of {table.name}'s.",
            remedy=f"It is kept, and not used. Columns that are: "
            f"{', '.join(table.column_names)}.",
        )
        for name in raw.frame.columns
        if name not in table.column_names
    ]


def unknown_tables(raw: RawPackage) -> list[Fault]:
    return [
        Fault(
            "unknown-table",
            "warning",
            table.file,
            expected=f"The table “{name}” is not one that Fourfold knows.",
            remedy="It is kept, and not used.",
        )
        for name, table in raw.tables.items()
        if name not in tables()
    ]
