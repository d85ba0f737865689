"""Hỏi đáp: a question, its answer in one glance, and the citations that carry it."""

from collections.abc import Callable

import streamlit as st

from index.store import Store
from ingest.documents import Metadata
from ingest.errors import ParcError
from parc_search.results import Answer, Citation
from parc_search.search import ParcSearch
from parc_search.ui import cards, registers, session, words
from parc_search.ui.answer_text import answer_as_text
from parc_search.ui.markup import draw, plain_label, text
from parc_search.ui.session import Place

NEAREST_SHOWN = 3
MAX_LABEL_CHARS = 80
_PENDING = "pending_question"
_FIELD = "question_text"
_LINK = "q"


def render(
    parc: ParcSearch,
    store: Store,
    *,
    open_source: Callable[[Place], None],
    open_documents: Callable[[], None],
) -> None:
    """Draws the screen; `open_source` and `open_documents` lead to the other screens."""
    metadata = {stored.source: stored.metadata for stored in store.sources()}
    draw(cards.screen_head(words.ASK_TITLE, words.ASK_LEAD))
    if not metadata:
        _draw_empty(open_documents)
        return
    _draw_question_box()
    desk, rail = st.columns([2.3, 1], gap="large")
    with desk:
        _answer_pending(parc)
        answer = session.shown()
        if answer is None:
            _draw_examples()
            draw(cards.shelf(metadata))
        elif not _still_stands(answer, store, metadata):
            _draw_outdated(answer)
        elif answer.is_answered:
            _draw_answer(store, answer, open_source)
        else:
            _draw_refusal(answer, metadata)
    with rail:
        _draw_rail(answer)


def _draw_question_box() -> None:
    linked = st.query_params.get(_LINK)
    if linked and session.shown() is None and _FIELD not in st.session_state:
        st.session_state[_FIELD] = linked
        st.session_state[_PENDING] = linked
    with st.form("question", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            words.QUESTION_LABEL,
            key=_FIELD,
            placeholder=words.QUESTION_PLACEHOLDER,
            label_visibility="collapsed",
            autocomplete="off",
        )
        if st.form_submit_button(words.ASK_BUTTON, type="primary", key="ask"):
            st.session_state[_PENDING] = st.session_state[_FIELD]


def _answer_pending(parc: ParcSearch) -> None:
    question = st.session_state.pop(_PENDING, None)
    if question is None:
        return
    try:
        with st.spinner(words.SEARCHING):
            answer = parc.ask(question)
    except ParcError as error:
        session.show(None)
        draw(cards.notice(words.ERROR_TITLE, str(error), level="error"))
        return
    session.remember(answer)
    st.query_params[_LINK] = question


def _draw_answer(store: Store, answer: Answer, open_source: Callable[[Place], None]) -> None:
    row = registers.row_behind(answer, store.tasks(answer.citations[0].source)) if answer.citations else None
    draw(cards.answer_panel(answer, task=row))
    with st.container(horizontal=True, vertical_alignment="center", key="citations-bar"):
        draw(text(words.CITATION_COUNT.format(n=len(answer.citations)), "part", "h2"), width="content")
        draw(cards.legend(), width="content")
        st.space("stretch")
        _draw_take_away(answer)
    for position, citation in enumerate(answer.citations):
        with st.container(border=True, key=f"citation-{citation.n}"):
            draw(cards.citation_card(citation, question=answer.interpretation.question, answer=answer.answer))
            _draw_source_text(citation)
            if st.button(words.OPEN_SOURCE, key=f"open-{citation.n}", icon=":material/splitscreen_vertical_add:"):
                open_source(
                    Place(source=citation.source, span=citation.span, citations=answer.citations, position=position)
                )


def _still_stands(answer: Answer, store: Store, metadata: dict[str, Metadata]) -> bool:
    """Whether each quote is still in the store where it was, so that a removed document is not cited from memory."""
    return all(
        citation.source in metadata
        and store.source_text(citation.source)[citation.span.start : citation.span.end] == citation.quote_raw
        for citation in answer.citations
    ) and all(hit.passage.source in metadata for hit in answer.hits if not answer.is_answered)


def _draw_outdated(answer: Answer) -> None:
    draw(cards.notice(words.OUTDATED_TITLE, words.OUTDATED_TEXT))
    st.button(words.ASK_AGAIN, type="primary", key="ask-again", on_click=_ask_again, args=(answer.question,))


def _draw_source_text(citation: Citation) -> None:
    with st.expander(words.SOURCE_TEXT_LABEL, key=f"raw-{citation.n}", type="compact"):
        if citation.quote_raw == citation.quote:
            draw(text(words.SOURCE_TEXT_SAME, "lead", "p"))
        draw(text(citation.quote_raw, "source-text", "p"))


def _draw_take_away(answer: Answer) -> None:
    written = answer_as_text(answer)
    with st.popover(words.COPY, icon=":material/content_copy:", type="tertiary"):
        draw(text(words.COPY_HINT, "lead small", "p"))
        st.code(written, language=None, wrap_lines=True)
    st.download_button(
        words.DOWNLOAD_TEXT,
        data=written.encode(),
        file_name=words.DOWNLOAD_TEXT_NAME,
        mime="text/plain; charset=utf-8",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        key="download",
    )


def _draw_refusal(answer: Answer, metadata: dict[str, Metadata]) -> None:
    draw(cards.refusal_panel(answer))
    if not answer.hits:
        return
    draw(text(words.NEAREST_TITLE, "part", "h2"))
    for hit in answer.hits[:NEAREST_SHOWN]:
        with st.container(border=True, key=f"near-{hit.rank}"):
            passage = hit.passage
            question = answer.interpretation.question
            draw(cards.passage_card(passage, metadata.get(passage.source), question=question))


def _draw_examples() -> None:
    draw(text(words.EXAMPLES_LABEL, "part", "h2"))
    for number, example in enumerate(words.EXAMPLES, start=1):
        st.button(plain_label(example), key=f"example-{number}", width="stretch", on_click=_ask_again, args=(example,))


def _draw_rail(answer: Answer | None) -> None:
    if answer is not None:
        draw(cards.understood_panel(answer))
    draw(text(words.HISTORY_TITLE, "part", "h2"))
    earlier = session.history()
    if not earlier:
        draw(text(words.HISTORY_EMPTY, "lead", "p"))
        return
    for number, old in enumerate(earlier):
        st.button(
            _shortened(plain_label(old.question)),
            key=f"history-{number}",
            type="tertiary",
            width="stretch",
            on_click=_show_again,
            args=(old,),
        )
    st.button(words.HISTORY_CLEAR, key="history-clear", on_click=session.forget)


def _draw_empty(open_documents: Callable[[], None]) -> None:
    draw(cards.notice(words.EMPTY_STORE_TITLE, words.EMPTY_STORE_TEXT))
    if st.button(words.EMPTY_STORE_BUTTON, type="primary", key="to-documents"):
        open_documents()


def _ask_again(question: str) -> None:
    st.session_state[_FIELD] = question
    st.session_state[_PENDING] = question


def _show_again(answer: Answer) -> None:
    st.session_state[_FIELD] = answer.question
    session.show(answer)


def _shortened(label: str) -> str:
    return label if len(label) <= MAX_LABEL_CHARS else label[:MAX_LABEL_CHARS].rstrip() + "…"
