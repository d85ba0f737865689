"""One page of a document read again from its picture, and put back as it was.

The better reading becomes the page's text, and everything that was made of the document is made anew; what the page was
is kept and can be put back. Each is a record of the audit, whichever reading won: whoever checks an answer later sees
that a page has changed since, by how much and at whose word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.build import Index
from index.store.page_history import FormerPage
from ingest.documents import SourceDocument
from ingest.errors import UnreadableFile, UsageError
from ingest.ocr.ctc_verifier import SecondReader
from ingest.ocr.multi_scale import PageVersion, read_again, version_of, with_tables, with_version
from ingest.ocr.page_reader import Engine
from ingest.pipeline import ingest_read
from ingest.readers import read
from ingest.repair import Repairer
from parc_search import messages
from parc_search.documents.page_records import BETTER, KEPT, RESTORED, PageRecord, sha256
from parc_search.documents.repair_adaptation import clean_texts

Tell = Callable[[str, int, int], None]
"""Hears a stage, and how many of how many parts of it are done (0 of 0 where it has no parts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """A page that someone wants read again or, with `undo`, as it was before it last was; `by` is who asks."""

    source: str
    page_no: int
    by: str = ""
    undo: bool = False


class Rereading:
    """What reads pages again over one index."""

    def __init__(
        self,
        index: Index,
        repairer: Repairer,
        engine: Engine | None,
        clock: Callable[[], datetime],
        *,
        second: SecondReader | None = None,
    ) -> None:
        """`engine` None is a machine without OCR: pages can then only be put back; `second` disputes words."""
        self._index = index
        self._repairer = repairer
        self._engine = engine
        self._second = second
        self._clock = clock

    def do(self, request: PageRequest, tell: Tell) -> str:
        """How it ended: `BETTER`, `KEPT` or `RESTORED`.

        Raises:
            UnreadableFile: the page cannot be read from its picture, or its file is not there.
            UnknownSource: no such document.
            UsageError: no such page, no OCR on this machine, or nothing to put back.
        """
        return self._put_back(request, tell) if request.undo else self._read(request, tell)

    def _read(self, request: PageRequest, tell: Tell) -> str:
        if self._engine is None:
            raise UsageError(messages.NO_OCR)
        store = self._index.store
        document, path = self._opened(request.source)
        was = version_of(document, request.page_no)
        now = read_again(
            document,
            request.page_no,
            path,
            self._engine,
            tell=lambda done, total: tell("ocr", done, total),
            second=self._second,
        )
        outcome = KEPT if now.text == was.text else BETTER
        at = self._clock().isoformat(timespec="milliseconds")
        record = _record(request, document, was, now, outcome, at)
        if outcome == KEPT:
            store.append_audit(record)
            return KEPT
        item = ingest_read(
            with_version(document, now), path, self._taught(request.source), report=lambda stage: tell(stage, 0, 0)
        )
        store.put_page(item, FormerPage(text=was.text, page=was.page, by=request.by, at=at), record)
        self._index.refresh(progress=lambda done, total: tell("index", done, total))
        return BETTER

    def _put_back(self, request: PageRequest, tell: Tell) -> str:
        store = self._index.store
        former = store.former_pages(request.source).get(request.page_no)
        if former is None:
            raise UsageError(messages.NO_FORMER_PAGE.format(source=request.source, page=request.page_no))
        document, path = self._opened(request.source)
        was, now = version_of(document, request.page_no), PageVersion(text=former.text, page=former.page)
        at = self._clock().isoformat(timespec="milliseconds")
        restored = with_tables(with_version(document, now), read(path, source=request.source))
        item = ingest_read(restored, path, self._taught(request.source), report=lambda stage: tell(stage, 0, 0))
        store.put_page_back(item, request.page_no, _record(request, document, was, now, RESTORED, at))
        self._index.refresh(progress=lambda done, total: tell("index", done, total))
        return RESTORED

    def _opened(self, source: str) -> tuple[SourceDocument, Path]:
        """The stored document with the tables of its file, and the file."""
        document = self._index.store.document(source).raw
        path = self._index.store.originals.path(document.content_hash)
        if path is None:
            raise UnreadableFile(messages.NO_ORIGINAL.format(source=source))
        return with_tables(document, read(path, source=source)), path

    def _taught(self, source: str) -> Repairer:
        kept_for = {stored.source: stored.groups for stored in self._index.store.sources()}.get(source, ())
        return self._repairer.adapted(clean_texts((), self._index, self._repairer, groups=kept_for, without=source))


def _record(
    request: PageRequest, document: SourceDocument, was: PageVersion, now: PageVersion, outcome: str, at: str
) -> str:
    start = next(page.start for page in document.pages if page.page_no == request.page_no)
    return PageRecord(
        source=request.source,
        page_no=request.page_no,
        outcome=outcome,
        by=request.by,
        at=at,
        content_hash=document.content_hash,
        start=start,
        was_chars=len(was.text),
        now_chars=len(now.text),
        was_sha256=sha256(was.text),
        now_sha256=sha256(now.text),
        was_quality=round(was.page.quality, 4),
        now_quality=round(now.page.quality, 4),
    ).as_json()
