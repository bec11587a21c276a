"""What commands have in common: their arguments, and writing whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from fourfold.errors import OutputUnwritable

STANDARD_OUTPUT = Path("-")

PackagePath = Annotated[
    Path, typer.Argument(metavar="PACKAGE", help="A folder, a .zip or an .xlsx file.")
]
TheoryFolder = Annotated[
    Path | None,
    typer.Option(
        "--theory", metavar="DIR", help="Your own folder that overrides the theory."
    ),
]


def write_json(value: Any, path: Path, *, compact: bool = False) -> None:  # noqa: ANN401 - JSON
    """JSON to a file, or to standard output for `-`."""
    spaces = None if compact else 2
    write_text(json.dumps(value, ensure_ascii=False, indent=spaces) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Writes beside `path` first, so that nobody ever finds half a file there."""
    if path == STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise OutputUnwritable(
            f"{path} cannot be written ({fault.strerror}). Give a file in a folder that is "
            "there and that you may write in."
        ) from None
