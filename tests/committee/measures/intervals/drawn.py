"""Numbers drawn for tests from keyed streams, so that a test never meets another sample."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.random import Philox
from numpy.typing import NDArray
from scipy.special import ndtri


def uniforms(key: str, *shape: int) -> NDArray[np.float64]:
    """Uniforms between 0 and 1, both left out."""
    named = int.from_bytes(blake2b(key.encode(), digest_size=16).digest(), "little")
    words = Philox(key=named).random_raw(int(np.prod(shape)))
    return ((words >> np.uint64(11)).astype(np.float64) + 0.5).reshape(shape) * 2.0**-53


def numbers(key: str, *shape: int) -> NDArray[np.float64]:
    """Standard normal numbers."""
    return np.asarray(ndtri(uniforms(key, *shape)))
