"""The statements that change documents; each runs inside a transaction that the caller holds."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from index.store.rows import (
    Row,
    edit_row,
    heading_row,
    metadata_values,
    page_row,
    passage_row,
    target_row,
    task_row,
    to_json,
)
from index.store.schema import DOCUMENT_TABLES
from index.store.source_info import content_stamp
from ingest.documents import IngestedDocument
from ingest.errors import StoreError

_Noun = TypeVar("_Noun")

_PUT_DOCUMENT = """
INSERT INTO documents (source, content_hash, media_type, text, char_count, metadata, content_stamp, revision, added_at)
VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
ON CONFLICT (source) DO UPDATE SET content_hash = excluded.content_hash, media_type = excluded.media_type,
    text = excluded.text, char_count = excluded.char_count, metadata = excluded.metadata,
    content_stamp = excluded.content_stamp, added_at = excluded.added_at
"""


def put(connection: sqlite3.Connection, item: IngestedDocument, *, added_at: str) -> None:
    """Writes all rows of a document in the place of those it had; corrections are not touched.

    What its pages were before they changed is forgotten, and which words were corrected: the file was read anew.

    Raises:
        StoreError: a passage id that another document has, or text that is not valid Unicode.
    """
    for table in ("former_pages", "corrected_words"):
        connection.execute(f"DELETE FROM {table} WHERE source = ?", (item.document.source,))
    _write(connection, item, added_at)


def put_version(connection: sqlite3.Connection, item: IngestedDocument) -> None:
    """Writes all rows of a stored document with another reading of one of its pages; it is no newer for that.

    Raises:
        StoreError: as `put`.
    """
    query = "SELECT added_at FROM documents WHERE source = ?"
    (added_at,) = connection.execute(query, (item.document.source,)).fetchone()
    _write(connection, item, added_at)


def correct(connection: sqlite3.Connection, source: str, values: Mapping[str, str]) -> None:
    """Keeps the corrections (field → JSON) of a document."""
    rows = [(source, field, value) for field, value in values.items()]
    connection.executemany("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?)", rows)
    stamp_revision(connection, source)


def restrict(connection: sqlite3.Connection, source: str, groups: Iterable[str]) -> None:
    """Keeps the document for these groups, in place of those it was kept for; none opens it to everyone."""
    connection.execute("DELETE FROM restrictions WHERE source = ?", (source,))
    rows = [(source, group) for group in sorted(set(groups))]
    connection.executemany("INSERT INTO restrictions VALUES (?, ?)", rows)
    stamp_revision(connection, source)


def remember_groups(connection: sqlite3.Connection, keys: Iterable[str], groups: Iterable[str]) -> None:
    """Remembers by hashes of a document who may read it, in place of what was remembered."""
    kept = sorted(set(groups))
    for key in keys:
        connection.execute("DELETE FROM remembered_groups WHERE key = ?", (key,))
        connection.executemany("INSERT INTO remembered_groups VALUES (?, ?)", [(key, group) for group in kept])


def remembered_groups(connection: sqlite3.Connection, keys: Iterable[str]) -> tuple[str, ...]:
    """The groups of the first key that has any; those of two keys are never joined, which would let more people in."""
    for key in keys:
        rows = connection.execute('SELECT "group" FROM remembered_groups WHERE key = ? ORDER BY "group"', (key,))
        groups = tuple(str(row[0]) for row in rows)
        if groups:
            return groups
    return ()


def keep_for(
    connection: sqlite3.Connection, source: str, keys: Sequence[str], groups: Iterable[str], *, is_new: bool
) -> None:
    """Keeps a document that comes in for `groups`; without any, a new one for those remembered by its `keys`."""
    chosen = tuple(groups)
    if not chosen and is_new:
        chosen = remembered_groups(connection, keys)
    if chosen:
        restrict(connection, source, chosen)
        remember_groups(connection, keys, chosen)


def stamp_revision(connection: sqlite3.Connection, source: str) -> None:
    """Notes that the document changed in the revision that is being written."""
    connection.execute(
        "UPDATE documents SET revision = (SELECT value FROM facts WHERE name = 'revision') WHERE source = ?", (source,)
    )


def _write(connection: sqlite3.Connection, item: IngestedDocument, added_at: str) -> None:
    raw, source = item.document.raw, item.document.source
    metadata = to_json(metadata_values(item.document.metadata))
    try:
        stamp = content_stamp(item.passages)
        facts = (source, raw.content_hash, raw.media_type, raw.text, len(raw.text), metadata, stamp, added_at)
        connection.execute(_PUT_DOCUMENT, facts)
        for table in DOCUMENT_TABLES:
            connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
        _insert(connection, "pages", source, page_row, raw.pages)
        _insert(connection, "headings", source, heading_row, item.document.outline)
        _insert(connection, "edits", source, edit_row, item.document.reading.edits)
        _insert(connection, "passages", source, passage_row, item.passages)
        _insert(connection, "tasks", source, task_row, item.tasks)
        _insert(connection, "targets", source, target_row, item.targets)
    except sqlite3.IntegrityError as error:
        raise StoreError(
            f"Văn bản {source!r} có mã đoạn trùng với đoạn khác trong kho ({error}); kho giữ nguyên như trước. "
            "Mỗi đoạn phải có mã riêng: báo lỗi này kèm tệp."
        ) from error
    except UnicodeEncodeError as error:
        raise StoreError(
            f"Văn bản {source!r} chứa ký tự không hợp lệ trong Unicode (vị trí {error.start}); kho giữ nguyên. "
            "Lưu lại tệp bằng mã UTF-8 rồi nạp lại."
        ) from error
    stamp_revision(connection, source)


def _insert(
    connection: sqlite3.Connection, table: str, source: str, row_of: Callable[[_Noun], Row], nouns: Iterable[_Noun]
) -> None:
    rows = [(source, position, *row_of(noun)) for position, noun in enumerate(nouns)]
    if rows:
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
