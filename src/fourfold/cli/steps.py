"""What is being done, shown while it lasts, on the error stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from fourfold.cli.spread import spread

Item = TypeVar("Item")
Result = TypeVar("Result")


class Steps:
    """Names the step being taken, with a bar where it is known how much there is to do."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._task: TaskID | None = None

    def __call__(self, doing: str, done: int = 0, total: int | None = None) -> None:
        """The next step, or how far the present one has come."""
        if self._task is not None:
            self._shown.remove_task(self._task)
        self._task = self._shown.add_task(f"{doing} …", completed=done, total=total)

    def spread(
        self, work: Callable[[Item], Result], items: Sequence[Item], /
    ) -> Iterator[Result]:
        """Like `map`, on all processors, with a bar for the items done."""
        self("Putting partnerships on the map", total=len(items))
        for result in spread(work, items):
            if self._task is not None:
                self._shown.advance(self._task)
            yield result


@contextmanager
def steps() -> Iterator[Steps]:
    """Shows the steps of a command in a terminal, and nothing elsewhere."""
    console = Console(stderr=True)
    shown = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with shown:
        yield Steps(shown)
