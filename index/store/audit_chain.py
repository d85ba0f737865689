"""The audit: a list of records that only grows, each bound to the one before it by SHA-256.

A record is opaque JSON text. A record changed, taken out or put between breaks every hash after it; a record cut
off at the end shows in the count that SQLite keeps of the numbers given out.
"""

import hashlib
import sqlite3
from dataclasses import dataclass

FIRST = "0" * 64
"""What stands where the first record would name the hash of the one before."""

MOST_MISSING = 1_000
"""So many records are named one by one where some are missing in a row: a forged number may leave room for billions."""

# Whoever laid hands on the file may have left any bytes: they are read and hashed as they are, never stumbled over.
_AS_THEY_ARE = "surrogateescape"

CHANGED = "changed"
MISSING = "missing"
UNBOUND = "unbound"
"""The record is whole by itself, but does not name the hash of the one before it: one of them was replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One record: its number from 1, its JSON text, and the hash that binds it to all before it."""

    number: int
    record: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where the chain does not hold; `what` is `CHANGED`, `MISSING` or `UNBOUND`."""

    number: int
    what: str


def link(number: int, record: str, previous: str) -> str:
    """The hash of a record: SHA-256, in hex, of its number, the hash before it and its text."""
    return hashlib.sha256(chained_bytes(number, record, previous)).hexdigest()


def chained_bytes(number: int, record: str, previous: str) -> bytes:
    """What is hashed of a record: its number, the hash before it and its text, a line each."""
    return f"{number}\n{previous}\n{record}".encode(errors=_AS_THEY_ARE)


def append(connection: sqlite3.Connection, record: str) -> AuditRecord:
    """The record as it was appended; the caller holds the transaction."""
    last = connection.execute("SELECT hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = _given_out(connection) + 1, FIRST if last is None else last[0]
    appended = AuditRecord(number=number, record=record, previous=previous, hash=link(number, record, previous))
    connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (number, record, previous, appended.hash))
    return appended


def records(connection: sqlite3.Connection, *, after: int = 0) -> tuple[AuditRecord, ...]:
    """The records behind number `after`, by default all, oldest first."""
    rows = connection.execute(
        "SELECT number, CAST(record AS BLOB), CAST(previous AS BLOB), CAST(hash AS BLOB) FROM audit "
        "WHERE number > ? ORDER BY number",
        (after,),
    )
    return tuple(
        AuditRecord(number=number, record=_text(record), previous=_text(previous), hash=_text(hashed))
        for number, record, previous, hashed in rows
    )


def breaks(connection: sqlite3.Connection) -> tuple[Break, ...]:
    """Every place where the chain does not hold, in order; empty if it is whole."""
    found: list[Break] = []
    number, previous = 0, FIRST
    for kept in records(connection):
        found += _missing(number + 1, kept.number)
        if kept.hash != link(kept.number, kept.record, kept.previous):
            found.append(Break(number=kept.number, what=CHANGED))
        elif kept.previous != previous and kept.number == number + 1:
            found.append(Break(number=kept.number, what=UNBOUND))
        number, previous = kept.number, kept.hash
    found += _missing(number + 1, _given_out(connection) + 1)
    return tuple(found)


def first_broken(connection: sqlite3.Connection) -> int | None:
    """The number of the first record that was changed or is missing; None if the chain is whole."""
    return min((found.number for found in breaks(connection)), default=None)


def _given_out(connection: sqlite3.Connection) -> int:
    """The highest number that a record was ever given."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    return row[0] if row is not None and isinstance(row[0], int) else 0


def _missing(first: int, end: int) -> list[Break]:
    return [Break(number=number, what=MISSING) for number in range(first, min(end, first + MOST_MISSING))]


def _text(stored: bytes) -> str:
    return stored.decode(errors=_AS_THEY_ARE)
