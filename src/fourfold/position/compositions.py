"""Log-ratio coordinates of the four shares, as a check on the linear ones (methods 2.8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from fourfold.position.geometry import CONTRASTS, Floats


def log_contrasts(shares: ArrayLike) -> Floats:
    """½·ln of the shares' ratios along x, y and q (..., 3); shares must be above zero.

    Orthonormal coordinates of the 2×2 table (Fačevicová et al. 2014, robCompositions'
    `ilr.2x2`); the last is half the log odds ratio.
    """
    return np.asarray(0.5 * np.log(np.asarray(shares, dtype=float)) @ CONTRASTS.T)


def centred_log_ratios(shares: ArrayLike) -> Floats:
    """ln of each share over their geometric mean (..., k)."""
    logs = np.log(np.asarray(shares, dtype=float))
    return np.asarray(logs - logs.mean(axis=-1, keepdims=True))


def isometric_log_ratios(shares: ArrayLike) -> Floats:
    """k−1 orthonormal log-ratios (..., k−1) on the Gram-Schmidt basis of scikit-bio."""
    ratios = centred_log_ratios(shares)
    k = ratios.shape[-1]
    basis = np.array([
        [1 / (j + 1)] * (j + 1) + [-1.0] + [0.0] * (k - j - 2) for j in range(k - 1)
    ])
    scale = np.sqrt(np.arange(1, k) / np.arange(2, k + 1))
    return np.asarray(ratios @ basis.T * scale)
