"""Errors of a text that was read off a page, against the words that stand on it."""

import re
import unicodedata
from collections.abc import Sequence
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


def doubt_ratios(text: str, true: str, doubts: Sequence[tuple[int, int]]) -> tuple[Ratio, Ratio]:
    """The wrong words of the text that are in doubt, of all wrong ones; and of the doubts, those on wrong words.

    `doubts` are half-open stretches of the text. Words that the text lacks count for neither.
    """
    places = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    wrong: set[int] = set()
    given = [unicodedata.normalize("NFC", text[start:end]) for start, end in places]
    for kind, start, end, _, _ in SequenceMatcher(a=given, b=_words(true), autojunk=False).get_opcodes():
        if kind != "equal":
            wrong.update(range(start, end))
    doubted = {number for number, (start, end) in enumerate(places) if any(a < end and start < b for a, b in doubts)}
    both = float(len(wrong & doubted))
    return Ratio(both, float(len(wrong))), Ratio(both, float(len(doubted)))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()
