"""The one grammar of days, months, quarters, half years, years, recurring times and terms that run from an event.

A period says what its words say and no more: an impossible day ("30/02/2026") gives a doubtful period without days,
never another day; a day without a year has none unless the caller names the year. Text is matched folded, so words
whose marks a scan lost are read too; a word that is written otherwise ("trọng" for "trong") is not taken for it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from ingest.language.fold import Folded, fold, fold_with_map
from ingest.language.period_forms import (
    BEFORE,
    BOUND_WORD,
    BOUNDS,
    BY,
    COUNT,
    FORMS,
    FROM,
    GOES_ON,
    HOMOGRAPHS,
    HOUR,
    LIST_GAP,
    MONTHS,
    NUMBER_WORD,
    NUMBERS,
    PREFIX,
    QUARTER,
    QUARTERS,
    RANGE_GAP,
    RECURRING,
    UNITS,
    WITHIN,
    WORD,
    WORDS,
    YEAR,
)

# From the most to the least frequent: of several recurrences the first counts ("hằng quý, 6 tháng" is "quarter").
EVERY = ("day", "week", "month", "quarter", "half-year", "year", "regular", "irregular")

# How far before a date the words that bind it are looked for, and how many letters an event may have.
_REACH = 48
_MONTHS_OF_A_QUARTER = 3
_HALF_YEAR = 6
_MONTHS_OF_A_YEAR = 12
_LEAP_YEAR = 2024
_EDGES = frozenset({"dau", "giua", "cuoi", "het"})
_LATE_EDGES = frozenset({"cuoi", "het"})
# "đầu năm 2025" and "giữa năm 2025" name no last day.
_VAGUE_EDGES = frozenset({"dau", "giua"})
_OPENING = 12
_HOUR = re.compile(HOUR)
_Moment: TypeAlias = tuple[int | None, int | None, int | None]
_NOTHING: _Moment = (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The words `start:end` of a text that name a time.

    `first` and `last` are its days, both included, each None where the words leave it open. `bound` says how the
    words before it bind: BEFORE, BY, WITHIN or FROM, None without any. `every` is how often it recurs, one of EVERY;
    `after` the words of a term that runs from an event ("30 ngày kể từ ngày ban hành"). `kind` is "day", "month",
    "quarter", "half-year", "year", "years", "every" or "term". `is_doubtful`: the words name a day, month or quarter
    that does not exist.
    """

    start: int
    end: int
    kind: str
    bound: str | None = None
    first: date | None = None
    last: date | None = None
    every: str | None = None
    after: str | None = None
    is_doubtful: bool = False
    last_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Core:
    """A time in a folded text before it is bound: year, month and day of its two ends, None where not said."""

    start: int
    end: int
    kind: str
    low: _Moment = _NOTHING
    high: _Moment = _NOTHING
    every: str | None = None
    after: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    """A core with how the words before it bind it, where these begin, and the edge of it that they name."""

    core: _Core
    bound: str | None
    start: int
    edge: str | None = None


def periods(text: str, *, year: int | None = None) -> tuple[Period, ...]:
    """Every time that a text names, in order, without overlap; `year` is that of days and months without one."""
    folded = fold_with_map(text)
    cores = list(_cores(folded.text))
    ends = [0, *(core.end for core in cores)]
    bound = [_bound(folded, core, text, after) for core, after in zip(cores, ends, strict=False)]
    found = []
    for time in _joined(folded.text, [item for item in bound if _is_time(text, folded, item.core)]):
        first, last, is_doubtful = _days(time, year)
        begin, end = folded.to_source(time.start, time.core.end)
        end = begin + len(text[begin:end].rstrip())
        if "(" in text[begin:end] and text[end : end + 1] == ")":
            end += 1
        found.append(
            Period(
                start=begin,
                end=end,
                kind=time.core.kind.removeprefix("short "),
                bound=time.bound,
                first=first,
                last=last,
                every=time.core.every,
                after=" ".join(text[begin:end].split()) if time.core.after else None,
                is_doubtful=is_doubtful,
                last_year=time.core.high[0],
            )
        )
    return tuple(found)


def _cores(text: str) -> Iterator[_Core]:
    order = {form: number for number, form in enumerate(FORMS)}
    found = [(form, match) for form, pattern in FORMS.items() for match in pattern.finditer(text)]
    at = 0
    for form, match in sorted(found, key=lambda item: (item[1].start(), -item[1].end(), order[item[0]])):
        if match.start() < at:
            continue
        at = match.end()
        core = _core(form, match)
        goes_on = GOES_ON.match(text, core.end) if core.kind not in ("every", "term") else None
        yield replace(core, end=goes_on.end(), is_open=True) if goes_on else core


def _core(form: str, match: re.Match[str]) -> _Core:
    """The time of a match of that form."""
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else None
    each = UNITS[said["each"]] if said.get("each") else None
    kind, low, high = form, _NOTHING, _NOTHING
    if form in ("term", "limit"):
        kind = "term"
    elif form == "open day":
        low = high = (None, None, int(said["day"]))
    elif said.get("day"):
        kind = "short day" if form == "short day" else "day"
        low = high = (year, _number(said["month"], MONTHS), int(said["day"]))
    elif form in ("month", "month of year"):
        months = [_number(word, MONTHS) for word in NUMBER_WORD.findall(said["months"].replace("thang", " "))]
        kind, low, high = "month", (year, min(months), None), (year, max(months), None)
    elif form == "quarter":
        quarters = [_quarter(word) for word in re.findall(QUARTER, said["quarters"].replace("quy", " "))]
        first, last = min(quarters), max(quarters)
        low, high = (year, (first - 1) * _MONTHS_OF_A_QUARTER + 1, None), (year, last * _MONTHS_OF_A_QUARTER, None)
    elif form == "half-year":
        months_of_it = _number(said["months"], NUMBERS) if said["months"] else _HALF_YEAR
        edges = (
            (1, months_of_it) if said["edge"] == "dau" else (_MONTHS_OF_A_YEAR + 1 - months_of_it, _MONTHS_OF_A_YEAR)
        )
        low, high = (year, edges[0], None), (year, edges[1], None)
    elif form == "years":
        low, high = (int(said["low"]), None, None), (year, None, None)
    elif form == "year":
        named = [int(word) for word in re.findall(YEAR, said["years"])]
        low, high = (min(named), None, None), (max(named), None, None)
    else:
        kind = "every"
        each = UNITS[said.get("unit") or said["of"]] if form == "day of each" else _how_often(match.group())
    return _Core(start=match.start(), end=match.end(), kind=kind, low=low, high=high, every=each, after=kind == "term")


def _number(word: str, named: Mapping[str, int]) -> int:
    return int(word) if word.isdigit() else named[" ".join(word.split())]


def _quarter(numeral: str) -> int:
    """The quarter of a numeral; 5, which no year has, for one that names none."""
    if numeral in QUARTERS:
        return QUARTERS[numeral]
    strokes = numeral.translate(str.maketrans("1l|", "iii"))
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(strokes)
    return roman or (int(numeral) if numeral in "1234" else 5)


def _how_often(words: str) -> str:
    found = {every for word, every in RECURRING.items() if re.search(rf"\b{word}\b", words)} - {"irregular"}
    months = re.findall(rf"\b({COUNT})\s+thang\b", words)
    if any(_number(n, NUMBERS) == _HALF_YEAR for n in months) or "nua nam" in words:
        found.add("half-year")
    if any(_number(n, NUMBERS) == _MONTHS_OF_A_QUARTER for n in months):
        found.add("quarter")
    rest = re.sub(rf"\b{COUNT}\s+thang\b(?:\s+(?:dau|cuoi)\s+nam)?", " ", words)
    found |= {unit for word, unit in UNITS.items() if re.search(rf"\b{word}\b", rest)}
    named = found - {"regular"}
    return next((every for every in EVERY if every in (named or found)), "irregular")


def _bound(folded: Folded, core: _Core, source: str, after: int) -> _Time:
    """The time with the words before it that bind it, none of them before `after`."""
    window = max(after, core.start - _REACH)
    prefix = PREFIX.search(folded.text[window : core.start])
    start, bound, edge = core.start, None, None
    if prefix is not None:
        begin = window + prefix.start()
        for word in WORD.finditer(folded.text, begin, core.start):
            if source[folded.starts[word.start()] : folded.starts[word.end()]].lower() in HOMOGRAPHS:
                begin = word.end()
        edge = next((word for word in reversed(folded.text[begin : core.start].split()) if word in _EDGES), None)
        start = folded.text.index(edge, begin) if edge is not None else core.start
        for found in BOUND_WORD.finditer(folded.text, begin, core.start):
            how = BOUNDS[" ".join(found.group().split())]
            start = min(start, found.start()) if bound is None else start
            bound = BEFORE if BEFORE in (how, bound) else bound if bound is not None and how == FROM else how
        # "Trước 17 giờ ngày 20/5" still allows the 20th.
        bound = BY if bound == BEFORE and _HOUR.search(folded.text, begin, core.start) else bound
    within = BOUND_WORD.match(folded.text, core.start) if core.after else None
    return _Time(core=core, bound=BOUNDS[" ".join(within.group().split())] if within else bound, start=start, edge=edge)


def _is_time(source: str, folded: Folded, core: _Core) -> bool:
    """Whether the words are those of time in the source as well, marks and all."""
    words = source[folded.starts[core.start] : folded.starts[core.end]].lower()
    return not any(word in HOMOGRAPHS - set(WORDS["numbers"]) for word in WORD.findall(words[:_OPENING]))


def _joined(text: str, found: Sequence[_Time]) -> Iterator[_Time]:
    """Ranges and lists as one time each; a day that only opens a range, or a bare "3/12", is none by itself."""
    held: _Time | None = None
    for time in found:
        if held is not None:
            before = held.core
            if RANGE_GAP.fullmatch(text, before.end, time.core.start) and _is_range(before, time.core):
                held = _Time(core=_range(before, time.core), bound=WITHIN, start=held.start, edge=time.edge)
                continue
            gap = LIST_GAP.fullmatch(text, before.end, min(time.start, time.core.start))
            # "kế hoạch năm 2026 trong quý IV/2025": what is planned is of the one, when it is due the other.
            is_other = held.bound is None and time.bound is not None and not gap.group().strip() if gap else False
            if gap and not is_other and "term" not in (before.kind, time.core.kind):
                held = replace(held, core=_list(before, time.core), bound=held.bound or time.bound)
                continue
            if _stands_alone(text, held):
                yield held
        held = time
    if held is not None and _stands_alone(text, held):
        yield held


def _stands_alone(text: str, time: _Time) -> bool:
    if time.core.kind == "short day":
        return time.bound in (BEFORE, BY, WITHIN) or text.startswith("ngay", time.core.start)
    return time.core.kind != "open day"


def _is_range(low: _Core, high: _Core) -> bool:
    return low.high[0] is None or high.high[0] is None or low.high[0] <= high.high[0]


def _range(low: _Core, high: _Core) -> _Core:
    year, month, day = low.low
    first = (year or high.high[0], month or (high.high[1] if day is not None else None), day)
    kind = high.kind if high.kind != "year" else "years"
    return _Core(
        start=low.start, end=high.end, kind=kind, low=first, high=high.high, every=high.every, is_open=high.is_open
    )


def _list(one: _Core, other: _Core) -> _Core:
    every = next((e for e in EVERY if e in (one.every, other.every)), None)
    dated = [core for core in (one, other) if core.kind != "every"]
    if not dated:
        return replace(one, end=other.end, every=every)
    year = dated[-1].high[0]
    ends = [((c.low[0] or year, *c.low[1:]), (c.high[0] or year, *c.high[1:])) for c in dated]
    low = min((e[0] for e in ends), key=_order)
    high = max((e[1] for e in ends), key=_order)
    kind = dated[-1].kind if dated[-1].kind != "open day" else "day"
    return _Core(start=one.start, end=other.end, kind=kind, low=low, high=high, every=every, is_open=other.is_open)


def _order(moment: _Moment) -> tuple[int, int, int]:
    return (moment[0] or 0, moment[1] or 0, moment[2] or 0)


def _days(time: _Time, year: int | None) -> tuple[date | None, date | None, bool]:
    """First and last day, and whether an end of the time does not exist."""
    core, is_range = time.core, time.core.low != time.core.high
    if core.kind in ("every", "term"):
        return None, None, False
    if not (_exists(core.low) and _exists(core.high)):
        return None, None, True
    if core.every is not None and core.high[0] is None:
        return None, None, False
    low, high = ((of or year, month, day) for of, month, day in (core.low, core.high))
    if low[0] is None or high[0] is None:
        return None, None, False
    first, last = _first(low), _last(high)
    if first is None or last is None:
        return None, None, True
    if time.bound == BEFORE and time.edge in _VAGUE_EDGES and core.kind == "year":
        return None, None, False
    if time.bound == BEFORE:
        return None, last if time.edge in _LATE_EDGES else _opening_day(core, high) - timedelta(days=1), False
    if core.is_open or (time.bound == FROM and not is_range):
        return first, None, False
    if core.kind == "year" and time.edge in _VAGUE_EDGES:
        return first, None, False
    is_end = time.bound == BY or (time.bound == WITHIN and core.kind.endswith("day"))
    return None if is_end and not is_range else first, last, False


def _opening_day(core: _Core, high: _Moment) -> date:
    """The first day of the last time that was named; of several days the latest counts."""
    year, month, day = high
    if core.kind in ("years", "half-year"):
        year, month, day = core.low[0] or year, core.low[1], core.low[2]
    elif core.kind == "quarter" and month is not None:
        month -= _MONTHS_OF_A_QUARTER - 1
    return date(year or 1, month or 1, day or 1)


def _exists(moment: _Moment) -> bool:
    """Whether there is such a day in its year, or in a leap year where it names none."""
    year, month, day = moment
    if month is not None and not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= (31 if month is None else monthrange(year or _LEAP_YEAR, month)[1])


def _first(moment: _Moment) -> date | None:
    year, month, day = moment
    try:
        return date(year or 0, month or 1, day or 1)
    except ValueError:
        return None


def _last(moment: _Moment) -> date | None:
    year, month, day = moment
    try:
        return date(year or 0, month or 12, day or monthrange(year or 0, month or 12)[1])
    except ValueError:
        return None


def spelled(words: str) -> str:
    """The words of a time as they are written, where a scan or a typist lost all their marks; else as they are."""
    if not words.isascii():
        return words
    return WORD.sub(lambda word: _as_written(word.group()), words)


def _as_written(word: str) -> str:
    written = _written().get(fold(word), word)
    return written[:1].upper() + written[1:] if word[:1].isupper() else written


@lru_cache(maxsize=1)
def _written() -> dict[str, str]:
    """The words of time by their folded form."""
    bounds = WORDS["bounds"]
    listed = [
        *bounds["between"],
        *bounds[BY],
        *bounds[WITHIN],
        *bounds[BEFORE],
        *bounds[FROM],
        *WORDS["recurring"],
        *WORDS["units"],
    ]
    parts = [part for word in [*WORDS["every"]["words"][::-1], *listed, *WORDS["units"]] for part in word.split()]
    return {fold(part): part for part in [*parts, "giai", "đoạn", "hoặc", "và"]}
