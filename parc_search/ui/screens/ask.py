"""Hỏi đáp: a question, what was understood of it, its answer in one glance, and the citations that carry it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from index.store.access_view import VisibleStore
from ingest.documents import Metadata, Span
from ingest.errors import ParcError
from parc_search.evidence.records import Review
from parc_search.question.correction import AS_UNDERSTOOD, Correction
from parc_search.question.follow_up import FollowUp, questions_in
from parc_search.results import Answer
from parc_search.ui import messages
from parc_search.ui.components import answer_cards, cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.markup import draw, plain_label, text
from parc_search.ui.components.scope_chips import draw_chips
from parc_search.ui.screens import answer_view
from parc_search.ui.screens.conversation import announced, draw_beside, draw_carried, draw_digest_way, draw_talk
from parc_search.ui.screens.own_questions import Looking, draw_old, draw_verdict
from parc_search.ui.state import links, session
from parc_search.ui.state.formats import time_text
from parc_search.ui.state.session import Asked, Place

Ask = Callable[[str, Correction], Answer]
Follow = Callable[[Asked, str], FollowUp | None]
"""Makes a question whole by the one that was asked before it."""
NEAREST_SHOWN = 3
# Each question in view is drawn anew with every answer; the older ones are in a list to open.
HISTORY_SHOWN = 8
MAX_LABEL_CHARS = 80
_PENDING = "pending_question"
_FIELD = "question_text"
_OLDER = "history-older"
_LINKED = "linked_question"
_TYPED_ANEW = "typed_anew"


def render(
    ask: Ask,
    store: VisibleStore,
    *,
    follow: Follow = lambda before, question: None,
    open_source: Callable[[Place], None],
    open_tasks: answer_view.OpenTasks,
    open_documents: Callable[[], None] | None,
    looking: Looking | None = None,
    objections: Callable[[Answer], Sequence[Review]] = lambda answer: (),
    taken: answer_view.Taken = lambda form, sources: None,
) -> None:
    """Draws the screen; `ask` answers, `objections` are those of auditors to an answer, the others lead elsewhere.

    `taken` hears of an answer that is taken along as a file.
    """
    metadata = {stored.source: stored.metadata for stored in store.sources()}
    draw(cards.screen_head(messages.ASK_TITLE, messages.ASK_LEAD))
    if not metadata:
        draw_empty_store(open_documents)
        return
    _draw_question_box()
    _answer_pending(ask, follow)
    shown = session.shown()
    stands = shown is not None and _still_stands(shown.answer, store, metadata)
    chips = st.container() if stands else None
    desk, rail = st.columns([2.3, 1], gap="large")
    with desk:
        if shown is None:
            _draw_examples()
            draw(cards.shelf(metadata))
        elif not stands:
            _draw_outdated(shown)
        else:
            is_digest = draw_digest_way(shown.answer, metadata)
            draw_carried(shown, ask_again=_ask_again)
            draw_beside(shown, show=_show_beside)
            _draw_objections(objections(shown.answer))
            draw(text(announced(shown), "hidden announce", "p"))
            if shown.answer.is_answered:
                answer_view.draw_answer(store, shown.answer, shown.correction, open_source, open_tasks, taken)
            elif not is_digest:
                _draw_refusal(shown, metadata, open_source, taken)
            if looking is not None:
                draw_verdict(looking, shown.answer)
    if shown is not None and chips is not None:
        with chips:  # above the answer, but after it: that is what is waited for
            draw_chips(shown.answer, shown.correction, metadata, ask_again=_ask_again)
    with rail:
        _draw_rail(shown)
        if looking is not None:
            draw_old(looking, ask_again=_ask_again)


def _draw_objections(objected: Sequence[Review]) -> None:
    """Says before the answer what auditors object to in it."""
    if objected:
        lines = [
            messages.OBJECTION_LINE.format(time=time_text(review.at), by=review.by or messages.REVIEW_BY_NOBODY)
            + (f" {review.note}" if review.note else "")
            for review in objected
        ]
        draw(cards.notice(messages.OBJECTION_TITLE, *lines, level="error"))


def _draw_question_box() -> None:
    _take_from_link()
    with st.form("question", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            messages.QUESTION_LABEL,
            key=_FIELD,
            placeholder=messages.QUESTION_PLACEHOLDER,
            label_visibility="collapsed",
            autocomplete="off",
        )
        if st.form_submit_button(messages.ASK_BUTTON, type="primary", key="ask"):
            said = st.session_state[_FIELD]
            linked, correction = st.session_state.pop(_LINKED, ("", AS_UNDERSTOOD))
            st.session_state[_PENDING] = said, correction if said == linked else AS_UNDERSTOOD
            st.session_state[_TYPED_ANEW] = said != linked
    if _LINKED in st.session_state:
        draw(text(messages.LINKED_QUESTION, "lead small", "p"))


def _take_from_link() -> None:
    """Puts the question of the address into the field: it is asked, and recorded as asked, only by who confirms it."""
    linked = st.query_params.get(links.QUESTION)
    if linked and session.shown() is None and _FIELD not in st.session_state:
        names = (links.PLACES, links.YEARS, links.SOURCES, links.ROLE)
        correction = links.correction_of({name: st.query_params.get_all(name) for name in names})
        st.session_state[_FIELD], st.session_state[_LINKED] = linked, (linked, correction)


def _answer_pending(ask: Ask, follow: Follow) -> None:
    pending = st.session_state.pop(_PENDING, None)
    if pending is None:
        return
    question, correction = pending[:2]
    follows: FollowUp | None = pending[2] if len(pending) > 2 else None
    before = session.shown() if st.session_state.pop(_TYPED_ANEW, False) else None
    answered: list[Asked] = []
    try:
        with st.spinner(messages.SEARCHING):
            for one in questions_in(question) if correction == AS_UNDERSTOOD else (question,):
                last = answered[-1] if answered else before
                if last is not None and correction == AS_UNDERSTOOD:
                    follows = follow(last, one)
                answer = ask(follows.question if follows else one, correction)
                answered.append(Asked(answer=answer, correction=correction, follows=follows))
                follows = None
    except ParcError as error:
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
        if not answered:
            session.show(None)
            return
    for number in range(len(answered)):  # the last is shown in full, under those before it
        others = tuple(other for at, other in enumerate(answered) if at != number)
        session.remember(replace(answered[number], beside=others))
    st.query_params.from_dict(links.question_parameters(answered[-1].answer.question, correction))


def _still_stands(answer: Answer, store: VisibleStore, metadata: dict[str, Metadata]) -> bool:
    """Whether each quote is still in the store where it was, so that a removed document is not cited from memory."""
    return all(
        citation.source in metadata
        and store.source_text(citation.source)[citation.span.start : citation.span.end] == citation.quote_raw
        for citation in answer.citations
    ) and all(hit.passage.source in metadata for hit in answer.hits if not answer.is_answered)


def _draw_outdated(asked: Asked) -> None:
    draw(cards.notice(messages.OUTDATED_TITLE, messages.OUTDATED_TEXT))
    again = (asked.answer.question, asked.correction)
    st.button(messages.ASK_AGAIN, type="primary", key="ask-again", on_click=_ask_again, args=again)


def _draw_refusal(
    asked: Asked, metadata: dict[str, Metadata], open_source: Callable[[Place], None], taken: answer_view.Taken
) -> None:
    answer = asked.answer
    if draw_talk(answer):
        return
    draw(answer_cards.refusal_panel(answer))
    with st.container(horizontal=True, vertical_alignment="center", key="citations-bar"):
        if answer.hits:
            draw(text(messages.NEAREST_TITLE, "part", "h2"), width="content")
        st.space("stretch")
        answer_view.draw_take_away(answer, asked.correction, [], taken=taken)
    for hit in answer.hits[:NEAREST_SHOWN]:
        with st.container(border=True, key=f"near-{hit.rank}"):
            passage = hit.passage
            question = answer.interpretation.question
            draw(cards.passage_card(passage, metadata.get(passage.source), question=question))
            if st.button(
                messages.OPEN_SOURCE, key=f"open-near-{hit.rank}", type="tertiary", icon=answer_view.OPEN_ICON
            ):
                open_source(Place(source=passage.source, span=Span(start=passage.start, end=passage.end)))


def _draw_examples() -> None:
    draw(text(messages.EXAMPLES_LABEL, "part", "h2"))
    for number, example in enumerate(messages.EXAMPLES, start=1):
        again = (example, AS_UNDERSTOOD)
        st.button(plain_label(example), key=f"example-{number}", width="stretch", on_click=_ask_again, args=again)


def _draw_rail(asked: Asked | None) -> None:
    if asked is not None:
        draw(answer_cards.understood_panel(asked.answer, is_corrected=asked.correction != AS_UNDERSTOOD))
    draw(text(messages.HISTORY_TITLE, "part", "h2"))
    earlier = session.history()
    if not earlier:
        draw(text(messages.HISTORY_EMPTY, "lead", "p"))
        return
    for number, old in enumerate(earlier[:HISTORY_SHOWN]):
        st.button(
            _history_label(old),
            key=f"history-{number}",
            type="tertiary",
            width="stretch",
            on_click=_show_again,
            args=(old,),
        )
    older = earlier[HISTORY_SHOWN:]
    if older:
        st.selectbox(
            messages.HISTORY_OLDER,
            range(len(older)),
            index=None,
            format_func=lambda at: _history_text(older[at]),
            placeholder=messages.HISTORY_CHOOSE,
            key=_OLDER,
            on_change=_show_older,
            args=(older,),
        )
    st.button(messages.HISTORY_CLEAR, key="history-clear", on_click=_forget)


def _ask_again(question: str, correction: Correction, follows: FollowUp | None = None) -> None:
    st.session_state.pop(_LINKED, None)
    st.session_state[_FIELD] = question
    st.session_state[_PENDING] = question, correction, follows


def _show_beside(asked: Asked, beside: tuple[Asked, ...]) -> None:
    _show_again(replace(asked, beside=beside))


def _show_again(asked: Asked) -> None:
    st.session_state.pop(_LINKED, None)
    st.session_state[_FIELD] = asked.answer.question
    session.show(asked)
    st.query_params.from_dict(links.question_parameters(asked.answer.question, asked.correction))


def _show_older(older: tuple[Asked, ...]) -> None:
    chosen, st.session_state[_OLDER] = st.session_state[_OLDER], None
    if chosen is not None:
        _show_again(older[chosen])


def _forget() -> None:
    session.forget()
    st.query_params.clear()


def _history_label(asked: Asked) -> str:
    return plain_label(_history_text(asked))


def _history_text(asked: Asked) -> str:
    question = asked.answer.question
    short = question if len(question) <= MAX_LABEL_CHARS else question[:MAX_LABEL_CHARS].rstrip() + "…"
    return short if asked.answer.is_answered else f"{short} ({messages.HISTORY_NOT_FOUND})"
