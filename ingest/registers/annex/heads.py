"""Which rows of a table name its columns: the first, or the first two where one head stands over several columns."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from ingest.documents import Span, Table
from ingest.language.fold import fold

_WORDS_FILE = Path(__file__).with_name("heads.toml")

_LONGEST_HEAD_CHARS = 110
_LONGEST_HEAD_WORDS = 22
# A row whose cells are heads to this share names columns.
_LEAST_HEAD_SHARE = 0.6
_FEWEST_HEADS = 2
_MOST_HEAD_ROWS = 3
_YEAR = re.compile(
    r"(?:(?:nam|den nam|giai doan|ky|ke hoach(?: nam)?|muc tieu(?: nam| den nam)?)\s+)?20\d\d(?:\s*[-–]\s*20\d\d)?"
)
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[A-ZĐ])[)\]]?(?:\s*=.{1,30})?")
_FIRST = re.compile(r"\(?(?:0?1|I|A)(?:\.1)*[.)]{0,2}")
_FEWEST_COLUMN_NUMBERS = 3
_ENDS_A_SENTENCE = (".", ";")


class _Cell(Protocol):
    """What a head needs of a cell."""

    @property
    def spans(self) -> tuple[Span, ...]: ...

    @property
    def columns(self) -> int: ...

    @property
    def is_over(self) -> bool: ...


def head_rows_of(table: Table, rows: Sequence[Sequence[_Cell | None]], text: str) -> int:
    """How many of the first rows are the head, 0 for a table without one; a title over all columns counts in.

    `rows` is the table's grid, spans counted in the source text `text`.
    """
    said = [[_words(cell, text) for cell in row] for row in rows[: _MOST_HEAD_ROWS + 1]]
    first = 0
    while first + 1 < len(said) and first < _MOST_HEAD_ROWS and sum(map(bool, said[first])) == 1:
        first += 1  # the title of the table, in a row of its own
    below = next((row[0] for row in said[first + 1 :] if row[0]), "") if first < len(said) else ""
    if first >= len(said) or not _names_columns(said[first], below=below):
        return 0 if not 0 < table.head_rows <= _MOST_HEAD_ROWS else table.head_rows
    last = first + 1
    spoken = [cell for cell in rows[first] if cell is not None]
    reach = max(
        (_height(rows, first, column) for column, cell in enumerate(rows[first]) if cell is not None), default=1
    )
    if 1 < reach < _MOST_HEAD_ROWS and any(cell.columns > 1 for cell in spoken):
        last = first + reach
    elif last < len(said) and _goes_below(rows[first], said[first], said[last]):
        last += 1
    return max(last, table.head_rows if table.head_rows <= _MOST_HEAD_ROWS else 0)


def is_row_of_numbers(words: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2"."""
    filled = [said for said in words if said]
    if len(filled) < _FEWEST_COLUMN_NUMBERS or not all(_COLUMN_NUMBER.fullmatch(said) for said in filled):
        return False
    numbers = [int(number[1]) for said in filled if (number := re.match(r"\W*(\d{1,2})", said))]
    return numbers == sorted(numbers) and len(set(numbers)) == len(numbers)


def looks_like_head(words: str) -> bool:
    """Whether the words of a cell may name a column."""
    folded = fold(words).strip(" .:*()")
    if not folded or len(words) > _LONGEST_HEAD_CHARS or len(folded.split()) > _LONGEST_HEAD_WORDS:
        return False
    if _bare(words) in _heads()[0] or _YEAR.fullmatch(folded):
        return True
    return not words.endswith(_ENDS_A_SENTENCE) and _heads()[1].search(folded) is not None


def _words(cell: _Cell | None, text: str) -> str:
    return "" if cell is None else " ".join(" ".join(text[span.start : span.end] for span in cell.spans).split())


def _bare(words: str) -> str:
    """The folded words without the marks of an abbreviation ("T.T")."""
    return " ".join(re.sub(r"[.:*()]", "", fold(words)).split())


def _names_columns(words: Sequence[str], *, below: str) -> bool:
    """Whether a row names columns; `below` is the first cell under it, whose number says that this one counts."""
    filled = [said for said in words if said]
    if len(filled) < _FEWEST_HEADS or any(len(said) > _LONGEST_HEAD_CHARS for said in filled):
        return False
    if _bare(filled[0]) in _heads()[0]:
        return True
    likely = sum(map(looks_like_head, filled))
    numbered = _COLUMN_NUMBER.fullmatch(filled[0].rstrip(".")) is not None
    if words[0] and not numbered and likely and _FIRST.fullmatch(below):
        return True
    return likely >= _FEWEST_HEADS and likely >= _LEAST_HEAD_SHARE * len(filled) and not numbered


def _height(rows: Sequence[Sequence[_Cell | None]], first: int, column: int) -> int:
    height = 1
    while first + height < len(rows):
        below = rows[first + height][column]
        if below is None or not below.is_over:
            break
        height += 1
    return height


def _goes_below(top: Sequence[_Cell | None], heads: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a second row names columns: below a head over several of them, and nowhere else."""
    filled = [column for column, said in enumerate(below) if said]
    if not filled or (below[0] and heads[0]) or not all(looks_like_head(below[column]) for column in filled):
        return False
    under = [
        column
        for column in filled
        if not heads[column]
        or (cell := top[column]) is None
        or cell.columns > 1
        or (column + 1 < len(heads) and not heads[column + 1] and below[column + 1])
    ]
    return len(under) == len(filled) and len(filled) >= 2


@lru_cache(maxsize=1)
def _heads() -> tuple[frozenset[str], re.Pattern[str]]:
    data = tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))
    longest_first = sorted(data["words"], key=lambda word: (-len(word), word))
    return frozenset(data["numbers"]), re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
