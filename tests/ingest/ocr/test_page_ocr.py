"""Which reading of a page wins, with an engine that reads from a list instead of from the picture."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from ingest.documents import BROKEN, FAILED, LAYER, OCR, UNREAD, Page, SourceDocument, Span
from ingest.ocr.batch import read_pictures
from ingest.ocr.ocr_words import Word
from ingest.ocr.page_ocr import Rereader
from ingest.ocr.tesseract import PageNotRead, Tesseract
from ingest.quality import read_quality

CLEAN = "Sở Nội vụ chủ trì thực hiện kế hoạch cải cách hành chính"
BAD = "So Noi vu chu tri thirc hien ke hoach cai each hanh chinh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Tesseract):
    """An engine that reads the same text on every picture, and counts how often it was asked."""

    text: str | None
    error: type[Exception] = PageNotRead
    asked: list[int] = field(default_factory=list)

    def words(self, image: Image.Image, *, dpi: int, is_block: bool = False, timeout_s: float = 1) -> tuple[Word, ...]:
        self.asked.append(dpi)
        if self.text is None:
            raise self.error("hỏng")
        return tuple(
            Word(text=text, confidence=50 if text == "vụ" else 95, left=10, top=10, right=20, bottom=20, line=0)
            for text in self.text.split()
        )

    def quarter_turns(self, image: Image.Image, *, dpi: int, timeout_s: float = 1) -> int:
        return 0


def reading(text: str | None, folder: Path) -> Rereader:
    return Rereader(engine=Reading(program="", version="1", text=text), folder=folder / "pages")


def asked(rereader: Rereader) -> int:
    assert isinstance(rereader.engine, Reading)
    return len(rereader.engine.asked)


def scan(folder: Path, *texts_and_states: tuple[str, str]) -> tuple[Path, SourceDocument]:
    """A file of white pictures, and a document of it whose pages have these layers and states."""
    path = folder / "a.tiff"
    sheets = [Image.new("L", (60, 80), 255) for _ in texts_and_states]
    sheets[0].save(path, save_all=True, append_images=sheets[1:], dpi=(200, 200))
    pages: list[Page] = []
    for number, (text, state) in enumerate(texts_and_states, start=1):
        at = pages[-1].end + 1 if pages else 0
        place = {"page_no": number, "start": at, "end": at + len(text)}
        pages.append(Page(**place, quality=read_quality(text), width_pt=21.6, height_pt=28.8, read_by=state))  # type: ignore[arg-type]
    document = SourceDocument(
        source="a.tiff",
        content_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
        media_type="image/tiff",
        text="\f".join(text for text, _ in texts_and_states),
        pages=tuple(pages),
    )
    return path, document


def told(document: SourceDocument) -> Sequence[tuple[str, str, str | None]]:
    return [(document.text[page.start : page.end], page.read_by, page.other_reading) for page in document.pages]


def test_only_pages_that_wait_are_read_and_offsets_follow(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("Trang một", LAYER), ("", UNREAD), ("Trang ba", LAYER))
    rereader = reading(CLEAN, tmp_path)
    reread = rereader.reread(document, path)
    assert told(reread) == [("Trang một", LAYER, None), (CLEAN, OCR, None), ("Trang ba", LAYER, None)]
    assert asked(rereader) == 1
    assert reread.text == f"Trang một\f{CLEAN}\fTrang ba"
    assert reread.pages[1].doubts == (Span(start=17, end=19),)
    assert reread.text[17:19] == "vụ"
    assert reread.pages[1].char_boxes is not None and reread.pages[1].char_boxes.shape == (len(CLEAN), 4)


@pytest.mark.parametrize(
    ("layer", "picture", "expected"),
    [(BAD, CLEAN, (CLEAN, OCR, BAD)), (CLEAN, BAD, (CLEAN, LAYER, BAD)), (CLEAN, "", (CLEAN, LAYER, ""))],
    ids=["the layer is worse", "the picture is worse", "the picture is blank"],
)
def test_the_better_reading_is_the_text_and_the_other_is_kept(
    layer: str, picture: str, expected: tuple[str, str, str], tmp_path: Path
) -> None:
    path, document = scan(tmp_path, (layer, BROKEN))
    assert told(reading(picture, tmp_path).reread(document, path)) == [expected]


def test_a_page_that_cannot_be_read_keeps_its_layer_and_stops_nothing(tmp_path: Path) -> None:
    path, document = scan(tmp_path, (BAD, BROKEN), ("Trang hai", LAYER))
    assert told(reading(None, tmp_path).reread(document, path)) == [(BAD, FAILED, None), ("Trang hai", LAYER, None)]


def test_a_page_that_takes_too_long_goes_on_waiting(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("", UNREAD), (BAD, BROKEN))
    slow = Rereader(engine=Reading(program="", version="1", text=None, error=TimeoutError), folder=tmp_path / "pages")
    assert told(slow.reread(document, path)) == [("", UNREAD, None), (BAD, BROKEN, None)]


def test_pages_read_before_a_kill_are_not_read_again(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("", UNREAD), ("", UNREAD))
    before = reading(CLEAN, tmp_path)
    heard: list[tuple[str, int, int]] = []
    read_pictures([path], before, workers=1, heard=lambda file, done, total: heard.append((file.name, done, total)))
    assert heard == [("a.tiff", 0, 2), ("a.tiff", 1, 2), ("a.tiff", 2, 2)]
    after = reading("khác", tmp_path)
    assert [text for text, _, _ in told(after.reread(document, path))] == [CLEAN, CLEAN]
    assert asked(after) == 0
    after.forget(document)
    assert [text for text, _, _ in told(after.reread(document, path))] == ["khác", "khác"]


def test_a_page_that_fails_in_a_batch_is_passed_over(tmp_path: Path) -> None:
    path, _ = scan(tmp_path, ("", UNREAD))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 cut")
    heard: list[int] = []
    read_pictures(
        [tmp_path / "b.pdf", path], reading(None, tmp_path), workers=1, heard=lambda *told: heard.append(told[1])
    )
    assert heard == [0, 1]
