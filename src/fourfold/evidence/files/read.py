"""Opens an evidence package, whatever it is kept in."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from fourfold.errors import PackageUnreadable
from fourfold.evidence.check import PACKAGE, checked_evidence
from fourfold.evidence.faults import Fault, worst_first
from fourfold.evidence.files.csvtable import read_csv_table
from fourfold.evidence.files.descriptor import Resource, named_tables, read_descriptor
from fourfold.evidence.files.headings import unreadable
from fourfold.evidence.files.source import DESCRIPTOR, OtherFiles, Source, open_source
from fourfold.evidence.files.workbook import read_workbook
from fourfold.evidence.package import Evidence, RawPackage, RawTable
from fourfold.theory.model import Theory

WORKBOOK_ENDINGS = (".xlsx", ".xlsm")


def read_evidence(path: Path, theory: Theory) -> tuple[Evidence | None, list[Fault]]:
    """The evidence (None where a fault stops) and all faults and warnings, worst first.

    Raises PackageUnreadable where there is nothing to read at all.
    """
    raw, faults = read_raw(path)
    if any(fault.severity == "unreadable" for fault in faults):
        _, more = checked_evidence(raw, theory) if raw.tables else (None, [])
        known = [f for f in more if f.kind != "absent-table" and f.file != PACKAGE]
        return None, worst_first([*faults, *known])
    evidence, found = checked_evidence(raw, theory)
    stopped = any(fault.stops for fault in faults)
    return (None if stopped else evidence), worst_first([*faults, *found])


def read_raw(path: Path) -> tuple[RawPackage, list[Fault]]:
    """Every table as texts, and what could not be read."""
    source = open_source(path)
    if path.is_file() and path.suffix.lower() in WORKBOOK_ENDINGS:
        return read_workbook(path, source)
    if path.is_file() and "xl/workbook.xml" in source.paths:
        raise PackageUnreadable(f"{path} is a workbook. Rename it to end in .xlsx.")
    descriptor, faults = read_descriptor(source)
    if faults:
        return RawPackage(source.name, {}), faults
    resources, faults = named_tables(descriptor, source)
    tables: dict[str, RawTable] = {}
    for resource in resources:
        table, found = read_table(resource, source)
        faults += found
        if table is not None:
            tables[resource.name] = table
    taken = {DESCRIPTOR, *(resource.path for resource in resources)}
    others = OtherFiles(source, tuple(p for p in source.paths if p not in taken))
    named = str(descriptor.get("name") or source.name)
    return RawPackage(named, tables, descriptor, others), faults


def read_table(resource: Resource, source: Source) -> tuple[RawTable | None, list[Fault]]:
    try:
        content = source.read(resource.path)
    except PackageUnreadable as fault:
        return None, [unreadable(resource.path, str(fault), "")]
    table, faults = read_csv_table(resource.name, resource.path, content)
    if table is None or not resource.missing:
        return table, faults
    blank = pl.when(pl.all().is_in(resource.missing)).then(pl.lit(""))
    frame = table.frame.with_columns(blank.otherwise(pl.all()).name.keep())
    return RawTable(table.name, table.file, frame, table.lines), faults
