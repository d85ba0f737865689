"""Ingestion apart from the screens: one worker hands the uploaded files and the pages to read again on in turn.

A screen may be left or reloaded while files are read; other sessions ask on meanwhile. Only one file is written
to the store at a time.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ingest.errors import NotAllowed, ParcError
from ingest.file_names import safe_name
from ingest.ocr.multi_scale import Proposal
from parc_search.documents.page_records import BETTER, CORRECTED, KEPT, PROPOSED, RESTORED
from parc_search.documents.rereading import PageRequest
from parc_search.ui import messages
from parc_search.ui.ingest.process import FILES, FileRequest, Reading
from parc_search.ui.ingest.uploads import Upload, on_disk

_log = logging.getLogger(__name__)

STORED_STAGES = frozenset({"done", "partly", "unchanged", BETTER, KEPT, RESTORED, CORRECTED})
FINAL_STAGES = STORED_STAGES | {PROPOSED, "failed", "cancelled"}
# In this stage the store has the file already: it is finished and not cancelled.
_STORED_FROM = "index"
# Which share of a file's time has gone when a stage begins, and which when it ends; measured on the sample documents.
_SHARES = {
    "read": (0.0, 0.1),
    "repair": (0.1, 0.55),
    "structure": (0.55, 0.6),
    "chunk": (0.6, 0.65),
    "register": (0.65, 0.8),
    FILES: (0.0, 0.8),
    "index": (0.8, 1.0),
}
# The reading of pictures comes first and takes most of a scan's time; measured on a scan of 60 pages.
_SHARE_OF_PICTURES = 0.85
# Before this much is done a forecast says nothing.
_LEAST_SHARE_TO_FORECAST = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """How far one uploaded file has come: `stage` is a key of the stages' wording.

    `message` tells why it failed, or which of the files in it were not read, a line each. `done` of `total` parts of
    the stage are done, 0 of 0 where it has no parts. `has_pictures` tells that pages are read from their pictures;
    `page` is the page to read again, None for a file.
    """

    name: str
    size_bytes: int = 0
    page: PageRequest | None = None
    has_pictures: bool = False
    stage: str = "waiting"
    done: int = 0
    total: int = 0
    message: str = ""

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the file."""
        return self.stage in FINAL_STAGES

    @property
    def is_stored_in_part(self) -> bool:
        """Whether it is a portfolio and some of the files in it are through, not all."""
        return self.stage == FILES and 0 < self.done < self.total

    @property
    def share(self) -> float:
        """How much of the work on the file is done, 0..1."""
        if self.is_final:
            return 1.0
        begins, ends = _SHARES.get(self.stage, (0.0, 0.0))
        if self.stage == "ocr":
            begins, ends = 0.0, _SHARE_OF_PICTURES
        elif self.has_pictures:
            begins, ends = (_SHARE_OF_PICTURES + (1 - _SHARE_OF_PICTURES) * share for share in (begins, ends))
        return begins + (ends - begins) * (self.done / self.total if self.total else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How much of all files is done, 0..1, and the seconds that the rest may take; None while nobody can tell."""

    share: float
    seconds_left: float | None


class Intake:
    """The files that were handed in, in order, and the worker that has them read."""

    def __init__(
        self,
        reading: Reading,
        clock: Callable[[], float] = time.monotonic,
        *,
        holds: Callable[[str], bool] = lambda content_hash: False,
        refresh: Callable[[], object] = lambda: None,
        check: Callable[[], object] = lambda: None,
    ) -> None:
        """`holds` tells whether the store has a file of this SHA-256, `refresh` makes its caches follow it.

        `check` raises `NotAllowed` where whoever acts does not keep the documents; all that a screen asks of the
        intake begins with it.
        """
        self._reading = reading
        self._clock = clock
        self._holds = holds
        self._refresh = refresh
        self._check = check
        self._lock = threading.Lock()
        self._files: list[tuple[Upload | PageRequest | None, FileState]] = []
        self._chores: list[Callable[[], object]] = []
        self._proposals: dict[tuple[str, int], Proposal] = {}
        self._worker: threading.Thread | None = None
        self._began_at = 0.0

    def submit(self, uploads: Sequence[Upload]) -> None:
        """Queues the files and starts the worker if none is at work; a finished list gives way to the new one."""
        self._check()
        with self._lock:
            self._begin_list()
            for upload in uploads:
                name = safe_name(upload.name, {state.name for _, state in self._files})
                self._files.append((upload, FileState(name=name, size_bytes=len(upload.content))))
            self._set_to_work()

    def submit_page(self, request: PageRequest) -> None:
        """Queues a page to be read again or put back, unless it is queued already."""
        self._check()
        name = messages.PAGE_OF_SOURCE.format(page=request.page_no, source=request.source)
        with self._lock:
            self._begin_list()
            self._files = [(asked, state) for asked, state in self._files if state.name != name or not state.is_final]
            if all(state.name != name for _, state in self._files):
                self._files.append((request, FileState(name=name, page=request)))
            self._set_to_work()

    def proposal(self, source: str, page_no: int) -> Proposal | None:
        """What was read of a page and waits to be seen and chosen; it is held in memory only."""
        self._check()
        with self._lock:
            return self._proposals.get((source, page_no))

    def drop_proposal(self, source: str, page_no: int) -> None:
        """Forgets what was read of a page: it stays as it is."""
        self._check()
        with self._lock:
            self._proposals.pop((source, page_no), None)

    def run_later(self, chore: Callable[[], object]) -> None:
        """Queues something that takes long and shows nothing, such as indexing a corrected title anew."""
        with self._lock:
            self._chores.append(chore)
            self._set_to_work()

    def states(self) -> tuple[FileState, ...]:
        """Where each file stands now."""
        with self._lock:
            return tuple(state for _, state in self._files)

    @property
    def is_allowed(self) -> bool:
        """Whether whoever looks on now may see and do what is here."""
        try:
            self._check()
        except NotAllowed:
            return False
        return True

    @property
    def is_running(self) -> bool:
        """Whether a file is being read or waits, or a chore does."""
        with self._lock:
            return self._worker is not None

    def forecast(self) -> Forecast:
        """How far all files together have come, by their sizes."""
        states = self.states()
        whole = sum(state.size_bytes + 1 for state in states)
        share = sum((state.size_bytes + 1) * state.share for state in states) / whole if whole else 1.0
        if share < _LEAST_SHARE_TO_FORECAST:
            return Forecast(share=share, seconds_left=None)
        with self._lock:
            passed_s = self._clock() - self._began_at
        return Forecast(share=share, seconds_left=passed_s / share * (1 - share))

    def cancel(self) -> None:
        """Drops the files that wait and ends the reading of the present one; the store stays as it was before it.

        A file that the store has already, and that is only being indexed, is finished.
        """
        self._check()
        with self._lock:
            present = next((state for _, state in self._files if not state.is_final and state.stage != "waiting"), None)
            is_stored = present is not None and present.stage == _STORED_FROM
            self._files = [
                (None, state if state.is_final or (is_stored and state is present) else _cancelled(state))
                for _, state in self._files
            ]
        if present is not None and not is_stored:
            self._reading.stop()

    def dismiss(self) -> None:
        """Forgets the files that are finished."""
        self._check()
        with self._lock:
            self._files = [(asked, state) for asked, state in self._files if not state.is_final]

    def wait(self, timeout_s: float) -> bool:
        """Whether the worker came to its end within the time."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            worker.join(timeout_s)
        return not self.is_running

    def _begin_list(self) -> None:
        """A finished list gives way to a new one."""
        if all(state.is_final for _, state in self._files):
            self._files, self._began_at = [], self._clock()

    def _set_to_work(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="parc-intake", daemon=True)
            self._worker.start()

    def _work(self) -> None:
        while True:
            while (job := self._next()) is not None:
                if isinstance(job, tuple):
                    self._read(*job)
                    continue
                try:
                    job()
                except Exception:
                    # What was stored stays stored; the caches are brought up to date again at the next opening.
                    _log.exception("a chore of the intake failed")
            self._reading.rest()
            with self._lock:
                if not self._chores and not any(state.stage == "waiting" for _, state in self._files):
                    self._worker = None
                    return

    def _read(self, asked: Upload | PageRequest, name: str) -> None:
        hear = partial(self._hear, name)
        try:
            if isinstance(asked, PageRequest):
                ended = self._reading.read(asked, hear)
                self._keep(asked, ended.proposal)
            else:
                with on_disk(asked, name) as path:
                    request = FileRequest(path=path, groups=asked.groups, is_replacing=asked.is_replacing, by=asked.by)
                    ended = self._reading.read(request, hear)
            self._move(name, ended.stage, message=ended.message, is_stored=True)
        except ParcError as error:
            # What was stored of a portfolio that was stopped, or that killed its reader, is to be found.
            if any(state.name == name and (state.is_stored_in_part or state.message) for state in self.states()):
                self.run_later(self._refresh)
            if isinstance(asked, Upload) and self._was_stored_all_the_same(asked, name):
                self._move(name, "done", is_stored=True)
                self.run_later(self._refresh)
            else:
                self._move(name, "failed", message=str(error))
        except Exception:
            # The worker must live for the files behind; the fault is logged in full and shown as such.
            _log.exception("ingesting %r failed", name)
            self._move(name, "failed", message=messages.UPLOAD_FAULT)

    def _keep(self, asked: PageRequest, proposal: Proposal | None) -> None:
        """Holds what was read of a page until it is chosen; whatever changed the page makes it void."""
        with self._lock:
            self._proposals.pop((asked.source, asked.page_no), None)
            if proposal is not None:
                self._proposals[asked.source, asked.page_no] = proposal

    def _was_stored_all_the_same(self, upload: Upload, name: str) -> bool:
        """Whether the file came into the store in the moment in which it was cancelled."""
        is_cancelled = any(state.name == name and state.stage == "cancelled" for state in self.states())
        return is_cancelled and self._holds(hashlib.sha256(upload.content).hexdigest())

    def _next(self) -> tuple[Upload | PageRequest, str] | Callable[[], object] | None:
        with self._lock:
            for index, (asked, state) in enumerate(self._files):
                if state.stage == "waiting" and asked is not None:
                    self._files[index] = (None, replace(state, stage="read"))
                    return asked, state.name
            return self._chores.pop(0) if self._chores else None

    def _hear(self, name: str, stage: str, done: int, total: int) -> None:
        # How a file ended is for the worker to say, not for the progress reports on the way.
        if stage not in FINAL_STAGES:
            self._move(name, stage, done=done, total=total)

    def _move(
        self, name: str, stage: str, *, done: int = 0, total: int = 0, message: str = "", is_stored: bool = False
    ) -> None:
        """Moves a file on that is not finished; one that was stored just before it was cancelled is stored."""
        with self._lock:
            self._files = [
                (asked, _moved(state, stage, done, total, message))
                if state.name == name and (not state.is_final or is_stored)
                else (asked, state)
                for asked, state in self._files
            ]


def _moved(state: FileState, stage: str, done: int, total: int, message: str) -> FileState:
    has_pictures = state.has_pictures or stage == "ocr"
    return replace(state, stage=stage, done=done, total=total, message=message, has_pictures=has_pictures)


def _cancelled(state: FileState) -> FileState:
    """The file as dropped; of a portfolio, with how many of its files were through before."""
    through = messages.CANCELLED_IN_PORTFOLIO.format(done=state.done) if state.is_stored_in_part else ""
    return replace(state, stage="cancelled", message=through)
