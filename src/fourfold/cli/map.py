"""`fourfold map`: where each partnership stands, as a summary, a report and JSON."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from fourfold.cli.check import print_faults
from fourfold.cli.common import STANDARD_OUTPUT, PackagePath, TheoryFolder, write_bytes
from fourfold.cli.steps import Steps, steps
from fourfold.errors import OptionUnusable, PackageFaulty
from fourfold.evidence.faults import Fault
from fourfold.evidence.files import read_evidence
from fourfold.evidence.package import Evidence
from fourfold.mapping.assemble import MapOptions, map_evidence
from fourfold.mapping.document import as_json, document
from fourfold.mapping.result import PackageMap
from fourfold.position.inference import SEED
from fourfold.report.terminal import print_summary
from fourfold.report.write import write_reports
from fourfold.theory.load import load_theory
from fourfold.theory.model import Theory

MOST_INDENTED = 50  # partnerships; larger results are written without line breaks
RESULT = "result.json"


OutFolder = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Write the report there: HTML, PDF, XLSX, charts, JSON."
    ),
]
JsonFile = Annotated[
    Path | None,
    typer.Option(
        "--json", metavar="FILE", help="Write the result as JSON; - is the screen."
    ),
]
WaveId = Annotated[
    str | None, typer.Option(metavar="ID", help="The wave that stands for now.")
]
AtDate = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Map as of this date."),
]
Seed = Annotated[int, typer.Option(min=0, help="Where chance starts from.")]
Exact = Annotated[
    bool,
    typer.Option(
        "--exact",
        help="No rounding, nothing withheld, stamped: only for those who hold the "
        "raw answers anyway. Not for publication.",
    ),
]


def map_command(
    package: PackagePath,
    out: OutFolder = None,
    json_file: JsonFile = None,
    wave: WaveId = None,
    at: AtDate = None,
    theory: TheoryFolder = None,
    seed: Seed = SEED,
    exact: Exact = False,
) -> None:
    """Map every partnership of an evidence package."""
    refuse_clash(out, json_file)
    options = MapOptions(wave, at.date() if at else None, exact, seed)
    with steps() as step:
        step("Reading and checking the evidence")
        content = load_theory(theory)
        evidence, notices = evidence_or_faults(package, content)
        step("Estimating the positions")
        result = map_evidence(
            evidence, content, options, notices=notices, spread=step.spread
        )
        files = written(result, out, json_file, step=step)
    if json_file != STANDARD_OUTPUT:
        print_summary(result, files, console=Console(highlight=False))


def refuse_clash(out: Path | None, json_file: Path | None) -> None:
    if out is not None and out.exists() and not out.is_dir():
        raise OptionUnusable(f"--out {out} is a file. Give a folder, new or existing.")
    if json_file is not None and json_file.is_dir():
        raise OptionUnusable(
            f"--json {json_file} is a folder. Give the name of a file in it."
        )


def evidence_or_faults(package: Path, content: Theory) -> tuple[Evidence, tuple[str, ...]]:
    """The evidence and its warnings; where a fault stops, prints all; exit code 2."""
    evidence, faults = read_evidence(package, content)
    if evidence is None:
        stop_with(package, faults)
    if not evidence.tables["partnerships"].height:
        raise PackageFaulty(
            f"{package} has no partnership in its table of partnerships, so there is "
            "nothing to map. Add a row to it."
        )
    return evidence, tuple(fault.sentence for fault in faults)


def stop_with(package: Path, faults: list[Fault]) -> NoReturn:
    print_faults(Console(stderr=True, highlight=False), package, faults)
    raise typer.Exit(2)


def written(
    result: PackageMap, out: Path | None, json_file: Path | None, *, step: Steps
) -> list[Path]:
    """Writes what was asked for, the report first; the paths of all files."""
    files: list[Path] = []
    if out is not None:
        files += write_reports(
            result,
            out,
            progress=lambda doing, done, total: step(doing.capitalize(), done, total),
        )
    places = [*([json_file] if json_file else []), *([out / RESULT] if out else [])]
    if places:
        step("Writing JSON")
        indented = len(result.partnerships) <= MOST_INDENTED
        content = as_json(document(result), indented=indented)
        for place in places:
            write_bytes(content, place)
    return [*files, *(p for p in places if p != STANDARD_OUTPUT)]
