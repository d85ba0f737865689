"""The one parser of written dates, "ngày 22 tháng 12 năm 2023", "22/12/2023", "2023-12-22", also as scans leave them.

All work on folded text (`ingest.language.fold`). A day that no calendar has is no date, never another day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Signs that a scan reads for a digit, where only a digit can stand.
_DIGITS = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "]": "1"})
_DIGIT = r"[0-9oli|\]]"
_YEAR = r"(?:19|20)\d\s?\d"
LONG_DATE = re.compile(
    rf"\bng\w{{1,3}}\W{{0,4}}(?P<day>{_DIGIT}?\s?{_DIGIT})\s{{0,3}}\W?th\S{{2,3}}\W{{0,3}}(?P<month>{_DIGIT}?\s?{_DIGIT})"
    rf"\s{{0,3}}\W?n\S{{1,2}}\W{{0,3}}(?P<year>{_YEAR})\b"
)
_SHORT_DATE = re.compile(
    r"\b(?:ng\w{1,4}\W{0,4})?(?<![\d/.])(?P<day>[0-3]?\d)\s?(?P<sign>[/.-])\s?(?P<month>[01]?\d)\s?(?P=sign)\s?"
    r"(?P<year>(?:19|20)\d\d)\b(?![/.]\w)"
)
_ISO_DATE = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])")
_PATTERNS = (LONG_DATE, _SHORT_DATE, _ISO_DATE)
_RANGE = re.compile(rf"\b({_YEAR})\s?[-\u2010-\u2014\u2212]\s?({_YEAR})\b")
_ONE_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A day of the calendar and where the folded text writes it, the word "ngày" before it included."""

    start: int
    end: int
    day: date


def written_dates(folded: str) -> Iterator[WrittenDate]:
    """Every date in the folded text, in order of place."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(folded)]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        day = calendar_day(*(_number(match[part]) for part in ("year", "month", "day")))
        if day is not None:
            yield WrittenDate(start=match.start(), end=match.end(), day=day)


def first_date(folded: str) -> date | None:
    """The first date of a folded text that is in the calendar, a written-out one before a short one."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            day = calendar_day(*(_number(match[part]) for part in ("year", "month", "day")))
            if day is not None:
                return day
    return None


def calendar_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day, None where the calendar has none such: the 31st of April is not the 30th."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_dates(folded: str) -> str:
    """The folded text without the dates in it, for the years that are left."""
    for pattern in _PATTERNS:
        folded = pattern.sub(" ", folded)
    return folded


def year_ranges(folded: str) -> Iterator[tuple[int, int]]:
    """The spans of years in the folded text ("2021 - 2025"), first and last, those that run backwards left out."""
    for match in _RANGE.finditer(folded):
        first, last = (int(re.sub(r"\s", "", year)) for year in match.groups())
        if first <= last:
            yield first, last


def years_named(folded: str) -> list[int]:
    """The single years of the folded text in order, those of dates and of document numbers included."""
    return [int(year) for year in _ONE_YEAR.findall(folded)]


def _number(digits: str) -> int | None:
    plain = re.sub(r"\s", "", digits).translate(_DIGITS)
    return int(plain) if plain.isascii() and plain.isdigit() else None
