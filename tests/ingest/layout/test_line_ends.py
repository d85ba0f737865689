import pytest

from ingest.layout.lines import on_one_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thông tư số 07/2014/TT-\nBLĐTBXH", "Thông tư số 07/2014/TT-BLĐTBXH"),
        ("giai đoạn 2021- \n 2025", "giai đoạn 2021-2025"),
        ("doanh ngh-\niệp nhà nước", "doanh nghiệp nhà nước"),
        ("kế hoạch này-\nsở, ngành", "kế hoạch này- sở, ngành"),
        ("nội dung:\n- Sở Nội vụ -\nchủ trì", "nội dung: - Sở Nội vụ - chủ trì"),
        ("số 15-\nchương trình", "số 15- chương trình"),
        ("", ""),
    ],
    ids=["number", "range", "cut syllable", "dash after a word", "bullet", "figure and word", "nothing"],
)
def test_hyphens_at_line_ends_join_what_belongs_together(text: str, expected: str) -> None:
    assert on_one_line(text) == expected
