"""Four shares and three axes: an exact, invertible change of words (methods 1.1).

Shares run in the order of IMPERATIVES along the last array axis and add to 1.
x runs from internal (-1) to external (+1), y from directed to self-steering,
q from the flexibility–accountability diagonal to the sustainability–pragmatism one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fourfold.theory.model import IMPERATIVES

Floats = NDArray[np.float64]

AXES = ("x", "y", "q")
#                accountability, pragmatism, flexibility, sustainability
CONTRASTS: Floats = np.array([
    [-1.0, 1.0, 1.0, -1.0],
    [-1.0, -1.0, 1.0, 1.0],
    [-1.0, 1.0, -1.0, 1.0],
])
QUADRANTS = ("bottom-left", "bottom-right", "top-right", "top-left")  # in the same order


def closed(amounts: ArrayLike) -> Floats:
    """Amounts (..., 4) divided by their sum, so that they add to 1."""
    values = np.asarray(amounts, dtype=float)
    return np.asarray(values / values.sum(axis=-1, keepdims=True))


def axes_of(shares: ArrayLike) -> Floats:
    """x, y, q (..., 3) of shares (..., 4) that add to 1."""
    return np.asarray(shares, dtype=float) @ CONTRASTS.T


def shares_of(axes: ArrayLike) -> Floats:
    """Shares (..., 4) of x, y, q (..., 3): the exact inverse of `axes_of`."""
    return 0.25 * (1.0 + np.asarray(axes, dtype=float) @ CONTRASTS)


def share_by_name(shares: ArrayLike) -> dict[str, float]:
    """Four numbers under the names of the imperatives."""
    return dict(zip(IMPERATIVES, np.asarray(shares, dtype=float).tolist(), strict=True))
