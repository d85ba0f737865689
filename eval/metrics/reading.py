"""Metrics of reading: character and word errors of OCR, syllable errors and harm of repair, numbers kept."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from eval.metrics.ranking import Ratio

_LETTERS = re.compile(r"[^\W\d_]+")
# Final oa, oe, uy (but not quy) may carry the tone on either vowel: hoà and hòa are one syllable.
_TONE_ON_LAST_VOWEL = re.compile("(o[ae]|(?<!q)uy)([\u0300\u0301\u0303\u0309\u0323])$")
_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*")


def word_errors(text: str, true: str) -> Ratio:
    """The edit distance between the words of both texts, marks and figures included, of the true words.

    Source: Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals, 1966.
    """
    wanted = _words(true)
    return Ratio(float(Levenshtein.distance(_words(text), wanted)), float(len(wanted)))


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


def syllables(text: str) -> list[str]:
    """The runs of letters of a text, lower case, NFC, with one place for the tone mark; figures are left out."""
    return [_one_tone_place(run.lower()) for run in _LETTERS.findall(unicodedata.normalize("NFC", text))]


def syllable_errors(text: str, gold: str) -> Ratio:
    """The edit distance between the syllables of both texts, of the gold's syllables."""
    wanted = syllables(gold)
    return Ratio(float(Levenshtein.distance(syllables(text), wanted)), float(len(wanted)))


def harm(text: str, *, raw: str, gold: str) -> Ratio:
    """The syllables that were right in the raw text and are gone from the output, of those that were right."""
    right_before = Counter(syllables(raw)) & Counter(syllables(gold))
    lost = right_before - Counter(syllables(text))
    return Ratio(float(lost.total()), float(right_before.total()))


def numbers_kept(text: str, *, raw: str, gold: str) -> Ratio:
    """The numbers that raw text and gold share and that the output still holds, of those that they share."""
    wanted = Counter(_NUMBER.findall(raw)) & Counter(_NUMBER.findall(gold))
    kept = wanted & Counter(_NUMBER.findall(text))
    return Ratio(float(kept.total()), float(wanted.total()))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def _one_tone_place(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    moved = _TONE_ON_LAST_VOWEL.sub(lambda found: found[1][0] + found[2] + found[1][1], decomposed)
    return unicodedata.normalize("NFC", moved)
