"""Where a unit of a body stands: under which headings and items, and what these say of its years and its purpose.

Levels are read from the order of the marks alone: a mark that was seen above goes back to its level, a new one
opens a level below. So "1.", "a)", "-" and "+" nest as their document nests them, in any order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.fold import fold
from ingest.language.period_forms import FROM
from ingest.language.periods import Period, periods
from ingest.layout.body_units import Unit
from ingest.registers.target_words import WORDS, says

# A heading is no longer than this; what is longer is a paragraph that has items below it.
_LONGEST_HEADING = 220
_SHORT_LINE = 110
_PLAIN = "plain"
_PAPER_REACH, _AFAR_REACH, _COMPARED_REACH = 120, 24, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit with what its headings say.

    `year` is the last year that binds it, None where they name none; `sets` and `reports` whether they set targets
    or tell what was reached.
    """

    unit: Unit
    year: int | None
    sets: bool
    reports: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    mark: str
    year: int | None
    sets: bool
    reports: bool


def placed(units: Sequence[Unit], text: str) -> Iterator[Place]:
    """Each unit with what stands above it."""
    levels: list[_Level] = []
    for unit in units:
        words = text[unit.start : unit.end]
        heading = _heading(words)
        mark = _mark(unit, text, is_heading=heading is not None)
        _close(levels, mark)
        yield Place(
            unit=unit,
            year=next((level.year for level in reversed(levels) if level.year is not None), None),
            sets=any(level.sets for level in levels),
            reports=next((level.reports for level in reversed(levels) if level.sets or level.reports), False),
        )
        if mark != _PLAIN:
            title = fold(heading or words[:_SHORT_LINE])
            levels.append(
                _Level(
                    mark=mark,
                    year=None if heading is None else last_year(heading),
                    sets=heading is not None and says(title, "setting_titles"),
                    reports=heading is not None and says(title, "reporting_titles"),
                )
            )


def last_year(words: str) -> int | None:
    """The last year that a heading or title binds to; a vision of a later year does not count beside a plan's."""
    binding = [
        p for p in periods(words) if p.last_year and p.kind != "day" and not (p.bound == FROM and p.last is None)
    ]
    near = [p for p in binding if not is_from_afar(words, p)] or binding
    # "giai đoạn 2021 - 2025, … đến năm 2030": the plan is for the years that it spans.
    chosen = [p for p in near if p.kind == "years"] or near
    return max((p.last_year for p in chosen if p.last_year is not None), default=None)


def is_from_afar(words: str, period: Period) -> bool:
    """Whether the period is that of a vision."""
    return says(fold(words[max(0, period.start - _AFAR_REACH) : period.start]), "from_afar")


def is_of_a_paper(words: str, period: Period) -> bool:
    """Whether the period is a part of the name of a plan or law ("Chương trình tổng thể … giai đoạn 2021 - 2030")."""
    return is_in_a_name(words, period.start)


def is_in_a_name(words: str, at: int) -> bool:
    """Whether the name of a paper goes on at that place ("Đề án đầu tư xây dựng ít nhất 01 triệu căn hộ")."""
    before = re.split(r"[,;:.]\s", words[max(0, at - _PAPER_REACH) : at])[-1]
    return _paper().search(before) is not None


def is_compared_with(words: str, period: Period) -> bool:
    """Whether the period is that which a figure is compared with."""
    before = " ".join(words[max(0, period.start - _COMPARED_REACH) : period.start].split())
    return _compared().search(f"{fold(before)} ") is not None


def _heading(words: str) -> str | None:
    """The heading that a unit is or opens with, None where it is running text."""
    if ":" in words[:_SHORT_LINE]:
        return words[: words.index(":") + 1]
    line = words.split("\n", 1)[0]
    whole = " ".join(words.split())
    if len(whole) <= _LONGEST_HEADING and not whole.endswith((".", ";")):
        return whole
    return line if len(line) <= _SHORT_LINE and not line.rstrip().endswith((".", ";", ",")) and line != words else None


def _mark(unit: Unit, text: str, *, is_heading: bool) -> str:
    if unit.kind == "number":
        return f"number {unit.label.count('.')}"
    if unit.kind == "dash":
        sign = text[max(0, unit.start - 4) : unit.start].strip(" \t\n\f,._")[-1:]
        return f"dash {sign or '-'}"
    if unit.kind != "plain":
        return unit.kind
    words = text[unit.start : unit.end].strip()
    if is_heading and (words.endswith(":") or len(words) <= _SHORT_LINE):
        return "line:"
    return _PLAIN


def _close(levels: list[_Level], mark: str) -> None:
    """Closes the levels that the mark ends: its own and all below; running text ends the items above it."""
    marks = [level.mark for level in levels]
    if mark in ("roman", "article"):
        levels.clear()
    elif mark == _PLAIN:
        while levels and levels[-1].mark.startswith("dash"):
            levels.pop()
    elif mark == "line:":
        while levels and (levels[-1].mark.startswith("dash") or levels[-1].mark == mark):
            levels.pop()
    elif mark in marks:
        del levels[marks.index(mark) :]


@lru_cache(maxsize=1)
def _paper() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(WORDS['papers'])})\s")


@lru_cache(maxsize=1)
def _compared() -> re.Pattern[str]:
    listed = sorted(map(fold, WORDS["compared_with"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(listed)})\s(?:cung ky\s)?$")
