"""All files of a report, written aside first and moved in place when every one is whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fourfold.errors import OutputUnwritable
from fourfold.mapping.result import PackageMap
from fourfold.report.charts.render import described, json_of, png_of
from fourfold.report.draw import Drawn, draw
from fourfold.report.html import html_of, page_template
from fourfold.report.page.blocks import Report
from fourfold.report.page.build import build_report
from fourfold.report.pdf import pdf_of
from fourfold.report.readable import readable
from fourfold.report.xlsx import write_xlsx

CHARTS = "charts"
SPEC = ".vl.json"
ENDINGS = ("html", "pdf", "xlsx")

Progress = Callable[[str, int, int], None]


@dataclass
class _Steps:
    """Tells whoever waits what is being written, and how much is done."""

    tell: Progress | None
    total: int
    done: int = 0

    def next(self, doing: str) -> None:
        self.done += 1
        if self.tell:
            self.tell(doing, min(self.done, self.total), self.total)


def write_reports(
    result: PackageMap, folder: Path, *, progress: Progress | None = None
) -> list[Path]:
    """Write report.html, report.pdf, report.xlsx and the charts; return where they lie.

    `progress` is called with what is being done, the steps done, and all steps.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fourfold-") as aside:
            written = _write_aside(result, Path(aside), progress)
            _forget_charts(folder / CHARTS)
            return [_move(Path(aside), folder, path) for path in written]
    except OSError as problem:
        raise OutputUnwritable(
            f"{folder}: the report cannot be written ({problem.strerror or problem}). "
            "Choose another folder with --out, or make room and try again."
        ) from problem


def _write_aside(result: PackageMap, aside: Path, progress: Progress | None) -> list[Path]:
    shown = readable(result)
    report = build_report(shown)
    figures = report.figures()
    steps = _Steps(progress, len(figures) + 3)
    page, document, workbook = (aside / f"report.{ending}" for ending in ENDINGS)
    # The drawing engine is a process of its own: the spreadsheet is filled meanwhile.
    with ThreadPoolExecutor(max_workers=1) as beside:
        drawing = beside.submit(
            draw, figures, each=lambda: steps.next("drawing the charts")
        )
        steps.next("filling the spreadsheet")
        write_xlsx(shown, workbook)
        page_template()
        drawn = drawing.result()
    steps.next("writing the page")
    page.write_text(html_of(report, drawn), "utf-8", newline="\n")
    written = _write_charts(report, drawn, aside / CHARTS)
    steps.next("setting the PDF")
    document.write_bytes(pdf_of(report, drawn))
    return [page, document, workbook, *written]


def _write_charts(report: Report, drawn: Mapping[str, Drawn], folder: Path) -> list[Path]:
    figures = report.figures()
    if figures:
        folder.mkdir()
    written = []
    for figure in figures:
        picture, spec = drawn[figure.key].wide, folder / f"{figure.key}{SPEC}"
        words = {"title": figure.title, "description": figure.description}
        drawing = folder / f"{figure.key}.svg"
        drawing.write_text(described(picture, key=figure.key, **words), "utf-8")
        spec.write_text(
            json_of({**figure.spec, "description": figure.description}), "utf-8"
        )
        written += [drawing, spec]
        if figure.narrow:  # pixels for the map only: they take the longest
            pixels = folder / f"{figure.key}.png"
            pixels.write_bytes(png_of(picture))
            written.append(pixels)
    return written


def _move(aside: Path, folder: Path, path: Path) -> Path:
    place = folder / path.relative_to(aside)
    place.parent.mkdir(exist_ok=True)
    return Path(shutil.move(path, place))


def _forget_charts(folder: Path) -> None:
    """Remove charts of an earlier run; a file that Fourfold did not make stays."""
    for spec in folder.glob(f"*{SPEC}"):
        if _ours(spec):
            stem = spec.name.removesuffix(SPEC)
            for ending in (".svg", ".png", SPEC):
                (folder / f"{stem}{ending}").unlink(missing_ok=True)


def _ours(spec: Path) -> bool:
    try:
        made: object = json.loads(spec.read_text("utf-8"))
    except ValueError:
        return False
    return isinstance(made, dict) and made.get("usermeta") == {"made_by": "fourfold"}
