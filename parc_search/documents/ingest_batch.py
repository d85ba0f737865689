"""Files into the store: each document read and put in its own transaction, then the indexes follow once.

A file that cannot be used is a failure with its reason in the report; it never stops the others. The clean documents
of the store and of the batch teach their names and set phrases to the reading of the broken ones.
"""

import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.build import Index
from ingest.documents import BROKEN, FAILED, OCR, UNREAD, IngestedDocument, SourceDocument
from ingest.file_names import one_line
from ingest.ocr.ctc_verifier import installed_second_reader
from ingest.ocr.page_ocr import Rereader
from ingest.ocr.tesseract import installed_tesseract
from ingest.pipeline import Failure, ingest_paths
from ingest.portfolio import Unpacked, unpacked
from ingest.processes.worker_pool import cores
from ingest.quality import is_doubtful
from ingest.repair import Repairer
from parc_search import messages
from parc_search.documents.repair_adaptation import clean_texts

_PAGES_FOLDER = "pages"  # in the store's folder: pages read from pictures, until their documents are stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document that was taken in, and how its pages were read; an unpaged document counts as one page.

    `reread` pages were read from their pictures, `unread` ones have no reading for want of OCR, `failed` ones could
    not be read from their pictures; `doubtful` pages have text that is hard to rely on.
    """

    source: str
    pages: int
    reread: int
    doubtful: int
    unread: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of each file: `added` and `unchanged` are sources, `failures` have path and reason.

    `has_ocr` says whether pages could be read from their pictures.
    """

    documents: tuple[Added, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]
    has_ocr: bool

    @property
    def added(self) -> tuple[str, ...]:
        """The sources of the documents that were taken in."""
        return tuple(document.source for document in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is being done: a stage of one file, `done` of `total` files before it, or "index", of so many texts.

    `seconds_left` is what the rest may take at the pace so far; None where nothing tells.
    """

    stage: str
    done: int
    total: int
    path: Path | None = None
    seconds_left: float | None = None

    def __str__(self) -> str:
        if self.path is None:
            return messages.INDEXING.format(done=self.done, total=self.total)
        stage = messages.OCR_STAGE if self.stage == "ocr" else self.stage
        if self.total > 1:
            minutes, seconds = divmod(round(self.seconds_left or 0), 60)
            left = "" if self.seconds_left is None else messages.TIME_LEFT.format(minutes=minutes, seconds=seconds)
            stage = messages.STAGE_OF_MANY.format(stage=stage, done=self.done, total=self.total, left=left)
        return messages.INGEST_STEP.format(path=one_line(self.path.name), stage=stage)


def take_in(
    paths: Iterable[Path],
    index: Index,
    repairer: Repairer,
    *,
    progress: Callable[[Step], None] | None = None,
    workers: int | None = None,
) -> IngestReport:
    """Reads the files and folders, puts what is new or changed into the store, and brings the indexes up to date.

    A document whose pages waited for OCR is read anew once there is OCR. `workers` files are read at once, by default
    as many as there are cores; the stages are then heard of one file at a time. The files in a PDF portfolio are
    documents of their own.
    """
    with tempfile.TemporaryDirectory(prefix="parc-portfolio-") as folder:
        return _take_in(unpacked(tuple(paths), Path(folder)), index, repairer, progress=progress, workers=workers)


def _take_in(
    given: Unpacked,
    index: Index,
    repairer: Repairer,
    *,
    progress: Callable[[Step], None] | None,
    workers: int | None,
) -> IngestReport:
    tell = progress or (lambda step: None)
    rereader = rereader_of(index.store.folder)
    known = {
        item.source: item.content_hash for item in index.store.sources() if rereader is None or not item.unread_count
    }
    added, unchanged, failures = [], [], list(given.failures)
    clock = _Clock()

    def report(path: Path, stage: str, done: int, total: int) -> None:
        tell(Step(stage=stage, done=done, total=total, path=path, seconds_left=clock.left(stage, done, total)))

    taught = repairer.adapted(clean_texts(given.paths, index, repairer))
    at_once = workers or cores()
    for item in ingest_paths(given.paths, taught, known=known, report=report, workers=at_once, rereader=rereader):
        if isinstance(item, IngestedDocument):
            index.store.put(item)
            if rereader is not None:
                rereader.forget(item.document.raw)
            added.append(_added(item.document.raw))
        elif isinstance(item, Failure):
            failures.append(given.named(item))
        else:
            unchanged.append(item.source)
    index.refresh(progress=lambda done, total: tell(Step(stage="index", done=done, total=total)))
    return IngestReport(
        documents=tuple(added),
        unchanged=tuple(unchanged),
        failures=tuple(failures),
        has_ocr=rereader is not None,
    )


def rereader_of(store: Path) -> Rereader | None:
    """What reads pages from their pictures for a store; None without OCR on this machine."""
    engine = installed_tesseract()
    if engine is None:
        return None
    return Rereader(engine=engine, second=installed_second_reader(), folder=store / _PAGES_FOLDER)


class _Clock:
    """Tells how long the rest may take at the pace so far, of the pages that are read or of the files."""

    def __init__(self) -> None:
        self._counted = ""
        self._began = 0.0

    def left(self, stage: str, done: int, total: int) -> float | None:
        counted = "pages" if stage == "ocr" else "files"
        if counted != self._counted:
            self._counted, self._began = counted, time.monotonic()
        return (time.monotonic() - self._began) / done * (total - done) if 0 < done < total else None


def _added(document: SourceDocument) -> Added:
    states = [page.read_by for page in document.pages]
    return Added(
        source=document.source,
        pages=len(document.pages),
        reread=states.count(OCR),
        doubtful=sum(map(is_doubtful, document.pages)),
        unread=states.count(UNREAD) + states.count(BROKEN),
        failed=states.count(FAILED),
    )
