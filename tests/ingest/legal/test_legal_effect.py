from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.fold import fold
from ingest.legal.legal_effect import amended, amended_by, effective_from, replaced

SIGNED = date(2023, 12, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 9. Thông tư này có hiệu lực thi hành kể từ ngày 15 tháng 5 năm 2022.", date(2022, 5, 15)),
        ("2. Nghị định này có hiệu lực từ\nngày 01/7/2026.", date(2026, 7, 1)),
        ("Quyết định này có hiệu lực kể từ ngày ký.", SIGNED),
        ("Các nghị quyết đã có hiệu lực thi hành từ ngày 01 tháng 7 năm 2020.", None),
        ("Thông tư này có hiệu lực thi hành kể từ ngày 35 tháng 13 năm 2022.", None),
        ("Kế hoạch cải cách hành chính năm 2024", None),
    ],
    ids=["long", "short, over a line end", "from its signing", "of others", "no day of the calendar", "silent"],
)
def test_a_document_says_from_when_it_holds(text: str, expected: date | None) -> None:
    assert effective_from(fold(text), signed_on=SIGNED, is_consolidated=False) == expected


def test_a_consolidated_text_tells_of_the_act_that_it_holds() -> None:
    text = (
        "Nghị định số 51/2016/NĐ-CP ngày 13 tháng 6 năm 2016 của Chính phủ, có hiệu lực từ ngày 01 tháng 8 năm 2016, "
        "được sửa đổi, bổ sung bởi:\nNghị định số 21/2024/NĐ-CP ngày 23 tháng 02 năm 2024 sửa đổi, bổ sung "
        "một số điều của Nghị định số 51/2016/NĐ-CP, có hiệu lực từ ngày 10 tháng 4 năm 2024.\n"
        "Căn cứ Luật số 76/2015/QH13;\nĐiều 1. Nghị định này có hiệu lực từ ngày 10 tháng 4 năm 2024."
    )
    assert effective_from(fold(text), signed_on=None, is_consolidated=True) == date(2016, 8, 1)
    assert amended_by(text) == ("21/2024/NĐ-CP",)


def test_each_amendment_of_a_consolidated_text_is_named_once() -> None:
    text = "Luật A, được sửa đổi, bổ sung bởi:\n1. Luật số 1/2018/QH14 theo Luật số 9/2015/QH13;\n"
    text += "2. Luật số 3/2020/QH14.\n"
    assert amended_by(text + "Căn cứ Hiến pháp số 8/2013/QH13;") == ("1/2018/QH14", "3/2020/QH14")
    assert amended_by("Luật A số 5/2018/QH14") == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Thông tư sửa đổi, bổ sung một số điều của Thông tư số 28/2015/TT-BLĐTBXH", ("28/2015/TT-BLĐTBXH",)),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 1/2020/NĐ-\nCP và số 2/2021/NĐ-CP", ("1/2020/NĐ-CP",)),
        ("Luật sửa đổi, bổ sung một số điều của Luật Thuế thu nhập cá nhân", ("Luật Thuế thu nhập cá nhân",)),
        ("Kế hoạch thực hiện Nghị quyết số 76/NQ-CP", ()),
    ],
)
def test_a_title_names_what_it_amends(title: str, expected: tuple[str, ...]) -> None:
    assert amended([title]) == expected


def test_what_several_titles_amend_is_named_once() -> None:
    assert amended(["Sửa đổi Điều 3 Luật số 61/2020/QH14", "Bổ sung Điều 4 Luật số 61/2020/QH14"]) == ("61/2020/QH14",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 2. Quyết định có hiệu lực kể từ ngày ký.", SIGNED),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.", SIGNED),
        ("Quyết định này có hiệu lực sau 10 (mười) ngày kể từ ngày ký.", date(2024, 1, 1)),
        ("Nghị định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký.", date(2024, 2, 5)),
        ("Quyết định này có hiệu lực từ 01/01/2024.", date(2024, 1, 1)),
        ("Quyết định này có hiệu lực từ 0 giờ 00 phút ngày 01 tháng 01 năm 2024.", date(2024, 1, 1)),
        ("Nghị quyết này được thông qua ngày 12 tháng 12 năm 2023 và có hiệu lực từ ngày 22/12/2023.", SIGNED),
        ("Quyét dinh nay cé hiệu lựe thi hành kê từ ngày ký.", SIGNED),
        ("Kể từ ngày Quyết định này có hiệu lực từ ngày 01/01/2030 thì bãi bỏ.", None),
    ],
)  # fmt: skip
def test_force_begins_where_the_document_says_it_in_any_wording(text: str, expected: date | None) -> None:
    assert effective_from(fold(text), signed_on=SIGNED, is_consolidated=False) == expected


def test_what_a_document_says_by_its_own_kind_goes_before_what_its_annex_says_of_itself() -> None:
    text = "Quy chế này có hiệu lực từ ngày 01/02/2024. Quyết định này có hiệu lực từ ngày 01/03/2024."
    assert effective_from(fold(text), signed_on=SIGNED, is_consolidated=False, kind="Quyết định") == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định này thay thế Quyết định số 1/QĐ-UBND ngày 2/3/2020.", ("1/QĐ-UBND",)),
        (
            "Quyết định này có hiệu lực từ ngày ký và thay thế các Quyết định: số 1/2019/QĐ-UBND và số 2/2020/QĐ-UBND.",
            ("1/2019/QĐ-UBND", "2/2020/QĐ-UBND"),
        ),
        ("Điều 2. Bãi bỏ Quyết định số 1/QĐ-UBND và Quyết định số 2/QĐ-UBND.", ("1/QĐ-UBND", "2/QĐ-UBND")),
        (
            "2. Nghị định số 1/2019/NĐ-CP của Chính phủ sửa đổi Nghị định số 2/2015/NĐ-CP hết hiệu lực kể từ ngày "
            "Nghị định này có hiệu lực thi hành.",
            ("1/2019/NĐ-CP",),
        ),
        (
            "2. Các văn bản sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực:\na) Thông tư số 1/2019/TT-BTC;\n"
            "b) Thông tư số 2/2020/TT-BTC sửa đổi Thông tư số 9/2009/TT-BTC.\nĐiều 3. Theo Thông tư số 5/2021/TT-BTC.",
            ("1/2019/TT-BTC", "2/2020/TT-BTC"),
        ),
        (
            "Điều 1. Bãi bỏ toàn bộ 02 văn bản\n1. Chỉ thị số 3/2005/CT-UBND về nuôi cá.\n2. Quyết định số "
            "4/2003/QĐ-UBND về giống.\nĐiều 2. Hiệu lực",
            ("3/2005/CT-UBND", "4/2003/QĐ-UBND"),
        ),
        (
            "Quyết định này thay thế Quy chế ban hành kèm theo Quyết định số 1/2019/QĐ-UBND.",
            ("1/2019/QĐ-UBND",),
        ),
        ("Luật này thay thế Luật Cư trú số 81/2006/QH11.", ("81/2006/QH11",)),
        ("3. Bãi bỏ khoản 2 Điều 5 Nghị định số 1/2019/NĐ-CP.", ()),
        ("Thay thế Phụ lục I ban hành kèm theo Nghị định số 1/2019/NĐ-CP.", ()),
        ("Trường hợp văn bản bị thay thế bởi Thông tư số 1/2019/TT-BTC thì áp dụng văn bản mới.", ()),
        ("theo quy định đã được bãi bỏ tại Thông tư số 1/2019/TT-BTC", ()),
        ("THÔNG TƯ\nBãi bỏ một số văn bản\nCăn cứ Nghị định số 1/2019/NĐ-CP;", ()),
        ("Quyết định này thay thế Quyết định số 7/QĐ-UBND.", ()),
    ],
)
def test_what_a_document_ends_as_a_whole_is_listed(text: str, expected: tuple[str, ...]) -> None:
    assert replaced(text, own="7/QĐ-UBND") == expected


@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_what_it_ends(text: str) -> None:
    assert isinstance(replaced(text, own=None), tuple)


def test_the_title_of_an_article_on_its_own_line_is_no_part_of_what_says_the_force() -> None:
    day = "có hiệu lực thi hành kể từ ngày 04 tháng 12 năm 2025.\n"
    own = fold(f"Điều 1: Ban hành quy trình\nĐiều 2: Hiệu lực thi hành\nQuyết định {day}")
    other = fold(f"Điều 2: Áp dụng\nCác địa phương thực hiện theo Quyết định {day}")
    assert effective_from(own, signed_on=None, is_consolidated=False) == date(2025, 12, 4)
    assert effective_from(other, signed_on=None, is_consolidated=False) is None
