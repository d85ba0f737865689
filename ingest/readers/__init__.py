"""One file in, one `SourceDocument` out, whatever its format.

The format is decided by the content, never by the name. A reader takes the bytes and returns the text as it
stands; it normalises nothing, because every citation points into that text.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from ingest.documents import Page, SourceDocument
from ingest.errors import FileTooLarge, PathNotFound, UnreadableFile, UnsupportedFormat
from ingest.readers import doc, docx, html, image, rtf
from ingest.readers import text as plain
from ingest.readers.media_type import WORD, media_type_of_file
from ingest.readers.pdf import reader, render

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


def read(path: Path, *, source: str | None = None) -> SourceDocument:
    """The source document of the file, named `source` (the file's name when None).

    Raises:
        PathNotFound: there is no file at `path`.
        FileTooLarge: the file is above the limit of its format.
        UnsupportedFormat: no reader knows its content.
        UnreadableFile: it is empty, cut or not readable.
        EncryptedFile: it asks for a password.
    """
    name = source if source is not None else path.name
    try:
        size_bytes = path.stat().st_size
        if not path.is_file():
            raise PathNotFound(f"{str(path)!r} không phải là một tệp. {_ACCEPTED}. Hãy chỉ đúng đường dẫn của tệp.")
        media_type = media_type_of_file(path)
    except FileNotFoundError as error:
        raise PathNotFound(
            f"Không có gì ở đường dẫn {str(path)!r}. Cần một tệp hoặc thư mục đang có. Hãy kiểm tra lại tên và thư mục."
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"Không mở được tệp {name!r} ({error.strerror}). Cần quyền đọc tệp. Hãy kiểm tra quyền rồi nạp lại."
        ) from error
    if size_bytes == 0:
        raise UnreadableFile(f"Tệp {name!r} rỗng (0 byte). {_ACCEPTED} có nội dung. Hãy lấy lại bản gốc rồi nạp lại.")
    if media_type not in READERS:
        raise UnsupportedFormat(
            f"Tệp {name!r} có nội dung kiểu {media_type}. {_ACCEPTED}. Hãy xuất tệp sang PDF rồi nạp lại."
        )
    if size_bytes > MAX_FILE_BYTES[media_type]:
        raise FileTooLarge(
            f"Tệp {name!r} nặng {size_bytes / 1e6:.0f} MB. Giới hạn cho loại tệp này là "
            f"{MAX_FILE_BYTES[media_type] / 1e6:.0f} MB. Hãy tách thành nhiều tệp rồi nạp lại."
        )
    content = path.read_bytes()
    text, pages = READERS[media_type](content, name)
    return SourceDocument(
        source=name,
        content_hash=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        text=text,
        pages=pages,
    )
