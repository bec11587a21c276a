"""Rows of `answers` as numbers, so that millions can be compared at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fourfold.evidence.answersheet import Item
from fourfold.evidence.package import RawTable

LARGEST_DIRECT_INDEX = 50_000_000  # keys up to here are found by marking, not sorting

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Named:
    """The items that rows name: `code` (rows,) says which; `first_row` names it first."""

    code: Ints
    first_row: Ints
    items: tuple[Item, ...]


@dataclass(frozen=True)
class CodedRows:
    """For each row: which member, which item (-1: none that counts), what value.

    `first_row` (members,) is each member's first; `items` are those of the questionnaire.
    """

    raw: RawTable
    member: Ints
    first_row: Ints
    named: Named
    item: Ints
    value: NDArray[np.float64]
    items: tuple[Item, ...]


def codes(texts: pl.Series) -> tuple[Ints, list[str]]:
    """A number for each text, in the order of the texts."""
    distinct = sorted(texts.unique().to_list())
    if not distinct:
        return np.zeros(0, dtype=np.int64), []
    physical = texts.cast(pl.Enum(distinct)).to_physical().to_numpy()
    return physical.astype(np.int64), distinct


def dense(keys: Ints) -> tuple[Ints, Ints]:
    """Keys renumbered 0, 1, 2 … in their order, and the first row of each."""
    size = int(keys.max(initial=-1)) + 1
    if size > LARGEST_DIRECT_INDEX:
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        return inverse.astype(np.int64), first.astype(np.int64)
    first_row = np.full(size, -1, dtype=np.int64)
    first_row[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    present = first_row >= 0
    return (np.cumsum(present) - 1)[keys], first_row[present]
