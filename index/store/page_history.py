"""Pages as they were before they were read again or corrected, kept with their document so that each can be undone.

The newest version of a page is the first to come back. With it lies the whole document as it stood, so that the last
change of a document is taken back to the byte. They go with the document, and when its file is read in anew.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from index.store.rows import page_of, page_row
from index.store.schema import DOCUMENT_TABLES
from index.store.undo import packed_of, packed_rows, put_rows
from ingest.documents import Page, Span

_LATEST = """
SELECT text, by, at, page_no, "start", "end", quality, width_pt, height_pt, char_boxes, read_by, other_reading, doubts,
    tables
FROM former_pages WHERE source = ? ORDER BY position DESC
"""
_ROW_TABLES = ("corrected_words", *DOCUMENT_TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPage:
    """A page as it was: its text, and the page with offsets counted from its own beginning.

    `by` is the address of who had it read again, empty where nobody signs in; `at` when, ISO 8601 in UTC.
    """

    text: str
    page: Page
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedWord:
    """Words of a page that someone set right by hand: `span` of the page's text reads `now`, and read `was` before.

    The span is counted from the beginning of the page; `by` and `at` as in `FormerPage`.
    """

    page_no: int
    span: Span
    was: str
    now: str
    by: str
    at: str


def keep(connection: sqlite3.Connection, source: str, former: FormerPage) -> None:
    """Keeps a page as the newest former version of its number, and the rows of its document as they stand."""
    packed = packed_rows(connection, source, ("documents", *_ROW_TABLES))
    row = (former.text, former.by, former.at, *page_row(former.page), packed)
    query = "SELECT coalesce(max(position) + 1, 0) FROM former_pages WHERE source = ?"
    position = connection.execute(query, (source,)).fetchone()[0]
    places = ", ".join("?" * (len(row) + 2))
    connection.execute(f"INSERT INTO former_pages VALUES ({places})", (source, position, *row))


def newest(connection: sqlite3.Connection, source: str) -> dict[int, FormerPage]:
    """By number of the page, what it was before it was last read again or corrected."""
    found: dict[int, FormerPage] = {}
    for text, by, at, *row in connection.execute(_LATEST, (source,)):
        former = FormerPage(text=text, page=page_of(tuple(row)), by=by, at=at)
        found.setdefault(former.page.page_no or 0, former)
    return found


def put_back_whole(connection: sqlite3.Connection, source: str, page_no: int) -> bool:
    """Puts a document back as it stood before its last change; False where that was another page's.

    Corrections of its metadata, and who may read it, stay as they are today.
    """
    query = "SELECT page_no, rows FROM former_pages WHERE source = ? ORDER BY position DESC LIMIT 1"
    last = connection.execute(query, (source,)).fetchone()
    if last is None or last[0] != page_no or last[1] is None:
        return False
    for table in _ROW_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
    put_rows(connection, last[1], ("documents",), replace=True)
    put_rows(connection, last[1], _ROW_TABLES)
    drop_newest(connection, source, page_no)
    return True


def drop_newest(connection: sqlite3.Connection, source: str, page_no: int) -> None:
    """Forgets the newest former version of a page."""
    query = "SELECT max(position) FROM former_pages WHERE source = ? AND page_no = ?"
    position = connection.execute(query, (source, page_no)).fetchone()[0]
    connection.execute("DELETE FROM former_pages WHERE source = ? AND position = ?", (source, position))


def corrected_words(connection: sqlite3.Connection, source: str) -> tuple[CorrectedWord, ...]:
    """The words of a document that were corrected by hand, page by page in their order."""
    rows = connection.execute(
        'SELECT page_no, "start", "end", was, now, by, at FROM corrected_words WHERE source = ? '
        'ORDER BY page_no, "start"',
        (source,),
    )
    return tuple(
        CorrectedWord(page_no=page_no, span=Span(start=start, end=end), was=was, now=now, by=by, at=at)
        for page_no, start, end, was, now, by, at in rows
    )


def former_words(connection: sqlite3.Connection, source: str, page_no: int) -> tuple[CorrectedWord, ...]:
    """The words of a page that were corrected by hand before it last changed."""
    query = "SELECT rows FROM former_pages WHERE source = ? AND page_no = ? ORDER BY position DESC LIMIT 1"
    row = connection.execute(query, (source, page_no)).fetchone()
    if row is None or row[0] is None:
        return ()
    return tuple(
        CorrectedWord(
            page_no=page_no,
            span=Span(start=word["start"], end=word["end"]),
            **{name: word[name] for name in ("was", "now", "by", "at")},
        )
        for word in packed_of(row[0], "corrected_words")
        if word["page_no"] == page_no
    )


def keep_words(connection: sqlite3.Connection, source: str, page_no: int, words: Iterable[CorrectedWord]) -> None:
    """Keeps which words of a page were corrected by hand, in place of those that were kept of it."""
    connection.execute("DELETE FROM corrected_words WHERE source = ? AND page_no = ?", (source, page_no))
    rows = [(source, page_no, word.span.start, word.span.end, word.was, word.now, word.by, word.at) for word in words]
    connection.executemany("INSERT INTO corrected_words VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
