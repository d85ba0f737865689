"""The one ParcSearch of the process and its intake, opened once and shared by every session."""

from dataclasses import dataclass

import streamlit as st

from parc_search.search import ParcSearch
from parc_search.settings import load_settings
from parc_search.ui import messages
from parc_search.ui.ingest.process import ReadingProcess
from parc_search.ui.ingest.queue import Intake

# Asked once in the background, so that the models are loaded before the first reader asks.
_WARMING_QUESTION = "cải cách hành chính"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """What the screens work on."""

    parc: ParcSearch
    intake: Intake


@st.cache_resource(show_spinner=messages.OPENING)
def opened() -> AppContext:
    """The desk over the store of the settings."""
    settings = load_settings()
    parc = ParcSearch.open(settings.store, settings)

    def holds(content_hash: str) -> bool:
        return any(stored.content_hash == content_hash for stored in parc.sources())

    intake = Intake(ReadingProcess(settings.store), holds=holds, refresh=parc.index.refresh)
    if parc.sources():
        intake.run_later(lambda: parc.search(_WARMING_QUESTION, 1))
    return AppContext(parc=parc, intake=intake)
