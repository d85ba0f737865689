"""How a figure is meant: at least, at most, exactly, or between two; None where the words contradict each other.

A comparison stands right before its figure, or behind it ("từ 50% trở lên"). Misread words count as a comparison only
where they are not sound Vietnamese of their own: "đô thị" is not "tối đa".
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.language.fold import fold
from ingest.language.fuzzy import PhraseMatcher
from ingest.language.syllables import is_syllable

EQUAL, LEAST, MOST, BETWEEN = "=", ">=", "<=", "between"

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("amounts.toml").read_text(encoding="utf-8"))[
    "comparisons"
]
_MEANINGS = {fold(word): meaning for meaning, words in ((LEAST, "least"), (MOST, "most")) for word in _WORDS[words]}
_UNCLEAR = frozenset(map(fold, _WORDS["unclear"]))
_MISREAD = (*_WORDS["misread_least"], *_WORDS["misread_most"])
_LEAST_MISREAD, _LEAST_SOUND = 0.7, 0.85
# How far before and behind a figure its comparison is looked for.
_REACH, _REACH_OF_MISREAD, _REACH_BEHIND = 48, 24, 40


def _either(words: list[str]) -> str:
    return "|".join(sorted((re.escape(fold(word)) for word in words), key=len, reverse=True))


_BEFORE = re.compile(
    rf"(?:\b(?P<word>{_either([*_MEANINGS, *_UNCLEAR])})|(?P<sign>[≥≤><±]=?))\s{{0,3}}"
    rf"(?:(?:{_either(_WORDS['between'])})\s{{1,3}}){{0,3}}$"
)
_SIGNS = {"≥": LEAST, ">=": LEAST, ">": LEAST, "≤": MOST, "<=": MOST, "<": MOST}
_FROM = re.compile(r"\btu\s(?:muc\s|khoang\s)?$")
_BEHIND = re.compile(r"\s{0,3}(?:[^\W\d_]{1,7}\s{1,3}){0,4}?(?:tro|tro\s?len)\s(?P<way>len|xuong|di)\b")
_RIGHT_BEHIND = re.compile(r"\s{0,3}(?:[^\W\d_]{1,7}\s{1,3}){0,1}tro\s(?P<way>len|xuong)\b")
_FILLERS = re.compile(rf"\W*(?:(?:{_either(_WORDS['between'])})\W+)*")


def comparison(text: str, start: int, end: int, *, is_range: bool = False, is_rank: bool = False) -> str | None:
    """How the figure `start:end` of the text is meant; `is_rank` where a smaller figure is the better one."""
    if is_range:
        return BETWEEN
    before = fold(text[max(0, start - _REACH) : start])
    found = _BEFORE.search(before)
    if found is not None and _is_written(text[max(0, start - _REACH) : start], before, found):
        word = found["word"]
        return _SIGNS.get(found["sign"]) if word is None else _MEANINGS.get(word)
    behind = fold(text[end : end + _REACH_BEHIND])
    opened = _FROM.search(before)
    way = (_BEHIND if opened else _RIGHT_BEHIND).match(behind)
    if way is not None:
        is_more = way["way"] != "xuong"
        return MOST if is_more == is_rank else LEAST
    return _misread(text[max(0, start - _REACH_OF_MISREAD) : start]) or EQUAL


def _is_written(source: str, folded: str, found: re.Match[str]) -> bool:
    """Whether the words are those of the comparison in the source, marks and all, or have lost all their marks."""
    if found["word"] is None or len(source) != len(folded):
        return True
    words = " ".join(source[found.start("word") : found.end("word")].lower().split())
    return words.isascii() or words in _written()


@lru_cache(maxsize=1)
def _written() -> frozenset[str]:
    return frozenset([*_WORDS["least"], *_WORDS["most"], *_WORDS["unclear"]])


def _misread(before: str) -> str | None:
    """The comparison that misread words right before a figure make, None where none does."""
    clause = re.split(r"[;.%:(]\s", before)[-1]
    for match in reversed(_matcher().find(clause)):
        if _FILLERS.fullmatch(fold(clause[match.end :])) is None:
            continue
        words = clause[match.start : match.end]
        sound = not words.isascii() and all(is_syllable(word) or word.isupper() for word in words.split())
        if match.score >= (_LEAST_SOUND if sound else _LEAST_MISREAD):
            return LEAST if match.index < len(_WORDS["misread_least"]) else MOST
    return None


@lru_cache(maxsize=1)
def _matcher() -> PhraseMatcher:
    return PhraseMatcher(_MISREAD, least_score=_LEAST_MISREAD)
