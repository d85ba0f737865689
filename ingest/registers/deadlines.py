"""The words of a deadline, read from clauses and from cells, and the days that they allow.

"Thường xuyên" and "hằng năm" are deadlines without a last day, and so are terms that run from an event. A quarter or a
month without a year takes the year that the caller names; without one it has no last day either. Nothing is guessed
from the signing date, and a day that does not exist is a doubt, never another day.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ingest.language.fold import fold
from ingest.language.fuzzy import PhraseMatch, PhraseMatcher
from ingest.language.period_forms import BEFORE, BY, FROM, WITHIN
from ingest.language.periods import Period, periods, spelled

_WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text(encoding="utf-8"))
_LEAST_RECURRING = 0.8
_LEAST_OPENING = 0.8
_LEAST_BEFORE = 0.66
_OPENING_REACH = 4
_OPENING_LETTERS = 30
# How far before a time the words that announce it may stand, and the words that make it no deadline.
_ANNOUNCING_REACH = 40
_BEFORE_REACH = 16
_LEAST_CELL_WORD = 0.66
# "Phòng" is not "Tháng": short words may have lost a mark, not a consonant.
_SHORT_WORD = 7
_LEAST_SHORT_WORD = 0.78
_FOREIGN_LETTERS = 3

_NUMERAL = r"[IVX1l]{1,4}"
_QUARTER_IN_CELL = re.compile(rf"\bQu[^\s\w]?\w?\s{{0,4}}(?:-\s{{0,4}})?\b({_NUMERAL})\b")
_NO_DEADLINE = re.compile(r"%|\bcua\b(?! thang| quy| nam)")
_CONJUNCTION = re.compile(r"[\W\d_]{0,12}(?:\w{2,6}\s\w{2,5}\s?,\s?)?")
_CLAUSE_END = re.compile(r"\s{0,4}(?:[.;,)]|$)")
# "…, tổng kết và định kỳ báo cáo": a verb of its own follows.
_COORDINATE = re.compile(r"(?:,|\bva)\s{1,4}$")
_COMMA_BEFORE = re.compile(r"[,(:]\s{0,4}$")


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, map(fold, words)), key=len, reverse=True))


_ANNOUNCED = re.compile(rf"\b(?:{_either(_WORDS['announcing'])})(?:\s(?:la|la:|trong|vao|ngay))?\s?:?\s?$")
_FOR_ALL = re.compile(rf"\b(?:{_either(_WORDS['for_all'])})\b")
_SPENDING = re.compile(rf"\b(?:{_either(_WORDS['spending'])})\s(?:\w+\s){{0,1}}$")
# With their marks: without them "tính" is the "tỉnh" of "trình UBND tỉnh trước ngày …".
_STANDING = re.compile(rf"\b(?:{'|'.join(_WORDS['standing'])})\s(?:đến\s|cho\s|tới\s){{0,2}}$")
_BY_REFERENCE = re.compile(rf"\W*(?:{_either(_WORDS['by_reference'])})\b")
_AROUND = re.compile(rf"\b(?:{_either(_WORDS['around'])})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineWords:
    """The words of a deadline as they are to be shown, and their place `start:end` in the text they were read from."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineTerms:
    """What the words of a deadline say as data.

    `first` and `last` are its days, both included, None where they are open; `recurrence` is one of EVERY in
    `ingest.language.periods`; `relative` the words of a term that runs from an event. `is_doubtful`: a day is named
    that does not exist.
    """

    first: date | None = None
    last: date | None = None
    recurrence: str | None = None
    relative: str | None = None
    is_doubtful: bool = False


def deadline_terms(words: str, *, year: int | None = None) -> DeadlineTerms:
    """What the words of a deadline say; `year` is that of days and months without one.

    Of several days the latest counts, of several recurrences the most frequent.
    """
    found = periods(words, year=year)
    is_doubtful = any(period.is_doubtful for period in found)
    ends = [period.last for period in found if period.last is not None]
    begins = [period.first for period in found if period.first is not None]
    is_open = any(period.first is not None and period.last is None for period in found)
    return DeadlineTerms(
        first=min(begins) if begins and not is_doubtful else None,
        last=max(ends) if ends and not is_doubtful and not is_open else None,
        recurrence=next((period.every for period in found if period.every is not None), None),
        relative=next((period.after for period in found if period.after is not None), None),
        is_doubtful=is_doubtful,
    )


def last_day(words: str, *, year: int | None = None) -> date | None:
    """The last day that the words of a deadline allow, None if they name none; `year` is that of words without one.

    "Trước ngày 05/01/2024" allows the 4th; "quý II/2022" the 30th of June; of several days the latest counts.
    """
    return deadline_terms(words, year=year).last


def deadline_in_clause(clause: str, *, broken: bool = True) -> DeadlineWords | None:
    """The deadline that a clause sets, None if it sets none; a year that only dates a plan is none.

    In clean text, which is not `broken`, no misread words are looked for.
    """
    folded = fold(clause) if len(fold(clause)) == len(clause) else clause.lower()
    found = periods(clause)
    dated = next((period for period in found if _sets_a_day(folded, clause, period)), None)
    recurring = [period for period in found if period.kind == "every" and _sets_a_rhythm(folded, period)]
    chosen = dated or max(recurring, key=lambda period: (period.end - period.start, -period.start), default=None)
    if chosen is None:
        return _misread(clause) if broken else None
    start = _misread_before(clause, chosen) if chosen.bound is None else None
    words = clause[chosen.start : chosen.end]
    if start is not None:
        shown = (
            f"{_shown(clause, start, 'trước')} {spelled(words) if fold(words).startswith('ngay') else 'ngày ' + words}"
        )
        return DeadlineWords(words=" ".join(shown.split()), start=start, end=chosen.end)
    shown = words if not words.isascii() else spelled(words)
    return DeadlineWords(words=" ".join(shown.split()), start=chosen.start, end=chosen.end)


def deadline_for_all(heading: str) -> DeadlineWords | None:
    """The deadline that a heading sets for what stands under it, None where its time only says what it is about.

    "Nhiệm vụ hoàn thành trong quý III/2025" sets one, "Nhiệm vụ trọng tâm năm 2025" does not.
    """
    found = deadline_in_clause(heading, broken=False)
    if found is None or deadline_terms(found.words).recurrence == "regular":
        return None
    said = periods(found.words)
    leads_on = heading.rstrip().endswith(":") and said and said[0].kind in ("day", "month", "quarter", "term")
    return found if leads_on or _FOR_ALL.search(fold(heading[: found.end])) else None


def _sets_a_day(folded: str, clause: str, period: Period) -> bool:
    """Whether a dated time or a term is a deadline where it stands."""
    before = folded[max(0, period.start - _ANNOUNCING_REACH) : period.start]
    words = folded[period.start : period.end]
    if period.kind == "every" or (period.bound == FROM and period.last is None):
        return False
    if _STANDING.search(clause[max(0, period.start - _ANNOUNCING_REACH) : period.start].lower()):
        return False
    if _ANNOUNCED.search(before) or period.bound == BEFORE:
        return True
    if period.kind in ("year", "years"):
        opens = _opens(folded, period.start)
        by_year = words.startswith(
            ("vao", "trong", "tai ky hop", "cham nhat", "muon nhat", "xong")
        ) and period.bound in (BY, WITHIN)
        return by_year or (
            opens and words.startswith("den") and folded[period.end : period.end + 2].lstrip()[:1] == ","
        )
    if period.every is not None and period.bound is None:
        return _COMMA_BEFORE.search(before) is not None or _opens(folded, period.start)
    if period.bound == FROM and period.last is not None and period.kind in ("day", "month", "quarter"):
        return True  # "từ tháng 6 đến tháng 9 năm 2025"
    if period.bound in (BY, WITHIN) or period.kind == "term":
        return period.bound is not None
    return period.kind == "day" and _misread_before(clause, period) is not None


def _sets_a_rhythm(folded: str, period: Period) -> bool:
    """Whether a recurring time is a deadline where it stands, and not a part of a name ("kế hoạch hằng năm")."""
    before = folded[max(0, period.start - _ANNOUNCING_REACH) : period.start]
    words = folded[period.start : period.end]
    if _SPENDING.search(before):
        return False
    if _opens(folded, period.start) or period.bound is not None or _ANNOUNCED.search(before):
        return True
    if (
        period.every == "regular"
        and _COORDINATE.search(before)
        and folded[period.end : period.end + 2].strip().isalpha()
    ):
        return True
    if words.startswith("dinh ky") and len(words.split()) > len(["dinh", "ky"]):
        return True
    if _CLAUSE_END.match(folded, period.end) is None:
        return False
    return period.every == "regular" or "," in words or _COMMA_BEFORE.search(before) is not None


def _opens(folded: str, start: int) -> bool:
    """Whether a clause begins at `start`, markers and a short conjunction left out ("Đồng thời, hằng năm …")."""
    begin = max(folded.rfind(sign, 0, start) for sign in ";.:\n") + 1
    return start - begin <= _OPENING_LETTERS and _CONJUNCTION.fullmatch(folded, begin, start) is not None


def _misread(clause: str) -> DeadlineWords | None:
    """The recurring deadline of a clause whose letters a scan took for others."""
    recurring = _matcher("recurring", _LEAST_RECURRING).find(clause)
    if recurring:
        match = max(recurring, key=lambda m: (m.end - m.start, -m.start))
        words = _shown(clause, match.start, _WORDS["recurring"][match.index])
        return DeadlineWords(words=words, start=match.start, end=match.end)
    for part in re.finditer(r"[^;]+", clause):
        joined = _CONJUNCTION.match(fold(part.group()[:_OPENING_LETTERS]))
        for skip in (0, joined.end() if joined else 0):
            at = part.start() + skip
            opening = clause[at : min(at + _OPENING_LETTERS, part.end())]
            first = next(iter(_matcher("opening", _LEAST_OPENING).find(opening)), None)
            if first is not None and first.start <= _OPENING_REACH and not periods(opening[first.start : first.end]):
                words = _shown(clause, at + first.start, _WORDS["opening"][first.index])
                return DeadlineWords(words=words, start=at + first.start, end=at + first.end)
    return None


def _misread_before(clause: str, period: Period) -> int | None:
    """Where a misread "trước" ("TnrOc") before a day begins, None where none stands there."""
    begin = max(0, period.start - _BEFORE_REACH)
    window = clause[begin : period.start]
    matches = _matcher("before_a_day", _LEAST_BEFORE).find(window)
    last = matches[-1] if matches else None
    if last is None or window[last.end :].strip() or fold(window[last.start])[:1] != "t":
        return None
    return begin + last.start


def read_cell(cell: str) -> str:
    """The deadline that a cell holds, its misread words put right; digits stay as they are."""
    pieces: list[str] = []
    at = 0
    cell = _QUARTER_IN_CELL.sub(r"Quý \1", cell)
    matcher, phrases = _matcher("cells", _LEAST_CELL_WORD), _WORDS["cells"]
    for match in matcher.cover([m for m in matcher.candidates(cell) if _is_that_word(cell, m)]):
        written = cell[match.start : match.end]
        phrase = next((p for p in phrases if p.lower() == written.lower()), phrases[match.index])
        opens = not "".join([*pieces, cell[at : match.start]]).strip(" .-|")
        pieces += [cell[at : match.start], phrase if opens or phrase == "Quý" else phrase[:1].lower() + phrase[1:]]
        at = match.end
    words = " ".join("".join([*pieces, cell[at:]]).split()).strip(" .,;|-")
    words = re.sub(r"(?<=\d) (?=\d*/)|(?<=/) (?=\d)|(?<=/\d) (?=\d)|(?<=\b20) (?=\d\d\b)", "", words)
    words = re.sub(r"^[^\W\d]\s+(?=[^\W\d]{2})", "", words)
    words = re.sub(r"(?<=Quý )[Il1]{1,3}(?![\d\w])", lambda m: "I" * len(m.group()), words)
    return words[:1].upper() + words[1:]


def _is_that_word(cell: str, match: PhraseMatch) -> bool:
    phrase = _WORDS["cells"][match.index]
    same = fold(cell[match.start])[:1] == fold(phrase)[:1] and match.score >= _LEAST_SHORT_WORD
    return same or len(phrase) > _SHORT_WORD


def names_time(text: str) -> bool:
    """Whether words of time stand in a text without a misread letter."""
    return bool(periods(text)) or _BY_REFERENCE.match(fold(text)) is not None


def is_deadline(cell: str) -> bool:
    """Whether a cell reads as a deadline and nothing else."""
    read = read_cell(cell)
    folded = fold(read)
    found = periods(read)
    by_reference = _BY_REFERENCE.match(folded)
    if _NO_DEADLINE.search(folded) or not (found or by_reference):
        return False
    if found and not by_reference and sum(map(str.isalnum, folded[: found[0].start])) > _ANNOUNCING_REACH:
        return False
    rest = list(folded)
    for start, end in [(p.start, p.end) for p in found] + ([by_reference.span()] if by_reference else []):
        rest[start:end] = " " * (end - start)
    foreign = sum(map(str.isalnum, _AROUND.sub(" ", "".join(rest))))
    return foreign <= _FOREIGN_LETTERS and foreign < sum(map(str.isalnum, folded)) / 2


def _shown(text: str, start: int, phrase: str) -> str:
    """The phrase as it is spelled, opening with a capital where the text does."""
    return phrase[:1].upper() + phrase[1:] if text[start].isupper() else phrase


@lru_cache(maxsize=8)
def _matcher(words: str, least_score: float) -> PhraseMatcher:
    return PhraseMatcher(_WORDS[words], least_score=least_score)
