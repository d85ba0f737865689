"""What differs between the sides of a comparison: which figure is higher, which day comes first, which words are other.

Only what the sides say is compared, and only where it can be: one figure each of the same unit, one day each. Anything
else differs in words, which are set off; nothing is worked out of several figures.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from ingest.language.fold import fold
from ingest.registers.deadlines import last_day
from parc_search.results import ComparisonSide
from parc_search.text.patterns import Sign, dates, figures
from parc_search.ui import messages
from parc_search.ui.components.markup import Mark
from parc_search.ui.state.formats import date_text, number_text
from parc_search.ui.state.target_filter import number_of

_PERCENT = "%"
_CEILING = re.compile(r"\b(?:khong qua|toi da|duoi|khong vuot)\b")
_FROM_NUMBER = re.compile(r"\d.*", re.DOTALL)
_UNIT = re.compile(r"[\d.,]+\s*(.*)", re.DOTALL)
_WORD = re.compile(r"\S+")
# Of two texts that share less than this, every word is another: setting all of it off says nothing.
_LEAST_SHARED = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    name: str
    number: float
    written: str
    written_unit: str
    unit: str
    is_ceiling: bool


def difference(sides: Sequence[ComparisonSide]) -> str | None:
    """One sentence on what differs, None where all sides say the same."""
    said = _difference(sides)
    return said[:1].upper() + said[1:] if said else None


def _difference(sides: Sequence[ComparisonSide]) -> str | None:
    said = [side for side in sides if side.value]
    silent = [side.name for side in sides if not side.value]
    if silent:
        return messages.DIFFER_SILENT.format(said=_names(side.name for side in said), silent=_names(silent))
    if len({fold(side.value or "") for side in sides}) <= 1:
        return None
    return _of_figures(sides) or _of_days(sides) or messages.DIFFER_WORDS


def differing_words(value: str, other: str) -> tuple[Mark, ...]:
    """The words of `value` that `other` does not have in the same order; none where the two share next to nothing."""
    own = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(value)]
    matcher = SequenceMatcher(
        None, [fold(word) for word, _, _ in own], [fold(word) for word in other.split()], autojunk=False
    )
    if matcher.ratio() < _LEAST_SHARED:
        return ()
    return tuple(
        Mark(start=own[first][1], end=own[last - 1][2], css="differs")
        for kind, first, last, _, _ in matcher.get_opcodes()
        if kind != "equal" and last > first
    )


def _of_figures(sides: Sequence[ComparisonSide]) -> str | None:
    found = [_figure(side) for side in sides]
    read = [figure for figure in found if figure is not None]
    if len(read) < len(found):
        return messages.DIFFER_SEVERAL if all(_figures_of(side.value or "") for side in sides) else None
    if len({(figure.unit, figure.is_ceiling) for figure in read}) > 1:
        return None
    high, low = max(figure.number for figure in read), min(figure.number for figure in read)
    if high == low:
        return messages.DIFFER_SAME_FIGURE.format(value=read[0].written)
    top, bottom = (next(figure for figure in read if figure.number == number) for number in (high, low))
    if len(read) > 2:
        tops, bottoms = (_names(f.name for f in read if f.number == number) for number in (high, low))
        return messages.DIFFER_MOST.format(top=tops, high=top.written, bottom=bottoms, low=bottom.written)
    gap = number_text(high - low, 0 if (high - low).is_integer() else _decimals(high, low))
    unit = messages.DIFFER_POINTS if top.unit == _PERCENT else top.written_unit
    return messages.DIFFER_HIGHER.format(
        top=top.name, bottom=bottom.name, high=top.written, low=bottom.written, gap=f"{gap} {unit}".strip()
    )


def _of_days(sides: Sequence[ComparisonSide]) -> str | None:
    days: list[tuple[date, str]] = []
    for side in sides:
        value = side.value or ""
        day = last_day(value) if len(dates(value)) == 1 and not _figures_of(value) else None
        if day is None:
            return None
        days.append((day, side.name))
    (first, earlier), (last, later) = min(days), max(days)
    if first == last:
        return None
    return messages.DIFFER_EARLIER.format(
        first=earlier, day=date_text(first), last=later, other=date_text(last), days=number_text((last - first).days)
    )


def _figure(side: ComparisonSide) -> _Figure | None:
    found = _figures_of(side.value or "")
    if len(found) != 1:
        return None
    written = _FROM_NUMBER.search(found[0].text)
    number = number_of(found[0].text)
    unit = _UNIT.fullmatch(written.group()) if written else None
    if written is None or unit is None or number is None or any(map(str.isdigit, unit.group(1))):
        return None
    return _Figure(
        name=side.name,
        number=number,
        written=written.group(),
        written_unit=unit.group(1),
        unit=fold(unit.group(1)),
        is_ceiling=bool(_CEILING.search(fold(side.value or ""))),
    )


def _figures_of(value: str) -> list[Sign]:
    """The figures of a value beside its days and years."""
    days = dates(value)
    return [sign for sign in figures(value) if not any(sign.start < day.end and day.start < sign.end for day in days)]


def _decimals(high: float, low: float) -> int:
    return max(len(f"{number:.4f}".rstrip("0").partition(".")[2]) for number in (high, low))


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)
