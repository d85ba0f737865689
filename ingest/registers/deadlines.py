"""The words of a deadline, read from clauses and from cells, and the last day that they allow.

"Thường xuyên" and "hàng năm" are deadlines without a last day. A quarter or a month without a year takes the year
that the caller names; without one it has no last day either. Nothing is guessed from the signing date.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ingest.language.fold import fold, fold_with_map
from ingest.language.fuzzy import PhraseMatch, PhraseMatcher

# Phrases that are a deadline wherever they stand in a clause, longest first is left to the matcher.
_RECURRING = (
    "định kỳ hàng quý, 6 tháng, hàng năm hoặc đột xuất",
    "định kỳ hàng quý, 6 tháng, năm hoặc đột xuất",
    "định kỳ hàng quý, 6 tháng và hàng năm",
    "định kỳ hàng tháng, quý, 6 tháng, năm",
    "hàng quý, 6 tháng và hàng năm hoặc đột xuất",
    "hàng quý, 6 tháng, hàng năm hoặc đột xuất",
    "hàng quý, 6 tháng, năm hoặc đột xuất",
    "định kỳ và đột xuất",
    "định kỳ hoặc đột xuất",
    "định kỳ hàng tháng",
    "định kỳ hàng quý",
    "định kỳ hàng năm",
    "định kỳ 6 tháng",
)
# Phrases that are a deadline where a clause opens with them.
_OPENING = ("hàng năm", "hằng năm", "hàng quý", "hàng tháng", "hàng tuần", "định kỳ", "thường xuyên")
_LEAST_RECURRING = 0.8
_LEAST_OPENING = 0.8
_OPENING_REACH = 4
_OPENING_LETTERS = 30

# Words of deadline cells; a cell is rewritten from them so that a misread "Thithng xuyên" can be found and compared.
_CELL_WORDS = (
    "Thường xuyên", "Hàng năm", "hàng quý", "hàng tháng", "Theo quy định", "Theo kế hoạch", "phê duyệt",
    "Hoàn thành trước", "Trước ngày", "Trước", "trước tháng", "Tháng", "Quý", "Năm", "ngày", "năm liền kề", "và tháng",
    "năm liền", "đột xuất", "định kỳ", "về nội dung", "mức thời gian báo cáo", "thời gian", "báo cáo",
    "6 tháng", "nội dung", "Sau khi", "có hiệu lực", "Trong năm", "giai đoạn",
)  # fmt: skip
_LEAST_CELL_WORD = 0.66
# "Phòng" is not "Tháng": short words may have lost a mark, not a consonant.
_SHORT_WORD = 7
_LEAST_SHORT_WORD = 0.78

_NUMERAL = r"[IVX1l]{1,4}"
_DAY = r"\d{1,2}\s?/\s?\d\s?\d?\s?/\s?(?:19|20)\d\s?\d"
_BEFORE_A_DAY = r"(?:t[rni]\w{1,4}c|den|vao|xong|cham nhat|trong)\s+(?:cuoi |dau |het )?(?:la\s+)?"
_DATED = re.compile(
    rf"{_BEFORE_A_DAY}(?:ngay\s+)?{_DAY}"
    rf"|{_BEFORE_A_DAY}(?:thang|quy)\s+(?:\d{{1,2}}|{_NUMERAL.lower()})\b(?:\s*/?\s*(?:nam\s+)?20\d\d)?"
    r"|(?:vao|trong|truoc)\s+(?:cuoi\s+|dau\s+)?nam\s+20\d\d|^\W*den\s+(?:cuoi\s+|het\s+)?nam\s+20\d\d(?=\s*,)"
)
_CONJUNCTION = re.compile(r"[\s,;]*(?:\S{2,6}\s+\S{2,5})\s*,\s*")
_QUARTER = re.compile(rf"quy\s*({_NUMERAL})\b(?:\s*(?:/|nam)?\s*((?:19|20)\d\d))?", re.IGNORECASE)
_QUARTER_IN_CELL = re.compile(rf"\bQu[^\s\w]?\w?\s*(?:-\s*)?\b({_NUMERAL})\b")
_MONTH = re.compile(r"thang\s*(\d{1,2})\b(?:\s*(?:/|nam)\s*((?:19|20)\d\d))?")
_FULL_DAY = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_QUARTER_ENDS = {1: 3, 2: 6, 3: 9, 4: 12}
_ROMAN_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineWords:
    """The words of a deadline as they are to be shown, and their place `start:end` in the text they were read from."""

    words: str
    start: int
    end: int


def deadline_in_clause(clause: str) -> DeadlineWords | None:
    """The deadline that a clause sets, None if it sets none; a year that only dates a plan is none."""
    folded = fold_with_map(clause)
    dated = _DATED.search(folded.text)
    if dated is not None:
        start, end = folded.to_source(dated.start(), dated.end())
        words = clause[start:end].rstrip(" ,;.")
        return DeadlineWords(words=" ".join(words.split()), start=start, end=start + len(words))
    recurring = _recurring().find(clause)
    if recurring:
        match = max(recurring, key=lambda m: (m.end - m.start, -m.start))
        return DeadlineWords(
            words=_shown(clause, match.start, _RECURRING[match.index]),
            start=match.start,
            end=match.end,
        )
    for part in re.finditer(r"[^;]+", folded.text):
        joined = _CONJUNCTION.match(part.group())
        for skip in (0, joined.end() if joined else 0):
            at = folded.starts[part.start() + skip]
            first = next(iter(_opening().find(clause[at : at + _OPENING_LETTERS])), None)
            if first is not None and first.start <= _OPENING_REACH:
                words = _shown(clause, at + first.start, _OPENING[first.index])
                return DeadlineWords(words=words, start=at + first.start, end=at + first.end)
    return None


def read_cell(cell: str) -> str:
    """The deadline that a cell holds, its misread words put right; digits stay as they are."""
    pieces: list[str] = []
    at = 0
    cell = _QUARTER_IN_CELL.sub(r"Quý \1", cell)
    for match in _cell_words().cover([m for m in _cell_words().candidates(cell) if _is_that_word(cell, m)]):
        phrase = _CELL_WORDS[match.index]
        opens = not "".join([*pieces, cell[at : match.start]]).strip(" .-|")
        pieces += [cell[at : match.start], phrase if opens or phrase == "Quý" else phrase[:1].lower() + phrase[1:]]
        at = match.end
    words = " ".join("".join([*pieces, cell[at:]]).split()).strip(" .,;|-")
    words = re.sub(r"(?<=\d) (?=\d*/)|(?<=/) (?=\d)|(?<=/\d) (?=\d)|(?<=\b20) (?=\d\d\b)", "", words)
    words = re.sub(r"^[^\W\d]\s+(?=[^\W\d]{2})", "", words)
    words = re.sub(r"(?<=Quý )[Il1]{1,3}(?![\d\w])", lambda m: "I" * len(m.group()), words)
    return words[:1].upper() + words[1:]


def _is_that_word(cell: str, match: PhraseMatch) -> bool:
    phrase = _CELL_WORDS[match.index]
    same = fold(cell[match.start])[:1] == fold(phrase)[:1] and match.score >= _LEAST_SHORT_WORD
    return same or len(phrase) > _SHORT_WORD


def names_time(text: str) -> bool:
    """Whether words of time stand in a text without a misread letter."""
    return _DEADLINE_SIGN.search(fold(text)) is not None


def is_deadline(cell: str) -> bool:
    """Whether a cell reads as a deadline and nothing else."""
    read = fold(read_cell(cell))
    if not _DEADLINE_SIGN.search(read) or _NO_DEADLINE.search(read) or not _OPENS_A_CELL.match(read):
        return False
    rest = _DEADLINE_WORDS.sub(" ", read)
    letters = sum(character.isalnum() for character in rest)
    return letters <= _FOREIGN_LETTERS and letters < sum(character.isalnum() for character in read) / 2


_FOREIGN_LETTERS = 3
# A cell without one of these names no time: "Kế hoạch" and "Báo cáo" are products.
_DEADLINE_SIGN = re.compile(
    r"thuong xuyen|hang (?:nam|quy|thang)|truoc (?:ngay|(?:thang|quy|nam) [\divx]|\d)|truoc quy$|thang \d|"
    r"\bquy [ivx1l]|\bnam 20\d\d|^20\d\d\s*(?:-|–)\s*20\d\d|theo (?:quy dinh|ke hoach phe)|\d/\d"
)
_OPENS_A_CELL = re.compile(
    r"\W*(?:\w\s)?(?:thuong|hang|theo|hoan|truoc|ngay|thang|quy|nam|dinh ky|xong|trong|den|cuoi|dau|sau|giai doan|\d)"
)
_NO_DEADLINE = re.compile(r"%|\bcua\b")
_DEADLINE_WORDS = re.compile(
    r"thuong xuyen|hang (?:nam|quy|thang)|theo (?:quy dinh|ke hoach)|phe duyet|hoan thanh|truoc|ngay|thang|"
    rf"quy|\bnam\b|lien ke|lien|dinh ky|dot xuat|\bve\b|noi dung|muc thoi gian|thoi gian|bao cao|\bva\b|"
    rf"\b{_NUMERAL.lower()}\b|\d+"
)


def last_day(words: str, *, year: int | None = None) -> date | None:
    """The last day that the words of a deadline allow, None if they name none; `year` is that of words without one.

    "Trước ngày 05/01/2024" allows the 4th; "quý II/2022" the 30th of June; of several days the latest counts.
    """
    folded = fold(words)
    days = [day for match in _FULL_DAY.finditer(folded) if (day := _day(*match.groups())) is not None]
    if days:
        return max(days) - timedelta(days=1) if "truoc" in folded else max(days)
    named = _YEAR.findall(folded)
    last_year = int(named[-1]) if named else None
    if last_year is None and re.search(r"hang (nam|quy|thang)|thuong xuyen|lien ke", folded):
        return None
    months = [int(match.group(1)) for match in _MONTH.finditer(folded)]
    months += [_QUARTER_ENDS[number] for match in _QUARTER.finditer(folded) if (number := _quarter(match.group(1)))]
    chosen = last_year or year
    if months and chosen and max(months) <= 12:
        if "truoc" in folded:
            first = max(months) - 2 if _QUARTER.search(folded) else max(months)
            return date(chosen, max(first, 1), 1) - timedelta(days=1)
        return date(chosen, max(months), monthrange(chosen, max(months))[1])
    if last_year is not None:
        return date(last_year - 1, 12, 31) if "truoc nam" in folded else date(last_year, 12, 31)
    return None


def _day(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _quarter(numeral: str) -> int | None:
    return _ROMAN_NUMBERS.get(numeral.lower().replace("1", "i").replace("l", "i"))


def _shown(text: str, start: int, phrase: str) -> str:
    """The phrase as it is spelled, opening with a capital where the text does."""
    return phrase[:1].upper() + phrase[1:] if text[start].isupper() else phrase


@lru_cache(maxsize=1)
def _recurring() -> PhraseMatcher:
    return PhraseMatcher(_RECURRING, least_score=_LEAST_RECURRING)


@lru_cache(maxsize=1)
def _opening() -> PhraseMatcher:
    return PhraseMatcher(_OPENING, least_score=_LEAST_OPENING)


@lru_cache(maxsize=1)
def _cell_words() -> PhraseMatcher:
    return PhraseMatcher(_CELL_WORDS, least_score=_LEAST_CELL_WORD)
