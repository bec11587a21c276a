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
U_COLUMNS, V_COLUMNS = (list(columns) for columns in zip(*DIAGONALS.values(), strict=True))


def tensions(
    shares: Floats, weights: Floats, groups: Sequence[str] | None
) -> dict[str, Tension]:
    """Tension of each diagonal from members' shares (n, 4) and weights (n,) adding to 1.

    Without `groups` (n,) the part between groups is None.
    """
    u, v = shares[:, U_COLUMNS], shares[:, V_COLUMNS]
    mean_u, mean_v = weights @ u, weights @ v
    total, within = 4 * mean_u * mean_v, 4 * (weights @ (u * v))
    if groups is None:
        parts = zip(total.tolist(), within.tolist(), (total - within).tolist(), strict=True)
        found = [Tension(*part, None) for part in parts]
    else:
        means_u, means_v, sizes = group_means(u, v, weights=weights, groups=groups)
        between = -4 * (sizes @ ((means_u - mean_u) * (means_v - mean_v)))
        columns = (total, within, total - within - between, between)
        found = [Tension(*part) for part in np.stack(columns, axis=1).tolist()]
    return dict(zip(DIAGONALS, found, strict=True))


def group_means(
    u: Floats, v: Floats, *, weights: Floats, groups: Sequence[str]
) -> tuple[Floats, Floats, Floats]:
    """Means (g, 2) of u and of v in each group, and the weight (g,) of each group."""
    places = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    shared = np.zeros((len(places), len(groups)))
    shared[[places[group] for group in groups], np.arange(len(groups))] = weights
    sizes = shared.sum(axis=1)
    return shared @ u / sizes[:, None], shared @ v / sizes[:, None], sizes
