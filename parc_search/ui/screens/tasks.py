"""Nhiệm vụ: the register of assigned tasks, to filter, to group, to see in time, and to follow to its source."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from index.store.access_view import VisibleStore
from ingest.documents import Metadata, Task
from parc_search.export.register_filter import TaskFilter
from parc_search.ui import messages
from parc_search.ui.components import cards, deadline_cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.date_field import draw_date_field
from parc_search.ui.components.markup import draw
from parc_search.ui.components.register_tables import draw_exports, draw_row, draw_table, or_any, source_filter
from parc_search.ui.components.view_switch import count_shown, draw_more, draw_views
from parc_search.ui.state import task_filter
from parc_search.ui.state.session import Place

OpenSource = Callable[[Place], None]
GROUPS_OPEN = 1
# What is drawn without delay; the rest is a press away.
GROUPS_SHOWN, LIST_SHOWN = 40, 30
_WIDTHS_PX = {messages.COLUMN_TASK: 430, messages.FIELD_LEAD: 190, messages.FIELD_COORDINATE: 170}


def render(
    store: VisibleStore,
    *,
    open_source: OpenSource,
    open_documents: Callable[[], None] | None,
    taken: Callable[[str, int], object] = lambda form, count: None,
) -> None:
    """Draws the screen; `taken` hears of each export, its form and its rows, before it is made."""
    draw(cards.screen_head(messages.TASKS_TITLE, messages.TASKS_LEAD))
    tasks, metadata = store.tasks(), {stored.source: stored.metadata for stored in store.sources()}
    if not metadata:
        draw_empty_store(open_documents)
        return
    if not tasks:
        draw(cards.notice(messages.REGISTER_EMPTY))
        return
    chosen = _filters(tasks, metadata)
    shown = chosen.kept(tasks, metadata)
    rows = [task_filter.task_cells(task, metadata) for task in shown]
    with st.container(horizontal=True, vertical_alignment="center", key="tasks-bar"):
        view = draw_views(messages.TASK_VIEWS, key="t-view")
        draw_exports(rows, all_rows=len(tasks), file_name=messages.TASKS_FILE_NAME, title=messages.TASKS, key="tasks",
            taken=lambda form: taken(form, len(rows)),
        )  # fmt: skip
    if not rows:
        draw(cards.notice(messages.REGISTER_NONE))
    elif view == "agencies":
        _draw_agencies(shown, metadata)
    elif view == "timeline":
        draw(deadline_cards.timeline(shown, metadata))
    else:
        with st.container(key="wide-tasks"):
            links = [task_filter.task_link(task) for task in shown]
            index = draw_table(rows, links, widths_px=_WIDTHS_PX, key="tasks")
            if index is not None:
                task = shown[index]
                draw_row(rows[index], Place(source=task.source, span=task.task_span), open_source)
        with st.container(key="narrow-tasks"):  # a table on a phone shows one column: there the rows are a list
            _draw_list("narrow-tasks", shown, metadata, with_lead=True)


def _filters(tasks: Sequence[Task], metadata: Mapping[str, Metadata]) -> TaskFilter:
    agencies = task_filter.agency_choices(tasks)
    places = sorted({place for said in metadata.values() for place in said.place})
    years = sorted({year for said in metadata.values() for year in task_filter.years_of(said)})
    with st.container(key="filters-tasks"):
        first = st.columns([2, 1, 1, 1])
        agency = first[0].selectbox(
            messages.FILTER_AGENCY, ["", *agencies], format_func=lambda name: agencies.get(name, messages.FILTER_ANY),
            key="t-agency",
        )  # fmt: skip
        role = first[1].selectbox(
            messages.FILTER_ROLE, ["", *messages.ROLE_LABELS], key="t-role",
            format_func=lambda name: messages.ROLE_LABELS.get(name, messages.FILTER_ANY),
        )  # fmt: skip
        place = first[2].selectbox(messages.FILTER_PLACE, ["", *places], format_func=or_any, key="t-place")
        year = first[3].selectbox(messages.FILTER_YEAR, ["", *map(str, years)], format_func=or_any, key="t-year")
        second = st.columns([2, 2, 1])
        wanted = second[0].text_input(messages.FILTER_WORDS, key="t-words")
        source = source_filter(second[1], metadata, key="t-source")
        due = draw_date_field(second[2], messages.FILTER_DUE, key="t-due")
    return TaskFilter(
        agency=agency, role=role, source=source, wanted=wanted, place=place,
        due_before=task_filter.day_after(due), year=int(year) if year else None,
    )  # fmt: skip


def _draw_agencies(tasks: Sequence[Task], metadata: Mapping[str, Metadata]) -> None:
    groups = task_filter.by_agency(tasks)
    count = count_shown("agencies", GROUPS_SHOWN)
    for number, group in enumerate(groups[:count]):
        label = deadline_cards.group_label(group)
        with st.expander(label, expanded=number < GROUPS_OPEN, key=f"agency-{number}"):
            _draw_list(f"agency-{group.name}", group.tasks, metadata)
    draw_more("agencies", count, len(groups), GROUPS_SHOWN)


def _draw_list(key: str, tasks: Sequence[Task], metadata: Mapping[str, Metadata], *, with_lead: bool = False) -> None:
    """Draws the first tasks of a list, and how many there are beside them."""
    count = count_shown(key, LIST_SHOWN)
    draw(deadline_cards.task_list(tasks[:count], metadata, with_lead=with_lead))
    draw_more(key, count, len(tasks), LIST_SHOWN)
