"""A recorded answer put together for its extract: the record, its proof, and what stands today where it quoted."""

from collections.abc import Iterator
from datetime import datetime

from index.store.store import Store
from ingest.documents import Document, Span
from ingest.errors import ParcError
from parc_search.citing.citations import boxes_of
from parc_search.documents import page_images
from parc_search.documents.page_records import moved, page_records, sha256
from parc_search.evidence.checkpoint import Checkpoint, Note
from parc_search.evidence.extract import QuoteToday, extract_pdf
from parc_search.evidence.forms import readable
from parc_search.evidence.proof import Log
from parc_search.evidence.records import Entry, entry_of

MOST_PICTURES = 6
_A4_WIDTH_PT = 595.0


def recorded_extract(store: Store, number: int, *, log: Log, signed: str, made_at: datetime) -> bytes:
    """The extract of the answer recorded under this number, proven under a checkpoint of the log, as a PDF.

    Raises:
        UsageError: no answer is recorded under the number.
        EvidenceError: it cannot be proven under this checkpoint.
    """
    entry = entry_of(store, number)
    record = next(each for each in store.audit_records() if each.number == number)
    proof = log.prove(number, signed)
    checkpoint = Checkpoint.parse(Note.parse(signed).text)
    quotes = tuple(quotes_today(store, entry))
    return extract_pdf(entry, record, quotes, proof=proof, checkpoint=checkpoint, made_at=made_at)


def quotes_today(store: Store, entry: Entry) -> Iterator[QuoteToday]:
    """Each quote of an answer with its words, if they are still those that were quoted, and its page."""
    reread = page_records(readable(store.audit_records()))
    there = {stored.source for stored in store.sources()}
    pictures = 0
    for quote in entry.quotes:
        if quote.source not in there:
            yield QuoteToday(quote=quote, words=None)
            continue
        document = store.document(quote.source)
        text = document.raw.text
        places = (quote.span, moved(quote.span, quote.source, since=entry.number, records=reread))
        place = next((each for each in places if sha256(text[each.start : each.end]) == quote.sha256), None)
        if place is None:
            yield QuoteToday(quote=quote, words=None)
            continue
        picture = _page_of(store, document, place) if pictures < MOST_PICTURES else None
        pictures += picture is not None
        yield QuoteToday(quote=quote, words=" ".join(text[place.start : place.end].split()), picture=picture)


def _page_of(store: Store, document: Document, place: Span) -> bytes | None:
    """The first page of the quote, the words marked; None where its file was not kept, or cannot be drawn."""
    raw = document.raw
    kept = store.originals.path(raw.content_hash)
    boxes = boxes_of(raw.pages, place)
    if kept is None or not boxes or not page_images.can_show(raw.media_type):
        return None
    page_no = boxes[0][0]
    width_pt = next((page.width_pt for page in raw.pages if page.page_no == page_no and page.width_pt), _A4_WIDTH_PT)
    try:
        return page_images.page_picture(
            kept,
            raw.media_type,
            page_no=page_no,
            width_pt=width_pt,
            boxes=[(left, top, right, bottom) for at, left, top, right, bottom in boxes if at == page_no],
        )
    except ParcError:
        return None  # the extract says the words; a file that is damaged today does not take it with it
