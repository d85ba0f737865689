"""Signs in a repaired reading that it can hold a kind of answer: figures, dates, document numbers, roles.

Patterns only; each finds the words with their place, so that extraction can cut them out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.fold import fold_with_map
from ingest.language.superscripts import SUPERSCRIPTS


@dataclass(frozen=True, slots=True)
class Sign:
    """Words of a text that stand at `start:end`."""

    text: str
    start: int
    end: int


_CACHED_TEXTS = 10_000
# Typists and scans part thousands by a space: "12 500", "1 250 000", "12. 500".
_NUMBER = (
    r"(?:[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?![\d.,/])|[1-9]\d{0,2}(?:\.[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
)
_DAY = (
    r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\s?\d\s?\d|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?|"
    r"\d{1,2}/\d{1,2}(?![\d/])"
)
_MONTH = r"(?:cuoi |dau |giua )?thang \d{1,2}(?:\s*/\s*\d{4}| (?:hang|hang) nam| nam \d{4})?"
_PERIOD = r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d"
DATE_PATTERN = (
    rf"(?:(?:cham nhat|chua qua)(?: la)? )?(?:truoc |sau |den |tu )?(?:het )?(?:ngay )?(?:{_DAY})(?: hang nam)?"
    rf"|tu {_MONTH} (?:den|toi|\w{{1,3}}) {_MONTH}|(?:truoc |trong |vao |den )?{_MONTH}"
    r"|(?:dinh ky |moi )*(?:hang|moi) (?:tuan|thang|quy|nam|ngay)"
    r"(?: hoac (?:khi co yeu cau|dot xuat)|(?:, | va )(?:6 thang|nam|dot xuat|hang nam))*"
    r"|(?:dinh \w{1,2} )?(?<!\d)\d++ thang\s*+(?:/\s*(?:1 )?l\w{1,2}|mot lan|1 lan)"
    r"|(?<!\d)\d++ (?:lan|nam)\s*/\s*(?:nam|lan)"
    r"|quy [ivx\d]+(?:(?:\s*[,-]\s*|\s+va\s+)(?:quy )?[ivx\d]+)*(?:\s*/\s*\d{4}| nam \d{4})?|thuong xuyen"
    r"|(?:ke )?tu ngay (?:ky|ban hanh|cong bo|thong qua)"
    rf"|(?:trong )?nam \d{{4}}|giai doan {_PERIOD}|{_PERIOD}"
)
_COMPARISON = (
    r"(?:toi thieu|it nhat|tren|duoi|khong qua|khong duoi|toi da|khoang|gan|hon|dat|tu|dat tu|dat tren|phan dau|giam|"
    r"tang|xep vi|xep|xep hang|thuoc|trong)"
)
_UNIT = (
    r"(?:%|phan tram|trieu dong|ty dong|dong|trieu|ty|don vi|co quan|so, ban, nganh|so|xa, phuong, thi tran|xa|phuong|"
    r"huyen|ubnd(?: cap)? \w+|doanh nghiep|thu tuc|tthc|ho so|van ban|lop|luot|nguoi|can bo|cong chuc|bac|hang|thang|"
    r"nam|ngay|dia phuong|tinh|noi dung|nhiem vu|dich vu|phan mem|de an|chung thu|bien che|cuoc|lan)"
)
FIGURE_PATTERN = (
    rf"(?<!\w)(?:{_COMPARISON} ){{0,3}}(?:nhom )?(?:thu )?{_NUMBER}(?:\s*/\s*{_NUMBER})?"
    rf"(?:\s*%?\s*[-–]\s*{_NUMBER}\s*%|-\d[\d.,]*(?![\d/.,-]|\s*[-/]|nq|kh|qd)|\s*%)?"
    rf"(?: (?:tro len|den duoi {_NUMBER}\s*%))?(?:[{SUPERSCRIPTS}]{{0,3}}\s+{_UNIT})?"
)
NUMBER_PATTERN = (
    r"(?:\d{1,4}\s*/\s*(?:(?:19|20)\s?\d\s?\d\s*[/,]\'?\s*)?|\d{1,3}\s*-\s*)(?:ctr|ttr|ttlt|nq|nd|qd|kh|ct|tt|bc|kl|hd|l|cv|dn)"
    r"(?:\s*[-–/]\s*[a-z]{1,9}|\s+ubnd)*(?:(?<=qh)\s?\d{1,2}\b)?"
    # What the National Assembly issues has its term for a kind: "226/2025/QH15".
    r"|\d{1,4}\s*/\s*(?:19|20)\s?\d\s?\d\s*/\s*qh\s?\d{1,2}"
    # An official letter has no letters for its kind, only those of who wrote it: "3759/BNV-CCHC".
    r"|\d{1,5}\s*/\s*(?!(?:nq|nd|qd|kh|ct)\b)[a-z]{2,6}-[a-z]{2,8}(?![a-z\d])"
)

# A group of a ranking that has a name and no number: "thuộc vào “Nhóm tốt” hoặc nhóm trên của “Nhóm khá”".
_NAMED_GROUP = re.compile(
    r"(?<!\bthuoc )(?<!\bvao )(?<!\btrong )(?:\b(?:thuoc|vao|trong) )*+"
    r"[“”\"']?\bnhom (?!\d)(?:\w+[“”\"']?)(?:,? (?:hoac|va|nhom|tren|duoi|giua|dau|cua)\b"
    r"[“”\"' ]*(?:nhom \w+)?[“”\"']?)*"
)
_MISREAD_QUARTER = re.compile(r"(\b[Qq][Uu][ýyYÝ]\s+)([1lI]{2,3}|[1lI]V)(?=$|[\s,/;.–-])")
_FIGURE = re.compile(FIGURE_PATTERN)
_DATE = re.compile(DATE_PATTERN)
_DOCUMENT = re.compile(rf"(?<!\w){NUMBER_PATTERN}")
# A number before its unit, from its first digit on; of groups of thousands only as many as a sum can have, so that a
# row of such groups is not gone through from each of them anew.
_SUM = r"(?<!\d)(?<!\d[.,])" + _NUMBER.replace("\\d{3})+", "\\d{3}){1,9}")
_MONEY = re.compile(rf"{_SUM}(?:[,;]?\s+|\s*)(?:(?:trieu|ty|nghin)?\s*(?:dong|vnd|usd)|trieu|ty)\b")
_PERCENT = re.compile(rf"{_SUM}\s*(?:%|phan tram)")
_ROLE = re.compile(
    r"\b(?:chu tri|thuong truc|chiu trach nhiem|dau moi|tham muu|phoi hop|chu dong|giao cho|giao|huong dan|theo doi)\b"
)


@lru_cache(maxsize=_CACHED_TEXTS)
def figures(text: str) -> tuple[Sign, ...]:
    """The figures of the text, each with its words of comparison and its unit."""
    return tuple(_without_other_word(sign) for sign in _found(_FIGURE, text))


def _without_other_word(sign: Sign) -> Sign:
    """A figure without a "tư" before it: "đầu tư đạt 90%" has no "từ", though both fold to the same."""
    first, _, rest = sign.text.partition(" ")
    return Sign(rest, sign.end - len(rest), sign.end) if first.lower() == "tư" and rest else sign


def quarters_as_written(text: str) -> str:
    """The text with the Roman numerals of quarters that were read as ones: "Quý 111/2022" is "Quý III/2022"."""
    return _MISREAD_QUARTER.sub(lambda match: match.group(1) + re.sub(r"[1l]", "I", match.group(2)), text)


def named_groups(text: str) -> tuple[Sign, ...]:
    """The groups of a ranking that have names instead of numbers."""
    return tuple(_found(_NAMED_GROUP, text))


@lru_cache(maxsize=_CACHED_TEXTS)
def dates(text: str) -> tuple[Sign, ...]:
    """The dates, months, quarters, periods and frequencies of the text."""
    return tuple(_found(_DATE, text))


@lru_cache(maxsize=_CACHED_TEXTS)
def document_numbers(text: str) -> tuple[Sign, ...]:
    """The numbers of legal documents in the text: "76/NQ-CP", "18/2023/NQ-HĐND", "01-NQ/TU"."""
    return tuple(_found(_DOCUMENT, text))


@lru_cache(maxsize=_CACHED_TEXTS)
def sums_of_money(text: str) -> tuple[Sign, ...]:
    """The amounts of money in the text."""
    return tuple(_found(_MONEY, text))


@lru_cache(maxsize=_CACHED_TEXTS)
def percentages(text: str) -> tuple[Sign, ...]:
    """The percentages of the text."""
    return tuple(_found(_PERCENT, text))


@lru_cache(maxsize=_CACHED_TEXTS)
def roles(text: str) -> tuple[Sign, ...]:
    """The words of the text that give an agency its role."""
    return tuple(_found(_ROLE, text))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Sign]:
    folded = fold_with_map(text)
    for match in pattern.finditer(folded.text):
        start, end = folded.to_source(match.start(), match.end())
        words = text[start:end]
        stripped = words.strip(" ,;.")
        start += len(words) - len(words.lstrip(" ,;."))
        if stripped:
            yield Sign(stripped, start, start + len(stripped))
