"""Opens an evidence package, whatever it is kept in."""

from __future__ import annotations

from pathlib import Path

from fourfold.errors import PackageUnreadable
from fourfold.evidence.check import checked_evidence
from fourfold.evidence.faults import Fault, worst_first
from fourfold.evidence.files.csvtable import read_csv_table
from fourfold.evidence.files.descriptor import read_descriptor, resource_paths
from fourfold.evidence.files.source import DESCRIPTOR, Source, open_source
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
        known = [f for f in more if f.kind != "absent-table" and f.file != "package"]
        return None, worst_first([*faults, *known])
    evidence, found = checked_evidence(raw, theory)
    stopped = any(fault.stops for fault in faults)
    return (None if stopped else evidence), worst_first([*faults, *found])


def read_raw(path: Path) -> tuple[RawPackage, list[Fault]]:
    """Every table as texts, and what could not be read."""
    if path.is_file() and path.suffix.lower() in WORKBOOK_ENDINGS:
        return read_workbook(path)
    source = open_source(path)
    if path.is_file() and "xl/workbook.xml" in source.paths:
        raise PackageUnreadable(f"{path} is a workbook. Rename it to end in .xlsx.")
    descriptor, faults = read_descriptor(source)
    if faults:
        return RawPackage(source.name, {}), faults
    paths, faults = resource_paths(descriptor, source)
    tables: dict[str, RawTable] = {}
    for name, file in paths.items():
        table, found = read_csv_table(name, file, source.read(file))
        faults += found
        if table is not None:
            tables[name] = table
    named = str(descriptor.get("name") or source.name)
    return RawPackage(named, tables, descriptor, other_files(source, paths)), faults


def other_files(source: Source, paths: dict[str, str]) -> dict[str, bytes]:
    taken = {DESCRIPTOR, *paths.values()}
    return {name: source.read(name) for name in source.paths if name not in taken}
