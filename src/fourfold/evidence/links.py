"""What holds between rows and between tables: keys that are unique, ids that exist."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from fourfold.evidence.columns import Trial, cells_in
from fourfold.evidence.faults import Fault
from fourfold.evidence.package import RawTable
from fourfold.evidence.schema import Column, Table
from fourfold.theory.model import Theory

SUGGESTED = 8  # known ids named in a remedy
# Without these tables, rows that refer to them mean nothing; others may be left out.
NEEDED = ("partnerships", "waves", "documents", "decisions", "forums", "problems")

KnownIds = Mapping[str, set[str]]  # of each table that is there, and of the theory


def repeated_rows(raw: RawTable, table: Table) -> list[Fault]:
    """A fault for every row whose key stands in an earlier row already."""
    key = [name for name in table.key if name in raw.frame.columns]
    if not key:
        return []
    filled = pl.any_horizontal(pl.col(key) != "")
    repeated = ~pl.struct(key).is_first_distinct() & filled
    again = raw.frame.select(repeated).to_series().arg_true()
    fault = Fault(
        "repeated",
        "value",
        raw.file,
        column=" + ".join(key),
        expected="This row says again what an earlier row says.",
        remedy="Delete one of the two, or correct what should differ.",
    )
    return fault.at(raw.places(again, *key), len(again))


def ids_known(raw_tables: Mapping[str, RawTable], theory: Theory) -> KnownIds:
    """The ids each table defines, and those of the theory."""
    known = {
        "theory:instruments": {i.id for i in theory.instruments},
        "theory:objectives": {o.id for o in theory.objectives},
    }
    for name, raw in raw_tables.items():
        if "id" in raw.frame.columns:
            known[name] = set(raw.frame["id"].unique().to_list()) - {""}
    return known


def unknown_ids(raw: RawTable, table: Table, known: KnownIds) -> list[Fault]:
    """Faults for ids that no table holds, and warnings where the table itself is absent."""
    faults = []
    for column in table.columns:
        if column.references and column.name in raw.frame.columns:
            faults += unknown_in_column(raw, column, known)
    return faults


def unknown_in_column(raw: RawTable, column: Column, known: KnownIds) -> list[Fault]:
    used = raw.frame[column.name].unique()
    used = used.filter(used.str.strip_chars() != "")
    if not len(used):
        return []
    holders = [known[name] for name in column.references if name in known]
    if not holders:
        return [absent_table(raw, column)]
    ids = set().union(*holders)
    bad = used.filter(~used.is_in(list(ids)))
    where = " or ".join(name.removeprefix("theory:") for name in column.references)
    trial = Trial(
        "unknown-id",
        pl.lit(value=True),
        f"This id is not in {where}.",
        suggestion(ids),
        "reference",
    )
    return cells_in(raw, column.name, bad=bad, trial=trial)


def suggestion(ids: set[str]) -> str:
    if not ids:
        return "That table is empty; add the row it needs."
    known = sorted(ids)
    named = ", ".join(known[:SUGGESTED]) + (", …" if len(known) > SUGGESTED else "")
    return f"Correct it, or add it there; ids are compared exactly. Known: {named}."


def absent_table(raw: RawTable, column: Column) -> Fault:
    needed = column.references[0]
    stops = needed in NEEDED
    where = " or ".join(column.references)
    return Fault(
        "absent-table",
        "reference" if stops else "warning",
        raw.file,
        column=column.name,
        expected=f"These ids belong to the table {where}, which the package does not hold.",
        remedy=f"Add the table {needed}{'' if stops else ', so that they can be checked'}.",
    )
