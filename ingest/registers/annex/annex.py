"""The rows of annex tables: which task, product, owner, partners, deadline and budget belong together.

Cells come in bundles, one for a row, in reading order. Where one task has several owners each owner is a row; where
each of them has an activity of its own, the activity is the row's task. Cells that fit nowhere are left out, not
guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.gazetteer.agency_lists import AgencyList, broken_off, cell_list
from ingest.language.fold import fold
from ingest.layout.body_units import body_end
from ingest.registers.annex.cell_kinds import HEAD, PRODUCT, SECTION, WORDS, Cell, opens_as_product
from ingest.registers.annex.cells import cells, opens_large
from ingest.registers.annex.row_assembly import (
    FEWEST_TASK_WORDS,
    ROMANS,
    Bundle,
    by_rows,
    open_rows,
    with_partners_from_above,
)
from ingest.repaired_text import RepairedText

_ACTIVITY_HEAD = re.compile(r"ho[a-z]{1,3} d\w?n?\w?|hoat d")
_CONTINUED_TASK = 3
_WITH_UNREAD_LEAD = 4
_LIKELY_TASK_WORDS = 5
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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row with the main task and the activity that it was read under."""

    row: AnnexRow
    main: Cell | None
    activity: Cell | None


def annex_rows(reading: RepairedText) -> list[AnnexRow]:
    """The rows of all annexes of a document, in reading order."""
    end = body_end(reading.source)
    found = cells(reading, reading.to_reading(end, end)[0])
    with_activities = any(cell.kind == HEAD and _ACTIVITY_HEAD.search(fold(cell.words)) for cell in found)
    drafts: list[_Draft] = []
    group, main = "", None
    opened = open_rows(by_rows(_annex(found)))
    if with_activities:
        opened = iter(with_partners_from_above(list(opened)))
    for label, open_row in _put_right(opened, with_activities=with_activities):
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


def _put_right(bundles: Iterator[tuple[str, Bundle]], *, with_activities: bool) -> Iterator[tuple[str, Bundle]]:
    """Bundles with the task that was read behind its owners moved to the bundle it belongs to."""
    before: tuple[str, Bundle] | None = None
    for label, bundle in bundles:
        if before is not None and before[0] == label and before[1].lacks_texts() and bundle.lacks_owners():
            before[1].texts.extend(bundle.texts)
            before[1].numbered = before[1].numbered or bundle.numbered
            continue
        if before is not None and not with_activities and before[0] == label and before[1].waits_for(bundle):
            before[1].texts[:] = bundle.texts
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


def _draft(
    reading: RepairedText, bundle: Bundle, group: str, main: Cell | None, *, with_activities: bool
) -> _Draft | None:
    texts, product = _product(
        bundle.texts if with_activities else _before_owners(bundle), with_activities=with_activities
    )
    while with_activities and len(texts) > _WITHOUT_MAIN and not opens_large(texts[0]):
        texts = texts[1:]  # the end of a task of the page before
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
    if (lead is None and product is None) or len(task.words.split()) < FEWEST_TASK_WORDS:
        return None
    row = AnnexRow(
        group=f"annex {group or ROMANS[0]}",
        task=task,
        product=product,
        lead=lead,
        coordinate=coordinate,
        deadline=bundle.deadline,
        budget=bundle.budget,
    )
    return _Draft(row, main, activity)


def _before_owners(bundle: Bundle) -> list[Cell]:
    """The texts that stand before the last owner, with a short product that strayed in front put last."""
    last = bundle.owners()[-1].start if bundle.owners() else None
    texts = [text for text in bundle.texts if last is None or text.start < last] or bundle.texts
    strays = [text for text in texts[:-1] if text.kind == PRODUCT and len(text.words.split()) <= _LONGEST_LOOSE_PRODUCT]
    if strays and texts[-1].kind != PRODUCT:
        return [*(text for text in texts if text is not strays[-1]), strays[-1]]
    return texts


def _product(texts: list[Cell], *, with_activities: bool) -> tuple[list[Cell], Cell | None]:
    if texts and texts[-1].kind == PRODUCT:
        opening = _opening_of_product(texts)
        words = " ".join(cell.words for cell in texts[opening:])
        return texts[:opening], replace(texts[opening], words=words, end=texts[-1].end)
    if with_activities and len(texts) >= _CONTINUED_TASK:
        return texts[:-1], texts[-1]
    return texts, None


def _opening_of_product(texts: list[Cell]) -> int:
    """Where the product begins that the last text ends: further up, if that goes on with a small letter."""
    last = len(texts) - 1
    if opens_large(texts[last]):
        return last
    above = range(last - 1, max(last - _PIECES_OF_A_PRODUCT, -1), -1)
    return next((at for at in above if texts[at].kind == PRODUCT and opens_large(texts[at])), last)


_PIECES_OF_A_PRODUCT = 3


def _product_behind(reading: RepairedText, text: Cell) -> tuple[list[Cell], Cell | None]:
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


def _owners(reading: RepairedText, agencies: list[Cell]) -> tuple[Cell | None, Cell | None]:
    if len(agencies) > 1:
        return agencies[0], agencies[1]
    if not agencies:
        return None, None
    return _split_owners(reading, agencies[0]) or (agencies[0], None)


def _split_owners(reading: RepairedText, cell: Cell) -> tuple[Cell, Cell] | None:
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


def _piece(reading: RepairedText, start: int, end: int) -> AgencyList | None:
    source_start, source_end = reading.to_source(start, end)
    readings = [cell_list(text) for text in (reading.text[start:end], reading.source[source_start:source_end])]
    best = max(readings, key=lambda listed: listed.coverage * listed.score)
    return best if best else None
