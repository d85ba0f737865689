"""The rows of annex tables whose columns are known: which task has which owner, partners, deadline and product.

What a column is for, its head and its cells tell together. A task or an owner that stands in one cell over several
rows is that of each of them, and so is one that a cell says to be as above. Where the sections of a table are agencies,
they own what stands below them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.documents import Document, Page, Span
from ingest.gazetteer.agency_grammar import leading_agencies
from ingest.gazetteer.agency_lists import AgencyList
from ingest.language.fold import fold
from ingest.language.syllables import share_of_syllables
from ingest.registers.annex.agency_cells import Owners, agencies_of, owners_of, partners_in, says_as_above
from ingest.registers.annex.annex import AnnexRow, annex_rows
from ingest.registers.annex.assembly import (
    AssembledRow,
    AssembledTable,
    PlacedCell,
    Section,
    assembled_tables,
    column_words,
)
from ingest.registers.annex.cell_kinds import AGENCY, BUDGET, DEADLINE, PRODUCT, WORDS, Cell
from ingest.registers.annex.column_roles import TASKS, ColumnRoles, column_roles
from ingest.repaired_text import Edit, RepairedText

_FEWEST_TASK_WORDS = 3
_LEAST_CONFIDENCE = 0.5
_CLEAN_SHARE = 0.9
_SECTION_COVERAGE = 0.8
# The label of an annex, on a line of its own above its table.
_ANNEX = re.compile(r"^\s*phu luc(?: so)?[ .:]*([ivxlc]{1,7}|\d{1,2})?\b[^\n]{0,6}$", re.MULTILINE)
_ANNEX_LINE = re.compile(r"(?:^|(?<=[\n\f]))[^\S\n\f]{0,40}[Pp][Hh][Ụụ][^\n\f]{1,40}")
_ENDS = re.compile(r"ket thuc|hoan thanh|den ngay|\bden\b")
_NUMERAL = re.compile(r"\W*(?:[IVXLC]{1,7}|\d{1,2}|[A-ZĐ])[.)\s]\s*")
# A span that takes so much more than its words holds words of other cells.
_MOST_STRETCH = 1.3
_STRETCH_CHARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table with the roles of its columns."""

    table: AssembledTable
    columns: ColumnRoles


def read_tables(pages: Sequence[Page], text: str) -> tuple[ReadTable, ...]:
    """The tables of a document in order, each with the roles of its columns."""
    # Two readings of one text are equal pages, whatever tables were seen in it.
    return _read_tables(tuple((page.start, page.tables) for page in pages if page.tables), tuple(pages), text)


@lru_cache(maxsize=4)
def _read_tables(seen: tuple[object, ...], pages: tuple[Page, ...], text: str) -> tuple[ReadTable, ...]:
    return tuple(
        ReadTable(table=table, columns=column_roles(table.heads, column_words(table, text)))
        for table in assembled_tables(pages, text)
    )


def rows_of_annexes(pages: Sequence[Page], reading: RepairedText) -> list[AnnexRow]:
    """The rows of the tables that a reader saw, and those of flattened annexes on the pages where it saw none."""
    tables = read_tables(pages, reading.source)
    placed = [row for table in tables for row in _rows_of(table, reading)]
    starts = {reading.to_source(row.task.start, row.task.end)[0] for row in placed}
    seen = [
        Span(start=page.start, end=page.end)
        for page in pages
        if page.tables and any(page.start <= start < page.end for start in starts)
    ]
    stretches = [Span(start=read.table.start, end=read.table.end) for read in tables if not pages[0].page_no]
    return [*placed, *annex_rows(_blanked(reading, _apart([*seen, *stretches])))]


def stretches_of_tasks(document: Document) -> tuple[Span, ...]:
    """Where the tables that assign tasks stand."""
    return tuple(
        Span(start=read.table.start, end=read.table.end)
        for read in read_tables(document.raw.pages, document.raw.text)
        if read.columns.kind == TASKS and read.columns.confidence >= _LEAST_CONFIDENCE
    )


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start <= apart[-1].end:
            apart[-1] = Span(start=apart[-1].start, end=max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


def only_tasks(document: Document) -> Document:
    """The document with nothing but the cells of its tables' tasks, a paragraph each; all words keep their places."""
    cells = [
        span
        for read in read_tables(document.raw.pages, document.raw.text)
        if read.columns.kind == TASKS and read.columns.confidence >= _LEAST_CONFIDENCE
        for row in read.table.rows
        if (cell := row.cells[read.columns.roles.index("task")]) is not None and not cell.is_over
        for span in cell.spans
    ]
    kept = _apart(cells)
    ends = [0, *(span.end for span in kept)]
    starts = [*(span.start for span in kept), len(document.raw.text)]
    between = [Span(start=end, end=start) for end, start in zip(ends, starts, strict=True) if end < start]
    blank = _blanked(document.reading, between, filler="\r")
    edits = tuple(
        replace(edit, was=edit.was.translate(_PARAGRAPHS), now=edit.now.translate(_PARAGRAPHS)) for edit in blank.edits
    )
    reading = RepairedText(blank.source.translate(_PARAGRAPHS), edits)
    return replace(document, raw=replace(document.raw, text=reading.source), reading=reading)


# Line ends inside a cell are none of a paragraph's; what was blanked between two cells is.
_PARAGRAPHS = str.maketrans({"\n": " ", "\f": " ", "\t": " ", "\r": "\n"})


def _blanked(reading: RepairedText, stretches: Sequence[Span], *, filler: str = " ") -> RepairedText:
    """The reading with these stretches blank; all other words keep their places, in the source and in the reading."""
    source = reading.source
    edits: list[Edit] = []
    pieces: list[str] = []
    at = 0
    for stretch in stretches:
        start, end = reading.to_reading(stretch.start, stretch.end)
        first, last = reading.to_source(start, end)
        edits += [edit for edit in reading.edits_in(at, first) if edit.end <= first]
        pieces += [source[at:first], filler * (last - first)]
        was, now = filler * (last - first), filler * (end - start)
        edits.append(Edit(start=first, end=last, was=was, now=now, rule="blank", confidence=1))
        at = last
    edits += [edit for edit in reading.edits_in(at, len(source)) if edit.start >= at]
    return RepairedText("".join([*pieces, source[at:]]), tuple(edits))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; the owner's and the partners' column may be one."""

    task: int
    lead: int | None
    coordinate: int | None
    both: bool
    deadline: int | None
    product: int | None
    budget: int | None


def _rows_of(read: ReadTable, reading: RepairedText) -> Iterator[AnnexRow]:
    if read.columns.kind != TASKS or read.columns.confidence < _LEAST_CONFIDENCE:
        return
    columns = _columns(read)
    label = _annex_label(reading.source, read.table.start)
    for cells, row in filled_rows(read.table, reading, own=columns.task, owner=columns.lead):
        found = _annex_row(cells, row, columns, reading, label)
        if found is not None:
            yield found


def filled_rows(
    table: AssembledTable, reading: RepairedText, *, own: int, owner: int | None
) -> Iterator[tuple[list[PlacedCell | None], AssembledRow]]:
    """Each row with its cells, those of a row above in place of one that says so, or of an owner's that is empty.

    `own` is the column of what the row is about, which is never as above; an owner goes on within its section only.
    """
    above: list[PlacedCell | None] = [None] * len(table.heads)
    sections: tuple[Section, ...] | None = None
    for row in table.rows:
        if row.sections != sections:
            sections = row.sections
            if owner is not None:
                above[owner] = None
        cells: list[PlacedCell | None] = []
        for column, cell in enumerate(row.cells):
            if cell is None:
                goes_on = column == owner and (table.is_paged or column not in table.merged)
            else:
                goes_on = column != own and says_as_above(_words(cell, reading))
            cells.append(above[column] if goes_on else cell)
        above = [cell or before for cell, before in zip(cells, above, strict=True)]
        yield cells, row


def _columns(read: ReadTable) -> _Columns:
    heads = [fold(head) for head in read.table.heads]
    at: dict[str, list[int]] = {}
    for column, role in enumerate(read.columns.roles):
        at.setdefault(role, []).append(column)
    deadlines = at.get("deadline", [])
    ends = [column for column in deadlines if _ENDS.search(heads[column])]
    owners = at.get("owners", [])
    leads = at.get("lead", owners)
    return _Columns(
        task=at["task"][0],
        lead=leads[0] if leads else None,
        coordinate=at["coordinate"][0] if "coordinate" in at else None,
        both=bool(owners) and "lead" not in at,
        deadline=(ends or deadlines)[-1] if deadlines else None,
        product=at["product"][0] if "product" in at else None,
        budget=at["budget"][0] if "budget" in at else None,
    )


def _annex_row(
    cells: Sequence[PlacedCell | None], row: AssembledRow, columns: _Columns, reading: RepairedText, label: str
) -> AnnexRow | None:
    task = _cell(cells[columns.task], WORDS, reading)
    if task is None or len(task.words.split()) < _FEWEST_TASK_WORDS:
        return None
    lead, coordinate = owners_of_row(
        cells, row, reading, lead=columns.lead, coordinate=columns.coordinate, both=columns.both
    )
    if coordinate is None:
        coordinate = _part(task, partners_in(task.words))
        named = lead.agencies.names if lead is not None and lead.agencies else ()
        if coordinate is not None and coordinate.agencies and set(coordinate.agencies.names) <= set(named):
            coordinate = None
    product = _cell(cells[columns.product], PRODUCT, reading) if columns.product is not None else None
    if lead is None and product is None:
        return None
    numbers = [section.number for section in row.sections if section.number]
    return AnnexRow(
        group=".".join([f"annex {label}", *numbers[-1:]]),
        task=task,
        product=product,
        lead=lead,
        coordinate=coordinate,
        deadline=_cell(cells[columns.deadline], DEADLINE, reading) if columns.deadline is not None else None,
        budget=_cell(cells[columns.budget], BUDGET, reading) if columns.budget is not None else None,
    )


def owners_of_row(
    cells: Sequence[PlacedCell | None],
    row: AssembledRow,
    reading: RepairedText,
    *,
    lead: int | None,
    coordinate: int | None,
    both: bool,
) -> tuple[Cell | None, Cell | None]:
    """Who leads and who takes part in a row, from the columns of these numbers; `both` where one column says both."""
    owner = _cell(cells[lead], AGENCY, reading) if lead is not None else None
    found = owners_of(owner.words, both=both) if owner is not None else Owners()
    leads = _part(owner, found.lead)
    takes_part = _part(owner, found.coordinate)
    if coordinate is not None:
        partners = _cell(cells[coordinate], AGENCY, reading)
        listed = owners_of(partners.words, both=False) if partners is not None else Owners()
        takes_part = _part(partners, listed.coordinate or listed.lead) or takes_part
    if lead is None:
        leads = next(filter(None, (_section_owner(section.spans, reading) for section in row.sections[::-1])), None)
    return leads, takes_part


def _section_owner(spans: tuple[Span, ...], reading: RepairedText) -> Cell | None:
    """The agencies that the title of a section is, None where it says something else."""
    cell = _cell(PlacedCell(spans=spans), AGENCY, reading) if spans else None
    if cell is None:
        return None
    opening = _NUMERAL.match(cell.words)
    words = cell.words[opening.end() if opening else 0 :].strip(" .:;-")
    named = sum(mention.end - mention.start for mention in leading_agencies(words))
    return replace(cell, agencies=agencies_of(words)) if named > _SECTION_COVERAGE * len(words) else None


def _part(cell: Cell | None, listed: AgencyList | None) -> Cell | None:
    """The stretch of a cell that names these agencies."""
    if cell is None or listed is None or not listed:
        return None
    if cell.end - cell.start != len(cell.words):  # its words do not stand in one piece
        return replace(cell, kind=AGENCY, agencies=listed)
    start, end = cell.start + listed.start, cell.start + listed.end
    words = cell.words[listed.start : listed.end]
    return replace(cell, kind=AGENCY, words=words, start=start, end=end, agencies=listed)


def _words(cell: PlacedCell, reading: RepairedText) -> str:
    return " ".join(reading.read(span.start, span.end) for span in cell.spans)


def _cell(placed: PlacedCell | None, kind: str, reading: RepairedText) -> Cell | None:
    """The cell in the reading; where its words are parted by others, the place of the first of its pieces."""
    if placed is None:
        return None
    spans = placed.spans
    words = _words(placed, reading)
    said = sum(span.end - span.start for span in spans)
    together = spans[-1].end - spans[0].start <= _MOST_STRETCH * said + _STRETCH_CHARS
    first, last = spans[0].start, spans[-1].end if together else spans[0].end
    start, end = reading.to_reading(first, last)
    if together:
        words = reading.text[start:end]
    scanned = " ".join(reading.source[span.start : span.end] for span in spans)
    return Cell(
        kind=kind,
        words=words,
        scanned=scanned,
        start=start,
        end=end,
        is_clean=share_of_syllables(words) >= _CLEAN_SHARE or not any(map(str.isalpha, words)),
    )


def _annex_label(text: str, at: int) -> str:
    """The numeral of the annex that a table stands in; "I" where nothing says it."""
    label = "I"
    for line in _ANNEX_LINE.finditer(text, 0, at):
        named = _ANNEX.match(fold(line.group()))
        if named is not None and named[1]:
            label = named[1].upper()
    return label
