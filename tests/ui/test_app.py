"""The app over a small store, driven without a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from ingest.errors import StoreError
from parc_search.access import Person
from parc_search.question.correction import AS_UNDERSTOOD
from parc_search.ui import app as application
from parc_search.ui import messages
from parc_search.ui.context import opened
from parc_search.ui.screens import ask as ask_screen

ROOT = Path(__file__).parent.parent.parent
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"
RUN_S = 120


@pytest.fixture
def app(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app over a copy of the small store."""
    shutil.copytree(small_store, tmp_path / "store")
    yield from _app(tmp_path / "store", monkeypatch)


@pytest.fixture
def empty_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app over a store without a document."""
    yield from _app(tmp_path / "store", monkeypatch)


def _app(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("PARC_STORE", str(store))
    opened.clear()
    yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=RUN_S).run()
    desk = opened()
    assert desk.intake.wait(RUN_S)
    desk.parc.close()
    opened.clear()


def shown(app: AppTest) -> str:
    """All HTML of the page."""
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def ask(app: AppTest, question: str) -> str:
    app.text_input(key="question_text").set_value(question)
    return shown(app.button(key="ask").click().run())


def test_a_question_gives_the_short_answer_its_sentence_and_its_citation(app: AppTest) -> None:
    page = ask(app, QUESTION)
    assert '<div class="value">Sở Nội vụ</div>' in page
    assert "123/KH-UBND" in page
    assert "15/01/2023" in page
    assert '<article class="parc citation" aria-label="Trích dẫn 1">' in page
    assert app.query_params["q"] in (QUESTION, [QUESTION])


def test_the_three_example_questions_can_be_clicked(app: AppTest) -> None:
    labels = [app.button(key=f"example-{number}").label for number in (1, 2, 3)]
    assert [label.replace("\\", "") for label in labels] == list(messages.EXAMPLES)
    page = shown(app.button(key="example-1").click().run())
    assert app.text_input(key="question_text").value == messages.EXAMPLES[0]
    assert 'class="parc refusal"' in page or 'class="parc answer-panel"' in page


def test_a_question_about_another_place_is_refused_with_its_reason(app: AppTest) -> None:
    page = ask(app, "Cơ quan nào chủ trì áp dụng ISO 9001 ở Cà Mau năm 2023?")
    assert messages.NOT_FOUND_TITLE in page
    assert app.session_state["shown"].answer.reason in page
    assert 'class="parc answer-panel"' not in page


@pytest.mark.parametrize("question", ["", "???", "a" * 10_000])
def test_a_question_that_cannot_be_asked_says_what_to_do(app: AppTest, question: str) -> None:
    page = ask(app, question)
    assert 'class="parc notice error"' in page
    assert "hãy" in page


def test_a_hostile_question_is_shown_as_the_words_it_is(app: AppTest) -> None:
    page = ask(app, "<img src=x onerror=alert(1)> **Sở Nội vụ** làm gì ở Quảng Bình?")
    assert "<img" not in page
    assert app.button(key="history-0").label.startswith("\\<img src\\=x onerror")


def test_the_history_brings_an_earlier_answer_back(app: AppTest) -> None:
    ask(app, QUESTION)
    ask(app, "Cơ quan nào chủ trì áp dụng ISO 9001 ở Cà Mau năm 2023?")
    page = shown(app.button(key="history-1").click().run())
    assert '<div class="value">Sở Nội vụ</div>' in page
    assert app.text_input(key="question_text").value == QUESTION
    page = shown(app.button(key="history-clear").click().run())
    assert messages.HISTORY_EMPTY in page


def test_an_answer_that_left_the_view_is_brought_back_from_the_list(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask_screen, "HISTORY_SHOWN", 1)
    ask(app, QUESTION)
    ask(app, "Cơ quan nào chủ trì áp dụng ISO 9001 ở Cà Mau năm 2023?")
    older = app.selectbox(key="history-older")
    assert older.options == [QUESTION]
    page = shown(older.select_index(0).run())
    assert '<div class="value">Sở Nội vụ</div>' in page
    assert app.text_input(key="question_text").value == QUESTION
    assert app.selectbox(key="history-older").value is None


def test_an_empty_store_leads_to_the_documents(empty_app: AppTest) -> None:
    assert messages.EMPTY_STORE_TITLE in shown(empty_app)
    assert empty_app.button(key="to-documents").label == messages.EMPTY_STORE_BUTTON


def test_an_answer_whose_document_was_removed_is_not_shown_from_memory(app: AppTest) -> None:
    ask(app, QUESTION)
    opened().parc.remove("ke-hoach.txt")
    opened().parc.ingest([_other_plan()])
    page = shown(app.run())
    assert messages.OUTDATED_TITLE in page
    assert "Sở Nội vụ</div>" not in page
    page = shown(app.button(key="ask-again").click().run())
    assert messages.OUTDATED_TITLE not in page


def _other_plan() -> Path:
    path = opened().parc.index.store.folder.parent / "khac.txt"
    path.write_text("KẾ HOẠCH\nCải cách hành chính tỉnh Hà Nam năm 2020\n- Sở Y tế chủ trì.\n", encoding="utf-8")
    return path


def test_m15_a_question_in_a_link_is_asked_by_whoever_confirms_it_and_not_before(app: AppTest) -> None:
    store = opened().parc.store
    before = store.audit_records()
    linked = AppTest.from_file(str(ROOT / "app.py"), default_timeout=RUN_S)
    linked.query_params["q"] = QUESTION
    linked.query_params["nam"] = "2020"
    page = shown(linked.run())
    assert linked.text_input(key="question_text").value == QUESTION
    assert messages.LINKED_QUESTION in page
    assert store.audit_records() == before
    page = shown(linked.run())
    assert store.audit_records() == before
    page = shown(linked.button(key="ask").click().run())
    assert len(store.audit_records()) == len(before) + 1
    assert linked.session_state["shown"].correction.years == (2020,)
    assert messages.LINKED_QUESTION not in page


def test_m15_another_question_than_the_linked_one_is_asked_without_the_scope_of_the_link(app: AppTest) -> None:
    linked = AppTest.from_file(str(ROOT / "app.py"), default_timeout=RUN_S)
    linked.query_params["q"] = "Giá vàng hôm nay bao nhiêu?"
    linked.query_params["nam"] = "2020"
    page = ask(linked.run(), QUESTION)
    assert '<div class="value">Sở Nội vụ</div>' in page
    assert linked.session_state["shown"].correction == AS_UNDERSTOOD


def test_a_cleared_cache_of_the_server_does_not_open_the_store_twice(app: AppTest) -> None:
    desk = opened()
    streamlit.cache_resource.clear()  # what any browser may ask for with one message
    app.run()
    assert opened() is desk


def test_low_a_reader_is_not_told_the_paths_of_a_store_that_cannot_be_opened(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise StoreError("Không mở được kho dữ liệu /srv/kho-mat/parc.sqlite.")

    monkeypatch.setattr(application, "opened", fails)
    assert "/srv/kho-mat" in shown(app.run())
    reader = Person(address="an@tinh.gov.vn", roles=frozenset({"reader"}))
    monkeypatch.setattr(application, "person_at_screen", lambda: reader)
    page = shown(app.run())
    assert messages.ERROR_OPEN_TITLE in page
    assert "/srv/kho-mat" not in page
