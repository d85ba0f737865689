"""H5, M11: an index that is lost, cut or damaged is noticed, told and made anew; none reaches out of its folder."""

import json
import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import snapshots
from index.build import Index
from index.caches import DENSE_FOLDER, LEXICAL_FOLDER
from index.check import check
from index.embeddings import EMBEDDINGS_FILE
from index.lexical import LexicalIndex
from index.repairing import repair_store
from index.store.store import Store
from ingest.errors import StoreBusy, StoreDamaged
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item

PLAN = plain_item("Sở Nội vụ chủ trì rà soát.\n\nSở Tài chính bố trí kinh phí.", "a.txt")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        index.put([PLAN])
    return tmp_path / "store"


def found(index: Index) -> tuple[list[str], list[str]]:
    words, vectors = index.search_lexical("chủ trì rà soát", 1), index.search_dense("Sở Nội vụ chủ trì rà soát.", 1)
    return [hit[0] for hit in words], [hit[0] for hit in vectors]


def generation(store: Path, cache: str) -> Path:
    """The folder of a cache's generation in force."""
    header = snapshots.read_header(store / cache)
    assert header is not None
    return store / cache / header.generation


FIRST = PLAN.passages[0].id


def put_in_place(path: Path, content: bytes) -> None:
    """Another file of this name: a file that is cut while a thread of the engine still maps it ends the process."""
    beside = path.with_name(f"{path.name}.beside")
    beside.write_bytes(content)
    beside.replace(path)


def cut(path: Path) -> None:
    put_in_place(path, path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    put_in_place(path, bytes(content))


DAMAGE: dict[str, Callable[[Path], None]] = {"lost": Path.unlink, "cut": cut, "flipped": flip}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("cache", [LEXICAL_FOLDER, DENSE_FOLDER])
def test_h5_whatever_file_of_an_index_is_lost_cut_or_damaged_the_question_is_found_and_the_damage_told(
    store: Path, cache: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    names = sorted(path.name for path in (generation(store, cache)).iterdir() if path.suffix != ".lock")
    assert len(names) >= 2
    for name in names:
        damaged = generation(store, cache) / name
        if not damaged.exists():  # tantivy names its files anew each time: one of the same kind stands for it
            damaged = next(path for path in sorted(damaged.parent.iterdir()) if path.suffix == Path(name).suffix)
        DAMAGE[how](damaged)
        with Store.open(store) as opened:
            assert [finding.code for finding in check(opened)] == ["cache-damaged"]
        caplog.clear()
        with Index.open(store, HashingEncoder()) as index:
            assert found(index) == ([FIRST], [FIRST])
            assert check(index.store) == []
        assert [
            record.message for record in caplog.records if damaged.name in record.message and cache in record.message
        ]


def test_h5_rows_of_another_shape_are_a_damage_like_any_other(store: Path) -> None:
    rows = generation(store, DENSE_FOLDER) / "rows.json"
    rows.write_text('[["x"]]')
    header = json.loads((store / DENSE_FOLDER / snapshots.HEADER).read_text())
    header["files"] = snapshots.manifest(rows.parent)
    (store / DENSE_FOLDER / snapshots.HEADER).write_text(json.dumps(header))
    with Index.open(store, HashingEncoder()) as index:
        assert found(index) == ([FIRST], [FIRST])


def test_h5_a_panic_of_the_word_index_is_an_error_of_ours(store: Path) -> None:
    folder = generation(store, LEXICAL_FOLDER)
    refused = 0
    for path in sorted(folder.glob("*.*")):
        if path.suffix in (".idx", ".term", ".store", ".fast", ".json"):
            whole = path.read_bytes()
            path.write_bytes(b"\xff" * len(whole))
            try:
                LexicalIndex.read(folder).search("chủ trì rà soát", 5)
            except StoreDamaged:
                refused += 1
            path.write_bytes(whole)
    assert refused >= 3


def test_h5_an_index_that_goes_bad_while_it_is_open_is_made_anew_under_the_question(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, broken = LexicalIndex.search, [True]

    def failing(self: LexicalIndex, *arguments: object) -> list[tuple[str, float]]:
        if broken.pop() if broken else False:
            raise StoreDamaged("panic")
        return search(self, *arguments)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(LexicalIndex, "search", failing)
    with Index.open(store, HashingEncoder()) as index:
        assert found(index) == ([FIRST], [FIRST])


def test_h5_a_missing_index_that_another_process_is_making_is_an_error_and_no_empty_answer(store: Path) -> None:
    shutil.rmtree(store / DENSE_FOLDER)
    with snapshots.writing(store, wait=False), Index.open(store, HashingEncoder()) as index:
        assert index.search_lexical("chủ trì rà soát", 1) != []
        with pytest.raises(StoreBusy, match="đang được một tiến trình khác dựng"):
            index.search_dense("rà soát", 1)


def test_h5_a_stray_folder_of_another_name_is_left_alone(store: Path) -> None:
    for cache in (LEXICAL_FOLDER, DENSE_FOLDER):
        (store / cache / "generation-x").mkdir()
    with Index.open(store, HashingEncoder()) as index:
        index.put([plain_item("Sở Y tế chủ trì.", "b.txt")])
        assert check(index.store) == []
    assert (store / DENSE_FOLDER / "generation-x").is_dir()


def test_m11_a_header_that_names_a_folder_elsewhere_touches_nothing_there(store: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("x")
    for name in (str(elsewhere), "../../elsewhere", "generation-1/../../../elsewhere"):
        header = json.loads((store / DENSE_FOLDER / snapshots.HEADER).read_text())
        (store / DENSE_FOLDER / snapshots.HEADER).write_text(json.dumps(header | {"generation": name}))
        assert snapshots.read_header(store / DENSE_FOLDER) is None
        with Index.open(store, HashingEncoder()) as index:
            index.put([plain_item(f"Sở Y tế chủ trì {name}.", "b.txt")])
            assert check(index.store) == []
    assert (elsewhere / "precious").read_text() == "x"


def test_vectors_of_another_shape_are_named_and_made_anew(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    with closing(sqlite3.connect(store / EMBEDDINGS_FILE)) as connection, connection:
        connection.execute("UPDATE embeddings SET vector = ?", (np.zeros(7, dtype="<f4").tobytes()[:-3],))
    with Store.open(store) as opened:
        assert [finding.code for finding in check(opened)] == ["embedding"]
    shutil.rmtree(store / DENSE_FOLDER)
    with Index.open(store, HashingEncoder()) as index:
        assert found(index) == ([FIRST], [FIRST])
        assert check(index.store) == []
    assert any("2 véc-tơ đã lưu không có 64 số" in record.message for record in caplog.records)


def test_h1_a_full_disk_never_costs_the_vectors(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (store / EMBEDDINGS_FILE).read_bytes()

    def full(path: Path) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    shutil.rmtree(store / DENSE_FOLDER)
    monkeypatch.setattr("index.embeddings._connect", full)
    caplog_level = logging.getLogger("index").level
    with Index.open(store, HashingEncoder()) as index:
        assert found(index) == ([FIRST], [FIRST])  # from memory
    assert logging.getLogger("index").level == caplog_level
    assert (store / EMBEDDINGS_FILE).read_bytes() == before


def test_a_store_is_repaired_from_its_documents_and_what_is_replaced_is_kept(store: Path) -> None:
    flip(generation(store, DENSE_FOLDER) / "vectors.faiss")
    report = repair_store(store, HashingEncoder())
    assert (report.is_file_mended, report.lost, report.documents, report.passages) == (False, (), 1, 2)
    assert report.kept is not None
    assert sorted(path.name for path in report.kept.iterdir()) == [DENSE_FOLDER, LEXICAL_FOLDER]
    with Index.open(store, HashingEncoder()) as index:
        assert found(index) == ([FIRST], [FIRST])
        assert check(index.store) == []


def test_a_damaged_page_of_the_store_costs_only_the_documents_that_stand_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    long = "\n\n".join(f"Sở số {number} chủ trì việc {number}." for number in range(400))
    with Index.open(folder, HashingEncoder()) as index:
        index.put([plain_item(f"{long}\n\n{name}", name) for name in ("a.txt", "b.txt", "c.txt")])
        index.store.restrict("a.txt", ["noi-vu"])
        index.store.append_audit('{"kind": "test"}')
        texts = {stored.source: index.store.source_text(stored.source) for stored in index.store.sources()}
    path = folder / "parc.sqlite"
    content = bytearray(path.read_bytes())
    at = content.rindex("Sở số 399 chủ trì việc 399.".encode())  # a page of the passages of one document
    page = at // 4096 * 4096
    content[page : page + 4096] = b"\xa5" * 4096
    path.write_bytes(bytes(content))
    with Store.open(folder) as damaged:
        assert {finding.code for finding in check(damaged)} == {"file"}
    report = repair_store(folder, HashingEncoder())
    assert report.is_file_mended
    assert report.kept is not None
    assert (report.kept / "parc.sqlite").read_bytes() == bytes(content)
    assert len(report.lost) <= 1
    with Store.open(folder) as store:
        assert check(store) == []
        kept = {stored.source: store.source_text(stored.source) for stored in store.sources()}
        assert kept == {source: text for source, text in texts.items() if source not in report.lost}
        assert [record.record for record in store.audit_records()] == ['{"kind": "test"}']
