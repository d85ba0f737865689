import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.documents import UNREAD
from ingest.errors import FileTooLarge, UnreadableFile
from ingest.readers import image, read
from ingest.readers.image import picture_of_image, read_image


def packed(picture: Image.Image, form: str, **settings: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **settings)
    return buffer.getvalue()


def test_each_picture_of_a_file_is_an_unread_page(tmp_path: Path) -> None:
    sheets = [Image.new("1", (1654, 2339), 1), Image.new("L", (2339, 1654), 255)]
    path = tmp_path / "a.bin"
    path.write_bytes(packed(sheets[0], "TIFF", save_all=True, append_images=sheets[1:], dpi=(200, 200)))
    document = read(path)
    assert document.media_type == "image/tiff"
    assert document.text == "\f"
    assert [(page.page_no, page.start, page.end, page.read_by) for page in document.pages] == [
        (1, 0, 0, UNREAD),
        (2, 1, 1, UNREAD),
    ]
    assert [(round(page.width_pt or 0), round(page.height_pt or 0)) for page in document.pages] == [
        (595, 842),
        (842, 595),
    ]


@pytest.mark.parametrize(("form", "settings"), [("PNG", {}), ("JPEG", {"dpi": (72, 72)})])
def test_a_picture_without_a_scanners_resolution_is_a_sheet_of_a4(form: str, settings: dict[str, object]) -> None:
    _, pages = read_image(packed(Image.new("L", (1000, 1500), 255), form, **settings), "a")
    assert (pages[0].width_pt, pages[0].height_pt) == (595.0, 892.5)


def test_the_picture_stands_upright_and_is_large_enough_to_read(tmp_path: Path) -> None:
    lying = Image.new("L", (300, 200), 255)
    lying.putpixel((0, 0), 0)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: its left edge is the top
    path = tmp_path / "a.png"
    path.write_bytes(packed(lying, "PNG", exif=exif, dpi=(150, 150)))
    (page,) = read(path).pages
    assert (page.width_pt, page.height_pt) == (pytest.approx(96, abs=0.1), pytest.approx(144, abs=0.1))
    picture = picture_of_image(path, 1, 300)
    assert picture.size == (400, 600)
    darkest = min(range(400 * 600), key=picture.convert("L").tobytes().__getitem__)
    assert darkest % 400 >= 396 and darkest // 400 <= 3  # the upper left corner has become the upper right


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_cut_picture_is_refused(form: str) -> None:
    content = packed(Image.effect_noise((300, 300), 50), form)
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        read_image(content[: len(content) // 2], "a.jpg")


def test_a_picture_larger_than_any_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "_MOST_PIXELS", 100)
    with pytest.raises(FileTooLarge, match="điểm ảnh"):
        read_image(packed(Image.new("1", (20, 20)), "PNG"), "a.png")
