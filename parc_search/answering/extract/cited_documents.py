"""Legal documents that a text cites by number: kind, number, date and place, and what the text says of each.

A document is mostly described after its number ("Nghị định số 60/2021/NĐ-CP … quy định cơ chế tự chủ"), and before
it where the number stands in parentheses ("Kế hoạch nâng hạng chỉ số PAPI (số 135/KH-UBND …)").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.fold import fold, fold_with_map
from parc_search.text.patterns import NUMBER_PATTERN

KINDS = (
    "nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu(?: lien tich)?|luat|ke hoach|cong van|bao cao|ket luan|huong dan|"
    "de an|chuong trinh"
)
# What the letters of a number say of its kind.
KIND_OF_CODE = {
    "nq": "Nghị quyết",
    "nd": "Nghị định",
    "qd": "Quyết định",
    "ct": "Chỉ thị",
    "tt": "Thông tư",
    "kh": "Kế hoạch",
    "bc": "Báo cáo",
    "kl": "Kết luận",
    "hd": "Hướng dẫn",
    "ctr": "Chương trình",
    "cv": "Công văn",
}
_KIND_NAMES = {fold(name): name for name in (*KIND_OF_CODE.values(), "Luật", "Thông tư liên tịch", "Đề án")}
# The letters of the kind stand by themselves, or a scan has lost the hyphen before "UBND".
_CODE = re.compile(rf"(?<![a-z])({'|'.join(KIND_OF_CODE)})(?=ubnd|hdnd|ttg|[^a-z]|$)")
# "Ngày 30/12/2019, UBND tỉnh đã ban hành Quyết định số …": the day stands before.
_DAY_BEFORE = re.compile(
    r"\bngay (?P<date>\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d)\s*,?(?: (?!ngay\b)[\w,]+){0,10}? "
    r"(?:ban hanh|ky|ra|co|phe duyet|thong qua)\s*$"
)
_DAY_BEFORE_CHARS = 120
_AMENDING = re.compile(r"[\W\d]*+(?:(?:cua|ve|viec|chinh phu|quoc hoi|thu tuong|ngay|nam|thang|\d++)\W++)*+sua doi\b")
_AMENDED = re.compile(r"sua doi[^.;]{0,400}\b(?:cua|dieu|so)\W*$")
_JOINT = re.compile(r"\s*+(?:,|;|(?:,\s*+)?và)\s*+")
_SENTENCE_END = re.compile(r"(?:[.;!?:]|\n\s*\n)\s+")
_REFERENCE = re.compile(
    rf"(?P<open>\(\s*)?(?:(?P<kind>{KINDS})\s*)?(?:(?:so|s6|s0|sa|se)\s*[:\s]?\s*)?"
    rf"(?P<number>(?:(?<=so )\d{{1,3}} )?{NUMBER_PATTERN})"
    r"(?P<date>[,;]?\s*(?:ng\w{1,4}\s*,?\s*)?(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\s?\d\s?\d|"
    r"\d{1,2} thang \d{1,2} nam (?:19|20)\d\d))?"
)
_DATE_FIGURES = re.compile(r"\d.*\d", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document cited at `start:end` of a text; `kind` folded, may be empty; `date` as written, may be empty."""

    kind: str
    number: str
    date: str
    start: int
    end: int
    is_in_parentheses: bool

    @property
    def kind_name(self) -> str:
        """The kind by the letters of the number, else as written before it; empty if neither says."""
        code = _CODE.search(fold_with_map(self.number).text)
        return KIND_OF_CODE[code.group(1)] if code else _KIND_NAMES.get(self.kind, "")

    @property
    def written(self) -> str:
        """The reference in full: "Nghị quyết số 18/2023/NQ-HĐND ngày 21/08/2023"."""
        head = f"{self.kind_name} số " if self.kind_name else ""
        return f"{head}{self.number}" + (f" ngày {self.date}" if self.date else "")

    @property
    def serial(self) -> str:
        """The figures before the first sign of the number: "18" of 18/2023/NQ-HĐND."""
        return re.sub(r"\D.*", "", self.number)


def references(text: str) -> tuple[Reference, ...]:
    """The documents that the text cites by number, in order."""
    folded = fold_with_map(text)
    found = []
    for match in _REFERENCE.finditer(folded.text):
        start, end = folded.to_source(match.start(), match.end())
        first, last = folded.to_source(*match.span("number"))
        date = ""
        if match.group("date"):
            date_start, date_end = folded.to_source(*match.span("date"))
            figures = _DATE_FIGURES.search(text[date_start:date_end])
            date = " ".join(re.sub(r"\s*/\s*", "/", figures.group()).split()) if figures else ""
            date = re.sub(r"(?<=/)((?:19|20)\d?) ?(\d) ?(\d?)", r"\1\2\3", date)
        elif before := _DAY_BEFORE.search(folded.text[max(0, match.start() - _DAY_BEFORE_CHARS) : match.start()]):
            date = re.sub(r"\s+", "", before.group("date"))
        found.append(
            Reference(
                kind=match.group("kind") or "",
                number=_tidy_number(text[first:last]),
                date=date,
                start=start,
                end=end,
                is_in_parentheses=bool(match.group("open")),
            )
        )
    return tuple(found)


def _tidy_number(number: str) -> str:
    """The number without the blanks and the bent strokes of a scan: "10/201 7,'QĐ UBND" is 10/2017/QĐ-UBND."""
    together = re.sub(r"(?<=\d)\s+(?=\d)", "", number)
    together = re.sub(r"(?<=\d)\s*,'?\s*(?=[^\W\d])", "/", together)
    return re.sub(r"\s+", "", re.sub(r"(?<=[^\W\d])\s+(?=UBND)", "-", together))


def amends(reference: Reference, text: str) -> bool:
    """Whether the text says of the reference that it amends others: "… của Chính phủ sửa đổi, bổ sung …"."""
    return _AMENDING.match(fold_with_map(text[reference.end :]).text) is not None


def joined_with(place: int, cited: Sequence[Reference], text: str) -> tuple[Reference, ...]:
    """The reference at `place` with those of its kind that stand right beside it, one thing said of all of them."""
    first, last = place, place
    while first and _are_joined(cited[first - 1], cited[first], text):
        first -= 1
    while last + 1 < len(cited) and _are_joined(cited[last], cited[last + 1], text):
        last += 1
    return tuple(cited[first : last + 1])


def _are_joined(one: Reference, other: Reference, text: str) -> bool:
    return one.kind_name == other.kind_name and _JOINT.fullmatch(text[one.end : other.start]) is not None


def description(reference: Reference, place: int, cited: Sequence[Reference], text: str) -> str:
    """What the text says of one of the references `cited` in it.

    What stands before it in its sentence ("phần mềm làm theo Quyết định số …") is said of it too, where it is the
    only reference of that sentence.
    """
    since = cited[place - 1].end if place else 0
    if reference.is_in_parentheses:
        return text[since : reference.start]
    until = len(text)
    amended = amends(reference, text)
    for other in cited[place + 1 :]:
        if amended and _AMENDED.search(fold_with_map(text[reference.end : other.start]).text):
            amended = False  # what the amended document is about, the amending one is about
        elif other.start - reference.end > len("; , và "):
            until = other.start
            break
    opening = max((match.end() for match in _SENTENCE_END.finditer(text, 0, reference.start)), default=0)
    ending = _SENTENCE_END.search(text, reference.end)
    closing = ending.start() if ending else len(text)
    if closing < until < len(text):
        until = closing  # the next sentence is about its own document
    others = (other for other in cited if other is not reference)
    is_alone = all(other.end <= opening or closing <= other.start for other in others)
    return f"{text[opening : reference.start] if is_alone else ''} {text[reference.end : until]}"
