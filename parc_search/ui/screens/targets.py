"""Chỉ tiêu: the register of targets and figures, and one target set side by side over years and places."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from index.store.access_view import VisibleStore
from ingest.documents import Metadata, Target
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.markup import draw
from parc_search.ui.components.register_tables import draw_exports, draw_row, draw_table, or_any, source_filter
from parc_search.ui.components.target_cards import target_list
from parc_search.ui.components.target_chart import chart
from parc_search.ui.components.view_switch import count_shown, draw_more, draw_views
from parc_search.ui.state import target_filter
from parc_search.ui.state.session import Place
from parc_search.ui.state.target_filter import TargetFilter
from parc_search.ui.state.task_filter import Cells

OpenSource = Callable[[Place], None]
LIST_SHOWN = 30
_WIDTHS_PX = {
    messages.COLUMN_SUBJECT: 430,
    messages.COLUMN_COMPARISON: 95,
    messages.COLUMN_VALUE: 95,
    messages.COLUMN_YEAR: 70,
}


def render(
    store: VisibleStore,
    *,
    open_source: OpenSource,
    open_documents: Callable[[], None] | None,
    taken: Callable[[str, int], object] = lambda form, count: None,
) -> None:
    """Draws the screen; `taken` hears of each export, its form and its rows, before it is made."""
    draw(cards.screen_head(messages.TARGETS_TITLE, messages.TARGETS_LEAD))
    register, metadata = store.targets(), {stored.source: stored.metadata for stored in store.sources()}
    if not metadata:
        draw_empty_store(open_documents)
        return
    if not register:
        draw(cards.notice(messages.REGISTER_EMPTY))
        return
    chosen = _filters(register, metadata)
    shown = [target for target in register if chosen.keeps(target, metadata)]
    with st.container(horizontal=True, vertical_alignment="center", key="targets-bar"):
        view = draw_views(messages.TARGET_VIEWS, key="g-view")
        rows = [target_filter.target_cells(target, metadata) for target in shown]
        draw_exports(
            lambda: rows, shown=len(rows), all_rows=len(register), file_name=messages.TARGETS_FILE_NAME,
            title=messages.TARGETS, key="targets", taken=lambda form: taken(form, len(rows)),
        )  # fmt: skip
    if not shown:
        draw(cards.notice(messages.REGISTER_NONE))
    elif view == "compare":
        _draw_comparison(shown, metadata, open_source)
    else:
        _draw_table(shown, rows, open_source, key="targets")


def _filters(register: Sequence[Target], metadata: Mapping[str, Metadata]) -> TargetFilter:
    years = sorted({year for target in register if (year := target_filter.year_of(target, metadata[target.source]))})
    places = sorted({place for said in metadata.values() for place in said.place})
    with st.container(key="filters-targets"):
        first = st.columns([2, 1, 1])
        wanted = first[0].text_input(messages.FILTER_WORDS, key="g-words")
        place = first[1].selectbox(messages.FILTER_PLACE, ["", *places], format_func=or_any, key="g-place")
        year = first[2].selectbox(messages.FILTER_YEAR, ["", *years], format_func=or_any, key="g-year")
        second = st.columns([2, 1, 1])
        source = source_filter(second[0], metadata, key="g-source")
        kind = second[1].selectbox(
            messages.FILTER_KIND, ["", *messages.TARGET_KIND_LABELS],
            format_func=lambda name: messages.TARGET_KIND_LABELS.get(name, messages.FILTER_ANY), key="g-kind",
        )  # fmt: skip
    return TargetFilter(source=source, kind=kind, year=year, wanted=wanted, place=place)


def _draw_table(shown: Sequence[Target], rows: Sequence[Cells], open_source: OpenSource, *, key: str) -> None:
    with st.container(key=f"wide-{key}"):
        index = draw_table(rows, [target_filter.target_link(target) for target in shown], widths_px=_WIDTHS_PX, key=key)
        if index is not None:
            target = shown[index]
            draw_row(rows[index], Place(source=target.source, span=target.span), open_source)
    with st.container(key=f"narrow-{key}"):  # a table on a phone shows one column: there the rows are a list
        count = count_shown(f"narrow-{key}", LIST_SHOWN)
        draw(target_list(shown[:count], rows[:count]))
        draw_more(f"narrow-{key}", count, len(shown), LIST_SHOWN)


def _draw_comparison(shown: Sequence[Target], metadata: Mapping[str, Metadata], open_source: OpenSource) -> None:
    choices = target_filter.comparable(shown, metadata)
    chosen = st.selectbox(
        messages.COMPARE_CHOOSE,
        list(choices),
        format_func=choices.__getitem__,
        key="g-compare",
        help=messages.COMPARE_HINT,
    )
    target = next(target for target in shown if target.id == chosen)
    points = target_filter.alike(target, shown, metadata)
    if len({(point.place, point.year) for point in points}) == 1:
        draw(cards.notice(messages.COMPARE_ONLY_ONE))
    drawn = [point for point in points if point.number is not None and point.year]
    if drawn:
        st.altair_chart(chart(drawn, target.unit), width="stretch", key="g-chart")
    else:
        draw(cards.notice(messages.COMPARE_NO_NUMBER))
    rows = [target_filter.target_cells(point.target, metadata, year=point.year) for point in points]
    _draw_table([point.target for point in points], rows, open_source, key="compared")
