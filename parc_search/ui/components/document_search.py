"""Words searched for inside one document: where they stand, and the steps from one place to the next.

Matched without diacritics, case and line breaks, in the repaired reading; the places are spans of the source text.
"""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from ingest.documents import Document, Span
from ingest.language.fold import fold, fold_with_map
from parc_search.ui import messages
from parc_search.ui.components.markup import draw, text
from parc_search.ui.state.formats import number_text

MAX_MATCHES = 1_000
"""More places than a reader steps through."""
_WORDS = "find-words"


def matches(document: Document, wanted: str) -> tuple[Span, ...]:
    """Where the words stand one after the other, in the order of the text; at most MAX_MATCHES places."""
    words = fold(wanted).split()
    if not words:
        return ()
    reading = document.reading
    folded = fold_with_map(reading.text)
    found: list[Span] = []
    for match in re.finditer(r"\s+".join(map(re.escape, words)), folded.text):
        start, end = reading.to_source(*folded.to_source(*match.span()))
        if not found or found[-1].end <= start:
            found.append(Span(start=start, end=end))
        if len(found) == MAX_MATCHES:
            break
    return tuple(found)


def place_of(found: Sequence[Span], at: Span | None) -> int | None:
    """The index of the match that is being looked at; None where another place is."""
    return next((index for index, span in enumerate(found) if span == at), None)


def draw_search(document: Document, at: Span | None, go_to: Callable[[Span], None]) -> None:
    """Draws the field, how many places there are, and the steps to the match before and after `at`."""
    found = matches(document, st.session_state.get(_WORDS, ""))
    here = place_of(found, at)
    before = [span for span in found if at is not None and span.start < at.start]
    after = [span for span in found if at is None or span.start > at.start]

    def first() -> None:
        hits = matches(document, st.session_state.get(_WORDS, ""))
        if hits:
            go_to(hits[0])

    with st.container(horizontal=True, vertical_alignment="bottom", key="find-bar"):
        st.text_input(
            messages.FIND_LABEL, key=_WORDS, on_change=first, placeholder=messages.FIND_PLACEHOLDER, autocomplete="off"
        )
        if not st.session_state.get(_WORDS, "").strip():
            return
        st.button(
            messages.FIND_PREVIOUS, key="find-previous", icon=":material/keyboard_arrow_up:", disabled=not before,
            on_click=go_to, args=(before[-1] if before else None,),
        )  # fmt: skip
        st.button(
            messages.FIND_NEXT, key="find-next", icon=":material/keyboard_arrow_down:", disabled=not after,
            on_click=go_to, args=(after[0] if after else None,),
        )  # fmt: skip
        if not found:
            said = messages.FIND_NONE
        elif here is None:
            said = messages.FIND_COUNT.format(all=number_text(len(found)))
        else:
            said = messages.FIND_PLACE.format(n=number_text(here + 1), all=number_text(len(found)))
        draw(text(said, "meta", "p"), width="content")
