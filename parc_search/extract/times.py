"""Times in a text: which words are a time at all, how exactly they say when, and whose time they are."""

import re

from ingest.language.fold import fold
from parc_search.extract.clauses import joined_digits
from parc_search.signs import Sign, dates

_FREQUENCY = re.compile(
    r"\b(?:hang|moi) |\bdinh ky\b|/\s*(?:1 )?l\w{1,2}\b|\blan\s*/|\bthuong xuyen\b|\b(?:mot|1) lan\b"
)
_DAY = re.compile(r"(?<![\d/])(\d{1,2})\s*/\s*(\d{1,2})(?!\d)(\s*/\s*(?:19|20)\d\d)?")
_NAMED_DAY = re.compile(r"\b(?:ngay|truoc|sau|den|tu|het|han|vao|chua qua)\b")
_MONTH_OR_QUARTER = re.compile(r"\bthang\b|\bquy\b|\btuan\b|\d\s*/\s*\d")
_YEARS = re.compile(r"(?:(?:trong|vao|den|truoc|het|cuoi) )*(?:nam )?(?:19|20)\d\d")
_PERIOD = re.compile(r"(?:giai doan )?(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d")
_BOUND = re.compile(r"\b(?:trong|vao|den|truoc|het|cuoi)\b")
# Right after the number of a document, or after its kind and whatever says which one, stands its date.
_AFTER_DOCUMENT = re.compile(
    r"\d\s*/\s*(?:\d{4}\s*/\s*)?[a-z&']{1,8}(?:\s*[-–]\s*[a-z0-9]{1,10})*\s*(?:cua [^,;.]{0,25})?[\s,(]*$"
    r"|\d\s*[-–]\s*[a-z]{2}/[a-z]{2}\s*$"
    r"|\b(?:nghi (?:dinh|quyet)|quyet dinh|cong van|luat|thong tu|chi thi|ket luan)\b[^,;.:]{0,45}$"
)
_BEFORE_CHARS = 60
_SAYS = re.compile(r"\d|\btu ngay\b")
_WORDS_OF_TIME = re.compile(r"\b(?:hang|moi) \w|\bquy\b|thuong xuyen|dot xuat|\btheo (?:quy dinh|ke hoach)\b|\btuan\b")


def times(text: str) -> tuple[Sign, ...]:
    """The times of the text."""
    return tuple(sign for sign in dates(text) if is_time(sign.text))


def is_time(text: str) -> bool:
    """Whether some words say when or how often: a number alone does not, nor "7/21", which no calendar has."""
    folded = fold(joined_digits(text))
    days = list(_DAY.finditer(folded))
    if any(not _is_day(match, folded) for match in days):
        return False
    return bool(days or _WORDS_OF_TIME.search(folded) or any(_SAYS.search(sign.text) for sign in dates(folded)))


def _is_day(match: re.Match[str], folded: str) -> bool:
    """Whether "a/b" is a day of a month, or a month of a year; without a year only behind a word that names a day."""
    first, second, year = int(match.group(1)), int(match.group(2)), match.group(3)
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return False
    return year is not None or _NAMED_DAY.search(folded[: match.start()]) is not None


def is_frequency(text: str) -> bool:
    """Whether a time says how often."""
    return _FREQUENCY.search(fold(text)) is not None


def specificity(text: str) -> float:
    """How exactly a time says when, 0..1: a day, month or quarter most, how often less, the years of a plan least."""
    folded = fold(joined_digits(text)).strip()
    if _MONTH_OR_QUARTER.search(folded) and not folded.startswith(("hang", "moi", "dinh")):
        return 1.0
    if is_frequency(folded):
        return 0.8
    if _PERIOD.fullmatch(folded):
        return 0.4
    if _YEARS.fullmatch(folded):
        return 0.9 if _BOUND.search(folded) else 0.4
    return 0.9


def is_date_of_document(sign: Sign, text: str) -> bool:
    """Whether the date is that of a decree or letter: "số 76/NQ-CP ngày 15/7/2021"."""
    before = fold(text[max(0, sign.start - _BEFORE_CHARS) : sign.start])
    return _AFTER_DOCUMENT.search(before) is not None
