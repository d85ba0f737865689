"""A store that was there is never silently made anew; a new place simply gets one."""

import shutil
from pathlib import Path

import pytest

from index.store.marker import marker_path
from index.store.store import STORE_FILE, Store
from ingest.errors import StoreGone
from parc_search import messages
from parc_search.doctor import examine
from parc_search.settings import Settings
from tests.conftest import DECISION, Parc
from tests.index.made import plain_item


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "kho") as store:
        store.put(plain_item("Sở Nội vụ chủ trì."))
    return tmp_path / "kho"


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def cut_to_nothing(folder: Path) -> None:
    (folder / STORE_FILE).write_bytes(b"")


def without_its_file(folder: Path) -> None:
    marker_path(folder).unlink()
    (folder / "originals").mkdir(exist_ok=True)
    (folder / STORE_FILE).unlink()


@pytest.mark.parametrize("lose", [shutil.rmtree, emptied, cut_to_nothing, without_its_file])
@pytest.mark.parametrize("create", [True, False])
def test_a_store_that_is_gone_is_an_error_with_the_way_back(folder: Path, lose: object, create: bool) -> None:
    assert callable(lose)
    lose(folder)
    before = sorted(path.name for path in folder.parent.rglob("*"))
    with pytest.raises(StoreGone, match="bản sao lưu về đúng chỗ"):
        Store.open(folder, create=create)
    assert sorted(path.name for path in folder.parent.rglob("*")) == before
    remedies = [found.remedy for found in examine(Settings(store=folder)) if found.name == "store"]
    assert remedies == [messages.REMEDY_GONE]


def test_the_store_is_back_once_its_folder_is(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreGone):
        Store.open(folder)
    (tmp_path / "elsewhere").rename(folder)
    with Store.open(folder) as store:
        assert [stored.source for stored in store.sources()] == ["a.txt"]


def test_whoever_gives_a_place_up_on_purpose_takes_the_marker_away(folder: Path) -> None:
    shutil.rmtree(folder)
    marker_path(folder).unlink()
    with Store.open(folder) as store:
        assert store.sources() == ()


def test_ingest_makes_a_store_in_a_new_place_and_none_in_a_lost_one(parc: Parc, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DECISION, encoding="utf-8")
    assert parc("ingest", tmp_path / "a.txt", "--store", tmp_path / "kho").code == 0
    shutil.rmtree(tmp_path / "kho")
    ended = parc("ingest", tmp_path / "a.txt", "--store", tmp_path / "kho")
    assert (ended.code, "không có gì được tạo mới" in ended.err) == (1, True)
    assert not (tmp_path / "kho").exists()
