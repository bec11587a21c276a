"""How widely members' shares are spread: histograms in bins of 20 points (methods 2.7)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fourfold.experienced.disclosure.thresholds import FEWEST_SHOWN
from fourfold.experienced.form import Form
from fourfold.position.geometry import Floats
from fourfold.position.shown import Bin
from fourfold.theory.model import IMPERATIVES

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
DUST = 9  # decimals; a share of 20 points lies in the bin from 20 on


def distribution(shares: Floats, form: Form) -> dict[str, tuple[Bin, ...]]:
    """The histogram of each imperative's share among members (n, 4).

    Unless exact, neighbouring bins are joined until each holds FEWEST_SHOWN members.
    """
    return {name: bins(shares[:, i], form) for i, name in enumerate(IMPERATIVES)}


def bins(values: Floats, form: Form) -> tuple[Bin, ...]:
    counts = np.histogram(np.round(values, DUST), EDGES)[0].tolist()
    cells = list(zip(EDGES[:-1], EDGES[1:], counts, strict=True))
    found = cells if form.exact else joined(cells)
    parts = form.parts({f"{low}": count / len(values) for low, _, count in found})
    return tuple(
        Bin(low, high, part)
        for (low, high, _), part in zip(found, parts.values(), strict=True)
    )


def joined(cells: Sequence[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """Neighbouring (low, high, count) put together until no count is too small to show."""
    found: list[tuple[float, float, int]] = []
    for low, high, count in cells:
        if found and found[-1][2] < FEWEST_SHOWN:
            before = found.pop()
            found.append((before[0], high, before[2] + count))
        else:
            found.append((low, high, count))
    if len(found) > 1 and found[-1][2] < FEWEST_SHOWN:
        last, before = found.pop(), found.pop()
        found.append((before[0], last[1], before[2] + last[2]))
    return found
