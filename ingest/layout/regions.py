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

from ingest.layout.lines import Line
from ingest.layout.numbering import is_upper, marker_of

DOCUMENT_KINDS = {
    "ke hoach": "Kế hoạch",
    "quyet dinh": "Quyết định",
    "bao cao": "Báo cáo",
    "nghi dinh": "Nghị định",
    "nghi quyet": "Nghị quyết",
    "thong tu lien tich": "Thông tư liên tịch",
    "thong tu": "Thông tư",
    "luat": "Luật",
    "bo luat": "Bộ luật",
    "phap lenh": "Pháp lệnh",
    "chi thi": "Chỉ thị",
    "chuong trinh": "Chương trình",
    "de an": "Đề án",
    "thong bao": "Thông báo",
    "to trinh": "Tờ trình",
    "huong dan": "Hướng dẫn",
    "quy dinh": "Quy định",
    "quy che": "Quy chế",
    "cong dien": "Công điện",
    "ket luan": "Kết luận",
    "phu luc": "Phụ lục",
}

_KIND_LINE = re.compile(rf"({'|'.join(sorted(DOCUMENT_KINDS, key=len, reverse=True))})\b(?!\s*:)")
_NUMBER_LINE = re.compile(r"\W{0,2}(?:luat |bo luat |phap lenh |nghi quyet )?s\S{0,2}\s?[:.]\s?\S{1,12}.*")
KIND_IN_NUMBER = re.compile(r"(luat|bo luat|phap lenh|nghi quyet) so\s?:")
_PLACE_DATE = re.compile(r".*\bng\w{1,3}\W.{0,12}th\S{2,3}\b.{0,8}n\S{1,2}\b.{0,3}\d.*")
_RECIPIENTS = re.compile(r"no\S{0,3}\s+\S{1,6}(?:\s\S{1,4})?\s?:.*")
_FILED = re.compile(r"\W*\s*l\S{1,2}\s?:\s?v")
_SIGNING = re.compile(r"\W*(tm|kt|tl|tuq|q)\b\.?.*|.*\b(chu tich|bo truong|giam doc|chanh van phong|thu tuong)\b.*")
_AFTER_TITLE = re.compile(
    r"\W*(can cu|theo de nghi|uy ban nhan dan|chinh phu$|quoc hoi|hoi dong nhan dan|bo truong)\b.*"
)
_ANNEX_NOTE = re.compile(r"\(\s*(ban|kem|keo|k\S{2,3}m)\b.*")

_HEAD_LINES = 25
_TITLE_LINES = 6
_TITLE_LINE_CHARS = 160
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
        title_last = _title_end(lines, at, can_open=at <= _HEAD_LINES or closed or lines[at].opens_page)
        if title_last:
            first = _head_start(lines, body, at)
            if first > body and _is_letterhead(lines[body:first]):
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


def _title_end(lines: Sequence[Line], at: int, *, can_open: bool) -> int:
    """One past the last line of the title that the line `at` opens; 0 if it opens none."""
    line = lines[at]
    match = _KIND_LINE.match(line.folded) or _kind_above(lines, at)
    if (
        not can_open
        or line.is_furniture
        or match is None
        or not _in_capitals(line.text)
        or line.text.endswith((":", ".", ";"))
    ):
        return 0
    above = marker_of(lines[at - 1]) if at else None
    if above is not None and above.rank in ("part", "chapter", "section", "annex"):
        return 0  # "QUY ĐỊNH CHUNG" is the name of a chapter
    last = at + 1
    while last < len(lines) and last - at < _TITLE_LINES:
        before, here = lines[last - 1], lines[last]
        if here.is_furniture:
            if here.gap or before.gap:
                break
            last += 1
            continue
        if _ANNEX_NOTE.match(here.folded):
            last += 1
            while last < len(lines) and not lines[last - 1].text.endswith(")") and lines[last].gap == 0:
                last += 1
            break
        marker = marker_of(here)
        explains = here.is_full and here.folded.startswith(f"{match.group(1)} so ")
        ends = explains or _AFTER_TITLE.match(here.folded) or len(here.text) > _TITLE_LINE_CHARS or here.opens_page
        if ends or (marker is not None and marker.rank != "bullet") or here.text.endswith((":", "./.")):
            break
        hangs = before.text.endswith(",") or here.text[:1].islower()
        ends_capitals = last > at + 1 and is_upper(before.text) and not is_upper(here.text)
        if last > at + 1 and (here.gap or ends_capitals) and not hangs:
            break
        last += 1
    return last


def _kind_above(lines: Sequence[Line], at: int) -> re.Match[str] | None:
    """The kind that the number line right above names ("Luật số: …"), where recognition lost the line of the kind."""
    above = next((lines[index] for index in range(at - 1, -1, -1) if not lines[index].is_furniture), None)
    return KIND_IN_NUMBER.match(above.folded) if above is not None else None


def _in_capitals(text: str) -> bool:
    return text.isupper() or is_upper(text)


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


def _is_letterhead(lines: Sequence[Line]) -> bool:
    return len(lines) <= _HEAD_LINES and all(len(line.text) <= _LEAD_LINE_CHARS for line in lines)


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
