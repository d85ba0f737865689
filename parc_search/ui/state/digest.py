"""A document on one page, and documents side by side: made of register rows, targets and headings alone, each cited.

Nothing is written that stands in no row: a summary chooses and counts, a comparison matches rows by their words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

from ingest.documents import Document, Heading, Span, Target
from parc_search.documents.task_rows import TaskRow, by_urgency
from parc_search.text.terms import terms
from parc_search.ui import messages
from parc_search.ui.state.formats import date_text, one_line
from parc_search.ui.state.links import source_link
from parc_search.ui.state.target_filter import LEAST_LIKENESS, target_link
from parc_search.ui.state.task_address import link_to
from parc_search.ui.state.task_filter import task_link

HEADINGS_SHOWN, TASKS_SHOWN, TARGETS_SHOWN, AGENCIES_SHOWN = 14, 10, 10, 8
_OUTER_LEVELS = 1
Row = TypeVar("Row")
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Words, and the address where they stand; `beside` says more in small letters."""

    text: str
    address: str
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A document on one page; `whole` has how many rows of each kind there are."""

    headings: tuple[Cited, ...]
    agencies: tuple[Cited, ...]
    tasks: tuple[Cited, ...]
    targets: tuple[Cited, ...]
    whole: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One thing that documents set, a cell for each of them; None where one says nothing of it."""

    kind: str
    subject: str
    cells: tuple[Cited | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the documents do not say the same; the year that a plan is of is no difference."""
        return len({None if cell is None else " ".join(cell.text.split()) for cell in self.cells}) > 1


def digest(document: Document, rows: Sequence[TaskRow], targets: Sequence[Target], *, today: date) -> Digest:
    """The document on one page; `rows` and `targets` are its own."""
    source = document.raw.source
    outer = [heading for heading in document.outline if heading.level <= _OUTER_LEVELS]
    leads = Counter(name for row in rows for name in row.task.lead)
    set_targets = [target for target in targets if target.kind == "target"]
    dated = [row for row in by_urgency(rows, today=today) if row.due is not None or row.task.deadline]
    return Digest(
        headings=tuple(
            Cited(text=_heading(heading), address=_at(source, heading.start, heading.end))
            for heading in outer[:HEADINGS_SHOWN]
        ),
        agencies=tuple(
            Cited(
                text=name,
                address=link_to(agency=name, role="lead", source=source),
                beside=messages.DUTY_COUNT.format(n=count),
            )
            for name, count in sorted(leads.items(), key=lambda pair: (-pair[1], pair[0]))[:AGENCIES_SHOWN]
        ),
        tasks=tuple(
            Cited(text=one_line(row.task.task), address=task_link(row.read), beside=_who_and_when(row))
            for row in (dated or list(rows))[:TASKS_SHOWN]
        ),
        targets=tuple(
            Cited(text=one_line(target.subject), address=target_link(target), beside=_with_year(target))
            for target in set_targets[:TARGETS_SHOWN]
        ),
        whole={
            "headings": len(outer), "agencies": len(leads), "tasks": len(rows), "targets": len(set_targets),
        },
    )  # fmt: skip


def compared(sources: Sequence[str], rows: Sequence[TaskRow], targets: Sequence[Target]) -> tuple[ComparedRow, ...]:
    """What at least two of the documents set, by matched targets, tasks and agencies, what differs first."""
    found = [
        *_matched(
            [
                [target for target in targets if target.source == source and target.kind == "target"]
                for source in sources
            ],
            kind="target",
            pairs_of=lambda target: _pairs(target.subject),
            fits=lambda one, other: one.unit == other.unit,
            subject_of=lambda target: one_line(target.subject),
            cell_of=lambda target: Cited(text=figure(target), address=target_link(target), beside=target.year or ""),
        ),
        *_matched(
            [[row for row in rows if row.task.source == source] for source in sources],
            kind="task",
            pairs_of=lambda row: _pairs(row.task.task),
            fits=lambda one, other: True,
            subject_of=lambda row: one_line(row.task.task),
            cell_of=lambda row: Cited(text=_who_and_when(row) or messages.UNKNOWN, address=task_link(row.read)),
        ),
        *_agencies(sources, rows),
    ]
    return tuple(sorted(found, key=lambda row: not row.differs))


def figure(target: Target) -> str:
    """The figure of a target with its sign."""
    sign = messages.COMPARISON_LABELS.get(target.comparison or "", "")
    return f"{sign} {one_line(target.value)}".strip()


def _with_year(target: Target) -> str:
    return f"{figure(target)} ({target.year})" if target.year else figure(target)


def _heading(heading: Heading) -> str:
    title = one_line(heading.title)
    return title if title.startswith(heading.label) else f"{heading.label}. {title}"


def _agencies(sources: Sequence[str], rows: Sequence[TaskRow]) -> list[ComparedRow]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for name in row.task.lead:
            counts[name][row.task.source] += 1
    shared = [(name, own) for name, own in sorted(counts.items()) if sum(bool(own[source]) for source in sources) > 1]
    return [
        ComparedRow(
            kind="agency",
            subject=name,
            cells=tuple(
                Cited(
                    text=messages.DUTY_COUNT.format(n=own[source]),
                    address=link_to(agency=name, role="lead", source=source),
                )
                if own[source]
                else None
                for source in sources
            ),
        )
        for name, own in shared
    ]


def _matched(
    columns: Sequence[Sequence[Row]],
    *,
    kind: str,
    pairs_of: Callable[[Row], Pairs],
    fits: Callable[[Row, Row], bool],
    subject_of: Callable[[Row], str],
    cell_of: Callable[[Row], Cited],
) -> list[ComparedRow]:
    """Rows of the first document that has them beside the likest of each other, which is used only once."""
    found: list[ComparedRow] = []
    used: list[set[int]] = [set() for _ in columns]
    for first, column in enumerate(columns):
        others = range(first + 1, len(columns))
        pairings = {
            other: _paired(column, columns[other], used[first], used[other], pairs_of=pairs_of, fits=fits)
            for other in others
        }
        for at, row in enumerate(column):
            cells: list[Cited | None] = [None] * len(columns)
            cells[first] = cell_of(row)
            for other in others:
                if at in pairings[other]:
                    used[other].add(pairings[other][at])
                    cells[other] = cell_of(columns[other][pairings[other][at]])
            if sum(cell is not None for cell in cells) > 1:
                found.append(ComparedRow(kind=kind, subject=subject_of(row), cells=tuple(cells)))
    return found


def _paired(
    column: Sequence[Row],
    other: Sequence[Row],
    used: set[int],
    used_other: set[int],
    *,
    pairs_of: Callable[[Row], Pairs],
    fits: Callable[[Row, Row], bool],
) -> dict[int, int]:
    """By place in `column`, the place in `other` of the row that is alike, the likest pairs first, each row once."""
    own, having = _index([pairs_of(row) for row in other])
    alike: list[tuple[float, int, int]] = []
    for at, row in enumerate(column):
        if at in used:
            continue
        wanted = pairs_of(row)
        shared = Counter(n for pair in wanted for n in having.get(pair, ()) if n not in used_other)
        for n, count in shared.items():
            likeness = count / len(wanted | own[n])
            if likeness >= LEAST_LIKENESS and fits(row, other[n]):
                alike.append((-likeness, at, n))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, n in sorted(alike):
        if at not in paired and n not in taken:
            paired[at] = n
            taken.add(n)
    return paired


def _index(own: list[Pairs]) -> tuple[list[Pairs], dict[tuple[str, str], list[int]]]:
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, pairs in enumerate(own):
        for pair in pairs:
            having[pair].append(at)
    return own, having


def _who_and_when(row: TaskRow) -> str:
    task = row.task
    due = date_text(task.deadline_date) if task.deadline_date else one_line(task.deadline or "")
    return " · ".join(part for part in ("; ".join(task.lead), due) if part)


def _at(source: str, start: int, end: int) -> str:
    return source_link(source, Span(start=start, end=max(end, start + 1)))


def _pairs(text: str) -> Pairs:
    return frozenset(pairwise(terms(text)))
