"""The read quality of a document page by page: a strip of bars, and a way to the page that reads badly."""

from collections.abc import Callable

import streamlit as st

from index.store.access_view import VisibleStore
from index.store.source_info import StoredSource
from ingest.documents import Page
from parc_search.ui import words
from parc_search.ui.document_cards import page_label
from parc_search.ui.formats import number_text, quality_level
from parc_search.ui.markup import Html, draw, element, text
from parc_search.ui.session import Place

# More bars than this are a blur.
MAX_BARS = 120
# Pages that are offered to be opened: the worst.
OFFERED = 4


def draw_strip(store: VisibleStore, stored: StoredSource, number: int, open_source: Callable[[Place], None]) -> None:
    """Draws the strip of a paged document, and buttons to its worst pages; nothing for a text without pages."""
    if stored.page_count is None:
        return
    pages = [page for page in store.document(stored.source).raw.pages if page.page_no is not None]
    draw(strip(pages))
    unread = sum(page.end == page.start for page in pages)
    if unread:
        draw(text(words.PAGES_UNREAD.format(n=number_text(unread)), "note", "p"))
    worst = sorted((page for page in pages if quality_level(page.quality) != "good"), key=_badness)[:OFFERED]
    if not worst:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"worst-{number}"):
        draw(text(words.PAGES_WORST, "meta"), width="content")
        for page in worst:
            label = words.PAGE_PLACE.format(page=page.page_no)
            if st.button(label, key=f"page-{number}-{page.page_no}", type="tertiary"):
                open_source(Place(source=stored.source, page_no=page.page_no))


def strip(pages: list[Page]) -> Html:
    """A bar for each page, its height and colour the read quality; each says its page and quality in words."""
    bars = [_bar(page) for page in pages[:MAX_BARS]]
    label = text(words.PAGES_STRIP, "label", "div")
    more = Html("")
    if len(pages) > MAX_BARS:
        said = words.PAGES_STRIP_SHOWN.format(shown=number_text(MAX_BARS), all=number_text(len(pages)))
        more = text(said, "meta", "p")
    return element("div", label, element("ol", *bars), more, css="parc strip")


def _bar(page: Page) -> Html:
    # Heights in tenths, as classes: no style is written into the page.
    css = f"{quality_level(page.quality)} h{max(1, round(10 * page.quality))}"
    return element("li", element("i", css=css), text(page_label(page), "hidden"))


def _badness(page: Page) -> tuple[float, int]:
    return page.quality, page.page_no or 0
