"""Which stretch of a document is what: its head, its body, its signature, its tables.

A file may hold several documents in a row: a decision, the plan that it approves, the annex of the plan. Each
has a head (number, kind, title); a list of recipients and a signature close it. Annexes are often tables that
lost their lines, and must not be read like sentences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.language.document_numbers import kinds
from ingest.layout.lines import Line
from ingest.layout.numbering import is_upper, marker_of

# Kinds that may open a document anywhere in a file: one that follows another, or an annex. The other kinds name what
# annexes hold ("BIÊN BẢN", "DANH MỤC") and open a document only at the head of the file, some never.
_ANYWHERE = (
    "ke hoach", "quyet dinh", "bao cao", "nghi dinh", "nghi quyet", "thong tu lien tich", "thong tu", "luat", "bo luat",
    "phap lenh", "chi thi", "chuong trinh", "de an", "thong bao", "to trinh", "huong dan", "quy dinh", "quy che",
    "cong dien", "ket luan", "phu luc",
)  # fmt: skip
_NEVER = (
    "danh muc",
    "du an",
    "quy hoach",
    "chien luoc",
    "lenh",
    "dieu le",
    "phuong an",
    "cong van",
    "van ban hop nhat",
)
_AT_HEAD = tuple(sorted({*_ANYWHERE, *(name for name in kinds() if name not in _NEVER)}, key=len, reverse=True))

_KIND_LINE = re.compile(rf"({'|'.join(sorted(_ANYWHERE, key=len, reverse=True))})\b(?!\s*:)")
_NUMBERED = re.compile(r"\W*(?:so\b|\d{1,5}[/-])")  # "Quyết định số 12/QĐ-UBND" names a document, and opens none
_NOISE = " .:;,-–—_*|'`‘’\"“”~^°•·¬\\/"
# What a stamp across the letterhead leaves before the kind: a sign or two, never a word.
_AFTER_NOISE = re.compile(rf"(?:\S{{1,3}}\s+){{1,2}}(?P<kind>{'|'.join(_AT_HEAD)})")
# A note's raised number may stick to the kind: "THÔNG TƯ1".
_KIND_AT_HEAD = re.compile(rf"({'|'.join(_AT_HEAD)})(?![^\W\d])")
_NUMBER_LINE = re.compile(r"\W{0,2}(?:luat |bo luat |phap lenh |nghi quyet )?s\S{0,2}\s?[:.]\s?\S{1,12}.*")
KIND_IN_NUMBER = re.compile(r"(luat|bo luat|phap lenh|nghi quyet) so\s?:")
_PLACE_DATE = re.compile(r".*\bng\w{1,3}\W.{0,12}th\S{2,3}\b.{0,8}n\S{1,2}\b.{0,3}\d.*")
_RECIPIENTS = re.compile(r"no\S{0,3}\s+\S{1,6}(?:\s\S{1,4})?\s?:.*")
_FILED = re.compile(r"\W*+l\S{1,2}\s?:\s?v")
_SIGNING = re.compile(r"\W*(tm|kt|tl|tuq|q)\b\.?.*|.*\b(chu tich|bo truong|giam doc|chanh van phong|thu tuong)\b.*")
_BASIS = re.compile(
    r"\W*(c[a-z]n\s+[ceo]\S|theo\s+de\s+nghi|xet\s+(de\s+nghi|to\s+trinh)|kinh\s+gui|kinh\s+moi|thuc\s+hien\s+y\s+kien)\b"
)
# Who decides, in capitals between the title and what it rests on. Source: the forms of Nghị định 30/2020/NĐ-CP,
# annex III, and of Nghị định 78/2025/NĐ-CP for legal acts.
_AUTHORITY = re.compile(
    r"(pho )?(thu truong|thu tuong chinh phu|chu tich nuoc|chinh phu|quoc hoi( nuoc cong hoa.*)?"
    r"|uy ban thuong vu quoc hoi|(chu tich |thuong truc )?(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)"
    r"( (cac )?(tinh|thanh pho|tp|huyen|quan|xa|phuong|thi xa|thi tran|dac khu)\b.*)?"
    r"|chu tich (quoc hoi|uy ban|hoi dong)\b.*"
    r"|(bo truong|chu nhiem|giam doc|tong giam doc|chanh van phong|tong kiem toan|thong doc|cuc truong|chi cuc truong"
    r"|tong cuc truong|truong ban|hieu truong|chanh an|vien truong|tong thanh tra|chanh thanh tra)\b.*"
    r"|bo chinh tri|ban bi thu|ban (chap hanh|thuong vu)\b.*|hoi dong tham phan\b.*)"
)
_SESSION = re.compile(r"\W*(khoa|nhiem ky|ky hop|phien hop)\b")
# A line that ends with one of these is not done, so what follows is no authority but the rest of the title.
_OPEN_WORDS = re.compile(r"\b(va|cua|do|cho|giua|voi|tai|ve|trong|thuoc|boi|den|tu|theo|cac|nhung|la|duoc)\W*$|[,\-–]$")
_ANNEX_NOTE = re.compile(r"\(\s*(ban|kem|keo|k\S{2,3}m)\b.*")

_HEAD_LINES = 25
_FIRST_HEAD_LINES = 45  # a copy from a web page may break every line of the letterhead and put a card above it
_TITLE_LINES = 14
_TITLE_LINE_CHARS = 160
_WHOLE_TITLE_CHARS = 700  # a title on one line, its lines not wrapped
_SPLIT_KIND_CHARS = 12
_LEAD_LINE_CHARS = 170
_SIGNATURE_LINES = 14
_SIGNATURE_CHARS = 60
_TABLE_LINES = 6
_CELL_LINE_CHARS = 45
_TAB_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The lines `first:last` of one kind: "letterhead", "title", "body", "recipients" or "table".

    `words` is the line where a title's own words begin, after its number and date.
    """

    kind: str
    first: int
    last: int
    words: int | None = None


def split_regions(lines: Sequence[Line]) -> tuple[Region, ...]:
    """The regions of the document in order, every line in exactly one of them."""
    regions: list[Region] = []
    at = body = 0
    closed = False
    head = head_end(lines)

    def flush(upto: int) -> None:
        starts = [body, *(index for index in range(body + 1, upto) if _opens_annex(lines, index)), upto]
        for first, last in pairwise(starts):
            if first < last:
                may_be_table = closed or _opens_annex(lines, first)
                kind = "table" if may_be_table and _is_table(lines[first:last]) else "body"
                if closed and _is_signature(lines[first:last]):
                    kind = "recipients"
                regions.append(Region(kind=kind, first=first, last=last))

    while at < len(lines):
        is_first = at <= head and not any(region.kind == "title" for region in regions)
        can_open = at <= _HEAD_LINES or closed or lines[at].opens_page or is_first
        title_last = _title_end(lines, at, can_open=can_open, is_first=is_first)
        if title_last:
            first = _head_start(lines, body, at)
            if first > body and _is_letterhead(lines[body:first], is_between=not (is_first or closed)):
                regions.append(Region(kind="letterhead", first=body, last=first))
            else:
                flush(first)
            regions.append(Region(kind="title", first=first, last=title_last, words=at))
            at = body = title_last
            closed = False
            continue
        if _opens_recipients(lines, at):
            flush(at)
            last = _recipients_end(lines, at)
            regions.append(Region(kind="recipients", first=at, last=last))
            at = body = last
            closed = True
            continue
        at += 1
        if lines[at - 1].text.endswith("./."):
            flush(at)
            body, closed = at, True
    flush(len(lines))
    return tuple(regions)


def is_number_line(line: Line) -> bool:
    """Whether the line gives a document's number, or its place and date."""
    return len(line.folded) <= 140 and bool(_NUMBER_LINE.fullmatch(line.folded) or _PLACE_DATE.fullmatch(line.folded))


def head_end(lines: Sequence[Line]) -> int:
    """The line at which a document's own words begin, under its letterhead and title."""
    for index in range(min(len(lines), _FIRST_HEAD_LINES)):
        line = lines[index]
        marker = marker_of(line)
        is_section = marker is not None and marker.rank in ("article", "chapter", "part", "roman", "arabic")
        is_long = line.is_full or len(line.text) > _LEAD_LINE_CHARS
        is_head = line.is_furniture or "\t" in line.text or _in_capitals(line.text) or is_number_line(line)
        if _opens_basis(lines, index) or (is_section and not _lacks_stop(line)) or (is_long and not is_head):
            return index
    return min(len(lines), _FIRST_HEAD_LINES)


def body_start(lines: Sequence[Line], first: int) -> int:
    """The line from `first` on, under a title, at which the body begins: after who decides, in capitals."""
    at = first
    while at < len(lines) and (
        lines[at].is_furniture or (at > 0 and _names_authority(lines, at)) or _follows_name(lines, at, first)
    ):
        at += 1
    return at if at < len(lines) else first


def _follows_name(lines: Sequence[Line], at: int, first: int) -> bool:
    """Whether the line goes on with who decides: "KHÓA XVIII, KỲ HỌP THỨ 12", "TỈNH BÌNH THUẬN"."""
    return (
        first < at < first + 6
        and _in_capitals(lines[at].text)
        and any(_opens_basis(lines, below) for below in range(at + 1, min(len(lines), at + 4)))
    )


def _title_end(lines: Sequence[Line], at: int, *, can_open: bool, is_first: bool = False) -> int:
    """One past the last line of the title that the line `at` opens; 0 if it opens none."""
    line = lines[at]
    if not can_open or line.is_furniture:
        return 0
    kind, count = _kind_at_head(lines, at) if is_first else _kind_anywhere(lines, at)
    if not kind:
        return 0
    above = marker_of(lines[at - 1]) if at else None
    if above is not None and above.rank in ("part", "chapter", "section", "annex"):
        return 0  # "QUY ĐỊNH CHUNG" is the name of a chapter
    opened = last = at + count
    while last < len(lines) and last - at < _TITLE_LINES:
        before, here = lines[last - 1], lines[last]
        if here.is_furniture:
            if last > opened and (here.gap or before.gap):
                break
            last += 1
            continue
        if _ANNEX_NOTE.match(here.folded):
            last += 1
            while last < len(lines) and not lines[last - 1].text.endswith(")") and lines[last].gap == 0:
                last += 1
            break
        if _ends_title(lines, last, kind=kind, opened=opened):
            break
        hangs = before.text.endswith(",") or here.text[:1].islower() or bool(_OPEN_WORDS.search(before.folded))
        goes_on = last > opened and _in_capitals(before.text) and _in_capitals(here.text)
        ends_capitals = last > opened and _in_capitals(before.text) and _has_small_letters(here.text)
        if last > opened and (here.gap or ends_capitals) and not hangs and not goes_on:
            break
        last += 1
    while last > opened and lines[last - 1].is_furniture:
        last -= 1
    return last


def _ends_title(lines: Sequence[Line], index: int, *, kind: str, opened: int) -> bool:
    """Whether the line is no part of a title that is open: a marker, running text, a legal basis, who decides."""
    here = lines[index]
    marker = marker_of(here)
    hangs = index > opened and (here.text[:1].islower() or bool(_OPEN_WORDS.search(lines[index - 1].folded)))
    explains = not hangs and here.folded.startswith((f"{kind} so ", f"{kind} so: "))
    is_whole = index == opened and len(here.text) <= _WHOLE_TITLE_CHARS and not here.text.endswith((".", ";", ","))
    is_running = len(here.text) > _TITLE_LINE_CHARS and not (_in_capitals(here.text) or is_whole)
    is_marked = marker is not None and marker.rank != "bullet" and not _lacks_stop(here)
    return (
        explains
        or is_running
        or is_marked
        or (here.opens_page and not hangs)  # an indented line of a centred title looks like the first of a page
        or here.text.endswith((":", "./."))
        or _opens_basis(lines, index)
        or _names_authority(lines, index)
    )


def _lacks_stop(line: Line) -> bool:
    """Whether the line begins with a word that only looks like a Roman numeral: "VI PHẠM HÀNH CHÍNH"."""
    return bool(re.match(r"\W{0,2}[IVXLD]{1,5}\s", line.text)) and _in_capitals(line.text)


def _opens_basis(lines: Sequence[Line], index: int) -> bool:
    """Whether the line opens what a document rests on ("Căn cứ …"), also broken after its first word."""
    if _in_capitals(lines[index].text):
        return False
    below = lines[index + 1].folded if index + 1 < len(lines) else ""
    return bool(_BASIS.match(f"{lines[index].folded} {below}"))


def _names_authority(lines: Sequence[Line], index: int) -> bool:
    """Whether the line, in capitals, names who decides: what the document rests on follows, and no title goes on."""
    named = re.sub(r"^[\W_]+|[\W_]+$", "", lines[index].folded)
    if not _in_capitals(lines[index].text) or not _AUTHORITY.fullmatch(named):
        return False
    if _OPEN_WORDS.search(lines[index - 1].folded):
        return False
    if _has_small_letters(lines[index - 1].text) and not is_number_line(lines[index - 1]):
        return True  # a title in small letters does not go on in capitals
    for below in range(index + 1, min(len(lines), index + 6)):
        if _opens_basis(lines, below):
            return True
        here = lines[below]
        if not (here.is_furniture or _in_capitals(here.text) or _SESSION.match(here.folded)):
            return False
    return False


def _kind_anywhere(lines: Sequence[Line], at: int) -> tuple[str, int]:
    """The kind that a line in capitals names, and how many lines its name takes; "" and 0 where it names none."""
    line = lines[at]
    match = _KIND_LINE.match(line.folded) or _kind_above(lines, at)
    if match is None or not _in_capitals(line.text) or line.text.endswith((":", ".", ";")):
        return "", 0
    return match.group(1), 1


def _kind_at_head(lines: Sequence[Line], at: int) -> tuple[str, int]:
    """As `_kind_anywhere`, at the head of a file: any kind, also broken over two lines or with a letter misread."""
    line = lines[at]
    if any(_opens_basis(lines, index) for index in range(max(0, at - _HEAD_LINES), at)):
        return "", 0  # the words that enact: "QUYẾT ĐỊNH:"
    text = line.text.strip(_NOISE)
    folded = line.folded.strip(_NOISE)
    if is_number_line(line) and not _in_capitals(line.text):
        return "", 0
    if (match := _AFTER_NOISE.fullmatch(folded)) and text[-len(match.group("kind")) :].isupper():
        return match.group("kind"), 1
    if (match := _KIND_AT_HEAD.match(folded)) and (
        text[: match.end()].isupper() or (match.end() == len(folded) and text[:1].isupper())
    ):
        is_named = bool(_NUMBERED.match(folded, match.end()))
        return ("", 0) if is_named else (match.group(1), 1)
    if at + 1 < len(lines) and len(text) <= _SPLIT_KIND_CHARS and text.isupper():
        both = f"{folded} {lines[at + 1].folded.rstrip(' .:')}"
        if both in _AT_HEAD:
            return both, 2
    if _in_capitals(text) and (near := _misread_kind(folded)):
        return near, 1
    match = _kind_above(lines, at)
    return (match.group(1), 1) if match and _in_capitals(line.text) else ("", 0)


def _misread_kind(folded: str) -> str:
    """The kind that differs from the folded line in one letter; "" where there is none, or more than one."""
    near = [name for name in _AT_HEAD if len(name) == len(folded) and sum(map(str.__ne__, name, folded)) == 1]
    return near[0] if len(near) == 1 else ""


def _kind_above(lines: Sequence[Line], at: int) -> re.Match[str] | None:
    """The kind that the number line right above names ("Luật số: …"), where recognition lost the line of the kind."""
    above = next((lines[index] for index in range(at - 1, -1, -1) if not lines[index].is_furniture), None)
    return KIND_IN_NUMBER.match(above.folded) if above is not None else None


def _in_capitals(text: str) -> bool:
    return text.isupper() or is_upper(text)


def _has_small_letters(text: str) -> bool:
    """Whether the text has letters and is not in capitals: a bare year is neither."""
    return any(character.isalpha() for character in text) and not _in_capitals(text)


def _head_start(lines: Sequence[Line], body: int, at: int) -> int:
    """The line of the number or date that stands above the title, or the title's own line."""
    first = at
    for index in range(at - 1, max(body, at - _HEAD_LINES) - 1, -1):
        if is_number_line(lines[index]):
            first = index
        elif len(lines[index].text) > _LEAD_LINE_CHARS or _ends_sentence(lines[index].text):
            break
    return first


def _ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence; what a stamp says in capitals, with dots to write on, is none."""
    return text.endswith((".", ";")) and not _in_capitals(text)


def _is_letterhead(lines: Sequence[Line], *, is_between: bool) -> bool:
    """Whether the lines above a title are its letterhead; those between two titles, when no signature closed the
    first, are its body unless each is in capitals or gives a number or a date."""
    if is_between and not all(line.is_furniture or _in_capitals(line.text) or is_number_line(line) for line in lines):
        return False
    limit = _HEAD_LINES if is_between else _FIRST_HEAD_LINES
    return len(lines) <= limit and all(len(line.text) <= _LEAD_LINE_CHARS for line in lines)


def _opens_annex(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    marker = marker_of(line) if line.opens_page or line.gap or lines[at - 1].is_furniture else None
    return marker is not None and marker.rank == "annex" and not line.text.endswith((".", ";", ","))


def _opens_recipients(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if not _RECIPIENTS.fullmatch(line.folded) or len(line.text) > _SIGNATURE_CHARS + 20:
        return False
    return at + 1 < len(lines) and lines[at + 1].text.startswith(("-", "–", "•", "*"))


def _recipients_end(lines: Sequence[Line], at: int) -> int:
    """One past the last line of the recipients and the signature that follows or stands beside them."""
    last = at + 1
    filed = None
    while last < len(lines) and (last - at < 3 * _SIGNATURE_LINES):
        line = lines[last]
        if line.opens_page and last > at + 1 and filed is not None:
            break
        if len(line.text) > _LEAD_LINE_CHARS or _title_end(lines, last, can_open=True):
            break
        if filed is not None:
            signs = _SIGNING.fullmatch(line.folded) or len(line.text) <= _SIGNATURE_CHARS // 2 or line.is_furniture
            if not signs or last - filed > _SIGNATURE_LINES:
                break
        elif _FILED.match(line.folded):
            filed = last
        last += 1
    return last


def _is_signature(lines: Sequence[Line]) -> bool:
    """Whether the lines are an office and a name alone, without a list of recipients."""
    short = all(len(line.text) <= _SIGNATURE_CHARS for line in lines)
    return short and len(lines) <= _SIGNATURE_LINES // 2 and bool(_SIGNING.fullmatch(lines[0].folded))


def _is_table(lines: Sequence[Line]) -> bool:
    if len(lines) < _TABLE_LINES:
        return False
    tabs = sum(line.has_tab for line in lines)
    return tabs > _TAB_SHARE * len(lines) or median(len(line.text) for line in lines) < _CELL_LINE_CHARS
