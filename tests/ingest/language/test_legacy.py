import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.legacy import in_unicode, legacy_of_font, legacy_of_text, with_places

# The same sentence in three encodings, the second and third as a program shows them that knows no such font.
UNICODE = "Đẩy mạnh cải cách thủ tục hành chính, ứng dụng công nghệ"
TCVN3 = "§Èy m¹nh c¶i c¸ch thñ tôc hµnh chÝnh, øng dông c«ng nghÖ"
VNI = "Ñaåy maïnh caûi caùch thuû tuïc haønh chính, öùng duïng coâng ngheä"


@pytest.mark.parametrize(("typed", "encoding"), [(TCVN3, "tcvn3"), (VNI, "vni")])
def test_text_of_an_old_font_becomes_unicode(typed: str, encoding: str) -> None:
    assert legacy_of_text(typed) == encoding
    assert in_unicode(typed, encoding) == UNICODE


def test_capitals_of_vni_keep_their_case() -> None:
    assert in_unicode("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA", "vni") == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"


@pytest.mark.parametrize(
    "text",
    [
        UNICODE,
        "ke hoach cai cach hanh chinh cua tinh nam 2024",  # its diacritics are lost, not encoded
        "Le président de la République a été élu à l'assemblée",
        "",
    ],
)
def test_other_text_is_no_text_of_an_old_font(text: str) -> None:
    assert legacy_of_text(text) is None


def test_lines_that_are_unicode_already_stay() -> None:
    assert in_unicode(f"{TCVN3}\nSở Nội vụ à\n", "tcvn3") == f"{UNICODE}\nSở Nội vụ à\n"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "tcvn3"), (".VnArialH", "tcvn3"), ("VNI-Times", "vni"), ("Times New Roman", None), ("", None)],
)
def test_the_font_tells_the_encoding(font: str, encoding: str | None) -> None:
    assert legacy_of_font(font) == encoding


def test_each_letter_knows_where_it_began() -> None:
    assert with_places("caùch", "vni") == ("cách", [0, 1, 3, 4])


@given(st.text(), st.sampled_from(["tcvn3", "vni"]))
def test_places_rise_and_lie_in_the_text(text: str, encoding: str) -> None:
    converted, places = with_places(text, encoding)
    assert len(places) == len(converted)
    assert all(before < after for before, after in zip([-1, *places], [*places, len(text)], strict=True))
