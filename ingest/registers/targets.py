"""The register of targets and figures: subject, comparison, value, unit, year, each with its span.

Every percentage is a figure unless it only delimits a class ("tự bảo đảm từ 10% đến dưới 30% chi thường xuyên"), and
so are ranks ("nhóm 10 địa phương"), counts with a classifier after a verb of aiming, and frequencies. What a report
says was reached is kept apart from what a plan sets. A value is never computed, only read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from ingest.documents import Document, Span, Target
from ingest.language.fold import Folded, fold, fold_with_map
from ingest.language.fuzzy import PhraseMatcher
from ingest.layout.body_units import body_end, units
from ingest.quality import read_quality

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})*"
_PERCENT = re.compile(rf"(?<![\d.,/])({_NUMBER})\s?%(?:\s*(?:-|–|den|toi)\s*({_NUMBER})\s?%)?")
_RANK = re.compile(r"(?:nhom|nhóm)\s+(\d{1,2})(?=\s+(?:dia ph|tinh|don vi|co quan))")
_COUNT = re.compile(
    rf"(?:khoang|dat|it nhat|toi thieu|c[o6])\s+({_NUMBER})\s+(doanh nghiep|xa|phuong|mo hinh|thu tuc|dich vu)\b"
)
# "xếp vị thứ 5", "xếp thứ 10"
_PLACED = re.compile(r"\bx\w{1,2}p\s+(?:v\w{1,2}\s+)?th\w{1,2}\s+(\d{1,2})\b")
_PLACE_UNIT = "vị thứ"
_FREQUENCY = re.compile(r"(\d{1,2}\s+(?:thang|quy|nam|tuan)\s*/\s*lan)")
_REPORTED = re.compile(
    rf"(?<![\d/.,-])({_NUMBER})\s+(ho so|du thao van ban|lop boi|luot|chung thu so|thi sinh|doanh nghiep)\b"
)
# A percentage that delimits a class of units, or tells what it is a percentage of.
_CLASS_AFTER = re.compile(r"\s*(?:den\s+\w{2,4}\w?\s+\d+\s?%\s*)?chi\s+t\w{1,3}\w{3,5}\s+x|\s*chi\s+thu|\s*chi\s+to,")
_CLASS_BEFORE = re.compile(r"(?:bao\s+(?:dam|dai|dal)\s+(?:t\w{1,2}\s+)?(?:\w{3,5}\s+)?|\d\s?%\s+den\s+\w{3,4}i?\s+)$")

_AT_LEAST = ("tối thiểu", "ít nhất", "không dưới", "trở lên")
_AT_MOST = ("tối đa", "không quá", "không vượt quá")
_LEAST_CUE = 0.7
_CUE_REACH = 22
_AFTER_REACH = 14
_CUE_GAP = 3
_OVER_BEFORE = re.compile(r"(?:\b(?:tren|hon|tr[eau]n|teen)|≥|>=)\s+(?:so\s+)?$")
_UNDER_BEFORE = re.compile(r"(?:\bduoi|≤|<=)\s+$")

_YEAR_AFTER = re.compile(r"^[^;.]{0,6}\s*(?:vao\s+)?n[a-z]{1,3}m?\s+(20\d\d)")
_PERIOD = re.compile(r"giai\s+\w{3,5}\s+(20\d\d)\s*-\s*(20\d\d)")
_UNTIL = re.compile(
    r"\bd[e\w]{1,2}\s?n?\s+(?:het\s+|cuoi\s+)?(?:\w?[nw]?[ad]\w{0,2}m|(?!nay\b|quy\b|ngay\b)\w{2,3})\s+(20\d\d)"
)
# "Trong năm 2019, …" dates what a report tells behind it.
_IN_YEAR = re.compile(r"(?:^|[.;]\s+)\W*(?:trong|nam)\s+(?:n\w{1,3}\s+)?(20\d\d)\b")
_YEAR = re.compile(r"\b[nw\w]{1,2}am\s+(20\d\d)")
_NOT_ITS_YEAR = re.compile(r"(?:so v\w+|thang\s+\d{1,2}|voi|vii|vci|sO vOi)\s*$")

# "tối thiểu 90% vào năm 2025 và 95% vào năm 2030": one comparison for both years.
_BY_YEARS = re.compile(r"\s*(?:vao\s+)?\w{2,4}m?\s+20\d\d\s*(?:,|va)+\s*$")
_BREAK = re.compile(r"[;.](?=\s|$)")
_SOFT_BREAK = re.compile(r",\s+|\s+v[aà]\s+")
_FEWEST_SUBJECT_WORDS = 4
_CONFIDENCE = 0.95
_INFERRED_CONFIDENCE = 0.8
_REPORT = "bao cao"
_FORWARD = re.compile(r"nhi\w+\s+v\w\s+\w{4,5}\s+tam")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value in a folded text: where it and its words of comparison stand, and what it says."""

    start: int
    end: int
    value: str
    unit: str
    comparison: str


def targets(document: Document) -> tuple[Target, ...]:
    """Every target and figure of a document, in order of place; spans are offsets into the source text."""
    found = [
        target for start, end, forward in _segments(document) for target in _targets(document, start, end, forward)
    ]
    return tuple(sorted(found, key=lambda target: (target.span, target.value, target.id)))


def _segments(document: Document) -> Iterator[tuple[int, int, bool]]:
    """The bullets of the body and the cells of the annexes, each with whether it plans rather than reports."""
    text = document.reading.text
    planning = not fold(document.metadata.kind or "").startswith(_REPORT)
    for unit in units(document.reading):
        yield unit.start, unit.end, planning or any(_FORWARD.search(fold(title)) for title in unit.section_titles)
    if planning:
        source_end = body_end(document.reading.source)
        end = document.reading.to_reading(source_end, source_end)[0]
        for block in re.finditer(r"(?:[^\n\f]*\S[^\n\f]*\n?)+", text[end:]):
            yield end + block.start(), end + block.end(), True


def _targets(document: Document, start: int, end: int, planned: bool) -> Iterator[Target]:
    folded = fold_with_map(document.reading.text[start:end])
    values = _values(folded.text, planned=planned)
    for number, value in enumerate(values):
        before, after = _apart(folded.text, values, number)
        left, right = _clause(folded.text, value, before, after)
        yield _target(document, folded, start, Span(start=left, end=right), value, planned=planned)


def _values(text: str, *, planned: bool) -> list[_Value]:
    found: list[_Value] = []
    for match in _PERCENT.finditer(text):
        if _CLASS_AFTER.match(text, match.end()) or _CLASS_BEFORE.search(text[: match.start()]):
            continue
        low, high = match.group(1), match.group(2)
        value = f"{low}%-{high}%" if high else f"{low}%"
        comparison = "between" if high else _comparison(text, match.start(), match.end())
        found.append(_Value(start=match.start(), end=match.end(), value=value, unit="%", comparison=comparison))
    others = [(_RANK, "nhóm", "<="), (_PLACED, _PLACE_UNIT, "="), (_FREQUENCY, None, "=")]
    if planned:
        others.append((_COUNT, "", ""))
    for pattern, unit, comparison in others:
        for match in pattern.finditer(text):
            shown = unit if unit else match.group(match.lastindex or 1)
            if pattern is _FREQUENCY:
                shown = re.sub(r"^\d+\s+", "", match.group(1))
            rule = comparison or _comparison(text, match.start(1), match.end(1))
            found.append(
                _Value(
                    start=match.start(1),
                    end=match.end(1),
                    value=_spelled(match.group(1)),
                    unit=shown,
                    comparison=rule,
                )
            )
    if not planned:
        for match in _REPORTED.finditer(text):
            found.append(
                _Value(start=match.start(), end=match.end(1), value=match.group(1), unit=match.group(2), comparison="=")
            )
    found.sort(key=lambda value: value.start)
    return _with_shared_cues(text, found)


def _with_shared_cues(text: str, values: list[_Value]) -> list[_Value]:
    """Values of one list ("tối thiểu tương ứng là 90%, 80%, 75%") share the comparison of the first."""
    shared: list[_Value] = []
    for value in values:
        between = text[shared[-1].end : value.start] if shared else ""
        if shared and value.comparison == "=" and (_is_list_joint(between) or _BY_YEARS.match(between)):
            value = _Value(
                start=value.start, end=value.end, value=value.value, unit=value.unit, comparison=shared[-1].comparison
            )
        shared.append(value)
    return shared


def _apart(text: str, values: list[_Value], number: int) -> tuple[_Value | None, _Value | None]:
    """The nearest values before and after that are not of the same list ("30%, 20%, 15%")."""
    first = last = number
    while first and _is_list_joint(text[values[first - 1].end : values[first].start]):
        first -= 1
    while last + 1 < len(values) and _is_list_joint(text[values[last].end : values[last + 1].start]):
        last += 1
    return (values[first - 1] if first else None), (values[last + 1] if last + 1 < len(values) else None)


def _is_list_joint(between: str) -> bool:
    return re.fullmatch(r"\s*(?:,|va|;)?\s*(?:va)?\s*", between) is not None


def _comparison(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _CUE_REACH) : start], text[end : end + _AFTER_REACH]
    clause_before = re.split(r"[;.%]", before)[-1]
    near = _cues().find(clause_before)
    if not near:
        near = [match for match in _cues().find(re.split(r"[;,.%]", after)[0]) if match.start <= _CUE_GAP]
    if near:
        return ">=" if near[-1].index < len(_AT_LEAST) else "<="
    if _OVER_BEFORE.search(before):
        return ">="
    return "<=" if _UNDER_BEFORE.search(before) else "="


def _clause(text: str, value: _Value, before: _Value | None, after: _Value | None) -> tuple[int, int]:
    """Where the words that say this value begin and end."""
    left, right = 0, len(text)
    for stop in _BREAK.finditer(text):
        if stop.end() <= value.start:
            left = stop.end()
        elif stop.start() >= value.end and (stop.group() == "." or (after is not None and after.start > stop.start())):
            right = stop.start()
            break
    if before is not None and left < before.end:
        softs = [soft.end() for soft in _SOFT_BREAK.finditer(text, before.end, value.start)]
        softs = [soft for soft in softs if not _is_list_joint(text[soft : value.start]) or soft == value.start]
        left = softs[-1] if softs else before.end
    if after is not None and right > after.start:
        softs = [soft.start() for soft in _SOFT_BREAK.finditer(text, value.end, after.start)]
        right = softs[-1] if softs else after.start
    while left < right and not (text[left].isalnum()):
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    return left, right


def _target(document: Document, folded: Folded, offset: int, clause: Span, value: _Value, *, planned: bool) -> Target:
    reading = document.reading
    start, end = folded.to_source(clause.start, clause.end)
    span_start, span_end = reading.to_source(offset + start, offset + end)
    words = reading.text[offset + start : offset + end]
    year = _year(folded.text, clause, value)
    subject = _subject(folded, reading.text[offset:], clause, value)
    confidence = (_CONFIDENCE if len(subject.split()) >= _FEWEST_SUBJECT_WORDS else _INFERRED_CONFIDENCE) * (
        0.5 + 0.5 * read_quality(words)
    )
    content = "\x1f".join([document.source, str(span_start), str(span_end), str(value.start), value.value])
    return Target(
        id=sha256(content.encode()).hexdigest()[:16],
        source=document.source,
        subject=subject,
        comparison=value.comparison,
        value=value.value,
        unit=_spelled(value.unit),
        year=year,
        kind="target" if planned else "achieved",
        confidence=round(confidence, 3),
        span=Span(start=span_start, end=span_end),
    )


def _year(text: str, clause: Span, value: _Value) -> str | None:
    """The year by which the value holds: named after it, by the clause, or by the "đến năm" that opens the bullet."""
    after = _YEAR_AFTER.match(text[value.end : clause.end])
    if after:
        return after.group(1)
    words = text[clause.start : clause.end]
    period = _PERIOD.search(words)
    if period and not _NOT_ITS_YEAR.search(words[: period.start()]):
        return f"{period.group(1)}-{period.group(2)}"
    for pattern in (_UNTIL, _YEAR):
        named = [m.group(1) for m in pattern.finditer(words) if not _NOT_ITS_YEAR.search(words[: m.start()])]
        if named:
            return named[-1] if pattern is _YEAR else named[0]
    until = [m.group(1) for m in _UNTIL.finditer(text[: clause.start]) if not _NOT_ITS_YEAR.search(text[: m.start()])]
    if until:
        return until[-1]
    within = _IN_YEAR.findall(text[: value.start]) if value.unit == _PLACE_UNIT else []
    return within[-1] if within else None


def _subject(folded: Folded, reading: str, clause: Span, value: _Value) -> str:
    """What the value is said of: the words of the clause without the value, or of the clause before if too few."""
    start, end = folded.to_source(clause.start, clause.end)
    value_start, value_end = folded.to_source(value.start, value.end)
    words = f"{reading[start:value_start]} {reading[value_end:end]}".split()
    if len(words) < _FEWEST_SUBJECT_WORDS:
        sentence = re.split(r"[;.]\s", reading[:value_start])[-1]
        words = sentence.split()
    subject = " ".join(words).strip(" ,;:-")
    return subject[:1].upper() + subject[1:]


_UNITS = {
    "doanh nghiep": "doanh nghiệp",
    "ho so": "hồ sơ",
    "du thao van ban": "dự thảo văn bản",
    "lop boi": "lớp bồi dưỡng",
    "luot": "lượt",
    "chung thu so": "chứng thư số",
    "thi sinh": "thí sinh",
    "phuong": "phường",
    "xa": "xã",
    "mo hinh": "mô hình",
    "thu tuc": "thủ tục",
    "dich vu": "dịch vụ",
}


def _spelled(unit: str) -> str:
    return _UNITS.get(unit, unit.replace("thang", "tháng").replace("quy", "quý").replace("lan", "lần"))


@lru_cache(maxsize=1)
def _cues() -> PhraseMatcher:
    return PhraseMatcher((*_AT_LEAST, *_AT_MOST), least_score=_LEAST_CUE)
