"""Files into the store: each document read and put in its own transaction, then the indexes follow once.

A file that cannot be used is a failure with its reason in the report; it never stops the others. The clean documents
of the store and of the batch teach their names and set phrases to the reading of the broken ones.
"""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.build import Index
from index.left_over import PAGES_FOLDER, temporary_prefix
from index.store.source_info import identity, is_same_document
from ingest.documents import BROKEN, FAILED, OCR, UNREAD, IngestedDocument, SourceDocument
from ingest.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, StoreNewer, StoreReadOnly, UnreadableFile
from ingest.file_names import one_line
from ingest.ocr.ctc_verifier import installed_second_reader
from ingest.ocr.page_ocr import Rereader
from ingest.ocr.tesseract import installed_tesseract
from ingest.pipeline import Failure, Unchanged, ingest_paths, is_numbered, metadata, source_name, under_name
from ingest.portfolio import Unpacked, unpacked
from ingest.processes.worker_pool import cores
from ingest.quality import is_doubtful
from ingest.repair import Repairer
from ingest.repaired_text import RepairedText
from parc_search import messages
from parc_search.documents.repair_adaptation import clean_texts
from parc_search.evidence.acts import INGESTED, RESTRICTED, document_act


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

    `has_ocr` says whether pages could be read from their pictures. `replaced` are the sources of which a new version
    came in, the old one kept for an undo; `numbered` pairs the name of a file with its source where another document
    has that name.
    """

    documents: tuple[Added, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]
    has_ocr: bool
    replaced: tuple[str, ...] = ()
    numbered: tuple[tuple[str, str], ...] = ()

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
    groups: Iterable[str] = (),
    replace: bool = False,
    by: str | None = None,
) -> IngestReport:
    """Reads the files and folders, puts what is new or changed into the store, and brings the indexes up to date.

    A document whose pages waited for OCR is read anew once there is OCR. `workers` files are read at once, by default
    as many as there are cores; the stages are then heard of one file at a time. The files in a PDF portfolio are
    documents of their own. Only members of `groups` may read what comes in, from the first moment. A file of the name
    of another document gets a number, unless it is a version of it: by number and date, or by `replace`.
    Where `by` says who hands it in, the audit is told of each.
    """
    with tempfile.TemporaryDirectory(prefix=temporary_prefix("portfolio")) as folder:
        given = unpacked(tuple(paths), Path(folder))
        taking = _Taking(given, index, groups=tuple(groups), is_replacing=replace, by=by)
        return taking.all(repairer, progress=progress, workers=workers)


class _Taking:
    """One batch on its way into the store."""

    def __init__(
        self, given: Unpacked, index: Index, *, groups: tuple[str, ...], is_replacing: bool, by: str | None
    ) -> None:
        self._given = given
        self._store = index.store
        self._index = index
        self._groups = groups
        self._is_replacing = is_replacing
        self._by = by
        self._before = {item.source: item for item in index.store.sources()}
        self._added: list[Added] = []
        self._unchanged: list[str] = []
        self._failures = list(given.failures)
        self._replaced: list[str] = []
        self._numbered: list[tuple[str, str]] = []
        self._portfolios: dict[Path, str] = {}

    def all(self, repairer: Repairer, *, progress: Callable[[Step], None] | None, workers: int | None) -> IngestReport:
        """Takes every file in."""
        tell = progress or (lambda step: None)
        rereader = rereader_of(self._store.folder)
        held = {source: item.content_hash for source, item in self._before.items()}
        known = {
            source: held[source] for source, item in self._before.items() if rereader is None or not item.unread_count
        }
        clock = _Clock()

        def report(path: Path, stage: str, done: int, total: int) -> None:
            tell(Step(stage=stage, done=done, total=total, path=path, seconds_left=clock.left(stage, done, total)))

        paths = self._given.paths
        texts = clean_texts(paths, self._index, repairer, groups=self._groups, is_kept=self._is_kept)
        taught = repairer.adapted(texts)
        results = ingest_paths(
            paths, taught, known=known, held=held, report=report, workers=workers or cores(), rereader=rereader
        )
        for result in results:
            try:
                self._take(result, rereader)
            except (DiskFull, StoreReadOnly, StoreBusy, StoreDamaged, StoreNewer):
                raise  # the store takes nothing more
            except (StoreError, UnreadableFile) as error:
                self._failures.append(self._given.named(Failure(path=_path_of(result), reason=str(error))))
        self._index.refresh(progress=lambda done, total: tell(Step(stage="index", done=done, total=total)))
        self._index.sweep()
        return IngestReport(
            documents=tuple(self._added),
            unchanged=tuple(self._unchanged),
            failures=tuple(self._failures),
            has_ocr=rereader is not None,
            replaced=tuple(self._replaced),
            numbered=tuple(self._numbered),
        )

    def _take(self, result: IngestedDocument | Failure | Unchanged, rereader: Rereader | None) -> None:
        if isinstance(result, Failure):
            self._failures.append(self._given.named(result))
        elif isinstance(result, Unchanged):
            stored = self._before.get(result.source)
            if stored is not None:
                if stored.page_count is not None:  # the file may be missing or damaged in the store
                    self._store.originals.keep(result.path, stored.content_hash)
                if self._groups:
                    told = document_act(RESTRICTED, self._by, {"groups": ", ".join(self._groups)})
                    self._store.restrict(result.source, self._groups, record=told)
            self._unchanged.append(result.source)
        else:
            item = self._named(result)
            is_replaced = self._is_new(item)
            self._store.put(
                item, groups=self._groups, within=self._portfolio_hash(result.path), keep_former=is_replaced,
                record=document_act(INGESTED, self._by, {"outcome": "replaced" if is_replaced else "done"}),
            )  # fmt: skip
            if rereader is not None:
                rereader.forget(item.document.raw)
            self._added.append(_added(item.document.raw))

    def _is_kept(self, path: Path, raw: SourceDocument) -> bool:
        """Whether a file that comes in without groups will be kept for some all the same."""
        remembered = frozenset() if self._groups else self._store.remembered_keys()
        if not remembered:
            return False
        name = source_name(path)
        if any(stored.groups and is_numbered(source, name) for source, stored in self._before.items()):
            return True
        said = identity(metadata(raw, RepairedText(raw.text, ())))
        return not remembered.isdisjoint((raw.content_hash, said or "", self._portfolio_hash(path)))

    def _named(self, item: IngestedDocument) -> IngestedDocument:
        """The document under the name of the one that it is a version of, else under its own."""
        raw = item.document.raw
        name = raw.source if item.path is None else source_name(item.path)
        stored = self._before.get(raw.source)
        if stored is not None and stored.content_hash == raw.content_hash:
            return item  # read anew
        for source, former in self._before.items():
            is_chosen = self._is_replacing and source == name
            is_version = is_numbered(source, name) and is_same_document(former.metadata, item.document.metadata)
            if (is_chosen or is_version) and source not in self._replaced:
                self._replaced.append(source)
                return under_name(item, source)
        if raw.source != name:
            self._numbered.append((name, raw.source))
        return item

    def _is_new(self, item: IngestedDocument) -> bool:
        """Whether it replaces a document of another content."""
        stored = self._before.get(item.document.source)
        return stored is not None and stored.content_hash != item.document.raw.content_hash

    def _portfolio_hash(self, path: Path | None) -> str:
        """The content hash of the portfolio that a file came out of; empty for any other file."""
        portfolio = None if path is None else self._given.portfolio_of.get(path)
        if portfolio is None:
            return ""
        if portfolio not in self._portfolios:
            with portfolio.open("rb") as file:
                self._portfolios[portfolio] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._portfolios[portfolio]


def _path_of(result: IngestedDocument | Failure | Unchanged) -> Path:
    path = result.path
    return Path(result.document.source) if path is None and isinstance(result, IngestedDocument) else Path(path or "")


def rereader_of(store: Path) -> Rereader | None:
    """What reads pages from their pictures for a store; None without OCR on this machine."""
    engine = installed_tesseract()
    if engine is None:
        return None
    return Rereader(engine=engine, second=installed_second_reader(), folder=store / PAGES_FOLDER)


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
