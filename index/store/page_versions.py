"""The pages of a store's documents as they change: read again, corrected by hand, and put back.

Each change is one transaction that holds the page, all that was made of its document, what was there before, and the
audit's record.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from index.store import audit_chain, page_history, reads, writes
from index.store.page_history import CorrectedWord, FormerPage
from index.store.rows import metadata_of
from ingest.documents import IngestedDocument
from ingest.errors import StoreError

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


class PageVersions:
    """The pages of one store; `reading` and `writing` are its transactions."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def put(
        self, item: IngestedDocument, former: FormerPage, record: str, *, words: Iterable[CorrectedWord] = ()
    ) -> None:
        """Puts a stored document with another reading of one page, keeps what it was, and appends the audit's record.

        `words` are those of the page that were corrected by hand, at their places in the new reading.

        Raises:
            UnknownSource: the document is not there any more.
            StoreError: it has changed meanwhile.
        """
        source, page_no = item.document.source, former.page.page_no or 0
        with self._writing() as connection:
            _check_unchanged(connection, item, page_no, former.text)
            page_history.keep(connection, source, former)
            writes.put_version(connection, item)
            page_history.keep_words(connection, source, page_no, words)
            audit_chain.append(connection, record)

    def put_back(self, item: IngestedDocument, page_no: int, record: str, *, was: str) -> None:
        """Puts a stored document with a page as it was before it last changed, and appends the audit's record.

        `was` is the text of the page that is given up. What was corrected by hand on it since is given up too.

        Raises:
            UnknownSource: the document is not there any more.
            StoreError: it has changed meanwhile.
        """
        source = item.document.source
        with self._writing() as connection:
            _check_unchanged(connection, item, page_no, was)
            writes.put_version(connection, item)
            page_history.keep_words(connection, source, page_no, page_history.former_words(connection, source, page_no))
            page_history.drop_newest(connection, source, page_no)
            audit_chain.append(connection, record)

    def put_whole_back(self, source: str, page_no: int, record: str) -> bool:
        """Puts a document back byte for byte as it was before its last change, if that was this page's.

        False, and nothing is changed, where another page has changed since, or an older version of the program kept
        the page alone. Corrections of the metadata and restrictions stay.

        Raises:
            UnknownSource: the document is not there any more.
        """
        with self._writing() as connection:
            _check_there(connection, source)
            is_whole = page_history.put_back_whole(connection, source, page_no)
            if is_whole:
                writes.stamp_revision(connection, source)
                audit_chain.append(connection, record)
        return is_whole

    def ingested(self, source: str) -> IngestedDocument:
        """A stored document as ingestion made it, without the user's corrections of its metadata.

        Raises:
            UnknownSource: no such document.
        """
        with self._reading() as connection:
            _check_there(connection, source)
            query = "SELECT metadata FROM documents WHERE source = ?"
            (metadata,) = connection.execute(query, (source,)).fetchone()
            return IngestedDocument(
                document=replace(reads.document(connection, source), metadata=metadata_of(json.loads(metadata))),
                passages=reads.passages(connection, source),
                tasks=reads.tasks(connection, source),
                targets=reads.targets(connection, source),
            )

    def former(self, source: str) -> Mapping[int, FormerPage]:
        """By number of the page, what it was before it last changed; those that never did are not there."""
        with self._reading() as connection:
            return page_history.newest(connection, source)

    def corrected_words(self, source: str) -> tuple[CorrectedWord, ...]:
        """The words of a document that were corrected by hand, page by page in their order."""
        with self._reading() as connection:
            return page_history.corrected_words(connection, source)


def _check_there(connection: sqlite3.Connection, source: str) -> None:
    if not reads.has_source(connection, source):
        raise reads.unknown(connection, source)


def _check_unchanged(connection: sqlite3.Connection, item: IngestedDocument, page_no: int, was: str) -> None:
    """Whether the stored text is the item's but for this page, which `was`: nobody changed it while it was read."""
    raw = item.document.raw
    _check_there(connection, raw.source)
    page = next(page for page in raw.pages if page.page_no == page_no)
    expected = raw.text[: page.start] + was + raw.text[page.end :]
    query = "SELECT text FROM documents WHERE source = ? AND content_hash = ?"
    if connection.execute(query, (raw.source, raw.content_hash)).fetchone() != (expected,):
        raise StoreError(
            f"Văn bản {raw.source!r} vừa được thay đổi ở nơi khác nên chưa lưu gì. Mở lại trang rồi làm lại."
        )
