"""The cells of an annex table whose layout was lost: blocks of lines, told apart by what they say.

Extraction leaves a table as blocks of short lines, in the order of the page or of its columns. A block is recognised
by its content: an agency, a deadline, a product, a budget, a number, a section title, a repeated column head, or
words of a task. Two cells that stick together are parted, one cell that was cut is joined. No geometry is used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.agencies import AGENCIES, letters_of
from ingest.agency_lists import AgencyList, cell_list
from ingest.approximate import PhraseMatcher, similarity
from ingest.deadlines import is_deadline, read_cell
from ingest.repair.repaired import Repaired
from ingest.vietnamese.fold import fold

AGENCY, DEADLINE, PRODUCT, BUDGET = "agency", "deadline", "product", "budget"
NUMBER, SECTION, HEAD, WORDS = "number", "section", "head", "words"

_SECTIONS = (
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy hành chính nhà nước",
    "Cải cách tổ chức bộ máy",
    "Cải cách tổ chức bộ máy hành chính",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
    "Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",
    "Công tác chỉ đạo, điều hành",
    "Tổ chức chỉ đạo, điều hành",
)
_PRODUCTS = (
    "Quyết định", "Kế hoạch", "Báo cáo", "Nghị quyết", "Đề án", "Công văn", "Chương trình", "Văn bản", "Các văn bản",
    "Thông báo", "Tờ trình", "Phương án", "Dự án", "Phần mềm", "Phiếu kiểm tra", "Hệ thống các", "Lớp tập huấn",
    "Kết luận", "Biên bản", "Quy chế", "Chỉ thị", "Hướng dẫn", "Danh mục", "Quy định", "Bộ chỉ số", "Tài liệu",
)  # fmt: skip
_HEADS = (
    "Nhiệm vụ cụ thể", "Hoạt động", "Kết quả/Sản phẩm", "Kết quả", "Sản phẩm", "phẩm", "Cơ quan chủ trì",
    "Cơ quan phối hợp", "Thời gian hoàn thành", "Thời gian", "hoàn thành", "Ghi chú", "Kinh phí",
    "Nhiệm vụ", "chú", "TT", "STT",
)  # fmt: skip
# "Cơ quan" and one or two misread words are the head of a column, not an agency; "TT Nhiệm vụ" opens all heads.
_COLUMN_OF_AGENCIES = re.compile(
    r"\W*c[ou]'? qua\w+\s+(?!lien|lin|chuyen|soa|son|hanh|dang|nha|cap)\S+(?:\s+\S{1,6})?\W*"
)
_FIRST_COLUMN = re.compile(r"\W*\w{0,2}\s*tho\W?i gian\s|(?:\d+\s+|\w{1,3}\s+)?tt\s+\S?\s*n\w{2,6}\s")
_BUDGETS = (
    "Theo dự toán ngân sách hàng năm",
    "Theo dự toán ngân sách",
    "dự toán ngân sách hàng năm",
    "Ngân sách nhà nước",
)
_MONEY = re.compile(r"[\d.,]+\s*,?\s*(?:tr\w{2,4}u|ty|ti)\s+\W*\w{2,4}")

# Thresholds on how much of a block a kind must explain; set on the layouts of the sample annexes.
_LEAST_AGENCY_COVERAGE = 0.72
# In a long cell some agency-like words are found by chance.
_LONG_CELL = 60
_LEAST_LONG_SCORE = 0.72
_LEAST_HEAD_COVERAGE = 0.7
_LEAST_HEAD = 0.62
_SHORT_HEAD = 8
_LEAST_SHORT_HEAD = 0.85
_LEAST_PRODUCT = 0.82
_LEAST_SECTION = 0.66
_LEAST_BUDGET = 0.7
_LONGEST_PRODUCT = 170
_LONGEST_HEAD = 60
_FRAGMENT_LETTERS = 26

# A line that opens with a space opens a page: lines of these scans end with one instead.
_BLOCK = re.compile(r"[^\n\f]*\S[^\n\f]*(?:\n|$)(?:(?! \S)[^\n\f]*\S[^\n\f]*(?:\n|$))*")
_TABBED = re.compile(r"^[ \f]*\t", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of an annex: its kind, its words, and its place `start:end` in the reading."""

    kind: str
    words: str
    start: int
    end: int
    agencies: AgencyList | None = None


def cells(reading: Repaired, start: int) -> list[Cell]:
    """The cells of the annexes, from `start` to the end of a reading, in its order.

    Each is looked at in the repaired reading and as it was scanned: repair may spoil a name ("SONivii").
    """
    text = reading.text
    if _is_tabbed(text[start:]):
        return [_cell(reading, *block) for block in _tabbed(text, start)]
    return _joined(reading, [cell for block in _blocks(text, start) for cell in _parted(reading, *block)])


def _is_tabbed(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and len(_TABBED.findall(text)) > len(lines) / 2


def _blocks(text: str, start: int) -> Iterator[tuple[int, int]]:
    for match in _BLOCK.finditer(text, start):
        yield _trimmed(text, match.start(), match.end())


def _tabbed(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The cells of a table that kept its tabs: each tab at a line's start opens one."""
    opens = [match.start() for match in _TABBED.finditer(text, start)]
    for at, following in zip(opens, [*opens[1:], len(text)], strict=True):
        begin, end = _trimmed(text, at, following)
        if end > begin:
            yield begin, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cell(reading: Repaired, start: int, end: int) -> Cell:
    start, end = _trimmed(reading.text, start, end)
    words = reading.text[start:end]
    source_start, source_end = reading.to_source(start, end)
    kind, agencies = _kind(words, reading.source[source_start:source_end])
    return Cell(kind=kind, words=words, start=start, end=end, agencies=agencies)


@lru_cache(maxsize=8192)
def _kind(words: str, scanned: str) -> tuple[str, AgencyList | None]:
    letters = [character for character in words if character.isalnum()]
    if not letters:
        return HEAD, None
    if re.fullmatch(r"\d{1,2}|[ivx]{1,4}|[1il]{1,3}", "".join(letters).lower()):
        return NUMBER, None
    if len(words) <= _LONGEST_TITLE and (_is_section(words) or _is_section(scanned)):
        return SECTION, None
    if len(words) <= _LONGEST_HEAD and _is_budget(words):
        return BUDGET, None
    if fold(words).strip(" .") in _ENDS_OF_OFTEN:
        return DEADLINE, None
    if len(words) <= _LONGEST_TITLE and (is_deadline(words) or is_deadline(scanned)):
        return DEADLINE, None
    if len(words) <= _LONGEST_TITLE and (_is_head(words) or _is_head(scanned)):
        return HEAD, None
    if _opens_as_product(words):
        return PRODUCT, None
    agencies = _agencies(words, scanned)
    return (AGENCY, agencies) if agencies else (WORDS, None)


def _agencies(words: str, scanned: str) -> AgencyList | None:
    best: AgencyList | None = None
    if fold(words).split()[:1] and fold(words).split()[0] in _NO_OPENING:
        return None
    if len(words) > _LONGEST_AGENCY_CELL:
        return None
    for text in dict.fromkeys((words, scanned)):
        agencies = cell_list(text)
        if len(text) > _LONG_CELL and agencies.coverage < _HOPELESS_COVERAGE:
            break
        least_score = _LEAST_LONG_SCORE if len(text) > _LONG_CELL else 0.0
        if agencies and agencies.coverage >= _LEAST_AGENCY_COVERAGE and agencies.score >= least_score:
            more = best is not None and len(agencies.names) > len(best.names) and agencies.score >= _FAIR_SCORE
            better = best is None or agencies.coverage * agencies.score > best.coverage * best.score + _CLEARLY
            best = agencies if better or more else best
    return best


_CLEARLY = 0.03
_FAIR_SCORE = 0.74
# A long cell with so few agencies in one reading is a text in the other too.
_HOPELESS_COVERAGE = 0.25
_LONGEST_AGENCY_CELL = 170
# The second line of "Thường xuyên", when the first stuck to the cell before.
_OFTEN = "Thường xuyên"
_ENDS_OF_OFTEN = {"xuyen", "xuyn"}
# "của các sở, ban, ngành" goes on with a product, it names no owner.
_NO_OPENING = {"cua", "tai", "thuoc", "ciia", "doi", "cho", "ve", "trong"}
_LONGEST_TITLE = 90


def _is_section(words: str) -> bool:
    bare = re.sub(r"^\s*[IVXivxl1]{1,5}[.\s]\s*", "", words)
    capitals = sum(map(str.isupper, bare)) >= sum(map(str.islower, bare))
    if not capitals and bare == words.strip():
        return letters_of(words) in {letters_of(title) for title in _SECTIONS}
    return any(similarity(bare, title) >= _LEAST_SECTION for title in _SECTIONS)


def _is_head(words: str) -> bool:
    if _COLUMN_OF_AGENCIES.fullmatch(fold(words)) or _FIRST_COLUMN.match(fold(words)):
        return True
    matches = [m for m in _heads().find(words) if m.score >= _LEAST_SHORT_HEAD or len(_HEADS[m.index]) > _SHORT_HEAD]
    read = sum(match.end - match.start for match in matches)
    return read >= _LEAST_HEAD_COVERAGE * len(" ".join(words.split()))


def _is_budget(words: str) -> bool:
    if _MONEY.fullmatch(fold(words).strip(" .•")):
        return True
    return any(similarity(words, budget) >= _LEAST_BUDGET for budget in _BUDGETS)


def _opens_as_product(words: str) -> bool:
    if len(words) > _LONGEST_PRODUCT:
        return False
    for match in _products().candidates(words[:_PRODUCT_OPENING]):
        short = len(_PRODUCTS[match.index]) < _SHORT_PRODUCT
        if match.start <= _MARKER and (not short or match.score >= _LEAST_SHORT_PRODUCT):
            return True
    return False


_MARKER = 3
_PRODUCT_OPENING = 24
_SHORT_PRODUCT = 7
_LEAST_SHORT_PRODUCT = 0.84


def _parted(reading: Repaired, start: int, end: int) -> Iterator[Cell]:
    """A block as one cell, or as the two or three that stick together in it."""
    whole = _cell(reading, start, end)
    best: tuple[Cell, Cell] | None = None
    for cut in _cuts(whole) if _may_part(whole) else ():
        first, second = _cell(reading, whole.start, cut), _cell(reading, cut, whole.end)
        if _fit_together(first, second) and (best is None or _typed(first, second) > _typed(*best)):
            best = first, second
    if best is None:
        yield whole
        return
    yield from _parted(reading, best[0].start, best[0].end)
    yield from _parted(reading, best[1].start, best[1].end)


def _may_part(cell: Cell) -> bool:
    if (
        cell.kind in (NUMBER, SECTION, HEAD, BUDGET, DEADLINE)
        or len(cell.words) > _LONGEST_PARTED
        or len(cell.words.split()) < _FEWEST_WORDS_TO_PART
    ):
        return False
    return cell.agencies is None or cell.agencies.coverage < _WHOLE_AGENCY_COVERAGE or bool(_TIME.search(cell.words))


_FEWEST_WORDS_TO_PART = 2
_LONGEST_PARTED = 260
_TIME = re.compile(r"20\d\d|xuy|[Hh]\wng\s+\w{2,4}\b|[Qq]u\w?\s|[Tt]h\w+\s+\d|\bT\w+c\s+(?:ng\w+\s+)?\d")


def _cuts(cell: Cell) -> Iterator[int]:
    """Where a cell may end inside a block: where its agencies begin and end, and before words of time."""
    cuts = {match.start() for match in re.finditer(r"\(", cell.words)} if _TIME.search(cell.words) else set()
    numbered = re.match(r"[\dIVX]{1,4}\s+(?=\S)", cell.words)
    if numbered:
        cuts.add(numbered.end())
    for mention in AGENCIES.find(cell.words, least_score=_LEAST_PARTED_AGENCY):
        cuts |= {mention.start, mention.end}
        dash = cell.words.rfind("-", 0, mention.start)
        if dash >= 0 and not cell.words[dash + 1 : mention.start].strip():
            cuts.add(dash)
    if _TIME.search(cell.words):
        cuts |= {match.end() for match in re.finditer(r"\n|\s(?=[A-ZĐÀ-Ỹ]|20\d\d)", cell.words)}
    return (cell.start + cut for cut in sorted(cuts) if 0 < cut < len(cell.words))


def _fit_together(first: Cell, second: Cell) -> bool:
    kinds = first.kind, second.kind
    if first.kind == AGENCY and not first.words.lstrip("-• ")[:1].isupper():
        return False
    if second.kind == AGENCY and (not _may_follow(first, second) or not second.words.lstrip("- ")[:1].isupper()):
        return False
    if second.kind == DEADLINE and not (second.words[:1].isupper() or re.match(r"20\d\d\s*[-–]", second.words)):
        return False
    if kinds in ((PRODUCT, AGENCY), (AGENCY, DEADLINE), (DEADLINE, PRODUCT), (DEADLINE, BUDGET), (BUDGET, NUMBER)):
        return True
    if kinds[0] == NUMBER:
        return kinds[1] in (PRODUCT, WORDS, AGENCY) and len(second.words.split()) >= 2
    if kinds[0] == WORDS and kinds[1] in (AGENCY, DEADLINE):
        if second.kind == DEADLINE:
            return len(first.words.split()) <= _FEW_WORDS
        return second.agencies is not None and second.agencies.score >= _SURE_AGENCY
    if kinds == (DEADLINE, WORDS) and second.words.startswith("("):
        return True
    if kinds[0] in (DEADLINE, AGENCY) and kinds[1] == WORDS:
        return len(second.words.split()) >= _FEWEST_TASK_WORDS and second.words[:1].isupper()
    return False


def _may_follow(first: Cell, second: Cell) -> bool:
    """Whether an agency after these words is a cell of its own: not "Quyết định của | UBND tỉnh"."""
    ending = fold(first.words).split()[-1] if first.words.split() else ""
    issuer = second.agencies is not None and second.agencies.names[0] in _ISSUERS
    return ending not in _BINDING and not issuer and (first.kind != WORDS or first.words[-1:] not in ",;")


_ISSUERS = {
    "UBND tỉnh",
    "HĐND tỉnh",
    "Chính phủ",
    "Thủ tướng Chính phủ",
    "UBND thành phố",
    "Tỉnh ủy",
    "Chủ tịch UBND tỉnh",
}
_BINDING = {
    "cua",
    "tai",
    "thuoc",
    "do",
    "voi",
    "theo",
    "ve",
    "va",
    "cap",
    "tren",
    "cho",
    "cac",
    "ciia",
    "dm",
    "cua,",
    "hoac",
    "(hoac",
    "(hoc",
}
_SURE_AGENCY = 0.9
_FEW_WORDS = 3
_WHOLE_AGENCY_COVERAGE = 0.92
_LEAST_PARTED_AGENCY = 0.74
_FEWEST_TASK_WORDS = 4


def _typed(first: Cell, second: Cell) -> tuple[int, float, int]:
    """Prefers cuts that leave the longest known cells."""
    known = sum(len(cell.words) for cell in (first, second) if cell.kind not in (WORDS, PRODUCT))
    scores = [cell.agencies.coverage for cell in (first, second) if cell.agencies]
    return known, min(scores, default=1.0), -len(second.words)


def _joined(reading: Repaired, parts: list[Cell]) -> list[Cell]:
    """Cells that a blank line cut in two, put together again."""
    joined: list[Cell] = []
    for cell in parts:
        if not any(map(str.isalnum, cell.words)):
            continue
        last = joined[-1] if joined else None
        if last is not None and _goes_on(reading, last, cell):
            both = _cell(reading, last.start, cell.end)
            kind = last.kind if both.kind == WORDS and last.kind != WORDS else both.kind
            joined[-1] = Cell(kind=kind, words=both.words, start=both.start, end=both.end, agencies=both.agencies)
            if kind in (WORDS, PRODUCT):
                joined[-1:] = _parted(reading, both.start, both.end)
        else:
            joined.append(cell)
    return joined


def _goes_on(reading: Repaired, last: Cell, cell: Cell) -> bool:
    open_end = last.words.rstrip()[-1:] in ",;"
    small = cell.words.lstrip("- ")[:1].islower()
    if last.kind == AGENCY and cell.kind == AGENCY:
        both = _cell(reading, last.start, cell.end)
        names = len(both.agencies.names) if both.agencies else 0
        apart = {name for part in (last, cell) if part.agencies for name in part.agencies.names}
        fewer = 0 < names < len(apart)
        one = fewer and both.agencies is not None and both.agencies.score >= _SURE_AGENCY
        return open_end or (small and not cell.words.startswith("-")) or one
    if last.kind == DEADLINE and cell.kind in (NUMBER, WORDS) and _OPEN_TIME.search(fold(last.words)):
        roman = re.fullmatch(r"[-\s]*[IVXl1]{1,4}", cell.words) is not None
        return roman if cell.kind == NUMBER else small and len(cell.words.split()) <= _FEW_WORDS
    if cell.kind in (AGENCY, WORDS, DEADLINE) and sum(map(str.isalnum, cell.words)) <= _FRAGMENT_LETTERS:
        both = _cell(reading, last.start, cell.end)
        if last.kind == WORDS and cell.kind == WORDS and both.kind in (AGENCY, DEADLINE):
            return True
        if last.kind == AGENCY and cell.kind == WORDS and both.kind == AGENCY and both.agencies and last.agencies:
            return small and both.agencies.coverage >= last.agencies.coverage - _LOST_COVERAGE
    if last.kind == PRODUCT and cell.kind == PRODUCT:
        return last.words.startswith("-") and cell.words.startswith("-")
    if last.kind in (WORDS, PRODUCT) and cell.kind == WORDS:
        return small or open_end
    return False


_LOST_COVERAGE = 0.1
_OPEN_TIME = re.compile(r"(?:(?<!hang )\bquy?|\bqu|thang|truoc|nam li\w+|1in|ngay|phe)\W*$")


def product_words(reading: Repaired, cell: Cell) -> str:
    """The words of a product, the kinds of documents and the agencies in them as they are spelled."""
    source_start, source_end = reading.to_source(cell.start, cell.end)
    scanned = reading.source[source_start:source_end]
    found = [(m.start, m.end, _PRODUCTS[m.index]) for m in _products().find(scanned)]
    taken = {at for start, end, _ in found for at in range(start, end)}
    for mention in AGENCIES.find(scanned):
        if taken.isdisjoint(range(mention.start, mention.end)):
            found.append((mention.start, mention.end, mention.name))
    pieces, at = [], 0
    for start, end, phrase in sorted(found):
        pieces += [reading.read(source_start + at, source_start + start) if start > at else ""]
        opens = not "".join(pieces).strip() or scanned[start].isupper()
        pieces += [" ", phrase if opens or phrase.startswith(_PROPER) else phrase[:1].lower() + phrase[1:], " "]
        at = end
    pieces.append(reading.read(source_start + at, source_end) if source_start + at < source_end else "")
    words = " ".join("".join(pieces).split())
    return re.sub(r"\s+([,;.)])", r"\1", words).strip(" ,;.")


_PROPER = ("UBND", "HĐND", "Sở", "Bộ", "Văn phòng")


def deadline_words(reading: Repaired, cell: Cell) -> str:
    """The deadline that a cell of that kind holds."""
    if fold(cell.words).strip(" .") in _ENDS_OF_OFTEN:
        return _OFTEN
    if is_deadline(cell.words):
        return read_cell(cell.words)
    start, end = reading.to_source(cell.start, cell.end)
    return read_cell(reading.source[start:end])


@lru_cache(maxsize=1)
def _heads() -> PhraseMatcher:
    return PhraseMatcher(_HEADS, least_score=_LEAST_HEAD)


@lru_cache(maxsize=1)
def _products() -> PhraseMatcher:
    return PhraseMatcher(_PRODUCTS, least_score=_LEAST_PRODUCT)
