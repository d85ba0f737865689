"""A register as a table on the screen: its count and exports, the table itself, one row in full with its source."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.documents import Metadata
from parc_search.ui import cards, exports, registers, words
from parc_search.ui.formats import number_text, one_line
from parc_search.ui.markup import draw, text
from parc_search.ui.registers import Cells
from parc_search.ui.session import Place

OpenSource = Callable[[Place], None]
TABLE_HEIGHT_PX = 430
# As Streamlit draws them, with the frame around the table: a pixel more would show the beginning of a row.
TABLE_HEAD_PX, TABLE_ROW_PX = 37, 35
_WIDTH_PX = 130


def draw_exports(rows: Sequence[Cells], *, all_rows: int, file_name: str, title: str, key: str) -> None:
    """Draws how many rows of how many are shown, and the files to take them away in."""
    draw(
        text(words.REGISTER_COUNT.format(shown=number_text(len(rows)), all=number_text(all_rows)), "meta"),
        width="content",
    )
    st.space("stretch")
    for label, suffix, make in (
        (words.EXPORT_CSV, "csv", lambda: exports.as_csv(rows)),
        (words.EXPORT_XLSX, "xlsx", lambda: exports.as_xlsx(rows, title=title)),
    ):
        st.download_button(
            label,
            make,
            f"{file_name}.{suffix}",
            "text/csv" if suffix == "csv" else None,
            on_click="ignore",
            disabled=not rows,
            type="tertiary",
            icon=":material/download:",
            key=f"{key}-{suffix}",
        )


def draw_table(rows: Sequence[Cells], links: Sequence[str], *, widths_px: Mapping[str, int], key: str) -> int | None:
    """Draws the rows, each with the link to its source; the index of the row that the user chose, None without one."""
    columns = {name: st.column_config.TextColumn(width=widths_px.get(name, _WIDTH_PX)) for name in rows[0]}
    opening = st.column_config.LinkColumn(words.COLUMN_SOURCE, display_text=words.OPEN_SHORT, width=70)
    table = st.dataframe(
        [{words.COLUMN_SOURCE: link, **row} for row, link in zip(rows, links, strict=True)],
        height=min(TABLE_HEIGHT_PX, TABLE_HEAD_PX + TABLE_ROW_PX * len(rows)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={words.COLUMN_SOURCE: opening, **columns},
        key=f"{key}-table",
        alt=words.REGISTER_ALT,
    )
    chosen = table["selection"]["rows"]
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def draw_row(cells: Cells, place: Place, open_source: OpenSource) -> None:
    """Draws one row in full, with the way to its source."""
    with st.container(border=True, key="citation-row"):
        draw(cards.row_card([(name, one_line(cell)) for name, cell in cells.items() if cell]))
        if st.button(words.OPEN_SOURCE, key="row-open", icon=":material/splitscreen_vertical_add:", type="primary"):
            open_source(place)


def source_filter(column: DeltaGenerator, metadata: Mapping[str, Metadata], *, key: str) -> str:
    """The document that the user filters by; empty for all."""
    return column.selectbox(
        words.FILTER_SOURCE,
        ["", *metadata],
        format_func=lambda name: registers.document_name(name, metadata) if name else words.FILTER_ANY,
        key=key,
    )


def or_any(value: str) -> str:
    """The value, or the word for no choice."""
    return value or words.FILTER_ANY
