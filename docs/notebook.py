"""Shows a notebook as a page: its prose and code, and a link to the file itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from myst_parser.parsers.sphinx_ import MystParser


class NotebookParser(MystParser):
    """Reads notebooks, which are committed without outputs, as if they were pages."""

    supported = ("notebook",)

    def parse(self, inputstring: str, document: Any) -> None:  # noqa: ANN401 - untyped
        file = Path(document["source"]).name
        cells = json.loads(inputstring)["cells"]
        super().parse("\n\n".join(blocks(cells, file)), document)


def blocks(cells: list[dict[str, Any]], file: str) -> Iterator[str]:
    """The title, a link to the notebook, and the rest."""
    first, *rest = (block(cell) for cell in cells)
    yield first
    yield f"This page is a notebook: {{download}}`{file} <{file}>`."
    yield from rest


def block(cell: dict[str, Any]) -> str:
    text = "".join(cell["source"])
    return text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```"
