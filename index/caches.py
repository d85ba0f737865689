"""The two caches brought up to date with the store, and opened.

The store is asked for its revision first and for its rows last: a change that comes in between makes the cache
look older than it is, never newer, and the next look puts it right.
"""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index import dense, lexical, snapshots
from index.dense import DenseRow
from index.embeddings import Embeddings, Progress, text_hash
from index.encoders import Encoder
from index.snapshots import Header
from index.store.store import Store
from ingest.documents import Metadata, Passage
from ingest.errors import StoreDamaged
from ingest.layout.chunk import embedding_text

LEXICAL_FOLDER = "lexical"
DENSE_FOLDER = "dense"
_LOG = logging.getLogger(__name__)

# Up to here a removal rewrites the whole lexical index (a second): tantivy counts removed passages in its word
# statistics until it merges them away, and a small store should score as if they had never been there.
REWRITE_WHOLE_PASSAGES = 2_000


def dense_format(encoder: Encoder) -> str:
    """What the header of a dense index by this encoder says."""
    return f"{dense.DENSE_FORMAT} {encoder.fingerprint}"


def open_lexical(folder: Path) -> lexical.LexicalIndex | None:
    """The lexical index in force; None without one whose files are as they were written."""
    header = snapshots.read_header(folder / LEXICAL_FOLDER)
    if header is None or header.format != lexical.LEXICAL_FORMAT or snapshots.faults(folder / LEXICAL_FOLDER, header):
        return None
    try:
        return lexical.LexicalIndex.read(folder / LEXICAL_FOLDER / header.generation)
    except StoreDamaged:
        return None


def open_dense(folder: Path) -> dense.DenseIndex | None:
    """The dense index in force; None without one whose files are as they were written."""
    header = snapshots.read_header(folder / DENSE_FOLDER)
    if header is None or snapshots.faults(folder / DENSE_FOLDER, header):
        return None
    try:
        return dense.DenseIndex.read(folder / DENSE_FOLDER / header.generation)
    except StoreDamaged:
        return None


def sync_lexical(store: Store, *, whole: bool = False) -> None:
    """Makes the lexical index a copy of the store's present revision; with `whole`, of its words alone.

    A large index that is only added to keeps the words of removed passages until tantivy merges them away.
    """
    folder = store.folder / LEXICAL_FOLDER
    revision, documents = store.revision, store.cache_stamps()
    before = snapshots.read_header(folder)
    opened = open_lexical(store.folder)
    _tell_damage(folder, before, is_open=opened is not None, form=lexical.LEXICAL_FORMAT)
    if before is not None and opened is not None and not whole:
        stale, missing = snapshots.changed(before, documents)
        if not stale and not missing:
            _restamp(folder, before, revision, documents)
            return
        if not stale or opened.passage_count > REWRITE_WHOLE_PASSAGES:
            beside = snapshots.begin(folder)
            lexical.rewrite(folder / before.generation, beside, stale, _passages(store, missing), heads(store, missing))
            _swap(folder, beside, lexical.LEXICAL_FORMAT, revision, documents)
            return
    beside = snapshots.begin(folder)
    lexical.write(beside, _passages(store, tuple(documents)), heads(store, tuple(documents)))
    _swap(folder, beside, lexical.LEXICAL_FORMAT, revision, documents)


def sync_dense(
    store: Store, encoder: Encoder, embeddings: Embeddings, progress: Progress | None, *, whole: bool = False
) -> None:
    """Makes the dense index a copy of the store's present revision; only new texts are embedded.

    With `whole` no vector of a text that is in no document is kept, not even for an undo.
    """
    folder, form = store.folder / DENSE_FOLDER, dense_format(encoder)
    revision, documents = store.revision, store.cache_stamps()
    before = snapshots.read_header(folder)
    opened = None if before is None or before.format != form else open_dense(store.folder)
    _tell_damage(folder, before, is_open=opened is not None, form=form)
    if before is not None and opened is not None:
        stale, missing = snapshots.changed(before, documents)
        if not stale and not missing:
            _restamp(folder, before, revision, documents)
            _forget_unused(store, encoder, embeddings, opened.rows, always=whole)
            return
        kept = [number for number, row in enumerate(opened.rows) if row.source not in set(stale)]
        rows, vectors = [opened.rows[number] for number in kept], [opened.vectors()[kept]]
    else:
        missing, rows, vectors = tuple(documents), [], []
    new_rows, new_vectors = _embedded(store, missing, encoder, embeddings, progress)
    rows, vectors = rows + new_rows, vectors + new_vectors
    beside = snapshots.begin(folder)
    dense.write(beside, rows, np.concatenate(vectors) if vectors else np.zeros((0, encoder.dim), dtype=np.float32))
    _swap(folder, beside, form, revision, documents)
    _forget_unused(store, encoder, embeddings, rows, always=whole)


def lexical_in_memory(store: Store) -> lexical.LexicalIndex:
    """The lexical index of the store's present revision, written nowhere."""
    return lexical.LexicalIndex.of(
        _passages(store, tuple(store.cache_stamps())), heads(store, tuple(found.source for found in store.sources()))
    )


def dense_in_memory(store: Store, encoder: Encoder) -> dense.DenseIndex:
    """The dense index of the store's present revision, written nowhere; kept vectors are read where there are any."""
    embeddings = Embeddings(store.folder, read_only=True)
    try:
        rows, vectors = _embedded(store, tuple(store.cache_stamps()), encoder, embeddings, None)
    finally:
        embeddings.close()
    empty = np.zeros((0, encoder.dim), dtype=np.float32)
    return dense.DenseIndex.of(rows, np.concatenate(vectors) if vectors else empty)


def heads(store: Store, sources: Sequence[str]) -> dict[str, str]:
    """What is searched of each document with all its passages."""
    metadata = _metadata(store)
    return {source: lexical.document_head(store.source_text(source), metadata[source]) for source in sources}


def _embedded(
    store: Store, sources: Sequence[str], encoder: Encoder, embeddings: Embeddings, progress: Progress | None
) -> tuple[list[DenseRow], list[dense.Vectors]]:
    """A row for each passage of the sources, and its (1, dim) vector."""
    passages, metadata = _passages(store, sources), _metadata(store)
    texts = [embedding_text(passage, metadata[passage.source]) for passage in passages]
    keys = [text_hash(text) for text in texts]
    found = embeddings.of(dict(zip(keys, texts, strict=True)), encoder, progress)
    rows = [
        DenseRow(id=passage.id, source=passage.source, key=key) for passage, key in zip(passages, keys, strict=True)
    ]
    return rows, [found[key].reshape(1, -1) for key in keys]


def _tell_damage(folder: Path, before: Header | None, *, is_open: bool, form: str) -> None:
    """Says that a cache which was there is lost or damaged; one of another form is merely of another time."""
    if is_open or not folder.is_dir() or (before is not None and (before.format != form or not before.files)):
        return
    wrong = () if before is None else snapshots.faults(folder, before)
    _LOG.warning(
        "Chỉ mục %s bị mất hoặc hỏng (%s); chỉ mục được dựng lại từ kho, văn bản không bị ảnh hưởng.",
        folder.name,
        ", ".join(wrong) or snapshots.HEADER,
    )


def _forget_unused(
    store: Store, encoder: Encoder, embeddings: Embeddings, rows: Sequence[DenseRow], *, always: bool
) -> None:
    """Drops vectors of no passage, unless the document that they are of can still be put back."""
    if always or store.undoable() is None:
        embeddings.keep_only({row.key for row in rows}, encoder)


def _passages(store: Store, sources: Sequence[str]) -> list[Passage]:
    return [passage for source in sources for passage in store.passages(source)]


def _metadata(store: Store) -> dict[str, Metadata]:
    return {found.source: found.metadata for found in store.sources()}


def _restamp(folder: Path, before: Header, revision: int, documents: Mapping[str, str]) -> None:
    if before.revision != revision:
        _swap(folder, folder / before.generation, before.format, revision, documents, before.files)


def _swap(
    folder: Path,
    generation: Path,
    form: str,
    revision: int,
    documents: Mapping[str, str],
    files: Mapping[str, tuple[int, str]] | None = None,
) -> None:
    files = snapshots.manifest(generation) if files is None else files
    header = Header(
        format=form, revision=revision, documents=dict(documents), generation=generation.name, files=dict(files)
    )
    snapshots.swap(folder, header)
