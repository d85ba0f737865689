"""Pages as they were before they were read again, kept with their document so that each re-reading can be undone.

The newest version of a page is the first to come back. They go with the document, and when its file is read in anew.
"""

import sqlite3
from dataclasses import dataclass

from index.store.rows import page_of, page_row
from ingest.documents import Page

_LATEST = """
SELECT text, by, at, page_no, "start", "end", quality, width_pt, height_pt, char_boxes, read_by, other_reading, doubts
FROM former_pages WHERE source = ? ORDER BY position DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerPage:
    """A page as it was: its text, and the page with offsets counted from its own beginning.

    `by` is the address of who had it read again, empty where nobody signs in; `at` when, ISO 8601 in UTC.
    """

    text: str
    page: Page
    by: str
    at: str


def keep(connection: sqlite3.Connection, source: str, former: FormerPage) -> None:
    """Keeps a page as the newest former version of its number."""
    row = (former.text, former.by, former.at, *page_row(former.page))
    query = "SELECT coalesce(max(position) + 1, 0) FROM former_pages WHERE source = ?"
    position = connection.execute(query, (source,)).fetchone()[0]
    places = ", ".join("?" * (len(row) + 2))
    connection.execute(f"INSERT INTO former_pages VALUES ({places})", (source, position, *row))


def newest(connection: sqlite3.Connection, source: str) -> dict[int, FormerPage]:
    """By number of the page, what it was before it was last read again."""
    found: dict[int, FormerPage] = {}
    for text, by, at, *row in connection.execute(_LATEST, (source,)):
        former = FormerPage(text=text, page=page_of(tuple(row)), by=by, at=at)
        found.setdefault(former.page.page_no or 0, former)
    return found


def drop_newest(connection: sqlite3.Connection, source: str, page_no: int) -> None:
    """Forgets the newest former version of a page."""
    query = "SELECT max(position) FROM former_pages WHERE source = ? AND page_no = ?"
    position = connection.execute(query, (source, page_no)).fetchone()[0]
    connection.execute("DELETE FROM former_pages WHERE source = ? AND position = ?", (source, position))
