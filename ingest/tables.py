"""The rows of annex tables: which task, product, owner, partners, deadline and budget belong together.

Cells come in reading order. Within a row that order is task, activity, product, lead, partners, deadline, budget; a
cell that steps back in it opens the next row. Where one task has several owners each owner is a row; where each of
them has an activity of its own, the activity is the row's task. Cells that fit nowhere are left out, not guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.agencies import letters_of
from ingest.agency_lists import AgencyList, broken_off, cell_list
from ingest.bullets import body_end
from ingest.cell_kinds import AGENCY, BUDGET, DEADLINE, HEAD, NUMBER, PRODUCT, SECTION, WORDS, Cell, opens_as_product
from ingest.cells import cells, opens_large
from ingest.repair.repaired import Repaired
from ingest.vietnamese.fold import fold

_ACTIVITY_HEAD = re.compile(r"ho[a-z]{1,3} d\w?n?\w?|hoat d")
_FEWEST_LETTERS = 6
_FEWEST_LETTERS_BELOW_HEADS = 9
_ROMAN = re.compile(r"^\W*([IVXivx]{1,4})\b")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_CONTINUED_TASK = 3
_WITH_UNREAD_LEAD = 4
_FEWEST_TASK_WORDS = 3
_LIKELY_TASK_WORDS = 5
_BUDGETS_OF_A_TABLE = 6
_LONGEST_LOOSE_PRODUCT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRow:
    """One row: its task's cell, and those of its other fields, None where the row has none."""

    group: str
    task: Cell
    product: Cell | None
    lead: Cell | None
    coordinate: Cell | None
    deadline: Cell | None
    budget: Cell | None


@dataclass(slots=True)
class _Open:
    """A row that is being read."""

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
        return bool(self.owners()) or self.deadline is not None or self.budget is not None

    def lacks_texts(self) -> bool:
        return not self.texts and self.is_owned() and self.is_timed()

    def lacks_owners(self) -> bool:
        return len(self.texts) > 1 and not self.is_owned()

    def is_timed(self) -> bool:
        return self.deadline is not None or self.budget is not None

    def is_empty(self) -> bool:
        return not self.texts and not self.is_owned()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row with the main task and the activity that it was read under."""

    row: AnnexRow
    main: Cell | None
    activity: Cell | None


def annex_rows(reading: Repaired) -> list[AnnexRow]:
    """The rows of all annexes of a document, in reading order."""
    end = body_end(reading.source)
    found = cells(reading, reading.to_reading(end, end)[0])
    with_activities = any(cell.kind == HEAD and _ACTIVITY_HEAD.search(fold(cell.words)) for cell in found)
    drafts: list[_Draft] = []
    group, main = "", None
    for label, open_row in _put_right(_open_rows(_by_rows(_annex(found))), with_activities=with_activities):
        if label != group:
            group, main = label, None
        draft = _draft(reading, open_row, group, main, with_activities=with_activities)
        if draft is None:
            continue
        shares = draft.main is not None and drafts and drafts[-1].main is draft.main
        if shares and draft.activity is not None:
            drafts[-1] = _by_activity(drafts[-1])
        drafts.append(draft)
        main = draft.main
    return [draft.row for draft in drafts]


def _annex(found: list[Cell]) -> list[Cell]:
    """The cells without the list of recipients and the signature that stand before the first table."""
    recipients = any(_RECIPIENTS.search(fold(cell.words)) for cell in found[:_SIGNATURE_CELLS])
    first = next((at for at, cell in enumerate(found) if cell.kind in (HEAD, SECTION)), 0)
    return found[first:] if recipients else found


def _by_rows(found: list[Cell]) -> list[Cell]:
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


_FEWEST_ROWS = 2


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
    words = [cell for cell in texts if cell.kind == WORDS and not _is_scrap(cell, "")]
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


def _put_right(bundles: Iterator[tuple[str, _Open]], *, with_activities: bool) -> Iterator[tuple[str, _Open]]:
    """Bundles with the task that was read behind its owners moved to the bundle it belongs to."""
    before: tuple[str, _Open] | None = None
    for label, bundle in bundles:
        if before is not None and before[0] == label and before[1].lacks_texts() and bundle.lacks_owners():
            before[1].texts.extend(bundle.texts)
            before[1].numbered = before[1].numbered or bundle.numbered
            continue
        orphan = not bundle.owners() and len(bundle.texts) == 1 and bundle.texts[0].kind == WORDS
        if before is not None and orphan and with_activities and before[1].owners() and before[0] == label:
            lacks_deadline = bundle.deadline is not None and before[1].deadline is None
            if lacks_deadline or (bundle.deadline is None and len(before[1].texts) <= _WITHOUT_MAIN):
                before[1].texts.insert(0, bundle.texts[0])
                before[1].deadline = before[1].deadline or bundle.deadline
                continue
        if before is not None:
            yield before
        before = label, bundle
    if before is not None:
        yield before


_RECIPIENTS = re.compile(r"noi nhan|luu\s?:?\s?vt|\btm\.\s")
_SIGNATURE_CELLS = 12
_WITHOUT_MAIN = 2


def _by_activity(draft: _Draft) -> _Draft:
    """The row under its activity: its main task has other activities with owners of their own."""
    if draft.activity is None:
        return draft
    return replace(draft, row=replace(draft.row, task=draft.activity))


def _open_rows(found: list[Cell]) -> Iterator[tuple[str, _Open]]:
    """The rows as bundles of cells, each with the label of its section.

    Where most rows end with a budget, words behind an owner do not open a row: the columns were only mixed up.
    """
    budgeted = sum(cell.kind == BUDGET for cell in found) >= _BUDGETS_OF_A_TABLE
    label, current = "", _Open()
    title = before = numeral = ""
    for cell in found:
        if cell.kind == SECTION and letters_of(cell.words) == title:
            continue
        if cell.kind == WORDS and _is_scrap(cell, before):
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
            current = _Open()
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
        numeral = upper if cell.kind == NUMBER and upper in _ROMANS else ""
        before = PRODUCT if cell.kind == WORDS and len(cell.words.split()) < _FEWEST_TASK_WORDS else cell.kind
    if not current.is_empty():
        yield label, current


def _is_scrap(cell: Cell, before: str) -> bool:
    """Whether a cell is the rest of a misread mark, or of a column's head ("Ghi chú" read as "Chi chñ_")."""
    letters = sum(map(str.isalpha, cell.words))
    return letters < _FEWEST_LETTERS or (before == HEAD and letters < _FEWEST_LETTERS_BELOW_HEADS)


def _label(cell: Cell, before: str) -> str:
    named = _ROMAN.match(cell.words)
    if named and named.group(1).upper() in _ROMANS:
        return named.group(1).upper()
    return _ROMANS[min(_ROMANS.index(before) + 1, len(_ROMANS) - 1)] if before else "I"


def _draft(reading: Repaired, bundle: _Open, group: str, main: Cell | None, *, with_activities: bool) -> _Draft | None:
    texts, product = _product(
        bundle.texts if with_activities else _before_owners(bundle), with_activities=with_activities
    )
    lead, coordinate = _owners(reading, bundle.owners())
    if with_activities and coordinate is None and len(bundle.texts) >= _WITH_UNREAD_LEAD:
        *known, unread = bundle.texts
        owner = _piece(reading, unread.start, unread.end)
        if known[-1].kind == PRODUCT and unread.kind == WORDS and owner and not owner.start:
            texts, product = known[:-1], known[-1]
            lead, coordinate = replace(unread, agencies=owner), lead
    if with_activities and product is None and len(texts) > 1:
        texts[-1:], product = _product_behind(reading, texts[-1])
    activity: Cell | None = None
    if not texts:
        if main is None or lead is None or not (with_activities or product):
            return None
        task = main
    elif not with_activities:
        task = next((text for text in reversed(texts) if len(text.words.split()) >= _LIKELY_TASK_WORDS), texts[-1])
        main = task
    elif len(texts) > 1:
        main, activity = texts[0], texts[-1]
        task = main
    else:
        task = texts[0]
        if bundle.numbered or main is None or product is None:
            main = task
        else:
            activity = task
    if (lead is None and product is None) or len(task.words.split()) < _FEWEST_TASK_WORDS:
        return None
    row = AnnexRow(
        group=f"annex {group or _ROMANS[0]}",
        task=task,
        product=product,
        lead=lead,
        coordinate=coordinate,
        deadline=bundle.deadline,
        budget=bundle.budget,
    )
    return _Draft(row, main, activity)


def _before_owners(bundle: _Open) -> list[Cell]:
    """The texts that stand before the last owner, with a short product that strayed in front put last."""
    last = bundle.owners()[-1].start if bundle.owners() else None
    texts = [text for text in bundle.texts if last is None or text.start < last] or bundle.texts
    strays = [text for text in texts[:-1] if text.kind == PRODUCT and len(text.words.split()) <= _LONGEST_LOOSE_PRODUCT]
    if strays and texts[-1].kind != PRODUCT:
        return [*(text for text in texts if text is not strays[-1]), strays[-1]]
    return texts


def _product(texts: list[Cell], *, with_activities: bool) -> tuple[list[Cell], Cell | None]:
    if texts and texts[-1].kind == PRODUCT:
        return texts[:-1], texts[-1]
    if with_activities and len(texts) >= _CONTINUED_TASK:
        return texts[:-1], texts[-1]
    return texts, None


def _product_behind(reading: Repaired, text: Cell) -> tuple[list[Cell], Cell | None]:
    """An activity and the product that sticks to it: a capital without a stop before it opens the product."""
    for capital in re.finditer(r"(?<=\w)\s+(?=[A-ZĐÀ-Ỹ])", text.words):
        start = text.start + capital.end()
        rest = reading.text[start : text.end]
        scanned = reading.source[slice(*reading.to_source(start, text.end))]
        if scanned[:1].isupper() and (opens_as_product(rest) or fold(rest).startswith(_PLURAL)):
            product = replace(text, kind=PRODUCT, words=rest, scanned=scanned, start=start)
            words = text.words[: capital.start()]
            return [replace(text, words=words, end=text.start + capital.start())], product
    return [text], None


_PLURAL = "cac "


def _owners(reading: Repaired, agencies: list[Cell]) -> tuple[Cell | None, Cell | None]:
    if len(agencies) > 1:
        return agencies[0], agencies[1]
    if not agencies:
        return None, None
    return _split_owners(reading, agencies[0]) or (agencies[0], None)


def _split_owners(reading: Repaired, cell: Cell) -> tuple[Cell, Cell] | None:
    """Lead and partners that were read as one cell: the first agency ends its line without a comma."""
    names = cell.agencies.names if cell.agencies else ()
    for line in re.finditer(r"[^,;\s]\s+(?=(?:-\s*)?[A-ZĐÀ-Ỹ])", cell.words):
        cut = cell.start + line.end()
        first, second = _piece(reading, cell.start, cut), _piece(reading, cut, cell.end)
        if not first:
            first = broken_off(reading.text[cell.start : cut])
            names = (*first.names, *names) if first else names
        one_line = "\n" not in line.group()
        alone = one_line or (first is not None and len(first.names) == 1)
        if first and second and alone and (*first.names, *second.names) == names:
            lead_end = cell.start + line.start() + 1
            return (
                replace(cell, words=cell.words[: line.start() + 1], end=lead_end, agencies=first),
                replace(cell, words=cell.words[line.end() :], start=cut, agencies=second),
            )
    return None


def _piece(reading: Repaired, start: int, end: int) -> AgencyList | None:
    source_start, source_end = reading.to_source(start, end)
    readings = [cell_list(text) for text in (reading.text[start:end], reading.source[source_start:source_end])]
    best = max(readings, key=lambda listed: listed.coverage * listed.score)
    return best if best else None
