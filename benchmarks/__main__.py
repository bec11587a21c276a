"""`python -m benchmarks`: measures, prints, and writes docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measures import MEASURES, Row
from fourfold.mapping.version import VERSION

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
VERDICTS = {True: "within", False: "**over**", None: ""}


def main() -> None:
    rows: list[Row] = []
    for measure in MEASURES:
        print(f"Measuring: {(measure.__doc__ or '').splitlines()[0]}", flush=True)
        for row in measure():
            print(f"  {row.what}: {row.figure} (budget: {row.budget})", flush=True)
            rows.append(row)
    PAGE.write_text(page(rows), encoding="utf-8")
    print(f"Written: {PAGE}")


def page(rows: list[Row]) -> str:
    lines = [f"| {r.what} | {r.figure} | {r.budget} | {VERDICTS[r.within]} |" for r in rows]
    day = datetime.now(UTC).date().isoformat()
    python = platform.python_version()
    made = f"{day}, Fourfold {VERSION}, Python {python}, {os.cpu_count()} cores"
    return "\n".join([
        "# Benchmarks",
        "",
        "Made by `make bench`, which runs us and the peer in turn on one machine.",
        "Quote the ratios; single times depend on the machine.",
        "",
        f"{made}.",
        "",
        "| what | measured | budget | |",
        "| --- | --- | --- | --- |",
        *lines,
        "",
    ])


main()
