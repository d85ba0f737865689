"""What people write about rows stands in tables of its own: added, never changed, gone and back with its document."""

from datetime import timedelta
from pathlib import Path

import pytest

from index.store.store import STORE_FILE, Store
from index.store.task_ledger import LedgerEntry, SavedView
from tests.index.made import plain_item

ENTRY = LedgerEntry(
    source="a.txt", key="k", kind="state", value="done", words="Kiểm tra", content_hash="h", by="an@tinh.gov.vn",
    at="2024-06-01T08:00:00+00:00",
)  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A store of one document, about a row of which one thing was written."""
    with Store.open(tmp_path) as store:
        store.put(plain_item("Kế hoạch."))
        store.ledger.append(ENTRY, '{"format": "thử"}')
    return tmp_path


def values(store: Store) -> list[str]:
    return [entry.value for entry in store.ledger.entries()]


def test_an_entry_is_kept_with_its_record_and_changes_no_document(written: Path) -> None:
    with Store.open(written) as store:
        revision = store.revision
        store.ledger.append(ENTRY, '{"format": "hai"}')
        assert values(store) == ["done", "done"]
        assert [entry.position for entry in store.ledger.entries()] == [1, 2]
        assert (store.revision, store.ledger.revision) == (revision, 2)
        assert [record.record for record in store.audit_records()] == ['{"format": "thử"}', '{"format": "hai"}']


def test_what_was_written_survives_a_reading_anew_and_an_undo_of_it(written: Path) -> None:
    with Store.open(written) as store:
        store.put(plain_item("Kế hoạch mới."), keep_former=True)
        store.ledger.append(ENTRY, "{}")
        assert values(store) == ["done", "done"]
        assert store.undo_remove() == "a.txt"
        assert values(store) == ["done", "done"]


def test_what_was_written_goes_with_its_document_and_comes_back_with_it(written: Path) -> None:
    with Store.open(written) as store:
        store.remove("a.txt")
        assert values(store) == []
        assert store.undo_remove() == "a.txt"
        assert values(store) == ["done"]
        store.remove("a.txt")
        store.drop_undo(older_than=timedelta(0))
    assert "Kiểm tra".encode() not in (written / STORE_FILE).read_bytes()


def test_what_is_written_outlives_another_opening(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(plain_item("Kế hoạch."))
        store.ledger.append(ENTRY, "{}")
    with Store.open(tmp_path) as store:
        assert values(store) == ["done"]


def test_a_view_is_kept_by_its_owner_under_its_name(tmp_path: Path) -> None:
    mine = SavedView(owner="an", screen="nhiem-vu", name="Của tôi", query="co-quan=S")
    with Store.open(tmp_path) as store:
        for view in (mine, SavedView(owner="an", screen="nhiem-vu", name="Của tôi", query="co-quan=T")):
            store.ledger.save_view(view)
        assert [view.query for view in store.ledger.views("an", "nhiem-vu")] == ["co-quan=T"]
        assert store.ledger.views("binh", "nhiem-vu") == ()
        assert store.ledger.views("an", "chi-tieu") == ()
        store.ledger.drop_view("an", "nhiem-vu", "Của tôi")
        assert store.ledger.views("an", "nhiem-vu") == ()
