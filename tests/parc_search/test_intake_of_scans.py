"""Scans through the command line, with OCR and without."""

import json
from pathlib import Path

import pytest

from eval.datasets.synthetic_pages import DPI, FONTS, print_page
from parc_search.documents import ingest_batch
from tests.conftest import DECISION, Parc

LINE = "Sở Nội vụ chủ trì kiểm tra cải cách hành chính."


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    font = next((font for font in FONTS if Path(font).exists()), None)
    assert font is not None, "apt-get install fonts-dejavu-core"
    page, _, _ = print_page([LINE] * 3, font)
    folder = tmp_path / "scans"
    folder.mkdir()
    page.crop((0, 0, page.width, 450)).save(folder / "quet.png", dpi=(DPI, DPI))
    return folder


def test_without_ocr_a_scan_is_taken_in_and_the_line_to_type_is_said(
    scan: Path, parc: Parc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest_batch, "installed_tesseract", lambda: None)
    (scan / "ke-hoach.txt").write_text(DECISION, encoding="utf-8")
    ended = parc("ingest", scan, "--store", tmp_path / "store", "--json")
    assert ended.code == 0
    report = json.loads(ended.out)
    assert report["added"] == ["ke-hoach.txt", "quet.png"]
    assert report["documents"][1] == {
        "source": "quet.png",
        "pages": 1,
        "pages_reread": 0,
        "pages_doubtful": 0,
        "pages_unread": 1,
        "pages_failed": 0,
    }
    assert "sudo apt-get install tesseract-ocr tesseract-ocr-vie" in ended.err


@pytest.mark.ocr
@pytest.mark.slow
def test_a_scan_that_waited_is_read_once_there_is_ocr_and_then_left_alone(
    scan: Path, parc: Parc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    with monkeypatch.context() as without_ocr:
        without_ocr.setattr(ingest_batch, "installed_tesseract", lambda: None)
        parc("ingest", scan, "--store", store)
    assert parc("show", "quet.png", "--store", store).out == ""
    ended = parc("ingest", scan, "--store", store)
    assert ended.out.splitlines()[-1].split() == ["Tổng", "cộng", "1", "1", "0", "0", "0"]
    assert parc("show", "quet.png", "--store", store).out == "\n".join([LINE] * 3)
    assert list((store / "pages").rglob("*")) == []
    assert json.loads(parc("ingest", scan, "--store", store, "--json").out)["unchanged"] == ["quet.png"]
