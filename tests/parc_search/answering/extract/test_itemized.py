"""A list whose items are passages below the words that lead into it, end to end over a small store."""

from collections.abc import Iterator

import pytest

from index.build import Index
from parc_search.answering.extract import CandidateAnswer
from parc_search.answering.extract.itemized import itemized
from parc_search.ranking.match import subject_of
from parc_search.search import ParcSearch
from parc_search.settings import Settings
from tests.index.hashing import HashingEncoder

RULE = """ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 31/2025/QĐ-UBND\tHòa Bình, ngày 24 tháng 3 năm 2025
QUYẾT ĐỊNH
Ban hành Quy chế quản lý kho lưu trữ tỉnh Hòa Bình
ỦY BAN NHÂN DÂN TỈNH QUYẾT ĐỊNH:
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc quản lý kho lưu trữ của các cơ quan, đơn vị thuộc tỉnh và việc khai thác tài liệu trong kho.
Điều 2. Hồ sơ đề nghị khai thác tài liệu lưu trữ quý hiếm gồm:
1. Đơn đề nghị khai thác theo mẫu ban hành kèm theo Quy chế này, có xác nhận của cơ quan nơi người đề nghị công tác.
2. Bản sao giấy tờ tùy thân còn giá trị sử dụng của người đề nghị khai thác, kèm bản chính để đối chiếu tại chỗ.
3. Văn bản cam kết giữ gìn nguyên vẹn tài liệu, chịu trách nhiệm bồi thường khi tài liệu bị hư hỏng hoặc thất lạc.
Điều 3. Tổ chức thực hiện
Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./.
"""
LEAD = "Hồ sơ đề nghị khai thác tài liệu lưu trữ quý hiếm"
ITEMS = ("Đơn đề nghị khai thác theo mẫu", "Bản sao giấy tờ tùy thân", "Văn bản cam kết giữ gìn")


@pytest.fixture(scope="module")
def parc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ParcSearch]:
    folder = tmp_path_factory.mktemp("parc")
    (folder / "rule.txt").write_text(RULE, encoding="utf-8")
    index = Index.open(folder / "store", HashingEncoder())
    with ParcSearch(index, Settings(store=folder / "store")) as search:
        search.ingest([folder / "rule.txt"])
        yield search


def found_at(parc: ParcSearch, opening: str) -> CandidateAnswer | None:
    library = parc.library
    passage = next(one for one in library.passages.values() if opening in one.reading)
    return itemized(passage, subject_of(parc.understand(f"{LEAD} gồm những gì?"), library), library)


@pytest.mark.parametrize("opening", [LEAD, ITEMS[0], ITEMS[2]])
def test_every_item_stands_in_the_answer_and_is_cited(parc: ParcSearch, opening: str) -> None:
    found = found_at(parc, opening)
    assert found is not None
    assert all(value.startswith(item) for value, item in zip(found.values, ITEMS, strict=True))
    reading = parc.library.document("rule.txt").reading.text
    assert all(item in reading[span.start : span.end] for span, item in zip(found.spans, ITEMS, strict=True))


def test_what_is_under_no_such_lead_is_no_list(parc: ParcSearch) -> None:
    assert found_at(parc, "Chánh Văn phòng") is None
