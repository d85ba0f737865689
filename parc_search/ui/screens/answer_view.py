"""An answer on the screen: its fields, its citations with their source text, and the answer as text to take away."""

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from index.store.access_view import VisibleStore
from parc_search.question.correction import Correction
from parc_search.results import Answer, Citation
from parc_search.ui import messages
from parc_search.ui.components import answer_cards, cards
from parc_search.ui.components.answer_cards import duties_behind
from parc_search.ui.components.cards import place_text
from parc_search.ui.components.differences import difference
from parc_search.ui.components.markup import draw, text
from parc_search.ui.export.memo import MemoLine, memo_lines
from parc_search.ui.state import links, task_filter
from parc_search.ui.state.formats import date_text, one_line
from parc_search.ui.state.session import Place

OpenSource = Callable[[Place], None]
# Leads to the tasks that an agency leads in a document.
OpenTasks = Callable[[str, str], None]
Taken = Callable[[str, Sequence[str]], object]
"""Hears that an answer is taken along: in what form, and the documents that it cites."""
OPEN_ICON = ":material/splitscreen_vertical_add:"
_MIME_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw_answer(
    store: VisibleStore,
    answer: Answer,
    laid: Correction,
    open_source: OpenSource,
    open_tasks: OpenTasks,
    taken: Taken = lambda form, sources: None,
) -> None:
    """Draws the answer over its citations; `laid` is the correction that it was asked with."""
    tasks = store.tasks(answer.citations[0].source) if answer.citations else ()
    row, duties = task_filter.row_behind(answer, tasks), duties_behind(answer, tasks)
    draw(answer_cards.answer_panel(answer, task=row, duties=duties))
    if duties and st.button(messages.DUTIES_OPEN, key="open-tasks", icon=":material/list_alt:"):
        open_tasks(duties.agency, duties.source)
    with st.container(horizontal=True, vertical_alignment="center", key="citations-bar"):
        draw(text(messages.CITATION_COUNT.format(n=len(answer.citations)), "part", "h2"), width="content")
        draw(cards.legend(), width="content")
        st.space("stretch")
        listed = [(n, one_line(task.task)) for n, task in duties.shown] if duties else []
        draw_take_away(answer, laid, answer_cards.fields_beside(answer, row), listed, taken=taken)
    for position, citation in enumerate(answer.citations):
        with st.container(border=True, key=f"citation-{citation.n}"):
            draw(cards.citation_card(citation, question=answer.interpretation.question, answer=answer.answer))
            with st.container(horizontal=True, vertical_alignment="top", key=f"citation-bar-{citation.n}"):
                if st.button(messages.OPEN_SOURCE, key=f"open-{citation.n}", icon=OPEN_ICON):
                    span, cited = citation.span, answer.citations
                    open_source(Place(source=citation.source, span=span, citations=cited, position=position))
                _draw_source_text(citation)


def draw_take_away(
    answer: Answer,
    laid: Correction,
    fields: list[tuple[str, str]],
    listed: Sequence[tuple[int, str]] = (),
    *,
    taken: Taken = lambda form, sources: None,
) -> None:
    """Draws the ways to take an answer along: as text, as a memo, as a link; `listed` as in `memo_lines`."""
    written = answer_as_text(answer)
    cited = tuple(dict.fromkeys(citation.source for citation in answer.citations))

    def made(form: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
        def take() -> bytes:
            taken(form, cited)
            return make()

        return take

    def memo() -> tuple[MemoLine, ...]:
        return memo_lines(answer, fields, listed=listed, made_at=datetime.now().astimezone())

    with st.popover(messages.COPY, icon=":material/content_copy:", type="tertiary", key="copy"):
        draw(text(messages.COPY_HINT, "lead small", "p"))
        with st.container(key="copied"):
            st.code(written, language=None, wrap_lines=True, height=260)
            draw(text(messages.TAKE_LINK, "lead small", "p"))
            parameters = links.question_parameters(answer.question, laid)
            st.code(links.with_parameters(str(st.context.url or ""), parameters), language=None, wrap_lines=True)
    with st.popover(messages.TAKE_AWAY, icon=":material/download:", type="tertiary", key="take-away"):
        _download(messages.TAKE_DOCX, made("docx", lambda: _docx(memo())), "docx", _MIME_DOCX)
        _download(messages.TAKE_PDF, made("pdf", lambda: _pdf(memo())), "pdf", "application/pdf")
        _download(messages.TAKE_TEXT, made("txt", written.encode), "txt", "text/plain; charset=utf-8")


def answer_as_text(answer: Answer) -> str:
    """The question, the answer or the reason for none, and each citation with its place and verbatim source text."""
    lines = [f"{messages.TEXT_QUESTION}: {answer.question}"]
    if answer.is_answered:
        differs = difference(answer.sides) if answer.sides else None
        lines += [f"{messages.TEXT_ANSWER}: {answer.answer}", *([differs] if differs else []), answer.sentence or ""]
    else:
        lines += [messages.NOT_FOUND_TITLE, f"{messages.TEXT_REASON}: {answer.reason}"]
    lines += answer.notes
    for citation in answer.citations:
        lines += ["", *_citation_lines(citation)]
    return "\n".join(line for line in lines if line is not None).strip() + "\n"


def _download(label: str, make: Callable[[], bytes], suffix: str, mime: str) -> None:
    st.download_button(
        label,
        data=make,
        file_name=f"{messages.MEMO_FILE_NAME}.{suffix}",
        mime=mime,
        on_click="ignore",
        key=f"download-{suffix}",
        width="stretch",
    )


def _docx(lines: tuple[MemoLine, ...]) -> bytes:
    from parc_search.ui.export.memo_docx import as_docx  # loads slowly: only for who takes one

    return as_docx(lines)


def _pdf(lines: tuple[MemoLine, ...]) -> bytes:
    from parc_search.ui.export.memo_pdf import as_pdf  # loads slowly: only for who takes one

    return as_pdf(lines)


def _draw_source_text(citation: Citation) -> None:
    with st.expander(messages.SOURCE_TEXT_LABEL, key=f"raw-{citation.n}", type="compact"):
        if citation.quote_raw == citation.quote:
            draw(text(messages.SOURCE_TEXT_SAME, "lead", "p"))
        draw(text(citation.quote_raw, "source-text", "p"))


def _citation_lines(citation: Citation) -> list[str]:
    metadata = citation.metadata
    stated = [metadata.title]
    if metadata.number:
        stated.append(messages.NUMBER.format(number=metadata.number))
    if metadata.signed_on:
        stated.append(messages.SIGNED_ON.format(day=date_text(metadata.signed_on)))
    if metadata.issuer:
        stated.append(metadata.issuer)
    lines = [
        f"[{citation.n}] {', '.join(stated)}",
        f"    {place_text(citation)}, {messages.TEXT_FILE} {citation.source}",
    ]
    if citation.path:
        lines.append(f"    {' › '.join(citation.path)}")
    quote, raw = one_line(citation.quote), one_line(citation.quote_raw)
    lines.append(f"    “{quote}”")
    if raw != quote:
        lines.append(f"    {messages.SOURCE_TEXT_LABEL}: “{raw}”")
    return lines
