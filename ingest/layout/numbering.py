"""The marker that opens a line: "III.", "2.1.", "a)", "-", "Điều 5.", also when a scan bent it.

A numeral alone proves nothing in broken text ("1." may be a roman one, "DI." three strokes); the order of the
numerals around it does. So a marker here is a candidate with a value; `ingest.layout.blocks` accepts or corrects it.
"""

import re
from dataclasses import dataclass

from ingest.layout.lines import Line

# The ranks of an outline, outermost first. A heading closes all headings of its own rank and below.
RANKS = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "section": 3,
    "article": 4,
    "roman": 5,
    "arabic": 6,
    "dotted": 7,
    "letter": 8,
    "bullet": 9,
    "plus": 10,
}

_ORDINALS = ["nhat", "hai", "ba", "bon", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"]
_ARTICLE = re.compile(r"dieu (\d{1,3}[a-z]?)\s?[.:]\s*")
_LAW_DIVISION = re.compile(
    rf"(phan|chuong|muc|phu luc)(?: thu| so)? ({'|'.join(_ORDINALS)}|[ivxl]+|\d{{1,3}})\b(?![.,]\d)[.:]?\s*"
)
_BARE_ANNEX = re.compile(r"phu luc[.:]?")
_ROMAN = re.compile(r"[^\w\s]{0,2}\s?([IVXLivxl1|!D]{1,5})\s?(?:[.,]{1,2}\s?|\s(?=[^\W\d_]))")
_DOTTED = re.compile(r"[^\w\s]{0,2}\s?(\d{1,2})[.,](\d{1,2})[.,]?\s+(?=[^\d\s%])")
_ARABIC = re.compile(r"(?:[^\w\s]{1,2} ?|[A-Z] (?:[A-Z] )?)?(\d{1,2}|[1lI]O)\s?[.,]{1,2}\s*[^\w\s]{0,2}\s*(?=[^\W\d_])")
_LETTER = re.compile(r"[^\w\s]?\s?([a-zđ])\s?\)\s*[,.]?\s*(?=\S)")
_BULLET = re.compile(r"(?:_\s*)?[-–—•*●▪]{1,2}[\s,.]*(?=[^\s\d]|\d)")
_PLUS = re.compile(r"\+[\s,]*(?=\S)")

_STROKES = str.maketrans("ivxl1|!D", "IVXIIIII")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_UPPER_SHARE = 0.6
_MIN_TITLE_LETTERS = 6
_DIVISION_RANKS = {"phan": "part", "chuong": "chapter", "muc": "section", "phu luc": "annex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A candidate marker: its rank, its value (None for bullets), and where the line's own words start.

    `offset` counts code points from the start of the line. `value` of a dotted marker is its second number, and
    `parent` its first.
    """

    rank: str
    value: int | None
    name: str
    offset: int
    parent: int | None = None


def marker_of(line: Line) -> Marker | None:
    """The marker that the line may open with; None for running text."""
    text, folded = line.text, line.folded
    for found in (_division(text, folded), _roman(text), _dotted(text), _arabic(text), _letter(text), _sign(text)):
        if found is not None:
            return found
    return None


def is_upper(text: str) -> bool:
    """Whether most letters are capitals, as in a heading, also after a scan ("VI. TO CHirc THirc HIeN")."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= _MIN_TITLE_LETTERS and sum(c.isupper() for c in letters) >= _UPPER_SHARE * len(letters)


def roman_value(numeral: str) -> int | None:
    """The value of a roman numeral in the folded or upper form, None if it is none."""
    upper = numeral.upper()
    if not upper or set(upper) - set(_ROMAN_VALUES):
        return None
    total = 0
    for here, after in zip(upper, [*upper[1:], ""], strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if after and _ROMAN_VALUES[after] > value else value
    return total if _to_roman(total) == upper else None


def _to_roman(value: int) -> str:
    numeral = ""
    for amount, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= amount:
            numeral += sign
            value -= amount
    return numeral


def roman(value: int) -> str:
    """The roman numeral of a value from 1 to 89."""
    return _to_roman(value)


def _division(text: str, folded: str) -> Marker | None:
    if match := _ARTICLE.match(folded):
        number = match.group(1)
        return Marker(rank="article", value=int(re.sub(r"\D", "", number)), name=number, offset=match.end())
    if match := _LAW_DIVISION.match(folded):
        kind, numeral = match.groups()
        rest = folded[match.end() :]
        if (
            kind != "phu luc"
            and rest
            and not is_upper(text[match.end() :])
            and text[: match.end()].strip()[-1] not in ".:"
        ):
            return None  # "Mục 1 Điều này quy định …" is running text
        value = roman_value(numeral)
        if numeral.isdigit():
            value = int(numeral)
        elif kind in ("phan",) and numeral in _ORDINALS:
            value = _ORDINALS.index(numeral) + 1 - (numeral in _ORDINALS[4:])
        if value is None:
            return None
        return Marker(rank=_DIVISION_RANKS[kind], value=value, name=numeral.upper(), offset=min(match.end(), len(text)))
    if _BARE_ANNEX.fullmatch(folded):
        return Marker(rank="annex", value=None, name="", offset=len(text))
    return None


def _roman(text: str) -> Marker | None:
    match = _ROMAN.match(text)
    if match is None:
        return None
    numeral = match.group(1).translate(_STROKES)
    has_stop = any(sign in match.group() for sign in ".,")
    title = text[match.end() :]
    if not is_upper(title) and (match.group(1) != numeral or not has_stop):
        return None
    return Marker(rank="roman", value=roman_value(numeral), name=numeral, offset=match.end())


def _dotted(text: str) -> Marker | None:
    match = _DOTTED.match(text)
    if match is None:
        return None
    first, second = int(match.group(1)), int(match.group(2))
    return Marker(rank="dotted", value=second, name=f"{first}.{second}", offset=match.end(), parent=first)


def _arabic(text: str) -> Marker | None:
    match = _ARABIC.match(text)
    if match is None:
        return None
    value = int(match.group(1).translate(str.maketrans("lIO", "110")))
    return Marker(rank="arabic", value=value, name=str(value), offset=match.end())


def _letter(text: str) -> Marker | None:
    match = _LETTER.match(text)
    if match is None:
        return None
    letter = match.group(1)
    return Marker(rank="letter", value="abcdđefghijklmnopqrstuvwxyz".index(letter), name=letter, offset=match.end())


def _sign(text: str) -> Marker | None:
    if match := _PLUS.match(text):
        return Marker(rank="plus", value=None, name="+", offset=match.end())
    if match := _BULLET.match(text):
        return Marker(rank="bullet", value=None, name="-", offset=match.end())
    return None
