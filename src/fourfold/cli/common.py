"""What commands have in common: their arguments, and writing whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import orjson
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


def write_json(value: object, path: Path) -> None:
    """JSON to a file, or to standard output for `-`."""
    write_bytes(
        orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), path
    )


def write_bytes(content: bytes, path: Path) -> None:
    """Writes beside `path` first, so that nobody ever finds half a file there."""
    if path == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise OutputUnwritable(
            f"{path} cannot be written ({fault.strerror}). Give a file in a folder that is "
            "there and that you may write in."
        ) from None
