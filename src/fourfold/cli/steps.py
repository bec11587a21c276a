"""What is being done, shown while it lasts, on the error stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Step = Callable[[str], None]


@contextmanager
def steps() -> Iterator[Step]:
    """Gives a function that names the next step; each shows the time it takes."""
    console = Console(stderr=True)
    shown = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip

    def step(doing: str) -> None:
        for task in shown.task_ids:
            shown.remove_task(task)
        shown.add_task(f"{doing} …", total=None)

    with shown:
        yield step
