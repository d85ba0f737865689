"""Documents, removals and uploads as HTML cards, and the read quality of a document page by page."""

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from index.store.access_view import VisibleStore
from index.store.source_info import StoredSource
from index.store.undo import Former
from ingest.documents import Page
from ingest.language.fold import fold
from parc_search.documents.page_records import PROPOSED
from parc_search.ui import messages
from parc_search.ui.components.markup import Html, draw, fill, text
from parc_search.ui.ingest.queue import STORED_STAGES, FileState, Forecast
from parc_search.ui.state.formats import number_text, percent_text, quality_level, years_text
from parc_search.ui.state.session import Place

_TEMPLATE = "document_cards.html"
_MINUTE_S = 60
# More bars than this are a blur.
MAX_BARS = 120
# Pages that are offered to be opened: the worst.
OFFERED = 4


def summary(sources: Sequence[StoredSource]) -> str:
    """How much is loaded, on one line."""
    return messages.DOCUMENTS_SUMMARY.format(
        documents=number_text(len(sources)),
        passages=number_text(sum(stored.passage_count for stored in sources)),
        tasks=number_text(sum(stored.task_count for stored in sources)),
        targets=number_text(sum(stored.target_count for stored in sources)),
    )


def document_card(stored: StoredSource) -> Html:
    """One document: what it is, what was made of it, and how well it reads."""
    metadata = stored.metadata
    fields = [
        (messages.DOCUMENT_PLACE, ", ".join(metadata.place) or messages.UNKNOWN),
        (messages.DOCUMENT_YEARS, years_text(metadata.years)),
        (messages.DOCUMENT_SIZE, pages_text(stored)),
        (messages.DOCUMENT_MADE, counts_text(stored)),
    ]
    added = datetime.fromisoformat(stored.added_at).astimezone().date()
    return fill(_TEMPLATE, "document_card", stored=stored, fields=fields, added=added)


def pages_text(stored: StoredSource) -> str:
    """The number of pages, or that there are none."""
    if stored.page_count is None:
        return messages.DOCUMENT_UNPAGED
    return messages.DOCUMENT_PAGES.format(n=number_text(stored.page_count))


def counts_text(stored: StoredSource) -> str:
    """How many passages and register rows the document gave."""
    return messages.DOCUMENT_COUNTS.format(
        passages=number_text(stored.passage_count),
        tasks=number_text(stored.task_count),
        targets=number_text(stored.target_count),
    )


def page_label(page: Page) -> str:
    """A page by its number, with how well it reads."""
    quality = percent_text(page.quality) if page.end > page.start else messages.PAGE_QUALITY_NONE
    return messages.PAGES_STRIP_ALT.format(page=page.page_no, quality=quality)


def matching(sources: Sequence[StoredSource], wanted: str) -> list[StoredSource]:
    """The documents whose name, title, number or issuer holds the wanted words, diacritics aside."""
    needle = fold(wanted.strip())
    shown = []
    for stored in sources:
        metadata = stored.metadata
        said = " ".join(filter(None, (stored.source, metadata.title, metadata.number, metadata.issuer)))
        if needle in fold(said):
            shown.append(stored)
    return shown


def undo_line(former: Former) -> Html:
    """What was done last that can be undone: a document was removed, or a new version took its place."""
    said = messages.REPLACED_DOCUMENT if former.is_replaced else messages.REMOVED_DOCUMENT
    return fill(_TEMPLATE, "undo_line", said=said, source=former.source)


def removal_question(stored: StoredSource) -> Html:
    """What goes when the document goes."""
    goes = [
        line.format(n=number_text(count)) for line, field in messages.REMOVE_LINES if (count := getattr(stored, field))
    ]
    goes += [messages.REMOVE_CORRECTIONS] if stored.corrected else []
    goes += [messages.REMOVE_ORIGINAL] if stored.page_count is not None else []
    return fill(_TEMPLATE, "removal_question", stored=stored, goes=goes)


def hint(line: str) -> Html:
    """A quiet line beside a widget."""
    return text(line, "lead small", "p")


def progress(states: Sequence[FileState], forecast: Forecast, *, is_running: bool) -> Html:
    """Each file with the stage it is in, and why it failed if it did; how long the rest may take."""
    finished = sum(state.is_final for state in states)
    ended = sum(state.stage in STORED_STAGES | {PROPOSED} for state in states)
    of_files, of_pages = (
        (messages.UPLOAD_PROGRESS, messages.UPLOAD_DONE),
        (messages.PAGES_PROGRESS, messages.PAGES_DONE),
    )
    while_running, afterwards = of_pages if all(state.page for state in states) else of_files
    title = (while_running if is_running else afterwards).format(
        done=finished if is_running else ended, all=len(states)
    )
    time_left = _time_left(forecast.seconds_left) if is_running else ""
    stages = [(state, _stage_text(state)) for state in states]
    return fill(_TEMPLATE, "progress", title=title, time_left=time_left, states=stages)


def draw_strip(store: VisibleStore, stored: StoredSource, number: int, open_source: Callable[[Place], None]) -> None:
    """Draws the strip of a paged document, and buttons to its worst pages; nothing for a text without pages."""
    if stored.page_count is None:
        return
    pages = [page for page in store.document(stored.source).raw.pages if page.page_no is not None]
    draw(strip(pages))
    unread = sum(page.end == page.start for page in pages)
    if unread:
        draw(text(messages.PAGES_UNSEARCHED.format(n=number_text(unread)), "note", "p"))
    worst = sorted((page for page in pages if quality_level(page.quality) != "good"), key=_badness)[:OFFERED]
    if not worst:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"worst-{number}"):
        draw(text(messages.PAGES_WORST, "meta"), width="content")
        for page in worst:
            label = messages.PAGE_PLACE.format(page=page.page_no)
            if st.button(label, key=f"page-{number}-{page.page_no}", type="tertiary"):
                open_source(Place(source=stored.source, page_no=page.page_no))


def strip(pages: list[Page]) -> Html:
    """A bar for each page, its height and colour the read quality; each says its page and quality in words."""
    # Heights in tenths, as classes: no style is written into the page.
    bars = [
        (f"{quality_level(page.quality)} h{max(1, round(10 * page.quality))}", page_label(page))
        for page in pages[:MAX_BARS]
    ]
    return fill(_TEMPLATE, "strip", bars=bars, whole=len(pages))


def _stage_text(state: FileState) -> str:
    stage = messages.STAGES.get(state.stage, state.stage)
    if not state.total:
        return stage
    return messages.STAGE_PART.format(stage=stage, done=number_text(state.done), total=number_text(state.total))


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return messages.TIME_LEFT_UNKNOWN
    if seconds < _MINUTE_S:
        time = messages.SECONDS.format(n=number_text(max(1, seconds)))
    else:
        time = messages.MINUTES.format(n=number_text(seconds / _MINUTE_S))
    return messages.TIME_LEFT_ABOUT.format(time=time)


def _badness(page: Page) -> tuple[float, int]:
    return page.quality, page.page_no or 0
