"""From a mean and its covariance to intervals, region and probabilities (methods 2.2).

Everything is vectorised: the first axis of every array runs over estimates, so that one
partnership and ten thousand go the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fourfold.position.geometry import CONTRASTS, Floats

LEVEL = 0.95
DRAWS = 4_000
SEED = 20010601
BATCH = 8  # estimates drawn for at once: keeps the draws in the processor's cache
NOTHING = 1e-12
# From x, y, q to x + y, x − y, q: along the two diagonals of the map.
DIAGONALS: Floats = np.array([[1.0, 1.0, 0.0], [1.0, -1.0, 0.0], [0.0, 0.0, 1.0]])


@dataclass(frozen=True)
class Inference:
    """What a mean (G, 3) of x, y, q with covariance (G, 3, 3) says; arrays lead with G.

    `low`, `high` (G, 3): Student-t intervals. `half` (G, 2), `tilt` (G,): Hotelling's joint
    region for (x, y). `dominant`, `quadrant` (G, 4): probabilities from `DRAWS` draws of a
    multivariate t, in the order of IMPERATIVES and QUADRANTS; `positive` (G, 3): of x, y, q
    above zero. `amplitude` is corrected for what noise adds; `direction` in degrees.
    """

    centre: Floats
    low: Floats
    high: Floats
    half: Floats
    tilt: Floats
    centre_excluded: NDArray[np.bool_]
    amplitude: Floats
    direction: Floats
    dominant: Floats
    quadrant: Floats
    positive: Floats


def infer(centre: Floats, covariance: Floats, df: float, *, seed: int = SEED) -> Inference:
    """Intervals and probabilities of means that share their degrees of freedom `df`."""
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    spread = t_quantile(df) * np.sqrt(variance)
    x, y = centre[:, 0], centre[:, 1]
    noise = variance[:, 0] + variance[:, 1]
    dominant, quadrant, positive = probabilities(centre, covariance, t_steps(df, seed))
    return Inference(
        centre=centre,
        low=centre - spread,
        high=centre + spread,
        half=np.sqrt(hotelling_limit(df) * variance[:, :2]),
        tilt=correlation(covariance),
        centre_excluded=hotelling_distance(centre, covariance) > hotelling_limit(df),
        amplitude=np.sqrt(np.maximum(0, x**2 + y**2 - noise)),
        direction=np.degrees(np.arctan2(y, x)) % 360,
        dominant=dominant,
        quadrant=quadrant,
        positive=positive,
    )


def t_quantile(df: float) -> float:
    return float(special.stdtrit(df, 0.5 + LEVEL / 2)) if df > 0 else np.nan


def hotelling_limit(df: float) -> float:
    """2·df/(df−1)·F(2, df−1): the square radius of the joint region for two means."""
    if df <= 1:
        return np.nan
    return float(2 * df / (df - 1) * special.fdtri(2, df - 1, LEVEL))


def hotelling_distance(centre: Floats, covariance: Floats) -> Floats:
    """T² of (x, y) from the centre of the map; infinite where there is no doubt at all."""
    scale, directions = np.linalg.eigh(covariance[:, :2, :2])
    along = np.einsum("gji,gj->gi", directions, centre[:, :2]) ** 2
    certain = scale <= NOTHING
    terms = np.where(
        certain, np.where(along > NOTHING, np.inf, 0.0), along / np.where(certain, 1, scale)
    )
    return np.asarray(terms.sum(axis=1))


def correlation(covariance: Floats) -> Floats:
    scale = np.sqrt(covariance[:, 0, 0] * covariance[:, 1, 1])
    return np.where(
        scale > NOTHING, covariance[:, 0, 1] / np.where(scale > 0, scale, 1), 0.0
    )


def t_steps(df: float, seed: int) -> Floats:
    """DRAWS steps (DRAWS, 3) of a standard multivariate t: the same for every estimate."""
    if df <= 0:
        return np.zeros((1, 3))
    rng = np.random.default_rng(seed)
    normal = rng.standard_normal((DRAWS, 3))
    return np.asarray(normal / np.sqrt(rng.chisquare(df, DRAWS) / df)[:, None])


def probabilities(
    centre: Floats, covariance: Floats, steps: Floats
) -> tuple[Floats, Floats, Floats]:
    """Of each imperative to be the largest, of each quadrant, of x, y, q to be positive."""
    scale, directions = np.linalg.eigh(covariance)
    roots = DIAGONALS @ (directions * np.sqrt(np.clip(scale, 0, None))[:, None, :])
    means, upright = centre @ DIAGONALS.T, np.ascontiguousarray(steps.T)
    found = np.zeros((len(centre), 11))
    for start in range(0, len(centre), BATCH):
        part = slice(start, start + BATCH)
        drawn = (roots[part].reshape(-1, 3) @ upright).reshape(-1, 3, len(steps))
        found[part] = drawn_shares(drawn + means[part, :, None])
    for place in np.flatnonzero(scale.max(axis=1, initial=0) <= NOTHING):
        found[place] = sure_shares(centre[place])
    return found[:, :4], found[:, 4:8], found[:, 8:]


def drawn_shares(drawn: Floats) -> Floats:
    """Shares (G, 11) of draws (G, 3, D) of x + y, x − y and q; as `probabilities` has them.

    Flexibility and accountability have strengths ±(x+y) − q, pragmatism and sustainability
    ±(x−y) + q, so a few comparisons say which is the largest.
    """
    up, across, q = drawn[:, 0], drawn[:, 1], drawn[:, 2]
    longer, rising, right = np.abs(up) - np.abs(across), up > 0, across > 0
    on_up, steep = longer > 2 * q, longer > 0
    ups, steeps = counted(on_up), counted(steep)
    flexible, pragmatic = counted(on_up & rising), counted(right & ~on_up)
    top_right, bottom_right = counted(steep & rising), counted(right & ~steep)
    draws = drawn.shape[2]
    columns = [
        *(ups - flexible, pragmatic, flexible, draws - ups - pragmatic),
        *(steeps - top_right, bottom_right, top_right, draws - steeps - bottom_right),
        *(counted(up + across > 0), counted(up > across), counted(q > 0)),
    ]
    return np.asarray(np.stack(columns, axis=1) / draws)


def counted(held: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.asarray(np.count_nonzero(held, axis=1))


def sure_shares(point: Floats) -> Floats:
    """The same for a point (3,) without any doubt; equal strengths share their chance."""
    strengths = CONTRASTS.T @ point
    largest = strengths >= strengths.max() - NOTHING
    signs = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    quadrant = [float(point[0] * x > NOTHING and point[1] * y > NOTHING) for x, y in signs]
    return np.array([*(largest / largest.sum()), *quadrant, *(point > NOTHING)])
