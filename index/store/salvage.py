"""A store's file mended from itself: indexes of SQLite made anew, else every row that can still be read carried over.

Nothing is ever taken from the damaged file's place before its copy lies beside it. A document of which one row cannot
be read is not carried over in part: it is named, so that its file is read in again.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.store.schema import DOCUMENT_TABLES, KEPT_TABLES, connect
from ingest.errors import StoreDamaged

_LOG_SUFFIXES = ("-wal", "-shm")
_OWN_TABLES = (*KEPT_TABLES, *DOCUMENT_TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What became of a damaged file: `lost` are the documents that must be read in again."""

    kept: Path
    lost: tuple[str, ...]
    documents: int


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file and can read all of it."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            pages = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            return pages == ["ok"] and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False


def salvage(path: Path, kept: Path) -> Salvaged:
    """Mends the store's file in its place; `kept` is a folder where the damaged one is laid as it was.

    Raises:
        StoreDamaged: not even the list of its documents can be read; the file stays as it is.
        OSError: the copy cannot be written.
    """
    kept.mkdir(parents=True, exist_ok=True)
    for name in (path.name, *(path.name + suffix for suffix in _LOG_SUFFIXES)):
        if path.with_name(name).exists():
            shutil.copy2(path.with_name(name), kept / name)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("REINDEX")
    except sqlite3.DatabaseError:
        pass  # more than an index is damaged
    if is_sound(path):
        with closing(connect(path)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        return Salvaged(kept=kept, lost=(), documents=count)
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        lost, count = _carry_over(path, beside)
        beside.replace(path)
    finally:
        for suffix in ("", *_LOG_SUFFIXES):
            beside.with_name(beside.name + suffix).unlink(missing_ok=True)
    for suffix in _LOG_SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return Salvaged(kept=kept, lost=lost, documents=count)


def _carry_over(path: Path, beside: Path) -> tuple[tuple[str, ...], int]:
    """Fills a new file with what can be read: the names of documents lost, and how many came over."""
    with closing(sqlite3.connect(path, isolation_level=None)) as old, closing(connect(beside)) as new:
        try:
            old.execute("PRAGMA writable_schema = ON")  # a schema that is damaged in part is read as far as it goes
            tables = [row[0] for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(
                f"Tệp kho {path} hỏng đến mức không đọc được danh mục của nó ({error}). Tệp được giữ nguyên; "
                "khôi phục kho từ bản sao lưu."
            ) from error
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("BEGIN IMMEDIATE")
        known = {row[0] for row in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        lost, count = [], 0
        for source in dict.fromkeys(str(row["source"]) for row in _rows(old, "documents", "source")):
            try:
                rows = {table: _of(old, table, source) for table in ("documents", *_OWN_TABLES) if table in tables}
            except sqlite3.DatabaseError:
                lost.append(source)
                continue
            for table, found in rows.items():
                _put(new, table, found)
            count += 1
        for table in sorted(known & set(tables) - {"documents", *_OWN_TABLES, "sqlite_sequence"}):
            _put(new, table, list(_rows(old, table)))
        for row in _rows(old, "sqlite_sequence"):
            new.execute("DELETE FROM sqlite_sequence WHERE name = ?", (row["name"],))
            _put(new, "sqlite_sequence", [row])
        new.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")
        new.execute("COMMIT")
    return tuple(lost), count


def _of(connection: sqlite3.Connection, table: str, source: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE source = ?', (source,))
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def _rows(connection: sqlite3.Connection, table: str, columns: str = "*") -> Iterator[dict[str, Any]]:
    """The rows of a table as far as they can be read from its beginning, then from its end."""
    seen: set[tuple[Any, ...]] = set()
    for order in ("", " ORDER BY rowid", " ORDER BY rowid DESC"):
        try:
            cursor = connection.execute(f'SELECT {columns} FROM "{table}"{order}')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                if row not in seen:
                    seen.add(row)
                    yield dict(zip(names, row, strict=True))
        except sqlite3.DatabaseError:
            continue


def _put(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        columns = ", ".join(f'"{column}"' for column in row)
        places = ", ".join("?" * len(row))
        connection.execute(f'INSERT OR REPLACE INTO "{table}" ({columns}) VALUES ({places})', tuple(row.values()))
