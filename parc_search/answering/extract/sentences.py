"""Sentences and clauses of a reading, with their places, and the stretch of them that fits a question best.

Cuts only at punctuation that ends a thought; never inside a number, a date or a document number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parc_search.ranking.match import Subject, share_of_terms
from parc_search.text.terms import terms

_TO_LAST_LINE_END = r"(?:[^\S\n]*+\n)++"
_SENTENCE_END = re.compile(
    rf"(?<=[.;!?:])\s++(?=\S)|\n{_TO_LAST_LINE_END}|(?<!\s){_TO_LAST_LINE_END}(?=\s*+[-+•]\s)"
    rf"|(?<=\w[.;]){_TO_LAST_LINE_END}"
)
_CLAUSE_END = re.compile(
    rf"(?<=[.;!?:])\s++(?=\S)|,\s+(?=\D)|(?<!\s)\s++(?=trong đó)|\n{_TO_LAST_LINE_END}"
    rf"|(?<!\s){_TO_LAST_LINE_END}(?=\s*+[-+•]\s)"
)
_CUT_MONTH = re.compile(r"(?<=/\d) (?=\d/)")
_CUT_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d \d|(?:19|20) \d\d)(?!\d)")
# So many more known than other words make an opening worth cutting.
_KNOWN_WORDS = 4
# A connector ("thứ hạng cao về …") ends the opening when two of the question's words stand before it.
_CONNECTORS = frozenset({("ve",), ("la",), ("gom",)})
_OPENING_WORDS = 12
_SEEN_BEFORE_CONNECTOR = 2
_BULLET = re.compile(r"^[\s•]*(?:[-+–—•*]|\d{1,2}[.)](?!\d)|[a-zđ]\))\s*")


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


def joined_digits(text: str) -> str:
    """The text with years and months that a scan cut apart put together: "202 1" is 2021, "18/1 1/2022" 18/11/2022."""
    together = _CUT_YEAR.sub(lambda match: match.group().replace(" ", ""), text)
    return _CUT_MONTH.sub("", together)


def without_known(text: str, subject: Subject) -> str:
    """The text less the opening that only says again what the question said, cut where most of it has been said.

    The cut is the point before which the question's own terms outweigh others most; none is cut within a word.
    """
    words = text.split()
    best_at, best, sofar, seen = 0, 0.0, 0.0, 0
    known = {*subject.weights, *(term for pair in subject.pairs for term in pair)}
    known |= {term for written in subject.synonyms.values() for term in written}
    for at, word in enumerate(words[:-2], start=1):
        own = terms(word)
        is_known = bool(own) and all(term in known for term in own)
        seen += is_known
        sofar += 1.0 if is_known else -1.0
        if own in _CONNECTORS and at <= _OPENING_WORDS and seen >= _SEEN_BEFORE_CONNECTOR and best_at < at:
            best_at, best = at, max(best, float(_KNOWN_WORDS))
            sofar = best
        if sofar > best:
            best_at, best = at, sofar
    rest = " ".join(words[best_at:])
    return rest if best_at and best >= _KNOWN_WORDS else text


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
