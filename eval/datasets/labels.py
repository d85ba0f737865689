"""Labels as frozen values: questions with their evidence, gold restorations, gold register rows.

Labels set the denominator of every metric; what the index holds never does.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span that supports the gold answer; spans of one `group` are alternatives to each other.

    `quote` is empty where the document is not part of the project.
    """

    source: str
    start: int
    end: int
    group: int
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `need` is "all" where every group of evidence must be cited, else "any".

    `document` is the one that it was written on, where its file says so.
    """

    id: str
    question: str
    style: str
    type: str
    answer: str
    aliases: tuple[str, ...]
    need: str
    evidence: tuple[Evidence, ...]
    document: str = ""

    @property
    def is_answerable(self) -> bool:
        """Whether the corpus holds the answer."""
        return self.type != UNANSWERABLE

    @property
    def groups(self) -> dict[str, str]:
        """The categories that scores are reported by; the document is the id's first part."""
        return {"type": self.type, "style": self.style, "document": self.id.split("-")[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRepair:
    """A passage as it was scanned and as it stood on paper."""

    id: str
    raw: str
    gold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A row of a register, gold or given: its span and the fields that are scored."""

    id: str
    source: str
    part: str
    span: tuple[int, int]
    fields: dict[str, str | tuple[str, ...]]


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a JSON lines file, in its order."""
    return tuple(
        msgspec.convert(row | {"answer": row["answer"] or "", "evidence": _evidence(row["evidence"])}, Question)
        for row in _rows(path)
    )


def read_gold_repairs(path: Path) -> tuple[GoldRepair, ...]:
    """The gold restorations of a JSON lines file, in its order."""
    return tuple(msgspec.convert(row, GoldRepair) for row in _rows(path))


def read_gold_rows(path: Path, *, fields: tuple[str, ...]) -> tuple[RegisterRow, ...]:
    """The gold register rows that their annotators were certain of, with the named fields."""
    return tuple(register_row(row, fields=fields) for row in _rows(path) if row.get("certain", True))


def register_row(row: dict[str, Any], *, fields: tuple[str, ...]) -> RegisterRow:
    """A row as `tasks --json` or `targets --json` prints it; empty fields are left out."""
    start, end = row["spans"]["task"] if "spans" in row else row["span"]
    values: dict[str, str | tuple[str, ...]] = {}
    for name in fields:
        value = row.get(name)
        if value:
            values[name] = tuple(value) if isinstance(value, list | tuple) else str(value)
    return RegisterRow(
        id=str(row["id"]), source=row["source"], part=row.get("part", ""), span=(start, end), fields=values
    )


def _evidence(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans by the names of `Evidence`; one without a group is a group of its own."""
    return [
        {"group": place, **item, "start": item["char_start"], "end": item["char_end"]}
        for place, item in enumerate(items)
    ]


def _rows(path: Path) -> list[dict[str, Any]]:
    return msgspec.json.Decoder(dict[str, Any]).decode_lines(path.read_bytes())
