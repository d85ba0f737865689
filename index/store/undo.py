"""Documents that were removed or replaced, packed away where no query reads, so that a slip can be undone for a while.

The rows are kept as they stood, compressed, each document in one row of one table; the newest comes back first. What
is older than the time for undo is forgotten for good.
"""

import base64
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.store.schema import DOCUMENT_TABLES, KEPT_TABLES
from ingest.errors import StoreError

_PACKED_TABLES = ("documents", *KEPT_TABLES, *DOCUMENT_TABLES)
# What people wrote about a document goes and comes back with it, but stays where a new version takes its place.
_WRITTEN_OF_IT = "task_ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A document that can be put back: removed, or `is_replaced` by a new version; `at` when, ISO 8601 in UTC."""

    position: int
    source: str
    at: str
    is_replaced: bool


def pack(connection: sqlite3.Connection, source: str, *, at: str, is_replaced: bool) -> None:
    """Keeps the rows of a document as the newest that can be put back."""
    tables = (*_PACKED_TABLES, *(() if is_replaced else (_WRITTEN_OF_IT,)))
    query = "INSERT INTO former_documents (source, at, is_replaced, rows) VALUES (?, ?, ?, ?)"
    connection.execute(query, (source, at, int(is_replaced), packed_rows(connection, source, tables)))


def packed_rows(connection: sqlite3.Connection, source: str, tables: Sequence[str]) -> bytes:
    """The rows of a document in these tables as they stand, compressed; `put_rows` puts them back."""
    found = {}
    for table in tables:
        cursor = connection.execute(f"SELECT * FROM {table} WHERE source = ?", (source,))
        columns = [column[0] for column in cursor.description]
        found[table] = {"columns": columns, "rows": [[_plain(value) for value in row] for row in cursor]}
    return zlib.compress(json.dumps(found, ensure_ascii=False).encode("utf-8"))


def packed_of(packed: bytes, table: str) -> tuple[Mapping[str, Any], ...]:
    """The packed rows of one table by the names of their columns."""
    found = json.loads(zlib.decompress(packed))[table]
    names = found["columns"]
    return tuple(dict(zip(names, map(_value, row), strict=True)) for row in found["rows"])


def put_rows(connection: sqlite3.Connection, packed: bytes, tables: Sequence[str], *, replace: bool = False) -> None:
    """Puts packed rows of these tables back, in this order; with `replace` over those that have their key."""
    found = json.loads(zlib.decompress(packed))
    for table in (table for table in tables if table in found):
        columns = [f'"{column}"' for column in found[table]["columns"]]
        sets = ", ".join(f"{column} = excluded.{column}" for column in columns)
        query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        if replace:
            query += f" ON CONFLICT (source) DO UPDATE SET {sets}"
        connection.executemany(query, [[_value(value) for value in row] for row in found[table]["rows"]])


def drop_document(connection: sqlite3.Connection, source: str) -> None:
    """Deletes every row of a document, and what people wrote about it."""
    connection.execute("DELETE FROM documents WHERE source = ?", (source,))
    connection.execute(f"DELETE FROM {_WRITTEN_OF_IT} WHERE source = ?", (source,))


def formers(connection: sqlite3.Connection) -> tuple[Former, ...]:
    """All documents that can be put back, the newest first."""
    rows = connection.execute(
        "SELECT position, source, at, is_replaced FROM former_documents ORDER BY position DESC"
    ).fetchall()
    return tuple(Former(position=row[0], source=row[1], at=row[2], is_replaced=bool(row[3])) for row in rows)


def packed_hashes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The hashes of the files of all documents that can be put back."""
    hashes: list[str] = []
    for (packed,) in connection.execute("SELECT rows FROM former_documents"):
        documents = json.loads(zlib.decompress(packed))["documents"]
        at = documents["columns"].index("content_hash")
        hashes += [document[at] for document in documents["rows"]]
    return tuple(hashes)


def put_back(connection: sqlite3.Connection) -> Former:
    """The document that was removed or replaced last, back as it stood; a version that replaced it is gone.

    Raises:
        StoreError: nothing to put back, or a document of that name has come in since.
    """
    former = next(iter(formers(connection)), None)
    if former is None:
        raise StoreError("Không có văn bản nào vừa xoá để khôi phục. Nạp lại văn bản từ tệp gốc.")
    if former.is_replaced:
        connection.execute("DELETE FROM documents WHERE source = ?", (former.source,))
    elif connection.execute("SELECT 1 FROM documents WHERE source = ?", (former.source,)).fetchone():
        raise StoreError(f"Văn bản {former.source!r} đã được nạp lại sau khi xoá nên không khôi phục bản cũ nữa.")
    unpack(connection, former)
    return former


def unpack(connection: sqlite3.Connection, former: Former) -> None:
    """Puts the rows of a document back, and forgets the pack."""
    query = "SELECT rows FROM former_documents WHERE position = ?"
    (packed,) = connection.execute(query, (former.position,)).fetchone()
    put_rows(connection, packed, (*_PACKED_TABLES, _WRITTEN_OF_IT))
    forget(connection, former)


def forget(connection: sqlite3.Connection, former: Former) -> None:
    """Drops the pack; the words are gone for good."""
    connection.execute("DELETE FROM former_documents WHERE position = ?", (former.position,))


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _value(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
