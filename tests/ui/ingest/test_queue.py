"""Files are read one after the other, apart from the screens."""

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.documents import Span
from ingest.errors import UnreadableFile
from ingest.ocr.multi_scale import Choice, Proposal
from ingest.ocr.ocr_words import Word
from ingest.ocr.page_choice import Place
from ingest.ocr.table_cells import Reading as ReadingOfPage
from ingest.tables.ruled import GridCell
from parc_search.documents.rereading import Chosen, PageRequest, WordChange
from parc_search.ui import messages
from parc_search.ui.components.document_cards import progress
from parc_search.ui.ingest.process import Asked, Ended, FileRequest, Hear
from parc_search.ui.ingest.process import _asked as asked_of
from parc_search.ui.ingest.process import _written as written
from parc_search.ui.ingest.queue import FileState, Forecast, Intake
from parc_search.ui.ingest.uploads import Upload

WAIT_S = 10.0


class Reading:
    """Reads by a function, which gives the last stage ("partly: why"); `stop` sets an event that it may wait for."""

    def __init__(self, read: Callable[[Path, Hear], str], reread: Callable[[PageRequest], str] | None = None) -> None:
        self._read = read
        self._reread = reread
        self.stopped = threading.Event()
        self.rests = 0
        self.requests: list[FileRequest] = []

    def read(self, asked: Asked, hear: Hear) -> Ended:
        if isinstance(asked, FileRequest):
            self.requests.append(asked)
            stage, _, message = self._read(asked.path, hear).partition(": ")
            return Ended(stage=stage, message=message)
        assert self._reread is not None
        return Ended(stage=self._reread(asked))

    def stop(self) -> None:
        self.stopped.set()

    def rest(self) -> None:
        self.rests += 1


def test_a_file_is_read_for_whom_it_was_handed_in() -> None:
    reading = Reading(lambda path, hear: "done")
    intake = Intake(reading)
    intake.submit([Upload(name="a.txt", content=b"x", groups=("noi-vu",), is_replacing=True, by="an@tinh.gov.vn")])
    assert intake.wait(WAIT_S)
    (asked,) = reading.requests
    assert (asked.path.name, asked.groups, asked.is_replacing, asked.by) == (
        "a.txt", ("noi-vu",), True, "an@tinh.gov.vn"
    )  # fmt: skip


def upload(name: str, content: bytes = b"x") -> Upload:
    return Upload(name=name, content=content)


def test_each_file_goes_through_its_stages_and_a_broken_one_says_why() -> None:
    seen: list[tuple[str, bytes]] = []

    def read(path: Path, hear: Hear) -> str:
        hear("repair", 0, 0)
        hear("done", 0, 0)
        seen.append((path.name, path.read_bytes()))
        if path.name == "hỏng.txt":
            raise UnreadableFile("Tệp trống.")
        return "done"

    reading = Reading(read)
    intake = Intake(reading)
    intake.submit([upload("a.txt", b"1"), upload("hỏng.txt"), upload("a.txt", b"2")])
    assert intake.wait(WAIT_S)
    assert seen == [("a.txt", b"1"), ("hỏng.txt", b"x"), ("a (2).txt", b"2")]
    assert intake.states() == (
        FileState(name="a.txt", size_bytes=1, stage="done"),
        FileState(name="hỏng.txt", size_bytes=1, stage="failed", message="Tệp trống."),
        FileState(name="a (2).txt", size_bytes=1, stage="done"),
    )
    assert reading.rests == 1


def test_cancelling_ends_the_file_at_hand_and_drops_those_that_wait() -> None:
    begun = threading.Event()

    def read(path: Path, hear: Hear) -> str:
        begun.set()
        assert reading.stopped.wait(WAIT_S)
        raise UnreadableFile("bị dừng")

    reading = Reading(read)
    intake = Intake(reading)
    intake.submit([upload("a.txt"), upload("b.txt")])
    assert begun.wait(WAIT_S)
    assert [state.stage for state in intake.states()] == ["read", "waiting"]
    intake.cancel()
    assert intake.wait(WAIT_S)
    assert [(state.stage, state.message) for state in intake.states()] == [("cancelled", ""), ("cancelled", "")]
    intake.dismiss()
    assert intake.states() == ()


def test_a_file_that_was_stored_just_before_it_was_cancelled_is_shown_as_stored() -> None:
    begun = threading.Event()

    def read(path: Path, hear: Hear) -> str:
        begun.set()
        assert reading.stopped.wait(WAIT_S)
        return "done"

    reading = Reading(read)
    intake = Intake(reading)
    intake.submit([upload("a.txt")])
    assert begun.wait(WAIT_S)
    intake.cancel()
    assert intake.wait(WAIT_S)
    assert [state.stage for state in intake.states()] == ["done"]


def test_a_file_that_is_only_being_indexed_is_finished_and_those_behind_it_are_dropped() -> None:
    indexing, go_on = threading.Event(), threading.Event()

    def read(path: Path, hear: Hear) -> str:
        hear("index", 0, 2)
        indexing.set()
        assert go_on.wait(WAIT_S)
        return "done"

    reading = Reading(read)
    intake = Intake(reading)
    intake.submit([upload("a.txt"), upload("b.txt")])
    assert indexing.wait(WAIT_S)
    intake.cancel()
    assert [state.stage for state in intake.states()] == ["index", "cancelled"]
    assert not reading.stopped.is_set()
    go_on.set()
    assert intake.wait(WAIT_S)
    assert [state.stage for state in intake.states()] == ["done", "cancelled"]


@pytest.mark.parametrize("is_held", [True, False])
def test_a_file_that_came_into_the_store_as_its_reading_was_ended_is_not_called_cancelled(is_held: bool) -> None:
    begun = threading.Event()
    asked: list[str] = []
    refreshed: list[str] = []

    def read(path: Path, hear: Hear) -> str:
        begun.set()
        assert reading.stopped.wait(WAIT_S)
        raise UnreadableFile("bị dừng")

    def holds(content_hash: str) -> bool:
        asked.append(content_hash)
        return is_held

    reading = Reading(read)
    intake = Intake(reading, holds=holds, refresh=lambda: refreshed.append("x"))
    intake.submit([upload("a.txt", b"1")])
    assert begun.wait(WAIT_S)
    intake.cancel()
    assert intake.wait(WAIT_S)
    assert asked == [hashlib.sha256(b"1").hexdigest()]
    assert [state.stage for state in intake.states()] == ["done" if is_held else "cancelled"]
    assert refreshed == (["x"] if is_held else [])


def test_a_portfolio_names_the_files_in_it_that_were_not_read() -> None:
    intake = Intake(Reading(lambda path, hear: "partly: Tệp a hỏng.\nTệp b rỗng."))
    intake.submit([upload("hoso.pdf")])
    assert intake.wait(WAIT_S)
    (state,) = intake.states()
    assert (state.stage, state.message) == ("partly", "Tệp a hỏng.\nTệp b rỗng.")
    html = progress([state], intake.forecast(), is_running=False)
    assert "Đã nạp 1/1 tệp" in html
    assert html.count('class="why"') == 2


@pytest.mark.parametrize(("through", "is_stored"), [(0, False), (2, True)])
def test_a_portfolio_that_is_stopped_between_two_files_tells_what_is_stored(through: int, is_stored: bool) -> None:
    begun = threading.Event()
    refreshed: list[str] = []

    def read(path: Path, hear: Hear) -> str:
        hear("files", through, 5)
        begun.set()
        assert reading.stopped.wait(WAIT_S)
        raise UnreadableFile("bị dừng")

    reading = Reading(read)
    intake = Intake(reading, refresh=lambda: refreshed.append("x"))
    intake.submit([upload("hoso.pdf")])
    assert begun.wait(WAIT_S)
    assert intake.states()[0].share == pytest.approx(0.8 * through / 5)
    intake.cancel()
    assert intake.wait(WAIT_S)
    (state,) = intake.states()
    assert state.stage == "cancelled"
    assert state.message == (messages.CANCELLED_IN_PORTFOLIO.format(done=2) if is_stored else "")
    assert refreshed == (["x"] if is_stored else [])


def test_a_page_is_read_again_in_its_turn_and_asked_for_twice_only_once() -> None:
    go_on = threading.Event()
    done: list[object] = []

    def read(path: Path, hear: Hear) -> str:
        assert go_on.wait(WAIT_S)
        done.append(path.name)
        return "done"

    def reread(request: PageRequest) -> str:
        done.append(request)
        return "kept"

    request = PageRequest(source="quét.pdf", page_no=3, by="an@tinh.example")
    intake = Intake(Reading(read, reread))
    intake.submit([upload("a.txt")])
    intake.submit_page(request)
    intake.submit_page(request)
    go_on.set()
    assert intake.wait(WAIT_S)
    assert done == ["a.txt", request]
    assert [(state.name, state.stage, state.page) for state in intake.states()] == [
        ("a.txt", "done", None),
        ("Trang 3 · quét.pdf", "kept", request),
    ]
    intake.submit_page(request)
    assert intake.wait(WAIT_S)
    assert len(done) == 3


PROPOSAL = Proposal(
    source="quét.pdf",
    page_no=3,
    was_sha256="0" * 64,
    reading=ReadingOfPage(
        words=(Word(text="Sở", confidence=91.5, left=1.5, top=2.5, right=3.5, bottom=4.5, line=0, table=0, cell=0),),
        grids=((GridCell(row=0, column=0, rows=1, columns=1, box=(1.0, 2.0, 3.0, 4.0)),),),
    ),
    places=(
        Place(
            was_at=Span(start=0, end=2), now_at=Span(start=0, end=2), was="So", now="Sở", now_confidence=91.5,
            now_votes=2, was_seen=0.25, takes_new=True, is_sure=False, why="open",
        ),
    ),
    is_whole=False,
)  # fmt: skip


def test_what_was_read_of_a_page_waits_until_it_is_chosen_or_dropped() -> None:
    class Proposes(Reading):
        def read(self, asked: Asked, hear: Hear) -> Ended:
            assert isinstance(asked, PageRequest)
            return Ended(stage="better") if asked.chosen else Ended(stage="proposed", proposal=PROPOSAL)

    intake = Intake(Proposes(lambda path, hear: "done"))
    request = PageRequest(source="quét.pdf", page_no=3)
    chosen = replace(request, chosen=Chosen(proposal=PROPOSAL, choice=Choice(takes=(0,))))
    intake.submit_page(request)
    assert intake.wait(WAIT_S)
    assert [state.stage for state in intake.states()] == ["proposed"]
    assert (intake.proposal("quét.pdf", 3), intake.proposal("quét.pdf", 2)) == (PROPOSAL, None)
    intake.drop_proposal("quét.pdf", 3)
    assert intake.proposal("quét.pdf", 3) is None
    for asked, held in ((request, PROPOSAL), (chosen, None)):
        intake.submit_page(asked)
        assert intake.wait(WAIT_S)
        assert intake.proposal("quét.pdf", 3) == held


def test_a_proposal_and_a_choice_come_through_the_pipe_as_they_were() -> None:
    chosen = Chosen(proposal=PROPOSAL, choice=Choice(takes=(0,), is_whole=True))
    words = (WordChange(at=Span(start=0, end=2), was="So", now="Sở"),)
    request = PageRequest(source="quét.pdf", page_no=3, by="an@tinh.example", chosen=chosen, words=words)
    assert asked_of(written(request)) == request


def test_the_reading_of_pictures_is_most_of_a_scan() -> None:
    scan = FileState(name="a.pdf", stage="ocr", done=1, total=2, has_pictures=True)
    assert scan.share == pytest.approx(0.425)
    assert FileState(name="a.pdf", stage="index", has_pictures=True).share == pytest.approx(0.85 + 0.15 * 0.8)
    assert FileState(name="a.txt", stage="index").share == pytest.approx(0.8)


def test_the_time_left_follows_from_the_time_spent_and_the_share_done() -> None:
    heard, go_on = threading.Event(), threading.Event()
    now = [100.0]

    def read(path: Path, hear: Hear) -> str:
        now[0] = 130.0
        hear("index", 1, 2)
        heard.set()
        assert go_on.wait(WAIT_S)
        return "done"

    intake = Intake(Reading(read), clock=lambda: now[0])
    intake.submit([upload("a.txt", b"12345678"), upload("b.txt", b"12345678")])
    assert heard.wait(WAIT_S)
    # The first of two equal files is at 0.8 + 0.2 / 2 of its work: 0.45 of all is done in 30 s.
    assert intake.forecast() == Forecast(share=pytest.approx(0.45), seconds_left=pytest.approx(30 / 0.45 * 0.55))
    go_on.set()
    assert intake.wait(WAIT_S)
    assert intake.forecast() == Forecast(share=1.0, seconds_left=0.0)


def test_a_fault_is_logged_and_the_next_file_is_still_read(caplog: pytest.LogCaptureFixture) -> None:
    def read(path: Path, hear: Hear) -> str:
        if path.name == "a.txt":
            raise RuntimeError("boom")
        return "unchanged"

    intake = Intake(Reading(read))
    with caplog.at_level(logging.ERROR):
        intake.submit([upload("a.txt"), upload("b.txt")])
        assert intake.wait(WAIT_S)
    assert [(state.stage, state.message) for state in intake.states()] == [
        ("failed", messages.UPLOAD_FAULT),
        ("unchanged", ""),
    ]
    assert "boom" in caplog.text


def test_a_chore_is_done_after_the_files() -> None:
    done: list[str] = []

    def read(path: Path, hear: Hear) -> str:
        done.append(path.name)
        return "done"

    intake = Intake(Reading(read))
    intake.submit([upload("a.txt"), upload("b.txt")])
    intake.run_later(lambda: done.append("chore"))
    assert intake.wait(WAIT_S)
    assert done == ["a.txt", "b.txt", "chore"]


def test_a_new_list_takes_the_place_of_a_finished_one() -> None:
    intake = Intake(Reading(lambda path, hear: "done"))
    intake.submit([upload("a.txt")])
    assert intake.wait(WAIT_S)
    intake.submit([upload("a.txt")])
    assert intake.wait(WAIT_S)
    assert intake.states() == (FileState(name="a.txt", size_bytes=1, stage="done"),)
