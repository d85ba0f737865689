"""A process that is killed while it reads scans leaves the store as it was; the next one reads only what is missing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from eval.datasets.synthetic_pages import DPI, FONTS, print_page
from ingest.ocr.tesseract import installed_tesseract
from tests.conftest import Parc, content_of

ROOT = Path(__file__).parent.parent
DEADLINE_S = 240
POLL_S = 0.01
PAGES = 4

pytestmark = [pytest.mark.ocr, pytest.mark.slow]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan of four short pages, each with words of its own."""
    font = next((font for font in FONTS if Path(font).exists()), None)
    assert font is not None, "apt-get install fonts-dejavu-core"
    sheets: list[Image.Image] = []
    for number in range(PAGES):
        page, _, _ = print_page([f"Trang {number + 1}. Sở Nội vụ chủ trì kiểm tra cải cách hành chính."], font)
        sheets.append(page.crop((0, 0, page.width, 400)))
    folder = tmp_path / "scans"
    folder.mkdir()
    sheets[0].save(folder / "quet.tif", save_all=True, append_images=sheets[1:], dpi=(DPI, DPI))
    return folder


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with a line for each page that Tesseract is given from now on."""
    program = shutil.which("tesseract")
    assert program is not None, "apt-get install tesseract-ocr tesseract-ocr-vie"
    log, wrapper = tmp_path / "calls", tmp_path / "bin" / "tesseract"
    wrapper.parent.mkdir()
    wrapper.write_text(
        f'#!/bin/sh\n[ "$1" = stdin ] && echo page >> "{log}"\nexec "{program}" "$@"\n', encoding="utf-8"
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")
    log.touch()
    installed_tesseract.cache_clear()  # so that this process, too, finds the wrapper
    yield log
    installed_tesseract.cache_clear()


def kept_pages(store: Path) -> int:
    return len(list((store / "pages").rglob("*.words")))


def ingest_killed_at(store: Path, folder: Path, *, pages: int) -> None:
    """Ingests the folder in a process that is killed as soon as so many pages are kept."""
    command = [sys.executable, "-m", "parc_search", "ingest", str(folder), "--store", str(store)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + DEADLINE_S
    while kept_pages(store) < pages:
        assert process.poll() is None, "the ingestion ended before it was killed"
        assert time.monotonic() < deadline, "the ingestion never came this far"
        time.sleep(POLL_S)
    process.kill()
    assert process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("pages", [0, 1, 3])
def test_pages_that_were_read_before_a_kill_are_not_read_again(
    pages: int, parc: Parc, small_store: Path, scan: Path, counted: Path, tmp_path: Path
) -> None:
    store = shutil.copytree(small_store, tmp_path / "store")
    before = content_of(store)
    ingest_killed_at(store, scan, pages=pages)
    assert content_of(store) == before
    assert parc("verify", "--store", store).code == 0

    time.sleep(1)  # the workers of the killed process end with it
    kept = kept_pages(store)
    counted.write_text("", encoding="utf-8")
    ended = parc("ingest", scan, "--store", store)
    assert ended.code == 0, ended.err
    assert len(counted.read_text(encoding="utf-8").splitlines()) == PAGES - kept
    text = parc("show", "quet.tif", "--store", store).out
    assert [page.split(".")[0] for page in text.split("\f")] == [f"Trang {number + 1}" for number in range(PAGES)]
    assert kept_pages(store) == 0
    assert parc("verify", "--store", store).code == 0
    names = [item["source"] for item in json.loads(parc("sources", "--json", "--store", store).out)]
    assert names == ["ke-hoach.txt", "quet.tif"]
