"""The last removed document, packed away where no query reads, so that one slip can be undone.

The rows are kept as they stood, compressed, in one row of one table; the next removal takes its place. A store
that must forget at once drops it.
"""

import base64
import json
import sqlite3
import zlib
from typing import Any

from index.store.schema import DOCUMENT_TABLES

_PACKED_TABLES = ("documents", "corrections", "restrictions", "former_pages", *DOCUMENT_TABLES)


def pack(connection: sqlite3.Connection, source: str) -> None:
    """Keeps the rows of a document as the one that can be put back."""
    tables = {}
    for table in _PACKED_TABLES:
        cursor = connection.execute(f"SELECT * FROM {table} WHERE source = ?", (source,))
        columns = [column[0] for column in cursor.description]
        tables[table] = {"columns": columns, "rows": [[_plain(value) for value in row] for row in cursor]}
    packed = zlib.compress(json.dumps(tables, ensure_ascii=False).encode("utf-8"))
    connection.execute("INSERT OR REPLACE INTO removed VALUES (1, ?, ?)", (source, packed))


def packed_source(connection: sqlite3.Connection) -> str | None:
    """The name of the document that can be put back; None without one."""
    row = connection.execute("SELECT source FROM removed").fetchone()
    return None if row is None else str(row[0])


def packed_hashes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The hash of the file of the document that can be put back; none without one."""
    row = connection.execute("SELECT rows FROM removed").fetchone()
    if row is None:
        return ()
    documents = json.loads(zlib.decompress(row[0]))["documents"]
    at = documents["columns"].index("content_hash")
    return tuple(document[at] for document in documents["rows"])


def unpack(connection: sqlite3.Connection) -> None:
    """Puts the rows of the last removed document back, and forgets the pack."""
    (packed,) = connection.execute("SELECT rows FROM removed").fetchone()
    tables = json.loads(zlib.decompress(packed))
    for table in (table for table in _PACKED_TABLES if table in tables):
        columns = ", ".join(f'"{column}"' for column in tables[table]["columns"])
        places = ", ".join("?" * len(tables[table]["columns"]))
        rows = [[_value(value) for value in row] for row in tables[table]["rows"]]
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
    forget(connection)


def forget(connection: sqlite3.Connection) -> None:
    """Drops the pack; the words are gone for good."""
    connection.execute("DELETE FROM removed")


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _value(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
