"""The one ParcSearch of the process and its intake, opened once and shared by every session."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from parc_search.search import ParcSearch
from parc_search.settings import load_settings
from parc_search.ui.intake import Intake


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the screens work on."""

    parc: ParcSearch
    intake: Intake


@st.cache_resource(show_spinner=False)
def opened() -> Desk:
    """The desk over the store of the settings."""
    settings = load_settings()
    parc = ParcSearch.open(settings.store, settings)

    def ingest_file(path: Path, report: Callable[[str], None]) -> str:
        parc.ingest([path], report)
        return "done"

    return Desk(parc=parc, intake=Intake(ingest_file))
