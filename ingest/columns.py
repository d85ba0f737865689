"""Pages of an annex that were read column by column, put back into rows.

Scanners read a table by rows as a rule, by columns where its lines are faint. Only two patterns that cannot be
anything else are put right; on other such pages the order is lost, and nothing is guessed.
"""

from dataclasses import replace

from ingest.bundles import Bundle, is_scrap
from ingest.cell_kinds import AGENCY, DEADLINE, NUMBER, PRODUCT, WORDS, Cell
from ingest.cells import opens_large

_FEWEST_ROWS = 2


def by_rows(found: list[Cell]) -> list[Cell]:
    """The cells with pages that were read column by column put in the order of their rows.

    Such a page shows as owners, as many partners, and as many deadlines in three runs: "A B, C D, 2022 2022".
    """
    ordered: list[Cell] = []
    at = 0
    while at < len(found):
        agencies = _run(found, at, AGENCY)
        deadlines = _run(found, at + agencies, DEADLINE)
        if deadlines < _FEWEST_ROWS or agencies != 2 * deadlines:
            ordered.append(found[at])
            at += 1
            continue
        ordered[_texts_from(ordered) :] = _rows_of_columns(
            ordered[_texts_from(ordered) :], found[at : at + agencies], found[at + agencies : at + 3 * deadlines]
        )
        at += 3 * deadlines
    return ordered


def with_partners_from_above(bundles: list[tuple[str, Bundle]]) -> list[tuple[str, Bundle]]:
    """The rows of a page whose partners and deadlines were read first ("C 2022 D 2022"), then tasks with their leads.

    Each of these pairs goes to the next row that has no deadline, in order; that row's last owner leads.
    """
    kept: list[tuple[str, Bundle]] = []
    waiting: list[Bundle] = []
    at = 0
    while at < len(bundles):
        pairs = at
        while pairs < len(bundles) and bundles[pairs][1].is_pair():
            pairs += 1
        if pairs - at >= _FEWEST_ROWS:
            waiting = [bundle for _, bundle in bundles[at:pairs]]
            at = pairs
            continue
        label, bundle = bundles[at]
        at += 1
        if waiting and bundle.texts and bundle.owners() and not bundle.is_timed():
            above = waiting.pop(0)
            bundle.agencies, bundle.strays = [bundle.owners()[-1], above.owners()[0]], []
            bundle.deadline = above.deadline
        elif waiting and bundle.is_timed():
            waiting = []
        kept.append((label, bundle))
    return kept


def _run(found: list[Cell], at: int, kind: str) -> int:
    end = at
    while end < len(found) and found[end].kind == kind:
        end += 1
    return end - at


def _texts_from(ordered: list[Cell]) -> int:
    """Where the texts begin that stand above the owners of a page."""
    at = len(ordered)
    while at and ordered[at - 1].kind in (WORDS, PRODUCT, NUMBER):
        at -= 1
    return at


def _rows_of_columns(texts: list[Cell], agencies: list[Cell], deadlines: list[Cell]) -> list[Cell]:
    """Row by row; a task or product that two rows share in one block goes to each, as it cannot be cut."""
    rows = len(deadlines)
    products = [cell for cell in texts if cell.kind == PRODUCT]
    words = [cell for cell in texts if cell.kind == WORDS and not is_scrap(cell, "")]
    whole = [cell for cell in words if opens_large(cell)]
    words = whole if len(whole) >= rows else words
    tasks = words[:-rows] if len(words) > rows else words
    cells: list[Cell] = []
    for row in range(rows):
        if tasks:
            cells.append(replace(tasks[max(0, row - rows + len(tasks))]))
        if len(words) > rows:
            cells.append(words[row - rows])
        if products:
            cells.append(products[row if len(products) == rows else -1])
        cells += [agencies[row], agencies[rows + row], deadlines[row]]
    return cells
