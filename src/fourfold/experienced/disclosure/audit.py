"""The audit: could somebody who adds and subtracts what is published single people out?

Every published mean is a row of weights over people. Whatever a reader can work out by
adding and subtracting is a combination of rows; it discloses when it is the mean of a set of
fewer than FEWEST_SHOWN people (methods 3). People keep their pseudonym from wave to wave, so
the reader is taken to know that nobody changed their mind: the worst case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from fourfold.experienced.disclosure.thresholds import FEWEST_SHOWN
from fourfold.position.geometry import Floats

Row = Mapping[str, float]  # person → weight of their answer in a published mean
MOST_SETS = 20_000  # small sets tried; with more, publishing is refused to be safe


def discloses(rows: Sequence[Row]) -> bool:
    """Whether some set of fewer than FEWEST_SHOWN people can be worked out from the rows.

    People who stand alike in all rows cannot be told apart, so only unions of such classes
    need trying; that keeps the search small for any number of people.
    """
    if len(rows) == 1 and len(set(rows[0].values())) == 1:
        return len(rows[0]) < FEWEST_SHOWN
    sizes, weights = alike_classes(rows)
    basis = orthonormal(weights * np.sqrt(sizes))
    small = np.flatnonzero(sizes < FEWEST_SHOWN)
    for tried, chosen in enumerate(small_unions(sizes, small)):
        indicator = np.zeros(len(sizes))
        indicator[list(chosen)] = np.sqrt(sizes[list(chosen)])
        outside = indicator - basis.T @ (basis @ indicator)
        if tried > MOST_SETS or np.linalg.norm(outside) < 1e-8 * np.linalg.norm(indicator):
            return True
    return False


def alike_classes(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    """Sizes (C,) of the classes of people alike in all rows, and their weights (R, C)."""
    columns: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(rows))
    for number, row in enumerate(rows):
        for person, weight in row.items():
            columns[person][number] = round(weight, 12)
    sizes: dict[tuple[float, ...], int] = defaultdict(int)
    for column in columns.values():
        sizes[tuple(column)] += 1
    return np.array(list(sizes.values()), dtype=float), np.array(list(sizes)).T


def orthonormal(weights: Floats) -> Floats:
    """An orthonormal basis (rank, C) of the rows."""
    _, scale, basis = np.linalg.svd(weights, full_matrices=False)
    return np.asarray(basis[scale > 1e-10 * scale.max(initial=1e-300)])


def small_unions(
    sizes: Floats, small: Sequence[int] | np.ndarray
) -> Iterator[tuple[int, ...]]:
    """Every union of classes with fewer than FEWEST_SHOWN people in all."""

    def grown(
        start: int, chosen: tuple[int, ...], people: float
    ) -> Iterator[tuple[int, ...]]:
        for place in range(start, len(small)):
            total = people + sizes[small[place]]
            if total < FEWEST_SHOWN:
                union = (*chosen, int(small[place]))
                yield union
                yield from grown(place + 1, union, total)

    return grown(0, (), 0.0)
