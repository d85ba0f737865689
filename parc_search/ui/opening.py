"""The one ParcSearch of the process and its intake, opened once and shared by every session."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from ingest.errors import UnreadableFile
from parc_search.search import ParcSearch
from parc_search.settings import load_settings
from parc_search.ui.intake import Intake

# Asked once in the background, so that the models are loaded before the first reader asks.
_WARMING_QUESTION = "cải cách hành chính"


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
        outcome = parc.ingest([path], lambda line: report(line.removeprefix(f"{path.name}: ")))
        for failure in outcome.failures:
            raise UnreadableFile(failure.reason)
        return "unchanged" if outcome.unchanged else "done"

    intake = Intake(ingest_file)
    if parc.sources():
        intake.run_later(lambda: parc.search(_WARMING_QUESTION, 1))
    return Desk(parc=parc, intake=intake)
