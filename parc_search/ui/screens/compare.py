"""Đối chiếu nguồn: the page as it looks, or the source text line by line beside its repaired reading."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from index.store.access_view import VisibleStore
from ingest.documents import Document, Page, Span
from parc_search.documents import page_images
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.document_search import draw_search
from parc_search.ui.components.markup import draw, text
from parc_search.ui.components.source_lines import line_of, line_starts, line_table, source_lines
from parc_search.ui.components.view_switch import draw_views
from parc_search.ui.screens import page_view
from parc_search.ui.screens.page_dialogs import PageDesk
from parc_search.ui.state import links, session
from parc_search.ui.state.formats import number_text
from parc_search.ui.state.session import Place

# What a reader takes in around a quote, and what a browser draws without delay.
LINES_BEFORE_QUOTE = 5
LINES_SHOWN = 60
_CHOSEN = "compare-source"
_VIEW = "compare-view"


def render(store: VisibleStore, desk: PageDesk, *, open_documents: Callable[[], None] | None) -> None:
    """Draws the screen at the place that the address or the session names, else at the first document."""
    draw(cards.screen_head(messages.SOURCE_TITLE, messages.SOURCE_LEAD))
    stored = {item.source: item for item in store.sources()}
    if not stored:
        draw_empty_store(open_documents)
        return
    place = _place()
    if place is not None and place.source not in stored:
        draw(cards.notice(messages.SOURCE_GONE_TITLE, messages.SOURCE_GONE_TEXT, level="error"))
        place = None
    place = place or Place(source=next(iter(stored)))
    titles = {source: item.metadata.number or item.metadata.title for source, item in stored.items()}
    st.session_state[_CHOSEN] = place.source
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare-choice"):
        st.selectbox(
            messages.SOURCE_CHOOSE,
            list(stored),
            format_func=lambda source: " · ".join(dict.fromkeys((titles[source], source))),
            key=_CHOSEN,
            on_change=_choose,
        )
        document = store.document(place.source)
        file = desk.originals.path(document.raw.content_hash) if page_images.can_show(document.raw.media_type) else None
        view = "lines"
        if file is not None:
            view = draw_views(messages.SOURCE_VIEWS, key=_VIEW, label="visible")
    draw(cards.document_heading(document.metadata, place.source))
    draw_search(document, place.span, partial(_look_for, place.source))
    if file is not None and view == "page":
        page_view.draw_page(document, place, file, desk)
    else:
        _draw_lines(document, place)


def _place() -> Place | None:
    """What the session looks at; an address names it where the session began with one, or moved on by itself."""
    linked = links.place_of({name: st.query_params.get_all(name) for name in (links.SOURCE, links.START, links.END)})
    looked_at = session.looked_at()
    if linked is None or (looked_at and (looked_at.source, looked_at.span) == (linked.source, linked.span)):
        return looked_at
    session.look_at(linked)
    return linked


def _choose() -> None:
    _go_to(Place(source=st.session_state[_CHOSEN]))


def _look_for(source: str, span: Span) -> None:
    _go_to(Place(source=source, span=span))


def _go_to(place: Place) -> None:
    """Moves to a place, in the address too."""
    session.look_at(place)
    st.query_params.from_dict(links.source_parameters(place.source, place.span))


def _draw_lines(document: Document, place: Place) -> None:
    starts = line_starts(document.raw.text)
    first = place.first_line
    if first is None:
        quoted_from = line_of(starts, place.span.start) if place.span else 1
        first = max(1, quoted_from - LINES_BEFORE_QUOTE)
    lines = source_lines(document.reading, first=first, count=LINES_SHOWN, quote=place.span)
    last, line_count = lines[-1].number if lines else first, len(starts)
    with st.container(horizontal=True, vertical_alignment="center", key="compare-steps"):
        has_citations = page_view.draw_citation_steps(place)
        st.button(
            messages.SOURCE_PREVIOUS,
            key="lines-previous",
            icon=":material/chevron_left:",
            shortcut=None if has_citations else "Left",
            disabled=first == 1,
            on_click=session.look_at,
            args=(place.at_line(max(1, first - LINES_SHOWN)),),
        )
        shown = messages.SOURCE_LINES.format(
            first=number_text(first), last=number_text(last), all=number_text(line_count)
        )
        draw(text(shown, "meta"), width="content")
        st.button(
            messages.SOURCE_NEXT,
            key="lines-next",
            icon=":material/chevron_right:",
            icon_position="right",
            shortcut=None if has_citations else "Right",
            disabled=last >= line_count,
            on_click=session.look_at,
            args=(place.at_line(last + 1),),
        )
        if place.first_line is not None and place.span is not None:
            back = place.at_line(None)
            st.button(
                messages.BACK_TO_QUOTE, key="lines-quote", type="tertiary", on_click=session.look_at, args=(back,)
            )
    draw(line_table(lines, _page_starts(document.raw.pages)))


def _page_starts(document_pages: tuple[Page, ...]) -> dict[int, int]:
    """The numbers of the pages by the places in the source text where they begin."""
    return {page.start: page.page_no for page in document_pages if page.page_no is not None}
