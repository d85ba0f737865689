"""How the words of two answers are compared: without case, diacritics, abbreviations or joining dashes."""

import re
import unicodedata
from collections import Counter

# Written out in this order after folding: a longer abbreviation before one that it contains.
_WRITTEN_OUT = {
    "so nn&ptnt": "so nong nghiep va phat trien nong thon",
    "tt&tt": "thong tin va truyen thong",
    "tttt": "thong tin va truyen thong",
    "kh&cn": "khoa hoc va cong nghe",
    "khcn": "khoa hoc va cong nghe",
    "kh&dt": "ke hoach va dau tu",
    "gd&dt": "giao duc va dao tao",
    "vp ": "van phong ",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
    "%": " phan tram ",
}
_LEADING_ZEROS = re.compile(r"\b0+(\d)")
_DASH_BETWEEN_LETTERS = re.compile(r"(?<=[a-z])\s*[-–—]\s*(?=[a-z])")
_TOKEN = re.compile(r"[a-z0-9]+(?:[.,/-][a-z0-9]+)*")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


def fold_answer(text: str) -> str:
    """The answer's words in lower case without diacritics, one space apart; 0 before a figure goes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for short, full in _WRITTEN_OUT.items():
        folded = folded.replace(short, full)
    folded = _LEADING_ZEROS.sub(r"\1", folded)
    return " ".join(_TOKEN.findall(_DASH_BETWEEN_LETTERS.sub(" ", folded)))


def figures(text: str) -> frozenset[str]:
    """The numbers, dates and number-like parts of document codes in an answer."""
    return frozenset(_FIGURE.findall(fold_answer(text)))


def token_f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that both answers have in common, counted as multisets.

    Source: Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, 2016.
    """
    one_words, other_words = Counter(fold_answer(one).split()), Counter(fold_answer(other).split())
    shared = (one_words & other_words).total()
    return 2 * shared / (one_words.total() + other_words.total()) if shared else 0.0
