"""Plain text files.

The decoded text is the source text: line ends, tabs, form feeds and decomposed letters stay as they are.
"""

import unicodedata

from ingest.documents import Page
from ingest.errors import UnreadableFile
from ingest.quality import read_quality
from ingest.readers.decoding import ACCEPTED_ENCODINGS, decoded

_MAX_CONTROL_SHARE = 0.02
_SAMPLE_CHARS = 20_000


def read_plain(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text of the file, unchanged, and its single page, which has no number.

    Raises:
        UnreadableFile: the bytes are no text, or a text without any visible character.
    """
    text = decoded(content, source)
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text[:_SAMPLE_CHARS])
    if "\x00" in text or controls > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE_CHARS):
        raise UnreadableFile(
            f"Tệp {source!r} không phải là văn bản mà là dữ liệu nhị phân. {ACCEPTED_ENCODINGS}. "
            "Hãy mở bằng phần mềm đã tạo ra tệp và xuất sang PDF hoặc .txt."
        )
    return unpaged(text, source)


def unpaged(text: str, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text as a document of one page without a number.

    Raises:
        UnreadableFile: there is no visible character in it.
    """
    if not text.strip():
        raise UnreadableFile(
            f"Tệp {source!r} không có chữ nào, chỉ có khoảng trắng. Cần một văn bản có nội dung. "
            "Hãy lấy lại bản gốc rồi nạp lại."
        )
    return text, (Page(page_no=None, start=0, end=len(text), quality=read_quality(text)),)
