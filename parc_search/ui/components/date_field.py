"""A field for a day, typed in any of the ways people write one: "05/03/2024", "5/3/24", "ngày 5 tháng 3 năm 2024".

Typed, not picked, so that the keyboard is enough and every word of it is Vietnamese. The day stands before the month,
as in every Vietnamese text; only a year of four digits may stand first.
"""

import re
from contextlib import suppress
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.errors import UsageError
from ingest.language.fold import fold
from parc_search.ui import messages
from parc_search.ui.components.markup import draw, spoken
from parc_search.ui.state.formats import date_text

# The years that a document, a deadline or a question of this store can have; a slip of the finger lies outside.
FIRST_YEAR, LAST_YEAR = 1945, 2100
# Two digits from here on are of the last century. Source: POSIX, strptime, "%y".
_LAST_CENTURY_FROM = 69
_SHOWN_CHARS = 30
_NAMES = re.compile(r"\b(?:ngay|thang|nam)\b")
_FORMS = (
    re.compile(r"(?P<day>\d{1,2})[ /.,–-]+(?P<month>\d{1,2})[ /.,–-]+(?P<year>\d{4}|\d\d)"),
    re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4}|\d\d)"),
    re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})"),
)
# "ngày 25 tháng 12 năm 2024" with room to spare.
MAX_CHARS = 60


def typed_day(typed: str) -> date | None:
    """The day that was typed; None where nothing was.

    Raises:
        UsageError: the text is no day, no day of the calendar, or of a year that nothing here can have.
    """
    said = " ".join(typed.split())
    if not said:
        return None
    figures = _NAMES.sub(" ", fold(said)).strip()
    found = next((match for form in _FORMS if (match := form.fullmatch(figures))), None)
    if found is None:
        raise UsageError(messages.DATE_UNREAD.format(text=_shortened(said)))
    day, month, year = int(found["day"]), int(found["month"]), int(found["year"])
    if len(found["year"]) == 2:
        year += 1900 if year >= _LAST_CENTURY_FROM else 2000
    try:
        read = date(year, month, day)
    except ValueError as error:
        raise UsageError(messages.DATE_NOT_IN_CALENDAR.format(text=_shortened(said))) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(messages.DATE_YEAR_UNLIKELY.format(text=_shortened(said), first=FIRST_YEAR, last=LAST_YEAR))
    return read


def typed_years(first: int | None, last: int | None) -> tuple[int, int] | None:
    """The years from the first to the last; where one of them is left empty the other stands for both.

    Raises:
        UsageError: the last year comes before the first.
    """
    stated = [year for year in (first, last) if year is not None]
    if not stated:
        return None
    if stated[0] > stated[-1]:
        raise UsageError(messages.YEARS_CROSSED.format(first=stated[0], last=stated[-1]))
    return stated[0], stated[-1]


def draw_date_field(column: DeltaGenerator, label: str, *, key: str) -> date | None:
    """The day in the field; None while it is empty, or holds what is no day, which is said under it."""
    typed = column.text_input(
        label, key=key, max_chars=MAX_CHARS, placeholder=messages.DATE_PLACEHOLDER, on_change=_write_out, args=(key,)
    )
    try:
        return typed_day(typed)
    except UsageError as error:
        with column:
            draw(spoken(str(error), "field-error"))
        return None


def _shortened(said: str) -> str:
    return said if len(said) <= _SHOWN_CHARS else f"{said[:_SHOWN_CHARS]}…"


def _write_out(key: str) -> None:
    """Puts the day into the field as dd/mm/yyyy: who typed "5/3/24" sees how it was read."""
    with suppress(UsageError):  # said under the field, where it is drawn
        day = typed_day(st.session_state[key])
        st.session_state[key] = date_text(day) if day else ""
