"""Nhiệm vụ: the register of assigned tasks, to filter, to follow, to see in time, and to look up in its source."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import cast

import streamlit as st

from index.store.access_view import VisibleStore
from index.store.task_ledger import SavedView
from ingest.documents import Metadata
from parc_search.access import READER, Person, Who, require
from parc_search.documents.task_book import Register, TaskBook
from parc_search.documents.task_rows import DONE, TaskRow, by_urgency
from parc_search.export.deadlines_ics import deadlines_ics
from parc_search.export.register_filter import TaskFilter
from parc_search.ui import messages
from parc_search.ui.components import cards, deadline_cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.date_field import draw_date_field
from parc_search.ui.components.markup import draw, plain_label, text
from parc_search.ui.components.register_tables import Taking, draw_exports, draw_table, or_any, select, source_filter
from parc_search.ui.components.task_desk import TaskDesk, draw_gone, draw_task
from parc_search.ui.components.view_switch import count_shown, draw_more, draw_views
from parc_search.ui.state import task_address, task_filter
from parc_search.ui.state.session import Place
from parc_search.ui.state.task_export import calendar_entries, export_cells

OpenSource = Callable[[Place], None]
GROUPS_OPEN = 1
# What is drawn without delay; the rest is a press away.
GROUPS_SHOWN, LIST_SHOWN = 40, 30
MAX_NAME_CHARS = 60
_WIDTHS_PX = {messages.COLUMN_TASK: 400, messages.FIELD_LEAD: 180, messages.COLUMN_STATE: 95}
_CLOSED = "closed-row"


def render(
    store: VisibleStore,
    book: TaskBook,
    person: Person,
    *,
    who: Who,
    open_source: OpenSource,
    open_documents: Callable[[], None] | None,
    taken: Callable[[str, int], object] = lambda form, count: None,
) -> None:
    """Draws the screen; `taken` hears of each export, its form and its rows, before it is made."""
    draw(cards.screen_head(messages.TASKS_TITLE, messages.TASKS_LEAD))
    register = book.register(person.groups)
    metadata = {name: stored.metadata for name, stored in register.sources.items()}
    if not metadata:
        draw_empty_store(open_documents)
        return
    today = register.stamp[2]
    desk = TaskDesk(
        book=book, who=who, person=person, metadata=metadata, open_source=open_source, taken=taken, today=today
    )
    wanted = st.query_params.get(task_filter.ROW, "")
    if not wanted:
        st.session_state.pop(_CLOSED, None)
    said = task_address.follow_address(
        {name: st.query_params.get_all(name) for name in st.query_params}, _session_fields()
    )
    _draw_named_row(desk, register, wanted)
    if register.rows:
        _draw_register(store, desk, register)
        said = task_address.parameters_of(_session_fields())
    else:
        draw(cards.notice(messages.REGISTER_EMPTY))
    if wanted and st.session_state.get(_CLOSED) != wanted:
        said = {task_filter.ROW: wanted, **said}
    if dict(st.query_params) != said:
        st.query_params.from_dict(said)
    draw_gone(desk, register.gone, register.rows)


def _session_fields() -> MutableMapping[str, object]:
    return cast("MutableMapping[str, object]", st.session_state)


def _draw_named_row(desk: TaskDesk, register: Register, wanted: str) -> None:
    """Draws the row that the address names over the list, until it is closed."""
    if not wanted or st.session_state.get(_CLOSED) == wanted:
        return
    row = register.row(wanted)
    if row is None:
        draw(cards.notice(messages.ROW_NOT_FOUND, messages.ROW_NOT_FOUND_TEXT))
        return

    def close() -> None:
        st.session_state[_CLOSED] = wanted

    draw_task(desk, row, close=close)


def _draw_register(store: VisibleStore, desk: TaskDesk, register: Register) -> None:
    metadata, today = desk.metadata, desk.today
    chosen, state = _filters(register, metadata)
    kept = chosen.kept_rows(register.rows, metadata, task_of=lambda row: row.task, due_of=lambda row: row.due)
    shown = by_urgency([row for row in kept if is_in(row, state, today)], today=today)
    address = str(st.context.url or "")

    def cells() -> list[task_filter.Cells]:
        return export_cells(shown, metadata, store.document, address=address, today=today)

    def calendar() -> bytes:
        entries = calendar_entries(shown, metadata, address=address)
        return deadlines_ics(entries, name=messages.CALENDAR_NAME, made_at=datetime.now(UTC))

    with st.container(horizontal=True, vertical_alignment="center", key="tasks-bar"):
        view = draw_views(messages.TASK_VIEWS, key="t-view")
        _draw_saved_views(desk)
        ics = Taking(
            label=messages.EXPORT_ICS, suffix="ics", make=calendar, mime="text/calendar",
            file_name=messages.CALENDAR_FILE_NAME,
        )  # fmt: skip
        draw_exports(
            cells, shown=len(shown), all_rows=len(register.rows), file_name=messages.TASKS_FILE_NAME,
            title=messages.TASKS, key="tasks", taken=lambda form: desk.taken(form, len(shown)), others=[ics],
        )  # fmt: skip
    if not shown:
        draw(cards.notice(messages.REGISTER_NONE))
    elif view == "agencies":
        _draw_agencies(shown, metadata, today)
    elif view == "timeline":
        years = {name: said.years[1] for name, said in metadata.items() if said.years}
        draw(deadline_cards.timeline(shown, metadata, today=today, last_years=years))
    else:
        _draw_table(desk, shown)


def is_in(row: TaskRow, state: str, today: date) -> bool:
    """Whether a row is in a state, or in what the filter calls one; every row is in none."""
    if state == task_address.OPEN:
        return row.followed.state != DONE
    return state in ("", row.state_on(today))


def _draw_table(desk: TaskDesk, shown: Sequence[TaskRow]) -> None:
    with st.container(key="wide-tasks"):
        rows = [task_filter.row_cells(row, desk.metadata, desk.today) for row in shown]
        index = draw_table(rows, [task_filter.task_link(row.read) for row in shown], widths_px=_WIDTHS_PX, key="tasks")
        if index is not None:
            draw_task(desk, shown[index])
    with st.container(key="narrow-tasks"):  # a table on a phone shows one column: there the rows are a list
        _draw_list("narrow-tasks", shown, desk.metadata, desk.today, with_lead=True)


@lru_cache(maxsize=8)
def _choices(register: Register) -> tuple[dict[str, str], list[str], list[str]]:
    """The agencies, places and years that can be filtered by; made once for a register."""
    said = [stored.metadata for stored in register.sources.values()]
    agencies = task_filter.agency_choices([row.task for row in register.rows])
    places = sorted({place for one in said for place in one.place})
    years = sorted({year for one in said for year in task_filter.years_of(one)})
    return agencies, places, list(map(str, years))


def _filters(register: Register, metadata: Mapping[str, Metadata]) -> tuple[TaskFilter, str]:
    agencies, places, years = _choices(register)
    with st.container(key="filters-tasks"):
        first = st.columns([2, 1, 1, 1, 1])
        agency = select(first[0], messages.FILTER_AGENCY, agencies, key="t-agency")
        state = select(
            first[1], messages.FILTER_STATE, {name: messages.STATE_LABELS[name] for name in task_address.STATES_SHOWN},
            key="t-state",
        )  # fmt: skip
        role = select(first[2], messages.FILTER_ROLE, messages.ROLE_LABELS, key="t-role")
        place = select(first[3], messages.FILTER_PLACE, {name: or_any(name) for name in places}, key="t-place")
        year = select(first[4], messages.FILTER_YEAR, {name: name for name in years}, key="t-year")
        second = st.columns([2, 2, 1, 1])
        wanted = second[0].text_input(messages.FILTER_WORDS, key="t-words")
        source = source_filter(second[1], metadata, key="t-source")
        due_from = draw_date_field(second[2], messages.FILTER_FROM, key="t-from")
        due = draw_date_field(second[3], messages.FILTER_DUE, key="t-due")
    if any(st.session_state.get(key) for key in task_address.FIELDS if key != "t-view"):
        st.button(
            messages.FILTER_CLEAR, key="t-clear", type="tertiary", icon=":material/filter_alt_off:", on_click=_show,
            args=("",),
        )  # fmt: skip
    wanted_by = TaskFilter(
        agency=agency, role=role, source=source, wanted=wanted, place=place,
        due_from=due_from, due_before=task_filter.day_after(due), year=int(year) if year else None,
    )  # fmt: skip
    return wanted_by, state


def _draw_saved_views(desk: TaskDesk) -> None:
    ledger = desk.book.views
    with st.popover(messages.VIEWS_BUTTON, icon=":material/bookmark:", type="tertiary", key="t-views"):
        kept = ledger.views(desk.person.address, task_filter.TASKS_PATH)
        if not kept:
            draw(text(messages.VIEWS_EMPTY, "lead small", "p"))
        for number, view in enumerate(kept):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(plain_label(view.name), key=f"view-{number}", on_click=_show, args=(view.query,))
                st.button(
                    plain_label(messages.VIEWS_DROP.format(name=view.name)), key=f"view-drop-{number}",
                    type="tertiary", icon=":material/delete:", on_click=_drop_view, args=(desk, view.name),
                )  # fmt: skip
        with st.form("save-view", border=False, clear_on_submit=True):
            name = st.text_input(messages.VIEWS_NAME, max_chars=MAX_NAME_CHARS)
            if st.form_submit_button(messages.VIEWS_SAVE):
                _save_view(desk, " ".join(name.split()))


def _save_view(desk: TaskDesk, name: str) -> None:
    if not name or len(name) > MAX_NAME_CHARS:
        draw(text(messages.VIEWS_NAME_MISSING.format(most=MAX_NAME_CHARS), "field-error", "p"))
        return
    owner = require(desk.who, READER).address
    query = task_address.query_of(_session_fields())
    desk.book.views.save_view(SavedView(owner=owner, screen=task_filter.TASKS_PATH, name=name, query=query))
    st.toast(messages.VIEWS_SAVED.format(name=name))
    st.rerun()


def _drop_view(desk: TaskDesk, name: str) -> None:
    desk.book.views.drop_view(require(desk.who, READER).address, task_filter.TASKS_PATH, name)
    st.toast(messages.VIEWS_DROPPED)


def _show(query: str) -> None:
    """Sets the filters to a saved view, or to none."""
    task_address.take(task_address.parameters_in(query), _session_fields())


def _draw_agencies(rows: Sequence[TaskRow], metadata: Mapping[str, Metadata], today: date) -> None:
    groups = task_filter.by_agency(rows)
    count = count_shown("agencies", GROUPS_SHOWN)
    for number, group in enumerate(groups[:count]):
        label = deadline_cards.group_label(group)
        with st.expander(label, expanded=number < GROUPS_OPEN, key=f"agency-{number}"):
            _draw_list(f"agency-{group.name}", group.rows, metadata, today)
    draw_more("agencies", count, len(groups), GROUPS_SHOWN)


def _draw_list(
    key: str, rows: Sequence[TaskRow], metadata: Mapping[str, Metadata], today: date, *, with_lead: bool = False
) -> None:
    """Draws the first tasks of a list, and how many there are beside them."""
    count = count_shown(key, LIST_SHOWN)
    draw(deadline_cards.task_list(rows[:count], metadata, today=today, with_lead=with_lead))
    draw_more(key, count, len(rows), LIST_SHOWN)
