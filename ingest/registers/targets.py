"""The register of targets and figures: subject, comparison, value, unit, year, each with its span.

Every share is a figure unless it only marks a kind of unit ("tự bảo đảm từ 10% đến dưới 30% chi thường xuyên"), and so
are ranks, parts of a whole and rates; money and counted nouns where they are aimed at or reported. What was reached is
kept apart from what is set. A value is never computed, only read; a year that the words do not name is taken from the
headings above, then from the document's own period.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from ingest.documents import Document, Span, Target
from ingest.language.amounts import FRACTION, MONEY, PERCENT, RANK, RATE, TIME, Amount, amounts
from ingest.language.comparisons import EQUAL, MOST, comparison
from ingest.language.fold import fold
from ingest.language.superscripts import SUPERSCRIPTS
from ingest.layout.body_units import Unit, body_end, units
from ingest.quality import read_quality
from ingest.registers.sections import Place, is_in_a_name, last_year, placed
from ingest.registers.target_words import (
    aim,
    by_year,
    folded,
    mark_before,
    mark_behind,
    measured,
    only_verbs,
    says,
    verb,
)
from ingest.registers.target_years import YearsOfText
from ingest.repaired_text import RepairedText

_FEWEST_SUBJECT_WORDS = 4
_CONFIDENCE = 0.95
_INFERRED_CONFIDENCE = 0.8
# More values than this in one list are two lists, so that no clause is said over more often than that.
_LONGEST_LIST = 12
_MARK_REACH, _VERB_REACH, _CONTEXT_REACH = 48, 40, 240

_HARD_BREAK = re.compile(r"[;.](?=\s|$)|\t")
_SOFT_BREAK = re.compile(r",\s{1,4}|\s{1,4}và\s{1,4}|\s{1,4}va\s{1,4}|:\s{1,4}|\(")
_JOINT = re.compile(r"\s{0,4}(?:,|;|và|va)\s{0,4}(?:và\s{1,4}|va\s{1,4})?")
_BASELINE = re.compile(
    r"\s{0,3}(?:năm\s{1,3}\d{4}\s{1,3})?(?:lên|xuống|tăng lên|giảm xuống)(?:\s{1,3}\w{1,4}){0,2}\s{1,3}"
)
_FROM = re.compile(r"\btừ\s{1,3}(?:mức\s{1,3}|khoảng\s{1,3})?$")
_NOUN_OF_KINDS = re.compile(r"^(?:nhom|loai)\s(?=\w)")
_SHORTENED = re.compile(r"\b(?:con|xuong)$")
_LINE = re.compile(r"[^\n]+\n?")
# The mark of a footnote, left alone where the value before it was taken out; "m²" keeps its own.
_RAISED = re.compile(rf"(?<!\S)[{SUPERSCRIPTS}]{{1,3}}(?!\w)")
_BLANK = re.compile(r"\n[ \t\f]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A figure of a text with what it is compared by; `group` numbers the lists of figures that one clause says."""

    amount: Amount
    comparison: str | None
    group: int

    @property
    def start(self) -> int:
        return self.amount.start

    @property
    def end(self) -> int:
        return self.amount.end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A stretch of the reading that is read on its own: an item, a paragraph, a table row."""

    start: int
    end: int
    place: Place


def targets(document: Document, *, skip: Sequence[Span] = ()) -> tuple[Target, ...]:
    """Every target and figure of a document, in order of place; spans are offsets into the source text.

    What lies in a span of `skip` is left out: rows of tables that are read by their columns.
    """
    reading, kind = document.reading, fold(document.metadata.kind or "").strip()
    reports = kind in folded("reporting_kinds")
    rules = kind in folded("ruling_kinds") or says(fold(document.metadata.title), "ruling_titles")
    title_year = last_year(document.metadata.title) or (document.metadata.years or (None, None))[1]
    skipped = [reading.to_reading(span.start, span.end) for span in skip]
    found: list[Target] = []
    for stretch in _stretches(document):
        if any(start <= stretch.start < end for start, end in skipped):
            continue
        reader = _Reader(document, stretch, reports=reports, rules=rules, document_year=title_year)
        found += reader.targets()
    return tuple(sorted(found, key=lambda target: (target.span, target.value, target.id)))


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The items and paragraphs of the body, then those of the annexes; a table row is a stretch of its own."""
    reading = document.reading
    body = reading.to_reading(*[body_end(reading.source)] * 2)[0]
    annex = RepairedText(reading.text[body:])
    every: list[Unit] = list(units(reading))
    every += [replace(unit, start=unit.start + body, end=unit.end + body) for unit in units(annex)]
    for place in placed(every, reading.text):
        in_annex = place.unit.start >= body
        for start, end in _pieces(reading.text, place.unit.start, place.unit.end, blank_lines=in_annex):
            yield _Stretch(start=start, end=end, place=place)


def _pieces(text: str, start: int, end: int, *, blank_lines: bool) -> Iterator[tuple[int, int]]:
    """The table rows of a unit and what stands between them, in an annex cut at blank lines as well."""
    cuts = {start, end}
    for line in _LINE.finditer(text, start, end):
        if "\t" in line.group().strip():
            cuts |= {line.start(), line.end()}
    if blank_lines:
        cuts |= {blank.end() for blank in _BLANK.finditer(text, start, end)}
    ordered = sorted(cuts)
    for low, high in pairwise(ordered):
        if text[low:high].strip():
            yield low, high


class _Reader:
    """The figures of one stretch, read once: its values, its breaks and its years, each kept in order of place."""

    def __init__(
        self, document: Document, stretch: _Stretch, *, reports: bool, rules: bool, document_year: int | None
    ) -> None:
        self._document = document
        self._offset = stretch.start
        self._text = document.reading.text[stretch.start : stretch.end]
        self._place = stretch.place
        self._rules = rules
        titles = " ".join(fold(title) for title in stretch.place.unit.section_titles)
        self._reports = (reports and not says(titles, "planning_titles")) or stretch.place.reports
        self._breaks = [match.start() for match in _HARD_BREAK.finditer(self._text)]
        self._stops = [at for at in self._breaks if self._text[at] != ";"]
        cells = re.finditer(r"[^\t\n]+", self._text) if "\t" in self._text else ()
        self._cells = [cell.start() for cell in cells if len(cell.group().split()) >= _FEWEST_SUBJECT_WORDS]
        self._parentheses = list(_parentheses(self._text))
        self._is_aimed: dict[int, bool] = {}
        self._values = self._read_values()
        self._starts = [value.start for value in self._values]
        self._years = YearsOfText(
            self._text, breaks=self._breaks, stops=self._stops, figures=[value.amount for value in self._values]
        )
        self._inherited = stretch.place.year or (None if stretch.place.reports else document_year)

    def targets(self) -> Iterator[Target]:
        """The targets of the stretch."""
        values = self._values
        firsts = [n for n, value in enumerate(values) if n == 0 or values[n - 1].group != value.group]
        for number, value in enumerate(values):
            group = bisect_right(firsts, number) - 1
            before = values[firsts[group] - 1] if group else None
            after = values[firsts[group + 1]] if group + 1 < len(firsts) else None
            yield self._target(value, self._clause(value, before, after), number)

    def _read_values(self) -> list[_Value]:
        values: list[_Value] = []
        every = amounts(self._text)
        soft = [match.end() for match in _SOFT_BREAK.finditer(self._text)]
        group = in_group = 0
        for number, amount in enumerate(every):
            following = every[number + 1] if number + 1 < len(every) else None
            opening = max(self._after_break(amount.start), _last_at_most(soft, amount.start))
            how = comparison(
                self._text, amount.start, amount.end, is_range=amount.is_range, is_rank=amount.kind == RANK
            )
            before = values[-1] if values else None
            if not self._is_figure(amount, opening, how, before, following):
                continue
            joined = before is not None and _JOINT.fullmatch(self._text, before.end, amount.start) is not None
            if joined and in_group < _LONGEST_LIST:
                in_group += 1
            else:
                group, in_group = group + 1, 1
            if how == EQUAL and before is not None and self._shares(before, amount, opening, joined=joined):
                how = before.comparison
            if amount.kind == RANK and amount.unit != _PLACE:
                how = MOST
            values.append(_Value(amount=amount, comparison=how, group=group))
        return values

    def _shares(self, before: _Value, amount: Amount, opening: int, *, joined: bool) -> bool:
        """Whether the figure shares the comparison of the one before: "tối thiểu 90%, 80%", "ít nhất 30% …, 30% …"."""
        if before.amount.kind != amount.kind or before.comparison in (None, EQUAL) or before.amount.is_range:
            return False
        bare = not self._text[opening : amount.start].strip() and opening > before.end
        return joined or (bare and amount.value != _WHOLE and self._after_break(amount.start) <= before.start)

    def _is_figure(
        self, amount: Amount, opening: int, how: str | None, before: _Value | None, following: Amount | None
    ) -> bool:
        """Whether the register takes an amount for a figure."""
        if amount.kind == PERCENT:
            return not self._marks_a_kind(amount) and not self._is_baseline(amount, following) and self._may_aim(amount)
        if amount.kind in (RANK, FRACTION):
            return not self._rules
        if amount.kind == RATE:
            told = fold(self._text[self._clause_opening(amount.start) : amount.start])
            return not (self._rules or self._reports or says(told, "recurring_reports"))
        return (
            not self._rules and not self._is_baseline(amount, following) and self._is_set(amount, opening, how, before)
        )

    def _is_set(self, amount: Amount, opening: int, how: str | None, before: _Value | None) -> bool:
        """Whether money, a length of time or a count is aimed at or reported, by what governs it in its clause."""
        words = fold(self._text[max(opening, amount.start - _VERB_REACH) : amount.start]).strip()
        hard = self._after_break(amount.start)
        opens = not words and (opening <= hard or self._text[opening - 1 : opening + 1].strip() in _OPENERS)
        goes_on = not words and before is not None and before.start >= hard and before.amount.kind == amount.kind
        governed = how != EQUAL or opens or goes_on or verb("verbs").search(words) is not None
        if not (governed or (amount.kind == MONEY and self._place.sets)):
            return False
        is_inside = before is not None and before.start >= hard and before.amount.kind == PERCENT
        if is_inside and words and only_verbs().fullmatch(words) is None:
            return False
        attained = verb("attaining").search(words) is not None
        aimed = self._place.sets or self._aims(amount.start) or attained or (how != EQUAL and self._is_dated(amount))
        if amount.kind == TIME:
            told = fold(self._text[self._clause_opening(amount.start) : amount.start])
            return aimed and ((how != EQUAL and "thoi gian" in told) or _SHORTENED.search(words) is not None)
        return amount.kind == MONEY or (
            self._counts_things(amount, words)
            and (aimed or (self._reports and verb("verbs").search(words) is not None))
        )

    def _counts_things(self, amount: Amount, words: str) -> bool:
        """Whether what is counted is no part of the text itself and stands in no name of a paper."""
        if _NOUN_OF_KINDS.sub("", fold(amount.unit)) in folded("parts_of_a_text") and measured().search(words) is None:
            return False
        return self._place.sets or not is_in_a_name(self._text, amount.start)

    def _may_aim(self, amount: Amount) -> bool:
        return not self._rules or self._place.sets or self._aims(amount.start)

    def _aims(self, at: int) -> bool:
        """Whether the sentence there says that something is aimed at."""
        number = bisect_left(self._stops, at)
        if number not in self._is_aimed:
            begin = self._stops[number - 1] + 1 if number else 0
            end = self._stops[number] if number < len(self._stops) else len(self._text)
            self._is_aimed[number] = aim().search(fold(self._text[begin:end])) is not None
        return self._is_aimed[number]

    def _is_dated(self, amount: Amount) -> bool:
        """Whether the clause says by which year."""
        number = bisect_left(self._breaks, amount.end)
        end = self._breaks[number] if number < len(self._breaks) else len(self._text)
        begin = self._clause_opening(amount.start)
        return by_year().search(fold(self._text[begin : min(end, amount.end + _CONTEXT_REACH)])) is not None

    def _marks_a_kind(self, amount: Amount) -> bool:
        behind = fold(self._text[amount.end : amount.end + _MARK_REACH])
        before = fold(self._text[max(0, amount.start - _MARK_REACH) : amount.start])
        return mark_behind().match(behind) is not None or mark_before().search(before) is not None

    def _is_baseline(self, amount: Amount, following: Amount | None) -> bool:
        """Whether the figure is what another one starts from: "từ 20% lên 30%"."""
        if following is None or _FROM.search(self._text[max(0, amount.start - 12) : amount.start]) is None:
            return False
        return _BASELINE.fullmatch(self._text, amount.end, following.start) is not None

    def _after_break(self, at: int) -> int:
        """Where the clause that holds `at` begins."""
        number = bisect_left(self._breaks, at)
        return self._breaks[number - 1] + 1 if number else 0

    def _clause_opening(self, at: int) -> int:
        """Where the clause that holds `at` begins, or as far before it as is read for context."""
        return max(self._after_break(at), at - _CONTEXT_REACH)

    def _clause(self, value: _Value, before: _Value | None, after: _Value | None) -> tuple[int, int]:
        """Where the words that say this value begin and end."""
        text = self._text
        left = self._after_break(value.start)
        # Behind the last figure a semicolon ends nothing: what follows still says more of it.
        ends = self._breaks if after is not None else self._stops
        number = bisect_left(ends, value.end)
        right = ends[number] if number < len(ends) else len(text)
        for begin, end in self._parentheses_around(value):
            left, right = max(left, begin + 1), min(right, end)
        if before is not None and left < before.end:
            softs = [soft.end() for soft in _SOFT_BREAK.finditer(text, before.end, value.start)]
            left = softs[-1] if softs else before.end
        if after is not None and right > after.start:
            softs = [soft.start() for soft in _SOFT_BREAK.finditer(text, value.end, after.start)]
            right = softs[-1] if softs else after.start
        while left < right and not text[left].isalnum():
            left += 1
        right = left + len(text[left:right].rstrip())
        is_bare = "\t" in text and right - left <= len(value.amount.value) + 1
        return (self._cell_before(left) if is_bare else left), right

    def _cell_before(self, at: int) -> int:
        """Where the nearest cell of words before `at` begins in a table row, `at` itself where there is none."""
        number = bisect_left(self._cells, at) - 1
        return self._cells[number] if number >= 0 else at

    def _parentheses_around(self, value: _Value) -> Iterator[tuple[int, int]]:
        number = bisect_right(self._parentheses, (value.start, len(self._text))) - 1
        if number >= 0 and self._parentheses[number][1] >= value.end:
            yield self._parentheses[number]

    def _target(self, value: _Value, clause: tuple[int, int], number: int) -> Target:
        reading, (left, right) = self._document.reading, clause
        span_start, span_end = reading.to_source(self._offset + left, self._offset + right)
        words = self._text[left:right]
        achieved = self._is_reached(words)
        year = self._years.of(number)
        if year is None and not (achieved and self._place.reports):
            year = self._inherited
        subject = self._subject(clause, value)
        confidence = (_CONFIDENCE if len(subject.split()) >= _FEWEST_SUBJECT_WORDS else _INFERRED_CONFIDENCE) * (
            0.5 + 0.5 * read_quality(words)
        )
        content = "\x1f".join(
            [self._document.source, str(span_start), str(span_end), str(value.start), value.amount.value]
        )
        return Target(
            id=sha256(content.encode()).hexdigest()[:16],
            source=self._document.source,
            subject=subject,
            comparison=value.comparison,
            value=value.amount.value,
            unit=value.amount.unit,
            year=None if year is None else str(year),
            kind="achieved" if achieved else "target",
            confidence=round(confidence, 3),
            span=Span(start=span_start, end=span_end),
        )

    def _is_reached(self, words: str) -> bool:
        return self._reports or says(fold(words), "reached")

    def _subject(self, clause: tuple[int, int], value: _Value) -> str:
        """The clause without its value, with the words before it in its sentence where it says too little."""
        left, right = clause
        words = f"{self._text[left : value.start]} {self._text[value.end : right]}".split()
        if len(words) < _FEWEST_SUBJECT_WORDS:
            opening = self._clause_opening(value.start)
            first = self._values[bisect_left(self._starts, opening)].start
            words = self._text[opening : min(first, left)].split() + words
        subject = " ".join(_RAISED.sub(" ", " ".join(words)).split()).strip(" ,;:-")
        return subject[:1].upper() + subject[1:]


_WHOLE = "100%"
_OPENERS = frozenset({":", "("})
_PLACE = "vị thứ"


def _last_at_most(ordered: Sequence[int], at: int) -> int:
    number = bisect_right(ordered, at)
    return ordered[number - 1] if number else 0


def _parentheses(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in parentheses that hold none themselves, in order."""
    opened: int | None = None
    for sign in re.finditer(r"[()]", text):
        if sign.group() == "(":
            opened = sign.start()
        elif opened is not None:
            yield opened, sign.start()
            opened = None
