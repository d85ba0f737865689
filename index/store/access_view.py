"""The store as the members of some groups may see it: a document that is kept for other groups is not there.

Retrieval, registers and screens read through this view, so that nothing of a hidden document is found, counted,
cited or named, whatever is asked.
"""

from collections.abc import Set as AbstractSet

from index.store.source_info import StoredSource
from index.store.store import Store
from ingest.documents import Document, Passage, Target, Task
from ingest.errors import UnknownSource
from ingest.repaired_text import RepairedText


class VisibleStore:
    """What `groups` may read of a store; `groups` None may read everything."""

    def __init__(self, store: Store, groups: AbstractSet[str] | None) -> None:
        self._store = store
        self._groups = groups

    @property
    def revision(self) -> int:
        """The number of the store's last committed change."""
        return self._store.revision

    @property
    def is_whole(self) -> bool:
        """Whether nothing can be hidden from this view."""
        return self._groups is None

    def sources(self) -> tuple[StoredSource, ...]:
        """The documents that may be read, by name."""
        return tuple(stored for stored in self._store.sources() if self._may_read(stored))

    def document(self, source: str) -> Document:
        """The document of this name.

        Raises:
            UnknownSource: no such document, or one that may not be read; both sound the same.
        """
        self._check(source)
        return self._store.document(source)

    def source_text(self, source: str) -> str:
        """The text that all offsets of the document point into."""
        return self.document(source).raw.text

    def reading(self, source: str) -> RepairedText:
        """The repaired reading of the document."""
        return self.document(source).reading

    def passages(self, source: str | None = None) -> tuple[Passage, ...]:
        """The passages of a document, or of all."""
        allowed = self._allowed()
        return tuple(passage for passage in self._store.passages(source) if passage.source in allowed)

    def tasks(self, source: str | None = None) -> tuple[Task, ...]:
        """The register of assigned tasks, of a document or of all."""
        allowed = self._allowed()
        return tuple(task for task in self._store.tasks(source) if task.source in allowed)

    def targets(self, source: str | None = None) -> tuple[Target, ...]:
        """The register of targets and figures, of a document or of all."""
        allowed = self._allowed()
        return tuple(target for target in self._store.targets(source) if target.source in allowed)

    def _may_read(self, stored: StoredSource) -> bool:
        return self._groups is None or not stored.groups or bool(self._groups & set(stored.groups))

    def _allowed(self) -> frozenset[str]:
        return frozenset(stored.source for stored in self.sources())

    def _check(self, source: str) -> None:
        if self._groups is not None and source not in self._allowed():
            listed = ", ".join(sorted(self._allowed())[:10])
            raise UnknownSource(f"Không có văn bản {source!r} trong kho. Hiện có: {listed or 'chưa có văn bản nào'}.")
