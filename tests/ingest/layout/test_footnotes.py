import numpy as np

from ingest.documents import Page, SourceDocument
from ingest.layout.blocks import blocks_of
from ingest.repaired_text import RepairedText

LETTER_WIDTH = 5.0


def blocks_with_heights(*lines: tuple[str, float]) -> list[str]:
    """The blocks of a page whose lines have letters of these heights in points."""
    text = "\n".join(words for words, _ in lines)
    boxes = np.full((len(text), 4), np.nan, dtype=np.float32)
    at = 0
    for number, (words, height) in enumerate(lines):
        for column, letter in enumerate(words):
            if not letter.isspace():
                left, bottom = column * LETTER_WIDTH, 20.0 * (number + 1)
                boxes[at + column] = left, bottom - height, left + LETTER_WIDTH, bottom
        at += len(words) + 1
    page = Page(page_no=1, start=0, end=len(text), quality=1.0, width_pt=595, height_pt=842, char_boxes=boxes)
    raw = SourceDocument(source="a.pdf", content_hash="0", media_type="application/pdf", text=text, pages=(page,))
    return [text[block.start : block.end] for block in blocks_of(raw, RepairedText(text))]


BODY = (
    ("Người sử dụng lao động có trách nhiệm bảo đảm an toàn, vệ sinh lao động1 tại", 9.0),
    ("nơi làm việc và các cơ sở có liên quan theo quy định của pháp luật.", 9.0),
    ("Người lao động chấp hành nội quy, quy trình bảo đảm an toàn, vệ sinh và không", 9.0),
)


def test_a_footnote_that_the_text_refers_to_is_a_block_of_its_own() -> None:
    note = (("1 Cụm từ này được sửa đổi theo Luật số 41/2024/QH15, có hiệu lực từ ngày", 7.0), ("01/7/2025.", 7.0))
    assert blocks_with_heights(*BODY, *note)[-1] == f"{note[0][0]}\n{note[1][0]}"


def test_small_lines_that_no_figure_of_the_text_refers_to_are_no_footnote() -> None:
    table = (("2 Tủ trung tâm báo cháy được kiểm định theo định kỳ hằng năm tại nơi lắp đặt và", 7.0), ("bộ", 7.0))
    blocks = blocks_with_heights(*BODY, *table)
    assert not any(block.startswith("2 Tủ") for block in blocks)
