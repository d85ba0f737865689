"""What a file is, told by its content: a name can lie, as a .doc renamed .docx shows."""

import re
import zipfile
from pathlib import Path

from ingest.readers.text import utf16_of

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
_WORD_PART = "word/document.xml"
_HEAD_BYTES = 4096
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.S | re.I
)


def media_type_of_file(path: Path) -> str:
    """The media type of a file, told by its first bytes, and of an archive by what is in it."""
    with path.open("rb") as file:
        media_type = media_type_of(file.read(_HEAD_BYTES))
    return WORD if media_type == "application/zip" and _is_word_package(path) else media_type


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


def _is_word_package(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return _WORD_PART in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        with path.open("rb") as file:  # cut: still to be named for what it was
            return _WORD_PART.encode() in file.read(_HEAD_BYTES)


def _may_be_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
    return controls <= _MAX_CONTROL_SHARE * len(head)
