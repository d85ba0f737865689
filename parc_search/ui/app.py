"""The app as a whole: its frame, who is at it, its screens and the ways between them."""

import json
import logging
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ingest.errors import ParcError, UsageError
from parc_search.access import READER, Person, require
from parc_search.evidence.records import Review, objections
from parc_search.question.correction import Correction
from parc_search.question.follow_up import FollowUp
from parc_search.results import Answer
from parc_search.settings import load_settings
from parc_search.ui import messages
from parc_search.ui.access.request_filter import UPLOAD_SESSIONS
from parc_search.ui.access.role_changes import follow_roles
from parc_search.ui.components import cards
from parc_search.ui.components.markup import draw
from parc_search.ui.context import AppContext, opened
from parc_search.ui.screens import about as about_screen
from parc_search.ui.screens import ask as ask_screen
from parc_search.ui.screens import audit as audit_screen
from parc_search.ui.screens import compare as compare_screen
from parc_search.ui.screens import digest as digest_screen
from parc_search.ui.screens import documents as documents_screen
from parc_search.ui.screens import overview as overview_screen
from parc_search.ui.screens import targets as targets_screen
from parc_search.ui.screens import tasks as tasks_screen
from parc_search.ui.screens.own_questions import Looking
from parc_search.ui.screens.page_dialogs import PageDesk
from parc_search.ui.screens.sign_in import draw_person, manages_later, person_at_screen, person_later
from parc_search.ui.state import links, session
from parc_search.ui.state.session import Place
from parc_search.ui.state.task_filter import TASKS_PATH

_log = logging.getLogger(__name__)

_STATIC = Path(__file__).parent / "static"
_STYLE = _STATIC / "style.css"
_LOGO = _STATIC / "logo.svg"
_ANNOUNCE = _STATIC / "announce.js"
_STREAMLIT_I18N = _STATIC / "streamlit_i18n.js"


def main() -> None:
    """Draws the screen that the address asks for."""
    st.set_page_config(page_title=f"{messages.APP_NAME} · {messages.APP_LINE}", page_icon=_LOGO, layout="wide")
    st.html(_STYLE)
    st.html(_in_vietnamese() + _announcing(), unsafe_allow_javascript=True)
    st.logo(_LOGO, size="large")
    # Who it is comes first: what is wrong with the store and where it lies is told to nobody before.
    person = person_at_screen()
    _let_upload(person)
    if person is None:
        return
    try:
        desk = opened()
    except ParcError as error:
        _draw_closed(error, person)
        return
    session.keep_typed()
    draw_person(person)
    _run(desk, person)


def on_fault(error: Exception) -> bool:
    """Says in Vietnamese what a click could not do, and keeps the trace for the log; always True: it is said."""
    if isinstance(error, ParcError):
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
    else:
        _log.error("a click failed", exc_info=error)
        draw(cards.notice(messages.FAULT_TITLE, messages.FAULT_TEXT, level="error fault"))
    st.button(messages.ERROR_TRY_AGAIN, key="try-again", icon=":material/refresh:")
    return True


@cache
def _in_vietnamese() -> str:
    """The script that gives Streamlit's own parts the page's language and our words."""
    said, patterns = (json.dumps(table) for table in (messages.STREAMLIT_I18N, [*messages.STREAMLITS_PATTERNS.items()]))
    code = _STREAMLIT_I18N.read_text(encoding="utf-8")
    return f"<script>(() => {{ const said = {said}, patterns = {patterns};\n{code} }})()</script>"


@cache
def _announcing() -> str:
    """The script that says a new answer aloud."""
    return f"<script>(() => {{ {_ANNOUNCE.read_text(encoding='utf-8')}\n }})()</script>"


def _let_upload(person: Person | None) -> None:
    """Lets the server take files for this browser session, or not."""
    context = get_script_run_ctx()
    if context is None:
        return
    if person is not None and person.may_manage:
        UPLOAD_SESSIONS.allow(context.session_id, manages_later())
    else:
        UPLOAD_SESSIONS.forbid(context.session_id)


def _draw_closed(error: ParcError, person: Person) -> None:
    """Says that there is nothing to work on; the particulars, with the paths in them, to whom they are of use."""
    _log.error("opening failed: %s", error)
    is_settings = isinstance(error, UsageError)
    title = messages.ERROR_SETTINGS_TITLE if is_settings else messages.ERROR_OPEN_TITLE
    advice = messages.ERROR_SETTINGS_ADVICE if is_settings else messages.ERROR_OPEN_ADVICE
    draw(cards.notice(title, str(error) if person.may_manage else "", advice, level="error"))
    st.button(messages.ERROR_TRY_AGAIN, key="try-again", icon=":material/refresh:")


def _run(desk: AppContext, person: Person) -> None:
    parc, store = desk.parc, desk.parc.seen_by(person.groups)
    follow_roles(parc.store, load_settings().access)

    def ask(question: str, correction: Correction) -> Answer:
        asker = require(desk.who, READER)
        return parc.ask(question, correction=correction, groups=asker.groups, by=asker.address)

    def follow(before: session.Asked, question: str) -> FollowUp | None:
        groups = require(desk.who, READER).groups
        topic = before.follows.topic if before.follows is not None else ""
        said, laid = before.answer.question, before.correction
        return parc.follow_up(said, question, topic=topic, correction=laid, groups=groups)

    def objections_to(answer: Answer) -> tuple[Review, ...]:
        return objections(parc.question_log.records(), answer, person.address)

    taker = person_later()

    def taken(what: str, form: str, count: int, sources: Sequence[str] = ()) -> None:
        # A file is made when it is asked for, outside the run that drew its button.
        parc.note_export(what, form, count, by=require(taker, READER).address, sources=sources)

    def open_source(place: Place) -> None:
        session.look_at(place)
        st.switch_page(compare, query_params=links.source_parameters(place.source, place.span))

    def open_tasks(agency: str, source: str) -> None:
        session.filter_tasks(agency, source)
        st.switch_page(tasks)

    def to_documents() -> None:
        st.switch_page(documents)

    open_documents = to_documents if person.may_manage else None

    def page(title: str, path: str, render: Callable[[], None], *, is_first: bool = False) -> st.Page:
        return st.Page(partial(guarded, partial(_titled, title, render)), title=title, url_path=path, default=is_first)

    page_desk = PageDesk(
        originals=parc.store.originals, former=parc.store.pages.former, words=parc.store.pages.corrected_words,
        intake=desk.intake, person=person, who=desk.who,
    )  # fmt: skip
    compare = page(
        messages.COMPARE,
        links.COMPARE_PATH,
        partial(compare_screen.render, store, page_desk, open_documents=open_documents),
    )
    documents = page(
        messages.DOCUMENTS,
        "van-ban",
        partial(documents_screen.render, desk, store, person=person, open_source=open_source),
    )
    ask_page = page(
        messages.ASK,
        "hoi-dap",
        partial(
            ask_screen.render,
            ask,
            store,
            follow=follow,
            looking=Looking(log=parc.question_log, store=parc.store, person=person, who=desk.who),
            open_source=open_source,
            open_tasks=open_tasks,
            open_documents=open_documents,
            objections=objections_to,
            taken=lambda form, sources: taken("answer", form, 1, sources),
        ),
        is_first=True,
    )

    def register(title: str, path: str, render: Callable[..., None], what: str) -> st.Page:
        return page(
            title,
            path,
            partial(
                render,
                open_source=open_source,
                open_documents=open_documents,
                taken=partial(taken, what),
            ),
        )

    tasks_render = partial(tasks_screen.render, store, parc.task_book, person, who=desk.who)
    tasks = register(messages.TASKS, TASKS_PATH, tasks_render, "tasks")
    targets = register(messages.TARGETS, "chi-tieu", partial(targets_screen.render, store), "targets")
    overview = page(
        messages.OVERVIEW,
        "tong-quan",
        partial(overview_screen.render, parc.task_book, parc.question_log, person, open_documents=open_documents),
    )
    digest = page(
        messages.DIGEST,
        links.DIGEST_PATH,
        partial(digest_screen.render, store, parc.task_book, person, open_documents=open_documents),
    )
    audit = page(messages.AUDIT, "kiem-toan", partial(audit_screen.render, parc, person, who=desk.who))
    about = page(messages.ABOUT, "gioi-thieu", about_screen.render)
    audits = [audit] if person.may_audit else []
    screens = [ask_page, overview, documents, tasks, targets, digest, compare, *audits, about]
    st.navigation(screens, position="top").run()


def _titled(title: str, render: Callable[[], None]) -> None:
    """Draws a screen under a title of its own, by which a reader tells the tabs of his browser apart."""
    st.set_page_config(page_title=f"{title} · {messages.APP_NAME}")
    render()


def guarded(render: Callable[[], None]) -> None:
    """Draws a screen; what it cannot do is explained in its place, without a trace of the program."""
    try:
        render()
    except ParcError as error:
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
    except Exception:
        # Streamlit would say it in English and keep no trace; the reader gets a way on, the server's log the fault.
        _log.exception("drawing a screen failed")
        draw(cards.notice(messages.FAULT_TITLE, messages.FAULT_TEXT, level="error fault"))
        st.button(messages.ERROR_TRY_AGAIN, key="try-again", icon=":material/refresh:")
