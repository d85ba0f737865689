"""Communes, firms and schools, asked for by their sort."""

from dataclasses import replace

import pytest

from ingest.documents import Passage
from parc_search.answering.extract.names import asks_for_proper_name, holds_proper_name

PASSAGE = Passage(
    id="p", source="a.txt", start=0, end=1, text="", reading="", path=(), kind="bullet", page_no=None, quality=1.0
)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Những xã nào được sửa trụ sở?", True),
        ("Tỉnh thuê công ty nào làm phần mềm?", True),
        ("Huyện nào về đích sớm?", True),
        ("Cơ quan nào quản lý các xã?", False),
        ("Thị trường nào được mở?", False),
        ("Cấp xã phải làm việc nào trước?", False),
    ],
)
def test_only_a_sort_before_which_asks_for_names(question: str, asks: bool) -> None:
    assert asks_for_proper_name(question) == asks


@pytest.mark.parametrize(
    ("reading", "holds"),
    [
        ("sửa trụ sở xã Hải Lệ và thị trấn Ái Tử", True),
        ("ký với Công ty cổ phần Sao Mai", True),
        ("sửa trụ sở các xã, thị trấn trên địa bàn", False),
    ],
)
def test_a_name_begins_with_a_capital_behind_its_sort(reading: str, holds: bool) -> None:
    assert holds_proper_name(replace(PASSAGE, reading=reading)) == holds
