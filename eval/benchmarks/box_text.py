"""Whether the rectangles of a citation hold its quote and nothing else: read back from the page, letter by letter."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from ingest.documents import LAYER, Document, Passage, Span
from ingest.layout.chunk import chunk
from ingest.pipeline import metadata, outline
from ingest.readers import read
from ingest.readers.pdf.reader import with_visible_fields
from ingest.repaired_text import RepairedText
from parc_search.citing.citations import boxes_of

Box = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """A quote and the letters inside its boxes, both without white space."""

    source: str
    page_no: int | None
    quote: str
    inside: str

    @property
    def is_right(self) -> bool:
        """Whether the boxes hold the quote and nothing else."""
        return self.quote == self.inside


def read_back_all(paths: Sequence[Path], count: int, *, seed: int) -> Iterator[ReadBack]:
    """`count` random passages of the PDFs, as many of each as of any other, compared with what their boxes hold.

    Only of pages whose text layer is trusted: the others are read from their pictures.
    """
    told = [(path, document, passages) for path in paths if (passages := _trusted(document := _document(path)))]
    for number, (path, document, passages) in enumerate(told):
        share = count * (number + 1) // len(told) - count * number // len(told)
        chosen = random.Random(f"{seed}/{number}").sample(passages, min(share, len(passages)))
        with pdfium.PdfDocument(path) as pdf:
            yield from (_read_back(pdf, document, passage) for passage in chosen)


def _trusted(document: Document) -> list[Passage]:
    """The passages that lie on pages with a trusted text layer, from first to last letter."""
    others = [page for page in document.raw.pages if page.read_by != LAYER]
    return [
        passage
        for passage in chunk(document)
        if not any(page.start < passage.end and passage.start < page.end for page in others)
    ]


def letters_inside(pdf: pdfium.PdfDocument, boxes: Sequence[Box]) -> str:
    """The letters whose middle lies in the boxes, box by box, in PDFium's order."""
    placed = ((with_visible_fields(pdf, page_no - 1)[0], box) for page_no, *box in boxes)
    return "".join(letter for page, box in placed for letter in _inside(page, box))


def squeezed(text: str) -> str:
    """The text without white space; PDFium's marks of a hyphen at a line's end are hyphens."""
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def _document(path: Path) -> Document:
    raw = read(path)
    reading = RepairedText(raw.text)
    return Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))


def _read_back(pdf: pdfium.PdfDocument, document: Document, passage: Passage) -> ReadBack:
    boxes = boxes_of(document.raw.pages, Span(start=passage.start, end=passage.end))
    return ReadBack(
        source=passage.source,
        page_no=passage.page_no,
        quote=squeezed(passage.text),
        inside=squeezed(letters_inside(pdf, boxes)),
    )


def _inside(page: pdfium.PdfPage, box: Sequence[float]) -> Iterator[str]:
    """The letters of the page in a box that is given on the page as it is shown."""
    x0, y0, x1, y1 = box
    crop_left, crop_bottom, crop_right, crop_top = page.get_cropbox()
    width, height = crop_right - crop_left, crop_top - crop_bottom
    textpage = page.get_textpage()
    for index in range(pdfium_raw.FPDFText_CountChars(textpage.raw)):
        left, bottom, right, top = textpage.get_charbox(index)
        x, y = (left + right) / 2 - crop_left, (bottom + top) / 2 - crop_bottom
        x, y = {0: (x, height - y), 90: (y, x), 180: (width - x, y), 270: (height - y, width - x)}[page.get_rotation()]
        if x0 <= x <= x1 and y0 <= y <= y1 and pdfium_raw.FPDFText_IsGenerated(textpage.raw, index) != 1:
            yield chr(pdfium_raw.FPDFText_GetUnicode(textpage.raw, index))
