"""The store keeps what it is given, changes in whole steps, and forgets what is removed."""

import multiprocessing
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.store.source_info import Removed, StoredSource
from index.store.store import STORE_FILE, Store
from ingest.documents import IngestedDocument, Metadata
from ingest.errors import StoreBusy, StoreDamaged, StoreError, StoreNewer, UnknownSource, UsageError
from tests.index.made import ingested_documents, plain_item

PLAN = "Sở Nội vụ chủ trì.\n\nSở Tài chính phối hợp."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, clock=lambda: datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)) as opened:
        yield opened


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=ingested_documents())
def test_what_is_put_comes_out_equal(tmp_path_factory: pytest.TempPathFactory, item: IngestedDocument) -> None:
    folder = tmp_path_factory.mktemp("store")
    with Store.open(folder) as writer:
        writer.put(item)
    with Store.open(folder) as reader:
        assert reader.document("a.txt") == item.document
        assert reader.document("a.txt").reading.text == item.document.reading.text
        assert reader.source_text("a.txt") == item.document.raw.text
        assert reader.passages() == item.passages
        assert reader.tasks("a.txt") == item.tasks
        assert reader.targets("a.txt") == item.targets
        for page, kept in zip(item.document.raw.pages, reader.document("a.txt").raw.pages, strict=True):
            if page.char_boxes is None:
                assert kept.char_boxes is None
            else:
                assert kept.char_boxes is not None
                np.testing.assert_array_equal(page.char_boxes, kept.char_boxes)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=ingested_documents(), corrected=st.booleans())
def test_a_removed_document_is_put_back_as_it_stood(
    tmp_path_factory: pytest.TempPathFactory, item: IngestedDocument, corrected: bool
) -> None:
    with Store.open(tmp_path_factory.mktemp("store")) as store:
        store.put(item)
        if corrected:
            store.correct_metadata("a.txt", issuer="UBND tỉnh")
        before = (store.document("a.txt"), store.passages(), store.tasks(), store.targets(), store.sources())
        store.remove("a.txt")
        assert store.undo_remove() == "a.txt"
        after = (store.document("a.txt"), store.passages(), store.tasks(), store.targets(), store.sources())
        assert after == before
        assert store.undoable() is None


def test_the_list_of_documents_says_what_each_holds(store: Store) -> None:
    store.put(plain_item(PLAN))
    assert store.sources() == (
        StoredSource(
            source="a.txt",
            metadata=Metadata(title="a.txt"),
            corrected=(),
            media_type="text/plain",
            page_count=None,
            quality=1.0,
            unread_count=0,
            char_count=42,
            passage_count=2,
            task_count=0,
            target_count=0,
            edit_count=0,
            content_hash="3b6f7b06a022cd98139fb5f781f9e915324ccbe244074983e702230afe4f8249",
            added_at="2025-01-02T03:04:05+00:00",
        ),
    )


def test_a_document_of_the_same_source_is_replaced(store: Store) -> None:
    store.put(plain_item(PLAN))
    store.put(plain_item("Sở Tư pháp chủ trì."))
    assert [passage.text for passage in store.passages()] == ["Sở Tư pháp chủ trì."]
    assert store.source_text("a.txt") == "Sở Tư pháp chủ trì."


def test_each_change_raises_the_revision_by_one(store: Store) -> None:
    revisions = [store.revision]
    for change in (
        lambda: store.put(plain_item(PLAN)),
        lambda: store.correct_metadata("a.txt", number="76/NQ-CP"),
        lambda: store.remove("a.txt"),
        store.undo_remove,
        lambda: store.drop_corrections("a.txt"),
    ):
        change()
        revisions.append(store.revision)
    assert revisions == [0, 1, 2, 3, 4, 5]


def test_a_change_that_fails_leaves_the_store_as_it_was(store: Store) -> None:
    store.put(plain_item(PLAN))
    clash = plain_item("Khác.", "b.txt")
    clash = replace(clash, passages=(replace(store.passages()[0], source="b.txt"),))
    with pytest.raises(StoreError, match="mã đoạn trùng"):
        store.put(clash)
    with pytest.raises(StoreError, match="Unicode"):
        store.put(_with_surrogate())
    assert [found.source for found in store.sources()] == ["a.txt"]
    assert store.revision == 1


def _with_surrogate() -> IngestedDocument:
    item = plain_item("thường", "c.txt")
    return replace(item, document=replace(item.document, metadata=Metadata(title="lạc \udc80")))


def test_a_removal_says_what_it_took_and_leaves_no_row(store: Store) -> None:
    store.put(plain_item(PLAN))
    store.put(plain_item("Khác.", "b.txt"))
    assert store.remove("a.txt") == Removed(source="a.txt", passage_count=2, task_count=0, target_count=0)
    assert [passage.source for passage in store.passages()] == ["b.txt"]
    with pytest.raises(UnknownSource, match=r"'a\.txt'.*b\.txt"):
        store.document("a.txt")


def test_the_words_of_a_removed_document_are_gone_from_the_disk_once_the_undo_is_dropped(
    store: Store, tmp_path: Path
) -> None:
    store.put(plain_item("bí mật công vụ " * 500))
    store.remove("a.txt")
    store.drop_undo()
    on_disk = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert "bí mật công vụ".encode() not in on_disk
    with pytest.raises(StoreError, match="Không có văn bản nào vừa xoá"):
        store.undo_remove()


def test_removals_are_undone_the_last_one_first(store: Store) -> None:
    store.put(plain_item(PLAN, "a.txt"))
    store.put(plain_item("Khác.", "b.txt"))
    store.remove("a.txt")
    store.remove("b.txt")
    assert [store.undo_remove(), store.undo_remove(), store.undoable()] == ["b.txt", "a.txt", None]


def test_an_undo_never_overwrites_a_document_that_came_in_since(store: Store) -> None:
    store.put(plain_item(PLAN))
    store.remove("a.txt")
    store.put(plain_item("Mới."))
    with pytest.raises(StoreError, match="đã được nạp lại"):
        store.undo_remove()
    assert store.source_text("a.txt") == "Mới."


def test_corrections_survive_re_ingestion_and_can_be_taken_back(store: Store) -> None:
    said = Metadata(title="Ke hoach", number="60/KH-UBND", years=(2026, 2030))
    store.put(plain_item(PLAN, metadata=said))
    store.correct_metadata("a.txt", title="Kế hoạch", signed_on=date(2025, 9, 15), place=("Hải Phòng",), years=None)
    store.put(plain_item("Bản mới.", metadata=said))
    corrected = replace(said, title="Kế hoạch", signed_on=date(2025, 9, 15), place=("Hải Phòng",), years=None)
    assert store.document("a.txt").metadata == corrected
    assert store.sources()[0].metadata == corrected
    assert store.sources()[0].corrected == ("place", "signed_on", "title", "years")
    store.drop_corrections("a.txt")
    assert store.document("a.txt").metadata == said


@pytest.mark.parametrize(
    "change",
    [{"tittle": "x"}, {"title": " "}, {"title": None}, {"years": (2030, 2021)}, {"years": 2021}, {"place": "Huế"}],
)
def test_a_correction_that_metadata_cannot_hold_is_refused(store: Store, change: dict[str, object]) -> None:
    store.put(plain_item(PLAN))
    with pytest.raises(UsageError):
        store.correct_metadata("a.txt", **change)
    assert store.sources()[0].corrected == ()


def test_a_change_shows_in_the_stamp_of_its_document_alone(store: Store) -> None:
    store.put(plain_item(PLAN, "a.txt"))
    store.put(plain_item(PLAN, "b.txt"))
    before = store.cache_stamps()
    store.correct_metadata("b.txt", title="Tên khác")
    after = store.cache_stamps()
    assert (before["a.txt"] == after["a.txt"], before["b.txt"] == after["b.txt"]) == (True, False)


def test_passages_are_found_by_id_in_the_order_asked(store: Store) -> None:
    store.put(plain_item("\n\n".join(f"Đoạn {number}." for number in range(1200))))
    ids = [passage.id for passage in store.passages()][::-1]
    assert list(store.passages_by_id([*ids, "không có"])) == ids


def test_audit_records_form_a_chain_that_shows_a_change(store: Store, tmp_path: Path) -> None:
    for question in ("một", "hai", "ba"):
        store.append_audit(f'{{"question": "{question}"}}')
    assert [record.record for record in store.audit_records()] == [
        '{"question": "một"}',
        '{"question": "hai"}',
        '{"question": "ba"}',
    ]
    assert (store.verify_audit(), store.revision) == (None, 0)
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("UPDATE audit SET record = 'x' WHERE number = 2")
        connection.execute("DROP TRIGGER audit_is_never_changed")
        connection.execute("UPDATE audit SET record = 'x' WHERE number = 2")
        connection.commit()
    assert store.verify_audit() == 2


@pytest.mark.parametrize(("lost", "broken"), [(1, 1), (2, 2), (3, 3)])
def test_a_lost_audit_record_shows_even_at_the_end(store: Store, tmp_path: Path, lost: int, broken: int) -> None:
    for record in ("1", "2", "3"):
        store.append_audit(record)
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute("DROP TRIGGER audit_is_never_deleted")
        connection.execute("DELETE FROM audit WHERE number = ?", (lost,))
        connection.commit()
    assert store.verify_audit() == broken
    store.append_audit("4")
    assert store.verify_audit() == broken


def test_a_second_writer_is_told_that_the_store_is_busy_and_readers_go_on(tmp_path: Path) -> None:
    with Store.open(tmp_path) as first, Store.open(tmp_path, busy_timeout_ms=50) as second:
        first.put(plain_item(PLAN))
        with closing(sqlite3.connect(tmp_path / STORE_FILE, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("DELETE FROM documents")
            with pytest.raises(StoreBusy, match="đang được một tiến trình khác ghi"):
                second.put(plain_item("Khác.", "b.txt"))
            assert [found.source for found in second.sources()] == ["a.txt"]
            writer.execute("ROLLBACK")
        second.put(plain_item("Khác.", "b.txt"))
        assert [found.source for found in first.sources()] == ["a.txt", "b.txt"]


def test_two_processes_that_write_at_once_both_get_their_turn(tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn")
    writers = [start.Process(target=_put_ten, args=(tmp_path, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    with Store.open(tmp_path) as store:
        assert (len(store.sources()), store.revision, store.file_faults()) == (20, 20, ())


def test_a_store_that_another_process_makes_meanwhile_is_never_taken_for_a_foreign_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process makes its tables right after the first look at the new, empty file."""
    opened = sqlite3.connect

    class Watched(sqlite3.Connection):
        looked = False

        def execute(self, statement: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
            found = super().execute(statement, *values)
            if "user_version" in statement and not Watched.looked:
                Watched.looked = True
                row = found.fetchall()
                found.close()
                monkeypatch.setattr(sqlite3, "connect", opened)
                Store.open(tmp_path).close()
                return opened(":memory:").execute("SELECT " + ", ".join(map(str, row[0])))
            return found

    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: opened(path, factory=Watched, **options))
    with Store.open(tmp_path) as store:
        assert (Watched.looked, store.revision, store.file_faults()) == (True, 0, ())


def _put_ten(folder: Path, name: str) -> None:
    with Store.open(folder) as store:
        for number in range(10):
            store.put(plain_item(f"Đoạn {number}.", f"{name}{number}.txt"))


def test_threads_read_side_by_side(store: Store) -> None:
    store.put(plain_item(PLAN))
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(store.passages()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 8


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 40, b"\x00" * 4096])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STORE_FILE).write_bytes(content)
    with pytest.raises(StoreDamaged, match="Giữ nguyên tệp"):
        Store.open(tmp_path)
    assert (tmp_path / STORE_FILE).read_bytes() == content


def test_a_store_of_a_newer_program_is_left_for_it(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreNewer, match="Hãy cập nhật chương trình"):
        Store.open(tmp_path)


def test_a_row_whose_values_are_of_another_kind_is_explained_without_a_trace(tmp_path: Path, store: Store) -> None:
    store.put(plain_item(PLAN))
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection, connection:
        connection.execute("UPDATE passages SET path = '[1]'")
    with pytest.raises(StoreDamaged, match=r"bị hỏng.*`str`, got `int`.*repair-store"):
        store.passages()


def test_a_missing_store_is_not_made_where_only_reading_was_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Chưa có kho dữ liệu"):
        Store.open(tmp_path / "kho", create=False)
    assert not (tmp_path / "kho").exists()


def test_a_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "kho").write_text("x")
    with pytest.raises(StoreError, match="Không tạo được thư mục kho"):
        Store.open(tmp_path / "kho")


def test_a_store_of_the_first_version_gets_what_it_lacks_and_keeps_what_it_has(tmp_path: Path) -> None:
    item = plain_item(PLAN)
    with Store.open(tmp_path) as store:
        store.put(item)
        before = store.document(item.document.source)
        store.put(plain_item("Khác.", "b.txt"))
        store.remove("b.txt")
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute(
            "CREATE TABLE removed (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), source TEXT NOT NULL, "
            "rows BLOB NOT NULL)"
        )
        connection.execute("INSERT INTO removed SELECT 1, source, rows FROM former_documents")
        connection.commit()
        for table in (
            "restrictions", "former_pages", "former_documents", "remembered_groups", "task_ledger", "saved_views",
            "corrected_words",
        ):  # fmt: skip
            connection.execute(f"DROP TABLE {table}")
        for column in ("read_by", "other_reading", "doubts", "tables"):
            connection.execute(f"ALTER TABLE pages DROP COLUMN {column}")
        connection.execute("ALTER TABLE targets DROP COLUMN lead")
        connection.execute("PRAGMA user_version = 1")
    with Store.open(tmp_path) as store:
        assert store.document(item.document.source) == before
        store.restrict(item.document.source, ["b", "a"])
        assert [(stored.source, stored.groups) for stored in store.sources()] == [(item.document.source, ("a", "b"))]
        assert store.undo_remove() == "b.txt"


def test_a_store_of_the_sixth_version_gets_the_tables_of_pages_and_of_work(tmp_path: Path) -> None:
    item = plain_item(PLAN)
    with Store.open(tmp_path) as store:
        store.put(item)
        before = store.document(item.document.source)
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        for table in ("corrected_words", "task_ledger", "saved_views"):
            connection.execute(f"DROP TABLE {table}")
        for table, column in (("pages", "tables"), ("former_pages", "tables"), ("former_pages", "rows")):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("PRAGMA user_version = 6")
    with Store.open(tmp_path) as store:
        assert store.document(item.document.source) == before
        assert store.pages.corrected_words(item.document.source) == ()
        assert store.ledger.revision == 0
