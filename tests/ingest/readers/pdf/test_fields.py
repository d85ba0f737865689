"""Values of a PDF form are text at their place."""

from pathlib import Path

import pytest

from ingest.readers import read
from tests.ingest.readers.pdf.test_reader import make_pdf, show, written


def form(value: str, *, flags: int = 4, more: str = "") -> bytes:
    """A page with a label and a field beside it whose look is not stored."""
    content = make_pdf(show("Lead:", y=70) + " " + show("Below", y=30))
    widget = f"/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V ({value}) /F {flags} {more} "
    return content.replace(b"/Rotate 0", f"/Rotate 0 {widget} /Rect [60 68 180 80] >>]".encode())


def test_a_typed_value_stands_behind_its_label_and_in_its_field(tmp_path: Path) -> None:
    document = read(written(tmp_path, form("Dept 7")))
    assert document.text == "Lead: Dept 7\nBelow"
    boxes = document.pages[0].char_boxes
    assert boxes is not None
    assert boxes[6].tolist() == [60.0, 20.0, 80.0, 32.0]
    assert boxes[11].tolist() == [160.0, 20.0, 180.0, 32.0]


@pytest.mark.parametrize(("flags", "more"), [(6, ""), (36, ""), (4, "/Ff 8192")], ids=["hidden", "no view", "password"])
def test_a_value_that_is_not_shown_is_no_text(tmp_path: Path, flags: int, more: str) -> None:
    assert read(written(tmp_path, form("Dept 7", flags=flags, more=more))).text == "Lead:\nBelow"
