"""The years that a question names, and how well a document's own years fit them.

A year inside a document number ("60/2021/NĐ-CP", "Nghị định 16/2015") or a date belongs to the subject, not to the
scope; so does a year to compare with ("so với năm 2018").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.fold import fold

EXACT, NAMED, HELD, OVERLAPPING = 1.0, 0.8, 0.6, 0.3
_GAP = re.compile(r"(?<=\d) (?=\d)")
_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"(?<![\d/]){_YEAR}\s*(?:-|–|—|den(?: nam)?|toi(?: nam)?|to|va)\s*{_YEAR}(?![\d/])")
# "ISO 9001:2015" is a standard's name.
_SINGLE = re.compile(rf"(?<![\d/.,:-]){_YEAR}(?![\d/])")
_SUBJECT_BEFORE = re.compile(
    r"(?:so voi(?: (?:cung ky|ky|nam|giai doan|thoi ky|hoi|luc|truoc))*\s*\(?"
    r"|nhiem ky|over|compared (?:with|to)|nghi \w+(?: so)?"
    r"|luat(?: \w+){0,5} nam)\s*$"
)
_COMPARED_WITH = re.compile(r"s[oóố] v[ơớ]i(?: \w+){0,3}? (?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?", re.IGNORECASE)
_HORIZON_BEFORE = re.compile(
    r"(?:den|toi|vao|tam nhin|huong|by|until)(?: (?:cuoi|het|dau|giua))?(?: (?:nam|den nam))?\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMention:
    """A year or a period in a question: `first == last` for one year; a horizon says by when ("đến năm 2030")."""

    first: int
    last: int
    start: int
    end: int
    is_horizon: bool = False


def years_in(question: str) -> tuple[YearMention, ...]:
    """The years and periods that may be the scope of the question, in order; offsets into its folded text."""
    text = fold(question)
    found = []
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        years = [int(year) for year in re.findall(_YEAR, match.group())]
        taken.append(match.span())
        if years[0] < years[1] and not _SUBJECT_BEFORE.search(text[: match.start()]):
            if "va" in match.group():
                found += [YearMention(first=year, last=year, start=match.start(), end=match.end()) for year in years]
            else:
                found.append(YearMention(first=years[0], last=years[1], start=match.start(), end=match.end()))
    for match in _SINGLE.finditer(text):
        if any(start <= match.start() < end for start, end in taken) or _SUBJECT_BEFORE.search(text[: match.start()]):
            continue
        year = int(match.group())
        horizon = bool(_HORIZON_BEFORE.search(text[: match.start()]))
        found.append(YearMention(first=year, last=year, start=match.start(), end=match.end(), is_horizon=horizon))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.first)))


def year_fit(mention: YearMention, years: tuple[int, int] | None) -> float:
    """How well a document's years fit a mention: 1 the same, 0.6 they hold it, 0.3 they overlap, 0 apart or unknown.

    The order matters, the distances do not: the ranking model weighs the number.
    """
    if years is None:
        return 0.0
    if (mention.first, mention.last) == years:
        return EXACT
    if years[0] <= mention.first and mention.last <= years[1]:
        return HELD
    return OVERLAPPING if mention.first <= years[1] and years[0] <= mention.last else 0.0


def passage_fit(
    mentions: Sequence[YearMention], document_fits: Sequence[float], best: Sequence[float], text: str
) -> float:
    """How well a passage fits the years asked for, -1..1, the mean over the mentions.

    `document_fits` are the fits of its document, `best` the best fits of any document in scope, one for each mention.
    A passage that names the years itself fits; one that does not, though another document is of just those years or
    none covers them, is about something else.
    """
    if not mentions:
        return 0.0
    compact = without_gaps(text)
    total = 0.0
    for mention, own, top in zip(mentions, document_fits, best, strict=True):
        if own == EXACT:
            total += own
        elif names(mention, compact):
            total += max(own, NAMED)
        elif top in (EXACT, 0.0) and not mention.is_horizon:
            total -= 1.0
        else:
            total += own
    return total / len(mentions)


def names(mention: YearMention, compact: str) -> bool:
    """Whether a text without gaps in its figures names the year of a mention, or its years as one period."""
    if mention.first == mention.last:
        return str(mention.first) in compact
    return re.search(rf"{mention.first}\D{{1,12}}{mention.last}", compact) is not None


def without_compared(compact: str) -> str:
    """The text without the years that it only compares with: "tăng 3 bậc so với năm 2018"."""
    return _COMPARED_WITH.sub("", compact)


def is_named_only_as_horizon(mention: YearMention, compact: str) -> bool:
    """Whether a text names the year of a mention only as the year by which something is to be: "đến năm 2025"."""
    named = [other for other in years_in(compact) if mention.first in (other.first, other.last)]
    return bool(named) and all(other.is_horizon for other in named)


def is_named_alone(mention: YearMention, compact: str) -> bool:
    """Whether a text names the years of a mention for themselves, not as an end of a longer period."""
    return any((mention.first, mention.last) == (other.first, other.last) for other in years_in(compact))


def without_gaps(text: str) -> str:
    """The text with the gaps that a scan leaves inside figures closed: "202 1" is "2021"."""
    return _GAP.sub("", text)
