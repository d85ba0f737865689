"""A real small encoder for tests: syllables hashed into a vector, so that shared words mean nearness."""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.lexical import syllables


class HashingEncoder:
    """Counts of hashed syllables as unit vectors; it remembers how many passages it was asked for."""

    dim = 64

    def __init__(self, salt: str = "") -> None:
        self.name = "hashing"
        self.fingerprint = f"hashing {salt}"
        self.salt = salt
        self.embedded = 0

    def passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.embedded += len(texts)
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> npt.NDArray[np.float32]:
        counts = np.zeros(self.dim, dtype=np.float32)
        counts[0] = 1e-3  # a text without words has a direction too
        for word in syllables(text):
            counts[int.from_bytes(hashlib.sha256((self.salt + word).encode()).digest()[:4]) % self.dim] += 1
        unit: npt.NDArray[np.float32] = counts / np.linalg.norm(counts)
        return unit
