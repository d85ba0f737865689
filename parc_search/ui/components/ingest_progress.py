"""How far the files and pages that were handed in have come: drawn anew by itself while any is being read."""

import streamlit as st

from parc_search.ui import messages
from parc_search.ui.components import document_cards
from parc_search.ui.components.markup import draw
from parc_search.ui.ingest.queue import Intake

REFRESH_S = 0.7


def draw_progress(intake: Intake, *, screen_follows: bool = True) -> None:
    """Draws the progress; the whole screen follows whenever a file is finished, unless a dialog stands before it.

    Drawing the screen anew would close the dialog under the reader's hands; the dialog's own end draws it anew.
    """
    running = intake.is_running
    with st.container(key="intake-progress"):
        st.fragment(_draw, run_every=REFRESH_S if running else None)(
            intake, _finished(intake), follows=running and screen_follows
        )


def _finished(intake: Intake) -> int:
    return sum(state.is_final for state in intake.states())


def _draw(intake: Intake, were_finished: int, *, follows: bool) -> None:
    if not intake.is_allowed:
        return  # the next drawing of the whole screen says why
    running, states = intake.is_running, intake.states()
    if follows and (not running or _finished(intake) > were_finished):
        st.rerun()
    if not states:
        return
    forecast, is_reading = intake.forecast(), any(not state.is_final for state in states)
    draw(document_cards.progress(states, forecast, is_running=is_reading))
    if is_reading:
        st.progress(forecast.share)
        st.button(messages.UPLOAD_CANCEL, key="upload-cancel", on_click=intake.cancel)
    else:
        st.button(messages.UPLOAD_DISMISS, key="upload-dismiss", on_click=intake.dismiss)
