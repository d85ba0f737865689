"""What a person asked before, beyond the tab, and his word on an answer: right or wrong, and why.

Both rest on the audit. Clearing the history hides it from its owner's list; the record of the questions stays whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from index.store.store import Store
from index.store.task_ledger import SavedView
from ingest.errors import UsageError
from parc_search.access import READER, Person, Who, require
from parc_search.evidence.acts import ANSWER_RIGHT, ANSWER_WRONG, act_record
from parc_search.evidence.question_log import ANSWERED, QuestionLog, with_words
from parc_search.evidence.records import Entry
from parc_search.question.correction import Correction
from parc_search.results import Answer
from parc_search.ui import messages
from parc_search.ui.components.markup import draw, plain_label, text
from parc_search.ui.components.view_switch import count_shown, draw_more
from parc_search.ui.state.formats import time_text

OLD_SHOWN = 12
MAX_REASON_CHARS = 1000
_SCREEN, _CLEARED = "hoi-dap", "cleared"
_WORDS = "history-words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What looking back rests on: the questions, the store, and who acts."""

    log: QuestionLog
    store: Store
    person: Person
    who: Who


def draw_old(looking: Looking, *, ask_again: Callable[[str, Correction], None]) -> None:
    """Draws what the person asked before, to search, to ask again, to clear."""
    ledger, owner = looking.store.ledger, looking.person.address
    mark = next((view.query for view in ledger.views(owner, _SCREEN) if view.name == _CLEARED), "0")
    own = looking.log.own(owner, after=int(mark) if mark.isdecimal() else 0)
    with st.expander(messages.OLD_QUESTIONS, key="old-questions"):
        if not own:
            draw(text(messages.OLD_NONE, "lead small", "p"))
        else:
            wanted = st.text_input(messages.OLD_WORDS, key=_WORDS)
            _draw_found(_each_once(with_words(own, wanted)), ask_again)
            st.button(messages.OLD_CLEAR, key="old-clear", on_click=_clear, args=(looking, own[0].number))
        if mark != "0":
            st.button(messages.OLD_SHOW_AGAIN, key="old-back", type="tertiary", icon=":material/undo:",
                on_click=_show_all, args=(looking,))  # fmt: skip


def draw_verdict(looking: Looking, answer: Answer) -> None:
    """Draws the asker's word on the answer, once it is on record."""
    entry = next((old for old in looking.log.own(looking.person.address) if old.question == answer.question), None)
    if entry is None:
        return
    given = st.session_state.get(_given(entry), "")
    with st.container(horizontal=True, vertical_alignment="center", key="verdict"):
        draw(text(messages.VERDICT_ASK, "meta"), width="content")
        st.button(
            messages.VERDICT_RIGHT, key="verdict-right", type="tertiary", icon=":material/thumb_up:",
            disabled=given == ANSWER_RIGHT, on_click=say, args=(looking, entry, ANSWER_RIGHT, ""),
        )  # fmt: skip
        wrong = st.popover(messages.VERDICT_WRONG, icon=":material/thumb_down:", type="tertiary", key="verdict-wrong")
        with wrong, st.form(f"verdict-{entry.number}", border=False, clear_on_submit=True):
            reason = st.text_area(messages.VERDICT_REASON, max_chars=MAX_REASON_CHARS, height=90)
            if st.form_submit_button(messages.VERDICT_SEND):
                say(looking, entry, ANSWER_WRONG, reason)
                st.rerun()
    if given:
        draw(text(messages.VERDICT_GIVEN[given], "meta note-line", "p"))


def say(looking: Looking, entry: Entry, verdict: str, reason: str) -> None:
    """Writes the asker's word into the audit, beside the record that it is of.

    Raises:
        NotAllowed: whoever acts may not ask, or did not ask this.
        UsageError: an answer is called wrong without a reason.
    """
    person = require(looking.who, READER)
    said = " ".join(reason.split())[:MAX_REASON_CHARS]
    if verdict == ANSWER_WRONG and not said:
        raise UsageError(messages.VERDICT_NO_REASON)
    if entry.by != person.address:
        raise UsageError(messages.VERDICT_NOT_YOURS)
    what = {"record": str(entry.number), **({"reason": said} if said else {})}
    sources = tuple(dict.fromkeys(quote.source for quote in entry.quotes))
    kept_for = dict(entry.kept_for or {})
    now = datetime.now(UTC)
    record = act_record(verdict, person.address, what, at=now, sources=sources, kept_for=kept_for)
    looking.store.append_audit(record)
    st.session_state[_given(entry)] = verdict
    st.toast(messages.VERDICT_THANKS)


def _draw_found(found: Sequence[Entry], ask_again: Callable[[str, Correction], None]) -> None:
    if not found:
        draw(text(messages.REGISTER_NONE, "lead small", "p"))
        return
    shown = count_shown("old", OLD_SHOWN)
    for entry in found[:shown]:
        short = "" if entry.status == ANSWERED else f" ({messages.HISTORY_NOT_FOUND})"
        st.button(
            plain_label(f"{entry.question}{short}"), key=f"history-old-{entry.number}", type="tertiary",
            width="stretch", help=plain_label(time_text(entry.asked_at)), on_click=ask_again,
            args=(entry.question, entry.correction),
        )  # fmt: skip
    draw_more("old", shown, len(found), OLD_SHOWN)


def _each_once(own: Sequence[Entry]) -> list[Entry]:
    """The newest of each question in each scope."""
    return list({(entry.question, entry.correction): entry for entry in reversed(own)}.values())[::-1]


def _clear(looking: Looking, newest: int) -> None:
    owner = require(looking.who, READER).address
    looking.store.ledger.save_view(SavedView(owner=owner, screen=_SCREEN, name=_CLEARED, query=str(newest)))


def _show_all(looking: Looking) -> None:
    looking.store.ledger.drop_view(require(looking.who, READER).address, _SCREEN, _CLEARED)


def _given(entry: Entry) -> str:
    return f"verdict-{entry.number}-{entry.hash[:8]}"
