"""Sentences and clauses of a reading, with their places, and the stretch of them that fits a question best.

Cuts only at punctuation that ends a thought; never inside a number, a date or a document number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parc_search.match import Subject, share_of_terms
from parc_search.terms import terms

_SENTENCE_END = re.compile(r"(?<=[.;!?:])\s+(?=\S)|\n\s*\n|\s*\n(?=\s*[-+•]\s)|(?<=\w[.;])\s*\n")
_CLAUSE_END = re.compile(r"(?<=[.;!?:])\s+(?=\S)|,\s+(?=\D)|\s+(?=trong đó)|\n\s*\n|\s*\n(?=\s*[-+•]\s)")
_BULLET = re.compile(r"^[\s•]*(?:[-+–—•*]|\d{1,2}[.)]|[a-zđ]\))\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text at `start:end`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Clause, ...]:
    """The sentences of the text; parts that a semicolon or a colon parts count as sentences."""
    return _cut(_SENTENCE_END, text)


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of the text; a comma parts two unless a digit follows it."""
    return _cut(_CLAUSE_END, text)


def best_stretch(parts: Sequence[Clause], text: str, subject: Subject, *, max_words: int) -> Clause | None:
    """The run of parts of at most `max_words` words that holds most of the subject; the shortest of equals.

    None where even the shortest part is too long.
    """
    best: tuple[float, int, Clause] | None = None
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            stretch = text[parts[first].start : parts[last].end]
            if len(stretch.split()) > max_words:
                break
            rank = (share_of_terms(subject, terms(stretch)), -len(stretch))
            if best is None or rank > best[:2]:
                best = (*rank, Clause(stretch, parts[first].start, parts[last].end))
    return best[2] if best else None


def tidy(text: str, *, max_words: int | None = None) -> str:
    """The text on one line without its bullet or closing punctuation, cut to `max_words` words."""
    line = _BULLET.sub("", " ".join(text.split())).strip(" ,;.:")
    words = line.split()
    if max_words is not None and len(words) > max_words:
        line = " ".join(words[:max_words]).rstrip(" ,;.:")
    return line


def _cut(pattern: re.Pattern[str], text: str) -> tuple[Clause, ...]:
    found, at = [], 0
    for match in pattern.finditer(text):
        found.append((at, match.start()))
        at = match.end()
    found.append((at, len(text)))
    cut = []
    for start, end in found:
        part = text[start:end]
        stripped = part.strip()
        if stripped:
            begin = start + len(part) - len(part.lstrip())
            cut.append(Clause(stripped, begin, begin + len(stripped)))
    return tuple(cut)
