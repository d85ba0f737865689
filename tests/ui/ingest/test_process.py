"""Files are read by a process of its own, which can be ended at any moment."""

import threading
from pathlib import Path
from typing import Any

import pytest

from index.store.store import Store
from ingest.errors import UnreadableFile
from parc_search.evidence.acts import acts
from parc_search.ui.ingest.process import Ended, FileRequest, ReadingProcess
from tests.conftest import DECISION
from tests.portfolios import portfolio_of

pytestmark = pytest.mark.slow

WAIT_S = 60.0


def sources(store: Path) -> list[str]:
    with Store.open(store) as opened:
        return [stored.source for stored in opened.sources()]


def test_files_are_read_in_turn_their_stages_heard_and_a_broken_one_explained(tmp_path: Path) -> None:
    good, broken = tmp_path / "kế hoạch.txt", tmp_path / "rỗng.txt"
    good.write_text(DECISION, encoding="utf-8")
    broken.write_text(" \n", encoding="utf-8")
    heard: list[str] = []
    reading = ReadingProcess(tmp_path / "store")
    assert reading.read(FileRequest(path=good), lambda stage, done, total: heard.append(stage)) == Ended(stage="done")
    with pytest.raises(UnreadableFile, match=r"rỗng\.txt"):
        reading.read(FileRequest(path=broken), lambda stage, done, total: None)
    assert reading.read(FileRequest(path=good), lambda stage, done, total: None) == Ended(stage="unchanged")
    reading.rest()
    assert [stage for stage in dict.fromkeys(heard) if stage != "index"] == [
        "read", "repair", "structure", "chunk", "register", "done"
    ]  # fmt: skip
    assert sources(tmp_path / "store") == ["kế hoạch.txt"]


def test_a_portfolio_is_read_file_by_file_and_those_that_cannot_be_are_named(tmp_path: Path) -> None:
    portfolio = tmp_path / "hồ sơ.pdf"
    portfolio.write_bytes(portfolio_of([("a.txt", DECISION.encode()), ("b.txt", b" "), ("c.xlsx", b"PK\x03\x04x")]))
    heard: list[tuple[str, int, int]] = []
    reading = ReadingProcess(tmp_path / "store")
    ended = reading.read(FileRequest(path=portfolio), lambda stage, done, total: heard.append((stage, done, total)))
    reading.rest()
    assert ended.stage == "partly"
    assert [line.split("'")[1] for line in ended.message.splitlines()] == ["hồ sơ.pdf - b.txt", "hồ sơ.pdf - c.xlsx"]
    assert [said for said in dict.fromkeys(heard) if said[0] != "index"] == [("files", done, 3) for done in range(4)]
    assert sources(tmp_path / "store") == ["hồ sơ.pdf - a.txt"]


def test_a_stopped_reading_leaves_the_store_as_it_was_and_the_next_file_starts_anew(tmp_path: Path) -> None:
    long, short = tmp_path / "dài.txt", tmp_path / "ngắn.txt"
    long.write_text(DECISION * 400, encoding="utf-8")
    short.write_text(DECISION, encoding="utf-8")
    reading = ReadingProcess(tmp_path / "store")
    begun = threading.Event()
    why: list[str] = []

    def read() -> None:
        try:
            reading.read(FileRequest(path=long), lambda stage, done, total: begun.set())
        except UnreadableFile as error:
            why.append(str(error))

    worker = threading.Thread(target=read)
    worker.start()
    assert begun.wait(WAIT_S)
    reading.stop()
    worker.join(WAIT_S)
    assert len(why) == 1
    assert "dài.txt bị dừng giữa chừng" in why[0]
    assert sources(tmp_path / "store") == []
    assert reading.read(FileRequest(path=short), lambda stage, done, total: None) == Ended(stage="done")
    reading.rest()
    assert sources(tmp_path / "store") == ["ngắn.txt"]


def test_a_file_comes_in_for_its_groups_and_says_what_became_of_the_one_of_its_name(tmp_path: Path) -> None:
    first, other = tmp_path / "1" / "ke-hoach.txt", tmp_path / "2" / "ke-hoach.txt"
    for path, text in ((first, DECISION), (other, DECISION.replace("1", "2"))):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    reading = ReadingProcess(tmp_path / "store")

    def read(path: Path, **chosen: Any) -> Ended:
        return reading.read(FileRequest(path=path, by="an@tinh.gov.vn", **chosen), lambda stage, done, total: None)

    assert read(first, groups=("noi-vu",)) == Ended(stage="done")
    numbered = read(other)
    replaced = read(other, is_replacing=True)
    reading.rest()
    with Store.open(tmp_path / "store") as store:
        held = {stored.source: stored.groups for stored in store.sources()}
        told = [(act.act, act.by, act.sources, act.what["outcome"]) for act in acts(store.audit_records())]
    assert held == {"ke-hoach.txt": ("noi-vu",), "ke-hoach (2).txt": ()}
    assert (
        numbered.message == "Trong kho đã có văn bản khác tên ke-hoach.txt, nên văn bản này mang tên ke-hoach (2).txt."
    )
    assert replaced.stage == "unchanged"
    assert told == [
        ("ingested", "an@tinh.gov.vn", ("ke-hoach.txt",), "done"),
        ("ingested", "an@tinh.gov.vn", ("ke-hoach (2).txt",), "done"),
    ]
