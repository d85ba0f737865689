"""The register of tasks as people work with it: rows as a person may see them, and what may be written about them.

Every action asks first who acts now and whether that person may read the row's document, and is in the audit in the
transaction that does it. A register is put together once for a state of the store and of what was written.
"""

import json
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime

from index.store.access_view import VisibleStore
from index.store.source_info import StoredSource
from index.store.store import Store
from index.store.task_ledger import CORRECTED, MOVED, NOTE, STATE, WITHDRAWN, LedgerEntry, TaskLedger
from ingest.documents import Target
from ingest.errors import NotAllowed, UsageError
from parc_search import messages
from parc_search.access import MANAGER, READER, Person, Who, require
from parc_search.documents.task_rows import (
    CORRECTABLE,
    STATES,
    GoneRow,
    TaskRow,
    followed_by_key,
    gone_rows,
    task_rows,
)
from parc_search.evidence.acts import TASK_CORRECTED, TASK_MOVED, TASK_NOTED, TASK_STATE, act_record

MAX_NOTE_CHARS = 2000
# Registers that are kept, one for each set of groups that readers have.
MAX_REGISTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """The rows and targets that a person may see, the rows that are read no more, and the documents by name.

    Two are equal only if they are one: what is made of a register can be kept with it.
    """

    rows: tuple[TaskRow, ...]
    gone: tuple[GoneRow, ...]
    targets: tuple[Target, ...]
    sources: Mapping[str, StoredSource]
    stamp: tuple[int, int, date]

    def row(self, key: str, source: str = "") -> TaskRow | None:
        """The row of a key, of a document where it is named; None where there is none."""
        return next((row for row in self.rows if row.key == key and source in ("", row.task.source)), None)


class TaskBook:
    """The register of one store."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock
        self._kept: dict[frozenset[str] | None, Register] = {}

    @property
    def views(self) -> TaskLedger:
        """Where the views are that people keep of their screens."""
        return self._store.ledger

    def register(self, groups: AbstractSet[str] | None) -> Register:
        """The register as members of these groups may see it; None may see everything."""
        key = None if groups is None else frozenset(groups)
        stamp = (self._store.revision, self._store.ledger.revision, self._clock().astimezone().date())
        kept = self._kept.get(key)
        if kept is None or kept.stamp != stamp:
            kept = self._made(VisibleStore(self._store, groups), stamp, kept)
            if len(self._kept) >= MAX_REGISTERS:
                self._kept.clear()
            self._kept[key] = kept
        return kept

    def set_state(self, who: Who, source: str, key: str, state: str, *, by: str | None = None) -> None:
        """Sets how far a task has come.

        Raises:
            NotAllowed: whoever acts may not read, or not read this document.
            UsageError: no such state, or the row is not there any more.
        """
        if state not in STATES:
            raise UsageError(messages.NO_SUCH_STATE.format(state=state, states=", ".join(STATES)))
        person, row = self._row(who, READER, source, key)
        if row.followed.state != state:
            self._write(person, row, STATE, state, TASK_STATE, {"was": row.followed.state, "now": state}, by=by)

    def add_note(self, who: Who, source: str, key: str, text: str, *, by: str | None = None) -> None:
        """Adds a note to a row.

        Raises:
            NotAllowed: as `set_state`.
            UsageError: the note is empty or too long, or the row is not there any more.
        """
        said = text.strip()
        if not said or len(said) > MAX_NOTE_CHARS:
            raise UsageError(messages.NOTE_LENGTH.format(most=MAX_NOTE_CHARS))
        person, row = self._row(who, READER, source, key)
        self._write(person, row, NOTE, said, TASK_NOTED, {"note": "added"}, by=by)

    def withdraw_note(self, who: Who, source: str, key: str, position: int) -> None:
        """Takes a note back: one's own, or any as a manager; the history keeps that it was there.

        Raises:
            NotAllowed: as `set_state`, or the note is another's.
            UsageError: there is no such note.
        """
        person, row = self._row(who, READER, source, key)
        note = next((note for note in row.followed.notes if note.position == position), None)
        if note is None:
            raise UsageError(messages.ROW_GONE)
        if note.by != person.address and not person.may_manage:
            raise NotAllowed(messages.NOTE_OF_ANOTHER)
        self._write(person, row, WITHDRAWN, str(position), TASK_NOTED, {"note": "withdrawn"})

    def correct(self, who: Who, source: str, key: str, changes: Mapping[str, object]) -> None:
        """Lays corrections of fields over what was read, in the place of earlier ones; none takes them back.

        Raises:
            NotAllowed: whoever acts does not keep the documents.
            UsageError: a field that cannot be corrected, an empty task, or the row is not there any more.
        """
        if set(changes) - set(CORRECTABLE) or not changes.get("task", "-"):
            raise UsageError(messages.ROW_FIELDS)
        person, row = self._row(who, MANAGER, source, key)
        said = {name: json.dumps(value, ensure_ascii=False, default=date.isoformat) for name, value in changes.items()}
        if said != dict(row.followed.corrections):
            fields = ", ".join(sorted({*said, *row.followed.corrections}))
            value = json.dumps(said, ensure_ascii=False, sort_keys=True)
            self._write(person, row, CORRECTED, value, TASK_CORRECTED, {"fields": fields})

    def carry_over(self, who: Who, source: str, gone: str, key: str) -> None:
        """Gives what was written about a row that is read no more to the row that takes its place, on somebody's word.

        Raises:
            NotAllowed: whoever acts does not keep the documents.
            UsageError: one of both is not there.
        """
        person, row = self._row(who, MANAGER, source, key)
        register = self.register(person.groups)
        if not any(old.source == source and old.key == gone for old in register.gone):
            raise UsageError(messages.ROW_GONE)
        self._write(person, row, MOVED, gone, TASK_MOVED, {"from": gone, "to": key})

    def _row(self, who: Who, role: str, source: str, key: str) -> tuple[Person, TaskRow]:
        person = require(who, role)
        register = self.register(person.groups)
        if source not in register.sources:
            raise NotAllowed(messages.NOT_ALLOWED[READER])
        row = register.row(key, source)
        if row is None:
            raise UsageError(messages.ROW_GONE)
        return person, row

    def _write(
        self, person: Person, row: TaskRow, kind: str, value: str, act: str, what: Mapping[str, str],
        *, by: str | None = None,
    ) -> None:  # fmt: skip
        now, source = self._clock(), row.task.source
        address = person.address if by is None else by
        entry = LedgerEntry(
            source=source, key=row.key, kind=kind, value=value, words=" ".join(row.read.task.split()),
            content_hash=self._store.ledger.content_hash(source), by=address, at=now.isoformat(timespec="seconds"),
        )  # fmt: skip
        kept_for = {stored.source: stored.groups for stored in self._store.sources() if stored.source == source}
        said = {"row": row.key, **what}
        self._store.ledger.append(entry, act_record(act, address, said, at=now, sources=[source], kept_for=kept_for))

    def _made(self, store: VisibleStore, stamp: tuple[int, int, date], before: Register | None) -> Register:
        is_same_store = before is not None and before.stamp[0] == stamp[0]
        if before is not None and is_same_store:
            sources, targets, tasks = before.sources, before.targets, tuple(row.read for row in before.rows)
        else:
            sources = {stored.source: stored for stored in store.sources()}
            targets, tasks = store.targets(), store.tasks()
        followed = followed_by_key(self._store.ledger.entries())
        years = {name: stored.metadata.years[1] for name, stored in sources.items() if stored.metadata.years}
        hashes = {name: stored.content_hash for name, stored in sources.items()}
        rows = task_rows(tasks, followed, hashes=hashes, last_years=years, today=stamp[2])
        gone = gone_rows(rows, followed, sources)
        return Register(rows=rows, gone=gone, targets=targets, sources=sources, stamp=stamp)
