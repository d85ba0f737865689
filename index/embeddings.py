"""The vectors of all texts that were ever embedded and are still in use, by encoder and text.

A document that comes in again, or is put back, costs nothing; an ingestion that was killed goes on where it
stopped. A cache: it may be deleted, and is made anew where it cannot be read.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.encoders import Encoder

EMBEDDINGS_FILE = "embeddings.sqlite"
BATCH_CHARS = 8_000  # about 2,500 tokens, one to three seconds: what a kill can cost, and a step of the progress bar
BATCH_TEXTS = 64
_IDS_A_STATEMENT = 500
_VECTOR_TYPE = np.dtype("<f4")

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many texts are embedded and how many there are."""


def text_hash(text: str) -> str:
    """The key of a text: SHA-256, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Embeddings:
    """The kept vectors of one folder."""

    def __init__(self, folder: Path) -> None:
        path = folder / EMBEDDINGS_FILE
        try:
            self._connection = _connect(path)
        except sqlite3.DatabaseError:
            for part in folder.glob(f"{EMBEDDINGS_FILE}*"):
                part.unlink()
            self._connection = _connect(path)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def of(self, texts: Mapping[str, str], encoder: Encoder, progress: Progress | None = None) -> dict[str, Vectors]:
        """By key, the (dim,) unit vector of each text, embedded now where it is not kept.

        `texts` is by key (`text_hash`).
        """
        found = self._kept(list(texts), encoder)
        missing = sorted((key for key in texts if key not in found), key=lambda key: (len(texts[key]), key))
        for batch in _batches(missing, texts):
            vectors = encoder.passages([texts[key] for key in batch]).astype(_VECTOR_TYPE)
            rows = [(encoder.fingerprint, key, vector.tobytes()) for key, vector in zip(batch, vectors, strict=True)]
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)", rows)
            found.update(zip(batch, vectors.astype(np.float32), strict=True))
            if progress is not None:
                progress(len(found), len(texts))
        return found

    def keep_only(self, keys: Collection[str], encoder: Encoder) -> None:
        """Forgets the vectors of all other texts and of all other encoders."""
        with self._connection:
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS used (key TEXT PRIMARY KEY)")
            self._connection.execute("DELETE FROM used")
            self._connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", [(key,) for key in keys])
            self._connection.execute(
                "DELETE FROM embeddings WHERE encoder <> ? OR key NOT IN (SELECT key FROM used)", (encoder.fingerprint,)
            )

    def _kept(self, keys: Sequence[str], encoder: Encoder) -> dict[str, Vectors]:
        found = {}
        for first in range(0, len(keys), _IDS_A_STATEMENT):
            some = keys[first : first + _IDS_A_STATEMENT]
            places = ", ".join("?" * len(some))
            statement = f"SELECT key, vector FROM embeddings WHERE encoder = ? AND key IN ({places})"
            for key, packed in self._connection.execute(statement, (encoder.fingerprint, *some)):
                vector = np.frombuffer(packed, dtype=_VECTOR_TYPE).astype(np.float32)
                if vector.shape == (encoder.dim,):
                    found[key] = vector
        return found


def _batches(keys: Sequence[str], texts: Mapping[str, str]) -> list[list[str]]:
    """The keys in runs of texts of like length: an encoder that pads wastes little."""
    batches: list[list[str]] = []
    chars = 0
    for key in keys:
        if not batches or chars + len(texts[key]) > BATCH_CHARS or len(batches[-1]) >= BATCH_TEXTS:
            batches.append([])
            chars = 0
        batches[-1].append(key)
        chars += len(texts[key])
    return batches


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS embeddings (encoder TEXT, key TEXT, vector BLOB NOT NULL, "
            "PRIMARY KEY (encoder, key)) WITHOUT ROWID"
        )
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
