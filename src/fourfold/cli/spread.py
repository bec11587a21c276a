"""Spreading the work on many partnerships over the processors of this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST_SPREAD = 500  # items; below, starting processes costs more than it saves
AT_A_TIME = 50

# What the processes work on: they are copies of this one, so nothing is sent to them.
_work: Callable[[int], object] | None = None


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """The results of `work` on each item, in their order, as `map` gives them.

    Uses copies of this process where the system can make them safely (Linux); elsewhere, on
    one processor, or with few items, it is just `map`.
    """
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if processors < 2 or len(items) < FEWEST_SPREAD:
        yield from map(work, items)
        return
    global _work
    _work = lambda place: work(items[place])  # noqa: E731
    gc.freeze()  # what the copies share stays shared
    with multiprocessing.get_context("fork").Pool(processors) as pool:
        yield from pool.imap(_worked, range(len(items)), AT_A_TIME)


def _worked(place: int) -> object:
    if _work is None:
        raise RuntimeError("A process was started without its work.")
    return _work(place)
