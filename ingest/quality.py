"""How well a page was read: is its text Vietnamese, broken by a scanner, or absent.

Three signs that need no dictionary: tokens that can be no Vietnamese syllable, missing diacritics (three of
four syllables of an official text carry one), and characters in the wrong place (a digit or a capital inside a
word). The number orders pages and decides which to read again; it is not the share of right words.
"""

import re
import unicodedata

from ingest.documents import LAYER, OCR, Page
from ingest.language.fold import fold
from ingest.language.syllables import share_of_syllables

# Measured on 22 born-digital gazettes and five sample documents: clean text has 0.98-1.00 possible syllables,
# scans that lost their diacritics 0.58-0.64.
_CLEAN_SHARE = 0.97
_LOST_SHARE = 0.40

# Clean official text: 0.72-0.82 of its words carry a diacritic or are đ-words; tables and name lists fall to 0.55.
_CLEAN_MARKED_SHARE = 0.55

# What is left of the quality when every diacritic is gone: the words can still be guessed.
_WITHOUT_MARKS = 0.5

# One damaged word in five from characters in the wrong place makes a page unreliable.
_ODD_WEIGHT = 2.0

# Below this a reader must look at the page itself; so too where one character in eight was hard to read.
_DOUBTFUL_QUALITY = 0.60
_DOUBTFUL_SHARE = 0.125

_WORD = re.compile(r"[^\W_]+")
# Asked of one word at a time. A capital behind small letters is looked for by two patterns: one that did both would
# go through the rest of a long word from each of its letters.
_DIGITS_INSIDE = re.compile(r"[^\W\d_]\d+[^\W\d_]")
_SMALL_LETTER = re.compile(r"[^\W\d_][a-zà-ỹ]")
_CAPITAL = re.compile(r"[A-ZĐ]")


def read_quality(text: str) -> float:
    """The read quality of a page or passage: 1 for clean Vietnamese, 0 for a text without words."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isdigit()]
    spelled = [word for word in words if len(word) > 1 and not (word.isupper() and word == _ascii(word))]
    if not spelled:
        return 0.0
    syllables = (share_of_syllables(text) - _LOST_SHARE) / (_CLEAN_SHARE - _LOST_SHARE)
    marked = sum(word.lower() != fold(word) for word in spelled) / len(spelled) / _CLEAN_MARKED_SHARE
    odd = sum(_is_odd_inside(word) for word in spelled) / len(spelled)
    marks = _WITHOUT_MARKS + (1 - _WITHOUT_MARKS) * min(1.0, marked)
    quality: float = _between_0_and_1(syllables) * marks * _between_0_and_1(1 - _ODD_WEIGHT * odd)
    return round(quality, 3)


def is_doubtful(page: Page) -> bool:
    """Whether the page has a text, from its layer or its picture, that is hard to rely on."""
    if page.read_by not in (LAYER, OCR) or page.start == page.end:
        return False
    doubtful_chars = sum(span.end - span.start for span in page.doubts)
    return page.quality < _DOUBTFUL_QUALITY or doubtful_chars > _DOUBTFUL_SHARE * (page.end - page.start)


def _is_odd_inside(word: str) -> bool:
    """Whether a digit stands between letters of the word, or a capital behind small ones."""
    if _DIGITS_INSIDE.search(word):
        return True
    small = _SMALL_LETTER.search(word)
    return small is not None and _CAPITAL.search(word, small.end()) is not None


def _ascii(word: str) -> str:
    return word.encode("ascii", "ignore").decode("ascii")


def _between_0_and_1(value: float) -> float:
    return max(0.0, min(1.0, value))
