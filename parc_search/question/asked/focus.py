"""Where a question asks: the words beside its asking word, the thing that is counted or chosen, and its signs.

Works on the folded reading; nothing here decides, it is measured against what a passage says beside a candidate.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parc_search.text.terms import terms

_FILE = Path(__file__).with_name("signs.toml")
# So many terms of the subject on each side of the asking word.
_BESIDE = 3
FIGURE, TIME, AGENCY = "figure", "time", "agency"
_TIME_ASKED = re.compile(
    r"\b(?:khi|hoi|luc|bua|dao|ngay|thang|quy|nam|thoi diem|thoi han|thoi gian) (?:nao|may)\b"
    r"|\bbao (?:gio|lau)\b|\bmay lau\b"
    r"|\b(?:bao nhieu|may) (?:ngay|hom|tuan|thang|quy|nam|gio|phut)\b|\bwhen\b|\bhow long\b"
    r"|\bwhat (?:date|deadline|year)\b|\bwhich (?:date|day|month|quarter|year)\b"
)
# "Mấy đơn vị nào" asks which, not how many.
_FIGURE_ASKED = re.compile(r"\bbao nhieu\b|\bhow (?:many|much)\b|\bmay\b(?!.*\b(?:nao|gi)\b)")
_AGENCY_ASKED = re.compile(
    r"\b(?:co quan|so|bo|ban|phong|cuc|chi cuc|uy ban|van phong|trung tam|don vi|co quan don vi|ben|nganh) nao\b(?! la)"
    r"|\b(?:do|giao(?: cho)?) ai\b|\bai (?:chu tri|phu trach|chiu trach nhiem|lam|lo|phoi hop|dam nhan)\b"
    r"|\bwhich (?:\w+ )?(?:department|ministry|agency|office|body|authority|unit)\b"
)
_ASKING = re.compile(r"\b(?:nao|gi|ai|dau|bao nhieu|may|bao gio|bao lau)\b")
_COUNTED = re.compile(r"\b(?:bao nhieu|may)\s+(\w+)(?:\s+(\w+))?")
_CHOSEN = re.compile(r"\b(?:(\w+)\s+)?(\w+)\s+(?:nao|gi)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """`signs` are 0 or 1 in the order of signs.toml; the others are folded words.

    `counted` stand after "bao nhiêu", `chosen` before "nào" or "gì"; `behind` and `before` are the terms of the
    subject next to the asking word. `asked` is FIGURE, TIME or AGENCY where the asking words leave
    no doubt, else empty.
    """

    signs: tuple[float, ...] = ()
    counted: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    asked: str = ""


def focus_of(folded: str, content: Sequence[str]) -> Focus:
    """The focus of a folded question whose subject has these terms."""
    subject = frozenset(content)
    counted, chosen, asking = _COUNTED.search(folded), _CHOSEN.search(folded), _ASKING.search(folded)
    behind = [term for term in terms(folded[asking.end() :]) if term in subject] if asking else []
    before = [term for term in terms(folded[: asking.start()]) if term in subject] if asking else []
    return Focus(
        signs=tuple(float(pattern.search(folded) is not None) for pattern in _signs()),
        counted=tuple(word for word in counted.groups() if word) if counted else (),
        chosen=tuple(word for word in chosen.groups() if word) if chosen else (),
        behind=tuple(behind[:_BESIDE]),
        before=tuple(before[-_BESIDE:]),
        asked=_asked(folded),
    )


def _asked(folded: str) -> str:
    """Of which type the answer must be; empty where several types are asked for, or none is said."""
    found = [
        name
        for name, pattern in ((TIME, _TIME_ASKED), (FIGURE, _FIGURE_ASKED), (AGENCY, _AGENCY_ASKED))
        if pattern.search(_TIME_ASKED.sub(" ", folded) if name == FIGURE else folded)
    ]
    return found[0] if len(found) == 1 else ""


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["sign"])
