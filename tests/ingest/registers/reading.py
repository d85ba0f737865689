"""Documents read from their bytes, without repair, as the tests of the registers need them."""

from pathlib import Path

from ingest.documents import Document
from ingest.pipeline import metadata, outline
from ingest.readers import read
from ingest.repaired_text import RepairedText


def document_of(folder: Path, content: str | bytes, name: str = "ke-hoach.txt") -> Document:
    """The document that a file with this content is."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    raw = read(path)
    reading = RepairedText(raw.text)
    return Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
