"""What a file is, told by its first bytes: a name can lie, as a .doc renamed .docx shows."""

_PDF_HEADER_WITHIN = 1024  # PDF 1.7, Annex H.3.4.1: viewers accept the header in the first 1,024 bytes
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
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
_HTML_STARTS = (b"<!doctype html", b"<html")


def media_type_of(head: bytes) -> str:
    """The media type of a file that begins with `head`; "application/octet-stream" when nothing known fits."""
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return "application/pdf"
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            if media_type == "application/zip" and (b"[Content_Types].xml" in head or b"word/" in head):
                return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            return media_type
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].lower().startswith(_HTML_STARTS):
        return "text/html"
    return "text/plain" if _may_be_text(head) else "application/octet-stream"


def _may_be_text(head: bytes) -> bool:
    if head.startswith(_UTF16_MARKS):
        return True
    if b"\x00" in head:
        return False
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
    return controls <= _MAX_CONTROL_SHARE * len(head)
