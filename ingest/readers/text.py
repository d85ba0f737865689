"""Plain text files, in the encodings that offices really use.

The decoded text is the source text: line ends, tabs, form feeds and decomposed letters stay as they are. Texts typed in
the fonts before Unicode become Unicode, because that is what their bytes mean.
"""

import codecs
import unicodedata

from ingest.documents import Page, Table
from ingest.errors import UnreadableFile
from ingest.language.legacy import in_unicode, legacy_of_text
from ingest.language.syllables import share_of_syllables
from ingest.quality import read_quality
from ingest.readers.tabbed_text import tabbed_tables

_MAX_CONTROL_SHARE = 0.02
_SAMPLE_CHARS = 20_000
ACCEPTED_ENCODINGS = "Chỉ nhận văn bản mã UTF-8, UTF-16, Windows-1258, TCVN3 hoặc VNI"
# Both code pages read almost any bytes; the one that gives more Vietnamese syllables is meant. The fonts before
# Unicode were typed in the second.
_FALLBACKS = ("cp1258", "cp1252")
_SAMPLE_BYTES = 4096
_LEAST_ZEROS = 4
_LEAST_TEXT_BYTE = 0x09
_ZERO_SHARE = 0.2  # of bytes on the side of the high byte; Vietnamese has a fifth of its letters above U+00FF


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


def unpaged(text: str, source: str, *, tables: tuple[Table, ...] | None = None) -> tuple[str, tuple[Page, ...]]:
    """The text as a document of one page without a number; without `tables`, those that tabs show in the text.

    Raises:
        UnreadableFile: there is no visible character in it.
    """
    if not text.strip():
        raise UnreadableFile(
            f"Tệp {source!r} không có chữ nào, chỉ có khoảng trắng. Cần một văn bản có nội dung. "
            "Hãy lấy lại bản gốc rồi nạp lại."
        )
    if tables is None:
        tables = tabbed_tables(text)
    return text, (Page(page_no=None, start=0, end=len(text), quality=read_quality(text), tables=tables),)


def decoded(content: bytes, source: str) -> str:
    """The text of the bytes, without the byte order mark at its very start.

    Raises:
        UnreadableFile: no encoding gives a text.
    """
    return as_meant(_as_written(content, source))


def as_meant(text: str) -> str:
    """The text, in Unicode if it was typed in a font from before."""
    legacy = legacy_of_text(text)
    return in_unicode(text, legacy) if legacy else text


def utf16_of(head: bytes) -> str | None:
    """The codec of UTF-16 bytes, told by the mark or by where the zero bytes stand; None if they are not that."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = head[:_SAMPLE_BYTES]
    first, second = head[0::2], head[1::2]
    for codec, low, high in (("utf-16-le", first, second), ("utf-16-be", second, first)):
        if high.count(0) > max(_LEAST_ZEROS, _ZERO_SHARE * len(high)) and min(low) >= _LEAST_TEXT_BYTE:
            return codec
    return None


def _as_written(content: bytes, source: str) -> str:
    try:
        return content.decode(utf16_of(content[:_SAMPLE_BYTES]) or "utf-8-sig")
    except UnicodeDecodeError as error:
        reason = error
    candidates = []
    for encoding in _FALLBACKS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue  # the other code page may know these bytes; none at all is refused below
        candidates.append((share_of_syllables(as_meant(text[:_SAMPLE_CHARS])), text))
    if not candidates:
        raise UnreadableFile(
            f"Không giải mã được tệp {source!r} (byte thứ {reason.start + 1}). {ACCEPTED_ENCODINGS}. "
            "Hãy lưu lại tệp bằng mã UTF-8 rồi nạp lại."
        ) from reason
    return max(candidates, key=lambda candidate: candidate[0])[1]
