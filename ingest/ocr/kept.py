"""Pages that were read, kept on disk until their document is stored: a batch that is killed goes on where it was.

One small file a page, named by the content of its document, written beside and then moved into place. What is kept
is a copy of a document's text, so it goes as soon as the store has the document.
"""

import json
import os
import shutil
import zlib
from dataclasses import asdict
from pathlib import Path

from ingest.ocr.picture_tables import Reading
from ingest.ocr.words import Word
from ingest.ruled_tables import GridCell


def kept_reading(folder: Path, content_hash: str, page_no: int, *, engine: str) -> Reading | None:
    """A page as `engine` read it; None if it is not there, or not whole."""
    try:
        kept = json.loads(zlib.decompress(_path(folder, content_hash, page_no).read_bytes()))
        if kept["engine"] != engine:
            return None
        return Reading(
            words=tuple(Word(**word) for word in kept["words"]),
            grids=tuple(
                tuple(GridCell(**{**cell, "box": tuple(cell["box"])}) for cell in grid) for grid in kept["grids"]
            ),
        )
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError, KeyError, TypeError):
        return None  # damaged: the page is read again and the file written anew


def keep_reading(folder: Path, content_hash: str, page_no: int, reading: Reading, *, engine: str) -> None:
    """Keeps what was read of a page."""
    path = _path(folder, content_hash, page_no)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    content = json.dumps({"engine": engine, **asdict(reading)}, ensure_ascii=False)
    beside.write_bytes(zlib.compress(content.encode()))
    beside.replace(path)


def forget_readings(folder: Path, content_hash: str) -> None:
    """Deletes all kept pages of a document."""
    shutil.rmtree(folder / content_hash, ignore_errors=True)


def _path(folder: Path, content_hash: str, page_no: int) -> Path:
    return folder / content_hash / f"{page_no}.words"
