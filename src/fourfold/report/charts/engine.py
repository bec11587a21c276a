"""The drawing engine: a process of its own that turns Vega-Lite specs into SVG.

Starting it takes most of a second, during which nothing else in its process can run; beside
the program that time costs nothing (decision 0010). One line of JSON a picture, both ways.
This module imports little, so that a command can start the engine before anything else.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any

from fourfold.errors import OutputUnwritable

VEGA_LITE = "6.1"


class Engine:
    """The running engine; pictures are drawn one after another, in the order asked."""

    def __init__(self) -> None:
        # Our own interpreter and module: nothing of the user's is run.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._turn = Lock()
        atexit.register(self.end)

    def svg(self, spec: Mapping[str, Any]) -> str:
        """The spec drawn; raises OutputUnwritable, with why, if it cannot be."""
        with self._turn:
            line = self._answer(json.dumps(spec) + "\n")
        if not line:
            raise OutputUnwritable(
                "The charts cannot be drawn, as the drawing engine stopped. Try again; "
                "--json without --out needs no charts."
            )
        answer = json.loads(line)
        if "error" in answer:
            raise OutputUnwritable(f"A chart cannot be drawn: {answer['error']}")
        return str(answer["svg"])

    def _answer(self, request: str) -> str:
        """The engine's line; empty where it runs no more."""
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            return ""
        try:
            asked.write(request)
            asked.flush()
            return answered.readline()
        except (BrokenPipeError, ValueError):
            return ""

    def end(self) -> None:
        """Ends the process at once: it keeps nothing that could be lost."""
        self._process.kill()
        self._process.communicate()


@cache
def engine() -> Engine:
    """The one engine of this program; the first call starts it and does not wait."""
    return Engine()


def serve() -> None:
    """What the engine's process does: draws a picture for every line it is given."""
    import font_source_sans_pro  # type: ignore[import-untyped]  # ships no types
    import vl_convert

    # Once only: registering a folder makes vl-convert read all its fonts anew.
    vl_convert.register_font_directory(str(font_source_sans_pro.font_directory))
    vl_convert.vegalite_to_svg({"data": {"values": [{}]}, "mark": "point"}, VEGA_LITE)
    for line in sys.stdin:
        try:
            answer = {"svg": vl_convert.vegalite_to_svg(json.loads(line), VEGA_LITE)}
        except ValueError as fault:
            answer = {"error": str(fault)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
