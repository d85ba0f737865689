"""Which pages of a PDF wait to be read from their pictures, and which are trusted."""

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.documents import BROKEN, LAYER, UNREAD
from ingest.readers import read

# Helvetica has no Vietnamese letters: a layer in it has lost its diacritics, as a bad OCR layer has.
LOST = "Ke hoach cai cach hanh chinh cua tinh, phap luat ve thu tuc va trach nhiem cua cac co quan. "


def make_pdf(text: str, picture: tuple[int, int, int, int] | None) -> bytes:
    """A PDF of one page, 600 by 800 points, with a text and a white picture in this box."""
    shown = " ".join(f"({text[at : at + 90]}) Tj 0 -12 Td" for at in range(0, len(text), 90))
    content = f"BT /F1 8 Tf 20 780 Td {shown} ET"
    if picture is not None:
        left, bottom, right, top = picture
        content += f" q {right - left} 0 0 {top - bottom} {left} {bottom} cm /Im1 Do Q"
    white = io.BytesIO()
    Image.new("L", (8, 8), 255).save(white, "JPEG")
    stream = white.getvalue()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 6 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode(),
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}"
    )
    return out + end.encode() + b"\n%%EOF\n"


WHOLE, FIFTH, CORNER = (0, 0, 600, 800), (0, 0, 600, 200), (0, 0, 60, 80)


@pytest.mark.parametrize(
    ("text", "picture", "state"),
    [
        ("", WHOLE, UNREAD),
        ("Signed by the office", WHOLE, UNREAD),
        ("CONG BAO 109", FIFTH, UNREAD),
        (LOST * 20, WHOLE, BROKEN),
        (LOST * 20, CORNER, LAYER),
        (LOST * 20, None, LAYER),
        ("", None, LAYER),
        ("CONG BAO 109", CORNER, LAYER),
    ],
    ids=[
        "a scan",
        "a scan with a stamp",
        "the last short page of a scan under a header",
        "a bad layer over a scan",
        "text with a logo",
        "text alone",
        "an empty page",
        "a title page with a logo",
    ],
)
def test_the_letters_and_the_pictures_decide(
    text: str, picture: tuple[int, int, int, int] | None, state: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf(text, picture))
    assert [page.read_by for page in read(path).pages] == [state]
