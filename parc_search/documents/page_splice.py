"""A document in which the text of one page changed: all that stands wholly on other pages stays what it is.

Layout, registers and repair look at a whole document, so making them anew for one page would change the others too,
the more so where the program has learnt since. What touches the page is taken from the new making, the rest is moved
along by as much as the page grew.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace

from ingest.documents import Document, Heading, IngestedDocument, Metadata, Passage, Span, Target, Task
from ingest.layout.chunk import passage_id
from ingest.layout.lines import on_one_line
from ingest.pipeline import Repairs
from ingest.repaired_text import Edit, RepairedText

_TASK_SPANS = ("task_span", "lead_span", "coordinate_span", "deadline_span", "product_span", "budget_span")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """Where a page stood in the source text, `start:end`, and where it ends now."""

    start: int
    end: int
    now_end: int

    def is_elsewhere(self, start: int, end: int) -> bool:
        """Whether a stretch of the text as it was lies wholly on other pages."""
        return end <= self.start or start >= self.end

    def touches_now(self, start: int, end: int) -> bool:
        """Whether a stretch of the text as it is has a part on the page."""
        return start < self.now_end and end > self.start

    def moved(self, at: int) -> int:
        """Where an offset of the text as it was stands now; one within the page stays in it."""
        if at < self.start:
            return at
        return at + self.now_end - self.end if at >= self.end else min(at, self.now_end)

    def moved_span(self, span: Span) -> Span:
        """Where a stretch stands now."""
        return Span(start=self.moved(span.start), end=self.moved(span.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairsOfPage:
    """Repairs the page that changed; the reading of the other pages is the one they have."""

    repairer: Repairs
    edits: tuple[Edit, ...]
    change: PageChange

    def repair(self, text: str) -> RepairedText:
        """The reading of the document's text as it is now."""
        change = self.change
        kept = [
            replace(edit, start=change.moved(edit.start), end=change.moved(edit.end))
            for edit in self.edits
            if change.is_elsewhere(edit.start, edit.end)
        ]
        found = [
            edit
            for edit in self.repairer.repair(text).edits
            if change.start <= edit.start and edit.end <= change.now_end
        ]
        return RepairedText(text, tuple(_without_overlap(kept, found)))


def spliced(
    old: IngestedDocument, new: IngestedDocument, change: PageChange, *, made_anew: Callable[[], Metadata]
) -> IngestedDocument:
    """The document with the page as `new` has it, and all that stands on other pages as `old` has it.

    `made_anew` gives what the program of today reads of the old text: a field of the metadata changes only where the
    page is why it reads otherwise.
    """
    passages = _passages(old.passages, new, change)
    metadata = old.document.metadata
    if new.document.metadata != metadata:
        metadata = _metadata(metadata, made_anew(), new.document.metadata)
    return IngestedDocument(
        document=Document(
            raw=new.document.raw,
            reading=new.document.reading,
            metadata=metadata,
            outline=_outline(old.document.outline, new.document, change),
        ),
        passages=passages,
        tasks=_tasks(old.tasks, new.tasks, change),
        targets=_targets(old.targets, new.targets, change),
        path=new.path,
    )


def _without_overlap(kept: Sequence[Edit], found: Iterable[Edit]) -> list[Edit]:
    edits = list(kept)
    for edit in found:
        at = bisect_left([other.start for other in edits], edit.start)
        before = edits[at - 1] if at else None
        after = edits[at] if at < len(edits) else None
        if (before is None or before.end <= edit.start) and (after is None or (edit.end <= after.start > edit.start)):
            edits.insert(at, edit)
    return edits


def _passages(old: Sequence[Passage], new: IngestedDocument, change: PageChange) -> tuple[Passage, ...]:
    kept = [_moved_passage(passage, change) for passage in old if change.is_elsewhere(passage.start, passage.end)]
    lost = [change.moved_span(Span(start=p.start, end=p.end)) for p in old if not change.is_elsewhere(p.start, p.end)]
    first = min([change.start, *(span.start for span in lost)])
    last = max([change.now_end, *(span.end for span in lost)])
    left = max((passage.end for passage in kept if passage.start < change.start), default=0)
    right = min(
        (passage.start for passage in kept if passage.start >= change.now_end), default=len(new.document.raw.text)
    )
    taken = []
    for passage in new.passages:
        if passage.start < last and passage.end > first:
            cut = _cut(passage, max(left, passage.start), min(right, passage.end), new.document)
            taken += [cut] if cut is not None else []
    return tuple(sorted([*kept, *taken], key=lambda passage: (passage.start, passage.end)))


def _moved_passage(passage: Passage, change: PageChange) -> Passage:
    start, end = change.moved(passage.start), change.moved(passage.end)
    if start == passage.start:
        return passage
    return replace(passage, start=start, end=end, id=passage_id(passage.source, start, end, passage.text))


def _cut(passage: Passage, start: int, end: int, document: Document) -> Passage | None:
    """The part of a passage between two offsets; None where nothing is left of it."""
    if (start, end) == (passage.start, passage.end):
        return passage
    text = document.raw.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
    if end <= start:
        return None
    text = document.raw.text[start:end]
    return replace(
        passage,
        start=start,
        end=end,
        text=text,
        reading=on_one_line(document.reading.read(start, end)),
        id=passage_id(passage.source, start, end, text),
    )


def _outline(old: Sequence[Heading], new: Document, change: PageChange) -> tuple[Heading, ...]:
    by_start = {heading.start: heading for heading in new.outline}
    kept = [
        replace(
            heading,
            start=change.moved(heading.start),
            end=change.moved(heading.end),
            section_end=_section_end(heading, by_start.get(change.moved(heading.start)), change),
        )
        for heading in old
        if change.is_elsewhere(heading.start, heading.end)
    ]
    taken = [
        heading
        for heading in new.outline
        if change.touches_now(heading.start, heading.end)
        and not any(heading.start < other.end and other.start < heading.end for other in kept)
    ]
    return tuple(sorted([*kept, *taken], key=lambda heading: (heading.start, heading.level)))


def _section_end(old: Heading, new: Heading | None, change: PageChange) -> int:
    """Where a section of another page ends now; one that ended on the page ends where the new making says."""
    if change.start < old.section_end < change.end:
        is_there = new is not None and change.start <= new.section_end <= change.now_end
        return new.section_end if new is not None and is_there else change.now_end
    return change.moved(old.section_end)


def _tasks(old: Sequence[Task], new: Sequence[Task], change: PageChange) -> tuple[Task, ...]:
    kept = [_moved_task(task, change) for task in old if all(_elsewhere(change, span) for span in _spans(task))]
    taken = [
        task
        for task in new
        if any(change.touches_now(span.start, span.end) for span in _spans(task))
        and not any(_overlap(task.task_span, other.task_span) for other in kept)
    ]
    return tuple(sorted([*kept, *taken], key=lambda task: (task.task_span, task.id)))


def _moved_task(task: Task, change: PageChange) -> Task:
    def moved(span: Span | None) -> Span | None:
        return None if span is None else change.moved_span(span)

    return replace(
        task,
        task_span=change.moved_span(task.task_span),
        lead_span=moved(task.lead_span),
        coordinate_span=moved(task.coordinate_span),
        deadline_span=moved(task.deadline_span),
        product_span=moved(task.product_span),
        budget_span=moved(task.budget_span),
    )


def _spans(task: Task) -> list[Span]:
    return [span for name in _TASK_SPANS if (span := getattr(task, name)) is not None]


def _targets(old: Sequence[Target], new: Sequence[Target], change: PageChange) -> tuple[Target, ...]:
    kept = [replace(row, span=change.moved_span(row.span)) for row in old if _elsewhere(change, row.span)]
    taken = [row for row in new if change.touches_now(row.span.start, row.span.end)]
    taken = [row for row in taken if not any(_overlap(row.span, other.span) for other in kept)]
    return tuple(sorted([*kept, *taken], key=lambda row: (row.span, row.value, row.id)))


def _elsewhere(change: PageChange, span: Span) -> bool:
    return change.is_elsewhere(span.start, span.end)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _metadata(stored: Metadata, before: Metadata, after: Metadata) -> Metadata:
    changed = {
        field.name: getattr(after, field.name)
        for field in fields(Metadata)
        if getattr(before, field.name) != getattr(after, field.name)
    }
    return replace(stored, **changed)
