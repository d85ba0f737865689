"""One written form for text that people type: NFC, ASCII width, one place for the tone mark.

For questions, lexicon keys and comparison. A source text is never passed through these functions, because
the offsets of its citations would no longer fit.
"""

import re
import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# Eth and the African D look like Đ in print and arrive from old keyboards and OCR.
_LOOKALIKES = {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ"}

# Two spellings live side by side: "hóa" (printed by most offices) and "hoá" (schools). Only open syllables
# in oa, oe and uy differ; after q the u belongs to the onset ("quý").
# Source: Quyết định 1989/QĐ-BGDĐT of 25/5/2018, which accepts the second.
_OPEN_GLIDE = re.compile(r"(?<![qQ])([oOuU])([aAeEyY])([\u0300\u0301\u0303\u0309\u0323])(?![A-Za-z\u0300-\u036f])")


def nfc(text: str) -> str:
    """The text in Unicode's composed form, the form that lexicons and encoders were built on."""
    return unicodedata.normalize("NFC", text)


def plain_width(text: str) -> str:
    """The text with full-width letters, digits and signs ("ＣＣＨＣ") as their ASCII forms."""
    return text.translate(_FULL_WIDTH)


def typed(text: str) -> str:
    """What a person meant to type: composed, ASCII width, true Đ, single spaces, no outer space."""
    return " ".join(nfc(plain_width(text).translate(_LOOKALIKES)).split())


def one_tone_place(text: str) -> str:
    """The text with the tone of open oa, oe, uy on the first letter: "hoá", "thuỷ" give "hóa", "thủy"."""
    decomposed = unicodedata.normalize("NFD", text)
    return nfc(_OPEN_GLIDE.sub(r"\1\3\2", decomposed))
