"""The vectors of all texts that were ever embedded and are still in use, by encoder and text.

A document that comes in again, or is put back, costs nothing; an ingestion that was killed goes on where it
stopped. A cache: it may be deleted, and is made anew where it cannot be read.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from index.encoders import Encoder

EMBEDDINGS_FILE = "embeddings.sqlite"
BATCH_CHARS = 8_000  # about 2,500 tokens, one to three seconds: what a kill can cost, and a step of the progress bar
BATCH_TEXTS = 64
_IDS_A_STATEMENT = 500
_TABLE = (
    "CREATE TABLE IF NOT EXISTS embeddings (encoder TEXT, key TEXT, vector BLOB NOT NULL, "
    "PRIMARY KEY (encoder, key)) WITHOUT ROWID"
)
_MISSHAPEN = "encoder = ? AND (typeof(vector) <> 'blob' OR length(vector) <> ?)"
_LOG = logging.getLogger(__name__)
_VECTOR_TYPE = np.dtype("<f4")

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many texts are embedded and how many there are."""


def text_hash(text: str) -> str:
    """The key of a text: SHA-256, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Embeddings:
    """The kept vectors of one folder; with `read_only`, or where it cannot be written, new ones are kept nowhere."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        path = folder / EMBEDDINGS_FILE
        self._is_kept = not read_only
        if read_only:
            self._connection = _copy_in_memory(path)
            return
        try:
            self._connection = _connect(path)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").split("_")[1:2] not in (["NOTADB"], ["CORRUPT"], ["ERROR"]):
                raise  # a full or read-only disk is no reason to throw vectors away
            _LOG.warning("Tệp véc-tơ %s không đọc được (%s); các véc-tơ được tính lại từ kho.", path, error)
            for part in folder.glob(f"{EMBEDDINGS_FILE}*"):
                part.unlink()
            self._connection = _connect(path)

    def shrink_log(self) -> None:
        """Empties the write-ahead log into the file."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def drop_misshapen(self, encoder: Encoder) -> None:
        """Forgets what was kept for this encoder and is no vector of its length."""
        size = encoder.dim * _VECTOR_TYPE.itemsize
        with self._connection:
            self._connection.execute(f"DELETE FROM embeddings WHERE {_MISSHAPEN}", (encoder.fingerprint, size))

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
            if self._is_kept:
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
        found, wrong = {}, []
        for first in range(0, len(keys), _IDS_A_STATEMENT):
            some = keys[first : first + _IDS_A_STATEMENT]
            places = ", ".join("?" * len(some))
            statement = f"SELECT key, vector FROM embeddings WHERE encoder = ? AND key IN ({places})"
            for key, packed in self._connection.execute(statement, (encoder.fingerprint, *some)):
                vector = _vector(packed, encoder.dim)
                if vector is None:
                    wrong.append(key)
                else:
                    found[key] = vector
        if wrong:
            _LOG.warning(
                "%d véc-tơ đã lưu không có %d số (khoá %s…) nên được tính lại.", len(wrong), encoder.dim, wrong[0][:12]
            )
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


def _vector(packed: object, dim: int) -> Vectors | None:
    """The (dim,) vector of a kept value; None if it is of another shape, or holds what is no number."""
    if not isinstance(packed, bytes) or len(packed) != dim * _VECTOR_TYPE.itemsize:
        return None
    vector = np.frombuffer(packed, dtype=_VECTOR_TYPE).astype(np.float32)
    return vector if bool(np.isfinite(vector).all()) else None


def misshapen(folder: Path, fingerprint: str, dim: int) -> tuple[str, ...]:
    """The keys of kept vectors of an encoder that are no vectors of `dim` numbers; reads only."""
    size = dim * _VECTOR_TYPE.itemsize
    rows = _read(folder / EMBEDDINGS_FILE, f"SELECT key FROM embeddings WHERE {_MISSHAPEN}", (fingerprint, size))
    return tuple(sorted(str(row[0]) for row in rows))


def kept_keys(folder: Path) -> frozenset[str]:
    """The keys of all kept vectors; reads only."""
    return frozenset(str(row[0]) for row in _read(folder / EMBEDDINGS_FILE, "SELECT key FROM embeddings"))


def _read(path: Path, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    """The rows of a query over a file that is not written, even where it may not be; none if it cannot be read."""
    for option in ("mode=ro", "mode=ro&immutable=1"):
        try:
            connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{option}", uri=True)
        except sqlite3.DatabaseError:
            continue
        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            continue
        finally:
            connection.close()
    return []


def _copy_in_memory(path: Path) -> sqlite3.Connection:
    """The kept vectors as far as they can be read without writing, in memory; empty where they cannot."""
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    memory.execute(_TABLE)
    rows = _read(path, "SELECT encoder, key, vector FROM embeddings")
    memory.executemany("INSERT OR IGNORE INTO embeddings VALUES (?, ?, ?)", rows)
    memory.commit()
    return memory


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(_TABLE)
        connection.execute("SELECT encoder, key, vector FROM embeddings LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
