"""A page read again at someone's word, with an engine that reads another text at each size of the picture."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.documents import BROKEN, LAYER, OCR, UNREAD, SourceDocument, Span, Table, TableCell
from ingest.errors import UnreadableFile, UsageError
from ingest.ocr.multi_scale import (
    SIZES,
    Choice,
    PageVersion,
    Proposal,
    chosen,
    default_choice,
    propose,
    version_of,
    with_tables,
    with_version,
)
from ingest.ocr.ocr_words import Word
from ingest.ocr.page_reader import Engine
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


class Plain:
    """A language that has the words of the clean text."""

    def knows(self, word: str) -> bool:
        return word in CLEAN.split()

    def log_chance(self, text: str) -> float:
        return 0.0


def read_again(document: SourceDocument, page_no: int, path: Path, engine: Engine) -> tuple[Proposal, PageVersion]:
    """What is proposed of a page, and the page if that is chosen."""
    proposal = propose(document, page_no, path, engine, language=Plain(), tell=lambda done, total: None)
    return proposal, chosen(version_of(document, page_no), proposal, default_choice(proposal))[0]


def test_a_page_that_was_hardly_read_is_new_as_a_whole_and_later_places_move(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("Trang một", LAYER), ("", UNREAD), ("Trang ba", LAYER))
    heard: list[tuple[int, int]] = []
    proposal = propose(
        document, 2, path, Sizes(texts=[SHORT, CLEAN, BAD]), language=Plain(), tell=lambda *said: heard.append(said)
    )
    assert heard == [(0, 3), (1, 3), (2, 3)] and len(SIZES) == 3
    assert proposal.is_whole
    now, _ = chosen(version_of(document, 2), proposal, default_choice(proposal))
    assert (now.text, now.page.read_by, now.page.other_reading) == (CLEAN, OCR, None)
    reread = with_version(document, now)
    assert told(reread) == [("Trang một", LAYER, None), (CLEAN, OCR, None), ("Trang ba", LAYER, None)]
    assert reread.text == f"Trang một\f{CLEAN}\fTrang ba"
    assert reread.pages[1].char_boxes is not None and reread.pages[1].char_boxes.shape == (len(CLEAN), 4)


def test_of_two_readings_of_the_same_words_the_one_with_fewer_doubts_is_better(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("", UNREAD))
    doubtful = CLEAN.replace("vụ", "vụ?").replace("hiện", "hiện?")
    _, now = read_again(document, 1, path, Sizes(texts=[doubtful, CLEAN.replace("vụ", "vụ?"), None]))
    assert now.page.doubts == (Span(start=CLEAN.index("vụ"), end=CLEAN.index("vụ") + 2),)


def test_a_text_that_reads_better_than_its_picture_stays(tmp_path: Path) -> None:
    path, document = scan(tmp_path, (CLEAN, BROKEN))
    proposal, now = read_again(document, 1, path, Sizes(texts=[BAD, SHORT, None]))
    assert not proposal.is_whole
    assert now.text == CLEAN


def test_one_word_gives_way_and_lines_boxes_and_cells_beside_it_stay(tmp_path: Path) -> None:
    was = CLEAN.replace("vụ", "vjụ", 1).replace(" ", "\n", 1)
    path, document = scan(tmp_path, (was, OCR))
    cells = tuple(
        TableCell(row=0, column=number, rows=1, columns=1, spans=(Span(start=at, end=at + len(word)),))
        for number, word in enumerate(("vjụ", was.split()[-1]))
        for at in (was.index(word),)
    )
    boxes = np.arange(4 * len(was), dtype=np.float32).reshape(-1, 4)
    page = replace(document.pages[0], tables=(Table(cells=cells),), char_boxes=boxes)
    document = replace(document, pages=(page,))
    _, now = read_again(document, 1, path, Sizes(texts=[CLEAN, CLEAN, CLEAN]))
    assert now.text == was.replace("vjụ", "vụ")
    (table,) = now.page.tables
    assert [cell.text_of(now.text) for cell in table.cells] == ["vụ", was.split()[-1]]
    assert now.page.char_boxes is not None
    at = was.index("vjụ")
    assert np.array_equal(now.page.char_boxes[:at], boxes[:at])
    assert np.array_equal(now.page.char_boxes[at + 2 :], boxes[at + 3 :])


def test_the_places_are_chosen_with_either_page_as_the_frame(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("một hai ba bốn", OCR))
    version = version_of(document, 1)
    proposal, _ = read_again(document, 1, path, Sizes(texts=["một hại ba\nbòn năm"] * 3))
    numbers = range(len(proposal.places))
    for is_whole in (False, True):
        every = chosen(version, proposal, Choice(takes=tuple(numbers), is_whole=is_whole))[0]
        none = chosen(version, proposal, Choice(takes=(), is_whole=is_whole))[0]
        assert (every.text.split(), none.text.split()) == (["một", "hại", "ba", "bòn", "năm"], version.text.split())
    first, stands = chosen(version, proposal, Choice(takes=(0,)), [Span(start=4, end=7), Span(start=8, end=10)])
    assert first.text == "một hại ba bốn"
    assert stands == (None, Span(start=8, end=10))


def test_a_page_that_no_size_can_read_is_an_error_in_one_line(tmp_path: Path) -> None:
    path, document = scan(tmp_path, (BAD, OCR))
    with pytest.raises(UnreadableFile, match=r"Không đọc được ảnh của trang 1 trong tệp 'a\.tiff'"):
        read_again(document, 1, path, Sizes(texts=[None, None, None]))


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    _, document = scan(tmp_path, (BAD, OCR))
    with pytest.raises(UsageError, match="không có trang 7"):
        version_of(document, 7)


def test_a_version_taken_out_and_put_back_changes_nothing(tmp_path: Path) -> None:
    path, document = scan(tmp_path, ("Trang một", LAYER), ("", UNREAD), ("Trang ba", LAYER))
    _, now = read_again(document, 2, path, Sizes(texts=[CLEAN.replace("vụ", "vụ?")] * 3))
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
