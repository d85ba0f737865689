"""What stands above the title: the body that issues, the number, the place and the date, in any arrangement of columns.

The two columns of a letterhead come out of files side by side (a tab or spaces between), one under the other, or torn
into lines of two words. So a line is cut into cells, the motto is taken out, and each cell is known by its form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ingest.language.dates import first_date
from ingest.language.document_numbers import (
    DocumentNumber,
    central_bodies,
    document_numbers,
    first_number,
    kinds,
    local_bodies,
)
from ingest.language.fold import fold
from ingest.layout.numbering import is_upper

_COLUMNS = re.compile(r"\t+|\s{3,}|\xa0{2,}")
# The motto of the state or of the Party, whole, or the part of it that a torn line has.
_MOTTO = re.compile(
    r"c\S{1,2}ng\s+h\S{1,3}\s+x\S{1,2}\s*h\S{1,3}(\s+ch\S{1,2}(\s+ngh\S{1,3}(\s+vi\S{1,2}(\s+na\S{1,2})?)?)?)?"
    r"|\b(ch\S\s+)?nghia\s+vi\S{1,2}\s+nam|^\W*viet\s+nam\W*$|da\S{1,2}\s+cong\s+san(\s+vi\S{1,2}\s+nam)?"
    r"|doc\s+lap\s*[-–—.]*\s*t\S\s+do(\s*[-–—.]*\s*hanh\s+phuc)?|\bt\S\s+do\s*[-–—]\s*hanh\s+phuc"
)
_NUMBER_LABEL = re.compile(
    r"(?:^|\t|\s\s)\W{0,3}(?:luat |bo luat |phap lenh |nghi quyet (?:lien tich )?|lenh )?s[o0]\w?\s{0,2}[:.;,]?\s{0,3}$"
)
_LABEL_IN_LINE = re.compile(r"\bs[o0]\w?\s?:\s{0,3}$")
# "Số" at the head of a line or cell, a serial of digits and of what scans make of them, and letters of a number.
_BENT = re.compile(
    r"(?:^|[\t\n]|\s{2})\W{0,3}[sS§5]\S{1,2}\s?[:.;]\s{0,2}(?P<serial>[\dOolI|S]{1,5}?)\s?[/⁄lI|]?\s?"
    r"(?P<code>(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐ]{2,4}r?\s?[-–]\s?[A-ZĐ]{2,10}g?)(?![^\W_])"
)
_DIGITS = str.maketrans("OolI|S", "001115")
_CITES = re.compile(rf"\b({'|'.join(kinds())})\s+s[o0]\w?\s?[^\W\d]{{0,2}}\s?\d")
_GROUNDS = re.compile(r"\W{0,8}(?:\w{1,2}\W{1,4}){0,2}can\s+cu\b")
_CARD = re.compile(
    r"\W*(so hieu|ngay ban hanh|ngay hieu luc|ngay co hieu luc|loai van ban|co quan ban hanh|noi ban hanh|nguoi ky"
    r"|linh vuc|tinh trang)\b"
)
_DAY_LINE = re.compile(r"\bng\w{1,3}\b.{0,14}\bth\S{2,3}\b.{0,10}\bn\S{1,2}\b")
_RUNNING = re.compile(
    r"\W*(\d+\s+)?cong bao\s*/|van ban quy pham|van ban hop nhat|\W*v\s?/\s?v\b|\W*m\S{1,2} (so|kh\S{1,2}n)\b"
    r"|\W*(hoa toc|khan|mat|toi mat)\W*$|.*\bdu thao\b|.*\bvan phong chinh phu\W*$"
)

# Words that a body's name begins with; a line in capitals that begins otherwise goes on with the name above it.
_BODY = re.compile(
    r"(uy ban|ubnd|hoi dong|hdnd|so|bo|ban|bcd|van phong|cuc|chi cuc|tong cuc|vien|truong|cong an|thanh tra|toa an"
    r"|dang uy|dang bo|tinh uy|thanh uy|huyen uy|quan uy|thi uy|ngan hang|kho bac|thu tuong|chinh phu|quoc hoi|doan"
    r"|lien doan|hoi|mat tran|trung tam|benh vien|chi nhanh|tong cong ty|cong ty|tap doan|chu tich|phong|bao hiem"
    r"|kiem toan|to cong tac|dai|hoc vien|dai hoc|chi uy|chi bo|to chuc)\b"
)
_DANGLING = re.compile(r"(\b(va|cua|ve|cac|cho|trong|thuoc|uy)|[,\-–&])\W*$")
# Who heads a body stands for it where he decides: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …".
_HEAD_OF = re.compile(
    r"(pho )?(chu tich|bo truong|giam doc|chu nhiem|truong|cuc truong|chanh)\s+"
    r"(?=uy ban|ubnd|hoi dong|bo |so |cuc |ban )"
)
_PLACE_OF_DATE = re.compile(
    r"(?:^|[\t\n]|\s{2})\W{0,20}"
    r"(?P<place>[^\W\d_](?:[^\W\d]|[ .'’-]){1,40}?)\s*[,.]?\s*\bng\w{1,3}\b(?=.{0,14}\bth\S{2,3}\b)"
)
_MIN_BODY_LETTERS = 2
_LABEL_CHARS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Number, date and place of a document, and who issues it: the names of `bodies` in capitals, the highest first.

    `place` is what stands before the date ("Bình Phước, ngày …"), None where nothing does.
    """

    number: DocumentNumber | None
    signed_on: date | None
    bodies: tuple[str, ...]
    place: str | None = None


def letterhead_of(lines: Sequence[str], readings: Sequence[str]) -> Letterhead:
    """What the lines above a title say; `readings` are the same lines repaired.

    The number is read before the date, from a cell that is labelled ("Số: …") before any other; both from the source,
    where no repair has touched them, and then from the reading.
    """
    text = "\n".join(line for line in lines if not _CARD.match(fold(line)))
    return Letterhead(
        number=_number(text) or _number("\n".join(readings)) or _bent_number(text),
        signed_on=_date(text.split("\n")) or _date(readings),
        bodies=tuple(_bodies(readings)),
        place=_place("\n".join(readings)),
    )


def _place(text: str) -> str | None:
    folded = fold(text)
    found = _PLACE_OF_DATE.search(folded) if len(folded) == len(text) else None
    return None if found is None else " ".join(text[found.start("place") : found.end("place")].split())


def _number(text: str) -> DocumentNumber | None:
    """The labelled number of the text, or its first one that stands alone in a line or cell."""
    found = list(document_numbers(text))
    folded = fold(text)
    if len(folded) != len(text):
        return found[0] if found else None
    before = {number: re.split(r"\n", folded[: number.start])[-1] for number in found}
    for is_own in (_NUMBER_LABEL.search, _LABEL_IN_LINE.search, _stands_alone):
        for number in found:
            if is_own(before[number]):
                return number
    return None  # what stands in a sentence is the number of another document


def _bent_number(text: str) -> DocumentNumber | None:
    """The labelled number of a scan that lost its slash or has letters for its digits; its letters must be known."""
    for found in _BENT.finditer(text):
        serial = found["serial"].translate(_DIGITS)
        number = first_number(f"{serial}/{found['code']}")
        known = (
            number is not None
            and number.kind_code != ""
            and bool({*central_bodies(), *local_bodies()} & {*number.bodies})
        )
        if known and any(character.isdigit() for character in found["serial"]):
            return number
    return None


def _date(lines: Sequence[str]) -> date | None:
    """The first date that is not that of a document which the lines cite, one in words before one in figures.

    Where the head's own day is unreadable there is none: those of the grounds behind it are other papers' days.
    """
    head = takewhile(lambda line: not _GROUNDS.match(line), map(fold, lines))
    own = "\n".join(line for line in head if not _CITES.search(line))
    return first_date(own)


def _stands_alone(before: str) -> bool:
    return len(before.rpartition("\t")[2].strip()) <= _LABEL_CHARS


def _bodies(lines: Sequence[str]) -> Iterator[str]:
    """The names in capitals, wrapped lines joined."""
    name = ""
    for cell in _cells(lines):
        folded = fold(cell)
        goes_on = name and (not _BODY.match(folded) or _DANGLING.search(fold(name)))
        if goes_on:
            name = f"{name} {cell}"
            continue
        if name and _BODY.match(fold(name)):
            yield name
        name = cell
    if name and _BODY.match(fold(name)):
        yield name


def _cells(lines: Sequence[str]) -> Iterator[str]:
    """The cells in capitals that may be of a body's name."""
    for line in lines:
        if _RUNNING.match(fold(line)) or _CARD.match(fold(line)):
            continue
        for column in _COLUMNS.split(_without_motto(line)):
            if next(document_numbers(column), None) is not None or _DAY_LINE.search(fold(column)):
                continue
            cell = re.sub(r"^[\W\d_]+|[\W_]+$", "", " ".join(column.split()))
            letters = sum(character.isalpha() for character in cell)
            if letters < _MIN_BODY_LETTERS or not (cell.isupper() or is_upper(cell)):
                continue
            head_of = _HEAD_OF.match(fold(cell))
            yield cell[head_of.end() :] if head_of else cell


def _without_motto(line: str) -> str:
    folded = fold(line)
    if len(folded) != len(line):
        return line
    for found in reversed(list(_MOTTO.finditer(folded))):
        line = f"{line[: found.start()]}\t{line[found.end() :]}"
    return line
