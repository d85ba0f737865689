"""The statements that read documents; each runs inside a transaction that the caller holds."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from index.store.rows import Row, edit_of, heading_of, page_of, passage_of, target_of, task_of
from index.store.source_info import StoredSource, cache_stamp, corrected, identity
from ingest.documents import Document, Metadata, Passage, SourceDocument, Target, Task
from ingest.errors import UnknownSource
from ingest.repaired_text import RepairedText

_IDS_A_STATEMENT = 500  # SQLite allows 32,766 parameters; a ranking asks for under a hundred

_SOURCES = """
SELECT source, media_type, char_count, content_hash, added_at,
    (SELECT count(page_no) FROM pages WHERE pages.source = documents.source),
    (SELECT sum(quality * ("end" - "start" + 1)) / sum("end" - "start" + 1) FROM pages
        WHERE pages.source = documents.source),
    (SELECT count(*) FROM pages WHERE pages.source = documents.source AND read_by IN ('unread', 'broken')),
    (SELECT count(*) FROM passages WHERE passages.source = documents.source),
    (SELECT count(*) FROM tasks WHERE tasks.source = documents.source),
    (SELECT count(*) FROM targets WHERE targets.source = documents.source),
    (SELECT count(*) FROM edits WHERE edits.source = documents.source)
FROM documents ORDER BY source
"""


def has_source(connection: sqlite3.Connection, source: str) -> bool:
    """Whether there is a document of this name."""
    return document_revision(connection, source) is not None


def document_revision(connection: sqlite3.Connection, source: str) -> int | None:
    """The revision in which the document last changed; None if there is no such document."""
    row = connection.execute("SELECT revision FROM documents WHERE source = ?", (source,)).fetchone()
    return None if row is None else int(row[0])


def row_counts(connection: sqlite3.Connection, source: str) -> dict[str, int]:
    """How many passages and register rows the document has, by the names of `Removed`."""
    counts = {}
    for noun in ("passage", "task", "target"):
        row = connection.execute(f"SELECT count(*) FROM {noun}s WHERE source = ?", (source,)).fetchone()
        counts[f"{noun}_count"] = int(row[0])
    return counts


def content_hashes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The hashes of the files that the documents were read from."""
    return tuple(str(row[0]) for row in connection.execute("SELECT content_hash FROM documents"))


def file_faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite itself finds wrong with the file: broken pages, rows of a document that is not there."""
    pages = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    orphans = [f"{row[0]} row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return (*pages, *orphans)


def keys_of(connection: sqlite3.Connection, source: str) -> list[str]:
    """The hashes by which it is remembered who may read a stored document: of its content, of number and date."""
    query = "SELECT content_hash FROM documents WHERE source = ?"
    (content_hash,) = connection.execute(query, (source,)).fetchone()
    known_by = identity(_metadata(connection, source)[source][0])
    return [content_hash] if known_by is None else [content_hash, known_by]


def remembered_keys(connection: sqlite3.Connection) -> frozenset[str]:
    """The hashes of documents and of their numbers and dates that are kept for some groups when they come in again."""
    return frozenset(str(row[0]) for row in connection.execute("SELECT DISTINCT key FROM remembered_groups"))


def unknown(connection: sqlite3.Connection, source: str) -> UnknownSource:
    """The error that names what there is instead."""
    known: list[Any] = [row[0] for row in connection.execute("SELECT source FROM documents ORDER BY source")]
    listed = ", ".join(known[:10]) + (" …" if len(known) > 10 else "")
    return UnknownSource(f"Không có văn bản {source!r} trong kho. Hiện có: {listed or 'chưa có văn bản nào'}.")


def open_members(connection: sqlite3.Connection, portfolio: str) -> tuple[str, ...]:
    """The files that came out of a portfolio of this name and may be read by everyone."""
    start = f"{portfolio} - "
    query = (
        "SELECT source FROM documents WHERE substr(source, 1, ?) = ? "
        "AND source NOT IN (SELECT source FROM restrictions) ORDER BY source"
    )
    return tuple(str(row[0]) for row in connection.execute(query, (len(start), start)))


def groups_of(connection: sqlite3.Connection, source: str) -> tuple[str, ...]:
    """The groups that a document is kept for; none where everyone may read it."""
    query = 'SELECT "group" FROM restrictions WHERE source = ? ORDER BY "group"'
    return tuple(str(row[0]) for row in connection.execute(query, (source,)))


def sources(connection: sqlite3.Connection) -> tuple[StoredSource, ...]:
    """What the store holds, by name."""
    metadata = _metadata(connection)
    groups: dict[str, list[str]] = {}
    for name, group in connection.execute('SELECT source, "group" FROM restrictions ORDER BY source, "group"'):
        groups.setdefault(name, []).append(group)
    found = []
    for row in connection.execute(_SOURCES):
        source, media_type, chars, content_hash, added_at, pages, quality, unread, *counts = row
        passages, tasks, targets, edits = counts
        found.append(
            StoredSource(
                source=source,
                metadata=metadata[source][0],
                corrected=metadata[source][1],
                media_type=media_type,
                page_count=pages or None,
                quality=quality or 0.0,
                unread_count=unread,
                char_count=chars,
                passage_count=passages,
                task_count=tasks,
                target_count=targets,
                edit_count=edits,
                content_hash=content_hash,
                added_at=added_at,
                groups=tuple(groups.get(source, ())),
            )
        )
    return tuple(found)


def document(connection: sqlite3.Connection, source: str) -> Document:
    """The document of this name, which must be there."""
    facts = "SELECT content_hash, media_type, text FROM documents WHERE source = ?"
    content_hash, media_type, text = connection.execute(facts, (source,)).fetchone()
    raw = SourceDocument(
        source=source,
        content_hash=content_hash,
        media_type=media_type,
        text=text,
        pages=tuple(page_of(row[2:]) for row in _rows(connection, "pages", source)),
    )
    return Document(
        raw=raw,
        reading=RepairedText(text, tuple(edit_of(row[2:]) for row in _rows(connection, "edits", source))),
        metadata=_metadata(connection, source)[source][0],
        outline=tuple(heading_of(row[2:]) for row in _rows(connection, "headings", source)),
    )


def passages(connection: sqlite3.Connection, source: str | None) -> tuple[Passage, ...]:
    """The passages of a document, or of all."""
    return tuple(passage_of(row[0], row[2:]) for row in _rows(connection, "passages", source))


def passages_by_id(connection: sqlite3.Connection, identifiers: Iterable[str]) -> dict[str, Passage]:
    """The passages of these ids, in the order asked."""
    wanted = list(dict.fromkeys(identifiers))
    found: dict[str, Passage] = {}
    for first in range(0, len(wanted), _IDS_A_STATEMENT):
        some = wanted[first : first + _IDS_A_STATEMENT]
        places = ", ".join("?" * len(some))
        for row in connection.execute(f"SELECT * FROM passages WHERE id IN ({places})", some):
            found[row[2]] = passage_of(row[0], row[2:])
    return {identifier: found[identifier] for identifier in wanted if identifier in found}


def tasks(connection: sqlite3.Connection, source: str | None) -> tuple[Task, ...]:
    """The register of assigned tasks, of a document or of all."""
    return tuple(task_of(row[0], row[2:]) for row in _rows(connection, "tasks", source))


def targets(connection: sqlite3.Connection, source: str | None) -> tuple[Target, ...]:
    """The register of targets and figures, of a document or of all."""
    return tuple(target_of(row[0], row[2:]) for row in _rows(connection, "targets", source))


def cache_stamps(connection: sqlite3.Connection) -> dict[str, str]:
    """By source, a hash of all that a cache of the document depends on."""
    metadata = _metadata(connection)
    rows = connection.execute("SELECT source, content_stamp FROM documents ORDER BY source").fetchall()
    return {source: cache_stamp(content, metadata[source][0]) for source, content in rows}


def _metadata(connection: sqlite3.Connection, source: str | None = None) -> dict[str, tuple[Metadata, tuple[str, ...]]]:
    """By source, the metadata with corrections laid over, and the names of the corrected fields."""
    where, values = ("", ()) if source is None else (" WHERE source = ?", (source,))
    corrections: dict[str, dict[str, str]] = {}
    for name, field, value in connection.execute(f"SELECT source, field, value FROM corrections{where}", values):
        corrections.setdefault(name, {})[field] = value
    found = {}
    for name, said in connection.execute(f"SELECT source, metadata FROM documents{where}", values):
        laid_over = corrections.get(name, {})
        found[name] = (corrected(json.loads(said), laid_over), tuple(sorted(laid_over)))
    return found


def _rows(connection: sqlite3.Connection, table: str, source: str | None) -> list[Row]:
    where, values = ("", ()) if source is None else (" WHERE source = ?", (source,))
    rows: list[Any] = connection.execute(f"SELECT * FROM {table}{where} ORDER BY source, position", values).fetchall()
    return rows
