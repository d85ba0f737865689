"""Pages that were read, kept on disk until their document is stored: a batch that is killed goes on where it was.

One small file a page, named by the content of its document, written beside and then moved into place. What is kept
is a copy of a document's text, so it goes as soon as the store has the document.
"""

import json
import os
import shutil
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from ingest.ocr.words import Word


def kept_words(folder: Path, content_hash: str, page_no: int, *, engine: str) -> tuple[Word, ...] | None:
    """The words of a page as `engine` read them; None if they are not there, or not whole."""
    try:
        kept = json.loads(zlib.decompress(_path(folder, content_hash, page_no).read_bytes()))
        return tuple(Word(**word) for word in kept["words"]) if kept["engine"] == engine else None
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError, KeyError, TypeError):
        return None  # damaged: the page is read again and the file written anew


def keep_words(folder: Path, content_hash: str, page_no: int, words: Sequence[Word], *, engine: str) -> None:
    """Keeps the words of a page."""
    path = _path(folder, content_hash, page_no)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    content = json.dumps({"engine": engine, "words": [asdict(word) for word in words]}, ensure_ascii=False)
    beside.write_bytes(zlib.compress(content.encode()))
    beside.replace(path)


def forget_words(folder: Path, content_hash: str) -> None:
    """Deletes all kept pages of a document."""
    shutil.rmtree(folder / content_hash, ignore_errors=True)


def _path(folder: Path, content_hash: str, page_no: int) -> Path:
    return folder / content_hash / f"{page_no}.words"
