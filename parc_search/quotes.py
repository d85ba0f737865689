"""Whether a quote is what it says it is, and whether it says what the answer says: the checks nothing passes unproved.

A quote is verbatim or it is no quote. A value stands in a quote when its figures stand there as whole figures and
its words in their order; an agency also when the registry finds it there, because scans misspell names. A negation or
an exception beside a value belongs to it: a quote may not begin or end between the two.
"""

import re
from dataclasses import dataclass

from ingest.agencies import AGENCIES
from ingest.vietnamese.fold import fold
from parc_search.terms import terms

# The share of a longer value's words that must stand in the quote in order; names of agencies and figures need all.
_LEAST_SHARE = 0.9
_LONG_VALUE_WORDS = 6
_NEGATION = re.compile(r"(?:không|chưa|chẳng|trừ|ngoại trừ|trừ trường hợp|trừ khi|cấm|not|except)\s*$", re.IGNORECASE)
_EXCEPTION = re.compile(r"^[\s,;(]*(?:trừ|ngoại trừ|không bao gồm|không kể|trừ trường hợp)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*%?")
_EXCEPTION_NEARBY = re.compile(r"\(?\s*\b(?:trừ|ngoại trừ|không bao gồm|không kể)\b[^().;]{0,80}\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a citation may be shown, and if not, why, in a few plain words for the audit."""

    is_good: bool
    why: str = ""


def check_quote(source_text: str, start: int, end: int, quote_raw: str) -> Verdict:
    """Whether the quote is exactly the source text of its span, whole words from end to end, no negation cut off."""
    if not 0 <= start < end <= len(source_text):
        return Verdict(is_good=False, why="span outside the source text")
    if source_text[start:end] != quote_raw:
        return Verdict(is_good=False, why="not verbatim")
    if _cuts_word(source_text, start) or _cuts_word(source_text, end):
        return Verdict(is_good=False, why="begins or ends inside a word")
    if _NEGATION.search(source_text[max(0, start - 20) : start]):
        return Verdict(is_good=False, why="a negation before it is cut off")
    if _EXCEPTION.search(source_text[end : end + 20]):
        return Verdict(is_good=False, why="an exception after it is cut off")
    return Verdict(is_good=True)


def stands_in(value: str, quote: str) -> bool:
    """Whether the quote says the value: every figure as a whole figure, its words in order, or its agency by name."""
    wanted, have = terms(_joined_digits(value)), terms(_joined_digits(quote))
    if not wanted:
        return False
    figures = [fold(figure) for figure in _FIGURE.findall(_joined_digits(value))]
    there = {part for figure in _FIGURE.findall(_joined_digits(quote)) for part in _parts(fold(figure))}
    if not set(map(_plain, figures)) <= set(map(_plain, there)):
        return False
    if all(term[0].isdigit() for term in wanted) or _in_order(wanted, have):
        return True
    if len(wanted) > _LONG_VALUE_WORDS and _share_in_order(wanted, have) >= _LEAST_SHARE:
        return True
    return any(fold(mention.name) == fold(value) for mention in AGENCIES.find(quote, least_score=_CELL_SCORE))


# Agencies in a quote are looked for as in a cell: the quote was chosen because it should hold one.
_CELL_SCORE = 0.7


def exception_near(text: str, end: int) -> str:
    """The exception that follows a value in its sentence ("(trừ các TTHC đặc thù)"), empty where there is none."""
    rest = text[end : end + 160]
    sentence = re.split(r"(?<=\w)[.;](?:\s|$)", rest, maxsplit=1)[0]
    match = _EXCEPTION_NEARBY.search(sentence)
    return " ".join(match.group().strip(" ()").split()) if match else ""


def _parts(figure: str) -> tuple[str, ...]:
    """A figure with the figures that a reader takes it for too: both ends of a range, the serial of a document."""
    return (figure, *figure.split("-"), figure.split("/", 1)[0])


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _joined_digits(text: str) -> str:
    """The text with figures that a scan cut apart ("202 1") left as they are but spaces around signs removed."""
    together = re.sub(r"(?<!\d)(?:(?:19|20)\d \d|(?:19|20) \d\d)(?!\d)", lambda m: m.group().replace(" ", ""), text)
    dates = re.sub(r"(?<=/\d) (?=\d/)|(?<=\b\d) (?=\d/\d)", "", together)
    return re.sub(r"(?<=\d)\s*/\s*(?=\d)", "/", dates)


def _plain(figure: str) -> str:
    return re.sub(r"(?<![\d.,])0+(?=\d)", "", figure.rstrip("%"))


def _in_order(wanted: tuple[str, ...], have: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(have[at : at + size] == wanted for at in range(len(have) - size + 1))


def _share_in_order(wanted: tuple[str, ...], have: tuple[str, ...]) -> float:
    """The share of the wanted terms that stand in the quote in the same order (longest common subsequence)."""
    row = [0] * (len(have) + 1)
    for term in wanted:
        diagonal = 0
        for at, other in enumerate(have, start=1):
            diagonal, row[at] = row[at], (diagonal + 1 if term == other else max(row[at], row[at - 1]))
    return row[-1] / len(wanted)
