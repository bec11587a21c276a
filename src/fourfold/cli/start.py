"""Where the `fourfold` command begins."""

from __future__ import annotations

import gc
import sys

from fourfold.report.charts.engine import engine


def main() -> None:
    """Starts the drawing engine if charts are asked for, then loads and runs the command.

    The engine gets ready while the rest of the program loads: a second less to wait.
    """
    gc.disable()  # a command makes much, keeps it, and ends
    if "demo" in sys.argv[1:2] or ("map" in sys.argv[1:2] and "--out" in sys.argv):
        engine()
    from fourfold.cli.main import main as run

    run()
