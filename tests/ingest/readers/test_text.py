import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableFile
from ingest.readers import read
from ingest.readers.text import read_plain

SENTENCE = "Đẩy mạnh cải cách hành chính, 100% hồ sơ đúng hạn."


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_text_is_kept_code_point_by_code_point(text: str) -> None:
    visible = "chữ " + text
    assert read_plain(visible.encode(), "a.txt")[0] == visible


def test_line_ends_tabs_and_decomposed_letters_are_not_translated(tmp_path: Path) -> None:
    text = "I.\r\nMục\ttiêu\r" + unicodedata.normalize("NFD", "Sở Nội vụ") + "\n\f"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    document = read(path)
    assert document.text == text
    assert [(page.page_no, page.start, page.end) for page in document.pages] == [(None, 0, len(text))]


def test_a_byte_order_mark_is_text_only_after_the_start() -> None:
    assert read_plain(("\ufeffab\ufeff").encode(), "a.txt")[0] == "ab\ufeff"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_marked_encodings_are_recognised(encoding: str) -> None:
    assert read_plain(SENTENCE.encode(encoding), "a.txt")[0] == SENTENCE


def test_windows_1258_is_the_fallback() -> None:
    # The code page has no single bytes for letters like "ở": it writes the letter and then its tone.
    text = "Sơ\u0309 Nô\u0323i vu\u0323 chu\u0309 tri\u0300"
    content = text.encode("cp1258")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert read_plain(content, "a.txt")[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    assert read_plain(SENTENCE.encode(encoding), "a.txt")[0] == SENTENCE


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
@pytest.mark.parametrize(
    "typed",
    [
        "§Èy m¹nh c¶i c¸ch hµnh chÝnh,\r\n100% hå s¬ ®óng h¹n.",
        "Ñaåy maïnh caûi caùch haønh chính,\r\n100% hoà sô ñuùng haïn.",
    ],
    ids=["TCVN3", "VNI"],
)
def test_text_of_an_old_font_is_decoded_to_unicode(typed: str, encoding: str) -> None:
    expected = "Đẩy mạnh cải cách hành chính,\r\n100% hồ sơ đúng hạn."
    assert read_plain(typed.encode(encoding), "a.txt")[0] == expected


def test_white_space_alone_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="không có chữ nào"):
        read_plain(b" \n\t\r\n", "trống.txt")


def test_control_bytes_are_no_text() -> None:
    with pytest.raises(UnreadableFile, match="nhị phân"):
        read_plain(b"PARC\x00\x01\x02" * 50, "a.txt")
