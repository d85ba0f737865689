"""Rows of the store's tables made of the shared nouns, and back: what goes in comes out equal.

Nothing here touches a database: each noun has `<noun>_row`, the values in the order of the table's columns after
`source` and `position`, and `<noun>_of`, its inverse. A column has the name of its field, and msgspec checks and
converts what is read; by hand is only what a column holds in a form of its own: boxes, spans, lists. A value that
its field cannot hold raises `msgspec.DecodeError`, which the store explains.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from ingest.documents import Heading, Metadata, Page, Passage, Span, Table, Target, Task
from ingest.repaired_text import Edit

Row = tuple[Any, ...]
_Noun = TypeVar("_Noun")
_BOX_TYPE = np.dtype("<f4")
_LISTS = frozenset({"path", "lead", "coordinate", "advise", "doubts"})
"""The columns that hold a JSON array."""
# The last column of a task is one JSON object: all the spans, and of the terms those that its deadline has.
_TASK_SPANS = ("task_span", "lead_span", "coordinate_span", "deadline_span", "product_span", "budget_span")
_TASK_TERMS = ("deadline_from", "recurrence", "relative")
_NO_COLUMN = frozenset({"source", "tables", "span", *_TASK_SPANS, *_TASK_TERMS})
"""The fields that have no column of their name: they stand before the row, behind it, or are not stored."""
# A column that a later version of the schema added stands behind the others, whatever the order of the fields.
_ADDED: Mapping[type[Any], tuple[str, ...]] = {Target: ("lead",)}
COLUMNS: Mapping[type[Any], tuple[str, ...]] = {
    noun: tuple(field.name for field in fields(noun) if field.name not in {*_NO_COLUMN, *_ADDED.get(noun, ())})
    for noun in (Page, Heading, Edit, Passage, Task, Target)
}
"""By noun, the columns that have the names of its fields, in their order."""


def page_row(page: Page) -> Row:
    """The row of a page, its character boxes as compressed little-endian float32, its tables as compressed JSON."""
    boxes = None if page.char_boxes is None else zlib.compress(page.char_boxes.astype(_BOX_TYPE).tobytes())
    tables = zlib.compress(msgspec.json.encode(page.tables)) if page.tables else None
    return (*_row(page, char_boxes=boxes), tables)


def page_of(row: Row) -> Page:
    """The page of a row; one that was stored before its tables were has none."""
    *known, tables = row
    values = _values(Page, tuple(known))
    packed, doubts = values["char_boxes"], values["doubts"]
    boxes = None if packed is None else _boxes(packed)
    seen = () if tables is None else msgspec.json.decode(zlib.decompress(tables), type=tuple[Table, ...])
    return _noun(Page, values, char_boxes=boxes, doubts=[_span(pair) for pair in doubts], tables=seen)


def heading_row(heading: Heading) -> Row:
    """The row of a heading."""
    return _row(heading)


def heading_of(row: Row) -> Heading:
    """The heading of a row."""
    return _noun(Heading, _values(Heading, row))


def edit_row(edit: Edit) -> Row:
    """The row of an edit."""
    return _row(edit)


def edit_of(row: Row) -> Edit:
    """The edit of a row."""
    return _noun(Edit, _values(Edit, row))


def passage_row(passage: Passage) -> Row:
    """The row of a passage."""
    return _row(passage)


def passage_of(source: str, row: Row) -> Passage:
    """The passage of a row."""
    return _noun(Passage, _values(Passage, row), source=source)


def task_row(task: Task) -> Row:
    """The row of an assigned task, its spans and the terms of its deadline as one JSON object."""
    spans = {name: getattr(task, name) for name in _TASK_SPANS}
    terms = {name: value for name in _TASK_TERMS if (value := getattr(task, name)) is not None}
    return (*_row(task), to_json(spans | terms))


def task_of(source: str, row: Row) -> Task:
    """The assigned task of a row; one that was stored before its deadline had terms has none."""
    packed = {name: _span(value) if name in _TASK_SPANS else value for name, value in _decoded(row[-1]).items()}
    return _noun(Task, _values(Task, row[:-1]), source=source, **packed)


def target_row(target: Target) -> Row:
    """The row of a target or figure; a comparison that is not known is stored as an empty text."""
    known = _row(target, comparison=target.comparison or "")
    return (*known, target.span.start, target.span.end, to_json(target.lead))


def target_of(source: str, row: Row) -> Target:
    """The target or figure of a row."""
    *known, start, end, lead = row
    values = _values(Target, tuple(known))
    others = {"comparison": values["comparison"] or None, "span": _span((start, end)), "lead": _decoded(lead)}
    return _noun(Target, values, source=source, **others)


def metadata_values(metadata: Metadata) -> dict[str, Any]:
    """The metadata's fields as JSON values."""
    values: dict[str, Any] = msgspec.to_builtins(metadata)
    return values


def metadata_of(values: Mapping[str, Any]) -> Metadata:
    """The metadata of JSON values; an older store does not say all of it."""
    return _noun(Metadata, values)


def to_json(value: object) -> str:
    """The value as JSON, letters kept as they are, a span as its two offsets."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _row(noun: Any, **stored: object) -> Row:
    values = {name: getattr(noun, name) for name in COLUMNS[type(noun)]} | stored
    return tuple(to_json(value) if name in _LISTS else _day_text(value) for name, value in values.items())


def _values(noun: type[Any], row: Row) -> dict[str, Any]:
    named = zip(COLUMNS[noun], row, strict=True)
    return {name: _decoded(value) if name in _LISTS else value for name, value in named}


def _noun(noun: type[_Noun], values: Mapping[str, Any], **others: object) -> _Noun:
    """The noun of its values and of what stands in no column of its own, each converted to its field's type."""
    return msgspec.convert({**values, **others}, noun)


def _boxes(packed: bytes) -> npt.NDArray[np.float32]:
    return np.frombuffer(zlib.decompress(packed), dtype=_BOX_TYPE).reshape(-1, 4).astype(np.float32)


def _day_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _decoded(text: str) -> Any:
    return msgspec.json.decode(text)


def _plain(value: object) -> object:
    return (value.start, value.end) if isinstance(value, Span) else msgspec.to_builtins(value)


def _span(pair: Sequence[int] | None) -> Span | None:
    return None if pair is None else Span(start=pair[0], end=pair[1])
