"""Numbers and addresses to reach somebody: what asks for one, and what is one."""

from dataclasses import replace

import pytest

from ingest.documents import Passage
from parc_search.answering.extract.fields import asks, holds_contact

PASSAGE = Passage(
    id="p", source="a.txt", start=0, end=1, text="", reading="", path=(), kind="bullet", page_no=None, quality=1.0
)


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 0234 3822 122 để được hướng dẫn",
        "Tổng đài 19001075",
        "gửi về thư dientu@hue.gov.vn",
        "tại https://dichvucong.gov.vn",
        "Cổng dichvucong.quangtri.gov.vn",
    ],
)
def test_a_number_or_an_address_is_a_contact(text: str) -> None:
    assert holds_contact(replace(PASSAGE, text=text))


@pytest.mark.parametrize("text", ["Quyết định số 468/QĐ-TTg ngày 27/3/2021", "23.525 hồ sơ", "năm 2021 - 2025", "0,5%"])
def test_other_figures_are_none(text: str) -> None:
    assert not holds_contact(replace(PASSAGE, text=text, reading=text))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("dien thoai cua so y te so may", True),
        ("email cua van phong la gi", True),
        ("nop ho so tren dien thoai duoc khong, may phan tram", False),
        ("dung dien thoai thong minh dat bao nhieu", False),
    ],
)
def test_a_telephone_to_work_with_is_no_number_to_call(question: str, asked: bool) -> None:
    assert asks(question) is asked
