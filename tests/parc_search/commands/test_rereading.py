"""`reread` shows the difference, stores only what was confirmed, and goes back."""

import json
from pathlib import Path

import pytest
from PIL import Image

from index.store.store import Store
from parc_search.search import ParcSearch
from tests.conftest import Parc
from tests.parc_search.documents.test_rereading import CLEAR, FIRST, NAME, POOR, Engine


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of a scan of two pages, whose second page reads clearly from now on."""
    sheets = [Image.new("L", (60, 80), 255) for _ in range(2)]
    sheets[0].save(tmp_path / NAME, save_all=True, append_images=sheets[1:], dpi=(200, 200))
    with monkeypatch.context() as reading:
        reading.setattr("parc_search.documents.ingest_batch.installed_tesseract", lambda: Engine(texts=[FIRST, POOR]))
        with ParcSearch.open(tmp_path / "kho") as opened:
            assert opened.ingest([tmp_path / NAME], workers=1).added == (NAME,)
    monkeypatch.setattr("parc_search.search.installed_tesseract", lambda: Engine(texts=[CLEAR]))
    monkeypatch.setattr("parc_search.search.installed_second_reader", lambda: None)
    return tmp_path / "kho"


def text_of(folder: Path) -> str:
    with Store.open(folder) as store:
        return store.source_text(NAME)


def test_a_preview_tells_each_place_and_stores_nothing(parc: Parc, store: Path) -> None:
    ended = parc("reread", NAME, "--page", "2", "--preview", "--store", store)
    assert ended.code == 0
    assert "1. Tai → Tài (3 lần đọc, 95%): lấy chữ mới" in ended.out
    assert "Chưa lưu gì" in ended.out
    assert text_of(store) == f"{FIRST}\f{POOR}"
    rows = json.loads(parc("reread", NAME, "--page", "2", "--preview", "--json", "--store", store).out)
    assert [(row["n"], row["was"], row["now"], row["takes_new"]) for row in rows[:2]] == [
        (1, "Tai", "Tài", True),
        (2, "ch", "chính", True),
    ]


def test_without_a_yes_nothing_is_stored_and_with_it_what_was_chosen(parc: Parc, store: Path) -> None:
    refused = parc("reread", NAME, "--page", "2", "--store", store, input="n\n")
    assert (refused.code, text_of(store)) == (0, f"{FIRST}\f{POOR}")
    asked = ("reread", NAME, "--page", "2", "--store", store)
    assert parc(*asked, "--leave", "1", "--yes").code == 0
    assert text_of(store) == f"{FIRST}\f{CLEAR.replace('Tài', 'Tai')}"
    assert parc(*asked, "--keep", "old", "--take", "1", "--yes").code == 0
    assert text_of(store) == f"{FIRST}\f{CLEAR.replace('Tài', 'Tai')}"
    assert parc(*asked, "--keep", "new", "--yes").code == 0
    assert text_of(store) == f"{FIRST}\f{CLEAR}"
    for expected in (CLEAR.replace("Tài", "Tai"), POOR):
        assert parc(*asked, "--undo").code == 0
        assert text_of(store) == f"{FIRST}\f{expected}"
    gone = parc(*asked, "--undo")
    assert (gone.code, "chưa có bản đọc nào trước đó" in gone.err) == (2, True)


def test_a_place_that_is_not_there_is_a_wrong_call(parc: Parc, store: Path) -> None:
    ended = parc("reread", NAME, "--page", "2", "--take", "99", "--yes", "--store", store)
    assert (ended.code, text_of(store)) == (2, f"{FIRST}\f{POOR}")
    assert "đánh số từ 1" in ended.err
