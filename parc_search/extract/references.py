"""Legal documents that a text cites by number: kind, number, date and place, and what the text says of each.

A document is mostly described after its number ("Nghị định số 60/2021/NĐ-CP … quy định cơ chế tự chủ"), and before
it where the number stands in parentheses ("Kế hoạch nâng hạng chỉ số PAPI (số 135/KH-UBND …)").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.vietnamese.fold import fold_with_map
from parc_search.signs import NUMBER_PATTERN

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
# The letters of the kind stand by themselves, or a scan has lost the hyphen before "UBND".
_CODE = re.compile(rf"(?<![a-z])({'|'.join(KIND_OF_CODE)})(?=ubnd|hdnd|ttg|[^a-z]|$)")
# "Ngày 30/12/2019, UBND tỉnh đã ban hành Quyết định số …": the day stands before.
_DAY_BEFORE = re.compile(
    r"\bngay (?P<date>\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d)\s*,?(?: (?!ngay\b)[\w,]+){0,10}? "
    r"(?:ban hanh|ky|ra|co|phe duyet|thong qua)\s*$"
)
_DAY_BEFORE_CHARS = 120
_SENTENCE_START = re.compile(r"(?:[.;!?:]|\n\s*\n)\s+")
_REFERENCE = re.compile(
    rf"(?P<open>\(\s*)?(?:(?P<kind>{KINDS})\s*)?(?:(?:so|s6|s0|sa|se)\s*[:\s]?\s*)?"
    rf"(?P<number>(?:(?<=so )\d )?{NUMBER_PATTERN})"
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
        return KIND_OF_CODE[code.group(1)] if code else self.kind.capitalize()

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


def description(reference: Reference, place: int, cited: Sequence[Reference], text: str) -> str:
    """What the text says of one of the references `cited` in it.

    What stands before it in its sentence ("phần mềm làm theo Quyết định số …") is said of it too, where no other
    reference stands there.
    """
    since = cited[place - 1].end if place else 0
    if reference.is_in_parentheses:
        return text[since : reference.start]
    until = len(text)
    for other in cited[place + 1 :]:
        if other.start - reference.end > len("; , và "):
            until = other.start
            break
    opening = max((match.end() for match in _SENTENCE_START.finditer(text, 0, reference.start)), default=0)
    before = text[opening : reference.start] if opening >= since else ""
    return f"{before} {text[reference.end : until]}"
