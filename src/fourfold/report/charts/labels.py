"""Where to write a name beside a mark so that it covers neither marks nor other names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from fourfold.position.geometry import Floats
from fourfold.report.charts.theme import LETTER

WIDER = 1.12  # readers may see the text in a wider type than ours
DISTANCES = (11, 20, 32, 46, 62, 80)
TURNS = (0, 180, 90, 270, 35, 145, 215, 325)
FAR = 26


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Anchor:
    """A mark in pixels, and the name to write beside it."""

    text: str
    x: float
    y: float
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class Placed:
    """A name with its middle in pixels, and the room between it and its mark."""

    anchor: Anchor
    x: float
    y: float
    gap: float

    @property
    def far(self) -> bool:
        """Whether a thin line should lead from the mark to its name."""
        return self.gap >= FAR


def around(x: float, y: float, half: float) -> Box:
    """A square about a point."""
    return Box(x - half, y - half, x + half, y + half)


def place(
    anchors: Sequence[Anchor], taken: Sequence[Box], *, width: float, size: float
) -> list[Placed]:
    """Names in the order given, each where it covers least; the first choose first."""
    used = [*taken, *(around(a.x, a.y, 7) for a in anchors)]
    placed = []
    for anchor in anchors:
        spots = list(_candidates(anchor, size))
        best = spots[int(np.argmin(_costs(spots, used, (width, size))))]
        placed.append(best)
        used.append(boxed(best, size))
    return placed


def _candidates(anchor: Anchor, size: float) -> Iterator[Placed]:
    half_wide, half_high = _half(anchor.text, size)
    for distance in DISTANCES:
        for turn in TURNS:
            across, down = cos(radians(turn)), -sin(radians(turn))
            x = anchor.x + across * (distance + half_wide)
            y = anchor.y + down * (distance + half_high)
            yield Placed(anchor, x, y, distance)


def _costs(
    spots: Sequence[Placed], used: Sequence[Box], frame: tuple[float, float]
) -> Floats:
    width, size = frame
    boxes = _edges([boxed(spot, size) for spot in spots])
    inside = _overlaps(boxes, _edges([Box(2, 2, width - 2, width - 2)]))
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    gaps = np.array([spot.gap for spot in spots])
    covered = _overlaps(boxes, _edges(used))
    return np.asarray(10 * covered + 50 * (area - inside) + gaps, dtype=float)


def _edges(boxes: Sequence[Box]) -> Floats:
    return np.array([(b.left, b.top, b.right, b.bottom) for b in boxes])


def _overlaps(boxes: Floats, others: Floats) -> Floats:
    """The area that each box shares with all the others together."""
    least = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    most = np.maximum(boxes[:, None, :2], others[None, :, :2])
    return np.asarray(np.clip(least - most, 0, None).prod(axis=2).sum(axis=1), dtype=float)


def boxed(spot: Placed, size: float) -> Box:
    """The room a placed name takes."""
    wide, high = _half(spot.anchor.text, size)
    return Box(spot.x - wide, spot.y - high, spot.x + wide, spot.y + high)


def _half(text: str, size: float) -> tuple[float, float]:
    return len(text) * size * LETTER * WIDER / 2 + 1, size * 0.62
