"""Syllable error rate of a repaired text, and the harm that repair did."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from eval.metrics.ratio import Ratio

_LETTERS = re.compile(r"[^\W\d_]+")
# Final oa, oe, uy (but not quy) may carry the tone on either vowel: hoà and hòa are one syllable.
_TONE_ON_LAST_VOWEL = re.compile("(o[ae]|(?<!q)uy)([\u0300\u0301\u0303\u0309\u0323])$")


def syllables(text: str) -> list[str]:
    """The runs of letters of a text, lower case, NFC, with one place for the tone mark; figures are left out."""
    return [_one_tone_place(run.lower()) for run in _LETTERS.findall(unicodedata.normalize("NFC", text))]


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """The fewest insertions, deletions and substitutions that turn one sequence into the other.

    Source: Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals, 1966.
    """
    above = list(range(len(other) + 1))
    for row, item in enumerate(one, start=1):
        here = [row]
        for column, candidate in enumerate(other, start=1):
            here.append(min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (item != candidate)))
        above = here
    return above[-1]


def syllable_errors(text: str, gold: str) -> Ratio:
    """The edit distance between the syllables of both texts, of the gold's syllables."""
    wanted = syllables(gold)
    return Ratio(float(edit_distance(syllables(text), wanted)), float(len(wanted)))


def harm(text: str, *, raw: str, gold: str) -> Ratio:
    """The syllables that were right in the raw text and are gone from the output, of those that were right."""
    right_before = Counter(syllables(raw)) & Counter(syllables(gold))
    lost = right_before - Counter(syllables(text))
    return Ratio(float(lost.total()), float(right_before.total()))


def _one_tone_place(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    moved = _TONE_ON_LAST_VOWEL.sub(lambda found: found[1][0] + found[2] + found[1][1], decomposed)
    return unicodedata.normalize("NFC", moved)
