"""The app as a whole: its frame, its screens and the ways between them."""

from functools import partial
from pathlib import Path

import streamlit as st

from ingest.errors import ParcError
from parc_search.ui import (
    about_screen,
    ask_screen,
    audit_screen,
    cards,
    compare_screen,
    documents_screen,
    register_screens,
    session,
    words,
)
from parc_search.ui.markup import draw
from parc_search.ui.opening import Desk, opened
from parc_search.ui.session import Place

_HERE = Path(__file__).parent
_STYLE = _HERE / "style.css"
_LOGO = _HERE / "logo.svg"
# The page's language, for screen readers and hyphenation; Streamlit always says English.
_LANGUAGE = "<script>document.documentElement.lang = 'vi'</script>"


def main() -> None:
    """Draws the screen that the address asks for."""
    st.set_page_config(page_title=f"{words.APP_NAME} · {words.APP_LINE}", page_icon=_LOGO, layout="wide")
    st.html(_STYLE)
    st.html(_LANGUAGE, unsafe_allow_javascript=True)
    st.logo(_LOGO, size="large")
    try:
        desk = opened()
    except ParcError as error:
        draw(cards.notice(words.ERROR_OPEN_TITLE, str(error), words.ERROR_OPEN_ADVICE, level="error"))
        return
    _run(desk)


def _run(desk: Desk) -> None:
    def open_source(place: Place) -> None:
        session.look_at(place)
        st.switch_page(compare)

    def open_documents() -> None:
        st.switch_page(documents)

    store = desk.parc.index.store
    compare = st.Page(partial(compare_screen.render, store), title=words.COMPARE, url_path="doi-chieu")
    documents = st.Page(
        partial(
            documents_screen.render,
            desk.parc.index,
            intake=desk.intake,
            open_source=open_source,
        ),
        title=words.DOCUMENTS,
        url_path="van-ban",
    )
    ask = st.Page(
        partial(ask_screen.render, desk.parc, store, open_source=open_source, open_documents=open_documents),
        title=words.ASK,
        url_path="hoi-dap",
        default=True,
    )
    tasks = st.Page(
        partial(register_screens.render_tasks, store, open_source=open_source), title=words.TASKS, url_path="nhiem-vu"
    )
    targets = st.Page(
        partial(register_screens.render_targets, store, open_source=open_source),
        title=words.TARGETS,
        url_path="chi-tieu",
    )
    audit = st.Page(partial(audit_screen.render, desk.parc), title=words.AUDIT, url_path="kiem-toan")
    about = st.Page(about_screen.render, title=words.ABOUT, url_path="gioi-thieu")
    st.navigation([ask, documents, tasks, targets, compare, audit, about], position="top").run()
