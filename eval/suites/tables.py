"""Tables whose cells are known, born-digital and scanned, ruled and not, over page breaks: words and boxes of cells.

A box of a ruled table lies on its rules; that of a table without rules holds the words and stays in its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

from eval.datasets.synthetic_pages import DPI, Wear, worn
from eval.datasets.synthetic_tables import KnownCell, made_table
from eval.metrics.ranking import Ratio
from eval.metrics.reading import character_errors
from eval.records.record import Case, Run
from ingest.documents import SourceDocument
from ingest.ocr.page_ocr import Rereader
from ingest.ocr.tesseract import Tesseract
from ingest.readers import read

SUITE = "made tables"
_ROWS = 40
_NEAR_PT = 2.0
# A scanned sheet lies askew: the box of a cell is upright about its middle, and its corners are not.
_NEAR_SCANNED_PT = 9.0
_SKEWS = (0.8, -1.2, 0.3)
_POINTS_AN_INCH = 72

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTable:
    """How a table is made."""

    name: str
    ruled: bool
    scanned: bool = False
    sideways: bool = False


KINDS = (
    MadeTable(name="ruled", ruled=True),
    MadeTable(name="ruled, sideways", ruled=True, sideways=True),
    MadeTable(name="without rules", ruled=False),
    MadeTable(name="ruled, scanned", ruled=True, scanned=True),
    MadeTable(name="without rules, scanned", ruled=False, scanned=True),
)


def score_made_tables(
    engine: Tesseract | None, *, system: str, seeds: Sequence[int] = (0, 1, 2), kinds: Sequence[MadeTable] = KINDS
) -> Run:
    """The cells with the right words, their characters that are wrong, and the cells with the right box.

    Scanned tables are left out where there is no engine.
    """
    cases = []
    for kind in kinds:
        for seed in seeds:
            content, known = made_table(_ROWS, ruled=kind.ruled, seed=seed, sideways=kind.sideways)
            if not kind.scanned:
                document = _read(content)
            elif engine is not None:
                document = read_scanned(content, engine, seed=seed)
            else:
                continue
            scores = _scores(document, known, kind)
            cases.append(Case(id=f"{kind.name}-{seed}", groups={"table": kind.name}, scores=scores))
    return Run(suite=SUITE, system=system, cases=tuple(cases))


def _read(content: bytes) -> SourceDocument:
    with TemporaryDirectory(prefix="parc-tables-") as folder:
        path = Path(folder) / "bang.pdf"
        path.write_bytes(content)
        return read(path)


def read_scanned(content: bytes, engine: Tesseract, *, seed: int) -> SourceDocument:
    """The PDF as OCR reads it after it was printed and scanned."""
    wear = Wear(grain=8, blur=0.5, skew_degrees=_SKEWS[seed % len(_SKEWS)], has_stamp=bool(seed % 2), jpeg_quality=70)
    pdf = pdfium.PdfDocument(content)
    sheets = [
        worn(page.render(scale=DPI / _POINTS_AN_INCH).to_pil().convert("RGB"), wear, seed=1 / (seed + number + 2))
        for number, page in enumerate(pdf)
    ]
    pdf.close()
    with TemporaryDirectory(prefix="parc-tables-") as folder:
        path = Path(folder) / "bang.tif"
        sheets[0].save(path, save_all=True, append_images=sheets[1:], dpi=(DPI, DPI))
        return Rereader(engine=engine, folder=Path(folder) / "pages").reread(read(path), path)


def _scores(document: SourceDocument, known: Sequence[KnownCell], kind: MadeTable) -> dict[str, Ratio]:
    found = list(_cells(document))
    boxed, worded, wrong, characters = 0, 0, 0.0, 0.0
    for cell in known:
        words = next((words for number, words, box in found if number == cell.page_no and _fits(box, cell, kind)), None)
        errors = character_errors(words or "", cell.words)
        boxed += words is not None
        worded += words == cell.words
        wrong, characters = wrong + errors.part, characters + errors.whole
    return {
        "cell text": Ratio(float(worded), float(len(known))),
        "cell box": Ratio(float(boxed), float(len(known))),
        "CER": Ratio(wrong, characters),
        "cells found": Ratio(float(len(found)), float(len(known))),
    }


def _cells(document: SourceDocument) -> Iterator[tuple[int, str, Box]]:
    """Page, words and box of each cell with words."""
    for number, page in enumerate(document.pages, start=1):
        text = document.text[page.start : page.end]
        for table in page.tables:
            for cell in table.cells:
                if cell.spans and cell.box is not None:
                    yield number, cell.text_of(text), cell.box


def _fits(box: Box, cell: KnownCell, kind: MadeTable) -> bool:
    near = _NEAR_SCANNED_PT if kind.scanned else _NEAR_PT
    if kind.ruled:
        return all(abs(side - known) <= near for side, known in zip(box, cell.box, strict=True))
    left, top, right, bottom = cell.box
    return box[0] >= left - near and box[1] >= top - near and box[2] <= right + near and box[3] <= bottom + near
