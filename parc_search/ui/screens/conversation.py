"""What makes single questions a conversation: what was carried over, other questions of one text, short replies."""

import re
from collections.abc import Callable, Mapping

import streamlit as st

from ingest.documents import Metadata
from ingest.language.fold import fold
from parc_search.answering.messages import ABBREVIATION, TALK
from parc_search.question.correction import AS_UNDERSTOOD, Correction
from parc_search.question.follow_up import PLACES, TOPIC, YEARS, FollowUp
from parc_search.results import Answer
from parc_search.ui import messages
from parc_search.ui.components import answer_cards, cards
from parc_search.ui.components.markup import draw, fill, plain_label, text
from parc_search.ui.state.links import digest_link
from parc_search.ui.state.session import Asked
from parc_search.ui.state.task_filter import document_name, years_of

# The reply to a question for the meaning of an abbreviation, whichever it is.
_IS_ABBREVIATION = re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(ABBREVIATION)))
DOCUMENTS_OFFERED = 6
_ASKS_SUMMARY = re.compile(r"\btom (?:tat|luoc)\b|\bnoi dung chinh\b|\bsummar")
AskAgain = Callable[[str, Correction, FollowUp | None], None]


def draw_carried(asked: Asked, *, ask_again: AskAgain) -> None:
    """Draws what the question took from the one before it, each as a chip that takes it off when it is pressed."""
    follows = asked.follows
    if follows is None or not (follows.carried or follows.left):
        return
    said = {
        TOPIC: follows.topic,
        PLACES: ", ".join(follows.places),
        YEARS: ", ".join(map(str, follows.years)),
    }
    with st.container(horizontal=True, vertical_alignment="center", key="carried", gap="small"):
        draw(text(messages.CARRIED, "label"), width="content")
        for part in follows.carried:
            less = follows.without(part)
            st.button(
                plain_label(said[part]), key=f"carried-{part}", icon=":material/close:",
                help=messages.CARRIED_OFF[part], on_click=ask_again, args=(less.question, AS_UNDERSTOOD, _kept(less)),
            )  # fmt: skip
    if follows.left:
        places = ", ".join(follows.places) or messages.CHIP_PLACE_ALL
        years = ", ".join(map(str, follows.left))
        draw(text(messages.CARRIED_LEFT.format(years=years, place=places), "meta note-line", "p"))


def draw_beside(asked: Asked, *, show: Callable[[Asked, tuple[Asked, ...]], None]) -> None:
    """Draws the answers to the other questions of the same text, each with the way to its citations."""
    for number, other in enumerate(asked.beside):
        with st.container(border=True, key=f"beside-{number}"):
            draw(text(other.answer.question, "part", "h2"))
            if other.answer.is_answered:
                draw(answer_cards.answer_panel(other.answer, task=None, duties=None))
            else:
                draw(cards.notice(other.answer.reason or messages.NOT_FOUND_TITLE))
            rest = (*(kept for kept in asked.beside if kept is not other), asked)
            st.button(messages.BESIDE_OPEN, key=f"beside-open-{number}", on_click=show, args=(other, rest))
    if asked.beside:
        draw(text(asked.answer.question, "part", "h2"))


def announced(asked: Asked) -> str:
    """What is said aloud of a new answer."""
    answer = asked.answer
    if not answer.is_answered:
        return f"{messages.NOT_FOUND_TITLE}. {answer.reason or ''}"
    return messages.ANSWER_SAID.format(question=answer.question, answer=answer.answer, n=len(answer.citations))


def draw_digest_way(answer: Answer, metadata: Mapping[str, Metadata]) -> bool:
    """Draws the ways to a summary of documents of the question's places and years; whether one is asked for."""
    if not _ASKS_SUMMARY.search(fold(answer.question)):
        return False
    scope = answer.interpretation.scope
    fitting = [
        name
        for name, said in metadata.items()
        if (not scope.place or set(scope.place) & set(said.place))
        and (not scope.years or set(scope.years) & set(years_of(said)))
    ][:DOCUMENTS_OFFERED]
    ways = [(digest_link([name]), document_name(name, metadata)) for name in fitting]
    draw(text(messages.DIGEST_ASKED, "part", "h2"))
    draw(fill("parts.html", "links", ways=ways))
    return bool(ways)


def draw_talk(answer: Answer) -> bool:
    """Draws the reply to what was said to the program and asked of no document; whether it was such a thing."""
    reason = answer.reason or ""
    kind = next((kind for kind, said in TALK.items() if said == reason), "")
    if kind == "program":
        draw(cards.notice(messages.HELP_TITLE, *messages.HELP_LINES))
    elif kind or _IS_ABBREVIATION.match(reason):
        draw(cards.notice(reason))
    return bool(kind or _IS_ABBREVIATION.match(reason))


def _kept(follows: FollowUp) -> FollowUp | None:
    return follows if TOPIC in follows.carried else None
