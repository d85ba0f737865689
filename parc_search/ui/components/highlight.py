"""Which words of a quote to set off: those of the answer, and those that the question asked about.

Matching is on the folded form, so that a question without diacritics still finds its words. This only guides the
eye; whether a quote supports an answer is decided elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ingest.language.fold import fold, fold_with_map
from parc_search.ui.components.markup import Mark

# Two of these beside each other say nothing of what a question is about.
_EMPTY_SYLLABLES = frozenset(
    (
        *("ai", "bao", "bi", "boi", "ca", "cac", "cho", "co", "con", "cua", "da", "de", "den", "di", "do", "duoc"),
        *("gi", "hay", "khi", "la", "lam", "len", "may", "mot", "nao", "nay", "nhieu", "nhung", "o", "ra", "se", "tai"),
        *("the", "thi", "theo", "thuoc", "trong", "tu", "va", "ve", "vi", "voi"),
    )
)
_WORD = re.compile(r"[^\W_]+")
# A figure is read with its sign, and set off with it.
_SIGN = re.compile(r"(?<=\d) ?%")


def found_marks(quote: str, *, question: str, answer: str | None = None) -> tuple[Mark, ...]:
    """Marks over `quote`: class "answer" for words of the answer, "found" for pairs of syllables of the question.

    A number of the question is marked also where it stands alone.
    """
    folded = fold_with_map(quote)
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded.text)]
    answer_ranges = list(_signed(_merged(_shared(tokens, _syllables(answer or ""))), folded.text))
    asked = _signed(_merged(_shared(tokens, _syllables(question))), folded.text)
    question_ranges = list(_without(asked, answer_ranges))
    marks = [Mark(start=start, end=end, css="answer") for start, end in answer_ranges]
    marks += [Mark(start=start, end=end, css="found") for start, end in question_ranges]
    spans = [(folded.to_source(mark.start, mark.end), mark.css) for mark in sorted(marks)]
    return tuple(Mark(start=start, end=end, css=css) for (start, end), css in spans)


def _syllables(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _shared(tokens: list[tuple[str, int, int]], wanted: list[str]) -> Iterator[tuple[int, int]]:
    """Ranges of tokens that `wanted` has too: pairs in the same order, single numbers, a single wanted word."""
    pairs = {pair for pair in pairwise(wanted) if not _EMPTY_SYLLABLES.issuperset(pair)}
    singles = {word for word in wanted if any(character.isdigit() for character in word)}
    if len(wanted) == 1:
        singles.update(wanted)
    for index, (word, start, end) in enumerate(tokens):
        if word in singles:
            yield start, end
        if index + 1 < len(tokens) and (word, tokens[index + 1][0]) in pairs:
            yield start, tokens[index + 1][2]


def _merged(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in sorted(ranges):
        if current is not None and start <= current[1]:
            current = current[0], max(current[1], end)
            continue
        if current is not None:
            yield current
        current = start, end
    if current is not None:
        yield current


def _signed(ranges: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        sign = _SIGN.match(text, end)
        yield start, sign.end() if sign else end


def _without(ranges: Iterable[tuple[int, int]], taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of the ranges beside those that are taken (sorted, apart)."""
    for start, end in ranges:
        at = start
        for taken_start, taken_end in taken:
            if taken_end <= at or taken_start >= end:
                continue
            if at < taken_start:
                yield at, taken_start
            at = max(at, taken_end)
        if at < end:
            yield at, end
