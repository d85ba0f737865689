"""Rows of the register as they leave it: every field, its document, page, line and link, and what people wrote."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from ingest.documents import Document, Metadata
from parc_search.documents.task_rows import TaskRow
from parc_search.export.deadlines_ics import Deadline, deadlines_of
from parc_search.ui import messages
from parc_search.ui.state.formats import date_text, one_line, time_text
from parc_search.ui.state.task_filter import Cells, document_name, row_cells, row_link, task_link

_BREAK = "; "


def export_cells(
    rows: Sequence[TaskRow],
    metadata: Mapping[str, Metadata],
    document_of: Callable[[str], Document],
    *,
    address: str,
    today: date,
) -> list[Cells]:
    """The rows as cells by column name; `address` is that of a screen of the app, as the browser has it."""
    places: dict[str, _Places] = {}
    cells = []
    for row in rows:
        source, start = row.read.source, row.read.task_span.start
        if source not in places:
            places[source] = _Places(document_of(source))
        page, line = places[source].at(start)
        followed = row.followed
        cells.append(
            row_cells(row, metadata, today)
            | {
                messages.COLUMN_PAGE: page,
                messages.COLUMN_LINE: line,
                messages.COLUMN_LINK: absolute(address, task_link(row.read)),
                messages.COLUMN_STATE_BY: (followed.by or messages.BY_NOBODY) if followed.at else "",
                messages.COLUMN_STATE_AT: time_text(followed.at) if followed.at else "",
                messages.COLUMN_AS_READ: "; ".join(f"{label}: {value}" for label, value in as_read(row)),
            }
        )
    return cells


def as_read(row: TaskRow) -> list[tuple[str, str]]:
    """The corrected fields as they were read, by their names."""
    return [
        (messages.ROW_FIELD_NAMES[name], shown(getattr(row.read, name)) or messages.UNKNOWN)
        for name in messages.ROW_FIELD_NAMES
        if name in row.followed.corrections
    ]


def shown(value: object) -> str:
    """The value of a row's field as it is written for a reader."""
    if isinstance(value, tuple):
        return _BREAK.join(map(str, value))
    return date_text(value) if isinstance(value, date) else one_line(str(value or ""))


def calendar_entries(
    rows: Sequence[TaskRow], metadata: Mapping[str, Metadata], *, address: str
) -> tuple[Deadline, ...]:
    """The deadlines of the rows that are not done, each with the address of its row."""
    return deadlines_of(
        rows,
        name_of=lambda source: document_name(source, metadata),
        address_of=lambda row: absolute(address, row_link(row)),
        last_years={source: said.years[1] for source, said in metadata.items() if said.years},
    )


def absolute(address: str, within: str) -> str:
    """The address of a place in the app, beside the screen at `address`; empty where no address is known."""
    parts = urlsplit(address)
    if not parts.netloc:
        return ""
    folder = parts.path.rpartition("/")[0]
    path, _, query = within.partition("?")
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}{path}", query, ""))


class _Places:
    """Where an offset of a text stands, found without walking the text again for each."""

    def __init__(self, document: Document) -> None:
        text = document.raw.text
        self._lines = [0]
        at = text.find("\n")
        while at >= 0:
            self._lines.append(at + 1)
            at = text.find("\n", at + 1)
        self._pages = [page for page in document.raw.pages if page.page_no is not None]
        self._starts = [page.start for page in self._pages]

    def at(self, offset: int) -> tuple[str, str]:
        """The number of the page, empty without pages, and that of the line."""
        index = bisect_right(self._starts, offset) - 1
        page = str(self._pages[index].page_no) if index >= 0 else ""
        return page, str(bisect_right(self._lines, offset))
