"""The waiting pages of many files, read side by side on all cores before the files themselves are gone through.

What is read goes into the cache of pages, where each file finds it; so a long scan uses every core, and a batch that
was killed reads no page twice.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from ingest.errors import ParcError
from ingest.ocr.page_ocr import Rereader, Sheet, waiting
from ingest.ocr.tesseract import PageNotRead
from ingest.processes.sandbox import Stopped
from ingest.processes.worker_pool import in_processes
from ingest.readers import PICTURES, read
from ingest.readers.media_type import media_type_of_file

_DAMAGE = (OSError, ValueError, LookupError, ArithmeticError, RecursionError, MemoryError)

# Of this process, beside Tesseract's own: ten times an ordinary page.
_PAGE_PATIENCE_S = 60.0

Job = TypeVar("Job")
Result = TypeVar("Result")
Heard = Callable[[Path, int, int], None]


def read_pictures(paths: Sequence[Path], rereader: Rereader, *, workers: int, heard: Heard) -> None:
    """Reads every waiting page of the files into the cache; `heard` gets the file, pages done, pages in all.

    Nothing is raised here: a file or a page that gives trouble gives it again, and is named, at its own turn.
    """
    files = list(_with_pictures(paths))
    sheets = [sheet for found in _each(_sheets, files, workers) if not isinstance(found, Stopped) for sheet in found]
    if not sheets:
        return
    heard(sheets[0].path, 0, len(sheets))
    attempt = partial(_attempt, rereader)
    for done, _ in enumerate(_each(attempt, sheets, workers), start=1):
        heard(sheets[done - 1].path, done, len(sheets))


def _with_pictures(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            if media_type_of_file(path) in PICTURES:
                yield path
        except (ParcError, OSError):
            continue  # its reader says so


def _sheets(path: Path) -> tuple[Sheet, ...]:
    try:
        return tuple(waiting(read(path), path))
    except (ParcError, *_DAMAGE):
        return ()  # named at the file's own turn


def _attempt(rereader: Rereader, sheet: Sheet) -> None:
    try:
        rereader.reading(sheet)
    except (PageNotRead, ParcError, *_DAMAGE):
        return  # tried once more at the file's own turn


def _each(function: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> Iterator[Result | Stopped]:
    at_once = min(workers, len(jobs))
    return in_processes(function, jobs, workers=at_once, size=lambda job: 0, patience_s=lambda job: _PAGE_PATIENCE_S)
