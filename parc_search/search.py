"""PARC Search in one object: open a store, add documents, ask questions.

Opening reads no model; the encoder and the repairer are loaded by the first question that needs them.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from index.build import Index
from index.encoders import encoder
from index.store.access_view import VisibleStore
from index.store.source_info import Removed, StoredSource
from index.store.store import Store
from ingest.documents import Target, Task
from ingest.errors import DiskFull, StoreReadOnly
from ingest.legal.references import Reference, references
from ingest.ocr.ctc_verifier import installed_second_reader
from ingest.ocr.tesseract import installed_tesseract
from ingest.repair import Repairer
from parc_search import messages
from parc_search.answering.answer import Response, respond
from parc_search.documents.ingest_batch import IngestReport, Step, take_in
from parc_search.documents.rereading import PageOutcome, PageRequest, Rereading, Tell
from parc_search.documents.task_book import TaskBook
from parc_search.evidence.acts import CORRECTED, EXPORTED, REMOVED, RESTRICTED, UNDONE, act_record, document_act
from parc_search.evidence.question_log import QuestionLog
from parc_search.evidence.records import record_of
from parc_search.generation.generator import Generator, generator_of
from parc_search.generation.rewrite import phrased
from parc_search.question.correction import AS_UNDERSTOOD, Correction, corrected
from parc_search.question.follow_up import FollowUp, follow_up
from parc_search.question.query import Query
from parc_search.question.understand import understand
from parc_search.ranking.rerank import RankedPassage, rerank
from parc_search.ranking.retrieve import retrieve
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Answer, Hit
from parc_search.settings import Settings

# Views of the store that are kept warm, one for each set of groups that readers have.
MAX_LIBRARIES = 8
_LOG = logging.getLogger(__name__)


class ParcSearch:
    """A store that can be asked. Use as a context manager, or close it."""

    def __init__(
        self,
        index: Index,
        settings: Settings,
        *,
        repairer: Repairer | None = None,
        generator: Generator | None = None,
    ) -> None:
        """`repairer` None loads the shipped one when it is first needed; `generator` None phrases nothing."""
        self.index = index
        self.settings = settings
        self.generator = generator
        self._repairer = repairer
        self._libraries: dict[frozenset[str] | None, Snapshot] = {}
        self._readers: dict[tuple[str, ...], Repairer] = {}

    @classmethod
    def open(cls, store: Path | None = None, settings: Settings | None = None, *, create: bool = True) -> Self:
        """The store of a folder, by default that of the settings.

        Raises:
            StoreError: nothing there and `create` is off, or it cannot be used.
        """
        chosen = settings or Settings()
        if store is not None:
            chosen = replace(chosen, store=store)
        index = Index.open(chosen.store, encoder(chosen.encoder), create=create, undo_minutes=chosen.undo_minutes)
        return cls(index, chosen, generator=generator_of(chosen, os.environ))

    def close(self) -> None:
        """Closes the store."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def store(self) -> Store:
        """The store itself."""
        return self.index.store

    @cached_property
    def repairer(self) -> Repairer:
        """The reader of broken text and of questions without diacritics."""
        return self._repairer or Repairer.load()

    @cached_property
    def task_book(self) -> TaskBook:
        """The register of tasks as people work with it."""
        return TaskBook(self.index.store)

    @cached_property
    def question_log(self) -> QuestionLog:
        """The recorded questions, to look back on."""
        return QuestionLog(self.index.store)

    @property
    def library(self) -> Snapshot:
        """The documents at the store's present revision."""
        return self.library_of(None)

    def seen_by(self, groups: AbstractSet[str] | None) -> VisibleStore:
        """The store as members of these groups may read it; None may read everything."""
        return VisibleStore(self.index.store, groups)

    def library_of(self, groups: AbstractSet[str] | None) -> Snapshot:
        """The documents that members of these groups may read, at the store's present revision."""
        key = None if groups is None else frozenset(groups)
        library = self._libraries.get(key)
        if library is None or library.revision != self.index.store.revision:
            library = Snapshot(self.seen_by(groups))
            if len(self._libraries) >= MAX_LIBRARIES:
                self._libraries.clear()
            self._libraries[key] = library
        return library

    def ask(
        self,
        question: str,
        *,
        sources: Iterable[str] = (),
        id: str | None = None,
        audited: bool | None = None,
        correction: Correction = AS_UNDERSTOOD,
        groups: AbstractSet[str] | None = None,
        by: str = "",
    ) -> Answer:
        """The cited answer to a question, or a refusal with its reason; `sources` limits it to these documents.

        `correction` is laid over what is understood; `groups` are those of the reader (None reads everything), and
        `by` is the reader's address, for the audit.

        Raises:
            BadQuestion: the question is empty, too long or has no word in it.
            UnknownSource: a source that the store does not have.
        """
        began = time.perf_counter()
        library = self.library_of(groups)
        view = self.seen_by(groups)
        for source in (*sources, *(correction.sources or ())):
            view.document(source)
        query = corrected(self._understand(question, library, sources), correction, library.catalogue)
        understood = time.perf_counter()
        spent: list[float] = []

        def rank(asked: Query, among: Sequence[str] | None) -> tuple[RankedPassage, ...]:
            start = time.perf_counter()
            ranked = self._rank(asked, among, library)
            spent.append(time.perf_counter() - start)
            return ranked

        response = respond(query, rank, library)
        if self.generator is not None:
            response = replace(response, answer=phrased(response.answer, self.generator))
        done = time.perf_counter()
        retrieving = sum(spent)
        timings = {
            "understand": understood - began,
            "retrieve": retrieving,
            "answer": done - understood - retrieving,
            "total": done - began,
        }
        answer = replace(
            response.answer, id=id, timings_ms=tuple((name, 1000 * value) for name, value in timings.items())
        )
        if self.settings.audit if audited is None else audited:
            self._write_down(replace(response, answer=answer), library, by=by, correction=correction)
        return answer

    def search(
        self, question: str, k: int = 10, *, sources: Iterable[str] = (), groups: AbstractSet[str] | None = None
    ) -> tuple[Hit, ...]:
        """The `k` passages that fit best, best first, without an answer; `groups` are those of the reader."""
        library = self.library_of(groups)
        ranked = self._rank(self._understand(question, library, sources), None, library)
        return tuple(Hit(passage=item.passage, rank=n, score=item.score) for n, item in enumerate(ranked[:k], start=1))

    def understand(self, question: str, *, sources: Iterable[str] = ()) -> Query:
        """The question as it is understood against the documents that are there."""
        return self._understand(question, self.library, sources)

    def follow_up(
        self,
        before: str,
        question: str,
        *,
        topic: str = "",
        correction: Correction = AS_UNDERSTOOD,
        groups: AbstractSet[str] | None = None,
    ) -> FollowUp | None:
        """The question made whole by the one `before` it, asked with this correction; None where it stands alone.

        `topic` is that of the question before, where it is known.
        """
        library = self.library_of(groups)
        previous = corrected(self._understand(before, library, ()), correction, library.catalogue)
        return follow_up(previous, question, library.catalogue, topic=topic)

    def rank(self, query: Query, sources: Sequence[str] | None) -> tuple[RankedPassage, ...]:
        """All candidates for a query in their final order."""
        return self._rank(query, sources, self.library)

    def ingest(
        self,
        paths: Iterable[Path],
        progress: Callable[[Step], None] | None = None,
        *,
        workers: int | None = None,
        groups: Iterable[str] = (),
        replace: bool = False,
        by: str | None = None,
    ) -> IngestReport:
        """Takes files and folders in, each document in its own transaction; `progress` hears each step.

        Only members of `groups` may read what comes in; with `replace` a file takes the place of the document of its
        name, whatever it says of itself. Where `by` says who does it, here and in the methods below, the act is
        written into the audit in the transaction that does it; "" is the one person of a machine without sign-in.
        """
        return take_in(
            paths, self.index, self.repairer, progress=progress, workers=workers, groups=groups, replace=replace, by=by
        )  # fmt: skip

    def read_page_again(self, request: PageRequest, tell: Tell = lambda stage, done, total: None) -> PageOutcome:
        """Reads a page again and proposes, stores what was chosen, corrects words by hand, or puts the page back.

        Raises:
            ParcError: as `Rereading.do`.
        """
        engine, second = installed_tesseract(), installed_second_reader()
        rereading = Rereading(self.index, self.repairer, engine, lambda: datetime.now(UTC), second=second)
        return rereading.do(request, tell)

    def remove(self, source: str, *, now: bool = False, by: str | None = None) -> Removed:
        """Takes a document out of the store and of every index; with `now` for good, else it can be put back."""
        record = document_act(REMOVED, by, {"for good": "yes"} if now else {})
        return self.index.erase(source, record=record) if now else self.index.remove(source, record=record)

    def undo_remove(self, *, by: str | None = None) -> str:
        """Puts the document that was removed or replaced last back as it stood, and returns its name."""
        return self.index.undo_remove(record=document_act(UNDONE, by))

    def correct_metadata(self, source: str, *, by: str | None = None, **fields: object) -> None:
        """Lays corrections over what a document says of itself; the indexes follow at the next refresh."""
        record = document_act(CORRECTED, by, {"fields": ", ".join(sorted(fields))})
        self.index.store.correct_metadata(source, record=record, **fields)

    def drop_corrections(self, source: str, *, by: str | None = None) -> None:
        """Takes back all corrections of a document; the indexes follow at the next refresh."""
        fields = [field for stored in self.sources() if stored.source == source for field in sorted(stored.corrected)]
        self.index.store.drop_corrections(source, record=document_act(CORRECTED, by, {"fields": ", ".join(fields)}))

    def restrict(self, source: str, groups: Iterable[str], *, by: str | None = None) -> None:
        """Lets only members of these groups read the document, no group everyone; outlives re-ingestion."""
        chosen = tuple(groups)
        self.index.store.restrict(
            source, chosen, record=document_act(RESTRICTED, by, {"groups": ", ".join(chosen) or "*"})
        )

    def note_export(self, what: str, form: str, count: int, *, by: str, sources: Sequence[str] = ()) -> None:
        """Writes into the audit that rows or an answer left the store as a file of this form.

        A store that cannot be written can be read all the same: the log then says that it is on no record.
        """
        kept_for = {stored.source: stored.groups for stored in self.sources() if stored.source in sources}
        said = {"what": what, "form": form, "rows": str(count)}
        self._append(act_record(EXPORTED, by, said, at=datetime.now(UTC), sources=sources, kept_for=kept_for))

    def sources(self) -> tuple[StoredSource, ...]:
        """The documents of the store."""
        return self.index.store.sources()

    def tasks(self, source: str | None = None) -> tuple[Task, ...]:
        """The register of assigned tasks."""
        return self.index.store.tasks(source)

    def targets(self, source: str | None = None) -> tuple[Target, ...]:
        """The register of targets and figures."""
        return self.index.store.targets(source)

    def references(self, source: str | None = None) -> tuple[tuple[str, Reference], ...]:
        """The legal documents that each document cites, with the document's name, in order of first citation."""
        names = [source] if source is not None else [item.source for item in self.sources()]
        return tuple((name, cited) for name in names for cited in references(self.library.document(name)))

    def _understand(self, question: str, library: Snapshot, sources: Iterable[str]) -> Query:
        return understand(
            question,
            library.catalogue,
            self._question_reader(library),
            max_chars=self.settings.max_question_chars,
            sources=tuple(sources),
            knows=library.knows,
        )

    def _question_reader(self, library: Snapshot) -> Repairer:
        """The repairer that knows the titles and places of the documents that the reader may see, and of no other."""
        names = library.catalogue.names()
        reader = self._readers.get(names)
        if reader is None:
            reader = self.repairer.adapted(names)
            if len(self._readers) >= MAX_LIBRARIES:
                self._readers.clear()
            self._readers[names] = reader
        return reader

    def _rank(self, query: Query, sources: Sequence[str] | None, library: Snapshot) -> tuple[RankedPassage, ...]:
        among = sources if sources is not None else query.sources or None
        candidates = retrieve(
            query,
            self.index,
            library,
            lexical_candidates=self.settings.lexical_candidates,
            dense_candidates=self.settings.dense_candidates,
            lexical_weight=self.settings.lexical_weight,
            sources=among,
        )
        return rerank(candidates, query, library)

    def _write_down(
        self,
        response: Response,
        library: Snapshot,
        clock: Callable[[], datetime] | None = None,
        *,
        by: str = "",
        correction: Correction = AS_UNDERSTOOD,
    ) -> None:
        now = (clock or (lambda: datetime.now(UTC)))().isoformat(timespec="milliseconds")
        record = record_of(
            response,
            revision=library.revision,
            asked_at=now,
            by=by,
            correction=correction,
            kept_for={stored.source: stored.groups for stored in self.index.store.sources() if stored.groups},
        )
        self._append(record)

    def _append(self, record: str) -> None:
        """Appends to the audit; where it cannot be written, what was read is true all the same, and the log says so."""
        try:
            self.index.store.append_audit(record)
        except (StoreReadOnly, DiskFull) as error:
            _LOG.warning(messages.NOT_RECORDED.format(why=error))
