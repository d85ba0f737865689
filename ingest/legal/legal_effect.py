"""From when a document holds, and which documents it changes, ends, or was changed by, in its own words.

Only what a document says of itself counts: "Thông tư này có hiệu lực thi hành kể từ ngày …", "Bãi bỏ Quyết định số …".
What it tells of other documents ("… đã có hiệu lực", "theo Luật sửa đổi, bổ sung …", "trường hợp … được thay thế")
is theirs.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta

from ingest.language.dates import first_date
from ingest.language.document_numbers import DocumentNumber, document_numbers, kinds
from ingest.language.fold import fold

_KINDS = rf"(?:{'|'.join(kinds())}|van\s+ban)"
# Letters that a scan bends are left open where the phrase is long enough to be known without them.
_FORCE = r"\bc\S\s+h\S{1,3}u\s+l\S{1,3}\s+(?:th\S\s+h\S{1,3}h\s+|ap\s+dung\s+|phap\s+luat\s+)?"
_SINCE = (
    r"(?:(?:k\S\s+|bat\s+dau\s+)?t[uirt]{1,2}\s+(?:\d{1,2}\s*(?:gio|h)\s*(?:\d{1,2}\s*(?:phut)?\s*)?)?"
    r"(?=(?:ng\S{1,3}|thoi\s+diem|\d{1,2}\s?[/.-]\s?\d{1,2})\b)"
    r"|sau\s+(?P<days>\d{1,3})\s+(?:\([^)]{0,40}\)\s+)?ngay\b.{0,12}\b(?:ke\s+)?tu\s+ngay\b)"
)
_IN_FORCE = re.compile(_FORCE + _SINCE, re.DOTALL)
# What is in force: "Quyết định này", also "Nghị quyết này đã được … và"; in a scan the kind may be bent.
_ITSELF = re.compile(rf"\b(?P<kind>{_KINDS}|[^\W\d_]{{2,7}}\s+[^\W\d_]{{2,7}})(?:\s+lien\s+tich)?\s+n\Sy\b")
# "Quyết định có hiệu lực kể từ ngày ký": where the clause has nothing else, it speaks of itself without "này".
_BARE_ITSELF = re.compile(rf"\W*(?P<kind>{_KINDS})\s+(?:se\s+)?")
# "Điều 2: Hiệu lực thi hành", on a line of its own, is no part of the clause below it.
_ARTICLE_TITLE = re.compile(r"^[^\n]{0,200}\n\W{0,3}dieu\s\d{1,3}[^\n]{0,120}\n|^\W{0,3}dieu\s\d{1,3}[^\n]{0,120}\n")
_CLAUSE_STOP = re.compile(r"[.;](?=\s)")
_ITSELF_REACH = 320
# The opening of a consolidated text tells of the act that it holds, "…, có hiệu lực kể từ ngày …, được sửa đổi …".
_FIRST = re.compile(rf"{_FORCE}(?:ke\s+)?tu\s+(ngay\b.{{0,60}})", re.DOTALL)
_SIGNING = re.compile(
    r"(?:ng\S{1,3}|thoi\s+diem)\s+(?:duoc\s+)?(?:k[yvj]|ban\s+hanh|thong\s+qua|cong\s+bo)(?![^\W\d_])"
)
_NOT_OWN = re.compile(r"\b(?:truoc|den|khi|tu)\s+(?:ngay\s+|thoi\s+diem\s+)?(?:cac\s+)?$")

_NOT_OWN_REACH = 30
_DAY_CHARS = 60

_AMENDS = re.compile(r"\b(?:sua\s+doi|bo\s+sung)\b")
_AMENDED_BY = re.compile(r"\bduoc\s+sua\s+doi,\s+bo\s+sung\s+(?:boi|theo)\b\s*:?")
_NAMED_LAW = re.compile(
    r"\b((?:Bộ\s+luật|Luật|Pháp lệnh)\s+(?=[A-ZĐÀ-Ỹ])(?:(?!\bsố\b|\bngày\b|\bnăm\b|\bđược\b)[^\W\d_]+,?\s?){2,14})"
)
_NEXT_PART = re.compile(r"\n\s*+(?P<part>(?:Căn cứ|Chương|Điều|Phần)\b)?")
_ITEM_END = re.compile(r"[.;]\s*\n")
_OPENING_CHARS = 3000

# What ends another document, at the head of a clause or said by the document of itself.
_ENDS = re.compile(
    rf"(?:\b(?P<own>{_KINDS}(?:\s+lien\s+tich)?\s+nay)\b[^.;]{{0,320}}?\b(?P<by>thay\s+the|bai\s+bo|huy\s+bo)\s++(?:cho\s++)?"
    rf"|(?:^|[.:;]\s{{1,40}}|\n\s{{0,40}}|\bva\s{{1,40}})(?:\W{{0,3}}(?:\d{{1,2}}|[a-zđ])\s?[.)]\s*)?(?P<bare>bai\s+bo|huy\s+bo|thay\s+the)\s++)"
    rf"(?P<what>toan\s+bo\s++)?(?:hieu\s+luc\s+thi\s+hanh\s++(?:cua\s++)?)?(?=(?:noi\s+dung\s+|cac\s+|mot\s+so\s+|nhung\s+|\d+\s+)?{_KINDS}|(?:cac\s+)?(?:diem|khoan|dieu|chuong|muc|phu\s+luc|cum\s+tu|doan|mau|bieu|quy\s+dinh)\b|\s*:)"
)
_EXPIRES = re.compile(
    r"\b(?:het|cham\s+dut|ngung)\s+hieu\s+luc\s+(?:thi\s+hanh\s+)?(?P<when>(?:ke\s+)?tu\s+(?:ngay|thoi\s+diem|khi)|khi|tu)\b"
    rf"|\b(?:het|cham\s+dut)\s+hieu\s+luc(?:\s+thi\s+hanh)?\s*[.;:]|\b(?:duoc|bi)\s+(?:bai\s+bo|thay\s+the)\s+(?:ke\s+tu|boi|bang)\s+(?:ngay\s+)?{_KINDS}\s+nay\b"
)
_LIST_FOLLOWS = re.compile(r"\b(?:sau\s+day|sau)\b[^.;:]{0,160}$|:\s*$")
_HYPOTHESIS = re.compile(r"\b(?:truong\s+hop|neu|khi)\b[^.;]{0,200}$")
_PART = re.compile(
    r"\b(?:diem|khoan|dieu|chuong|muc|phu\s+luc|cum\s+tu|doan|mau|bieu|noi\s+dung|mot\s+phan)\b(?![^;]{0,40}\bnay\b)[^;]{0,300}$"
)
# What may stand between "bãi bỏ" and the first document: how many, or the rules that came with it.
_FIRST_JOINT = re.compile(
    r"\W*(?:toan\s+bo\s+|hieu\s+luc\s+(?:thi\s+hanh\s+)?(?:cua\s+)?|cac\s+|nhung\s+|mot\s+so\s+|\d+\s+(?:\([^)]*\)\s+)?){0,3}"
    r"(?:(?:\d{1,2}|[a-zđ])\s?[.)]\s*)?(?:(?:quy\s+che|quy\s+dinh|ke\s+hoach|chuong\s+trinh|de\s+an|dieu\s+le|noi\s+quy|danh\s+muc)\b"
    r"[^.;:]{0,260}\b(?:ban\s+hanh|phe\s+duyet|kem)\s+(?:kem\s+)?(?:theo|tai)\s+)?"
)
_NUMBER_LABEL = re.compile(r"\bso\s*+(?::\s*+)?$")
# A law is named before its number ("Luật Cư trú số …").
_BEFORE_NUMBER = re.compile(
    rf"(?:^|[\s(])(?P<kind>{_KINDS}|(?:bo\s+)?luat\s[^.;:]{{2,120}}?|phap\s+lenh\s[^.;:]{{2,120}}?)\s*:?\s+"
    r"(?:lien\s+tich\s+)?(?:so\s*:?\s*)?$"
)
_JOINS = re.compile(r"(?:^|[\s,])va(?:\s+cac)?\s*$|[,;]\s*(?:cac\s+)?$|^\W*(?:\d{1,2}|[a-zđ])?\W{0,3}(?:cac\s+)?$")
_ITEM_START = re.compile(
    r"[;:\n][^\S\n]*+(?:(?:\W{0,3}(?:\d{1,2}|[a-zđ])\s?[.)]|[-–—+•*])\s*+)?(?:cac\s++|toan\s+bo\s++)?$"
)
_LISTED = re.compile(r"[:\n][^\S\n]*+(?:\W{0,3}(?:\d{1,2}|[a-zđ])\s?[.)]|[-–—+•*])\s*+(?:cac\s++|toan\s+bo\s++)?$")
_CLAUSE_CHARS = 1600
_ITEMS_CHARS = 6000
_BACK_CHARS = 700
_ARTICLE = re.compile(r"(?:^|\n)\W{0,3}(?:dieu|chuong)\s+[\divxl]{1,4}\s?[.:]?")


def effective_from(
    folded: str, *, signed_on: date | None, is_consolidated: bool, kind: str | None = None
) -> date | None:
    """The first day of force; None where the text does not say it of itself.

    What the document says by its own `kind` goes before what an annexed rule says of itself. "After ten days from the
    signing" counts from `signed_on`.
    """
    if is_consolidated:
        first = _FIRST.search(folded[:_OPENING_CHARS])
        return None if first is None else _day(_said_day(folded, first.start(1)), None, signed_on)
    own = fold(kind or "")
    said: list[tuple[bool, re.Match[str]]] = []
    for match in _IN_FORCE.finditer(folded):
        clause = _CLAUSE_STOP.split(folded[max(0, match.start() - _ITSELF_REACH) : match.start()])[-1]
        own_words = _ARTICLE_TITLE.sub("", clause)
        itself = next(reversed(list(_ITSELF.finditer(clause))), None) or _BARE_ITSELF.fullmatch(own_words)
        if itself is not None and not _NOT_OWN.search(clause[: itself.start()][-_NOT_OWN_REACH:]):
            said.append((" ".join(itself["kind"].split()) != own, match))
    for _, match in sorted(said, key=lambda item: item[0])[:1]:
        return _day(_said_day(folded, match.end()), match["days"], signed_on)
    return None


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
    until = next((part for part in _NEXT_PART.finditer(opening, found.end()) if part["part"]), None)
    items = _ITEM_END.split(opening[found.end() : until.start() if until else len(opening)])
    return tuple(dict.fromkeys(number for item in items for number in _numbers(item)[:1]))


def replaced(text: str, *, own: str | None) -> tuple[str, ...]:
    """The documents that this one replaces, repeals or lets expire as a whole, by number, each once.

    `text` is a reading; `own` the document's own number, which it never ends.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return ()
    numbers = list(document_numbers(text))
    ended: dict[str, None] = {}
    for match in _ENDS.finditer(folded):
        bare = match.start("bare")
        if bare >= 0 and not text[bare].isupper() and "\n" in folded[match.start() : bare] and match[0][0] not in ".;:":
            continue  # a line end in the middle of a sentence
        if not _HYPOTHESIS.search(folded[max(0, match.start() - 220) : match.start()]):
            ended.update(dict.fromkeys(_of_clause(folded, numbers, match.end())))
    for match in _EXPIRES.finditer(folded):
        start = _clause_start(folded, match.start())
        if _HYPOTHESIS.search(folded[start : match.start()]):
            continue
        before = _of_clause(folded, numbers, start, until=match.start())
        ended.update(dict.fromkeys(before))
        if not before and _LIST_FOLLOWS.search(folded[start : match.start()]):
            colon = folded.find(":", match.start(), match.start() + _BACK_CHARS)
            if colon >= 0:
                ended.update(dict.fromkeys(_of_clause(folded, numbers, colon + 1)))
    return tuple(number for number in ended if number != own)


def _of_clause(folded: str, numbers: list[DocumentNumber], start: int, until: int | None = None) -> list[str]:
    """The whole documents that the clause from `start` on lists: not what they only tell of."""
    end = until if until is not None else _clause_end(folded, start)
    named: list[str] = []
    last_end, last_counts = start, True
    for index in range(bisect_left(numbers, start, key=lambda number: number.start), len(numbers)):
        number = numbers[index]
        if number.start >= end:
            break
        before = folded[last_end : number.start]
        kind = _BEFORE_NUMBER.search(before)
        joint = before[: kind.start("kind")] if kind else _NUMBER_LABEL.sub("", before)
        is_part = bool(_PART.search(joint))
        if last_end == start:
            counts = bool(_FIRST_JOINT.fullmatch(joint) or _LISTED.search(joint))
            if not counts and not is_part:
                return []  # the sentence speaks of something else
        elif _ITEM_START.search(joint):
            counts = True
        else:
            counts = last_counts and bool(_JOINS.search(joint))
        counts = counts and not is_part
        if counts:
            named.append(number.text)
        last_end, last_counts = number.end, counts
    return named


def _clause_end(folded: str, start: int) -> int:
    """Where the clause ends: at a full stop, or, where it lists items ("…: a) …; b) …"), where the list does."""
    stop = re.compile(r"[.](?=\s|$)(?!\s*\()|\./\.").search(folded, start, start + _CLAUSE_CHARS)
    end = stop.start() if stop else min(len(folded), start + _CLAUSE_CHARS)
    colon = folded.find(":", start, end)
    if colon < 0 and folded[start - 1 : start] != ":":
        listed = re.compile(rf"\n\s*1\s?[.)]\s*(?:toan\s+bo\s+)?{_KINDS}\s+so\b").search(
            folded, start, start + _BACK_CHARS
        )
        if listed is None or _ARTICLE.search(folded, start, listed.start()):
            return end
        colon = end = listed.start()
    article = _ARTICLE.search(folded, max(start, colon), start + _ITEMS_CHARS)
    at = end
    limit = article.start() if article else min(len(folded), start + _ITEMS_CHARS)
    while at < limit:
        item = re.compile(r"[.;]?\s*\n\s*(?:\W{0,3}(?:\d{1,2}|[a-zđ])\s?[.)]|[-–—+•*])?\s*").match(folded, at)
        if item is None or not re.compile(rf"(?:toan\s+bo\s+|cac\s+)?{_KINDS}\s+(?:so\b|\d)").match(folded, item.end()):
            break
        stop = re.compile(r"[.;](?=\s*(?:\n|$))").search(folded, item.end(), limit)
        at = stop.start() if stop else limit
    return max(at, end)


def _clause_start(folded: str, at: int) -> int:
    low = max(0, at - _BACK_CHARS)
    stops = [
        match.end() for match in re.compile(r"[.;](?=\s)\s*|\n\s*(?:\d{1,2}\.|[a-zđ]\))\s*").finditer(folded, low, at)
    ]
    return stops[-1] if stops else low


def _said_day(folded: str, at: int) -> str:
    """What is said of the day: the rest of the clause, and no more than a day takes."""
    return _CLAUSE_STOP.split(folded[at : at + _DAY_CHARS])[0]


def _day(day: str, days: str | None, signed_on: date | None) -> date | None:
    if days is not None:
        return None if signed_on is None else signed_on + timedelta(days=int(days))
    if _SIGNING.match(day):
        return signed_on
    return first_date(day)


def _named(text: str) -> list[str]:
    """The numbers that a text names; the law that it names first where it has no number."""
    numbers = _numbers(text)
    laws = [" ".join(found.split()).rstrip(" ,") for found in _NAMED_LAW.findall(text)]
    return numbers or laws[:1]


def _numbers(text: str) -> list[str]:
    return [number.text for number in document_numbers(text)]
