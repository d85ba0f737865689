"""The files in a PDF portfolio: their names, and each one's content, written to disk.

PDFium does the work, as for pages. A file in a portfolio may be made to break its reader or to fill the memory, so
each function here is to be called through `guarded`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from ingest.readers.pdf import is_portfolio
from ingest.vietnamese.fold import fold

DAMAGED, TOO_LARGE = "damaged", "too large"

_MOST_COVER_WORDS = 100
_NAMES_A_PROGRAM = re.compile(r"\bacrobat\b|\badobe reader\b|\bpdf (?:reader|viewer)\b|\btrinh (?:doc|xem) pdf\b")
_UTF16_MARK = "þÿ"  # the byte order mark read as Latin letters: some writers put UTF-16 where bytes belong


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a portfolio says of itself: how many files it holds, the names of the first, whether it is a mere cover."""

    count: int
    names: tuple[str, ...]
    is_cover: bool


def contents_of(path: Path, most_names: int) -> Iterator[Contents]:
    """What is in the portfolio, with so many names at most; nothing where the file is none."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return  # its reader says what is wrong with it
    try:
        count = document.count_attachments()
        if count > 0 and is_portfolio(path):
            names = tuple(_name(document, index) for index in range(min(count, most_names)))
            yield Contents(count=count, names=names, is_cover=_is_cover(document))
    finally:
        document.close()


def written_bytes(path: Path, index: int, target: Path, room_bytes: int) -> Iterator[int | str]:
    """Writes a file of the portfolio to `target`: its size in bytes, or `DAMAGED`, or `TOO_LARGE` for the room."""
    document = pdfium.PdfDocument(path)
    try:
        content = memoryview(document.get_attachment(index).get_data())
        if len(content) > room_bytes:
            yield TOO_LARGE
            return
        target.write_bytes(content)
        yield len(content)
    except (pdfium.PdfiumError, MemoryError):
        yield DAMAGED
    finally:
        document.close()


def _name(document: pdfium.PdfDocument, index: int) -> str:
    try:
        name: str = document.get_attachment(index).get_name()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""
    if name.startswith(_UTF16_MARK):
        return name.removeprefix(_UTF16_MARK).encode("latin-1", errors="replace").decode("utf-16-be", errors="replace")
    return name


def _is_cover(document: pdfium.PdfDocument) -> bool:
    """Whether its one page is empty, or says little more than which program to open the portfolio with."""
    if len(document) != 1:
        return False
    try:
        page = document[0]
        text = page.get_textpage().get_text_range()
        is_drawn = any(True for _ in page.get_objects(max_depth=1))
    except pdfium.PdfiumError:
        return True  # a damaged page gives nothing to read
    words = fold(text).split()
    if not words:
        return not is_drawn
    return len(words) <= _MOST_COVER_WORDS and bool(_NAMES_A_PROGRAM.search(" ".join(words)))
