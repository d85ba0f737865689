"""The words of targets.toml as patterns over folded text, each made once."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.language.fold import fold

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("targets.toml").read_text(encoding="utf-8"))


def says(folded: str, words: str) -> bool:
    """Whether a folded text has one of the words of that list of targets.toml."""
    return _any_of(words).search(folded) is not None


@lru_cache(maxsize=32)
def _any_of(words: str) -> re.Pattern[str]:
    listed = sorted(map(fold, WORDS[words]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b")


@lru_cache(maxsize=8)
def folded(words: str) -> frozenset[str]:
    """The words of that list, folded."""
    return frozenset(map(fold, WORDS[words]))


def _alternatives(words: str) -> str:
    return "|".join(sorted(map(re.escape, map(fold, WORDS[words])), key=len, reverse=True))


@lru_cache(maxsize=2)
def verb(words: str) -> re.Pattern[str]:
    """A verb of that list right before a figure."""
    return re.compile(
        rf"\b(?:{_alternatives(words)})(?:\s(?:duoc|moi|them|tu|den|toi|len|xuong|khoang|con|it nhat|muc|o muc))*$"
    )


@lru_cache(maxsize=1)
def measured() -> re.Pattern[str]:
    """A verb of measure right before a figure."""
    return re.compile(r"\b(?:dat|tang|giam|len|xuong|con)$")


@lru_cache(maxsize=1)
def only_verbs() -> re.Pattern[str]:
    """Words between a comma and a figure that are verbs and comparisons only."""
    return re.compile(rf"(?:(?:{_alternatives('verbs')}|co|it nhat|toi thieu|tren|khong duoi|khoang|phan dau)\b\W*)+")


@lru_cache(maxsize=1)
def aim() -> re.Pattern[str]:
    """Words by which a sentence aims at something."""
    return re.compile(r"\b(?:phan dau|chi tieu)\b|(?:^|[;:.]\s)\W*(?:muc tieu|den\s(?:het\s|cuoi\s)?nam\s20\d\d)")


@lru_cache(maxsize=1)
def by_year() -> re.Pattern[str]:
    """A year by which something is due."""
    return re.compile(r"\b(?:den|vao|trong|truoc)\s{1,3}(?:het\s{1,3}|cuoi\s{1,3})?nam\s{1,3}20\d\d")


@lru_cache(maxsize=1)
def mark_behind() -> re.Pattern[str]:
    """What makes a share the mark of a kind of unit, behind it."""
    return re.compile(rf"\s*(?:den\s(?:\w+\s)?\d+\s?%\s*)?(?:{_alternatives('marks_after')})\b")


@lru_cache(maxsize=1)
def mark_before() -> re.Pattern[str]:
    """What makes a share the mark of a kind of unit, before it."""
    return re.compile(rf"\b(?:{_alternatives('marks_before')})\s(?:\w+\s){{0,2}}(?:\d+\s?%\sden\s(?:\w+\s)?)?$")
