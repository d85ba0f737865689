"""What people write about the rows of the register: states, notes, corrections of a field, and the views they keep.

None of it is a document's word, so it stands in tables of its own, added to and never changed. It is found again by the
document's name and a key of the row's own words (`parc_search.documents.task_rows`), so it outlives a reading anew; a
row that is read no more keeps what was written about it. It goes with the removal of its document, and comes back with
it.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.store import audit_chain

STATE, NOTE, WITHDRAWN, CORRECTED, MOVED = "state", "note", "withdrawn", "corrected", "moved"
"""The kinds of entries: a new state, a note, a note taken back, a field corrected, a history carried to another row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """Something that was written about a row: `value` is a state, a note, or JSON, as `kind` says.

    `words` are those of the row as they stood then, `content_hash` that of the document's file; `at` is ISO 8601 in
    UTC, `by` the address of who wrote it.
    """

    source: str
    key: str
    kind: str
    value: str
    words: str
    content_hash: str
    by: str
    at: str
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """The filters of a screen under a name of their owner's, as the parameters of its address."""

    owner: str
    screen: str
    name: str
    query: str


class Begins(Protocol):
    """Opens a transaction of the store."""

    def __call__(self, *, raise_revision: bool = ...) -> AbstractContextManager[sqlite3.Connection]:
        """The connection inside the transaction."""


class TaskLedger:
    """The entries and views of one store."""

    def __init__(self, reads: Callable[[], AbstractContextManager[sqlite3.Connection]], writes: Begins) -> None:
        self._reads = reads
        self._writes = writes

    @property
    def revision(self) -> int:
        """The position of the newest entry: it grows with each; 0 where there is none."""
        with self._reads() as connection:
            query = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'task_ledger'), 0)"
            return int(connection.execute(query).fetchone()[0])

    def entries(self) -> tuple[LedgerEntry, ...]:
        """All entries, oldest first."""
        names = ("position", "source", "key", "kind", "value", "words", "content_hash", "by", "at")
        with self._reads() as connection:
            columns = ", ".join(f'"{name}"' for name in names)
            rows = connection.execute(f"SELECT {columns} FROM task_ledger ORDER BY position").fetchall()
        return tuple(LedgerEntry(**dict(zip(names, row, strict=True))) for row in rows)

    def append(self, entry: LedgerEntry, record: str) -> None:
        """Adds an entry, and the audit's record of it in the same transaction; its `position` is given here.

        No document changes, so the store's revision stays.
        """
        with self._writes(raise_revision=False) as connection:
            connection.execute(
                'INSERT INTO task_ledger (source, key, kind, value, words, content_hash, "by", at) '
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (entry.source, entry.key, entry.kind, entry.value, entry.words, entry.content_hash, entry.by, entry.at),
            )
            audit_chain.append(connection, record)

    def content_hash(self, source: str) -> str:
        """The hash of the file that a document was read from; empty where there is no such document."""
        with self._reads() as connection:
            row = connection.execute("SELECT content_hash FROM documents WHERE source = ?", (source,)).fetchone()
        return "" if row is None else str(row[0])

    def views(self, owner: str, screen: str) -> tuple[SavedView, ...]:
        """The views that a person keeps of a screen, by name."""
        with self._reads() as connection:
            query = "SELECT name, query FROM saved_views WHERE owner = ? AND screen = ? ORDER BY name"
            rows = connection.execute(query, (owner, screen)).fetchall()
        return tuple(SavedView(owner=owner, screen=screen, name=name, query=said) for name, said in rows)

    def save_view(self, view: SavedView) -> None:
        """Keeps a view, in the place of one of the same name."""
        with self._writes(raise_revision=False) as connection:
            row = (view.owner, view.screen, view.name, view.query)
            connection.execute("INSERT OR REPLACE INTO saved_views VALUES (?, ?, ?, ?)", row)

    def drop_view(self, owner: str, screen: str, name: str) -> None:
        """Forgets a view."""
        with self._writes(raise_revision=False) as connection:
            query = "DELETE FROM saved_views WHERE owner = ? AND screen = ? AND name = ?"
            connection.execute(query, (owner, screen, name))
