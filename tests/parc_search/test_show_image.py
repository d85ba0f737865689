"""`show --image` draws the pages of a quote, marked."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.store.store import Store
from parc_search.evidence.acts import acts, command_line_user
from tests.conftest import Parc

MARKED = (255, 232, 140)


@pytest.fixture(scope="module")
def store(parc: Parc, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a PDF whose one sentence runs from its first page to its second."""
    folder = tmp_path_factory.mktemp("show")
    canvas = Canvas(str(folder / "a.pdf"), pagesize=A4)
    for words in ("So Noi vu chu tri", "kiem tra cong vu"):
        canvas.drawString(100, 700, words)
        canvas.showPage()
    canvas.save()
    assert parc("ingest", folder / "a.pdf", "--store", folder / "store").code == 0
    return folder / "store"


def marked_rows(path: Path) -> list[int]:
    """The rows, in points, of the picture that hold the marker's colour."""
    with Image.open(path) as picture:
        page = np.asarray(picture.convert("RGB"))
    marked = np.flatnonzero((page == MARKED).all(axis=2).any(axis=1))
    return [round(row * A4[1] / len(page)) for row in marked.tolist()]


def test_a_quote_over_a_page_break_is_marked_on_both_pages(parc: Parc, store: Path, tmp_path: Path) -> None:
    text = parc("show", "a.pdf", "--store", store).out
    start, end = text.index("chu tri"), text.index(" cong vu")
    ended = parc("show", "a.pdf", "--image", tmp_path / "q.png", "--quote", f"{start}:{end}", "--store", store)
    assert (ended.code, ended.out.splitlines()) == (0, [str(tmp_path / "q-1.png"), str(tmp_path / "q-2.png")])
    for name in ("q-1.png", "q-2.png"):
        rows = marked_rows(tmp_path / name)
        assert rows and 125 <= rows[0] <= 140 and 140 <= rows[-1] <= 152  # the line of letters at 842 - 700


def test_a_page_is_drawn_alone_and_unmarked(parc: Parc, store: Path, tmp_path: Path) -> None:
    ended = parc("show", "a.pdf", "--page", "2", "--image", tmp_path / "p.png", "--store", store)
    assert (ended.code, ended.out.strip()) == (0, str(tmp_path / "p.png"))
    assert marked_rows(tmp_path / "p.png") == []


@pytest.mark.parametrize("quote", ["7", "9:3", "0:99999", "a:b"])
def test_a_quote_that_is_no_span_of_the_text_is_refused(quote: str, parc: Parc, store: Path, tmp_path: Path) -> None:
    ended = parc("show", "a.pdf", "--image", tmp_path / "p.png", "--quote", quote, "--store", store)
    assert ended.code == 1
    assert "char_start" in ended.err


def test_a_quote_of_another_page_is_refused(parc: Parc, store: Path, tmp_path: Path) -> None:
    ended = parc("show", "a.pdf", "--page", "2", "--image", tmp_path / "p.png", "--quote", "0:5", "--store", store)
    assert ended.code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_quote_needs_a_file_to_draw_into(parc: Parc, store: Path) -> None:
    assert parc("show", "a.pdf", "--quote", "0:5", "--store", store).code == 2


def test_a_text_has_no_pages_to_draw(parc: Parc, small_store: Path, tmp_path: Path) -> None:
    ended = parc("show", "ke-hoach.txt", "--image", tmp_path / "p.png", "--store", small_store)
    assert ended.code == 1
    assert "ke-hoach.txt" in ended.err


def test_a_picture_that_leaves_the_store_is_in_the_record(parc: Parc, store: Path, tmp_path: Path) -> None:
    assert parc("show", "a.pdf", "--page", "1", "--image", tmp_path / "p.png", "--store", store).code == 0
    with Store.open(store) as opened:
        act = acts(opened.audit_records())[-1]
    assert (act.act, act.what["what"], act.by, act.sources) == ("exported", "pictures", command_line_user(), ("a.pdf",))
