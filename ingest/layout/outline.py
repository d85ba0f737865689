"""The outline of a document: its headings with dotted labels and the sections that they open.

Plans run I. / 1. / a); laws Phần / Chương / Mục / Điều, whose khoản and điểm are text, not headings; annexes
restart. Under "Tổ chức thực hiện" a numbered paragraph may be heading and task in one ("7. Sở Khoa học và
Công nghệ chủ trì …"): its heading is the agency's name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.documents import Heading, SourceDocument
from ingest.language.fold import fold, fold_with_map
from ingest.layout.blocks import Block
from ingest.layout.lines import on_one_line
from ingest.layout.numbering import RANKS
from ingest.repaired_text import RepairedText

_PREFIXES = {"part": "Phần ", "chapter": "Chương ", "section": "Mục ", "article": "Điều ", "annex": "phụ lục "}

# The words that end an agency's name where a numbered paragraph tells its task in the same breath.
_TASK_VERB = re.compile(
    r":|[\s,](?=(?:chu tri|phoi hop|chiu trach nhiem|co trach nhiem|tham muu|chu dong|thuc hien|xay dung|huong dan|"
    r"theo doi|to chuc|tiep tuc|trien khai|can cu|bo tri|dinh ky|nghien cuu|giup)\b)"
)
_AGENCY_START = re.compile(
    r"(so|cac so|van phong|uy ban|ubnd|phong|ban|bo|cac bo|bao|dai|trung tam|cong an|thanh tra|cuc|chi cuc|vien|"
    r"thu truong|chu tich|giam doc|cac co quan|de nghi|mat tran|truong|hoi|cong thong tin|don vi|cac don vi)\b"
)
# "Tổ chức thực hiện", "Phân công trách nhiệm", also with the letters that scans make of them.
_ASSIGNMENTS = re.compile(r"\bt\S{0,2} ?ch\S{1,4} th\S{1,4} h\S{1,4}\b|^(?!.*quyen).*\b(phan cong|trach nhiem)\b")
_MAX_AGENCY_CHARS = 130
_CLOSED_BY_END = ("arabic", "dotted", "letter")


@dataclass(slots=True)
class _Open:
    """A section that is not closed yet."""

    rank: str
    heading: Heading


def outline_of(blocks: Sequence[Block], raw: SourceDocument, reading: RepairedText) -> tuple[Heading, ...]:
    """The headings in order of place, each with its section."""
    finished: list[Heading] = []
    stack: list[_Open] = []

    def close(rank_number: int, at: int) -> None:
        while stack and RANKS[stack[-1].rank] >= rank_number:
            finished.append(replace(stack.pop().heading, section_end=at))

    in_annex = False
    for block in blocks:
        if block.kind == "title":
            close(0, block.start)
            in_annex = False
            continue
        if block.closes and block.kind != "text":
            close(0, block.start)
            in_annex = True
        elif block.closes and block.rank not in _CLOSED_BY_END:
            close(RANKS["arabic"], block.start)
            continue
        words = _heading_words(block, stack, raw, reading)
        if words is None or block.rank is None:
            continue
        close(RANKS[block.rank], block.start)
        if block.rank == "annex":
            in_annex = True
        start, end = words
        stack.append(
            _Open(
                rank=block.rank,
                heading=Heading(
                    level=len(stack) + 1,
                    label=_label(block, stack, in_table=in_annex),
                    title=_title(block, start, end, reading),
                    start=block.start,
                    end=end,
                    section_end=end,
                ),
            )
        )
    close(0, len(raw.text))
    return tuple(sorted(finished, key=lambda heading: (heading.start, heading.level)))


def is_assignment(outline: Sequence[Heading], at: int) -> bool:
    """Whether the place lies in a section that says who has to do what, such as "Tổ chức thực hiện"."""
    return any(heading.end <= at < heading.section_end and _assigns(heading) for heading in outline)


def _assigns(heading: Heading) -> bool:
    return bool(_ASSIGNMENTS.search(fold(heading.title)))


def _heading_words(
    block: Block, stack: Sequence[_Open], raw: SourceDocument, reading: RepairedText
) -> tuple[int, int] | None:
    """The span of the heading's own words after its marker; None for a block that is no heading."""
    if block.kind == "heading":
        end = block.end
        if block.rank == "article" and raw.text[block.words : end].rstrip().endswith((".", ";")):
            end = block.words  # "Điều 2. Quyết định này có hiệu lực kể từ ngày ký." tells all in its text
            return block.start, max(block.start + 1, len(raw.text[block.start : end].rstrip()) + block.start)
        return block.words, end
    assigns = any(_assigns(section.heading) for section in stack)
    if assigns and block.kind == "text" and block.rank in ("arabic", "dotted"):
        return _agency_words(block, reading)
    return None


def _agency_words(block: Block, reading: RepairedText) -> tuple[int, int] | None:
    """The agency that opens a numbered paragraph, where a task follows it."""
    reading_start, reading_end = reading.to_reading(block.words, min(block.end, block.words + 2 * _MAX_AGENCY_CHARS))
    folded = fold_with_map(reading.text[reading_start:reading_end])
    flat = re.sub(r"\s", " ", folded.text)
    match = _TASK_VERB.search(flat)
    if match is None or match.start() > _MAX_AGENCY_CHARS:
        return None
    if match.group() != ":" and not _AGENCY_START.match(flat):
        return None
    _, end = folded.to_source(0, match.start())
    source_end = reading.to_source(reading_start, reading_start + end)[1]
    return block.words, source_end


def _label(block: Block, stack: Sequence[_Open], *, in_table: bool) -> str:
    rank, name = block.rank or "", block.name
    if rank in ("part", "chapter", "article"):
        return _PREFIXES[rank] + name
    if rank == "annex":
        return (_PREFIXES[rank] + name).strip()
    above = stack[-1].heading.label if stack else ("phụ lục" if in_table else "")
    if rank == "section":
        return f"{above}.{_PREFIXES[rank]}{name}".lstrip(".")
    if above == "phụ lục":
        return f"phụ lục {name}"
    if rank == "dotted":
        parent = stack[-1] if stack else None
        if parent is not None and parent.rank == "arabic":
            return f"{above}.{name.partition('.')[2]}"
    return f"{above}.{name}" if above else name


def _title(block: Block, start: int, end: int, reading: RepairedText) -> str:
    if block.rank == "article" and start == block.start:
        return f"Điều {block.name}"
    title = on_one_line(reading.read(start, end)).rstrip(" :.,;•-–")
    return title or on_one_line(reading.read(block.start, block.end))
