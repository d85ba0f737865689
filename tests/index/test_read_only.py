"""A store that may only be read is read: with its caches, without them, and with changes still in its log."""

from pathlib import Path

import pytest

from index.build import Index
from index.check import check
from index.store.store import Store
from ingest.errors import StoreReadOnly
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item
from tests.index.readers import read_only

PLAN = plain_item("Sở Nội vụ chủ trì rà soát.\n\nSở Tài chính bố trí kinh phí.", "a.txt")
FIRST = PLAN.passages[0].id


def found(index: Index) -> tuple[list[str], list[str]]:
    words, vectors = index.search_lexical("chủ trì rà soát", 1), index.search_dense("Sở Nội vụ chủ trì rà soát.", 1)
    return [hit[0] for hit in words], [hit[0] for hit in vectors]


def test_a_read_only_store_answers_from_its_caches_and_is_sound(tmp_path: Path) -> None:
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        index.put([PLAN])
    encoder = HashingEncoder()
    with read_only(tmp_path / "store") as copy, Index.open(copy, encoder, create=False) as index:
        assert found(index) == ([FIRST], [FIRST])
        assert encoder.embedded == 0
        assert check(index.store) == []
        with pytest.raises(StoreReadOnly, match="Kho vẫn nguyên"):
            index.store.append_audit("{}")


def test_a_read_only_store_whose_indexes_are_behind_is_asked_from_memory(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.put(PLAN)
    with read_only(tmp_path / "store") as copy, Index.open(copy, HashingEncoder(), create=False) as index:
        assert found(index) == ([FIRST], [FIRST])
        assert [finding.code for finding in check(index.store)] == ["cache-damaged", "cache-damaged"]


def test_what_still_stands_in_the_log_of_a_read_only_store_is_read_too(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.put(PLAN)
        # copied while it is open: as a process that was killed leaves it
        (tmp_path / "store" / "parc.sqlite-shm").rename(tmp_path / "shm")
        with read_only(tmp_path / "store") as copy, Store.open(copy, create=False) as reader:
            assert [stored.source for stored in reader.sources()] == ["a.txt"]
        (tmp_path / "shm").rename(tmp_path / "store" / "parc.sqlite-shm")
