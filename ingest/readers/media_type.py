"""What a file is, told by its content: a name can lie, as a .doc renamed .docx shows."""

import io
import re
import struct
from pathlib import Path
from typing import BinaryIO

from ingest.readers.text import utf16_of
from ingest.walk import opened_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PDF_HEADER_WITHIN = 1024  # PDF 1.7, Annex H.3.4.1: viewers accept the header in the first 1,024 bytes
_MAX_CONTROL_SHARE = 0.02
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1a\x1b\x08\x7f")

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
)
_WORD_PART = b"word/document.xml"
_HEAD_BYTES = 4096
# Each comment is taken as far as its first end and never again further: the cost is that of one walk.
_MARKUP = re.compile(
    rb"\s*+(?>(?:<\?xml[^>]*+>|<!--.*?-->)\s*+)*+<(?:!doctype\s++html|html|head|body|meta|title)\b", re.S | re.I
)

# The end of a ZIP file: its mark, the size of the directory before it, and a comment of 65,535 bytes at most.
# Source: APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16.
_END = struct.Struct("<4s4H2IH")
_END_MARK, _ENTRY_MARK = b"PK\x05\x06", b"PK\x01\x02"
_MOST_COMMENT_BYTES = 65_535
_NAME_BYTES_AT, _NAME_AT = 28, 46
_MOST_DIRECTORY_BYTES = 8_000_000  # of a Word file with some ten thousand pictures


def media_type_of_file(path: Path) -> str:
    """The media type of a file, told by its first bytes, and of an archive by what is in it.

    Raises:
        PathNotFound: there is no file at the path.
        UnreadableFile: it may not be read.
    """
    with opened_file(path) as file:
        return media_type_of_open(file)


def media_type_of_open(file: BinaryIO) -> str:
    """The media type of an open file, which is left somewhere in its middle."""
    head = file.read(_HEAD_BYTES)
    media_type = media_type_of(head)
    return WORD if media_type == "application/zip" and _is_word_package(file, head) else media_type


def media_type_of(head: bytes) -> str:
    """The media type of a file that begins with `head`; "application/octet-stream" when nothing known fits."""
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return "application/pdf"
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    codec = utf16_of(head)
    as_bytes = head.decode(codec, errors="ignore").encode() if codec else head
    if _MARKUP.match(as_bytes.removeprefix(b"\xef\xbb\xbf")):
        return "text/html"
    return "text/plain" if codec or _may_be_text(head) else "application/octet-stream"


def _is_word_package(file: BinaryIO, head: bytes) -> bool:
    """Whether the directory of the archive names Word's main part; only that much of it is looked at, unopened."""
    size_bytes = file.seek(0, io.SEEK_END)
    file.seek(max(0, size_bytes - _END.size - _MOST_COMMENT_BYTES))
    tail = file.read(_END.size + _MOST_COMMENT_BYTES)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        return _WORD_PART in head  # cut: still to be named for what it was
    directory_bytes = _END.unpack_from(tail, at)[5]
    start = size_bytes - len(tail) + at - directory_bytes
    if directory_bytes > _MOST_DIRECTORY_BYTES or start < 0:
        return _WORD_PART in head
    file.seek(start)
    directory = file.read(directory_bytes)
    found = directory.find(_WORD_PART)
    while found >= 0:
        entry = found - _NAME_AT
        if entry >= 0 and directory.startswith(_ENTRY_MARK, entry):
            (name_bytes,) = struct.unpack_from("<H", directory, entry + _NAME_BYTES_AT)
            if name_bytes == len(_WORD_PART):
                return True
        found = directory.find(_WORD_PART, found + 1)
    return False


def _may_be_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
    return controls <= _MAX_CONTROL_SHARE * len(head)
