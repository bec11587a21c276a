"""The audit: could somebody who adds and subtracts what is published single people out?

Every published mean is a row of weights over answers. Whatever a reader can work out by
adding and subtracting is a combination of rows; it discloses when it rests on the answers
of fewer than FEWEST_SHOWN people. People keep their pseudonym from wave to wave, so the
reader is also taken to know that nobody changed their mind: the worst case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fourfold.experienced.disclosure.thresholds import FEWEST_SHOWN
from fourfold.position.geometry import Floats

MOST_SETS = 20_000  # sets of people tried; with more, publishing is refused to be safe
CERTAIN = 1 - 1e-8


@dataclass(frozen=True)
class Part:
    """What some people's answers to one thing asked in one wave weigh in a published mean.

    `weight` is one number where all of them weigh the same.
    """

    asked: str
    wave: str
    people: tuple[str, ...]
    weight: float | tuple[float, ...]

    def weights(self) -> Iterator[tuple[str, float]]:
        """Each person with the weight of their answer."""
        if isinstance(self.weight, float):
            return ((person, self.weight) for person in self.people)
        return zip(self.people, self.weight, strict=True)


Row = tuple[Part, ...]


def discloses(rows: Sequence[Row]) -> bool:
    """Whether the rows tell something that rests on fewer than FEWEST_SHOWN people."""
    parts = [part for row in rows for part in row]
    first = parts[0].people
    if all(isinstance(p.weight, float) and p.people == first for p in parts):
        return len(first) < FEWEST_SHOWN
    if len({part.wave for part in parts}) == 1:
        return singles_out(rows, same_over_time=False)
    return any(singles_out(rows, same_over_time=same) for same in (True, False))


def singles_out(rows: Sequence[Row], *, same_over_time: bool) -> bool:
    """Whether some set of fewer than FEWEST_SHOWN people carries a combination of the rows.

    People who stand alike in all rows cannot be told apart, so only unions of such classes
    need trying. A set carries a combination when the space of the rows and the space of its
    members' answers share a direction: when the cosine of the angle between them is 1.
    """
    sizes, weights = alike_classes(rows, same_over_time=same_over_time)
    basis = orthonormal(weights * np.sqrt(sizes)[:, None])
    overlap = np.einsum("rcv,scv->crs", basis, basis)
    if not overlap.size:
        return False
    reach = np.linalg.eigvalsh(overlap)[:, -1]
    for tried, chosen in enumerate(small_unions(sizes, reach)):
        if tried > MOST_SETS:
            return True
        if np.linalg.eigvalsh(overlap[list(chosen)].sum(axis=0))[-1] >= CERTAIN:
            return True
    return False


def alike_classes(rows: Sequence[Row], *, same_over_time: bool) -> tuple[Floats, Floats]:
    """Sizes (C,) of the classes of people alike in all rows, and their weights (R, C, V).

    V runs over what was asked; over what was asked in each wave, if answers may change.
    """
    asked: dict[tuple[str, str], int] = {}
    places: dict[str, dict[tuple[int, int], float]] = defaultdict(
        lambda: defaultdict(float)
    )
    for number, row in enumerate(rows):
        for part in row:
            key = (part.asked, "" if same_over_time else part.wave)
            column = asked.setdefault(key, len(asked))
            for person, weight in part.weights():
                places[person][number, column] += weight
    return classes_of(list(places.values()), (len(rows), len(asked)))


def classes_of(
    people: Sequence[Mapping[tuple[int, int], float]], shape: tuple[int, int]
) -> tuple[Floats, Floats]:
    sizes: dict[tuple[tuple[tuple[int, int], float], ...], int] = defaultdict(int)
    for person in people:
        sizes[tuple(sorted((at, round(w, 12)) for at, w in person.items()))] += 1
    weights = np.zeros((shape[0], len(sizes), shape[1]))
    for place, known in enumerate(sizes):
        for (row, column), weight in known:
            weights[row, place, column] = weight
    return np.array(list(sizes.values()), dtype=float), weights


def orthonormal(weights: Floats) -> Floats:
    """An orthonormal basis (rank, C, V) of the rows (R, C, V)."""
    _, scale, basis = np.linalg.svd(weights.reshape(len(weights), -1), full_matrices=False)
    kept = basis[scale > 1e-10 * scale.max(initial=1e-300)]
    return np.asarray(kept.reshape(len(kept), *weights.shape[1:]))


def small_unions(sizes: Floats, reach: Floats) -> Iterator[tuple[int, ...]]:
    """Unions of classes, with fewer than FEWEST_SHOWN people, that could carry one.

    The reach of a union, at most the sum of its classes', must come to 1; so the search
    goes from the greatest reach a head downwards, and turns back where 1 is too far.
    """
    order = np.argsort(-reach / sizes, kind="stable")
    order = order[sizes[order] < FEWEST_SHOWN]

    def grown(start: int, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        room = FEWEST_SHOWN - 1 - sizes[list(chosen)].sum()
        reached = reach[list(chosen)].sum()
        if reached >= CERTAIN:
            yield chosen
        for place in range(start, len(order)):
            one = int(order[place])
            if reached + room * reach[one] / sizes[one] < CERTAIN:
                return
            if sizes[one] <= room:
                yield from grown(place + 1, (*chosen, one))

    return grown(0, ())
