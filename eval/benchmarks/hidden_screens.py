"""Every screen of the app as a reader sees it, drawn without a browser, as text to compare."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from streamlit.testing.v1 import AppTest

from parc_search.access import READER, Person
from parc_search.search import ParcSearch
from parc_search.ui import messages
from parc_search.ui.context import AppContext
from parc_search.ui.ingest.process import ReadingProcess
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.state import links

PATIENCE_S = 120
WORD = "kiểm tra"  # to look for in the registers
# Drawn by chance anew each time: the name of a file that is made when it is asked for.
_BY_CHANCE = re.compile(r'deferred_file_id: "[0-9a-f]{32}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A screen that is opened, by its address and with what was typed; `clicks` are pressed one after the other."""

    screen: str
    address: Mapping[str, str | list[str]] = field(default_factory=dict)
    typed: Mapping[str, object] = field(default_factory=dict)
    clicks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, (self.screen, self.address or "", self.typed or "", *self.clicks))).strip()


def screens(
    parc: ParcSearch, groups: frozenset[str], questions: Sequence[str], hidden: str
) -> Iterator[tuple[str, str]]:
    """What stands on each screen for a reader of these groups; `hidden` is the name of a document to try for."""
    person = Person(address="an@tinh.example", roles=frozenset({READER}), groups=groups)
    desk = AppContext(parc=parc, intake=Intake(ReadingProcess(parc.settings.store)), who=lambda: person)
    for visit in visits([stored.source for stored in parc.seen_by(groups).sources()], questions, hidden):
        app = AppTest.from_function(draw_screen, kwargs={"desk": desk, "person": person, "screen": visit.screen})
        app.default_timeout = PATIENCE_S
        app.query_params.update(visit.address)
        for key, value in visit.typed.items():
            app.session_state[key] = value
        app.run()
        for key in visit.clicks:
            app.button(key=key).click().run()
        yield str(visit), as_text(app)


def visits(sources: Sequence[str], questions: Sequence[str], hidden: str) -> Iterator[Visit]:
    """All screens in all their views, the sources one by one, questions asked, and the ways to a hidden document."""
    yield Visit(screen="documents")
    yield Visit(screen="overview")
    for chosen in ([sources[0]], [*sources[:2]], [sources[0], hidden], [hidden]):
        yield Visit(screen="digest", address={links.SOURCES: chosen})
    yield Visit(screen="about")
    yield Visit(screen="ask")
    for screen, prefix, views in (("tasks", "t", messages.TASK_VIEWS), ("targets", "g", messages.TARGET_VIEWS)):
        for view in views:
            yield Visit(screen=screen, typed={f"{prefix}-view": view})
        yield Visit(screen=screen, typed={f"{prefix}-words": WORD})
        yield Visit(screen=screen, typed={f"{prefix}-source": hidden})
    for source in (*sources, hidden):
        for view in messages.SOURCE_VIEWS:
            address = {links.SOURCE: source, links.START: "5", links.END: "40"}
            yield Visit(screen="compare", address=address, typed={"compare-view": view})
    for question in questions:
        yield Visit(screen="ask", typed={"question_text": question}, clicks=("ask",))
    yield Visit(screen="ask", address={links.QUESTION: "ai chủ trì?", links.SOURCES: hidden}, clicks=("ask",))


def as_text(app: AppTest) -> str:
    """All that was sent to the browser, part by part, with the errors of the script."""
    parts = [f"{getattr(node, 'type', '')} {getattr(node, 'proto', '')}" for node in app._tree]
    return _BY_CHANCE.sub("", "\n".join([*parts, *(str(error.value) for error in app.exception)]))


def draw_screen(desk: "AppContext", person: "Person", screen: str) -> None:
    """Draws one screen as the app does; it is run as a script of its own, so it brings all that it needs."""
    from dataclasses import replace

    from parc_search.access import READER, require
    from parc_search.question.correction import Correction
    from parc_search.results import Answer
    from parc_search.ui.app import guarded
    from parc_search.ui.screens import about, ask, compare, digest, documents, overview, targets, tasks
    from parc_search.ui.screens.page_dialogs import PageDesk

    parc, store = desk.parc, desk.parc.seen_by(person.groups)
    pages = PageDesk(
        originals=parc.store.originals,
        former=parc.store.pages.former,
        words=parc.store.pages.corrected_words,
        intake=desk.intake,
        person=person,
        who=desk.who,
    )

    def answer(question: str, correction: Correction) -> Answer:
        asker = require(desk.who, READER)
        found = parc.ask(question, audited=False, correction=correction, groups=asker.groups)
        return replace(found, timings_ms=())  # the screen says how long it took

    draw = {
        "documents": lambda: documents.render(desk, store, person=person, open_source=lambda place: None),
        "tasks": lambda: tasks.render(
            store, parc.task_book, person, who=desk.who, open_source=lambda place: None, open_documents=None
        ),
        "overview": lambda: overview.render(parc.task_book, parc.question_log, person, open_documents=None),
        "digest": lambda: digest.render(store, parc.task_book, person, open_documents=None),
        "targets": lambda: targets.render(store, open_source=lambda place: None, open_documents=None),
        "compare": lambda: compare.render(store, pages, open_documents=None),
        "ask": lambda: ask.render(
            answer,
            store,
            open_source=lambda place: None,
            open_tasks=lambda agency, source: None,
            open_documents=None,
        ),
        "about": about.render,
    }
    guarded(draw[screen])
