"""Which tasks a reader asked for: one meaning at the command line and in the app.

An agency is asked for by a name as people write it; which names of the register it means is decided once for all of
them, never row by row: a name that the register has is that name, not a part of longer ones.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ingest.documents import Metadata, Task
from ingest.gazetteer.agencies import AGENCIES, letters_of
from ingest.language.fold import fold

LEAD, COORDINATE, ADVISE = ROLES = ("lead", "coordinate", "advise")
TODAY = "nay:"
"""Before an agency's name: those that it took over from are meant too."""
_WORD = re.compile(r"[^\W_]+")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """What a task must have to be kept; an empty field asks for nothing.

    `agency` is any way of writing a name (see `names_meant`), `role` one of ROLES; `wanted` are words of the task, read
    without diacritics. A deadline is before `due_before`, never on it, and on `due_from` or after it; a task without a
    day has neither.
    `place` and `year` are those that the document governs and plans for.
    """

    agency: str = ""
    role: str = ""
    source: str = ""
    wanted: str = ""
    due_before: date | None = None
    due_from: date | None = None
    place: str = ""
    year: int | None = None

    def kept(self, tasks: Collection[Task], metadata: Mapping[str, Metadata]) -> tuple[Task, ...]:
        """The tasks that are kept, in their order; a place or a year is that of its document, by name in `metadata`."""
        return self.kept_rows(tasks, metadata, task_of=lambda task: task, due_of=lambda task: task.deadline_date)

    def kept_rows(
        self,
        rows: Collection[Row],
        metadata: Mapping[str, Metadata],
        *,
        task_of: Callable[[Row], Task],
        due_of: Callable[[Row], date | None],
    ) -> tuple[Row, ...]:
        """The rows whose task is kept, in their order; `due_of` is the day that counts as a row's deadline."""
        meant = None
        if self.agency:
            named = {name for row in rows for role in ROLES for name in _names(task_of(row), role)}
            meant = names_meant(self.agency, named)
        wanted = " ".join(fold(self.wanted).split())
        return tuple(
            row
            for row in rows
            if self._keeps(task_of(row), meant, wanted)
            and self._keeps_day(due_of(row))
            and self._keeps_document(task_of(row), metadata)
        )

    def _keeps(self, task: Task, meant: frozenset[str] | None, wanted: str) -> bool:
        names = {name for role in ROLES if self.role in ("", role) for name in _names(task, role)}
        return (
            (not self.role or bool(names))
            and (meant is None or bool(names & meant))
            and (not self.source or task.source == self.source)
            and (not wanted or wanted in " ".join(fold(task.task).split()))
        )

    def _keeps_day(self, due: date | None) -> bool:
        return (self.due_before is None or (due is not None and due < self.due_before)) and (
            self.due_from is None or (due is not None and due >= self.due_from)
        )

    def _keeps_document(self, task: Task, metadata: Mapping[str, Metadata]) -> bool:
        if not self.place and self.year is None:
            return True
        said = metadata[task.source]
        first, last = said.years or (0, -1)
        return (not self.place or self.place in said.place) and (self.year is None or first <= self.year <= last)


def names_meant(asked: str, names: Iterable[str]) -> frozenset[str]:
    """Which of the register's names an asked name means.

    The name itself, however it is cased and marked; else the full name that the registry of agencies gives for it
    ("Sở KH&CN"); else, where the registry knows no such agency, the names that hold its words whole ("nội vụ").
    After `TODAY` it means every agency whose work an agency of this name does today.
    """
    names = frozenset(names)
    full = letters_of(AGENCIES.canonical(asked.removeprefix(TODAY)))
    if asked.startswith(TODAY):
        return frozenset(name for name in names if letters_of(name_of_today(name)) == full)
    for letters in (letters_of(asked), full):
        if same := frozenset(name for name in names if letters and letters_of(name) == letters):
            return same
    words = _words(asked)
    if AGENCIES.agency(AGENCIES.canonical(asked)) is not None or not words.strip():
        return frozenset()
    return frozenset(name for name in names if words in _words(name))


def name_of_today(name: str) -> str:
    """The name of who does the agency's work today, its own where nothing says otherwise."""
    chain = AGENCIES.successors(name)
    return chain[-1].name if chain else name


def _names(task: Task, role: str) -> tuple[str, ...]:
    return {LEAD: task.lead, COORDINATE: task.coordinate, ADVISE: task.advise}[role]


def _words(text: str) -> str:
    """The folded words of a text between single blanks, one at each end."""
    return " ".join(["", *_WORD.findall(fold(text)), ""])
