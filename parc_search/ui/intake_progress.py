"""How far the files and pages that were handed in have come: drawn anew by itself while any is being read."""

import streamlit as st

from parc_search.ui import document_cards, words
from parc_search.ui.intake import Intake
from parc_search.ui.markup import draw

REFRESH_S = 0.7


def draw_progress(intake: Intake) -> None:
    """Draws the progress; the whole screen follows when the last file is finished."""
    running = intake.is_running
    st.fragment(_draw, run_every=REFRESH_S if running else None)(intake, running)


def _draw(intake: Intake, was_running: bool) -> None:
    running = intake.is_running
    if was_running and not running:
        st.rerun()
    states = intake.states()
    if not states:
        return
    forecast = intake.forecast()
    draw(document_cards.progress(states, forecast, is_running=running))
    st.progress(forecast.share)
    if running:
        st.button(words.UPLOAD_CANCEL, key="upload-cancel", on_click=intake.cancel)
    else:
        st.button(words.UPLOAD_DISMISS, key="upload-dismiss", on_click=intake.dismiss)
