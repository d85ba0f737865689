"""Plain text files, in the encodings that offices really use.

The decoded text is the source text: line ends, tabs, form feeds and decomposed letters stay as they are. Only
a byte order mark at the very start is not text.
"""

import codecs
import unicodedata

from ingest.documents import Page
from ingest.errors import UnreadableFile
from ingest.quality import read_quality
from ingest.vietnamese.syllables import share_of_syllables

_ACCEPTED = "Chỉ nhận văn bản mã UTF-8, UTF-16 hoặc Windows-1258"

# Both code pages read almost any bytes; the one that gives more Vietnamese syllables is meant.
_FALLBACKS = ("cp1258", "cp1252")
_MAX_CONTROL_SHARE = 0.02
_SAMPLE_CHARS = 20_000


def read_plain(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text of the file, unchanged, and its single page, which has no number.

    Raises:
        UnreadableFile: the bytes are no text, or a text without any visible character.
    """
    text = _decoded(content, source)
    if not text.strip():
        raise UnreadableFile(
            f"Tệp {source!r} không có chữ nào, chỉ có khoảng trắng. Cần một văn bản có nội dung. "
            "Hãy lấy lại bản gốc rồi nạp lại."
        )
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text[:_SAMPLE_CHARS])
    if "\x00" in text or controls > _MAX_CONTROL_SHARE * min(len(text), _SAMPLE_CHARS):
        raise UnreadableFile(
            f"Tệp {source!r} không phải là văn bản mà là dữ liệu nhị phân. {_ACCEPTED}. "
            "Hãy mở bằng phần mềm đã tạo ra tệp và xuất sang PDF hoặc .txt."
        )
    return text, (Page(page_no=None, start=0, end=len(text), quality=read_quality(text)),)


def _decoded(content: bytes, source: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig",)
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            reason = error
    candidates = []
    for encoding in _FALLBACKS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue  # the other code page may know these bytes; none at all is refused below
        candidates.append((share_of_syllables(text[:_SAMPLE_CHARS]), text))
    if not candidates:
        raise UnreadableFile(
            f"Không giải mã được tệp {source!r} (byte thứ {reason.start + 1}). {_ACCEPTED}. "
            "Hãy lưu lại tệp bằng mã UTF-8 rồi nạp lại."
        ) from reason
    return max(candidates)[1]
