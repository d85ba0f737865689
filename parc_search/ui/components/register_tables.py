"""A register as a table on the screen: count and exports, the table itself, one row in full with its source.

In an exported file no cell of a document can become a formula.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.documents import Metadata
from parc_search.export.csv_cells import defused
from parc_search.export.workbook import Cell, Link, workbook
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.markup import draw, text
from parc_search.ui.state import task_filter
from parc_search.ui.state.formats import number_text, one_line
from parc_search.ui.state.session import Place
from parc_search.ui.state.task_filter import Cells

OpenSource = Callable[[Place], None]
TABLE_HEIGHT_PX = 430
# As Streamlit draws them, with the frame around the table: a pixel more would show the beginning of a row.
TABLE_HEAD_PX, TABLE_ROW_PX = 37, 35
_WIDTH_PX = 130
# What a spreadsheet can sort and filter as days.
_DAYS = frozenset({messages.COLUMN_DEADLINE_DATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A file that rows are taken away in: what its button says, its name and kind, and what makes it."""

    label: str
    suffix: str
    make: Callable[[], bytes]
    file_name: str
    mime: str | None = None


def draw_exports(
    rows: Callable[[], Sequence[Cells]],
    *,
    shown: int,
    all_rows: int,
    file_name: str,
    title: str,
    key: str,
    taken: Callable[[str], object] = lambda suffix: None,
    others: Sequence[Taking] = (),
) -> None:
    """Draws how many rows of how many are shown, and the files to take them away in; `rows` makes their cells.

    `taken` hears the kind of file, such as "csv" or "xlsx", before one is made.
    """

    def made(suffix: str, make: Callable[[], bytes]) -> bytes:
        taken(suffix)
        return make()

    draw(
        text(messages.REGISTER_COUNT.format(shown=number_text(shown), all=number_text(all_rows)), "meta"),
        width="content",
    )
    st.space("stretch")
    tables = (
        Taking(
            label=messages.EXPORT_CSV, suffix="csv", make=lambda: as_csv(rows()), file_name=file_name, mime="text/csv"
        ),
        Taking(
            label=messages.EXPORT_XLSX, suffix="xlsx", make=lambda: as_xlsx(rows(), title=title), file_name=file_name
        ),
    )
    for taking in (*tables, *others):
        st.download_button(
            taking.label,
            partial(made, taking.suffix, taking.make),
            f"{taking.file_name}.{taking.suffix}",
            taking.mime,
            on_click="ignore",
            disabled=not shown,
            type="tertiary",
            icon=":material/download:",
            key=f"{key}-{taking.suffix}",
        )


def draw_table(rows: Sequence[Cells], links: Sequence[str], *, widths_px: Mapping[str, int], key: str) -> int | None:
    """Draws the rows, each with the link to its source; the index of the row that the user chose, None without one."""
    columns = {name: st.column_config.TextColumn(width=widths_px.get(name, _WIDTH_PX)) for name in rows[0]}
    opening = st.column_config.LinkColumn(messages.COLUMN_SOURCE, display_text=messages.OPEN_SHORT, width=70)
    table = st.dataframe(
        [{messages.COLUMN_SOURCE: link, **row} for row, link in zip(rows, links, strict=True)],
        height=min(TABLE_HEIGHT_PX, TABLE_HEAD_PX + TABLE_ROW_PX * len(rows)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={messages.COLUMN_SOURCE: opening, **columns},
        key=f"{key}-table",
        alt=messages.REGISTER_ALT,
    )
    chosen = table["selection"]["rows"]
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def draw_row(cells: Cells, place: Place, open_source: OpenSource) -> None:
    """Draws one row in full, with the way to its source."""
    with st.container(border=True, key="citation-row"):
        draw(cards.row_card([(name, one_line(cell)) for name, cell in cells.items() if cell]))
        if st.button(messages.OPEN_SOURCE, key="row-open", icon=":material/splitscreen_vertical_add:", type="primary"):
            open_source(place)


def source_filter(column: DeltaGenerator, metadata: Mapping[str, Metadata], *, key: str) -> str:
    """The document that the user filters by; empty for all."""
    names = {name: task_filter.document_name(name, metadata) for name in metadata}
    return select(column, messages.FILTER_SOURCE, names, key=key)


def select(column: DeltaGenerator, label: str, names: Mapping[str, str], *, key: str) -> str:
    """The name that the user filters by, shown as `names` says; empty for all. One that is not there is let go."""
    if st.session_state.get(key, "") not in ("", *names):
        del st.session_state[key]
    return column.selectbox(label, ["", *names], format_func=lambda name: names.get(name, messages.FILTER_ANY), key=key)


def or_any(value: str) -> str:
    """The value, or the word for no choice."""
    return value or messages.FILTER_ANY


def as_csv(rows: Sequence[Cells]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, as Excel needs it; a would-be formula gets an apostrophe."""
    written = io.StringIO()
    if rows:
        writer = csv.DictWriter(written, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: defused(cell) for name, cell in row.items()} for row in rows)
    return written.getvalue().encode("utf-8-sig", errors="replace")


def as_xlsx(rows: Sequence[Cells], *, title: str) -> bytes:
    """The rows as one sheet of an Excel workbook: text, and days where a column is of days."""
    header = list(rows[0]) if rows else []
    cells = [[_workbook_cell(name, row[name]) for name in header] for row in rows]
    return workbook(header, cells, title=title)


def _workbook_cell(name: str, said: str) -> Cell:
    if name == messages.COLUMN_LINK:
        return Link(said)
    return _day(said) if name in _DAYS else said


def _day(cell: str) -> date | str:
    """The day that a cell of days holds, else what stands there."""
    try:
        return datetime.strptime(cell, "%d/%m/%Y").date()
    except ValueError:
        return cell
