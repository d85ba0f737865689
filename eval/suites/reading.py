"""How well files are read: which pages are sent to OCR, what the text layers give, and what OCR makes of worn pages.

PDFs to decide on lie beside a checkout, in ../shared/pdfs; without them only the made pages are read.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eval.datasets.synthetic_pages import DPI, made_pages
from eval.metrics.ranking import Ratio
from eval.metrics.reading import character_errors, doubt_ratios, harm, word_errors
from eval.records.provenance import CORPUS, ROOT
from eval.records.record import Case, Run
from ingest.documents import BROKEN, FAILED, LAYER, OCR, UNREAD, SourceDocument
from ingest.errors import InputError
from ingest.ocr.ctc_verifier import installed_second_reader
from ingest.ocr.page_ocr import Rereader
from ingest.ocr.tesseract import Tesseract
from ingest.readers import read
from ingest.repair import Repairer

PDFS = ROOT.parent / "shared" / "pdfs"
TRUE_TEXT = CORPUS / "002_f8e8494414b91d6f.txt"  # the one clean document that is shipped
SYSTEM = "PARC Search"
_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of a file's pages: counts by state, their lowest quality, and the seconds that reading took.

    `refused` is the one line that a file was refused with, None for a file that was read.
    """

    name: str
    states: Counter[str]
    lowest_quality: float
    seconds: float
    refused: str | None = None

    @property
    def sent(self) -> int:
        """The pages that are sent to OCR."""
        return self.states[UNREAD] + self.states[BROKEN]

    def line(self) -> str:
        """The decision as a row of a table."""
        if self.refused is not None:
            return f"{self.name:48s} refused: {self.refused}"
        counts = f"{self.states.total():4d} {self.states[LAYER]:6d} {self.states[UNREAD]:7d} {self.states[BROKEN]:7d}"
        return f"{self.name:48s} {counts} {self.sent:5d} {self.lowest_quality:8.2f}"


HEADING = f"{'file':48s} pages trusted absent broken  sent  lowest quality"


def decisions(folder: Path) -> Iterator[Decision]:
    """What is decided of each file of a folder, in order of name; the true texts beside PDFs are left out."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or (path.suffix == ".txt" and path.with_suffix(".pdf").exists()):
            continue
        start = perf_counter()
        try:
            document = read(path)
        except InputError as error:
            yield Decision(name=path.name, states=Counter(), lowest_quality=0, seconds=0, refused=str(error))
            continue
        yield Decision(
            name=path.name,
            states=Counter(page.read_by for page in document.pages),
            lowest_quality=min(page.quality for page in document.pages),
            seconds=perf_counter() - start,
        )


def score_layers(folder: Path) -> Run:
    """Character errors of the born-digital PDFs that have their text beside them."""
    cases = []
    for path in sorted(folder.rglob("*.pdf")):
        beside = path.with_suffix(".txt")
        if beside.exists():
            score = character_errors(read(path).text, beside.read_text(encoding="utf-8"))
            cases.append(Case(id=path.stem, groups={}, scores={"CER": score}))
    return Run(suite="layers", system=SYSTEM, cases=tuple(cases))


def score_made_pages(engine: Tesseract, repairer: Repairer, *, count: int) -> Run:
    """Word errors on made pages, as read and as repaired, harm, what doubts find, and processor seconds a page."""
    pages = made_pages(TRUE_TEXT.read_text(encoding="utf-8"), count=count, seed=_SEED)
    cases = []
    with TemporaryDirectory(prefix="parc-reading-") as scratch:
        for number, page in enumerate(pages, start=1):
            path = Path(scratch) / f"{number}.png"
            page.image.save(path, dpi=(DPI, DPI))
            start = _processor_seconds()
            document = _rereader(engine, Path(scratch) / "pages").reread(read(path), path)
            seconds = _processor_seconds() - start
            true = "\n".join(page.lines)
            repaired = repairer.repair(document.text).text
            doubts = [(span.start, span.end) for read_page in document.pages for span in read_page.doubts]
            found, deserved = doubt_ratios(document.text, true, doubts)
            cases.append(
                Case(
                    id=f"made-{number}",
                    groups={"font": Path(page.font).stem, "stamp": "yes" if page.wear.has_stamp else "no"},
                    scores={
                        "WER": word_errors(document.text, true),
                        "WER repaired": word_errors(repaired, true),
                        "harm": harm(repaired, raw=document.text, gold=true),
                        "wrong words in doubt": found,
                        "doubts that are wrong": deserved,
                        "seconds": Ratio(seconds, 1.0),
                    },
                )
            )
    return Run(suite="made pages", system=SYSTEM, cases=tuple(cases))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What became of a file's waiting pages: their states, mean quality, and the seconds of a processor in all."""

    name: str
    states: Counter[str]
    quality: float
    seconds: float

    def told(self) -> str:
        """The counts, quality and pace in words."""
        states = self.states
        counts = (
            f"{states.total()} pages: {states[OCR]} by OCR, {states[LAYER]} by their layer, {states[FAILED]} failed"
        )
        return f"{counts}; mean quality {self.quality:.2f}, {self.seconds / max(1, states.total()):.1f} s a page"


def read_scans(folder: Path, engine: Tesseract, *, pages: int, say: Callable[[str], None]) -> Iterator[Scan]:
    """What became of the first `pages` waiting pages of each file that has any."""
    for path in sorted(folder.rglob("*")):
        document = _document(path)
        if document is None:
            continue
        waiting = [page for page in document.pages if page.read_by in (UNREAD, BROKEN)][:pages]
        if not waiting:
            continue
        say(f"read {len(waiting)} pages of {path.name}")
        with TemporaryDirectory(prefix="parc-reading-") as scratch:
            start = _processor_seconds()
            one = replace(document, pages=tuple(waiting))
            reread = _rereader(engine, Path(scratch)).reread(one, path)
            seconds = _processor_seconds() - start
        yield Scan(
            name=path.name,
            states=Counter(page.read_by for page in reread.pages),
            quality=sum(page.quality for page in reread.pages) / len(reread.pages),
            seconds=seconds,
        )


def _rereader(engine: Tesseract, folder: Path) -> Rereader:
    return Rereader(engine=engine, second=installed_second_reader(), folder=folder)


def _document(path: Path) -> SourceDocument | None:
    if not path.is_file():
        return None
    try:
        return read(path)
    except InputError:
        return None  # named among the decisions


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
