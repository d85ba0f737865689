"""A page read again at someone's word, with an engine that reads another text at each size of the picture."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from ingest.documents import BROKEN, LAYER, OCR, UNREAD, Span, Table
from ingest.errors import UnreadableFile, UsageError
from ingest.ocr.multi_scale import SIZES, PageVersion, read_again, version_of, with_tables, with_version
from ingest.ocr.ocr_words import Word
from ingest.ocr.tesseract import PageNotRead
from tests.ingest.ocr.test_page_ocr import BAD, CLEAN, scan, told

SHORT = "Sở Nội vụ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """An engine that reads one text after the other, and fails where there is none."""

    texts: list[str | None]

    def words(self, image: Image.Image, *, dpi: int) -> tuple[Word, ...]:
        text = self.texts.pop(0)
        if text is None:
            raise PageNotRead("hỏng")
        return tuple(
            Word(text=word.strip("?"), confidence=50 if "?" in word else 95, left=1, top=1, right=2, bottom=2, line=0)
            for word in text.split()
        )

    def quarter_turns(self, image: Image.Image, *, dpi: int) -> int:
        return 0


def test_the_best_of_all_sizes_takes_the_place_of_a_worse_text_and_later_places_move(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("Trang một", LAYER), (BAD, OCR), ("Trang ba", LAYER))
    heard: list[tuple[int, int]] = []
    now = read_again(document, 2, path, Sizes(texts=[SHORT, CLEAN, BAD]), tell=lambda *said: heard.append(said))
    assert (now.text, now.page.read_by, now.page.other_reading) == (CLEAN, OCR, BAD)
    assert heard == [(0, 3), (1, 3), (2, 3)] and len(SIZES) == 3
    reread = with_version(document, now)
    assert told(reread) == [("Trang một", LAYER, None), (CLEAN, OCR, BAD), ("Trang ba", LAYER, None)]
    assert reread.text == f"Trang một\f{CLEAN}\fTrang ba"
    assert reread.pages[1].char_boxes is not None and reread.pages[1].char_boxes.shape == (len(CLEAN), 4)


def test_of_two_readings_of_the_same_words_the_one_with_fewer_doubts_is_better(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("", UNREAD))
    doubtful = CLEAN.replace("vụ", "vụ?").replace("hiện", "hiện?")
    now = read_again(
        document, 1, path, Sizes(texts=[doubtful, CLEAN.replace("vụ", "vụ?"), None]), tell=lambda done, total: None
    )
    assert now.page.doubts == (Span(start=CLEAN.index("vụ"), end=CLEAN.index("vụ") + 2),)


def test_a_text_that_reads_better_than_its_picture_stays_and_no_longer_waits(tmp_path: Path) -> None:
    path, document = scan(tmp_path, (CLEAN, BROKEN))
    now = read_again(document, 1, path, Sizes(texts=[BAD, SHORT, None]), tell=lambda done, total: None)
    assert (now.text, now.page.read_by, now.page.other_reading) == (CLEAN, LAYER, BAD)


def test_a_page_that_no_size_can_read_is_an_error_in_one_line(tmp_path: Path) -> None:
    path, document = scan(tmp_path, (BAD, OCR))
    with pytest.raises(UnreadableFile, match=r"Không đọc được ảnh của trang 1 trong tệp 'a\.tiff'"):
        read_again(document, 1, path, Sizes(texts=[None, None, None]), tell=lambda done, total: None)


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    _, document = scan(tmp_path, (BAD, OCR))
    with pytest.raises(UsageError, match="không có trang 7"):
        version_of(document, 7)


def test_a_version_taken_out_and_put_back_changes_nothing(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("Trang một", LAYER), ("", UNREAD), ("Trang ba", LAYER))
    now = read_again(document, 2, path, Sizes(texts=[CLEAN.replace("vụ", "vụ?")] * 3), tell=lambda done, total: None)
    reread = with_version(document, now)
    for page in (1, 2, 3):
        assert with_version(reread, version_of(reread, page)) == reread
    assert with_version(reread, version_of(document, 2)) == document


def test_tables_come_back_from_the_file_where_the_text_is_still_its_own(tmp_path: Path) -> None:
    _, stored = scan(tmp_path, ("Trang một", LAYER), (CLEAN, OCR))
    table = Table(cells=())
    changed = with_version(stored, PageVersion(text=BAD, page=version_of(stored, 2).page))
    fresh = replace(changed, pages=tuple(replace(page, tables=(table,)) for page in changed.pages))
    assert [page.tables for page in with_tables(stored, fresh).pages] == [(table,), ()]
