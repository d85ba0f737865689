"""Which text of a PDF page is seen, and which digits of it are raised."""

from pathlib import Path

import pytest

from ingest.readers import read
from tests.ingest.readers.pdf.test_reader import make_pdf, show, written

SEEN = show("Seen line", y=80)
DARK = "0 0 0 rg 10 30 150 30 re f 1 1 1 rg "


def text_of(tmp_path: Path, content: str) -> str:
    return read(written(tmp_path, make_pdf(content))).text


@pytest.mark.parametrize(
    "hidden",
    [
        "BT 1 g /F1 12 Tf 20 40 Td (Hidden) Tj ET",
        "BT 3 Tr /F1 12 Tf 20 40 Td (Hidden) Tj ET",
        "BT /F1 12 Tf 20 -40 Td (Hidden) Tj ET",
        "BT /F1 0.4 Tf 20 40 Td (Hidden) Tj ET",
    ],
    ids=["white on white", "invisible", "off the page", "tiny"],
)
def test_text_that_the_page_does_not_show_is_no_text(tmp_path: Path, hidden: str) -> None:
    assert text_of(tmp_path, f"{SEEN} {hidden}").strip() == "Seen line"


def test_white_text_on_a_dark_ground_is_text(tmp_path: Path) -> None:
    assert "Table head" in text_of(tmp_path, f"{DARK} BT /F1 12 Tf 20 40 Td (Table head) Tj ET")


def test_a_raised_figure_is_no_digit_of_the_number_before_it_and_ends_no_line(tmp_path: Path) -> None:
    content = "BT /F1 12 Tf 10 50 Td (850) Tj 5 Ts /F1 7 Tf (2) Tj 0 Ts /F1 12 Tf ( files) Tj ET"
    assert text_of(tmp_path, content).strip() == "850² files"


def test_a_lowered_figure_stays_a_digit(tmp_path: Path) -> None:
    content = "BT /F1 12 Tf 10 50 Td (CO) Tj -2 Ts /F1 7 Tf (2) Tj ET"
    assert "²" not in text_of(tmp_path, content)


def test_a_figure_of_its_own_is_no_mark_where_its_letters_are_smaller(tmp_path: Path) -> None:
    content = "BT /F1 12 Tf 10 50 Td (day ) Tj 5 Ts /F1 7 Tf (30) Tj ET"
    assert text_of(tmp_path, content).strip() == "day 30"
