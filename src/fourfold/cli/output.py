"""Writing what a command was asked for: whole or not at all, or to standard output."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from fourfold.errors import OutputUnwritable

STANDARD_OUTPUT = Path("-")


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
