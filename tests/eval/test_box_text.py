from pathlib import Path

import pypdfium2 as pdfium
import pytest

from eval.benchmarks.box_text import letters_inside, squeezed
from ingest.documents import Span
from ingest.readers import read
from parc_search.citing.citations import boxes_of
from tests.ingest.readers.pdf.test_reader import make_pdf, show, written


def boxes_and_letters(path: Path, quote: str) -> tuple[int, str]:
    """How many boxes the quote has, and the letters inside them."""
    document = read(path)
    start = document.text.index(quote)
    boxes = boxes_of(document.pages, Span(start=start, end=start + len(quote)))
    with pdfium.PdfDocument(path) as pdf:
        return len(boxes), squeezed(letters_inside(pdf, boxes))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", ["0 0 200 100", "10 15 190 95"])
def test_the_boxes_of_two_lines_hold_the_quote_alone(tmp_path: Path, rotate: int, crop: str) -> None:
    lines = " ".join([show("AA bb", y=80), show("cc AA bb", y=60), show("BB cc", y=40)])
    path = written(tmp_path, make_pdf(lines, rotate=rotate, crop=crop))
    text = read(path).text
    start, end = text.index("bb"), text.index("AA bb\nBB") + 2
    count, letters = boxes_and_letters(path, text[start:end])
    assert (count, letters) == (2, "bbccAA")


def test_a_quote_over_a_page_break_has_boxes_on_both_pages(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf(show("AA bb"), show("cc AA")))
    assert boxes_and_letters(path, "bb\fcc") == (2, "bbcc")


def test_words_far_apart_on_a_line_have_boxes_of_their_own(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf(show("AA", x=20) + " " + show("bb", x=120)))
    quote = read(path).text
    assert boxes_and_letters(path, quote) == (2, "AAbb")


@pytest.mark.parametrize(("matrix", "place"), [("0 1 -1 0", "100 20"), ("0 -1 1 0", "100 80")])
def test_a_line_that_is_printed_sideways_is_read_and_has_one_box(tmp_path: Path, matrix: str, place: str) -> None:
    path = written(tmp_path, make_pdf(f"BT /F1 10 Tf {matrix} {place} Tm (Ab Bc) Tj ET"))
    assert read(path).text == "Ab Bc"
    assert boxes_and_letters(path, "Ab Bc") == (1, "AbBc")


def test_letters_of_one_word_that_are_drawn_apart_stay_one_word(tmp_path: Path) -> None:
    # Three letters of a word as three texts, the middle one set 2 points higher, as a letter of another font may be.
    pieces = " ".join([show("A", x=20), show("B", x=27, y=72), show("b", x=34)])
    assert read(written(tmp_path, make_pdf(pieces))).text == "ABb"
