"""One file in, one `SourceDocument` out, whatever its format.

The format is decided by the content, never by the name. A reader takes the bytes and returns the text as it
stands; it normalises nothing, because every citation points into that text.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

from ingest.documents import Page, SourceDocument
from ingest.errors import FileTooLarge, UnreadableFile, UnsupportedFormat
from ingest.processes.sandbox import Stopped, guarded
from ingest.readers import doc, docx, html, image, rtf
from ingest.readers import text as plain
from ingest.readers.media_type import WORD, media_type_of_open
from ingest.readers.pdf import reader, render
from ingest.walk import opened_file

Reader = Callable[[bytes, str], tuple[str, tuple[Page, ...]]]

READERS: dict[str, Reader] = {
    "text/plain": plain.read_plain,
    "application/pdf": reader.read_pdf,
    WORD: docx.read_word,
    "application/msword": doc.read_old_word,
    "application/rtf": rtf.read_rich_text,
    "text/html": html.read_webpage,
    "image/jpeg": image.read_image,
    "image/png": image.read_image,
    "image/tiff": image.read_image,
}

Picture = Callable[[Path, int, int], Image.Image]

# How the picture of a page is made: path, number of the page, dots an inch.
PICTURES: dict[str, Picture] = {
    "application/pdf": render.picture_of_pdf,
    "image/jpeg": image.picture_of_image,
    "image/png": image.picture_of_image,
    "image/tiff": image.picture_of_image,
}

# A text of 10 MB is 4,000 pages: a data dump, not a document, and a quarter of an hour of repair. Scans weigh up to
# 1 MB a page.
# Word files and web pages may carry pictures, which are passed over.
MAX_FILE_BYTES: dict[str, int] = {
    "text/plain": 10_000_000,
    "application/pdf": 500_000_000,
    WORD: 100_000_000,
    "application/msword": 100_000_000,
    "application/rtf": 100_000_000,
    "text/html": 20_000_000,
    "image/jpeg": 100_000_000,
    "image/png": 100_000_000,
    "image/tiff": 500_000_000,
}

_ACCEPTED = "Chỉ nhận PDF, Word (.docx, .doc), RTF, HTML, văn bản (.txt) và ảnh (JPG, PNG, TIFF)"


# What reading may take of a processor: ten times the pace of the slowest reader, and what opening a library takes.
_READ_S, _BYTE_S = 8.0, 0.5e-6


def read(path: Path, *, source: str | None = None) -> SourceDocument:
    """The source document of the file, named `source` (the file's name when None).

    Whatever its format, it is told and read in a process with limits.

    Raises:
        PathNotFound: there is no file at `path`.
        FileTooLarge: the file is above the limit of its format.
        UnsupportedFormat: no reader knows its content.
        UnreadableFile: it is empty, cut or not readable, or reading it takes too long.
        EncryptedFile: it asks for a password.
    """
    name = source if source is not None else path.name
    found: SourceDocument | Stopped
    try:
        *_, found = guarded(_documents, path.absolute(), name, patience_s=patience_s(path))
    except MemoryError:
        found = Stopped(too_slow=False)
    if isinstance(found, Stopped):
        why = "đọc quá lâu" if found.too_slow else "làm hỏng trình đọc hoặc cần quá nhiều bộ nhớ"
        raise UnreadableFile(f"Tệp {name!r} {why}. Cần tệp không hỏng. Hãy mở tệp, lưu lại thành tệp mới rồi nạp lại.")
    return found


def patience_s(path: Path) -> float:
    """The seconds of a processor that reading the file may take."""
    try:
        size_bytes = path.stat().st_size
    except OSError:
        size_bytes = 0  # its reader says so
    return _READ_S + _BYTE_S * min(size_bytes, max(MAX_FILE_BYTES.values()))


def _documents(path: Path, name: str) -> Iterator[SourceDocument]:
    """The document of the file, alone."""
    with opened_file(path) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        if size_bytes == 0:
            raise UnreadableFile(
                f"Tệp {name!r} rỗng (0 byte). {_ACCEPTED} có nội dung. Hãy lấy lại bản gốc rồi nạp lại."
            )
        media_type = media_type_of_open(file)
        if media_type not in READERS:
            raise UnsupportedFormat(
                f"Tệp {name!r} có nội dung kiểu {media_type}. {_ACCEPTED}. Hãy xuất tệp sang PDF rồi nạp lại."
            )
        most_bytes = MAX_FILE_BYTES[media_type]
        if size_bytes > most_bytes:
            raise _too_large(name, size_bytes, most_bytes)
        file.seek(0)
        content = file.read(most_bytes + 1)
        if len(content) > most_bytes:  # it grows while it is read
            raise _too_large(name, len(content), most_bytes)
    text, pages = READERS[media_type](content, name)
    yield SourceDocument(
        source=name,
        content_hash=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        text=text,
        pages=pages,
    )


def _too_large(name: str, size_bytes: int, most_bytes: int) -> FileTooLarge:
    return FileTooLarge(
        f"Tệp {name!r} nặng {size_bytes / 1e6:.0f} MB. Giới hạn cho loại tệp này là {most_bytes / 1e6:.0f} MB. "
        "Hãy tách thành nhiều tệp rồi nạp lại."
    )
