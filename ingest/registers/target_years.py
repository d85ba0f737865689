"""The year that binds each figure of a text: named behind it, before it, or at the head of its sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.language.amounts import Amount
from ingest.language.period_forms import BEFORE, BY, FROM, WITHIN
from ingest.language.periods import Period, periods
from ingest.registers.sections import is_compared_with, is_from_afar, is_of_a_paper

# A year right behind its figure belongs to it, whatever comes next ("90% vào năm 2025 và 95% vào năm 2030").
_RIGHT_BEHIND = re.compile(r"[^,;.]{0,40}(?<!và )(?<!va )")
_DATED = frozenset({"year", "years", "half-year", "quarter", "month"})


class YearsOfText:
    """The years of the figures of one text; `breaks` are the ends of its clauses, `stops` those of its sentences."""

    def __init__(self, text: str, *, breaks: Sequence[int], stops: Sequence[int], figures: Sequence[Amount]) -> None:
        self._text = text
        self._breaks = breaks
        self._stops = stops
        self._figures = figures
        self._periods = [period for period in periods(text) if self._binds(period)] if figures else []
        self._starts = [period.start for period in self._periods]
        self._headed = [period for period in self._periods if self._is_at_the_head(period)]
        self._heads = [period.start for period in self._headed]

    def of(self, number: int) -> int | None:
        """The last year that binds figure `number`, None where the text names none for it."""
        figure = self._figures[number]
        begin, end = _between(self._breaks, figure.start, len(self._text))
        behind = self._next_period(figure.end, end)
        before = self._last_period(figure.start, begin)
        following = self._figures[number + 1].start if number + 1 < len(self._figures) else end
        if behind is not None and following >= behind.start:
            is_last = behind.bound in (BY, WITHIN) and following >= end
            if is_last or self._is_right_behind(figure, behind):
                return behind.last_year
        if before is not None and not self._is_taken(number, before, begin):
            return before.last_year
        return behind.last_year if behind is not None else self._carried(figure.start)

    def _is_taken(self, number: int, period: Period, begin: int) -> bool:
        """Whether the period stands right behind an earlier figure of the clause, to which it then belongs."""
        earlier = self._figures[number - 1] if number else None
        if earlier is None or not begin <= earlier.start < period.start:
            return False
        return self._is_right_behind(earlier, period)

    def _is_right_behind(self, figure: Amount, period: Period) -> bool:
        return _RIGHT_BEHIND.fullmatch(self._text, figure.end, period.start) is not None

    def _next_period(self, start: int, end: int) -> Period | None:
        number = bisect_left(self._starts, start)
        return self._periods[number] if number < len(self._periods) and self._starts[number] < end else None

    def _last_period(self, at: int, begin: int) -> Period | None:
        number = bisect_left(self._starts, at) - 1
        return self._periods[number] if number >= 0 and self._starts[number] >= begin else None

    def _carried(self, at: int) -> int | None:
        """The year at the head of the sentence or of an earlier one ("Đến năm 2030, …"), which goes on to bind."""
        number = bisect_left(self._heads, at) - 1
        return self._headed[number].last_year if number >= 0 else None

    def _is_at_the_head(self, period: Period) -> bool:
        begin, _ = _between(self._stops, period.start, len(self._text))
        return period.bound in (BY, WITHIN) and not self._text[begin : period.start].strip(" \n\t-+•(0123456789)")

    def _binds(self, period: Period) -> bool:
        if period.last_year is None or (period.bound == FROM and period.last is None):
            return False
        if period.kind not in _DATED and period.bound != BEFORE:
            return False
        if is_from_afar(self._text, period):
            return False
        return not (is_compared_with(self._text, period) or is_of_a_paper(self._text, period))


def _between(breaks: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """The stretch between two breaks that holds `at`."""
    number = bisect_left(breaks, at)
    return (breaks[number - 1] + 1 if number else 0), (breaks[number] if number < len(breaks) else length)
