"""The paged files that documents were read from, kept beside the store so that their pages can be shown.

A file lies under the hash of its content and goes when no document, nor the one that can be put back, has that
hash. Text files are not kept: their source text is the file.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from index.store.file_modes import make_private_folder

ORIGINALS_FOLDER = "originals"
_HASH = re.compile(r"[0-9a-f]{64}")


class Originals:
    """The files of one store folder."""

    def __init__(self, store_folder: Path) -> None:
        self._folder = store_folder / ORIGINALS_FOLDER

    def keep(self, file: Path, content_hash: str) -> None:
        """Copies the file in; a process killed meanwhile leaves no half of it under its name."""
        kept = self._path(content_hash)
        if kept.exists():
            return
        make_private_folder(self._folder)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="new-")
        os.close(handle)
        try:
            shutil.copyfile(file, name)
            Path(name).replace(kept)
        finally:
            Path(name).unlink(missing_ok=True)

    def path(self, content_hash: str) -> Path | None:
        """The file of this content; None where it was not kept."""
        kept = self._path(content_hash)
        return kept if kept.exists() else None

    def drop_others(self, content_hashes: Iterable[str]) -> None:
        """Deletes the files whose content none of these hashes names."""
        if not self._folder.exists():
            return
        wanted = set(content_hashes)
        for file in self._folder.iterdir():
            if _HASH.fullmatch(file.name) and file.name not in wanted:
                file.unlink(missing_ok=True)

    def _path(self, content_hash: str) -> Path:
        if not _HASH.fullmatch(content_hash):
            raise ValueError(f"not a SHA-256 in hex: {content_hash!r}")
        return self._folder / content_hash
