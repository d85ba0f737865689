"""English questions and the Vietnamese of their terms, so that they meet Vietnamese text.

The glossary is a list of terms, not a translator: words that it does not know stay as they are, and the multilingual
encoder sees the whole question.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_GLOSSARY_FILE = Path(__file__).with_name("glossary.toml")
# Words that only English has; enough of them make a question English.
_SIGN_WORDS = (
    "the of and which what who when how is are was does do did must should for in by with to under plan many much "
    "often agency agencies department departments percent percentage province list name"
)
_ENGLISH_SIGNS = frozenset(_SIGN_WORDS.split())
_MIN_ENGLISH_SHARE = 0.2  # Vietnamese development questions have at most 0.10 of such words.
_MOST_MARKED_SHARE = 0.1
_WORD = re.compile(r"[A-Za-z']+")
# A word that says what about: not one of the small ones, and no name, which an office may have in either language.
_SAYING_WORD = re.compile(r"\b[a-z][a-z'-]{3,}\b")
_LEAST_KNOWN_SHARE = 0.25


def is_english(question: str) -> bool:
    """Whether the question is in English."""
    found = [word.lower() for word in _WORD.findall(question)]
    marked = sum(not word.isascii() for word in question.split())
    return (
        marked <= _MOST_MARKED_SHARE * len(found)  # "department (sở) level" is English all the same
        and bool(found)
        and sum(word in _ENGLISH_SIGNS for word in found) >= (_MIN_ENGLISH_SHARE * len(found))
    )


def to_vietnamese_terms(question: str) -> str:
    """The question with each known English term as its Vietnamese, the longest terms first."""
    return _pattern().sub(lambda match: _glossary()[match.group().lower()], question)


def is_of_other_things(question: str) -> bool:
    """Whether hardly a word of an English question belongs to administration, as "who won the football match"."""
    known = sum(len(_SAYING_WORD.findall(match.group().lower())) for match in _pattern().finditer(question))
    left = [word for word in _SAYING_WORD.findall(_pattern().sub(" ", question)) if word not in _ENGLISH_SIGNS]
    return known < _LEAST_KNOWN_SHARE * (known + len(left))


@cache
def _glossary() -> Mapping[str, str]:
    found: Mapping[str, str] = tomllib.loads(_GLOSSARY_FILE.read_text(encoding="utf-8"))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_glossary(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)
