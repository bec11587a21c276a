"""`fourfold demo`: the casebook and the example partnership, mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from fourfold.cli.map import written
from fourfold.cli.steps import steps
from fourfold.errors import OutputUnwritable
from fourfold.evidence.check import checked_evidence
from fourfold.evidence.example import example_package
from fourfold.evidence.files.write import write_package
from fourfold.evidence.package import RawPackage
from fourfold.mapping.assemble import map_evidence
from fourfold.mapping.casebook import casebook_package
from fourfold.mapping.result import PackageMap
from fourfold.position.inference import SEED
from fourfold.report.terminal import print_summary
from fourfold.theory.load import load_theory
from fourfold.theory.model import Theory


def demo(
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the packages and their maps go.")
    ] = Path("demo"),
) -> None:
    """Map the casebook (history) and the example partnership (invented)."""
    theory = load_theory()
    packages = {
        "example": example_package(theory, SEED),
        "casebook": casebook_package(theory),
    }
    results: dict[str, PackageMap] = {}
    with steps() as step:
        for name, raw in packages.items():
            step(f"Mapping the {name}")
            folder = out / f"{name}-package"
            if not folder.exists():
                write_package(raw, folder)
            results[name] = mapped(raw, theory)
            written(results[name], out / name, None, step=step)
    console = Console(highlight=False)
    print_summary(results["example"], [], console=console)
    for name in packages:
        console.print(f"The map of the {name}: {(out / name / 'report.html').resolve()}")
    console.print(
        "Open these in a browser. Next: fourfold new DIR, for your own partnership."
    )


def mapped(raw: RawPackage, theory: Theory) -> PackageMap:
    evidence, faults = checked_evidence(raw, theory)
    if evidence is None:
        raise OutputUnwritable("\n".join(fault.sentence for fault in faults))
    return map_evidence(evidence, theory)
