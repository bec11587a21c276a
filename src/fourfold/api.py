"""The Python interface: what the commands do, for programs and notebooks."""

from __future__ import annotations

from pathlib import Path

from fourfold.errors import PackageFaulty
from fourfold.evidence.faults import Fault, counted
from fourfold.evidence.files import read_evidence
from fourfold.mapping.assemble import MapOptions, map_evidence
from fourfold.mapping.result import PackageMap
from fourfold.theory.load import load_theory

__all__ = ["MapOptions", "PackageMap", "check_package", "load_theory", "map_package"]


def check_package(package: str | Path, *, theory: str | Path | None = None) -> list[Fault]:
    """Every fault and warning of a folder, .zip or .xlsx, worst first.

    Raises PackageUnreadable where there is nothing to read.
    """
    _, faults = read_evidence(Path(package), load_theory(Path(theory) if theory else None))
    return faults


def map_package(
    package: str | Path,
    options: MapOptions | None = None,
    *,
    theory: str | Path | None = None,
) -> PackageMap:
    """The map of a folder, .zip or .xlsx.

    Raises PackageFaulty, with every fault, where the package has any that stops.
    """
    content = load_theory(Path(theory) if theory else None)
    evidence, faults = read_evidence(Path(package), content)
    if evidence is None:
        stopping = [fault for fault in faults if fault.stops]
        sentences = "\n".join(fault.sentence for fault in stopping)
        raise PackageFaulty(f"{package} has {counted(stopping)} faults:\n{sentences}")
    return map_evidence(evidence, content, options)
