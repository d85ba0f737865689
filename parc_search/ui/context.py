"""The one ParcSearch of the process and its intake, opened once and shared by every session."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from parc_search.access import MANAGER, Who, require
from parc_search.search import ParcSearch
from parc_search.settings import load_settings
from parc_search.ui import messages
from parc_search.ui.ingest.process import ReadingProcess
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.screens.sign_in import person_now

# Asked once in the background, so that the models are loaded before the first reader asks.
_WARMING_QUESTION = "cải cách hành chính"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """What the screens work on; `who` says who acts in the session at hand."""

    parc: ParcSearch
    intake: Intake
    who: Who = person_now


class _Once:
    """Opens the desk at the first call, and gives the same one to all that follow.

    Not a cache of Streamlit: those are emptied by a message that any browser may send.
    """

    def __init__(self, make: Callable[[], AppContext]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._desk: AppContext | None = None

    def __call__(self) -> AppContext:
        with self._lock:
            if self._desk is None:
                with st.spinner(messages.OPENING):
                    self._desk = self._make()
            return self._desk

    def clear(self) -> None:
        """Forgets the desk: the next call opens it anew."""
        with self._lock:
            self._desk = None


def _open() -> AppContext:
    settings = load_settings()
    parc = ParcSearch.open(settings.store, settings)

    def holds(content_hash: str) -> bool:
        return any(stored.content_hash == content_hash for stored in parc.sources())

    def check() -> None:
        require(person_now, MANAGER)

    reading = ReadingProcess(settings.store)
    intake = Intake(reading, holds=holds, refresh=parc.index.refresh, check=check)
    if parc.sources():
        intake.run_later(lambda: parc.search(_WARMING_QUESTION, 1))
    return AppContext(parc=parc, intake=intake)


opened = _Once(_open)
"""The desk over the store of the settings."""
