"""Whether a generated sentence says only what its cited quotes say.

A sentence is as many claims as it has citations: each claim ends at its marker "[2]". A claim must be made of runs of a
quote's own words, in the quote's order, held together by a few words that say nothing; its figures stand whole in the
quote; a negation or an exception that the quote attaches is kept. What was put more freely may well be true: it is
dropped all the same, since no machine here can tell.
"""

import re
from collections.abc import Mapping, Sequence

from ingest.language.fold import fold
from parc_search import messages
from parc_search.citing.value_support import figures_stand
from parc_search.text.negation import exception_after, is_denied
from parc_search.text.terms import placed_terms, terms

# Shorter runs are in every text: "của các cơ quan" proves nothing.
LEAST_RUN_TERMS = 4
# So many terms of the quote may be passed over between two runs; farther apart they are of two thoughts.
MOST_SKIPPED_TERMS = 12
# The least share of a claim's terms that are the quote's own.
LEAST_SHARE = 0.6
_MARKER = re.compile(r"\[(\d{1,3})\]")
_MARKERS = re.compile(r"(?<!\s)(?:\s*+\[\d{1,3}\])++")
_SENTENCE = re.compile(r"(?<=[.!?\]])\s+(?=[^\s\[])|\n+")
# Words that hold runs together and say nothing: none of them denies, counts, dates, names or gives a role.
_GLUE_WORDS = """
    theo thi la gom bao cac nhung va cua trong tai ve cho duoc neu nhu sau do nay noi dung van ban tai lieu quy dinh
    cu the dong thoi ngoai ra ben canh con voi den de o tren
"""
_GLUE = frozenset(_GLUE_WORDS.split())


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a generated text, each with the markers that follow it."""
    return tuple(part.strip(" -•*\t") for part in _SENTENCE.split(text) if terms(_MARKER.sub("", part)))


def fault_of(sentence: str, quotes: Mapping[int, Sequence[str]]) -> str:
    """Why the sentence may not be shown, in a few plain words; empty where it may. `quotes` are texts by marker."""
    claims = _claims(sentence)
    if not claims or any(not numbers for _, numbers in claims):
        return messages.CLAIM_UNCITED
    if any(number not in quotes for _, numbers in claims for number in numbers):
        return messages.CLAIM_CITES_NOTHING
    for claim, numbers in claims:
        texts = [text for number in numbers for text in quotes[number]]
        if not figures_stand(claim, texts):
            return messages.CLAIM_FIGURE
        if not any(_is_told_by(claim, text) for text in texts):
            return messages.CLAIM_NOT_SAID
    return ""


def _claims(sentence: str) -> list[tuple[str, tuple[int, ...]]]:
    """Each claim with its markers; words after the last marker are a claim without one."""
    claims, at = [], 0
    for found in _MARKERS.finditer(sentence):
        claims.append((sentence[at : found.start()], tuple(map(int, _MARKER.findall(found.group())))))
        at = found.end()
    return [(claim, numbers) for claim, numbers in [*claims, (sentence[at:], ())] if terms(claim)]


def _is_told_by(claim: str, quote: str) -> bool:
    """Whether the claim is runs of the quote in order, with glue between, nothing denied and no exception dropped."""
    wanted, placed = terms(claim), placed_terms(quote)
    have = [term for term, _, _ in placed]
    at, after, own = 0, -1, 0
    while at < len(wanted):
        start, size = _run(wanted[at:], have, after)
        if size >= min(LEAST_RUN_TERMS, len(wanted)):
            last_end = placed[start + size - 1][2]
            exception = exception_after(quote, last_end)
            if is_denied(quote, placed[start][1]) or (exception and fold(exception) not in fold(claim)):
                return False
            at, after, own = at + size, start + size, own + size
        elif wanted[at] in _GLUE:
            at += 1
        else:
            return False
    return own >= LEAST_SHARE * len(wanted)


def _run(wanted: Sequence[str], have: Sequence[str], after: int) -> tuple[int, int]:
    """Where the longest run that opens `wanted` stands in `have`, and its size; not before `after`, nor far behind."""
    first, last = (0, len(have)) if after < 0 else (after, min(len(have), after + MOST_SKIPPED_TERMS + 1))
    best = (0, 0)
    for start in range(first, last):
        size = 0
        while size < len(wanted) and start + size < len(have) and wanted[size] == have[start + size]:
            size += 1
        if size > best[1]:
            best = (start, size)
    return best
