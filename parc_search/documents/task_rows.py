"""Rows of the register of tasks with what people wrote about them: a state, notes, corrected fields.

A row is known by its document and a key of its own words: what is to be done, by whom and until when, and for rows that
are equal in all of that their number among how many. A key is never guessed: when a document is read anew and no row
has the key any more, what was written is listed by itself until somebody carries it over. Where the document's file was
another when it was written, the row says so.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from index.store.task_ledger import CORRECTED, MOVED, NOTE, STATE, WITHDRAWN, LedgerEntry
from ingest.documents import Task
from ingest.language.fold import fold
from ingest.registers.recurrence import next_due

TO_DO, DOING, DONE = STATES = ("todo", "doing", "done")
OVERDUE = "overdue"
"""No state that anyone sets: it is what a row is that is not done and whose day has passed."""
CORRECTABLE = ("task", "lead", "coordinate", "deadline", "deadline_date", "product")
"""The fields of a row that can be corrected."""
# A row whose every field was read as its form asks has 0.8 or more; below, a field or its form was guessed. Set by that
# scale of the register, not by a measured rate of errors.
DOUBTFUL_CONFIDENCE = 0.75
_KEY_CHARS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note on a row; `position` is that of its entry in the ledger."""

    text: str
    by: str
    at: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What was written about one row: the newest state and who set it when, notes, corrected fields, all entries.

    `state` is one of STATES; `by` and `at` are empty where nobody set one. `corrections` are by field, as JSON text.
    """

    state: str = TO_DO
    by: str = ""
    at: str = ""
    content_hash: str = ""
    notes: tuple[Note, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[LedgerEntry, ...] = ()


NOTHING = Followed()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A row: the task with corrected fields laid over it, as it was `read`, and what was written about it.

    `due` is its day: the deadline's, or the next of a recurring one; None without any. `of_another_file`: what was
    written is of an earlier file of this document.
    """

    task: Task
    read: Task
    key: str
    followed: Followed
    due: date | None
    of_another_file: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether the reading of the row should be checked against its source."""
        return self.read.confidence < DOUBTFUL_CONFIDENCE and not self.followed.corrections

    def state_on(self, today: date) -> str:
        """Its state, OVERDUE where it is not done and its day has passed."""
        is_late = self.due is not None and self.due < today and self.followed.state != DONE
        return OVERDUE if is_late else self.followed.state


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneRow:
    """What was written about a row that is not read from its document any more; `words` are those it had."""

    source: str
    key: str
    words: str
    followed: Followed


def keys_of(tasks: Sequence[Task]) -> tuple[str, ...]:
    """The key of each task of one document, in their order."""
    own = [tuple(map(_letters, (task.task, ";".join(task.lead), task.deadline or ""))) for task in tasks]
    more = [(*said, *map(_letters, (task.group, ";".join(task.coordinate), task.product or "")))
            for said, task in zip(own, tasks, strict=True)]  # fmt: skip
    times, wider, seen = Counter(own), Counter(more), Counter[tuple[str, ...]]()
    keys = []
    for said, long in zip(own, more, strict=True):
        parts: tuple[str, ...] = said
        if times[said] > 1:
            # Where equal rows come or go, none of them keeps its key: which is which could only be guessed.
            seen[long] += 1
            parts = (*long, f"{seen[long]}/{wider[long]}")
        keys.append(hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_KEY_CHARS])
    return tuple(keys)


def followed_by_key(entries: Iterable[LedgerEntry]) -> dict[tuple[str, str], Followed]:
    """By document and key, what was written, folded to what holds now; `entries` are oldest first."""
    written: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in entries:
        if entry.kind == MOVED:
            # The history goes to the row that somebody named; the entry itself says from where and by whom.
            written.setdefault((entry.source, entry.key), []).extend(written.pop((entry.source, entry.value), []))
        written.setdefault((entry.source, entry.key), []).append(entry)
    return {place: _folded(own) for place, own in written.items()}


def task_rows(
    tasks: Sequence[Task],
    followed: Mapping[tuple[str, str], Followed],
    *,
    hashes: Mapping[str, str],
    last_years: Mapping[str, int],
    today: date,
) -> tuple[TaskRow, ...]:
    """The tasks as rows, in their order; `hashes` and `last_years` are by document."""
    places: dict[str, list[int]] = {}
    for at, task in enumerate(tasks):
        places.setdefault(task.source, []).append(at)
    rows: dict[int, TaskRow] = {}
    for source, own in places.items():
        for at, key in zip(own, keys_of([tasks[at] for at in own]), strict=True):
            said = followed.get((source, key), NOTHING)
            now = corrected_task(tasks[at], said.corrections)
            last_year = last_years.get(source)
            due = next_due(now, today=today, last_year=last_year) if now.recurrence else now.deadline_date
            if _is_done_before(said, now, today, last_year):
                said = replace(said, state=TO_DO)
            is_other = bool(said.content_hash) and said.content_hash != hashes.get(source)
            rows[at] = TaskRow(task=now, read=tasks[at], key=key, followed=said, due=due, of_another_file=is_other)
    return tuple(rows[at] for at in range(len(tasks)))


def gone_rows(
    rows: Iterable[TaskRow], followed: Mapping[tuple[str, str], Followed], sources: Iterable[str]
) -> tuple[GoneRow, ...]:
    """What was written about rows of these documents that are not there any more, by document."""
    there = {(row.task.source, row.key) for row in rows}
    wanted = frozenset(sources)
    return tuple(
        GoneRow(source=source, key=key, words=said.entries[-1].words, followed=said)
        for (source, key), said in sorted(followed.items())
        if source in wanted and (source, key) not in there
    )


def corrected_task(task: Task, corrections: Mapping[str, str]) -> Task:
    """The task with the corrected fields (JSON text by name) in the place of what was read."""
    if not corrections:
        return task
    values = {name: json.loads(said) for name, said in corrections.items() if name in CORRECTABLE}
    laid = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if isinstance(laid.get("deadline_date"), str):
        laid["deadline_date"] = date.fromisoformat(str(laid["deadline_date"]))
    return replace(task, **laid)  # type: ignore[arg-type]  # each value is of its field, as it was written


def by_urgency(rows: Sequence[TaskRow], *, today: date) -> tuple[TaskRow, ...]:
    """The rows that come next first, then the overdue, the latest first, then those without a day, then the done."""

    def order(row: TaskRow) -> tuple[int, int, str, int]:
        days = 0 if row.due is None else (row.due - today).days
        if row.followed.state == DONE:
            return 3, -days, row.task.source, row.task.task_span.start
        if row.due is None:
            return 2, 0, row.task.source, row.task.task_span.start
        return (0, days, row.task.source, row.task.task_span.start) if days >= 0 else (
            1, -days, row.task.source, row.task.task_span.start)  # fmt: skip

    return tuple(sorted(rows, key=order))


def _is_done_before(said: Followed, task: Task, today: date, last_year: int | None) -> bool:
    """Whether a recurring task was done for a time that is over: it is then to be done anew."""
    if not task.recurrence or said.state != DONE or not said.at:
        return False
    done_on = datetime.fromisoformat(said.at).astimezone().date()
    day = next_due(task, today=done_on, last_year=last_year)
    return day is not None and day < today


def _letters(text: str) -> str:
    """The text without what two readings of the same print differ in: case, marks, blanks, punctuation."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _folded(entries: Sequence[LedgerEntry]) -> Followed:
    states = [entry for entry in entries if entry.kind == STATE and entry.value in STATES]
    withdrawn = {entry.value for entry in entries if entry.kind == WITHDRAWN}
    notes = [entry for entry in entries if entry.kind == NOTE and str(entry.position) not in withdrawn]
    corrections: dict[str, str] = {}
    for entry in entries:
        if entry.kind == CORRECTED:
            corrections = {name: said for name, said in json.loads(entry.value).items() if name in CORRECTABLE}
    newest = states[-1] if states else None
    return Followed(
        state=newest.value if newest else TO_DO,
        by=newest.by if newest else "",
        at=newest.at if newest else "",
        content_hash=newest.content_hash if newest else entries[-1].content_hash,
        notes=tuple(Note(text=entry.value, by=entry.by, at=entry.at, position=entry.position) for entry in notes),
        corrections=corrections,
        entries=tuple(entries),
    )
