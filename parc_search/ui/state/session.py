"""What one browser session remembers: the questions it asked, the answer on show, the citation being compared.

All of it lives in `st.session_state` under these keys and is lost with the tab; nothing is shared between users.
"""

from dataclasses import dataclass, replace

import streamlit as st

from ingest.documents import Span
from parc_search.question.correction import AS_UNDERSTOOD, Correction
from parc_search.question.follow_up import FollowUp
from parc_search.results import Answer, Citation

_HISTORY = "history"
_SHOWN = "shown"
_PLACE = "place"
# What is typed and chosen on a screen, by the keys of its widgets: it is there again when the reader comes back.
_TYPED = (
    *("question_text", "documents-filter", "compare-view"),
    *("t-agency", "t-state", "t-role", "t-place", "t-year", "t-words", "t-source", "t-from", "t-due", "t-view"),
    *("g-words", "g-place", "g-year", "g-source", "g-kind", "g-view", "g-compare"),
    *("audit-words", "audit-outcome", "audit-state", "audit-since", "audit-until"),
)
# A morning of questions; older ones fall off the end.
MAX_HISTORY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer, and the correction of its scope that it was asked with.

    `follows` says what the question took from the one before it; `beside` are the other questions of the same text.
    """

    answer: Answer
    correction: Correction = AS_UNDERSTOOD
    follows: FollowUp | None = None
    beside: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a source text to look at, and the citations it belongs to, if it was opened from one.

    `position` is the index of the citation looked at; `first_line` the first line to show and
    `page_no` the page, None to show the span.
    """

    source: str
    span: Span | None = None
    citations: tuple[Citation, ...] = ()
    position: int = 0
    first_line: int | None = None
    page_no: int | None = None

    def at_line(self, first_line: int | None) -> "Place":
        """The same place, shown from another line on."""
        return replace(self, first_line=first_line)

    def at_page(self, page_no: int | None) -> "Place":
        """The same place, shown on another page."""
        return replace(self, page_no=page_no)


def keep_typed() -> None:
    """Holds on to what was typed and chosen on the screens that are not shown; Streamlit forgets it with the screen."""
    for key in _TYPED:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def filter_tasks(agency: str, source: str) -> None:
    """Sets the filters of the tasks, for when their screen is opened next, to those that an agency leads."""
    for key in _TYPED:
        if key.startswith("t-"):
            st.session_state.pop(key, None)
    st.session_state.update({"t-agency": agency, "t-source": source, "t-role": "lead"})


def history() -> tuple[Asked, ...]:
    """What was asked in this session, newest first."""
    return tuple(st.session_state.get(_HISTORY, ()))


def remember(asked: Asked) -> None:
    """Puts an answer first in the history, in place of an earlier one to the same question and scope, and shows it."""
    same = (asked.answer.question, asked.correction)
    earlier = [old for old in history() if (old.answer.question, old.correction) != same]
    st.session_state[_HISTORY] = (asked, *earlier)[:MAX_HISTORY]
    st.session_state[_SHOWN] = asked


def show(asked: Asked | None) -> None:
    """Puts an answer on show, or clears the desk."""
    st.session_state[_SHOWN] = asked


def shown() -> Asked | None:
    """The answer on show."""
    asked = st.session_state.get(_SHOWN)
    return asked if isinstance(asked, Asked) else None


def forget() -> None:
    """Empties the history and the desk."""
    st.session_state[_HISTORY] = ()
    st.session_state[_SHOWN] = None


def look_at(place: Place) -> None:
    """Makes `place` the one that the comparing screen opens."""
    st.session_state[_PLACE] = place


def looked_at() -> Place | None:
    """The place to open, if one was chosen."""
    place = st.session_state.get(_PLACE)
    return place if isinstance(place, Place) else None
