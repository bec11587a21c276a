"""Tension on the two diagonals, split exactly (methods 2.4; the construct is ours).

T = 4·ū·v̄ of two opposite shares = within members + between members + between groups,
by the law of total covariance. The position alone cannot tell a balanced partnership from
one torn within each member or polarised between them; these parts can.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fourfold.position.geometry import Floats
from fourfold.position.shown import Tension

# Columns of the opposite shares, in the order of IMPERATIVES.
DIAGONALS: dict[str, tuple[int, int]] = {
    "sustainability-pragmatism": (3, 1),
    "flexibility-accountability": (2, 0),
}


def tensions(
    shares: Floats, weights: Floats, groups: Sequence[str] | None
) -> dict[str, Tension]:
    """Tension of each diagonal from members' shares (n, 4) and weights (n,) adding to 1.

    Without `groups` (n,) the part between groups is None.
    """
    return {
        name: one_tension((shares[:, u], shares[:, v]), weights, groups)
        for name, (u, v) in DIAGONALS.items()
    }


def one_tension(
    opposites: tuple[Floats, Floats], weights: Floats, groups: Sequence[str] | None
) -> Tension:
    u, v = opposites
    mean_u, mean_v = weights @ u, weights @ v
    total = 4 * mean_u * mean_v
    within = 4 * (weights @ (u * v))
    if groups is None:
        return Tension(float(total), float(within), float(total - within), None)
    between = -4 * sum(
        weights[own].sum()
        * (np.average(u[own], weights=weights[own]) - mean_u)
        * (np.average(v[own], weights=weights[own]) - mean_v)
        for own in (np.array(groups) == group for group in dict.fromkeys(groups))
    )
    return Tension(
        float(total), float(within), float(total - within - between), float(between)
    )
