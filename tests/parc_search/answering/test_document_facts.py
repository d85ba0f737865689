"""What a document says of itself, its articles and clauses, end to end over a small store: value, quote or reason."""

from collections.abc import Iterator

import pytest

from index.build import Index
from parc_search.search import ParcSearch
from parc_search.settings import Settings
from tests.index.hashing import HashingEncoder

RULE = """ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 31/2025/QĐ-UBND\tHòa Bình, ngày 24 tháng 3 năm 2025
QUYẾT ĐỊNH
Ban hành Quy chế quản lý kho lưu trữ tỉnh Hòa Bình
Căn cứ Luật Lưu trữ số 33/2024/QH15;
ỦY BAN NHÂN DÂN TỈNH QUYẾT ĐỊNH:
Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định việc quản lý kho lưu trữ.
2. Quy chế này không áp dụng cho hồ sơ mật.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành từ ngày 05 tháng 4 năm 2025 và thay thế Quyết định số 12/2019/QĐ-UBND \
ngày 09/5/2019 của Ủy ban nhân dân tỉnh.
Điều 3. Tổ chức thực hiện
Chánh Văn phòng Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Toàn
"""
PLAN = """ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 77/KH-UBND\tHòa Bình, ngày 02 tháng 01 năm 2024
KẾ HOẠCH
Số hóa hồ sơ lưu trữ năm 2024
I. MỤC TIÊU
- Số hóa 12 500 hồ sơ trong năm 2024.
"""


@pytest.fixture(scope="module")
def parc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ParcSearch]:
    folder = tmp_path_factory.mktemp("parc")
    for name, text in (("rule.txt", RULE), ("plan.txt", PLAN)):
        (folder / name).write_text(text, encoding="utf-8")
    index = Index.open(folder / "store", HashingEncoder())
    with ParcSearch(index, Settings(store=folder / "store")) as search:
        assert sorted(search.ingest([folder / "rule.txt", folder / "plan.txt"]).added) == ["plan.txt", "rule.txt"]
        yield search


@pytest.mark.parametrize(
    ("question", "answer", "quoted"),
    [
        ("Quyết định 31/2025/QĐ-UBND ai ký?", "Nguyễn Văn Toàn (Chủ tịch)", "Nguyễn Văn Toàn"),
        ("quyet dinh 31/2025 co hieu luc tu ngay nao", "05/4/2025", "ngày 05 tháng 4 năm 2025"),
        ("ngày ban hành kế hoạch 77 Hòa Bình", "02/01/2024", "ngày 02 tháng 01 năm 2024"),
        ("When was Decision 31/2025/QĐ-UBND issued?", "24/3/2025", "ngày 24 tháng 3 năm 2025"),
        ("Kế hoạch 77/KH-UBND do cơ quan nào ban hành?", "UBND tỉnh Hòa Bình", "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH"),
        ("Quyết định 31/2025/QĐ-UBND thay thế văn bản nào?", "Quyết định số 12/2019/QĐ-UBND", "12/2019/QĐ-UBND"),
        (
            "văn bản nào thay thế Quyết định 12/2019/QĐ-UBND",
            "Quyết định số 31/2025/QĐ-UBND ngày 24/3/2025",
            "thay thế Quyết định số 12/2019/QĐ-UBND",
        ),
        (
            "Quyết định 31/2025/QĐ-UBND có hiệu lực từ ngày nào và do ai ký?",
            "người ký: Nguyễn Văn Toàn (Chủ tịch); ngày có hiệu lực: 05/4/2025",
            "Nguyễn Văn Toàn",
        ),
        ("Năm 2024 số hóa bao nhiêu hồ sơ lưu trữ?", "12 500 hồ sơ", "12 500 hồ sơ"),
        # described by its text beyond its head; "(số 77)" apart from its kind; asked as people speak
        ("quyết định 31/2025/QĐ-UBND về quản lý kho, hồ sơ mật hiệu lực từ", "05/4/2025", "tháng 4 năm 2025"),
        ("Kế hoạch số hóa hồ sơ của Hòa Bình (số 77) ban hành hồi nào?", "02/01/2024", "tháng 01 năm 2024"),
        ("quy chế quản lý kho lưu trữ Hòa Bình do ai ký", "Nguyễn Văn Toàn (Chủ tịch)", "Nguyễn Văn Toàn"),
        (
            "khoản 2 Điều 1 Quyết định 31/2025/QĐ-UBND quy định gì?",
            "Quy chế này không áp dụng cho hồ sơ mật",
            "không áp dụng cho hồ sơ mật",
        ),
    ],
)
def test_what_a_document_says_of_itself_is_answered_in_its_words(
    parc: ParcSearch, question: str, answer: str, quoted: str
) -> None:
    told = parc.ask(question, audited=False)
    assert (told.status, told.answer) == ("answered", answer)
    assert quoted in " ".join(told.citations[0].quote.split())
    texts = {"rule.txt": RULE, "plan.txt": PLAN}
    assert all(texts[c.source][c.span.start : c.span.end] == c.quote_raw for c in told.citations)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "Điều 9 Quyết định 31/2025/QĐ-UBND quy định gì?",
            "Quyết định số 31/2025/QĐ-UBND ngày 24/3/2025 không có Điều 9.",
        ),
        (
            "khoản 7 Điều 1 Quyết định 31/2025/QĐ-UBND nói gì?",
            "Quyết định số 31/2025/QĐ-UBND ngày 24/3/2025 không có khoản 7 Điều 1.",
        ),
        (
            "Kế hoạch 77/KH-UBND ai ký?",
            "Kế hoạch số 77/KH-UBND ngày 02/01/2024 có trong kho nhưng phần đọc được không nêu người ký.",
        ),
        (
            "Theo Thông tư 81/2025/TT-BCA số hóa bao nhiêu hồ sơ?",
            "Không có Thông tư 81/2025/TT-BCA trong kho và không văn bản nào trong kho nhắc đến số này.",
        ),
        (
            "Ở Hòa Cường số hóa bao nhiêu hồ sơ?",
            "Không có tài liệu nào về Hòa Cường trong kho; các địa phương có tài liệu: Hòa Bình.",
        ),
    ],
)
def test_what_is_not_there_is_refused_with_its_reason(parc: ParcSearch, question: str, reason: str) -> None:
    told = parc.ask(question, audited=False)
    assert (told.status, told.reason, told.citations) == ("not_found", reason, ())
