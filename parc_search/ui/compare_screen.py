"""Đối chiếu nguồn: the repaired reading and the source text side by side, line by line, the quote set off."""

import streamlit as st

from index.store import Store
from ingest.documents import Page
from ingest.errors import ParcError
from parc_search.ui import cards, session, words
from parc_search.ui.formats import number_text
from parc_search.ui.markup import Html, draw, element, marked_quote, text
from parc_search.ui.session import Place
from parc_search.ui.source_lines import SourceLine, line_of, line_starts, source_lines

# What a reader takes in around a quote, and what a browser draws without delay.
LINES_BEFORE_QUOTE = 5
LINES_SHOWN = 60
_CHOSEN = "compare-source"


def render(store: Store) -> None:
    """Draws the screen at the place that the session looks at, else at the start of the first document."""
    draw(cards.screen_head(words.SOURCE_TITLE, words.SOURCE_LEAD))
    stored = {item.source: item for item in store.sources()}
    if not stored:
        draw(cards.notice(words.EMPTY_STORE_TITLE, words.EMPTY_STORE_TEXT))
        return
    place = session.looked_at()
    if place is None or place.source not in stored:
        place = Place(source=next(iter(stored)))
    titles = {source: item.metadata.number or item.metadata.title for source, item in stored.items()}
    st.session_state[_CHOSEN] = place.source
    st.selectbox(
        words.SOURCE_CHOOSE,
        list(stored),
        format_func=lambda source: f"{titles[source]} · {source}",
        key=_CHOSEN,
        on_change=_choose,
    )
    try:
        _draw_place(store, place)
    except ParcError as error:
        draw(cards.notice(words.ERROR_TITLE, str(error), level="error"))


def _choose() -> None:
    session.look_at(Place(source=st.session_state[_CHOSEN]))


def _draw_place(store: Store, place: Place) -> None:
    document = store.document(place.source)
    starts = line_starts(document.raw.text)
    first = place.first_line
    if first is None:
        quoted_from = line_of(starts, place.span.start) if place.span else 1
        first = max(1, quoted_from - LINES_BEFORE_QUOTE)
    lines = source_lines(document.reading, first=first, count=LINES_SHOWN, quote=place.span)
    draw(cards.document_heading(document.metadata, place.source))
    _draw_steps(place, first=first, last=lines[-1].number if lines else first, line_count=len(starts))
    draw(_table(lines, document.raw.pages, starts))


def _draw_steps(place: Place, *, first: int, last: int, line_count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="compare-steps"):
        if len(place.citations) > 1:
            at, of = place.position, len(place.citations)
            st.button(
                words.CITATION_PREVIOUS,
                key="citation-previous",
                shortcut="Left",
                disabled=at == 0,
                on_click=_open_citation,
                args=(place, at - 1),
            )
            draw(text(words.CITATION_OF.format(n=at + 1, all=of), "meta"), width="content")
            st.button(
                words.CITATION_NEXT,
                key="citation-next",
                shortcut="Right",
                disabled=at == of - 1,
                on_click=_open_citation,
                args=(place, at + 1),
            )
        st.button(
            words.SOURCE_PREVIOUS,
            key="lines-previous",
            disabled=first == 1,
            on_click=session.look_at,
            args=(place.at_line(max(1, first - LINES_SHOWN)),),
        )
        st.button(
            words.SOURCE_NEXT,
            key="lines-next",
            disabled=last >= line_count,
            on_click=session.look_at,
            args=(place.at_line(last + 1),),
        )
        if place.first_line is not None and place.span is not None:
            st.button(words.BACK_TO_QUOTE, key="lines-quote", on_click=session.look_at, args=(place.at_line(None),))
        shown = words.SOURCE_LINES.format(first=number_text(first), last=number_text(last), all=number_text(line_count))
        draw(text(shown, "meta"), width="content")


def _open_citation(place: Place, position: int) -> None:
    citation = place.citations[position]
    session.look_at(Place(source=citation.source, span=citation.span, citations=place.citations, position=position))


def _table(lines: tuple[SourceLine, ...], pages: tuple[Page, ...], starts: tuple[int, ...]) -> Html:
    page_starts = {line_of(starts, page.start): page.page_no for page in pages if page.page_no is not None}
    head = element(
        "thead",
        element(
            "tr",
            text(words.SOURCE_LINE, tag="th"),
            text(words.SOURCE_REPAIRED, tag="th"),
            text(words.SOURCE_RAW, tag="th"),
        ),
    )
    rows = []
    for line in lines:
        number = element("td", text(number_text(line.number)), css="number")
        if page_no := page_starts.get(line.number):
            number = element(
                "td", text(words.PAGE_PLACE.format(page=page_no), "page", "div"), text(str(line.number)), css="number"
            )
        classes = ["quoted"] if line.is_quoted else []
        classes += ["same"] if line.raw == line.reading else []
        rows.append(
            element(
                "tr",
                number,
                element("td", marked_quote(line.reading, line.reading_marks), css="reading"),
                element("td", marked_quote(line.raw, line.raw_marks), css="raw"),
                css=" ".join(classes),
            )
        )
    legend = element(
        "p",
        element("mark", marked_quote(words.LEGEND_QUOTE), css="quote"),
        element("mark", marked_quote(words.LEGEND_EDIT), css="edit"),
        element("mark", marked_quote(words.LEGEND_DOUBT), css="doubt"),
        css="legend",
    )
    return element("div", legend, element("table", head, element("tbody", *rows)), css="parc lines")
