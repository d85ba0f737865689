"""What one cell of an annex is: an agency, a deadline, a product, a budget, a column head, or words of a task.

A cell is looked at in two readings, repaired and as it was scanned, because repair may spoil a name ("SONivii"). The
kinds are told by content alone; where nothing fits the cell is words, and the row decides what they are.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.gazetteer.agencies import AGENCIES, letters_of
from ingest.gazetteer.agency_lists import AgencyList, cell_list, opens_with_a_head
from ingest.language.fold import fold
from ingest.language.fuzzy import PhraseMatcher, similarity
from ingest.registers.deadlines import is_deadline, names_time, read_cell
from ingest.repaired_text import RepairedText

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
_FIRST_COLUMN = re.compile(r"\W*+(?:\w{1,2}\s*+)?tho\W?i gian\s|(?:\d+\s+|\w{1,3}\s+)?tt\s++(?:\S\s*+)?n\w{2,6}\s")
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
_LEAST_HEAD_COVERAGE = 0.7
_LEAST_HEAD = 0.62
_SHORT_HEAD = 8
_LEAST_SHORT_HEAD = 0.85
_LEAST_PRODUCT = 0.82
_LEAST_SECTION = 0.66
_LEAST_BUDGET = 0.7
_LONGEST_PRODUCT = 170
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of an annex: its kind, its words as read and as scanned, and its place `start:end` in the reading.

    `is_clean` says that its table tells where it stands and that it was read well: its words stay as they are.
    """

    kind: str
    words: str
    scanned: str
    start: int
    end: int
    agencies: AgencyList | None = None
    is_clean: bool = False


@lru_cache(maxsize=8192)
def kind_of(words: str, scanned: str) -> tuple[str, AgencyList | None]:
    """The kind of a cell from its repaired and its scanned words, and its agencies where it holds them."""
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
    if len(words) <= _LONGEST_TITLE and _is_deadline(words, scanned):
        return DEADLINE, None
    if letters_of(words) in _product_letters():
        return PRODUCT, None
    if len(words) <= _LONGEST_TITLE and (_is_head(words) or _is_head(scanned)):
        return HEAD, None
    if opens_as_product(words):
        return PRODUCT, None
    agencies = _agencies(words, scanned)
    if agencies:
        return AGENCY, agencies
    return (PRODUCT if _is_short_product(scanned) else WORDS), None


def _agencies(words: str, scanned: str) -> AgencyList | None:
    best: AgencyList | None = None
    if scanned[:1].islower() and fold(words).split()[:1] and fold(words).split()[0] in _NO_OPENING:
        return None
    if len(words) > _LONGEST_AGENCY_CELL:
        return None
    for text in dict.fromkeys((words, scanned, _with_scanned_capitals(words, scanned))):
        if len(text) > _SHORT_CELL and not opens_with_a_head(text, before=_MARKER_LETTERS):
            continue
        agencies = cell_list(text)
        if len(text) > _LONG_CELL and agencies.coverage < _HOPELESS_COVERAGE:
            break
        several = len(_WORD.findall(text)) >= _SEVERAL_WORDS
        least_score = _LEAST_SCORE_OF_SEVERAL if several else 0.0
        if agencies and _is_read(text, agencies) and agencies.score >= least_score:
            more = best is not None and len(agencies.names) > len(best.names) and agencies.score >= _FAIR_SCORE
            better = best is None or agencies.coverage * agencies.score > best.coverage * best.score + _CLEARLY
            best = agencies if better or more else best
    return best


def _with_scanned_capitals(words: str, scanned: str) -> str:
    """The repaired words with the abbreviations as they were scanned: repair makes a word of "VP"."""
    read, seen = words.split(), scanned.split()
    if len(read) != len(seen):
        return words
    kept = [
        old if len(old) > 1 and old.isalpha() and old.isupper() else new for new, old in zip(read, seen, strict=True)
    ]
    return words if fold(" ".join(kept)) == fold(" ".join(read)) else " ".join(kept)


def _is_read(text: str, agencies: AgencyList) -> bool:
    """Whether the agencies explain the cell: nearly all of it, or all but a scrap behind one that is beyond doubt."""
    if agencies.coverage >= _LEAST_AGENCY_COVERAGE:
        return True
    unread = len(letters_of(text)) - len(letters_of(text[agencies.start : agencies.end]))
    opens = not letters_of(text[: agencies.start])
    return opens and unread <= _SCRAP_LETTERS and agencies.score >= _SURE_SCORE


# A few words that are misread alike are an agency by chance; a single run of letters seldom is.
_WORD = re.compile(r"\w{2,}")
_SEVERAL_WORDS = 4
_LEAST_SCORE_OF_SEVERAL = 0.77
_SCRAP_LETTERS = 5
_SURE_SCORE = 0.9
_CLEARLY = 0.03
_FAIR_SCORE = 0.74
# A long cell with so few agencies in one reading is a text in the other too.
_HOPELESS_COVERAGE = 0.25
_LONGEST_AGENCY_CELL = 170
# A cell longer than a broken name opens with its agency, or after a marker; a look for all agencies takes six times
# as long.
_SHORT_CELL = 25
_MARKER_LETTERS = 12
# The second line of "Thường xuyên", when the first stuck to the cell before.
_OFTEN = "Thường xuyên"
_ENDS_OF_OFTEN = {"xuyen", "xuyn"}
# "của các sở, ban, ngành" goes on with a product, it names no owner.
_NO_OPENING = {"cua", "tai", "thuoc", "ciia", "doi", "cho", "ve", "trong"}
_LONGEST_TITLE = 90


def _is_deadline(words: str, scanned: str) -> bool:
    """Whether one reading is a deadline; in the middle of a sentence its words must have come through as they are."""
    if scanned[:1].islower():
        return names_time(words) and is_deadline(words)
    return is_deadline(words) or is_deadline(scanned)


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


def opens_as_product(words: str) -> bool:
    """Whether a text opens with the kind of a document."""
    if len(words) > _LONGEST_PRODUCT:
        return False
    for match in _products().candidates(words[:_PRODUCT_OPENING]):
        short = len(_PRODUCTS[match.index]) < _SHORT_PRODUCT
        if match.start <= _MARKER and (not short or match.score >= _LEAST_SHORT_PRODUCT):
            return True
    return False


def _is_short_product(scanned: str) -> bool:
    """Whether a cell of one or two words is the kind of a document, badly misread ("1(6 hoach")."""
    letters = len(letters_of(scanned))
    if not _SHORT_PRODUCT <= letters <= _LONGEST_SHORT_CELL:
        return False
    return any(
        letters - len(letters_of(scanned[match.start : match.end])) <= _STRAY_LETTERS
        and abs(letters - len(letters_of(_PRODUCTS[match.index]))) <= _STRAY_LETTERS
        for match in _misread_products().candidates(scanned)
    )


_LONGEST_SHORT_CELL = 12
_STRAY_LETTERS = 1
_LEAST_MISREAD_PRODUCT = 0.76
_MARKER = 3
_PRODUCT_OPENING = 24
_SHORT_PRODUCT = 7
_LEAST_SHORT_PRODUCT = 0.84


def product_words(reading: RepairedText, cell: Cell) -> str:
    """The words of a product, the kinds of documents and the agencies in them as they are spelled."""
    if cell.is_clean:
        return " ".join(cell.words.split()).strip(" ,;.")
    source_start, source_end = reading.to_source(cell.start, cell.end)
    scanned = reading.source[source_start:source_end]
    matcher = _misread_products() if _is_short_product(scanned) else _products()
    found = [
        (m.start, m.end, _PRODUCTS[m.index])
        for m in matcher.find(scanned)
        if scanned[m.start].isupper() or not m.start or matcher is not _products()
    ]
    taken = {at for start, end, _ in found for at in range(start, end)}
    for line in re.finditer(r"[^\W\d_][^\n;]*[^\W_]", scanned):
        free = line.group()[0].isupper() and taken.isdisjoint(range(line.start(), line.end()))
        if free and _is_short_product(line.group()):
            phrase = max(_PRODUCTS, key=lambda product: similarity(line.group(), product))
            found.append((line.start(), line.end(), phrase))
            taken |= set(range(line.start(), line.end()))
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
    words = _LONE_STROKE.sub(" lý", words)
    return re.sub(r"\s+([,;.)])", r"\1", words).strip(" ,;.")


# "xử lý", "quản lý": what is left of the last syllable when its y is lost.
_LONE_STROKE = re.compile(r"(?<=\bxử)\s[1lI]\b|(?<=\bquản)\s[1lI]\b")


_PROPER = ("UBND", "HĐND", "Sở", "Bộ", "Văn phòng")


def deadline_words(reading: RepairedText, cell: Cell) -> str:
    """The deadline that a cell of that kind holds."""
    if cell.is_clean:
        return " ".join(cell.words.split()).strip(" ,;.")
    if fold(cell.words).strip(" .") in _ENDS_OF_OFTEN:
        return _OFTEN
    if is_deadline(cell.words):
        return read_cell(cell.words)
    start, end = reading.to_source(cell.start, cell.end)
    return read_cell(reading.source[start:end])


@lru_cache(maxsize=1)
def _product_letters() -> frozenset[str]:
    return frozenset(map(letters_of, _PRODUCTS))


@lru_cache(maxsize=1)
def _heads() -> PhraseMatcher:
    return PhraseMatcher(_HEADS, least_score=_LEAST_HEAD)


@lru_cache(maxsize=1)
def _products() -> PhraseMatcher:
    return PhraseMatcher(_PRODUCTS, least_score=_LEAST_PRODUCT)


@lru_cache(maxsize=1)
def _misread_products() -> PhraseMatcher:
    return PhraseMatcher(_PRODUCTS, least_score=_LEAST_MISREAD_PRODUCT)
