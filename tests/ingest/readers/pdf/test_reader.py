import io
from pathlib import Path

import numpy as np
import pypdf
import pytest

from ingest.errors import EncryptedFile, UnreadableFile
from ingest.readers import read
from tests.portfolios import portfolio_of

# Helvetica's advance widths in thousandths of the font size, from Adobe's core font metrics.
HELVETICA = {"A": 667, "B": 667, "b": 556, "c": 500}


def make_pdf(*contents: str, rotate: int = 0, crop: str = "0 0 200 100") -> bytes:
    """A PDF of pages 200 by 100 points, each with one content stream, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for content in contents:
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /CropBox [{crop}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}{trailer}".encode()


def show(text: str, x: int = 20, y: int = 70) -> str:
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET"


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    return path


def test_pages_are_joined_by_form_feeds_and_numbered_from_one(tmp_path: Path) -> None:
    document = read(written(tmp_path, make_pdf(show("A b"), "", show("cc"))))
    assert document.text == "A b\f\fcc"
    assert [(page.page_no, page.start, page.end) for page in document.pages] == [(1, 0, 3), (2, 4, 4), (3, 5, 7)]
    assert document.media_type == "application/pdf"


def test_lines_of_a_page_end_with_a_line_feed_alone(tmp_path: Path) -> None:
    document = read(written(tmp_path, make_pdf(show("A A", y=70) + " " + show("B B", y=40))))
    assert document.text == "A A\nB B"


def test_boxes_lie_where_the_characters_stand(tmp_path: Path) -> None:
    document = read(written(tmp_path, make_pdf(show("A Bb"))))
    page = document.pages[0]
    boxes = page.char_boxes
    assert boxes is not None
    assert boxes.shape == (4, 4)
    assert boxes.dtype == np.float32
    assert np.isnan(boxes[1]).all()
    advance = 20.0
    for index, character in ((0, "A"), (2, "B"), (3, "b")):
        if index == 2:
            advance += 2.78
        left, top, right, bottom = boxes[index]
        assert advance - 0.2 <= left < right <= advance + HELVETICA[character] / 100 + 0.2
        assert 20 < top < bottom <= 30.5  # the base line is 30 points under the top edge
        advance += HELVETICA[character] / 100


@pytest.mark.parametrize(
    ("rotate", "expected"),
    [(0, (20, 30)), (90, (70, 20)), (180, (180, 70)), (270, (30, 180))],
)
def test_boxes_turn_with_the_page(tmp_path: Path, rotate: int, expected: tuple[int, int]) -> None:
    # The start of the base line at (20, 70) from the bottom left, carried by hand to each rotation.
    page = read(written(tmp_path, make_pdf(show("A"), rotate=rotate))).pages[0]
    assert page.char_boxes is not None
    left, top, right, bottom = page.char_boxes[0]
    assert (page.width_pt, page.height_pt) == ((200, 100) if rotate % 180 == 0 else (100, 200))
    assert left - 1 <= expected[0] <= right + 1
    assert top - 1 <= expected[1] <= bottom + 1


def test_boxes_are_measured_from_the_cropped_corner(tmp_path: Path) -> None:
    whole = read(written(tmp_path, make_pdf(show("A")))).pages[0]
    cropped = read(written(tmp_path, make_pdf(show("A"), crop="10 0 200 90"))).pages[0]
    assert whole.char_boxes is not None and cropped.char_boxes is not None
    np.testing.assert_allclose(whole.char_boxes - cropped.char_boxes, [[10, 10, 10, 10]], atol=1e-3)


def test_a_page_without_text_is_kept_with_quality_0(tmp_path: Path) -> None:
    document = read(written(tmp_path, make_pdf("0 0 100 100 re f")))
    assert document.text == ""
    assert document.pages[0].quality == 0.0


def test_a_pdf_cut_in_half_is_refused(tmp_path: Path) -> None:
    content = make_pdf(show("A" * 200), show("B" * 200))
    with pytest.raises(UnreadableFile, match="cắt cụt"):
        read(written(tmp_path, content[: len(content) // 2]))


def test_rubbish_between_a_header_and_an_end_mark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        read(written(tmp_path, b"%PDF-1.4\n" + b"x" * 500 + b"\n%%EOF\n"))


@pytest.mark.parametrize(("password", "opens"), [("", True), ("mật", False)])
def test_only_a_password_that_must_be_typed_is_refused(tmp_path: Path, password: str, opens: bool) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(make_pdf(show("A b"))))
    writer.encrypt(user_password=password, owner_password="chủ", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    path = written(tmp_path, buffer.getvalue())
    if opens:
        assert read(path).text == "A b"
    else:
        with pytest.raises(EncryptedFile, match="mật khẩu"):
            read(path)


def test_reading_the_same_bytes_twice_gives_the_same_document(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf(show("A b"), show("c")))
    assert read(path) == read(path)


@pytest.mark.parametrize("is_collection", [False, True])
def test_the_pages_before_attached_files_are_read_alone(tmp_path: Path, is_collection: bool) -> None:
    content = portfolio_of([("a.txt", b"a")], pages=make_pdf(show("A")), is_collection=is_collection)
    assert read(written(tmp_path, content)).text == "A"
