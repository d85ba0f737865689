"""The index of a store folder: the store and its two caches, opened together and brought up to date together.

A change goes into the store first; `refresh` then makes the caches follow, document by document. Whoever only
searches never builds while another process is at it: it goes on with the caches there are, and what the store
no longer has is left out of the hits.
"""

import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from index import dense, lexical, snapshots
from index.caches import DENSE_FOLDER, LEXICAL_FOLDER, dense_format, open_dense, open_lexical, sync_dense, sync_lexical
from index.embeddings import Embeddings, Progress
from index.encoders import Encoder, encoder
from index.lexical import LexicalQuery
from index.snapshots import HEADER
from index.store.source_info import Removed
from index.store.store import Store
from ingest.documents import IngestedDocument
from ingest.errors import EncoderMismatch

Hits = list[tuple[str, float]]


class Index:
    """A store that can be searched. `open` brings its caches up to date, unless another process is doing so."""

    def __init__(self, store: Store, with_encoder: Encoder) -> None:
        self.store = store
        self.encoder = with_encoder
        self._lexical: lexical.LexicalIndex | None = None
        self._dense: dense.DenseIndex | None = None
        self._seen: dict[str, tuple[int, int] | None] = {}
        self._opening = threading.Lock()  # who asks while another thread opens a cache would find it empty

    @classmethod
    def open(
        cls,
        folder: Path,
        with_encoder: Encoder | None = None,
        *,
        create: bool = True,
        rebuild: bool = False,
        progress: Progress | None = None,
    ) -> Self:
        """The index of a store folder; `with_encoder` None takes the default encoder.

        `rebuild` embeds everything anew where the dense index is of another encoder.

        Raises:
            EncoderMismatch: the dense index is of another encoder, and `rebuild` is off.
            StoreError: as `Store.open`.
        """
        index = cls(Store.open(folder, create=create), with_encoder or encoder())
        try:
            if rebuild or index._is_stale():
                index.refresh(wait=False, rebuild=rebuild, progress=progress)
        except BaseException:
            index.close()
            raise
        return index

    def close(self) -> None:
        """Closes the store; the caches close with the last hit that uses them."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Changes

    def put(self, items: Iterable[IngestedDocument], progress: Progress | None = None) -> None:
        """Adds or replaces the documents, each in its own transaction, then makes the caches follow."""
        for item in items:
            self.store.put(item)
        self.refresh(progress=progress)

    def remove(self, source: str) -> Removed:
        """Takes a document out of the store and of both caches."""
        removed = self.store.remove(source)
        self.refresh()
        return removed

    def undo_remove(self) -> str:
        """Puts the last removed document back, into the caches too, and returns its name."""
        source = self.store.undo_remove()
        self.refresh()
        return source

    def refresh(self, *, wait: bool = True, rebuild: bool = False, progress: Progress | None = None) -> None:
        """Makes the caches copies of the store's present revision; only what changed is indexed anew.

        With `wait` off it does nothing while another process builds. `progress` hears how many of the texts are
        embedded.

        Raises:
            EncoderMismatch: the dense index is of another encoder, and `rebuild` is off.
        """
        folder = self.store.folder
        with snapshots.writing(folder, wait=wait) as is_mine:
            if is_mine:
                sync_lexical(self.store)
                self._check_encoder(rebuild=rebuild)
                embeddings = Embeddings(folder)
                try:
                    sync_dense(self.store, self.encoder, embeddings, progress)
                finally:
                    embeddings.close()

    # Searches

    def search_lexical(self, query: LexicalQuery | str, k: int, sources: Iterable[str] | None = None) -> Hits:
        """Up to `k` passage ids with BM25 scores, best first; `sources` None asks all documents."""
        with self._opening:
            if self._moved(LEXICAL_FOLDER):
                self._lexical = open_lexical(self.store.folder)
        if self._lexical is None:
            return []
        return self._present(self._lexical.search(query, k, sources), LEXICAL_FOLDER)

    def search_dense(self, text: str, k: int, sources: Iterable[str] | None = None) -> Hits:
        """Up to `k` passage ids with cosines, best first; `sources` None asks all documents."""
        with self._opening:
            if self._moved(DENSE_FOLDER):
                self._dense = open_dense(self.store.folder)
        if self._dense is None or not self._dense.rows:
            return []
        return self._present(self._dense.search(self.encoder.query(text), k, sources), DENSE_FOLDER)

    def _present(self, hits: Hits, cache: str) -> Hits:
        """The hits, less those that the store no longer has where the cache is behind it."""
        header = snapshots.read_header(self.store.folder / cache)
        if header is not None and header.revision == self.store.revision:
            return hits
        present = self.store.passages_by_id(identifier for identifier, _ in hits)
        return [hit for hit in hits if hit[0] in present]

    def _moved(self, cache: str) -> bool:
        """Whether another generation of a cache has come in force since the last look."""
        try:
            status = (self.store.folder / cache / HEADER).stat()
            now = (status.st_ino, status.st_mtime_ns)
        except FileNotFoundError:
            now = None
        moved = cache not in self._seen or self._seen[cache] != now
        self._seen[cache] = now
        return moved

    def _is_stale(self) -> bool:
        revision = self.store.revision
        for cache, form in ((LEXICAL_FOLDER, lexical.LEXICAL_FORMAT), (DENSE_FOLDER, dense_format(self.encoder))):
            header = snapshots.read_header(self.store.folder / cache)
            if header is None or (header.revision, header.format) != (revision, form):
                return True
        return False

    def _check_encoder(self, *, rebuild: bool) -> None:
        header = snapshots.read_header(self.store.folder / DENSE_FOLDER)
        if rebuild or header is None or not header.documents or header.format == dense_format(self.encoder):
            return
        if header.format.startswith(f"{dense.DENSE_FORMAT} "):
            built_by = header.format.removeprefix(f"{dense.DENSE_FORMAT} ")
            raise EncoderMismatch(
                f"Chỉ mục ngữ nghĩa được dựng bằng bộ mã hoá {built_by!r}, còn thiết lập hiện tại là "
                f"{self.encoder.fingerprint!r}. Đặt lại bộ mã hoá cũ, hoặc xoá thư mục "
                f"{self.store.folder / DENSE_FOLDER} để chỉ mục được dựng lại bằng bộ mã hoá mới ở lần chạy sau."
            )
