"""Errors of a text that was read off a page, against the words that stand on it."""

import unicodedata
from difflib import SequenceMatcher

from eval.metrics.ratio import Ratio
from eval.metrics.syllable_error import edit_distance


def word_errors(text: str, true: str) -> Ratio:
    """The edit distance between the words of both texts, marks and figures included, of the true words."""
    wanted = _words(true)
    return Ratio(float(edit_distance(_words(text), wanted)), float(len(wanted)))


def character_errors(text: str, true: str) -> Ratio:
    """The characters that differ, of the true ones, white space aside.

    Counted within the stretches whose words differ, each at the longer of its two sides: never too low, and quick
    on a whole decree.
    """
    given, wanted = _words(text), _words(true)
    wrong = 0
    for kind, start, end, given_start, given_end in SequenceMatcher(a=wanted, b=given, autojunk=False).get_opcodes():
        was, now = "".join(wanted[start:end]), "".join(given[given_start:given_end])
        if kind != "equal" and was != now:
            wrong += max(len(was), len(now))
    return Ratio(float(wrong), float(sum(map(len, wanted))))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
