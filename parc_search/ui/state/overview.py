"""What a head of office looks at first, counted from the registers: deadlines by agency, targets and what was reached.

Pure functions; each figure comes with the filters under which its rows are found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from index.store.source_info import StoredSource
from ingest.documents import Metadata, Target
from parc_search.documents.task_rows import DONE, OVERDUE, TaskRow
from parc_search.text.terms import terms
from parc_search.ui.state.formats import POOR_READ_QUALITY, date_text
from parc_search.ui.state.target_filter import LEAST_LIKENESS, number_of, year_of
from parc_search.ui.state.task_address import OPEN, link_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies within."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count, and the address of the rows that are counted."""

    count: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLoad:
    """What an agency has before it; `agency` is empty for rows that name none."""

    agency: str
    overdue: Figure
    month: Figure
    quarter: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A target that is set, beside the latest figure that was reported of the same; `meets` None where unknown."""

    target: Target
    achieved: Target
    place: str
    set_year: str
    achieved_year: str
    meets: bool | None


def month_of(today: date) -> Span:
    """The rest of the month, today included."""
    following = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return Span(first=today, last=following - timedelta(days=1))


def quarter_of(today: date) -> Span:
    """The rest of the quarter, today included."""
    month = (today.month + 2) // 3 * 3
    return Span(first=today, last=month_of(date(today.year, month, 1)).last)


def agency_loads(rows: Iterable[TaskRow], today: date) -> tuple[AgencyLoad, ...]:
    """By leading agency what is overdue and due in this month and quarter, the fullest first; done rows aside."""
    month, quarter = month_of(today), quarter_of(today)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.followed.state == DONE or row.due is None:
            continue
        for agency in row.task.lead or ("",):
            counts[agency]["overdue"] += row.state_on(today) == OVERDUE
            counts[agency]["month"] += month.holds(row.due)
            counts[agency]["quarter"] += quarter.holds(row.due)
    loads = [
        AgencyLoad(
            agency=agency,
            overdue=Figure(count=own["overdue"], address=_address(agency, state=OVERDUE)),
            month=Figure(count=own["month"], address=_address(agency, within=month)),
            quarter=Figure(count=own["quarter"], address=_address(agency, within=quarter)),
        )
        for agency, own in counts.items()
        if own.total()
    ]
    return tuple(
        sorted(loads, key=lambda load: (-load.quarter.count, -load.month.count, -load.overdue.count, load.agency))
    )


def totals(rows: Iterable[TaskRow], today: date) -> tuple[Figure, Figure, Figure]:
    """What is overdue, due in this month and in this quarter, each row once."""
    open_rows = [row for row in rows if row.followed.state != DONE and row.due is not None]
    month, quarter = month_of(today), quarter_of(today)
    return (
        Figure(count=sum(row.state_on(today) == OVERDUE for row in open_rows), address=link_to(state=OVERDUE)),
        Figure(count=sum(month.holds(row.due) for row in open_rows), address=_address("", within=month)),
        Figure(count=sum(quarter.holds(row.due) for row in open_rows), address=_address("", within=quarter)),
    )


def reached(targets: Sequence[Target], metadata: Mapping[str, Metadata]) -> tuple[Reached, ...]:
    """The targets of which a figure was reported for the same place and unit, each with the latest one.

    Two are of the same where their subjects are alike as in the comparison of targets; the pairs of words are looked up
    rather than every target held against every other.
    """
    reported = [target for target in targets if target.kind == "achieved"]
    pairs = {target.id: _pairs(target.subject) for target in targets}
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, target in enumerate(reported):
        for pair in pairs[target.id]:
            having[pair].append(at)
    found = []
    for target in targets:
        if target.kind == "achieved":
            continue
        said, own = metadata[target.source], pairs[target.id]
        shared = Counter(at for pair in own for at in having.get(pair, ()))
        alike = [
            reported[at]
            for at, count in shared.items()
            if count >= LEAST_LIKENESS * len(own | pairs[reported[at].id])
            and reported[at].unit == target.unit
            and _place(metadata[reported[at].source]) == _place(said)
        ]
        if alike:
            latest = max(alike, key=lambda other: (year_of(other, metadata[other.source]), other.id))
            found.append(
                Reached(
                    target=target,
                    achieved=latest,
                    place=_place(said),
                    set_year=year_of(target, said),
                    achieved_year=year_of(latest, metadata[latest.source]),
                    meets=_meets(target, latest),
                )
            )
    return tuple(sorted(found, key=lambda pair: (pair.meets is not False, pair.place, pair.set_year, pair.target.id)))


def badly_read(sources: Iterable[StoredSource]) -> tuple[StoredSource, ...]:
    """The documents that were read badly or have pages that were not read, the worst first."""
    bad = [stored for stored in sources if stored.quality < POOR_READ_QUALITY or stored.unread_count]
    return tuple(sorted(bad, key=lambda stored: (stored.quality, stored.source)))


def _meets(target: Target, achieved: Target) -> bool | None:
    wanted, got = number_of(target.value), number_of(achieved.value)
    if wanted is None or got is None or target.comparison not in (">=", "<=", "="):
        return None
    return {">=": got >= wanted, "<=": got <= wanted, "=": got == wanted}[target.comparison]


def _place(metadata: Metadata) -> str:
    return metadata.place[-1] if metadata.place else metadata.title


def _pairs(subject: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(terms(subject)))


def _address(agency: str, *, state: str = OPEN, within: Span | None = None) -> str:
    role = "lead" if agency else ""
    if within is None:
        return link_to(agency=agency, role=role, state=state)
    days = {"from": date_text(within.first), "due": date_text(within.last)}
    return link_to(agency=agency, role=role, state=state, **days)
