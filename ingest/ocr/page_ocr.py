"""The pages of a document whose text layer is absent or broken, read from their pictures.

The better reading is the page's text, the other one is kept beside it. A page that cannot be read stays as it was and
is marked; it never stops its document. Pages that were read are cached on disk, named by the content of their document,
until the document is stored: a batch that is killed goes on where it was.
"""

import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ingest.documents import BROKEN, FAILED, LAYER, OCR, UNREAD, Page, SourceDocument, Span
from ingest.errors import InputError
from ingest.ocr.ctc_verifier import SecondReader
from ingest.ocr.ocr_words import PageText, Word, page_text
from ingest.ocr.page_reader import DPI, read_picture
from ingest.ocr.table_cells import Reading
from ingest.ocr.tesseract import PageNotRead, Tesseract
from ingest.quality import read_quality
from ingest.readers import PICTURES
from ingest.tables.ruled import GridCell

_VERSION = "pages.v3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page that waits to be read from its picture: where its file lies, and what it is called in the cache."""

    path: Path
    content_hash: str
    media_type: str
    page_no: int
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereader:
    """Reads pages from their pictures, and keeps them under `folder` until they are forgotten.

    `second` looks at words that may be wrong; without it, doubts are those of the engine alone.
    """

    engine: Tesseract
    second: SecondReader | None = None
    folder: Path = field(repr=False)

    def reading(self, sheet: Sheet) -> Reading:
        """What stands on a page, kept from before or read now.

        Raises:
            PageNotRead: the engine failed.
            TimeoutError: it ran out of time.
            InputError: the file gives no picture of the page.
        """
        name = f"{_VERSION} {self.engine.version} {DPI}" + (f" {self.second.version}" if self.second else "")
        kept = kept_reading(self.folder, sheet.content_hash, sheet.page_no, engine=name)
        if kept is not None:
            return kept
        picture = PICTURES[sheet.media_type](sheet.path, sheet.page_no, DPI)
        reading = read_picture(
            picture, self.engine, width_pt=sheet.width_pt, height_pt=sheet.height_pt, second=self.second
        )
        keep_reading(self.folder, sheet.content_hash, sheet.page_no, reading, engine=name)
        return reading

    def reread(self, document: SourceDocument, path: Path) -> SourceDocument:
        """The document with its waiting pages read; one that cannot be read keeps its text and is marked FAILED.

        A page for which the time did not suffice goes on waiting.
        """
        found: dict[int, PageText | None] = {}
        for sheet in waiting(document, path):
            try:
                reading = self.reading(sheet)
                found[sheet.page_no] = page_text(reading.words, reading.grids)
            except TimeoutError:
                continue  # still waiting: it is tried again when the file is taken in again
            except (PageNotRead, InputError):
                found[sheet.page_no] = None
        better: dict[int | None, tuple[str, Page]] = {
            page.page_no: _better(page, document.text[page.start : page.end], found[page.page_no])
            for page in document.pages
            if page.page_no in found
        }
        return with_pages(document, better) if better else document

    def forget(self, document: SourceDocument) -> None:
        """Deletes what is kept of a document's pages."""
        forget_readings(self.folder, document.content_hash)


def waiting(document: SourceDocument, path: Path) -> Iterator[Sheet]:
    """The pages of a document that are to be read from their pictures."""
    for page in document.pages:
        if page.read_by in (UNREAD, BROKEN) and page.page_no and page.width_pt and page.height_pt:
            yield Sheet(
                path=path,
                content_hash=document.content_hash,
                media_type=document.media_type,
                page_no=page.page_no,
                width_pt=page.width_pt,
                height_pt=page.height_pt,
            )


def with_pages(document: SourceDocument, pages: Mapping[int | None, tuple[str, Page]]) -> SourceDocument:
    """The document with these texts in place of its pages' own; a page's doubts count from its own beginning."""
    texts: list[str] = []
    placed: list[Page] = []
    at = 0
    for page in document.pages:
        if page.page_no in pages:
            text, moved = pages[page.page_no]
            by = at
        else:
            text, moved = document.text[page.start : page.end], page
            by = at - page.start
        doubts = tuple(Span(start=by + span.start, end=by + span.end) for span in moved.doubts)
        placed.append(replace(moved, start=at, end=at + len(text), doubts=doubts))
        texts.append(text)
        at += len(text) + 1
    return replace(document, text="\f".join(texts), pages=tuple(placed))


def worth(text: str, *, doubts: int = 0) -> float:
    """How much of a page a reading gives: its words, less those in doubt, as far as they can be read."""
    return read_quality(text) * (len(text.split()) - doubts)


def kept_reading(folder: Path, content_hash: str, page_no: int, *, engine: str) -> Reading | None:
    """A page as `engine` read it; None if it is not there, or not whole."""
    try:
        kept = json.loads(zlib.decompress(_path(folder, content_hash, page_no).read_bytes()))
        if kept["engine"] != engine:
            return None
        return Reading(
            words=tuple(Word(**word) for word in kept["words"]),
            grids=tuple(
                tuple(GridCell(**{**cell, "box": tuple(cell["box"])}) for cell in grid) for grid in kept["grids"]
            ),
        )
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError, KeyError, TypeError):
        return None  # damaged: the page is read again and the file written anew


def keep_reading(folder: Path, content_hash: str, page_no: int, reading: Reading, *, engine: str) -> None:
    """Keeps what was read of a page."""
    path = _path(folder, content_hash, page_no)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    content = json.dumps({"engine": engine, **asdict(reading)}, ensure_ascii=False)
    beside.write_bytes(zlib.compress(content.encode()))
    beside.replace(path)


def forget_readings(folder: Path, content_hash: str) -> None:
    """Deletes all kept pages of a document."""
    shutil.rmtree(folder / content_hash, ignore_errors=True)


def _better(page: Page, layer: str, reading: PageText | None) -> tuple[str, Page]:
    """The text of a page and the page, its doubts counted from its own beginning."""
    if reading is None:
        return layer, replace(page, read_by=FAILED)
    quality = read_quality(reading.text)
    if page.read_by == BROKEN and worth(layer) >= worth(reading.text):
        return layer, replace(page, read_by=LAYER, other_reading=reading.text)
    return reading.text, replace(
        page,
        quality=quality,
        char_boxes=reading.boxes,
        tables=reading.tables,  # those of the layer are stretches of its own text
        read_by=OCR,
        other_reading=layer or None,
        doubts=reading.doubts,
    )


def _path(folder: Path, content_hash: str, page_no: int) -> Path:
    return folder / content_hash / f"{page_no}.words"
