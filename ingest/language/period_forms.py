"""The forms of times in Vietnamese papers, as patterns over folded text, made of the words in periods.toml.

Every run of white space in them is bounded, and so is every repetition: a search costs no more than the text is long.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.language.fold import fold

BEFORE, BY, WITHIN, FROM = "before", "by", "within", "from"

_MOST_SPACES = 6
_LONGEST_EVENT = 140

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("periods.toml").read_text(encoding="utf-8"))
HOMOGRAPHS = frozenset(WORDS["homographs"])
NUMBERS: dict[str, int] = {fold(word): number for word, number in WORDS["numbers"].items()}
MONTHS: dict[str, int] = NUMBERS | {fold(word): number for word, number in WORDS["months"].items()}
QUARTERS: dict[str, int] = NUMBERS | {fold(word): number for word, number in WORDS["quarters"].items()}
UNITS: dict[str, str] = {fold(word): unit for word, unit in WORDS["units"].items()}
RECURRING: dict[str, str] = {fold(word): every for word, every in WORDS["recurring"].items()}
BOUNDS: dict[str, str] = {fold(word): bound for bound in (BEFORE, BY, WITHIN, FROM) for word in WORDS["bounds"][bound]}


def _either(words: Sequence[str]) -> str:
    return "|".join(sorted({re.escape(fold(word)).replace("\\ ", r"\s+") for word in words}, key=len, reverse=True))


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with every run of white space bounded, so that a long run of it costs no more than its length."""
    return re.compile(pattern.replace(r"\s*", rf"\s{{0,{_MOST_SPACES}}}").replace(r"\s+", rf"\s{{1,{_MOST_SPACES}}}"))


_SOUTH = "".join(rf"(?<!\b{word}\s)" for word in WORDS["before_south"])
YEAR = r"(?:19|20)\d\d(?!\d)"
_NUMERAL = r"(?:[ivx1l|]{1,4}|[1-9])(?![\w%])"
_EVERY_WORD = _either(WORDS["every"]["words"])
_NUMBER = _either(list(WORDS["numbers"]))
_ONE_UNIT = _either(list(WORDS["units"]))
_UNIT = rf"(?:(?:\d{{1,2}}|{_NUMBER})\s+thang(?:\s+(?:dau|cuoi)\s+nam)?|nua\s+nam|cuoi\s+nam|ca\s+nam|{_ONE_UNIT})"
_MONTH = rf"(?:\d{{1,2}}|{_either([*WORDS['numbers'], *WORDS['months']])})"
QUARTER = rf"(?:{_NUMERAL}|(?:{_either([*WORDS['numbers'], *WORDS['quarters']])})\b)"
_JOINT = r"\s*(?:,|va|hoac|&|-|–|den)\s*"
_EACH = rf"(?:\s*(?:cua\s+)?(?:{_EVERY_WORD})\s+(?P<each>{_either(list(WORDS['units']))})\b)"
_OF_YEAR_OR_EACH = rf"(?:\s*(?:/|-|–|,|cua)?\s*(?:nam\s*)?(?P<year>{YEAR})|{_EACH})?"
COUNT = rf"(?:\d{{1,3}}|{_either(list(WORDS['numbers']))})"
_IN_WORDS = r"\s*(?:\(\s*\w+(?:\s\w+){0,2}\s*\)\s*)?"
_COUNTED = r"(?:ngay|tuan|thang|nam|gio)(?:\s+lam\s+viec)?"
_FROM_EVENT = (
    r"\s*,?\s*(?:ke\s+tu|tinh\s+tu|tu\s+(?:khi|ngay|luc)|sau\s+(?:khi|ngay)|truoc\s+(?:khi|ngay(?!\s*\d)))\b"
    rf"[^.;,\n]{{0,{_LONGEST_EVENT}}}"
)
_SPAN_UNIT = r"(?:thang|quy|nam|tuan|ngay)"
_RECURS = (
    rf"(?:{_EVERY_WORD})\s+{_UNIT}|(?<=ky\s){_UNIT}|{COUNT}\s+{_SPAN_UNIT}\s*(?:/|mot)\s*lan|"
    rf"{COUNT}\s+lan\s*(?:/|moi|trong\s+mot|mot)\s*{_SPAN_UNIT}|(?:6|06|sau)\s+thang\s*(?:,|va)\s*(?:cuoi\s+)?nam(?!\s*\d)|"
    rf"{_either(list(RECURRING))}"
)

# Each form of a time, in a folded text; of two that overlap the one that begins first counts, then the longer.
FORMS = {
    form: _compiled(pattern)
    for form, pattern in {
        "term": rf"\b{COUNT}{_IN_WORDS}(?:{_COUNTED}){_FROM_EVENT}",
        "limit": r"\b(?:cham\s+nhat|thoi\s+han|trong\s+vong)\s+(?:la\s+|sau\s+|truoc\s+|khong\s+qua\s+){0,2}"
        rf"{COUNT}{_IN_WORDS}(?:{_COUNTED})\b(?!\s*\d)(?:{_FROM_EVENT})?",
        "full day": rf"(?:\bngay\s*)?(?<![\d/.,])(?P<day>\d{{1,2}})\s?(?P<sign>[/.-])\s?(?P<month>\d{{1,2}})"
        rf"\s?(?P=sign)\s?(?P<year>{YEAR})(?!\s?/)",
        "day in words": rf"\bngay\s+(?P<day>\d{{1,2}})\s+thang\s+(?P<month>{_MONTH})\b{_OF_YEAR_OR_EACH}",
        "day without ngay": rf"(?<![\d/.,])(?P<day>\d{{1,2}})\s+thang\s+(?P<month>\d{{1,2}})\s+nam\s+(?P<year>{YEAR})",
        "short day": r"(?:\bngay\s+)?(?<![\d/.,-])(?P<day>\d{1,2})\s?[/-]\s?(?P<month>\d{1,2})(?![\d/%.,]*\d|\s?%)"
        rf"{_EACH}?",
        "day of each": rf"\bngay\s+\d{{1,2}}\s+(?:cua\s+)?(?:(?:{_EVERY_WORD})\s+(?P<unit>thang|quy|nam)|thang\s+"
        rf"(?:cuoi|dau)\s+(?:cua\s+)?(?:(?:{_EVERY_WORD})\s+)?(?P<of>quy))\b",
        "open day": r"\bngay\s+(?P<day>\d{1,2})(?=\s*(?:-|–|den|va|,)\s*(?:het\s+)?(?:ngay\s+)?\d)",
        "month": rf"\bthang\s+(?P<months>{_MONTH}(?:{_JOINT}(?:thang\s+)?{_MONTH}\b){{0,11}})\b"
        rf"(?!\s?[%/]\s?\d{{1,2}}\b|\s+(?:tuoi|lan)\b){_OF_YEAR_OR_EACH}",
        "month of year": rf"(?<![\d/.,-])(?<!\bso\s)(?P<months>\d{{1,2}})\s?/\s?(?P<year>{YEAR})(?!\s?[/-])",
        "quarter": rf"\bqu[yi]\s*-?\s*(?P<quarters>{QUARTER}(?:{_JOINT}(?:quy\s*)?{QUARTER}){{0,3}}){_OF_YEAR_OR_EACH}",
        "half-year": rf"\b(?:(?P<months>{COUNT})\s+thang|nua)\s+(?P<edge>dau|cuoi)\s+nam(?:\s+(?P<year>{YEAR}))?"
        r"(?!\s*/\s*lan)",
        "years": r"\b(?:(?:giai\s+doan|thoi\s+ky|nhiem\s+ky|nien\s+khoa|nam\s+hoc|nam|cac\s+nam)\s+)?(?:tu\s+)?"
        rf"(?:nam\s+)?(?<![\d/.-])(?P<low>{YEAR})\s*(?:-|–|den|toi)\s*(?:het\s+)?(?:nam\s+)?(?P<year>{YEAR})(?!\s?/)",
        "year": rf"\b{_SOUTH}nam\s+(?P<years>{YEAR}(?:{_JOINT}(?:nam\s+)?{YEAR}){{0,9}})(?!\s?/)",
        "every": rf"\b(?:dinh\s+k[yi]\s+)?(?:{_RECURS})\b(?:\s*(?:,|va|hoac|/|;)\s*(?:(?:{_EVERY_WORD})\s+)?"
        rf"(?:{_UNIT}\b(?!\s*\d)|(?:{_either(list(RECURRING))})\b)){{0,6}}",
    }.items()
}
HOUR = r"\d{1,2}\s*(?:gio|h)(?:\s*\d{2})?(?:\s*phut)?"
PREFIX = _compiled(rf"(?:\b(?:{_either([*BOUNDS, *WORDS['bounds']['between']])}|{HOUR})\s+){{1,7}}$")
BOUND_WORD = re.compile(rf"\b(?:{_either(list(BOUNDS))})\b")
RANGE_GAP = _compiled(r"\s*(?:-|–|den|toi|cho\s+den)\s*(?:het\s+|cuoi\s+|ngay\s+|thang\s+|quy\s+|nam\s+)*")
LIST_GAP = _compiled(r"\s*[,(]?\s*(?:va|hoac|;|cung)?\s*")
GOES_ON = _compiled(r"\s*(?:va\s+)?(?:(?:cac|nhung)\s+nam\s+(?:tiep\s+theo|sau)|nam\s+tiep\s+theo|tro\s+di)")
NUMBER_WORD = re.compile(_MONTH)
WORD = re.compile(r"\w+")
