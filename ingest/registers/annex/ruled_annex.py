"""The rows of annex tables whose columns are known: which column holds the task, its owner, partners and deadline.

The heads of the columns tell. A table without a column of tasks and one of owners assigns nothing. A task or an owner
that stands in one cell over several rows is that of each of them.
"""

import re
from collections.abc import Sequence

from ingest.documents import Page, TableCell
from ingest.gazetteer.agency_lists import cell_list
from ingest.registers.annex.annex import AnnexRow, annex_rows
from ingest.registers.annex.cell_kinds import AGENCY, BUDGET, DEADLINE, PRODUCT, WORDS, Cell
from ingest.repaired_text import Edit, RepairedText
from ingest.tables.rows import TableRow, table_rows

# The folded words by which the head of a column tells what stands under it; the first that fits counts.
_HEADS = (
    ("coordinate", re.compile(r"phoi hop")),
    ("deadline", re.compile(r"thoi (gian|han)|tien do|hoan thanh")),
    ("budget", re.compile(r"kinh phi|du toan")),
    ("product", re.compile(r"san pham|ket qua")),
    ("task", re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|giai phap")),
    ("lead", re.compile(r"chu tri|(co quan|don vi|bo phan)( .*)?thuc hien|^(co quan|don vi)$")),
)
_KINDS = {"lead": AGENCY, "coordinate": AGENCY, "deadline": DEADLINE, "budget": BUDGET, "product": PRODUCT}
_FEWEST_TASK_WORDS = 3
_ENUMERATED = re.compile(r"\(\d{1,2}\)\s*")


def rows_of_annexes(pages: Sequence[Page], reading: RepairedText) -> list[AnnexRow]:
    """The rows of the tables that a reader saw, and those of flattened annexes on the pages where it saw none."""
    placed = task_rows(pages, reading)
    starts = {reading.to_source(row.task.start, row.task.end)[0] for row in placed}
    seen = [page for page in pages if page.tables and any(page.start <= start < page.end for start in starts)]
    return [*placed, *annex_rows(_blanked(reading, seen))]


def _blanked(reading: RepairedText, pages: Sequence[Page]) -> RepairedText:
    """The reading with these pages blank; all other words keep their places, in the source and in the reading."""
    source = reading.source
    edits: list[Edit] = []
    at = 0
    for page in pages:
        start, end = reading.to_reading(page.start, page.end)
        first, last = reading.to_source(start, end)
        edits += [edit for edit in reading.edits_in(at, first) if edit.end <= first]
        source = f"{source[:first]}{' ' * (last - first)}{source[last:]}"
        blank = Edit(
            start=first, end=last, was=" " * (last - first), now=" " * (end - start), rule="blank", confidence=1
        )
        edits.append(blank)
        at = last
    edits += [edit for edit in reading.edits_in(at, len(source)) if edit.start >= at]
    return RepairedText(source, tuple(edits))


def task_rows(pages: Sequence[Page], reading: RepairedText) -> list[AnnexRow]:
    """The rows of all tables that assign tasks, in reading order."""
    found: list[AnnexRow] = []
    owner: tuple[tuple[str, ...], Cell | None] = (), None
    for row in table_rows(pages, reading.source):
        if row.is_head or row.is_repeated:
            continue
        annex_row = _annex_row(row, reading, above=owner[1] if owner[0] == row.head else None)
        if annex_row is not None:
            found.append(annex_row)
            owner = row.head, annex_row.lead
    return found


def _annex_row(row: TableRow, reading: RepairedText, *, above: Cell | None) -> AnnexRow | None:
    """The row's fields; `above` is the owner that goes on where a cell over several rows was cut by a page break."""
    columns = _columns(row.head)
    if "task" not in columns or "lead" not in columns:
        return None
    placed = {cell.column: cell for cell in (*row.over, *row.cells)}
    cells = {
        field: _cell(placed[column], _KINDS.get(field, WORDS), reading)
        for field, column in columns.items()
        if column in placed
    }
    task = cells.get("task")
    is_numbered = min(placed) < min(columns["task"], columns["lead"])
    lead = cells.get("lead") or (None if is_numbered else above)
    if task is None or len(task.words.split()) < _FEWEST_TASK_WORDS or not (lead or cells.get("product")):
        return None
    return AnnexRow(
        group="annex I",
        task=task,
        product=cells.get("product"),
        lead=lead,
        coordinate=cells.get("coordinate"),
        deadline=cells.get("deadline"),
        budget=cells.get("budget"),
    )


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Which column holds which field; where two heads fit one, the later is the finer: its activity, not its group."""
    found: dict[str, int] = {}
    for column, words in enumerate(head):
        field = next((name for name, pattern in _HEADS if pattern.search(words)), None)
        if field is not None:
            found[field] = column
    return found


def _cell(cell: TableCell, kind: str, reading: RepairedText) -> Cell:
    """The cell as a stretch of the reading, from its first to its last letter."""
    start, end = reading.to_reading(cell.spans[0].start, cell.spans[-1].end)
    words = reading.text[start:end]
    scanned = reading.source[cell.spans[0].start : cell.spans[-1].end]
    agencies = cell_list(_ENUMERATED.sub("; ", words)) if kind == AGENCY else None
    return Cell(kind=kind, words=words, scanned=scanned, start=start, end=end, agencies=agencies)
