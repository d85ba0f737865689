"""The rows of an annex as bundles of cells: where one row ends and the next begins.

A cell that steps back in the order of a row (task, activity, product, lead, partners, deadline, budget) opens the next
one. What the cells of a bundle mean to one another is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.agencies import letters_of
from ingest.cell_kinds import AGENCY, BUDGET, DEADLINE, HEAD, NUMBER, PRODUCT, SECTION, WORDS, Cell

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
FEWEST_TASK_WORDS = 3
_ROMAN = re.compile(r"^\W*([IVXivx]{1,4})\b")
_FEWEST_LETTERS = 6
_FEWEST_LETTERS_BELOW_HEADS = 9
_BUDGETS_OF_A_TABLE = 6


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


def _label(cell: Cell, before: str) -> str:
    named = _ROMAN.match(cell.words)
    if named and named.group(1).upper() in ROMANS:
        return named.group(1).upper()
    return ROMANS[min(ROMANS.index(before) + 1, len(ROMANS) - 1)] if before else "I"
