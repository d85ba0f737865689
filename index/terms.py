"""The words of a text as the lexical index knows them: folded syllables, their pairs, numbers, document codes.

Broken scans and hurried typing lose diacritics and spaces, so words are matched folded; what survives scanning
best, numbers and codes, is also matched whole: "2243/QD-UBND", "2243 / QĐ – UBND" and "76/NQ-\\nCP" each give one
term. A question and a passage go through the same functions; whatever changes them must raise `TERMS_FORMAT`.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from ingest.vietnamese.fold import fold
from ingest.vietnamese.normal import nfc, one_tone_place, plain_width

TERMS_FORMAT = "terms.v1"

# Letters and digits apart: "sa2243" is "sa" (a broken "số") and 2243, "45a" is article 45 and its letter.
_WORD = re.compile(r"[^\W\d_]+|\d+")

# 2243/QĐ-UBND, 15/2021/NĐ-CP, 45-NQ/TW, 03/CT- UBND: a number, perhaps a year, then letters joined by / or -.
_SEPARATOR = r"\s{0,2}[/\-–—]\s{0,2}"
_CODE = re.compile(
    rf"(?<!\d)(\d{{1,5}}){_SEPARATOR}(?:(\d{{4}}){_SEPARATOR})?([a-z]{{1,8}}(?:{_SEPARATOR}[a-z]{{1,8}}){{0,3}})(?![a-z])"
)
_SEPARATORS = re.compile(r"[\s/\-–—]+")

# 10/9/2021, 10-9-2021, 10.9.2021, "ngày 10 tháng 9 năm 2021".
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[/.\-]|thang)\s?(\d{1,2})\s?(?:[/.\-]|nam)\s?(\d{4})(?!\d)")

# 98,5% and 1.234: a figure with its inner signs; "80 %" and "80 phần trăm" are 80%.
_FIGURE = re.compile(r"(?<!\d)(\d{1,3}(?:[.,]\d{1,3})+|\d+)(\s{0,2}%|\s+phan\s+tram)?(?!\d)")


def syllables(text: str) -> list[str]:
    """The folded syllables and numbers of a text, in order; 07 is 7."""
    return [word.lstrip("0") or "0" if word[0] == "0" else word for word in _WORD.findall(fold(text))]


def pairs(words: list[str]) -> list[str]:
    """Each two neighbours as one term: "cai cach hanh chinh" gives "cai_cach", "cach_hanh", "hanh_chinh"."""
    return [f"{first}_{second}" for first, second in pairwise(words)]


def marked_syllables(text: str) -> list[str]:
    """The syllables that have a diacritic or đ, with it, in one written form: "hướng" and "hương" stay apart."""
    words = _WORD.findall(one_tone_place(nfc(plain_width(text)).lower()))
    return [word for word in words if fold(word) != word]


def whole_terms(text: str) -> list[str]:
    """Document codes, dates and figures that are more than bare digits, each as one term."""
    folded = fold(text)
    return [*_codes(folded), *_dates(folded), *_figures(folded)]


def unique(words: Iterable[str]) -> list[str]:
    """The words without repetition, in the order in which they first stand."""
    return list(dict.fromkeys(words))


def _codes(folded: str) -> list[str]:
    """The codes in one form, "/" between all parts; one without any "/" in the text is a range or a dash."""
    found = []
    for match in _CODE.finditer(folded):
        number, year, letters = match.groups()
        if "/" in match.group():
            parts = [str(int(number)), *([year] if year else []), *_SEPARATORS.split(letters)]
            found.append("/".join(parts))
    return found


def _dates(folded: str) -> list[str]:
    return [f"{year}-{int(month):02}-{int(day):02}" for day, month, year in _DATE.findall(folded)]


def _figures(folded: str) -> list[str]:
    found = []
    for figure, percent in _FIGURE.findall(folded):
        plain = figure.replace(".", ",")
        if percent:
            found.append(f"{plain}%")
        if plain != figure or "," in figure:
            found.append(plain)
    return found
