"""The rows of an annex as bundles of typed cells: where one row ends and the next begins.

A cell that steps back in the order of a row (task, activity, product, lead, partners, deadline, budget) opens the next
one. Pages that were read column by column are put back into rows first, where the pattern cannot be anything else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.gazetteer.agencies import letters_of
from ingest.registers.annex.cell_kinds import AGENCY, BUDGET, DEADLINE, HEAD, NUMBER, PRODUCT, SECTION, WORDS, Cell
from ingest.registers.annex.cells import opens_large

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
FEWEST_TASK_WORDS = 3
_ROMAN = re.compile(r"^\W*([IVXivx]{1,4})\b")
_FEWEST_LETTERS = 6
_FEWEST_LETTERS_BELOW_HEADS = 9
_BUDGETS_OF_A_TABLE = 6
_FEWEST_ROWS = 2


@dataclass(slots=True)
class Bundle:
    """A row that is being read: its cells by kind, in the order they came."""

    texts: list[Cell] = field(default_factory=list)
    agencies: list[Cell] = field(default_factory=list)
    deadline: Cell | None = None
    budget: Cell | None = None
    numbered: bool = False
    has_product_before_owner: bool = False
    strays: list[Cell] = field(default_factory=list)

    def set_owners_apart(self) -> None:
        """Keeps the owners for the case that no others follow: words behind them may be their own text."""
        if self.agencies and not self.has_product_before_owner:
            self.strays, self.agencies = self.agencies, []

    def owners(self) -> list[Cell]:
        """The cells of owners, those that were set apart if there are no others."""
        return self.agencies or self.strays

    def is_owned(self) -> bool:
        """Whether anything but texts has been read."""
        return bool(self.owners()) or self.deadline is not None or self.budget is not None

    def lacks_texts(self) -> bool:
        """Whether owners and a time stand without the words they belong to."""
        return not self.texts and self.is_owned() and self.is_timed()

    def is_pair(self) -> bool:
        """Whether there is one owner and a deadline, and nothing that they belong to."""
        return not self.texts and len(self.owners()) == 1 and self.deadline is not None

    def lacks_owners(self) -> bool:
        """Whether words stand without owners or a time."""
        return len(self.texts) > 1 and not self.is_owned()

    def waits_for(self, other: "Bundle") -> bool:
        """Whether all but the product has been read here, and nothing but the words and the product there."""
        complete = bool(self.owners()) and self.is_timed() and not any(cell.kind == PRODUCT for cell in self.texts)
        unowned = not other.agencies and not other.is_timed()
        return complete and unowned and any(cell.kind == PRODUCT for cell in other.texts)

    def is_timed(self) -> bool:
        """Whether the row has its deadline or budget."""
        return self.deadline is not None or self.budget is not None

    def is_empty(self) -> bool:
        """Whether nothing has been read yet."""
        return not self.texts and not self.is_owned()


def open_rows(found: list[Cell]) -> Iterator[tuple[str, Bundle]]:
    """The rows as bundles of cells, each with the label of its section.

    Where most rows end with a budget, words behind an owner do not open a row: the columns were only mixed up.
    """
    budgeted = sum(cell.kind == BUDGET for cell in found) >= _BUDGETS_OF_A_TABLE
    label, current = "", Bundle()
    title = before = numeral = ""
    for cell in found:
        if cell.kind == SECTION and letters_of(cell.words) == title:
            continue
        if cell.kind == WORDS and is_scrap(cell, before):
            continue
        if cell.kind == WORDS and cell.words.startswith("(") and current.is_timed():
            continue  # a note to the deadline
        closes = (
            cell.kind == SECTION
            or (cell.kind in (WORDS, PRODUCT) and (current.is_timed() if budgeted else current.is_owned()))
            or (cell.kind == NUMBER and current.is_owned())
            or (cell.kind == NUMBER and bool(current.texts))
            or (cell.kind == AGENCY and (len(current.agencies) > 1 or current.deadline or current.budget))
            or (cell.kind == DEADLINE and current.deadline is not None)
        )
        if closes and not current.is_empty():
            yield label, current
            current = Bundle()
        if cell.kind in (WORDS, PRODUCT):
            current.set_owners_apart()
        if cell.kind == SECTION:
            label, title = numeral or _label(cell, label), letters_of(cell.words)
        elif cell.kind == NUMBER:
            current.numbered = True
        elif cell.kind in (WORDS, PRODUCT):
            current.texts.append(cell)
        elif cell.kind == AGENCY:
            if not current.agencies:
                current.has_product_before_owner = before == PRODUCT
            current.agencies.append(cell)
        elif cell.kind == DEADLINE:
            current.deadline = cell
        elif cell.kind == BUDGET:
            current.budget = cell
        upper = cell.words.strip(" .-").upper()
        numeral = upper if cell.kind == NUMBER and upper in ROMANS else ""
        before = PRODUCT if cell.kind == WORDS and len(cell.words.split()) < FEWEST_TASK_WORDS else cell.kind
    if not current.is_empty():
        yield label, current


def is_scrap(cell: Cell, before: str) -> bool:
    """Whether a cell is the rest of a misread mark, or of a column's head ("Ghi chú" read as "Chi chñ_")."""
    letters = sum(map(str.isalpha, cell.words))
    return letters < _FEWEST_LETTERS or (before == HEAD and letters < _FEWEST_LETTERS_BELOW_HEADS)


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


def _label(cell: Cell, before: str) -> str:
    named = _ROMAN.match(cell.words)
    if named and named.group(1).upper() in ROMANS:
        return named.group(1).upper()
    return ROMANS[min(ROMANS.index(before) + 1, len(ROMANS) - 1)] if before else "I"


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
