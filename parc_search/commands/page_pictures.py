"""Pages of a kept file written as pictures, with the words of a quote marked on them."""

from pathlib import Path

from index.store.file_store import Originals
from ingest.documents import Document, Span
from ingest.errors import ParcError
from parc_search import messages
from parc_search.citing.citations import boxes_of
from parc_search.documents import page_images

_A4_WIDTH_PT = 595.0


def quote_span(text: str, length: int) -> Span:
    """The span that "START:END" names in a source text of this length.

    Raises:
        ParcError: it is no span, or not one of the text.
    """
    start, _, end = text.partition(":")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end) <= length):
        raise ParcError(messages.BAD_QUOTE.format(text=text, length=length))
    return Span(start=int(start), end=int(end))


def write_pictures(
    document: Document, originals: Originals, file: Path, *, page: int | None, quote: Span | None
) -> list[Path]:
    """The pictures written: of one page, or of every page that the quote touches, each with its number in its name.

    A single picture has the name of `file`.

    Raises:
        ParcError: the document has no such page, or its file was not kept, or the quote is not on that page.
    """
    raw = document.raw
    kept = originals.path(raw.content_hash)
    if kept is None or not page_images.can_show(raw.media_type):
        raise ParcError(messages.NO_PAGES_KEPT.format(source=document.source))
    boxes = boxes_of(raw.pages, quote) if quote is not None else ()
    numbers = sorted({box[0] for box in boxes}) if page is None else [page]
    if quote is not None and not set(numbers) & {box[0] for box in boxes}:
        raise ParcError(messages.QUOTE_NOT_ON_PAGE.format(source=document.source))
    written = []
    for number in numbers or [1]:
        path = file if len(numbers) <= 1 else file.with_stem(f"{file.stem}-{number}")
        picture = page_images.page_picture(
            kept,
            raw.media_type,
            page_no=number,
            width_pt=raw.pages[number - 1].width_pt or _A4_WIDTH_PT,
            boxes=[(left, top, right, bottom) for at, left, top, right, bottom in boxes if at == number],
        )
        try:
            path.write_bytes(picture)
        except OSError as error:
            raise ParcError(messages.PICTURE_NOT_WRITTEN.format(path=path, why=error.strerror)) from error
        written.append(path)
    return written
