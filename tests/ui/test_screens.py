"""The register and source screens over a store made by hand, with hostile text in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.store.access_view import VisibleStore
from index.store.file_store import Originals
from index.store.store import Store
from ingest.documents import (
    Document,
    IngestedDocument,
    Metadata,
    Page,
    SourceDocument,
    Span,
    Target,
    Task,
)
from ingest.repaired_text import Edit, RepairedText
from parc_search.access import AT_THE_MACHINE
from parc_search.ui import messages
from parc_search.ui.ingest.process import ReadingProcess
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.screens.page_dialogs import PageDesk

RAW = "KE HOACH\n1. So Noi vu\n- Chu tri <script>alert(1)</script> **kiem tra** 80% co quan.\n"
SOURCE = "a&b.txt"
TASK_SPAN = Span(start=RAW.index("Chu tri"), end=RAW.index("co quan"))
RUN_S = 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VisibleStore]:
    """A store of one document with one task and one target."""
    edits = (Edit(start=9 + 3, end=9 + 5, was="So", now="Sở", rule="test", confidence=0.9),)
    document = Document(
        raw=SourceDocument(
            source=SOURCE,
            content_hash="0" * 64,
            media_type="text/plain",
            text=RAW,
            pages=(Page(page_no=None, start=0, end=len(RAW), quality=0.4),),
        ),
        reading=RepairedText(RAW, edits),
        metadata=Metadata(title="Kế hoạch <b>A</b>", number="1/KH-UBND"),
        outline=(),
    )
    task = Task(
        id="t1",
        source=SOURCE,
        part="body",
        group="1",
        task="Chủ trì <script>alert(1)</script> kiểm tra",
        task_span=TASK_SPAN,
        lead=("Sở Nội vụ",),
        deadline="31/12/2024",
        deadline_date=date(2024, 12, 31),
        confidence=0.9,
    )
    target = Target(
        id="g1",
        source=SOURCE,
        subject="Cơ quan được kiểm tra",
        comparison=">=",
        value="80%",
        unit="%",
        year="2025",
        kind="target",
        confidence=0.9,
        span=TASK_SPAN,
    )
    with Store.open(tmp_path / "store") as made:
        made.put(IngestedDocument(document=document, passages=(), tasks=(task,), targets=(target,)))
        yield VisibleStore(made, None)


def tasks_screen(store: "VisibleStore") -> None:
    from parc_search.access import AT_THE_MACHINE
    from parc_search.documents.task_book import TaskBook
    from parc_search.ui.screens import tasks as tasks_screen

    tasks_screen.render(
        store, TaskBook(store._store), AT_THE_MACHINE, who=lambda: AT_THE_MACHINE, open_source=lambda place: None,
        open_documents=None,
    )  # fmt: skip


def targets_screen(store: "VisibleStore") -> None:
    from parc_search.ui.screens import targets as targets_screen

    targets_screen.render(store, open_source=lambda place: None, open_documents=None)


def page_desk() -> PageDesk:
    folder = Path("/nowhere")
    intake = Intake(ReadingProcess(folder))
    return PageDesk(
        originals=Originals(folder),
        former=lambda source: {},
        words=lambda source: (),
        intake=intake,
        person=AT_THE_MACHINE,
        who=lambda: AT_THE_MACHINE,
    )


def compare_screen(store: "VisibleStore", desk: "PageDesk") -> None:
    from parc_search.ui.screens import compare as compare_screen

    compare_screen.render(store, desk, open_documents=None)


def quoted_screen(store: "VisibleStore", desk: "PageDesk", span: "Span") -> None:
    from parc_search.ui.screens import compare as compare_screen
    from parc_search.ui.state import session

    session.look_at(session.Place(source="a&b.txt", span=span))
    compare_screen.render(store, desk, open_documents=None)


def html_of(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_task_register_shows_its_rows_and_filters_them(store: VisibleStore) -> None:
    app = AppTest.from_function(tasks_screen, kwargs={"store": store}, default_timeout=RUN_S).run()
    assert not app.exception
    table = app.dataframe[0].value
    assert table["Nhiệm vụ"].tolist() == ["Chủ trì <script>alert(1)</script> kiểm tra"]
    assert table["Chủ trì"].tolist() == ["Sở Nội vụ"]
    assert app.selectbox(key="t-agency").options == [messages.FILTER_ANY, "Sở Nội vụ"]
    app.selectbox(key="t-role").select("coordinate").run()
    assert messages.REGISTER_NONE in html_of(app)
    app.selectbox(key="t-role").select("lead").run()
    assert app.dataframe[0].value["Tệp"].tolist() == [SOURCE]
    app.text_input(key="t-due").set_value("30/12/2024").run()
    assert messages.REGISTER_NONE in html_of(app)
    app.text_input(key="t-due").set_value("31/12/2024").run()
    assert app.dataframe[0].value["Tệp"].tolist() == [SOURCE]


def test_the_target_register_shows_its_rows(store: VisibleStore) -> None:
    app = AppTest.from_function(targets_screen, kwargs={"store": store}, default_timeout=RUN_S).run()
    assert not app.exception
    assert app.dataframe[0].value.iloc[0].tolist()[1:] == [
        "Cơ quan được kiểm tra",
        "ít nhất",
        "80%",
        "2025",
        "",
        "Chỉ tiêu đặt ra",
        "1/KH-UBND",
        SOURCE,
    ]
    app.text_input(key="g-words").set_value("khong co").run()
    assert messages.REGISTER_NONE in html_of(app)


def test_a_source_is_shown_line_by_line_as_the_words_it_is(store: VisibleStore) -> None:
    app = AppTest.from_function(
        compare_screen, kwargs={"store": store, "desk": page_desk()}, default_timeout=RUN_S
    ).run()
    page = html_of(app)
    assert '<td class="raw">- Chu tri &lt;script&gt;alert(1)&lt;/script&gt; **kiem tra** 80% co quan.</td>' in page
    assert '1. <mark class="edit">Sở</mark> Noi vu' in page
    assert "Kế hoạch &lt;b&gt;A&lt;/b&gt;" in page


def test_a_quote_is_set_off_in_its_line(store: VisibleStore) -> None:
    kwargs = {"store": store, "desk": page_desk(), "span": TASK_SPAN}
    page = html_of(AppTest.from_function(quoted_screen, kwargs=kwargs, default_timeout=RUN_S).run())
    assert page.count('<tr class="quoted same">') == 1
    assert (
        '- <mark class="quote">Chu tri &lt;script&gt;alert(1)&lt;/script&gt; **kiem tra** 80% </mark>co quan.' in page
    )
