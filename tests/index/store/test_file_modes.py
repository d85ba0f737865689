"""The files of a store are for their owner alone: M14 of the security audit."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store.store import Store
from tests.conftest import Parc


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.lstat().st_mode)) for path in [folder, *folder.rglob("*")]
    }


def wanted(folder: Path) -> dict[str, str]:
    return {name: "0o700" if (folder / name).is_dir() else "0o600" for name in modes(folder)}


def test_m14_all_that_ingestion_leaves_is_for_its_owner_alone(parc: Parc, tmp_path: Path) -> None:
    document = tmp_path / "ke-hoach.txt"
    document.write_text("KẾ HOẠCH\nCải cách hành chính tỉnh Hà Nam năm 2020\n- Sở Y tế chủ trì.\n", encoding="utf-8")
    store = tmp_path / "var" / "store"
    assert parc("ingest", document, "--store", store).code == 0
    assert len(modes(store)) > 10
    assert modes(store) == wanted(store)


def test_m14_a_store_that_stood_open_is_closed_when_it_is_opened(small_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(small_store, store)
    for path in [store, *store.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    with Store.open(store) as opened:
        assert modes(store) == wanted(store)
        opened.append_audit("{}")
        assert modes(store) == wanted(store)  # the write-ahead log too


def test_m14_what_others_put_beside_the_store_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "bao-cao").mkdir(mode=0o755)
    (tmp_path / "bao-cao" / "a.sh").write_text("", encoding="utf-8")
    (tmp_path / "bao-cao" / "a.sh").chmod(0o755)
    Store.open(tmp_path).close()
    assert modes(tmp_path)["bao-cao"] == "0o755"
    assert modes(tmp_path)["bao-cao/a.sh"] == "0o755"
    assert modes(tmp_path)["parc.sqlite"] == "0o600"
