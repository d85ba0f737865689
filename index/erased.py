"""Whether words that should be gone are gone: the raw files of a store searched, whatever its tables say.

Reads bytes, not rows: free pages, the write-ahead log, vectors, page caches, copies laid aside, temporary folders. What
is packed is unpacked where it lies: former documents in the tables, read pages. Words that other documents of the
store also have are no sign of the one that is gone, so only runs of words that are its alone are looked for. The word
index keeps no text but single words, compressed; it is judged by whether it still counts removed passages.
"""

import json
import sqlite3
import tempfile
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import snapshots
from index.caches import DENSE_FOLDER, LEXICAL_FOLDER, open_dense
from index.embeddings import kept_keys
from index.left_over import PAGES_FOLDER
from index.store.file_store import ORIGINALS_FOLDER
from index.store.store import STORE_FILE, Store

RUN_WORDS = 6  # so many words in a row seldom stand in two documents by chance
SHORTEST_TEXT_CHARS = 4
_MOST_RUNS = 200  # spread over the text
_BLOCK_BYTES = 8_000_000
_OURS = ("parc-portfolio-*", "parc-upload-*", "parc-snapshot-*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A place where words were found, or may be: a file, and what stands there in plain Vietnamese."""

    path: Path
    what: str


def traces(store: Store, text: str, *, content_hash: str | None = None) -> tuple[Trace, ...]:
    """Where words of a text, or anything of a file of this hash, are still on disk; empty if nowhere."""
    needles = tuple(_needles(store, text))
    found: list[Trace] = []
    if needles:
        for path in _files(store.folder):
            if _holds(path, needles):
                what = "nhật ký hỏi đáp hoặc tệp kho còn" if path.name.startswith(STORE_FILE) else "tệp còn"
                found.append(Trace(path=path, what=f"{what} chữ của văn bản"))
        found += _packed(store.folder, needles)
    if content_hash is not None:
        found += [
            Trace(path=path, what="còn tệp mang mã băm của văn bản")
            for path in _files(store.folder)
            if content_hash in path.parts
        ]
    return (*found, *_structures(store))


def _needles(store: Store, text: str) -> Iterator[bytes]:
    """What to look for: a short text itself, a long one by runs of its words that no stored document has."""
    words = text.split()
    if len(words) <= RUN_WORDS:
        runs = [text.strip()] if len(text.strip()) >= SHORTEST_TEXT_CHARS else []
    else:
        every = max(1, (len(words) - RUN_WORDS) // _MOST_RUNS)
        runs = [" ".join(words[at : at + RUN_WORDS]) for at in range(0, len(words) - RUN_WORDS + 1, every)]
        for stored in store.sources():
            other = " ".join(store.source_text(stored.source).split())
            if other != " ".join(words):  # the document itself, under whatever name, is what is looked for
                runs = [run for run in dict.fromkeys(runs) if run not in other]
    for run in runs:
        for form in dict.fromkeys((run, unicodedata.normalize("NFC", run), unicodedata.normalize("NFD", run))):
            yield form.encode("utf-8", "surrogatepass")
            yield form.encode("utf-16-le", "surrogatepass")
            escaped = json.dumps(form)[1:-1].encode("ascii")
            if escaped != form.encode("utf-8", "surrogatepass"):
                yield escaped


def _files(folder: Path) -> Iterator[Path]:
    """All files of the store, and of the temporary folders that are ours."""
    places = [folder, *(path for name in _OURS for path in Path(tempfile.gettempdir()).glob(name))]
    for place in places:
        yield from (path for path in sorted(place.rglob("*")) if path.is_file() and not path.is_symlink())


def _holds(path: Path, needles: tuple[bytes, ...]) -> bool:
    """Whether one of the needles stands in a file, in plain bytes or in a page cache that is packed as one stream.

    Line ends and double spaces of a text are one space here, as they are in the needles.
    """
    longest = max(map(len, needles))
    tail = b""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                window = tail + block
                if _any_in(window, needles):
                    return True
                tail = window[-2 * longest :]
    except OSError:
        return False
    try:
        return path.suffix == ".words" and _any_in(zlib.decompress(path.read_bytes()), needles)
    except (OSError, zlib.error):
        return False


def _any_in(content: bytes, needles: tuple[bytes, ...]) -> bool:
    spaced = b" ".join(content.split())
    return any(needle in content or needle in spaced for needle in needles)


def _packed(folder: Path, needles: tuple[bytes, ...]) -> Iterator[Trace]:
    """Former documents, which are packed in the tables."""
    path = folder / STORE_FILE
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT source, rows FROM former_documents").fetchall()
    except sqlite3.DatabaseError:
        rows = []
    finally:
        connection.close()
    for source, packed in rows:
        # JSON writes line ends as \\n: made spaces, as they are in the needles.
        unpacked = zlib.decompress(packed).replace(b"\\r", b" ").replace(b"\\n", b" ").replace(b"\\f", b" ")
        if _any_in(unpacked, needles):
            yield Trace(path=path, what=f"còn bản giữ để hoàn tác của {source}")


def _structures(store: Store) -> Iterator[Trace]:
    """What may hold words of a removed document though no run of them can be searched there."""
    folder = store.folder
    if store.must_erase:
        yield Trace(path=folder, what="chỉ mục chưa được dựng lại sau lần xoá hẳn; chạy lại lệnh khi kho rảnh")
    known = store.file_hashes()
    for place in (ORIGINALS_FOLDER, PAGES_FOLDER):
        for path in sorted((folder / place).iterdir()) if (folder / place).is_dir() else ():
            if path.name not in known:
                yield Trace(path=path, what="tệp không thuộc văn bản nào trong kho")
    header = snapshots.read_header(folder / LEXICAL_FOLDER)
    if header is not None:
        meta = folder / LEXICAL_FOLDER / header.generation / "meta.json"
        try:
            segments = json.loads(meta.read_text(encoding="utf-8"))["segments"]
        except (OSError, ValueError, KeyError, TypeError):
            segments = []
        if any(segment.get("deletes") for segment in segments):
            yield Trace(path=meta.parent, what="chỉ mục từ vựng còn từ của đoạn đã xoá; chạy parc-search repair-store")
    vectors = open_dense(folder)
    if vectors is not None and not store.formers() and kept_keys(folder) - {row.key for row in vectors.rows}:
        yield Trace(path=folder / DENSE_FOLDER, what="còn véc-tơ của đoạn đã xoá; chạy parc-search repair-store")
