"""A field for a day: typed, not picked, so that the keyboard is enough and every word of it is Vietnamese."""

from contextlib import suppress
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.errors import UsageError
from parc_search.ui import words
from parc_search.ui.formats import date_text
from parc_search.ui.markup import draw, spoken
from parc_search.ui.typed_dates import typed_day

# "ngày 25 tháng 12 năm 2024" with room to spare.
MAX_CHARS = 60


def draw_date_field(column: DeltaGenerator, label: str, *, key: str) -> date | None:
    """The day in the field; None while it is empty, or holds what is no day, which is said under it."""
    typed = column.text_input(
        label, key=key, max_chars=MAX_CHARS, placeholder=words.DATE_PLACEHOLDER, on_change=_write_out, args=(key,)
    )
    try:
        return typed_day(typed)
    except UsageError as error:
        with column:
            draw(spoken(str(error), "field-error"))
        return None


def _write_out(key: str) -> None:
    """Puts the day into the field as dd/mm/yyyy: who typed "5/3/24" sees how it was read."""
    with suppress(UsageError):  # said under the field, where it is drawn
        day = typed_day(st.session_state[key])
        st.session_state[key] = date_text(day) if day else ""
