from datetime import date

import pytest

from ingest.language.fold import fold
from ingest.legal.legal_effect import amended, amended_by, effective_from

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
