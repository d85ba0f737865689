"""What a reader sees where a screen fails for a reason that nobody foresaw."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from parc_search.ui import messages

RUN_S = 60


def faulty_screen() -> None:
    from parc_search.ui.app import guarded

    def render() -> None:
        raise ZeroDivisionError("bí mật của máy chủ")

    guarded(render)


def failing_screen() -> None:
    from ingest.errors import StoreBusy
    from parc_search.ui.app import guarded

    def render() -> None:
        raise StoreBusy("Kho đang bận. Hãy thử lại sau.")

    guarded(render)


def test_an_unforeseen_fault_is_said_in_vietnamese_and_logged_in_full(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_function(faulty_screen, default_timeout=RUN_S).run()
    said = "".join(element.proto.body for element in app.get("html"))
    assert not app.exception
    assert messages.FAULT_TITLE in said
    assert "bí mật" not in said
    assert [button.label for button in app.button] == [messages.ERROR_TRY_AGAIN]
    assert "bí mật của máy chủ" in caplog.text


def refused_click() -> None:
    from ingest.errors import NotAllowed
    from parc_search.ui.app import on_fault

    assert on_fault(NotAllowed("Việc này cần vai trò khác."))


def faulty_click() -> None:
    from parc_search.ui.app import on_fault

    assert on_fault(ZeroDivisionError("bí mật của máy chủ"))


def test_a_click_that_fails_is_explained_in_vietnamese() -> None:
    said = "".join(e.proto.body for e in AppTest.from_function(refused_click, default_timeout=RUN_S).run().get("html"))
    assert "Việc này cần vai trò khác." in said
    said = "".join(e.proto.body for e in AppTest.from_function(faulty_click, default_timeout=RUN_S).run().get("html"))
    assert messages.FAULT_TITLE in said
    assert "bí mật" not in said


def test_what_can_be_explained_is_explained_in_its_own_words() -> None:
    app = AppTest.from_function(failing_screen, default_timeout=RUN_S).run()
    said = "".join(element.proto.body for element in app.get("html"))
    assert messages.ERROR_TITLE in said
    assert "Kho đang bận. Hãy thử lại sau." in said
