"""What is written about a task is asked of who acts at the click, whatever the screen was drawn for."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from parc_search.access import MANAGER, READER, Person
from parc_search.search import ParcSearch
from parc_search.settings import Settings
from parc_search.ui import messages

RUN_S = 60
KEEPER = Person(address="vanthu@tinh.gov.vn", roles=frozenset({MANAGER}), groups=None)
CLERK = Person(address="an@tinh.gov.vn", roles=frozenset({READER}), groups=frozenset())


@dataclass
class Desk:
    """A store, and who is at it now."""

    parc: ParcSearch
    person: Person | None = KEEPER
    key: str = ""

    def who(self) -> Person | None:
        return self.person


@pytest.fixture
def desk(small_store: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(small_store, tmp_path / "store")
    with ParcSearch.open(settings=Settings(store=tmp_path / "store")) as parc:
        yield Desk(parc=parc, key=parc.task_book.register(None).rows[0].key)


def screen(desk: "Desk", drawn_for: "Person") -> None:
    import streamlit as st

    from parc_search.ui.screens import tasks as tasks_screen

    if "opened" not in st.session_state:
        st.session_state["opened"] = True
        st.query_params["viec"] = desk.key
    tasks_screen.render(
        desk.parc.seen_by(drawn_for.groups), desk.parc.task_book, drawn_for, who=desk.who,
        open_source=lambda place: None, open_documents=None,
    )  # fmt: skip


def drawn(desk: Desk, drawn_for: Person = KEEPER) -> AppTest:
    app = AppTest.from_function(screen, kwargs={"desk": desk, "drawn_for": drawn_for}, default_timeout=RUN_S).run()
    assert not app.exception
    return app


def _state(app: AppTest) -> AppTest:
    return next(group for group in app.get("button_group") if group.key.startswith("state-")).set_value("done")


def _note(app: AppTest) -> AppTest:
    next(area for area in app.text_area if area.label == messages.NOTE_FIELD).set_value("Đã gửi")
    return next(button for button in app.button if button.label == messages.NOTE_SAVE).click()


def _correct(app: AppTest) -> AppTest:
    next(field for field in app.text_input if field.key and field.key.startswith("c-lead-")).set_value("Sở Y tế")
    return next(button for button in app.button if button.label == messages.CORRECT_ROW_SAVE).click()


def _save_view(app: AppTest) -> AppTest:
    next(field for field in app.text_input if field.label == messages.VIEWS_NAME).set_value("Của tôi")
    return next(button for button in app.button if button.label == messages.VIEWS_SAVE).click()


ACTIONS: dict[str, Callable[[AppTest], AppTest]] = {
    "state": _state, "note": _note, "correct": _correct, "save a view": _save_view,
}  # fmt: skip


def written(desk: Desk) -> tuple[int, int]:
    ledger = desk.parc.store.ledger
    return len(ledger.entries()), len(ledger.views(KEEPER.address, "nhiem-vu"))


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_done_for_who_may_do_it(desk: Desk, name: str) -> None:
    app = ACTIONS[name](drawn(desk)).run()
    assert not app.exception
    assert sum(written(desk)) == 1


@pytest.mark.parametrize("person", [None, Person(), Person(address="an@tinh.gov.vn")], ids=["out", "none", "no role"])
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_does_nothing_for_who_lost_the_role_since_it_was_drawn(
    desk: Desk, name: str, person: Person | None
) -> None:
    app = ACTIONS[name](drawn(desk))
    desk.person = person
    app.run()
    assert written(desk) == (0, 0)


def test_a_reader_who_is_shown_the_keepers_screen_corrects_nothing(desk: Desk) -> None:
    app = _correct(drawn(desk))
    desk.person = CLERK
    app.run()
    assert written(desk) == (0, 0)


def test_a_state_is_shown_with_who_and_when_and_can_be_undone(desk: Desk) -> None:
    app = _state(drawn(desk)).run()
    assert "vanthu@tinh.gov.vn ghi lúc" in "".join(element.proto.body for element in app.get("html"))
    app.button(key="state-undo").click().run()
    assert desk.parc.task_book.register(None).rows[0].followed.state == "todo"
    assert len(desk.parc.store.ledger.entries()) == 2


def test_a_reader_sees_no_way_to_correct_a_row(desk: Desk) -> None:
    desk.person = CLERK
    app = drawn(desk, CLERK)
    assert messages.CORRECT_ROW_SAVE not in [button.label for button in app.button]
    _note(app).run()
    assert written(desk)[0] == 1
