"""Files are read one after the other, apart from the screens."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from parc_search.ui import words
from parc_search.ui.intake import FileState, Intake
from parc_search.ui.uploads import Upload

WAIT_S = 10.0


def upload(name: str, content: bytes = b"x") -> Upload:
    return Upload(name=name, content=content)


def test_each_file_goes_through_its_stages_and_a_broken_one_says_why() -> None:
    seen: list[tuple[str, bytes]] = []

    def ingest_file(path: Path, report: Callable[[str], None]) -> str:
        report("repair")
        report("done")
        seen.append((path.name, path.read_bytes()))
        if path.name == "hỏng.txt":
            raise UnreadableFile("Tệp trống.")
        return "done"

    intake = Intake(ingest_file)
    intake.submit([upload("a.txt", b"1"), upload("hỏng.txt"), upload("a.txt", b"2")])
    assert intake.wait(WAIT_S)
    assert seen == [("a.txt", b"1"), ("hỏng.txt", b"x"), ("a (2).txt", b"2")]
    assert intake.states() == (
        FileState(name="a.txt", stage="done"),
        FileState(name="hỏng.txt", stage="failed", message="Tệp trống."),
        FileState(name="a (2).txt", stage="done"),
    )


def test_a_cancelled_list_finishes_the_file_at_hand_only() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def ingest_file(path: Path, report: Callable[[str], None]) -> str:
        begun.set()
        assert go_on.wait(WAIT_S)
        return "done"

    intake = Intake(ingest_file)
    intake.submit([upload("a.txt"), upload("b.txt")])
    assert begun.wait(WAIT_S)
    assert intake.is_running
    assert [state.stage for state in intake.states()] == ["read", "waiting"]
    intake.cancel()
    go_on.set()
    assert intake.wait(WAIT_S)
    assert [state.stage for state in intake.states()] == ["done", "cancelled"]
    intake.dismiss()
    assert intake.states() == ()


def test_a_fault_is_logged_and_the_next_file_is_still_read(caplog: pytest.LogCaptureFixture) -> None:
    def ingest_file(path: Path, report: Callable[[str], None]) -> str:
        if path.name == "a.txt":
            raise RuntimeError("boom")
        return "unchanged"

    intake = Intake(ingest_file)
    with caplog.at_level(logging.ERROR):
        intake.submit([upload("a.txt"), upload("b.txt")])
        assert intake.wait(WAIT_S)
    assert [(state.stage, state.message) for state in intake.states()] == [
        ("failed", words.UPLOAD_FAULT),
        ("unchanged", ""),
    ]
    assert "boom" in caplog.text


def test_a_chore_is_done_after_the_files() -> None:
    done: list[str] = []

    def ingest_file(path: Path, report: Callable[[str], None]) -> str:
        done.append(path.name)
        return "done"

    intake = Intake(ingest_file)
    intake.submit([upload("a.txt"), upload("b.txt")])
    intake.run_later(lambda: done.append("chore"))
    assert intake.wait(WAIT_S)
    assert done == ["a.txt", "b.txt", "chore"]


def test_a_new_list_takes_the_place_of_a_finished_one() -> None:
    intake = Intake(lambda path, report: "done")
    intake.submit([upload("a.txt")])
    assert intake.wait(WAIT_S)
    intake.submit([upload("a.txt")])
    assert intake.wait(WAIT_S)
    assert intake.states() == (FileState(name="a.txt", stage="done"),)
