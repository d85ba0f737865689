"""The form of Vietnamese syllables: tone placement, bare letters, and which strings can be one."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_PLACE = re.compile(f"(?<!q)(o)([ae])([{_TONES}])$|(?<!q)(u)(y)([{_TONES}])$")
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_RIME = (
    "(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oă|oai|oay|oao|oe|oeo|oi|ôi|ơi|oo|ua|uâ|uây|uê|ui|uô|uôi"
    "|uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu|oă|uă)(?:ng|nh|ch|c|m|n|p|t)?"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_BARE_SYLLABLE = re.compile(f"{_ONSET}(?:{_RIME}|(?:ie|ieu|uo|uoi|uou|uu|uye|ye|yeu|ue)(?:ng|nh|ch|c|m|n|p|t)?)")


@lru_cache(maxsize=65536)
def one_tone_place(syllable: str) -> str:
    """The syllable with the tone on the first vowel of oa, oe, uy ("hoá" gives "hóa"), NFC.

    Source: the older of the two placements in use, as in most official texts.
    """
    decomposed = unicodedata.normalize("NFD", syllable)
    moved = _NEW_PLACE.sub(lambda m: (m[1] or m[4]) + (m[3] or m[6]) + (m[2] or m[5]), decomposed)
    return unicodedata.normalize("NFC", moved)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text without diacritics, "đ" as "d", case kept."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def is_possible(syllable: str) -> bool:
    """Whether the lower-case string has the form of a Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", syllable)
    toneless = "".join(c for c in decomposed if c not in _TONES)
    tones = len(decomposed) - len(toneless)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


@lru_cache(maxsize=65536)
def is_possible_bare(letters: str) -> bool:
    """Whether a Vietnamese syllable can read so without its diacritics, in lower case: "tiep" for "tiếp"."""
    return _BARE_SYLLABLE.fullmatch(letters) is not None
