"""Which kind of answer is asked for, from the wording alone."""

import tomllib
from pathlib import Path

import pytest

from ingest.language.fold import fold
from parc_search.question.asked.kinds import asks_amount, kinds_of, may_ask_amount, role_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Cơ quan nào chủ trì áp dụng ISO 9001?", "agency"),
        ("ai lo viec tuyen truyen", "agency"),
        ("Bên nào lo vụ số hóa hồ sơ vậy?", "agency"),
        ("Which department leads the e-government programme?", "agency"),
        ("Những sở nào phối hợp với Sở Nội vụ?", "coordinating"),
        ("Bao nhiêu phần trăm hồ sơ được giải quyết trực tuyến?", "target"),
        ("How many communes are covered?", "target"),
        ("Báo cáo phải gửi trước ngày nào?", "deadline"),
        ("How often is the survey held?", "deadline"),
        ("Nghị quyết nào quy định việc miễn phí?", "legal_basis"),
        ("ke hoach nay so bao nhieu, ban hanh ngay nao", "legal_basis"),
        ("Kinh phí thực hiện lấy từ nguồn nào?", "budget"),
        ("Việc này phải ra được loại văn bản gì?", "product"),
        ("Kể ra các nội dung cải cách", "list"),
        ("Phải làm thế nào khi vượt dự toán?", "procedure"),
        ("In which quarters is the survey held?", "deadline"),
        ("Thời gian triển khai dự án?", "deadline"),
        ("Lấy tiền đâu để sửa trường?", "budget"),
        ("Ai chi tiền cho việc này?", "budget"),
        ("Người dân phản ánh về đâu?", "agency"),
        ("Báo cáo xong thì nộp lên chỗ nào?", "agency"),
        ("sửa chữa trường học cơ quan chủ trì", "agency"),
        ("khảo sát đường sá năm 2030 sản phẩm", "product"),
        ("Quyết định số 12/QĐ-TTg về nước sạch ban hành ngày nào?", "legal_basis"),
        ("ngày ký nghị quyết 9/NQ-CP", "legal_basis"),
        ("chi phi sua cau", "budget"),
        ("Mấy sở đã có trang thông tin?", "target"),
        ("Số trường học năm 2025 so với năm 2030 thế nào?", "target"),
        ("Hai kế hoạch khác nhau thế nào?", "compare"),
        ("dịch vụ công", "passage"),
    ],
)
def test_the_wording_tells_the_kind(question: str, kind: str) -> None:
    assert kinds_of(question)[0] == kind


WAYS = tomllib.loads(Path(__file__).with_name("ways_of_asking.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "question"), [(kind, question) for kind, asked in WAYS.items() for question in asked])
def test_every_way_of_asking_tells_its_kind_with_and_without_diacritics(kind: str, question: str) -> None:
    assert [kinds_of(form)[0] for form in (question, fold(question))] == [kind, kind]


def test_the_role_is_read_from_the_verb() -> None:
    assert role_of("Ai phối hợp với Sở Nội vụ?") == "coordinate"
    assert role_of("Sở nào tham mưu việc này?") == "advise"
    assert role_of("Ai lo việc này?") == "lead"


@pytest.mark.parametrize(
    ("question", "asks", "may"),
    [
        ("sua cau het bao nhieu tien", True, True),
        ("kinh phi sua cau nong thon", False, True),
        ("kinh phi sua cau lay tu dau", False, False),
        ("nguon kinh phi sua cau", False, False),
        ("how is the bridge funded", False, False),
        ("how much does the bridge cost", True, True),
    ],
)
def test_a_bare_budget_may_be_answered_with_an_amount_its_source_may_not(question: str, asks: bool, may: bool) -> None:
    assert asks_amount(question) is asks
    assert may_ask_amount(question) is may
