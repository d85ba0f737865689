"""From when a document holds, and which documents it changes or was changed by, in its own words.

Only what a document says of itself counts: "Thông tư này có hiệu lực thi hành kể từ ngày …". What it tells of other
documents ("… đã có hiệu lực", "theo Luật sửa đổi, bổ sung …") is theirs.
"""

import re
from collections.abc import Iterable
from datetime import date

from ingest.language.dates import first_date
from ingest.language.fold import fold

# "này" may be lost to a scan's line end, never the kind of document before it.
_KINDS = r"(?:luat|bo luat|phap lenh|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|ke hoach|quy dinh|quy che)"
_OWN = re.compile(
    rf"\b{_KINDS}(?:\s+lien\s+tich)?\s+nay\s+(?:se\s+)?co\s+hieu\s+luc\s+(?:thi\s+hanh\s+)?(?:ke\s+)?tu\s+(ngay\b.{{0,60}})",
    re.DOTALL,
)
# The opening of a consolidated text tells of the act that it holds, "…, có hiệu lực kể từ ngày …, được sửa đổi …".
_FIRST = re.compile(r"\bco\s+hieu\s+luc\s+(?:thi\s+hanh\s+)?(?:ke\s+)?tu\s+(ngay\b.{0,60})", re.DOTALL)
_SIGNING = re.compile(r"ngay\s+(?:duoc\s+)?ky\b")

_AMENDS = re.compile(r"\b(?:sua\s+doi|bo\s+sung)\b")
_AMENDED_BY = re.compile(r"\bduoc\s+sua\s+doi,\s+bo\s+sung\s+(?:boi|theo)\b\s*:?")
_NUMBER = re.compile(r"(?<![\w/])\d{1,5}/(?:(?:19|20)\d\d/)?[A-ZĐ][\w]{0,11}(?:\s?-\s?[A-ZĐ&]{2}[A-ZĐa-z&]{0,9})*")
_NAMED_LAW = re.compile(
    r"\b((?:Bộ\s+luật|Luật|Pháp lệnh)\s+(?=[A-ZĐÀ-Ỹ])(?:(?!\bsố\b|\bngày\b|\bnăm\b|\bđược\b)[^\W\d_]+,?\s?){2,14})"
)
_NEXT_PART = re.compile(r"\n\s*(?:Căn cứ|Chương|Điều|Phần)\b")
_ITEM_END = re.compile(r"[.;]\s*\n")
_OPENING_CHARS = 3000


def effective_from(folded: str, *, signed_on: date | None, is_consolidated: bool) -> date | None:
    """The first day of force; None where the text does not say it of itself."""
    found = _FIRST.search(folded[:_OPENING_CHARS]) if is_consolidated else _OWN.search(folded)
    if found is None:
        return None
    if _SIGNING.match(found.group(1)):
        return signed_on
    return first_date(found.group(1))


def amended(headings: Iterable[str]) -> tuple[str, ...]:
    """The documents that these titles amend, by number, a law without one by its name, each once.

    A title amends what it names after "sửa đổi, bổ sung".
    """
    names: dict[str, None] = {}
    for heading in headings:
        text = " ".join(heading.split())
        verb = _AMENDS.search(fold(text)) if len(fold(text)) == len(text) else None
        if verb is not None:
            names.update(dict.fromkeys(_named(text[verb.start() :])[:1]))
    return tuple(names)


def amended_by(opening: str) -> tuple[str, ...]:
    """The documents by which the act of a consolidated text was amended, in their order; `opening` is how it begins."""
    folded = fold(opening)
    found = _AMENDED_BY.search(folded) if len(folded) == len(opening) else None
    if found is None:
        return ()
    until = _NEXT_PART.search(opening, found.end())
    items = _ITEM_END.split(opening[found.end() : until.start() if until else len(opening)])
    return tuple(dict.fromkeys(number for item in items for number in _numbers(item)[:1]))


def _named(text: str) -> list[str]:
    """The numbers that a text names; the law that it names first where it has no number."""
    numbers = _numbers(text)
    laws = [" ".join(found.split()).rstrip(" ,") for found in _NAMED_LAW.findall(text)]
    return numbers or laws[:1]


def _numbers(text: str) -> list[str]:
    return [re.sub(r"\s", "", found) for found in _NUMBER.findall(text)]
