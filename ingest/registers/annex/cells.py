"""The cells of an annex table whose layout was lost: blocks of lines, told apart by what they say.

Extraction leaves a table as blocks of short lines, in the order of the page or of its columns. A block is recognised
by its content: an agency, a deadline, a product, a budget, a number, a section title, a repeated column head, or
words of a task. Two cells that stick together are parted, one cell that was cut is joined. No geometry is used.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.gazetteer.agencies import AGENCIES
from ingest.gazetteer.agency_lists import cell_list
from ingest.language.fold import fold
from ingest.registers.annex.cell_kinds import (
    AGENCY,
    BUDGET,
    DEADLINE,
    HEAD,
    NUMBER,
    PRODUCT,
    SECTION,
    WORDS,
    Cell,
    kind_of,
)
from ingest.repaired_text import RepairedText

_FRAGMENT_LETTERS = 26

# A line that opens with a space opens a page: lines of these scans end with one instead.
# It begins at the head of a line only: where tables are blanked out, a line is tens of thousands of spaces long.
_LINE = r"[^\S\n\f]*+\S[^\n\f]*+(?:\n|$)"
_BLOCK = re.compile(rf"(?<![^\n\f]){_LINE}(?:(?! \S){_LINE})*")
_TABBED = re.compile(r"^[ \f]*\t", re.MULTILINE)


def cells(reading: RepairedText, start: int) -> list[Cell]:
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
    for match in _BLOCK.finditer(text[start:]):
        yield _trimmed(text, start + match.start(), start + match.end())


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


def _cell(reading: RepairedText, start: int, end: int) -> Cell:
    start, end = _trimmed(reading.text, start, end)
    words = reading.text[start:end]
    source_start, source_end = reading.to_source(start, end)
    kind, agencies = kind_of(words, reading.source[source_start:source_end])
    return Cell(
        kind=kind, words=words, scanned=reading.source[source_start:source_end], start=start, end=end, agencies=agencies
    )


def _parted(reading: RepairedText, start: int, end: int) -> Iterator[Cell]:
    """A block as one cell, or as the two or three that stick together in it."""
    whole = _cell(reading, start, end)
    best: tuple[Cell, Cell] | None = None
    complete = whole.agencies is not None and whole.agencies.coverage >= _WHOLE_AGENCY_COVERAGE
    for cut in _cuts(whole) if _may_part(whole) else ():
        if not _may_open(whole.words, cut - whole.start):
            continue
        first, second = _cell(reading, whole.start, cut), _cell(reading, cut, whole.end)
        if complete and second.kind != DEADLINE:
            continue
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
_TIME = re.compile(r"20\d\d|[xX][uU][yY]|\b[Hh]\wng\s+\w{2,4}\b|[Qq]u\w?\s|[Tt]h\w+\s+\d|\bT\w+c\s+(?:ng\w+\s+)?\d")


def _cuts(cell: Cell) -> Iterator[int]:
    """Where a cell may end inside a block: where its agencies begin and end, and before words of time."""
    cuts = {match.start() for match in re.finditer(r"\(", cell.words)} if _TIME.search(cell.words) else set()
    numbered = re.match(r"[\dIVX]{1,4}\s+(?!\d+[/.,\d])(?=\S)", cell.words)
    if numbered:
        cuts.add(numbered.end())
    cuts |= {amount.start() for amount in _AMOUNT.finditer(cell.words)}
    for mention in AGENCIES.find(cell.words, least_score=_LEAST_PARTED_AGENCY):
        cuts |= {mention.start, mention.end}
        dash = cell.words.rfind("-", 0, mention.start)
        if dash >= 0 and not cell.words[dash + 1 : mention.start].strip():
            cuts.add(dash)
    if _TIME.search(cell.words):
        cuts |= {match.end() for match in re.finditer(r"\n|\s(?=[A-ZĐÀ-Ỹ]|20\d\d)", cell.words)}
    return (cell.start + cut for cut in sorted(cuts) if 0 < cut < len(cell.words))


# An amount of money, by the dots between its thousands.
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d/])")


def _may_open(words: str, cut: int) -> bool:
    """Whether a cell may open at the cut, by a cheap look: with a capital, a digit or a bracket, or after a time."""
    opening = words[cut:].lstrip(" -\n")[:1]
    return opening.isupper() or opening.isdigit() or opening == "(" or _OPENED.search(words[:cut]) is not None


_OPENED = re.compile(rf"^[\dIVX]{{1,4}}\s+$|{_TIME.pattern}")


def _fit_together(first: Cell, second: Cell) -> bool:
    kinds = first.kind, second.kind
    if first.kind == AGENCY and not opens_large(first):
        return False
    if second.kind == AGENCY and (not _may_follow(first, second) or not opens_large(second)):
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
        return len(second.words.split()) >= _FEWEST_TASK_WORDS and opens_large(second)
    return False


def opens_large(cell: Cell) -> bool:
    """Whether a cell opens with a capital as it was scanned; repair writes some words in capitals."""
    return cell.scanned.lstrip("-–•*. \n")[:1].isupper()


def _may_follow(first: Cell, second: Cell) -> bool:
    """Whether an agency after these words is a cell of its own: not "Quyết định của | UBND tỉnh"."""
    issuer = second.agencies is not None and second.agencies.names[0] in _ISSUERS
    listed = first.kind in (WORDS, PRODUCT) and first.words[-1:] in ",;"
    return not _is_open(first) and not issuer and not listed


def _is_open(cell: Cell) -> bool:
    """Whether the last word of a cell asks for more: "của", "thuộc", "tại 30%"."""
    readings = (fold(cell.words).split(), fold(cell.scanned).split())
    return any(words and (words[-1] in _BINDING or words[-1].endswith("%")) for words in readings)


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
    "so",
    "phong",
    "ubnd",
    "thi",
}
_SURE_AGENCY = 0.9
_FEW_WORDS = 3
_WHOLE_AGENCY_COVERAGE = 0.92
_LEAST_PARTED_AGENCY = 0.74
_FEWEST_TASK_WORDS = 4


def _typed(first: Cell, second: Cell) -> tuple[int, float, bool, int]:
    """Prefers cuts that leave the longest known cells."""
    known = sum(sum(map(str.isalnum, cell.words)) for cell in (first, second) if cell.kind not in (WORDS, PRODUCT))
    scores = [cell.agencies.coverage for cell in (first, second) if cell.agencies]
    return known, min(scores, default=1.0), opens_large(second), -len(second.words)


def _joined(reading: RepairedText, parts: list[Cell]) -> list[Cell]:
    """Cells that a blank line cut in two, put together again."""
    joined: list[Cell] = []
    for cell in parts:
        if not any(map(str.isalnum, cell.words)):
            continue
        last = joined[-1] if joined else None
        if last is not None and _goes_on(reading, last, cell):
            both = _cell(reading, last.start, cell.end)
            kind = last.kind if both.kind == WORDS and last.kind != WORDS else both.kind
            joined[-1] = _listed(last, cell, both) if last.kind == AGENCY else replace(both, kind=kind)
            if kind in (WORDS, PRODUCT):
                joined[-1:] = _parted(reading, both.start, both.end)
        else:
            joined.append(cell)
    return joined


def _goes_on(reading: RepairedText, last: Cell, cell: Cell) -> bool:
    """Whether a cell is the rest of the one before it."""
    open_end = last.words.rstrip()[-1:] in ",;-"
    small = cell.scanned.lstrip("- ")[:1].islower()
    fragment = sum(map(str.isalnum, cell.words)) <= _FRAGMENT_LETTERS
    if last.kind in (WORDS, DEADLINE) and cell.kind == WORDS and _in_brackets(last) and not opens_large(cell):
        return True
    if last.kind == AGENCY and cell.kind != AGENCY and not opens_large(cell) and _is_explained(last):
        return True
    if last.kind == AGENCY and cell.kind == AGENCY:
        both = _cell(reading, last.start, cell.end)
        names = len(both.agencies.names) if both.agencies else 0
        apart = {name for part in (last, cell) if part.agencies for name in part.agencies.names}
        fewer = 0 < names < len(apart)
        one = fewer and both.agencies is not None and both.agencies.score >= _SURE_AGENCY
        return open_end or _is_half_named(last) or (small and not cell.words.startswith("-")) or one
    if last.kind == AGENCY and cell.kind == WORDS and (small or open_end or fragment):
        return _completes(
            last, _cell(reading, last.start, cell.end), same=not (small or open_end or _is_half_named(last))
        )
    if last.kind == DEADLINE and cell.kind == DEADLINE:
        return small and _cell(reading, last.start, cell.end).kind == DEADLINE
    if last.kind == BUDGET and cell.kind == WORDS and fragment:
        return _cell(reading, last.start, cell.end).kind == BUDGET
    if last.kind == DEADLINE and cell.kind in (NUMBER, WORDS) and _OPEN_TIME.search(fold(last.words)):
        roman = re.fullmatch(r"[-\s]*[IVXl1]{1,4}", cell.words) is not None
        return roman if cell.kind == NUMBER else small and len(cell.words.split()) <= _FEW_WORDS
    if last.kind == WORDS and cell.kind in (AGENCY, WORDS, DEADLINE) and fragment:
        both = _cell(reading, last.start, cell.end)
        if cell.kind == WORDS and both.kind in (AGENCY, DEADLINE):
            return True
    if last.kind == PRODUCT and cell.kind == PRODUCT:
        return last.words.startswith("-") and cell.words.startswith("-")
    if last.kind == WORDS and cell.kind in (AGENCY, BUDGET):
        return small and not last.words.startswith("Theo")
    if last.kind in (WORDS, PRODUCT) and cell.kind == WORDS:
        return small or open_end
    return False


def _listed(last: Cell, cell: Cell, both: Cell) -> Cell:
    """The agencies of two cells as one; those of each where the whole does not read as agencies."""
    if both.kind == AGENCY or last.agencies is None:
        return replace(both, kind=AGENCY)
    more = cell.agencies.names if cell.agencies else ()
    agencies = replace(last.agencies, names=tuple(dict.fromkeys([*last.agencies.names, *more])))
    return replace(both, kind=AGENCY, agencies=agencies)


def _is_explained(cell: Cell) -> bool:
    """Whether the last agency is followed by what it has to do ("Sở Tư pháp: đối với báo cáo …"), not by a list."""
    _, colon, behind = cell.words.rpartition(":")
    return bool(colon) and not cell_list(behind)


def _completes(last: Cell, both: Cell, *, same: bool) -> bool:
    """Whether agencies read better, or as well, with the words behind them; `same`: only if they stay as many."""
    if both.kind != AGENCY or both.agencies is None or last.agencies is None:
        return False
    if same:
        more = both.agencies.score > last.agencies.score or both.agencies.coverage > last.agencies.coverage
        return more and len(both.agencies.names) == len(last.agencies.names) and both.agencies.score >= _SURE_AGENCY
    return both.agencies.coverage >= last.agencies.coverage - _LOST_COVERAGE


def _is_half_named(cell: Cell) -> bool:
    """Whether a list of agencies breaks off inside a name: "… trực thuộc", "UBND cấp"; not "UBND các cấp"."""
    words = fold(cell.scanned).split()
    return bool(words) and words[-1] in _HALF_NAMES and words[-2:-1] not in (["cac"], ["cap"])


_HALF_NAMES = {"cap", "cp", "cac", "thuoc", "thuc", "trrc", "ubnd", "phong", "ban", "thi", "thj"}


def _in_brackets(cell: Cell) -> bool:
    return cell.words.count("(") > cell.words.count(")")


_LOST_COVERAGE = 0.1
_OPEN_TIME = re.compile(r"(?:(?<!hang )\bquy?|\bqu|thang|truoc|nam li\w+|1in|ngay|phe)\W*$")
