"""The app as a whole: its frame, who is at it, its screens and the ways between them."""

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import streamlit as st

from ingest.errors import ParcError
from parc_search.access import Person
from parc_search.correction import Correction
from parc_search.results import Answer
from parc_search.ui import (
    about_screen,
    ask_screen,
    audit_screen,
    cards,
    compare_screen,
    documents_screen,
    links,
    session,
    targets_screen,
    tasks_screen,
    words,
)
from parc_search.ui.markup import draw
from parc_search.ui.opening import Desk, opened
from parc_search.ui.page_view import PageDesk
from parc_search.ui.session import Place
from parc_search.ui.signing_in import draw_person, person_at_screen

_HERE = Path(__file__).parent
_STYLE = _HERE / "style.css"
_LOGO = _HERE / "logo.svg"
_STREAMLITS_OWN = _HERE / "streamlits_own.js"


def main() -> None:
    """Draws the screen that the address asks for."""
    st.set_page_config(page_title=f"{words.APP_NAME} · {words.APP_LINE}", page_icon=_LOGO, layout="wide")
    st.html(_STYLE)
    st.html(_in_vietnamese(), unsafe_allow_javascript=True)
    st.logo(_LOGO, size="large")
    try:
        desk = opened()
    except ParcError as error:
        draw(cards.notice(words.ERROR_OPEN_TITLE, str(error), words.ERROR_OPEN_ADVICE, level="error"))
        return
    person = person_at_screen(desk.parc.settings.access)
    if person is not None:
        draw_person(person)
        _run(desk, person)


@cache
def _in_vietnamese() -> str:
    """The script that gives Streamlit's own parts the page's language and our words."""
    said, patterns = (json.dumps(table) for table in (words.STREAMLITS_OWN, [*words.STREAMLITS_PATTERNS.items()]))
    code = _STREAMLITS_OWN.read_text(encoding="utf-8")
    return f"<script>(() => {{ const said = {said}, patterns = {patterns};\n{code} }})()</script>"


def _run(desk: Desk, person: Person) -> None:
    parc, store = desk.parc, desk.parc.seen_by(person.groups)

    def ask(question: str, correction: Correction) -> Answer:
        return parc.ask(question, correction=correction, groups=person.groups, by=person.address)

    def open_source(place: Place) -> None:
        session.look_at(place)
        st.switch_page(compare, query_params=links.source_parameters(place.source, place.span))

    def open_documents() -> None:
        st.switch_page(documents)

    def page(title: str, path: str, render: Callable[[], None], *, is_first: bool = False) -> st.Page:
        return st.Page(partial(_guarded, render), title=title, url_path=path, default=is_first)

    page_desk = PageDesk(
        originals=parc.store.originals, former=parc.store.former_pages, intake=desk.intake, person=person
    )
    compare = page(words.COMPARE, links.COMPARE_PATH, partial(compare_screen.render, store, page_desk))
    documents = page(
        words.DOCUMENTS,
        "van-ban",
        partial(documents_screen.render, desk, store, person=person, open_source=open_source),
    )
    ask_page = page(
        words.ASK,
        "hoi-dap",
        partial(ask_screen.render, ask, store, open_source=open_source, open_documents=open_documents),
        is_first=True,
    )
    tasks = page(words.TASKS, "nhiem-vu", partial(tasks_screen.render, store, open_source=open_source))
    targets = page(words.TARGETS, "chi-tieu", partial(targets_screen.render, store, open_source=open_source))
    audit = page(words.AUDIT, "kiem-toan", partial(audit_screen.render, parc, person))
    about = page(words.ABOUT, "gioi-thieu", about_screen.render)
    audits = [audit] if person.may_audit else []
    st.navigation([ask_page, documents, tasks, targets, compare, *audits, about], position="top").run()


def _guarded(render: Callable[[], None]) -> None:
    """Draws a screen; what it cannot do is explained in its place, without a trace of the program."""
    try:
        render()
    except ParcError as error:
        draw(cards.notice(words.ERROR_TITLE, str(error), level="error"))
