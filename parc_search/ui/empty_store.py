"""A store without a document, as every screen over it says so, with the way to the first one for whom it is open."""

from collections.abc import Callable

import streamlit as st

from parc_search.ui import cards, words
from parc_search.ui.markup import draw


def draw_empty_store(open_documents: Callable[[], None] | None) -> None:
    """Says what to do first; `open_documents` leads to the documents, None where adding them is for others."""
    if open_documents is None:
        draw(cards.notice(words.EMPTY_STORE_TITLE, words.EMPTY_STORE_FOR_READERS))
        return
    draw(cards.notice(words.EMPTY_STORE_TITLE, words.EMPTY_STORE_TEXT))
    if st.button(words.EMPTY_STORE_BUTTON, type="primary", key="to-documents"):
        open_documents()
