"""Texts as they arrive: Vietnamese, broken by a scanner, or plain noise."""

from hypothesis import strategies as st

_VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"

letters = st.sampled_from(_VIETNAMESE + _VIETNAMESE.upper())
any_text = st.text(max_size=200)
vietnamese_noise = st.text(
    alphabet=st.sampled_from(_VIETNAMESE + _VIETNAMESE.upper() + _MARKS + " ,.;:-0123456789\n\t")
)

_LINES = st.sampled_from(
    [
        "I. MỤC TIÊU",
        "II. NHIEM VU",
        "1. Cải cách thể chế",
        "a) Chỉ tiêu:",
        "- Phấn đấu 100% hồ sơ được giải quyết đúng hạn;",
        "+ Rà soát văn bản,",
        "3. Sở Tư pháp:",
        "Điều 2. Đối tượng áp dụng",
        "Chương I",
        "Nơi nhận:",
        "- Lưu: VT, CCHC.",
        "\f",
        "5",
        " ",
        "",
        "trong giai đoạn 2021 - 2025 của tỉnh.",
        "Phụ lục",
        "TT\tNhiệm vụ\tChủ trì",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A text with headings, bullets, furniture and noise in any order, with any line ends."""
    lines = draw(st.lists(st.one_of(_LINES, vietnamese_noise, any_text), max_size=25))
    return draw(st.sampled_from(["\n", " \n", "\r\n"])).join(lines)
