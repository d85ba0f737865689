"""The store as answering sees it: documents, passages and register rows of one revision, loaded as they are needed.

Nothing here outlives the revision it was read at: a new revision is a new `Library`.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from ingest.documents import Document, Metadata, Passage, Span, Target, Task
from ingest.repair import RepairedText
from parc_search.question.catalogue import Catalogue, CatalogueEntry
from parc_search.text.terms import terms

# Document frequencies are counted on about so many passages at most, evenly taken, so that opening stays quick.
_MAX_COUNTED_PASSAGES = 20_000

Row = TypeVar("Row", Task, Target)


class Described(Protocol):
    """A document of the store by name, with what it says of itself."""

    @property
    def source(self) -> str:
        """Its unique name."""

    @property
    def metadata(self) -> Metadata:
        """What it says of itself."""


class LibraryStore(Protocol):
    """What answering needs of the store."""

    @property
    def revision(self) -> int:
        """The number of the last committed change."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the store is hidden from it."""

    def sources(self) -> Sequence[Described]:
        """The documents."""

    def passages(self, source: str | None = None) -> tuple[Passage, ...]:
        """The passages of one document, or all."""

    def tasks(self, source: str | None = None) -> tuple[Task, ...]:
        """The register of tasks of one document, or all."""

    def targets(self, source: str | None = None) -> tuple[Target, ...]:
        """The register of targets of one document, or all."""

    def document(self, source: str) -> Document:
        """One document."""


class Snapshot:
    """One revision of the store, with what ranking and extraction ask of it again and again."""

    def __init__(self, store: LibraryStore) -> None:
        self._store = store
        self.revision = store.revision
        self.is_whole = store.is_whole
        self._stored_tasks: dict[str, tuple[Task, ...]] = {}
        self._tasks: dict[str, _Placed[Task]] = {}
        self._annexes: dict[str, tuple[Task, ...]] = {}
        self._documents: dict[str, Document] = {}
        self._orders: dict[str, tuple[Passage, ...]] = {}

    @cached_property
    def catalogue(self) -> Catalogue:
        """The documents and what they say of themselves."""
        return Catalogue(
            tuple(CatalogueEntry(source=item.source, metadata=item.metadata) for item in self._store.sources())
        )

    @cached_property
    def visible(self) -> frozenset[str] | None:
        """The documents that may be seen; None where nothing is hidden."""
        return None if self.is_whole else frozenset(entry.source for entry in self.catalogue.entries)

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """All passages by id."""
        return {passage.id: passage for passage in self._store.passages()}

    def in_order(self, source: str) -> tuple[Passage, ...]:
        """The passages of one document in the order of their place."""
        if source not in self._orders:
            self._orders[source] = tuple(sorted(self._store.passages(source), key=lambda passage: passage.start))
        return self._orders[source]

    @cached_property
    def _frequencies(self) -> tuple[int, Counter[str]]:
        every = max(1, len(self.passages) // _MAX_COUNTED_PASSAGES)
        counted = list(self.passages.values())[::every]
        counts: Counter[str] = Counter()
        for passage in counted:
            counts.update(set(terms(passage.reading)))
        return len(counted), counts

    def idf(self, term: str) -> float:
        """How rare a term is among the passages: 0 where all have it."""
        total, counts = self._frequencies
        return math.log((total + 1) / (counts.get(term, 0) + 0.5)) if total else 0.0

    def knows(self, term: str) -> bool:
        """Whether any passage has the term."""
        return term in self._frequencies[1]

    def document(self, source: str) -> Document:
        """One document, kept for the next question."""
        if source not in self._documents:
            self._documents[source] = self._store.document(source)
        return self._documents[source]

    def reading(self, source: str) -> RepairedText:
        """The repaired reading of a document."""
        return self.document(source).reading

    def tasks(self, source: str) -> tuple[Task, ...]:
        """The tasks of a document, in the order of their place."""
        return tuple(sorted(self._tasks_of(source), key=lambda task: (task.task_span.start, task.id)))

    def tasks_at(self, source: str, span: Span) -> tuple[Task, ...]:
        """The tasks whose own words overlap the span by half of the shorter of both, the best fit first."""
        if source not in self._tasks:
            self._tasks[source] = _Placed(self._tasks_of(source), lambda task: task.task_span)
        return self._tasks[source].at(span)

    def tasks_with(self, source: str, span: Span, field: Callable[[Task], Span | None]) -> tuple[Task, ...]:
        """The tasks at the span, and the annex rows whose field stands there: a row goes on in the next passage."""
        found = self.tasks_at(source, span)
        known = {task.id for task in found}
        if source not in self._annexes:
            self._annexes[source] = tuple(task for task in self._tasks_of(source) if task.part == "annex")
        rows = (task for task in self._annexes[source] if task.id not in known)
        return found + tuple(
            task
            for task in rows
            if (own := field(task)) is not None and span.start <= own.start and own.end <= span.end
        )

    def _tasks_of(self, source: str) -> tuple[Task, ...]:
        if source not in self._stored_tasks:
            self._stored_tasks[source] = self._store.tasks(source)
        return self._stored_tasks[source]


class _Placed(Generic[Row]):
    """The rows of one document in the order of their place, so that those at a span are found without a walk."""

    def __init__(self, rows: Sequence[Row], span_of: Callable[[Row], Span]) -> None:
        self._rows: list[tuple[Span, Row]] = sorted(
            ((span_of(row), row) for row in rows), key=lambda placed: placed[0].start
        )
        self._starts = [span.start for span, _ in self._rows]
        self._longest = max((span.end - span.start for span, _ in self._rows), default=0)

    def at(self, span: Span) -> tuple[Row, ...]:
        """The rows that overlap the span by half of the shorter of both, the longest overlap first."""
        first = bisect_left(self._starts, span.start - self._longest)
        found = []
        for own, row in self._rows[first : bisect_left(self._starts, span.end)]:
            common = min(span.end, own.end) - max(span.start, own.start)
            shorter = min(span.end - span.start, own.end - own.start)
            if common > 0 and 2 * common >= shorter:
                found.append((-common, row.id, row))
        return tuple(row for _, _, row in sorted(found, key=lambda item: item[:2]))
