import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from ingest.documents import Document, Metadata, Page, Passage, SourceDocument
from ingest.layout.blocks import blocks_of
from ingest.layout.chunk import MAX_PASSAGE_CHARS, chunk, embedding_text
from ingest.pipeline import metadata, outline
from ingest.readers import read
from ingest.repaired_text import Edit, RepairedText
from tests.strategies import documents

CORPUS = Path("eval/corpus")
QUESTIONS = Path("eval/questions/dev.jsonl")


def document_of(raw: SourceDocument, reading: RepairedText | None = None) -> Document:
    reading = reading or RepairedText(raw.text)
    return Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))


def passages_of(text: str, *page_ends: int) -> list[Passage]:
    starts = [0, *(end + 1 for end in page_ends)]
    ends = [*page_ends, len(text)]
    pages = tuple(
        Page(page_no=number if page_ends else None, start=start, end=end, quality=0.5)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )
    raw = SourceDocument(source="a.txt", content_hash="0", media_type="text/plain", text=text, pages=pages)
    return list(chunk(document_of(raw)))


def uncovered(document: Document) -> str:
    """The visible characters that lie in no passage, no heading and no furniture."""
    text = document.raw.text
    covered = bytearray(len(text))
    spans = [(passage.start, passage.end) for passage in chunk(document)]
    kinds = ("heading", "furniture")
    spans += [(block.start, block.end) for block in blocks_of(document.raw, document.reading) if block.kind in kinds]
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return "".join(character for character, seen in zip(text, covered, strict=True) if not seen and character.strip())


@pytest.fixture(scope="module")
def samples() -> dict[str, Document]:
    return {path.name: document_of(read(path)) for path in sorted(CORPUS.glob("*.txt"))}


def test_passages_are_verbatim_short_and_lose_nothing_of_the_samples(samples: dict[str, Document]) -> None:
    for document in samples.values():
        for passage in chunk(document):
            assert passage.text == document.raw.text[passage.start : passage.end] == passage.text.strip()
            assert 0 < len(passage.text) <= MAX_PASSAGE_CHARS
        assert uncovered(document) == ""


def test_passages_of_the_samples_meet_the_evidence_of_the_questions(samples: dict[str, Document]) -> None:
    spans = {name: [(p.start, p.end) for p in chunk(document)] for name, document in samples.items()}
    met, total = 0, 0
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        for evidence in json.loads(line)["evidence"]:
            first, last = evidence["char_start"], evidence["char_end"]
            shared = [(min(e, last) - max(s, first), min(e - s, last - first)) for s, e in spans[evidence["source"]]]
            met += any(overlap >= 0.5 * shorter for overlap, shorter in shared if overlap > 0)
            total += 1
    assert met / total >= 0.98


@given(documents())
def test_passages_of_any_text_are_verbatim_ordered_and_lose_nothing(text: str) -> None:
    page = Page(page_no=None, start=0, end=len(text), quality=0.5)
    raw = SourceDocument(source="a.txt", content_hash="0", media_type="text/plain", text=text, pages=(page,))
    reading = RepairedText(text)
    document = Document(raw=raw, reading=reading, metadata=Metadata(title="a"), outline=outline(raw, reading))
    passages = list(chunk(document))
    for passage in passages:
        assert passage.text == text[passage.start : passage.end] == passage.text.strip() != ""
        assert len(passage.text) <= MAX_PASSAGE_CHARS
    assert all(before.end <= after.start for before, after in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)
    assert uncovered(document) == ""


def test_each_bullet_is_a_passage_under_its_headings() -> None:
    text = "II. NHIỆM VỤ\n1. Cải cách thể chế\na) Chỉ tiêu\n- 100% văn bản đúng hạn.\n- 90% văn bản được rà soát.\n"
    assert [(passage.text, passage.path) for passage in passages_of(text)] == [
        ("- 100% văn bản đúng hạn.", ("NHIỆM VỤ", "Cải cách thể chế", "Chỉ tiêu")),
        ("- 90% văn bản được rà soát.", ("NHIỆM VỤ", "Cải cách thể chế", "Chỉ tiêu")),
    ]


def test_the_first_task_of_an_agency_is_quoted_with_its_name() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tư pháp:\n- Chủ trì rà soát văn bản.\n- Theo dõi thi hành pháp luật.\n"
    assert [passage.text for passage in passages_of(text)] == [
        "1. Sở Tư pháp:\n- Chủ trì rà soát văn bản.",
        "- Theo dõi thi hành pháp luật.",
    ]


def test_a_lead_in_opens_the_first_item_and_is_the_path_of_the_others() -> None:
    text = "I. MỤC TIÊU CHUNG\n\n- Nâng cao chất lượng, trong đó:\n\n+ Rà soát văn bản;\n\n+ Lấy ý kiến Nhân dân.\n"
    assert [(passage.text, passage.path) for passage in passages_of(text)] == [
        ("- Nâng cao chất lượng, trong đó:\n\n+ Rà soát văn bản;", ("MỤC TIÊU CHUNG",)),
        ("+ Lấy ý kiến Nhân dân.", ("MỤC TIÊU CHUNG", "Nâng cao chất lượng, trong đó:")),
    ]


def test_a_sentence_across_a_page_break_is_one_passage_and_its_reading_has_no_page_number() -> None:
    first = "- Tổ chức thực hiện có hiệu quả công tác cải cách hành chính của tỉnh và của các địa"
    second = "phương trong năm 2024 và những năm tiếp theo."
    text = f"{first}\f5\n{second}"
    (passage,) = passages_of(text, len(first))
    assert passage.text == text
    assert passage.reading == f"{first} {second}"
    assert passage.page_no == 1


def test_recipients_and_signature_are_no_passages() -> None:
    text = (
        "- Giao Sở Nội vụ theo dõi./.\n\nNơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nNguyễn Văn A\n"
    )
    assert [passage.text for passage in passages_of(text)] == ["- Giao Sở Nội vụ theo dõi./."]


def test_a_long_unit_is_cut_where_a_sentence_ends() -> None:
    sentence = "Các cơ quan tổ chức triển khai thực hiện nghiêm túc kế hoạch này trong năm. "
    text = "- " + sentence * 20
    passages = passages_of(text)
    assert len(passages) == 2
    assert all(passage.text.endswith("trong năm.") for passage in passages)


def test_the_reading_is_repaired_and_the_text_is_not() -> None:
    text = "- Cai cach the che.\n"
    edit = Edit(start=2, end=10, was="Cai cach", now="Cải cách", rule="test", confidence=1.0)
    page = Page(page_no=None, start=0, end=len(text), quality=0.5)
    raw = SourceDocument(source="a.txt", content_hash="0", media_type="text/plain", text=text, pages=(page,))
    (passage,) = chunk(document_of(raw, RepairedText(text, (edit,))))
    assert (passage.text, passage.reading) == ("- Cai cach the che.", "- Cải cách the che.")


def test_the_same_text_gives_the_same_ids_and_another_source_gives_others() -> None:
    first, second = passages_of("- một.\n- hai."), passages_of("- một.\n- hai.")
    assert [passage.id for passage in first] == [passage.id for passage in second]
    assert len({passage.id for passage in first}) == 2


def test_embedding_text_says_where_a_passage_stands() -> None:
    (passage,) = passages_of("I. MỤC TIÊU\n- 100% hồ sơ đúng hạn.\n")
    said = embedding_text(passage, Metadata(title="Kế hoạch", place=("Quảng Trị",), years=(2021, 2025)))
    assert said == "Kế hoạch. Quảng Trị. 2021–2025\nMỤC TIÊU\n- 100% hồ sơ đúng hạn."


def test_embedding_text_does_not_say_twice_what_the_title_says() -> None:
    (passage,) = passages_of("- 100% hồ sơ đúng hạn.\n")
    title = "Kế hoạch cải cách hành chính tỉnh Quảng Trị giai đoạn 2021 - 2025"
    said = embedding_text(passage, Metadata(title=title, place=("Quảng Trị",), years=(2021, 2025)))
    assert said == f"{title}\n- 100% hồ sơ đúng hạn."


def test_a_signature_without_recipients_is_no_passage() -> None:
    text = "Điều 3. Hiệu lực\nThông tư này có hiệu lực từ ngày ký./.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Thị Hà\n"
    assert [passage.text for passage in passages_of(text)] == ["Thông tư này có hiệu lực từ ngày ký./."]


def test_a_running_head_is_no_passage() -> None:
    pages = [f"BÁO CÁO NĂM 2024 - TỈNH A\n- Kết quả thứ {word} của công tác này." for word in ("một", "hai", "ba")]
    text = "\f".join(pages)
    ends = [len(pages[0]), len(pages[0]) + 1 + len(pages[1])]
    passages = passages_of(text, *ends)
    assert [(passage.page_no, passage.text[:14]) for passage in passages] == [
        (1, "- Kết quả thứ "),
        (2, "- Kết quả thứ "),
        (3, "- Kết quả thứ "),
    ]


def test_each_annex_is_a_section_and_its_flattened_table_is_cut_into_runs() -> None:
    rows = "".join(f"{n}\nRà soát văn bản số {n}\nSở Tư pháp\nNăm 2024\n" for n in range(1, 13))
    text = f"Điều 1. Kế hoạch này có hiệu lực từ ngày ký./.\n\nPhụ lục I\nDANH MỤC NHIỆM VỤ\n{rows}"
    cells = [passage for passage in passages_of(text) if passage.kind == "cells"]
    assert {passage.path for passage in cells} == {("DANH MỤC NHIỆM VỤ",)}
    assert all(passage.text.endswith("Năm 2024") for passage in cells)
    assert len(cells) > 1
