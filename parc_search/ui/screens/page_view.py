"""A page as it looks, its quote marked, beside what was read there; stepping through citations and pages.

Whoever keeps the documents can have the page read again here and choose what is stored of it, set words right by hand,
sees what that changed, and can take it back.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from index.store.page_history import FormerPage
from ingest.documents import Document, Page, Span
from parc_search.citing.citations import boxes_of
from parc_search.documents import page_images
from parc_search.documents.page_images import Box
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.ingest_progress import draw_progress
from parc_search.ui.components.markup import draw, picture, text
from parc_search.ui.components.page_changes import changes_panel, words_panel
from parc_search.ui.components.source_lines import line_of, line_starts, line_table, source_lines
from parc_search.ui.screens.page_dialogs import PageDesk, choose, correct_words, proposal_line
from parc_search.ui.state import links, session
from parc_search.ui.state.formats import number_text
from parc_search.ui.state.session import Place

# Lines that stand beside the picture: a page holds 40 to 60.
MAX_LINES = 90
_A4_WIDTH_PT = 595.0


def draw_page(document: Document, place: Place, file: Path, desk: PageDesk) -> None:
    """Draws the page that the place is on, with its steps, and the lines that were read from it."""
    paged = [page for page in document.raw.pages if page.page_no is not None]
    page = _page_at(paged, place)
    number, width_pt = page.page_no or 1, page.width_pt or _A4_WIDTH_PT
    boxes = _boxes(document, place.span, number)
    dialog: Callable[[], None] | None = None
    with st.container(horizontal=True, vertical_alignment="center", key="compare-steps"):
        has_citations = draw_citation_steps(place)
        _draw_page_steps(place, number, len(paged), takes_arrows=not has_citations)
        st.space("stretch")
        draw(cards.quality_badge(page.quality), width="content")
        if boxes:
            st.download_button(
                messages.SAVE_CROP,
                lambda: page_images.quote_picture(
                    file, document.raw.media_type, page_no=number, width_pt=width_pt, boxes=boxes
                ),
                messages.CROP_FILE_NAME.format(document=Path(document.source).stem, page=number),
                "image/png",
                on_click="ignore",
                type="tertiary",
                icon=":material/crop:",
                key="save-crop",
            )
        if desk.person.may_manage:
            st.button(
                messages.REREAD_THIS,
                key="reread-this",
                type="tertiary",
                icon=":material/document_scanner:",
                disabled=desk.is_queued(document.source, number),
                on_click=desk.submit,
                args=(document.source, number),
            )
            if st.button(
                messages.WORDS,
                key="page-words",
                type="tertiary",
                icon=":material/edit:",
                disabled=desk.is_queued(document.source, number),
            ):
                dialog = partial(correct_words, desk, document, page)
    if desk.person.may_manage and any(state.page for state in desk.intake.states()):
        draw_progress(desk.intake, screen_follows=dialog is None)
    dialog = _draw_proposal(document, page, desk) or dialog
    former = desk.former(document.source).get(number)
    if former is not None:
        _draw_changes(document, page, former, desk)
    _draw_words(document, page, desk)
    sheet, reading = st.columns([1.15, 1], gap="medium")
    with sheet:
        png = page_images.page_picture(file, document.raw.media_type, page_no=number, width_pt=width_pt, boxes=boxes)
        alt = messages.PAGE_ALT_QUOTE if boxes else messages.PAGE_ALT
        draw(picture(png, alt.format(page=number, source=document.source)))
    with reading:
        _draw_reading(document, page, place.span)
    if dialog is not None:
        dialog()


def draw_citation_steps(place: Place) -> bool:
    """Draws the way to the citations before and after; False where the place has no others."""
    if len(place.citations) <= 1:
        return False
    at, of = place.position, len(place.citations)
    st.button(
        messages.CITATION_PREVIOUS,
        key="citation-previous",
        shortcut="Left",
        disabled=at == 0,
        on_click=_open_citation,
        args=(place, at - 1),
    )
    draw(text(messages.CITATION_OF.format(n=at + 1, all=of), "meta"), width="content")
    st.button(
        messages.CITATION_NEXT,
        key="citation-next",
        shortcut="Right",
        disabled=at == of - 1,
        on_click=_open_citation,
        args=(place, at + 1),
    )
    return True


def _draw_page_steps(place: Place, number: int, page_count: int, *, takes_arrows: bool) -> None:
    st.button(
        messages.PAGE_PREVIOUS,
        key="page-previous",
        icon=":material/chevron_left:",
        shortcut="Left" if takes_arrows else None,
        disabled=number == 1,
        on_click=session.look_at,
        args=(place.at_page(number - 1),),
    )
    draw(text(messages.PAGE_OF.format(n=number, all=page_count), "meta"), width="content")
    st.button(
        messages.PAGE_NEXT,
        key="page-next",
        icon=":material/chevron_right:",
        icon_position="right",
        shortcut="Right" if takes_arrows else None,
        disabled=number == page_count,
        on_click=session.look_at,
        args=(place.at_page(number + 1),),
    )
    if place.page_no is not None and place.span is not None:
        back = place.at_page(None)
        st.button(messages.BACK_TO_QUOTE, key="page-quote", type="tertiary", on_click=session.look_at, args=(back,))


def _draw_changes(document: Document, page: Page, former: FormerPage, desk: PageDesk) -> None:
    with st.expander(messages.REREAD_DONE_TITLE, key="reread-changes", expanded=True):
        now = document.raw.text[page.start : page.end]
        names_who = desk.person.may_manage or desk.person.may_audit
        draw(changes_panel(former, now, page.quality, names_who=names_who))
        if desk.person.may_manage:
            number = page.page_no or 1
            st.button(
                messages.REREAD_UNDO,
                key="reread-undo",
                icon=":material/undo:",
                disabled=desk.is_queued(document.source, number),
                on_click=partial(desk.submit, undo=True),
                args=(document.source, number),
            )


def _draw_proposal(document: Document, page: Page, desk: PageDesk) -> Callable[[], None] | None:
    """Says that a new reading of the page waits for a choice; the dialog for it once it is asked for."""
    number = page.page_no or 1
    if not desk.person.may_manage or (said := proposal_line(desk, document.source, number)) is None:
        return None
    with st.container(key="page-proposal"):
        draw(cards.notice(messages.PROPOSED_TITLE, said))
        with st.container(horizontal=True):
            is_asked = st.button(
                messages.PROPOSED_OPEN, key="proposal-open", type="primary", icon=":material/difference:"
            )
            st.button(
                messages.PROPOSED_DROP,
                key="proposal-drop",
                on_click=desk.intake.drop_proposal,
                args=(document.source, number),
            )
    return partial(choose, desk, document, page) if is_asked else None


def _draw_words(document: Document, page: Page, desk: PageDesk) -> None:
    words = [word for word in desk.words(document.source) if word.page_no == page.page_no]
    if words:
        with st.expander(messages.WORDS_DONE_TITLE.format(n=number_text(len(words))), key="page-words-done"):
            draw(words_panel(words, names_who=desk.person.may_manage or desk.person.may_audit))


def _draw_reading(document: Document, page: Page, quote: Span | None) -> None:
    if page.start == page.end:
        draw(cards.notice(messages.PAGE_UNREAD_TITLE, messages.PAGE_UNREAD_TEXT))
        return
    starts = line_starts(document.raw.text)
    first, last = line_of(starts, page.start), line_of(starts, page.end)
    lines = source_lines(document.reading, first=first, count=min(last - first + 1, MAX_LINES), quote=quote)
    draw(line_table([line for line in lines if page.start <= line.start <= page.end], {}, is_narrow=True))


def _page_at(paged: Sequence[Page], place: Place) -> Page:
    if place.page_no is not None:
        return paged[min(max(place.page_no, 1), len(paged)) - 1]
    at = place.span.start if place.span else 0
    return next((page for page in paged if page.start <= at <= page.end), paged[0])


def _boxes(document: Document, span: Span | None, page_no: int) -> tuple[Box, ...]:
    if span is None:
        return ()
    return tuple(
        (left, top, right, bottom)
        for number, left, top, right, bottom in boxes_of(document.raw.pages, span)
        if number == page_no
    )


def _open_citation(place: Place, position: int) -> None:
    citation = place.citations[position]
    there = Place(source=citation.source, span=citation.span, citations=place.citations, position=position)
    session.look_at(there)
    st.query_params.from_dict(links.source_parameters(there.source, there.span))
