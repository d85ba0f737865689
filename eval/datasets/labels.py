"""Labels as frozen values: questions with their evidence, gold restorations, gold register rows.

Labels set the denominator of every metric; what the index holds never does.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span that supports the gold answer; spans of one `group` are alternatives to each other."""

    source: str
    start: int
    end: int
    quote: str
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `need` is "all" where every group of evidence must be cited, else "any"."""

    id: str
    question: str
    style: str
    type: str
    answer: str
    aliases: tuple[str, ...]
    need: str
    evidence: tuple[Evidence, ...]

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
        Question(
            id=row["id"],
            question=row["question"],
            style=row["style"],
            type=row["type"],
            answer=row["answer"] or "",
            aliases=tuple(row["aliases"]),
            need=row["need"],
            evidence=tuple(
                Evidence(
                    source=item["source"],
                    start=item["char_start"],
                    end=item["char_end"],
                    quote=item["quote"],
                    group=item.get("group", place),
                )
                for place, item in enumerate(row["evidence"])
            ),
        )
        for row in _rows(path)
    )


def read_gold_repairs(path: Path) -> tuple[GoldRepair, ...]:
    """The gold restorations of a JSON lines file, in its order."""
    return tuple(GoldRepair(id=row["id"], raw=row["raw"], gold=row["gold"]) for row in _rows(path))


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


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    # Split by "\n" alone: Python's splitlines also cuts at the form feeds and separators inside a string.
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)
