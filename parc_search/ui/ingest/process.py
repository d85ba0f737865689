"""Ingestion in a process of its own: it takes neither time nor a crash from those who ask, and can be ended at once.

The app writes one file or one page a line to the process, and hears its steps one JSON object a line. The process steps
back for everyone else on the machine, and ends when nothing more is to be read, or with the app. What it reads is read
in processes of its own, with limits, so no file holds up those that wait behind it. Killing it is safe: the store keeps
the old state or the new one.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import msgspec

from ingest.errors import ParcError, UnreadableFile
from ingest.ocr.multi_scale import Proposal
from parc_search.documents.ingest_batch import IngestReport, Step
from parc_search.documents.rereading import PageRequest
from parc_search.ui import messages

# How much the reading of files gives way to answering (nice: 0 none, 19 all): pages are read on all cores.
_NICENESS = 19
_LOOK_FOR_APP_S = 1.0
_ROOT = Path(__file__).parents[3]
_HEAR = "step"
_END = "end"
_PROPOSAL = "proposal"
_COUNTED = frozenset({"ocr", "index"})  # stages that tell how far they are: pages, texts
# The stage in which the files of a portfolio are read one after the other, each in the store when the next begins.
FILES = "files"

Hear = Callable[[str, int, int], None]
"""Hears a stage, and how many of how many parts of it are done (0 of 0 where it has no parts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRequest:
    """A file to read into the store, who hands it in, who may read it, and whether it replaces what has its name."""

    path: Path
    groups: tuple[str, ...] = ()
    is_replacing: bool = False
    by: str = ""


Asked = FileRequest | PageRequest
"""A file to read into the store, or a page of a document there to read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How it ended: a file "done", "unchanged" or "partly"; a page "better", "kept", "restored" or "corrected".

    A page that was read again is "proposed", with the `proposal`, of which nothing is stored.

    `message` tells, a line each, what else is to be known: which files of a portfolio could not be read, which
    document got a number to its name, which one was replaced.
    """

    stage: str
    message: str = ""
    proposal: Proposal | None = None


class Reading(Protocol):
    """What reads files and pages into the store, one at a time."""

    def read(self, asked: Asked, hear: Hear) -> Ended:
        """Reads a file in, or a page again."""

    def stop(self) -> None:
        """Ends the reading at hand; its `read` raises `UnreadableFile`."""

    def rest(self) -> None:
        """Nothing is to be read for now."""


class ReadingProcess:
    """The process as the app sees it; started by the first file, again after it was stopped."""

    def __init__(self, store: Path) -> None:
        self._store = store.resolve()
        self._process: subprocess.Popen[str] | None = None

    def read(self, asked: Asked, hear: Hear) -> Ended:
        """Reads a file in, or a page again.

        Raises:
            UnreadableFile: what was asked cannot be read, or the process was ended meanwhile.
        """
        process, stored = self._running(), 0
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(_written(asked) + "\n")
            process.stdin.flush()
            for line in process.stdout:
                said = json.loads(line)
                if _HEAR in said:
                    stored = said["done"] if said[_HEAR] == FILES else stored
                    hear(said[_HEAR], said["done"], said["total"])
                elif said[_END]:
                    proposed = said.get(_PROPOSAL)
                    proposal = None if proposed is None else msgspec.convert(proposed, Proposal)
                    return Ended(stage=said[_END], message=said["why"], proposal=proposal)
                else:
                    raise UnreadableFile(said["why"])
        except BrokenPipeError:
            pass
        self._forget(process)
        name = asked.path.name if isinstance(asked, FileRequest) else asked.source
        ended = messages.PORTFOLIO_READER_ENDED if stored else messages.READER_ENDED
        raise UnreadableFile(ended.format(name=name, stored=stored))

    def stop(self) -> None:
        """Ends the process at once; whoever waits for it in `read` hears that it ended."""
        process = self._process
        if process is not None:
            process.kill()

    def rest(self) -> None:
        """Lets the process end when it has read what it was given; the memory of its models is free again."""
        if self._process is not None:
            self._forget(self._process)

    def _forget(self, process: subprocess.Popen[str]) -> None:
        """Closes what leads to the process and waits for its end."""
        self._process = None
        process.communicate()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None:
            if self._process.poll() is None:
                return self._process
            self._forget(self._process)
        command = [sys.executable, "-m", "parc_search.ui.ingest.process", str(self._store)]
        self._process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self._process


def main(store: Path) -> None:
    """Reads the files and pages that come in, until no more come."""
    from parc_search.search import ParcSearch
    from parc_search.settings import load_settings

    _end_with_app()
    os.nice(_NICENESS)
    os.umask(0o077)  # all that is written here belongs to the store
    # Whatever a library prints must not come between the lines that the app reads.
    answers, sys.stdout = sys.stdout, sys.stderr

    def say(**said: object) -> None:
        answers.write(json.dumps(said, ensure_ascii=True) + "\n")
        answers.flush()

    with ParcSearch.open(settings=load_settings(store=store)) as parc:
        for line in sys.stdin:
            asked = _asked(line)
            if isinstance(asked, FileRequest):
                report = parc.ingest(
                    [asked.path], partial(_tell_step, say),
                    groups=asked.groups, replace=asked.is_replacing, by=asked.by,
                )  # fmt: skip
                say(**{_END: _stage_of(report), "why": "\n".join(_said_of(report))})
                continue
            try:
                outcome = parc.read_page_again(asked, partial(_tell, say))
                proposal = None if outcome.proposal is None else asdict(outcome.proposal)
                say(**{_END: outcome.ended, "why": "", _PROPOSAL: proposal})
            except ParcError as error:
                say(**{_END: "", "why": str(error)})


def _end_with_app() -> None:
    """Has this process end when the app does, in the middle of a scan too.

    Not left to the kernel: it looks at the thread that began this process, and the app ends that when it likes.
    """
    app = os.getppid()

    def watch() -> None:
        while os.getppid() == app:
            time.sleep(_LOOK_FOR_APP_S)
        os._exit(1)

    threading.Thread(target=watch, name="parc-app-watch", daemon=True).start()


def _stage_of(report: IngestReport) -> str:
    """How the reading of a file ended; empty where nothing of it could be read."""
    if not report.added and not report.unchanged:
        return ""
    if report.failures:
        return "partly"
    return "done" if report.added else "unchanged"


def _said_of(report: IngestReport) -> Iterator[str]:
    """What is to be known of a file beyond how it ended."""
    yield from (failure.reason for failure in report.failures)
    yield from (messages.UPLOAD_NUMBERED.format(name=name, source=source) for name, source in report.numbered)
    yield from (messages.UPLOAD_REPLACED.format(source=source) for source in report.replaced)


def _written(asked: Asked) -> str:
    return json.dumps(asdict(asked), default=str)


def _asked(line: str) -> Asked:
    said = json.loads(line)
    if "path" in said:
        return msgspec.convert(said, FileRequest, dec_hook=_path)
    return msgspec.convert(said, PageRequest)


def _path(kind: type[Any], said: Any) -> Any:
    """The path that its text says; of no other type is there anything to make."""
    return kind(said)


def _tell_step(say: Callable[..., None], step: Step) -> None:
    is_counted = step.stage in _COUNTED
    if step.total > 1 and not is_counted:
        _tell(say, FILES, step.done, step.total)
        return
    _tell(say, step.stage, step.done if is_counted else 0, step.total if is_counted else 0)


def _tell(say: Callable[..., None], stage: str, done: int, total: int) -> None:
    say(**{_HEAR: stage, "done": done, "total": total})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
