"""One page of a stored document read again from its picture, corrected by hand, and put back as it was.

Reading again proposes: nothing is stored until whoever asked has seen the difference and chosen. What is chosen becomes
the page's text; all that stands on other pages stays what it is. What the document was is kept and comes back byte for
byte. Each change is a record of the audit: whoever checks an answer later sees that a page has changed since, by how
much and at whose word.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from index.build import Index
from index.store.page_history import CorrectedWord, FormerPage
from ingest.documents import IngestedDocument, SourceDocument, Span
from ingest.errors import UnreadableFile, UsageError
from ingest.ocr.ctc_verifier import SecondReader
from ingest.ocr.multi_scale import (
    Choice,
    PageVersion,
    Proposal,
    chosen,
    default_choice,
    propose,
    version_of,
    with_tables,
    with_version,
)
from ingest.ocr.page_merge import Boxes, PageReading, Swap, spread, swapped
from ingest.ocr.page_reader import Engine
from ingest.pipeline import ingest_read, under_name
from ingest.quality import read_quality
from ingest.readers import read
from ingest.repair import Repairer
from parc_search import messages
from parc_search.documents import messages as page_messages
from parc_search.documents.page_records import (
    BETTER,
    CORRECTED,
    KEPT,
    PROPOSED,
    RESTORED,
    PageRecord,
    sha256,
)  # fmt: skip
from parc_search.documents.page_splice import PageChange, RepairsOfPage, spliced
from parc_search.documents.repair_adaptation import clean_texts

Tell = Callable[[str, int, int], None]
"""Hears a stage, and how many of how many parts of it are done (0 of 0 where it has no parts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A proposal that was seen, and what was chosen of it."""

    proposal: Proposal
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Words of a page to set right: `at` of the page's text reads `was` and shall read `now`."""

    at: Span
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What someone wants of a page; `by` is who asks.

    With `undo` it is put back as it was before it last changed, with `chosen` a proposal is stored, with `words` those
    are corrected; else it is read again and a proposal made.
    """

    source: str
    page_no: int
    by: str = ""
    undo: bool = False
    chosen: Chosen | None = None
    words: tuple[WordChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOutcome:
    """How it ended: `PROPOSED` with what is proposed, or `BETTER`, `KEPT`, `RESTORED`, `CORRECTED`."""

    ended: str
    proposal: Proposal | None = None


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

    def do(self, request: PageRequest, tell: Tell) -> PageOutcome:
        """Does what is asked of a page.

        Raises:
            UnreadableFile: the page cannot be read from its picture, or its file is not there.
            UnknownSource: no such document.
            UsageError: no such page, no OCR on this machine, nothing to put back, words that are not there, or a page
                that has changed since it was proposed.
        """
        if request.undo:
            return PageOutcome(ended=self._put_back(request, tell))
        if request.chosen is not None:
            return PageOutcome(ended=self._store(request, request.chosen, tell))
        if request.words:
            return PageOutcome(ended=self._correct(request, tell))
        return self._propose(request, tell)

    def _propose(self, request: PageRequest, tell: Tell) -> PageOutcome:
        if self._engine is None:
            raise UsageError(messages.NO_OCR)
        document, path = self._opened(request.source)
        version = version_of(document, request.page_no)
        by_hand = tuple(word.span for word in self._words(request))
        proposal = propose(
            document,
            request.page_no,
            path,
            self._engine,
            language=self._repairer,
            tell=lambda done, total: tell("ocr", done, total),
            second=self._second,
            by_hand=by_hand,
        )
        if not proposal.places:
            self._index.store.append_audit(self._record(request, document, version, version, KEPT))
            return PageOutcome(ended=KEPT)
        return PageOutcome(ended=PROPOSED, proposal=proposal)

    def _store(self, request: PageRequest, asked: Chosen, tell: Tell) -> str:
        document, path = self._opened(request.source)
        version = version_of(document, request.page_no)
        proposal, choice = asked.proposal, asked.choice
        about = (proposal.source, proposal.page_no, proposal.was_sha256)
        if about != (request.source, request.page_no, sha256(version.text)):
            raise UsageError(page_messages.PAGE_CHANGED_SINCE.format(source=request.source, page=request.page_no))
        if any(not 0 <= number < len(proposal.places) for number in choice.takes):
            raise UsageError(page_messages.NO_SUCH_PLACE.format(places=len(proposal.places)))
        words = self._words(request)
        now, spans = chosen(version, proposal, choice, [word.span for word in words])
        counts = len(set(choice.takes)), len(set(choice.takes) ^ set(default_choice(proposal).takes))
        if now.text == version.text:
            self._index.store.append_audit(self._record(request, document, version, version, KEPT, counts))
            return KEPT
        standing = [replace(word, span=span) for word, span in zip(words, spans, strict=True) if span is not None]
        self._change(request, document, path, version, now, standing, BETTER, counts, tell)
        return BETTER

    def _correct(self, request: PageRequest, tell: Tell) -> str:
        document, path = self._opened(request.source)
        version = version_of(document, request.page_no)
        page, text = version.page, version.text
        changes = sorted(
            (replace(change, now=" ".join(change.now.split())) for change in request.words),
            key=lambda change: change.at,
        )
        ends = [0, *(change.at.end for change in changes)]
        for change, end in zip(changes, ends, strict=False):
            at = change.at
            if not (end <= at.start < at.end and text[at.start : at.end] == change.was and change.now):
                raise UsageError(page_messages.NO_SUCH_WORDS.format(source=request.source, page=request.page_no))
        reading = PageReading(text=text, boxes=page.char_boxes, doubts=page.doubts, tables=page.tables)
        merged, moves = swapped(reading, [_swap(change, page.char_boxes) for change in changes])
        if merged.text == text:
            return KEPT
        corrected = PageVersion(
            text=merged.text,
            page=replace(
                page,
                end=len(merged.text),
                quality=read_quality(merged.text),
                char_boxes=merged.boxes,
                tables=merged.tables,
                doubts=merged.doubts,
            ),
        )
        words = [
            replace(other, span=moves.span(other.span))
            for other in self._words(request)
            if not moves.touches(other.span)
        ]
        words += [
            CorrectedWord(
                page_no=request.page_no,
                span=moves.swapped(number),
                was=change.was,
                now=change.now,
                by=request.by,
                at=self._now(),
            )
            for number, change in enumerate(changes)
        ]
        self._change(request, document, path, version, corrected, words, CORRECTED, (len(changes), 0), tell)
        return CORRECTED

    def _change(
        self,
        request: PageRequest,
        document: SourceDocument,
        path: Path,
        was: PageVersion,
        now: PageVersion,
        words: list[CorrectedWord],
        outcome: str,
        counts: tuple[int, int],
        tell: Tell,
    ) -> None:
        """Stores another version of a page with all that is made of it, and has the indexes follow."""
        item = self._spliced(document, was, now, path, tell)
        former = FormerPage(text=was.text, page=was.page, by=request.by, at=self._now())
        record = self._record(request, document, was, now, outcome, counts)
        self._index.store.pages.put(item, former, record, words=words)
        self._index.refresh(progress=lambda done, total: tell("index", done, total))

    def _put_back(self, request: PageRequest, tell: Tell) -> str:
        pages = self._index.store.pages
        former = pages.former(request.source).get(request.page_no)
        document = self._index.store.document(request.source).raw
        if former is None:
            raise UsageError(messages.NO_FORMER_PAGE.format(source=request.source, page=request.page_no))
        was, now = version_of(document, request.page_no), PageVersion(text=former.text, page=former.page)
        record = self._record(request, document, was, now, RESTORED)
        if not pages.put_whole_back(request.source, request.page_no, record):
            document, path = self._opened(request.source)
            item = self._spliced(document, was, now, path, tell)
            pages.put_back(item, request.page_no, record, was=was.text)
        self._index.refresh(progress=lambda done, total: tell("index", done, total))
        return RESTORED

    def _spliced(
        self, document: SourceDocument, was: PageVersion, now: PageVersion, path: Path, tell: Tell
    ) -> IngestedDocument:
        """The document with another version of a page, all that stands on other pages as it is stored."""
        stored = self._index.store.pages.ingested(document.source)
        changed = with_version(document, now)
        start = next(page.start for page in changed.pages if page.page_no == now.page.page_no)
        change = PageChange(start=start, end=start + len(was.text), now_end=start + len(now.text))
        taught = self._taught(document.source)
        repairs = RepairsOfPage(repairer=taught, edits=stored.document.reading.edits, change=change)
        made = ingest_read(changed, path, repairs, report=lambda stage: tell(stage, 0, 0))
        as_it_was = replace(stored, document=replace(stored.document, raw=document), path=path)
        return spliced(stored, made, change, made_anew=lambda: under_name(as_it_was, document.source).document.metadata)

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

    def _words(self, request: PageRequest) -> list[CorrectedWord]:
        """The words of the page that were corrected by hand."""
        found = self._index.store.pages.corrected_words(request.source)
        return [word for word in found if word.page_no == request.page_no]

    def _now(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")

    def _record(
        self,
        request: PageRequest,
        document: SourceDocument,
        was: PageVersion,
        now: PageVersion,
        outcome: str,
        counts: tuple[int, int] = (0, 0),
    ) -> str:
        return PageRecord(
            source=request.source,
            page_no=request.page_no,
            outcome=outcome,
            by=request.by,
            at=self._now(),
            content_hash=document.content_hash,
            start=next(page.start for page in document.pages if page.page_no == request.page_no),
            was_chars=len(was.text),
            now_chars=len(now.text),
            was_sha256=sha256(was.text),
            now_sha256=sha256(now.text),
            was_quality=round(was.page.quality, 4),
            now_quality=round(now.page.quality, 4),
            changed=counts[0],
            against=counts[1],
        ).as_json()


def _swap(change: WordChange, boxes: Boxes | None) -> Swap:
    """The words in the place of those before, over the same rectangle of the page."""
    there = None if boxes is None else spread(boxes[change.at.start : change.at.end], len(change.now))
    return Swap(at=change.at, words=change.now, boxes=there)
