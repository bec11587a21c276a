"""What holds between rows and between tables: keys that are unique, ids that exist."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from fourfold.evidence.columns import Trial, cells_in
from fourfold.evidence.faults import LISTED, Fault, at_rows
from fourfold.evidence.package import RawTable
from fourfold.evidence.schema import Column, Table
from fourfold.theory.model import Theory

SUGGESTED = 8  # known ids named in a remedy


def repeated_rows(raw: RawTable, table: Table) -> list[Fault]:
    """A fault for every row whose key stands in an earlier row already."""
    key = [name for name in table.key if name in raw.frame.columns]
    if not key:
        return []
    filled = pl.any_horizontal(pl.col(key) != "")
    again = (
        raw.frame
        .select((~pl.struct(key).is_first_distinct()) & filled)
        .to_series()
        .arg_true()
    )
    fault = Fault(
        kind="repeated",
        severity="value",
        file=raw.file,
        line=None,
        column=" + ".join(key),
        found=None,
        expected="This row says again what an earlier row says.",
        remedy="Delete one of the two, or correct what should differ.",
    )
    rows: list[tuple[int, str | None]] = [
        (raw.line(row), " / ".join(raw.frame.select(key).row(row)))
        for row in again[:LISTED]
    ]
    return at_rows(fault, rows, len(again)) if rows else []


def unknown_ids(
    raw: RawTable, table: Table, known: Mapping[str, set[str] | None]
) -> list[Fault]:
    """Faults for ids that no table holds, and warnings where the table itself is absent."""
    faults = []
    for column in table.columns:
        if column.references and column.name in raw.frame.columns:
            faults += unknown_in_column(raw, column, known)
    return faults


def unknown_in_column(
    raw: RawTable, column: Column, known: Mapping[str, set[str] | None]
) -> list[Fault]:
    used = raw.frame[column.name].unique()
    used = used.filter(used != "")
    if not len(used):
        return []
    holders = [ids for name in column.references if (ids := known.get(name)) is not None]
    if not holders:
        return [absent_table(raw, column)]
    ids = set().union(*holders)
    bad = used.filter(~used.is_in(list(ids)))
    if not len(bad):
        return []
    where = " or ".join(name.removeprefix("theory:") for name in column.references)
    trial = Trial(
        "unknown-id", pl.lit(value=True), f"This id is not in {where}.", suggestion(ids)
    )
    return cells_in(raw, column.name, bad, trial, "reference")


def suggestion(ids: set[str]) -> str:
    if not ids:
        return "That table is empty; add the row it needs."
    known = sorted(ids)
    named = ", ".join(known[:SUGGESTED]) + (", …" if len(known) > SUGGESTED else "")
    return f"Correct it, or add it there; ids are compared exactly. Known: {named}."


def absent_table(raw: RawTable, column: Column) -> Fault:
    needed = column.references[0]
    stops = needed in {
        "partnerships",
        "waves",
        "documents",
        "decisions",
        "forums",
        "problems",
    }
    return Fault(
        kind="absent-table",
        severity="reference" if stops else "warning",
        file=raw.file,
        line=None,
        column=column.name,
        found=None,
        expected=f"These ids belong to the table {' or '.join(column.references)}, "
        "which the package does not hold.",
        remedy=f"Add the table {needed}."
        if stops
        else f"Add the table {needed}, so that they can be checked.",
    )


def ids_known(
    raw_tables: Mapping[str, RawTable], theory: Theory
) -> dict[str, set[str] | None]:
    """The ids each table defines, and those of the theory; None for an absent table."""
    known: dict[str, set[str] | None] = {
        "theory:instruments": {i.id for i in theory.instruments},
        "theory:objectives": {o.id for o in theory.objectives},
    }
    for name, raw in raw_tables.items():
        if "id" in raw.frame.columns:
            known[name] = set(raw.frame["id"].unique().to_list()) - {""}
    return known
