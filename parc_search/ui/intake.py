"""Ingestion apart from the screens: one worker reads the uploaded files in turn, whoever looks on.

A screen may be left or reloaded while files are read; other sessions ask on meanwhile. Only one file is written
to the store at a time.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.errors import ParcError
from parc_search.ui import words
from parc_search.ui.uploads import Upload, on_disk, safe_name

_log = logging.getLogger(__name__)

# Takes the file and a call that reports each stage; returns the last stage, "done" or "unchanged".
IngestFile = Callable[[Path, Callable[[str], None]], str]
STORED_STAGES = frozenset({"done", "unchanged"})
FINAL_STAGES = STORED_STAGES | {"failed", "cancelled"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """How far one uploaded file has come: `stage` is a key of the stages' wording, `message` why it failed."""

    name: str
    stage: str = "waiting"
    message: str = ""

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the file."""
        return self.stage in FINAL_STAGES


class Intake:
    """The files that were handed in, in order, and the worker that reads them."""

    def __init__(self, ingest_file: IngestFile) -> None:
        self._ingest_file = ingest_file
        self._lock = threading.Lock()
        self._files: list[tuple[Upload | None, FileState]] = []
        self._chores: list[Callable[[], object]] = []
        self._worker: threading.Thread | None = None

    def submit(self, uploads: Sequence[Upload]) -> None:
        """Queues the files and starts the worker if none is at work; a finished list gives way to the new one."""
        with self._lock:
            if self._worker is None:
                self._files = []
            for upload in uploads:
                name = safe_name(upload.name, {state.name for _, state in self._files})
                self._files.append((upload, FileState(name=name)))
            self._set_to_work()

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
    def is_running(self) -> bool:
        """Whether a file is being read or waits."""
        with self._lock:
            return self._worker is not None

    def cancel(self) -> None:
        """Drops the files that wait; the one being read is finished, so that the store stays whole."""
        with self._lock:
            self._files = [
                (None, replace(state, stage="cancelled")) if state.stage == "waiting" else (upload, state)
                for upload, state in self._files
            ]

    def dismiss(self) -> None:
        """Forgets the files that are finished."""
        with self._lock:
            self._files = [(upload, state) for upload, state in self._files if not state.is_final]

    def wait(self, timeout_s: float) -> bool:
        """Whether the worker came to its end within the time."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            worker.join(timeout_s)
        return not self.is_running

    def _set_to_work(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="parc-intake", daemon=True)
            self._worker.start()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if isinstance(job, tuple):
                self._read(*job)
                continue
            try:
                job()
            except Exception:
                # What was stored stays stored; the caches are brought up to date again at the next opening.
                _log.exception("a chore of the intake failed")

    def _read(self, upload: Upload, name: str) -> None:
        try:
            with on_disk(upload, name) as path:
                stage = self._ingest_file(path, partial(self._hear, name))
            self._move(name, stage)
        except ParcError as error:
            self._move(name, "failed", str(error))
        except Exception:
            # The worker must live for the files behind; the fault is logged in full and shown as such.
            _log.exception("ingesting %r failed", name)
            self._move(name, "failed", words.UPLOAD_FAULT)

    def _next(self) -> tuple[Upload, str] | Callable[[], object] | None:
        with self._lock:
            for index, (upload, state) in enumerate(self._files):
                if state.stage == "waiting" and upload is not None:
                    self._files[index] = (None, replace(state, stage="read"))
                    return upload, state.name
            if self._chores:
                return self._chores.pop(0)
            self._worker = None
            return None

    def _hear(self, name: str, stage: str) -> None:
        # How a file ended is for the worker to say, not for the progress reports on the way.
        if stage not in FINAL_STAGES:
            self._move(name, stage)

    def _move(self, name: str, stage: str, message: str = "") -> None:
        with self._lock:
            self._files = [
                (upload, replace(state, stage=stage, message=message))
                if state.name == name and not state.is_final
                else (upload, state)
                for upload, state in self._files
            ]
