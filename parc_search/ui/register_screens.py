"""Nhiệm vụ and Chỉ tiêu: the registers as tables to filter, to take away, and to follow to their source."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from index.store import Store
from ingest.documents import Metadata
from parc_search.ui import cards, exports, registers, words
from parc_search.ui.formats import number_text, one_line
from parc_search.ui.markup import draw, text
from parc_search.ui.registers import Cells, TargetFilter, TaskFilter
from parc_search.ui.session import Place

TABLE_HEIGHT_PX = 430
_WIDTH_PX = 130
_WIDTHS_PX = {
    words.COLUMN_TASK: 430,
    words.COLUMN_SUBJECT: 470,
    words.FIELD_LEAD: 190,
    words.FIELD_COORDINATE: 170,
    words.COLUMN_COMPARISON: 95,
    words.COLUMN_VALUE: 95,
    words.COLUMN_YEAR: 70,
}
OpenSource = Callable[[Place], None]


def render_tasks(store: Store, *, open_source: OpenSource) -> None:
    """Draws the register of assigned tasks."""
    draw(cards.screen_head(words.TASKS_TITLE, words.TASKS_LEAD))
    tasks = store.tasks()
    if not tasks:
        draw(cards.notice(words.REGISTER_EMPTY))
        return
    metadata = _metadata(store)
    first = st.columns([2, 1, 1.4])
    agency = first[0].selectbox(
        words.FILTER_AGENCY, ["", *registers.agencies(tasks)], format_func=_or_any, key="t-agency"
    )
    role = first[1].selectbox(words.FILTER_ROLE, ["", *words.ROLE_LABELS], format_func=_role_name, key="t-role")
    source = first[2].selectbox(
        words.FILTER_SOURCE, ["", *metadata], format_func=lambda name: _source_name(name, metadata), key="t-source"
    )
    second = st.columns([2, 1, 1.4])
    wanted = second[0].text_input(words.FILTER_WORDS, key="t-words")
    due = second[1].date_input(words.FILTER_DUE, None, format="DD/MM/YYYY", key="t-due")
    chosen = TaskFilter(agency=agency, role=role, source=source, wanted=wanted, due_until=due)
    shown = [task for task in tasks if chosen.keeps(task)]
    rows = [registers.task_cells(task, metadata) for task in shown]
    index = _draw_table(rows, all_rows=len(tasks), file_name=words.TASKS_FILE_NAME, title=words.TASKS, key="tasks")
    if index is not None:
        task = shown[index]
        _draw_row(rows[index], Place(source=task.source, span=task.task_span), open_source)


def render_targets(store: Store, *, open_source: OpenSource) -> None:
    """Draws the register of targets and figures."""
    draw(cards.screen_head(words.TARGETS_TITLE, words.TARGETS_LEAD))
    targets = store.targets()
    if not targets:
        draw(cards.notice(words.REGISTER_EMPTY))
        return
    metadata = _metadata(store)
    years = sorted({target.year for target in targets if target.year})
    columns = st.columns([2, 1, 1, 1.4])
    wanted = columns[0].text_input(words.FILTER_WORDS, key="g-words")
    year = columns[1].selectbox(words.FILTER_YEAR, ["", *years], format_func=_or_any, key="g-year")
    kind = columns[2].selectbox(
        words.FILTER_KIND, ["", *words.TARGET_KIND_LABELS], format_func=_kind_name, key="g-kind"
    )
    source = columns[3].selectbox(
        words.FILTER_SOURCE, ["", *metadata], format_func=lambda name: _source_name(name, metadata), key="g-source"
    )
    chosen = TargetFilter(source=source, kind=kind, year=year, wanted=wanted)
    shown = [target for target in targets if chosen.keeps(target)]
    rows = [registers.target_cells(target, metadata) for target in shown]
    index = _draw_table(
        rows, all_rows=len(targets), file_name=words.TARGETS_FILE_NAME, title=words.TARGETS, key="targets"
    )
    if index is not None:
        target = shown[index]
        _draw_row(rows[index], Place(source=target.source, span=target.span), open_source)


def _draw_table(rows: Sequence[Cells], *, all_rows: int, file_name: str, title: str, key: str) -> int | None:
    """The index of the row that the user chose, None without one."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-bar"):
        draw(text(words.REGISTER_COUNT.format(shown=number_text(len(rows)), all=number_text(all_rows)), "meta"))
        st.download_button(
            words.EXPORT_CSV,
            lambda: exports.as_csv(rows),
            f"{file_name}.csv",
            "text/csv",
            on_click="ignore",
            disabled=not rows,
            key=f"{key}-csv",
        )
        st.download_button(
            words.EXPORT_XLSX,
            lambda: exports.as_xlsx(rows, title=title),
            f"{file_name}.xlsx",
            on_click="ignore",
            disabled=not rows,
            key=f"{key}-xlsx",
        )
    if not rows:
        draw(cards.notice(words.REGISTER_NONE))
        return None
    table = st.dataframe(
        rows,
        height=min(TABLE_HEIGHT_PX, 38 + 36 * len(rows)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={name: st.column_config.TextColumn(width=_WIDTHS_PX.get(name, _WIDTH_PX)) for name in rows[0]},
        key=f"{key}-table",
        alt=words.REGISTER_ALT,
    )
    chosen = table["selection"]["rows"]
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def _draw_row(cells: Cells, place: Place, open_source: OpenSource) -> None:
    with st.container(border=True, key="citation-row"):
        draw(cards.row_card([(name, one_line(cell)) for name, cell in cells.items() if cell]))
        if st.button(words.OPEN_SOURCE, key="row-open", icon=":material/splitscreen_vertical_add:", type="primary"):
            open_source(place)


def _metadata(store: Store) -> dict[str, Metadata]:
    return {stored.source: stored.metadata for stored in store.sources()}


def _or_any(value: str) -> str:
    return value or words.FILTER_ANY


def _role_name(role: str) -> str:
    return words.ROLE_LABELS.get(role, words.FILTER_ANY)


def _kind_name(kind: str) -> str:
    return words.TARGET_KIND_LABELS.get(kind, words.FILTER_ANY)


def _source_name(source: str, metadata: Mapping[str, Metadata]) -> str:
    return registers.document_name(source, metadata) if source else words.FILTER_ANY
