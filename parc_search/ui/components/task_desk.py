"""One row of the register of tasks to work with: its state, notes, history, and where it was read wrong.

Each action asks `TaskBook` to do it, which asks who acts at that moment; what is drawn here gives nobody a right.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from index.store.task_ledger import STATE
from ingest.documents import Metadata, Task
from ingest.errors import UsageError
from parc_search.access import Person, Who
from parc_search.documents.task_book import MAX_NOTE_CHARS, TaskBook
from parc_search.documents.task_rows import OVERDUE, STATES, TO_DO, Followed, GoneRow, TaskRow
from parc_search.export.deadlines_ics import deadlines_ics
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.date_field import typed_day
from parc_search.ui.components.markup import draw, plain_label, text
from parc_search.ui.state.formats import date_text, one_line, time_text
from parc_search.ui.state.session import Place
from parc_search.ui.state.task_export import as_read, calendar_entries, shown
from parc_search.ui.state.task_filter import checks_of, document_name, row_cells

_SHORT_CHARS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDesk:
    """What a row is worked on with: the register, who acts, who is at the screen, and the ways that lead on."""

    book: TaskBook
    who: Who
    person: Person
    metadata: Mapping[str, Metadata]
    open_source: Callable[[Place], None]
    taken: Callable[[str, int], object]
    today: date


def draw_task(desk: TaskDesk, row: TaskRow, *, close: Callable[[], None] | None = None) -> None:
    """Draws a row in full with all that can be done with it; `close` leads back to the list."""
    with st.container(border=True, key="citation-row"):
        head = st.container(horizontal=True, vertical_alignment="center")
        with head:
            draw(text(messages.FOLLOW_TITLE, "part", "h2"), width="content")
            st.space("stretch")
            if close is not None:
                st.button(messages.FOLLOW_CLOSE, key="row-close", icon=":material/close:", type="tertiary",
                    on_click=close)  # fmt: skip
        _draw_state(desk, row)
        for check in checks_of(row):
            draw(text(check, "note note-line", "p"))
        hidden = {messages.COLUMN_STATE, messages.COLUMN_NOTES, messages.COLUMN_CHECK}
        cells = row_cells(row, desk.metadata, desk.today)
        fields = [(name, one_line(cell)) for name, cell in cells.items() if cell and name not in hidden]
        fields += [(messages.AS_READ.format(field=label), value) for label, value in as_read(row)]
        draw(cards.row_card(fields))
        with st.container(horizontal=True, key="row-bar"):
            if st.button(
                messages.OPEN_SOURCE, key="row-open", icon=":material/splitscreen_vertical_add:", type="primary"
            ):
                desk.open_source(Place(source=row.task.source, span=row.read.task_span))
            if row.due is not None:
                _draw_calendar(desk, row)
            if desk.person.may_manage:
                _draw_correction(desk, row)
        _draw_notes(desk, row)
        draw_history(row.followed)


def draw_history(followed: Followed) -> None:
    """Draws everything that was written about a row, newest first."""
    if not followed.entries:
        return
    with st.expander(plain_label(messages.HISTORY_OF_ROW.format(n=len(followed.entries)))):
        for entry in reversed(followed.entries):
            value = messages.STATE_LABELS.get(entry.value, "")
            if entry.kind == "corrected":
                names = [messages.ROW_FIELD_NAMES.get(name, name) for name in json.loads(entry.value)]
                value = ", ".join(names) or messages.HISTORY_TAKEN_BACK
            line = messages.HISTORY_LINES[entry.kind].format(time=time_text(entry.at), by=_by(entry.by), value=value)
            draw(text(line, "meta note-line", "p"))


def draw_gone(desk: TaskDesk, gone: Sequence[GoneRow], rows: Sequence[TaskRow]) -> None:
    """Draws the rows that are read no more with what was written about them, and the way to carry it over."""
    if not gone:
        return
    with st.expander(plain_label(messages.GONE_TITLE.format(n=len(gone))), key="gone-rows"):
        draw(text(messages.GONE_LEAD, "lead small", "p"))
        for old in gone:
            with st.container(border=True, key=f"gone-{old.key}"):
                draw(
                    cards.row_card(
                        [
                            (messages.COLUMN_TASK, old.words),
                            (messages.COLUMN_STATE, messages.STATE_LABELS[old.followed.state]),
                            (messages.COLUMN_DOCUMENT, document_name(old.source, desk.metadata)),
                            *((messages.NOTES_TITLE, note.text) for note in old.followed.notes),
                        ]
                    )
                )
                draw_history(old.followed)
                if desk.person.may_manage:
                    _draw_carrying(desk, old, [row for row in rows if row.task.source == old.source])


def _draw_carrying(desk: TaskDesk, old: GoneRow, rows: Sequence[TaskRow]) -> None:
    by_key = {row.key: row for row in rows}
    chosen = st.selectbox(
        messages.GONE_MOVE_TO,
        list(by_key),
        index=None,
        format_func=lambda key: _short(by_key[key].task),
        key=f"carry-{old.key}",
    )

    def carry() -> None:
        desk.book.carry_over(desk.who, old.source, old.key, str(chosen))
        st.toast(messages.GONE_MOVED)

    st.button(messages.GONE_MOVE, key=f"carry-yes-{old.key}", disabled=chosen is None, on_click=carry)


def _draw_state(desk: TaskDesk, row: TaskRow) -> None:
    followed, key = row.followed, f"state-{row.key}"
    st.session_state[key] = followed.state  # what is written is shown, not what was pressed: it may have been refused

    def choose() -> None:
        state = str(st.session_state[key])
        desk.book.set_state(desk.who, row.task.source, row.key, state)
        st.toast(messages.FOLLOW_SAVED.format(state=messages.STATE_LABELS[state]))

    st.segmented_control(
        messages.FOLLOW_STATE, STATES, required=True, format_func=messages.STATE_LABELS.__getitem__, key=key,
        on_change=choose,
    )  # fmt: skip
    if row.state_on(desk.today) == OVERDUE and row.due is not None:
        draw(text(messages.FOLLOW_LATE.format(day=date_text(row.due)), "late note-line", "p"))
    elif row.task.recurrence and row.due is not None:
        draw(text(messages.FOLLOW_NEXT.format(day=date_text(row.due)), "meta note-line", "p"))
    if not followed.at:
        return
    said = messages.FOLLOW_SET_BY.format(
        state=messages.STATE_LABELS[followed.state], by=_by(followed.by), time=time_text(followed.at)
    )
    draw(text(said, "meta note-line", "p"))
    states = [TO_DO, *(entry.value for entry in followed.entries if entry.kind == STATE)]

    def undo() -> None:
        desk.book.set_state(desk.who, row.task.source, row.key, states[-2])

    label = messages.FOLLOW_UNDO.format(state=messages.STATE_LABELS[states[-2]])
    st.button(label, key="state-undo", icon=":material/undo:", type="tertiary", on_click=undo)


def _draw_calendar(desk: TaskDesk, row: TaskRow) -> None:
    address = str(st.context.url or "")

    def made() -> bytes:
        desk.taken("ics", 1)
        entries = calendar_entries([row], desk.metadata, address=address)
        return deadlines_ics(entries, name=messages.CALENDAR_NAME, made_at=datetime.now(UTC))

    st.download_button(
        messages.FOLLOW_TO_CALENDAR, made, f"{messages.CALENDAR_FILE_NAME}.ics", "text/calendar", on_click="ignore",
        disabled=row.followed.state == "done" and row.task.recurrence is None, icon=":material/event:", key="row-ics",
    )  # fmt: skip


def _draw_notes(desk: TaskDesk, row: TaskRow) -> None:
    source = row.task.source
    if row.followed.notes:
        draw(text(messages.NOTES_TITLE, "part", "h3"))
    for note in row.followed.notes:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = messages.NOTE_LINE.format(time=time_text(note.at), by=_by(note.by), text=note.text)
            draw(text(said, "note-line", "p"), width="stretch")
            if desk.person.may_manage or note.by == desk.person.address:
                st.button(
                    messages.NOTE_WITHDRAW.format(time=time_text(note.at)), key=f"withdraw-{note.position}",
                    type="tertiary", icon=":material/delete:", on_click=_withdraw, args=(desk, row, note.position),
                )  # fmt: skip
    with st.form(f"note-{row.key}", border=False, clear_on_submit=True):
        said = st.text_area(messages.NOTE_FIELD, max_chars=MAX_NOTE_CHARS, height=80)
        if st.form_submit_button(messages.NOTE_SAVE):
            desk.book.add_note(desk.who, source, row.key, said)
            st.toast(messages.NOTE_SAVED)
            st.rerun()


def _withdraw(desk: TaskDesk, row: TaskRow, position: int) -> None:
    desk.book.withdraw_note(desk.who, row.task.source, row.key, position)
    st.toast(messages.NOTE_WITHDRAWN_SAID)


def _draw_correction(desk: TaskDesk, row: TaskRow) -> None:
    task = row.task
    with st.popover(messages.CORRECT_ROW, icon=":material/edit:", key="row-correct"):
        draw(text(messages.CORRECT_ROW_LEAD, "lead small", "p"))
        with st.form(f"correct-{row.key}", border=False):
            typed = {
                "task": st.text_area(messages.COLUMN_TASK, one_line(task.task), height=110),
                "lead": st.text_input(
                    messages.FIELD_LEAD, shown(task.lead), help=messages.CORRECT_ROW_NAMES, key=f"c-lead-{row.key}"
                ),
                "coordinate": st.text_input(
                    messages.FIELD_COORDINATE, shown(task.coordinate), help=messages.CORRECT_ROW_NAMES
                ),
                "deadline": st.text_input(messages.FIELD_DEADLINE, shown(task.deadline)),
                "deadline_date": st.text_input(
                    messages.COLUMN_DEADLINE_DATE,
                    date_text(task.deadline_date) if task.deadline_date else "",
                    placeholder=messages.DATE_PLACEHOLDER,
                ),
                "product": st.text_input(messages.FIELD_PRODUCT, shown(task.product)),
            }
            fault = st.empty()
            saved = st.form_submit_button(messages.CORRECT_ROW_SAVE, type="primary")
        if saved:
            try:
                desk.book.correct(desk.who, task.source, row.key, changes_of(row.read, typed))
            except UsageError as error:
                with fault:
                    draw(text(str(error), "field-error", "p"))
            else:
                st.toast(messages.CORRECT_ROW_SAVED)
                st.rerun()
        if row.followed.corrections:
            st.button(messages.CORRECT_ROW_BACK, key="row-as-read", icon=":material/undo:", on_click=_take_back,
                args=(desk, row))  # fmt: skip


def changes_of(read: Task, typed: Mapping[str, str]) -> dict[str, object]:
    """The fields that were typed otherwise than they were read, each as a value of its field.

    Raises:
        UsageError: a day that is none.
    """
    values: dict[str, object] = {}
    for name, said in typed.items():
        if name in ("lead", "coordinate"):
            names = tuple(part for part in (one_line(part) for part in said.split(";")) if part)
            if names != getattr(read, name):
                values[name] = list(names)
        elif name == "deadline_date":
            day = typed_day(said)
            if day != read.deadline_date:
                values[name] = day
        elif one_line(said) != one_line(getattr(read, name) or ""):
            values[name] = one_line(said) or (None if name != "task" else "")
    return values


def _take_back(desk: TaskDesk, row: TaskRow) -> None:
    desk.book.correct(desk.who, row.task.source, row.key, {})


def _by(address: str) -> str:
    return address or messages.BY_NOBODY


def _short(task: Task) -> str:
    said = one_line(task.task)
    return said if len(said) <= _SHORT_CHARS else f"{said[:_SHORT_CHARS]}…"
