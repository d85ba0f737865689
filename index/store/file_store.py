"""The paged files that documents were read from, kept beside the store so that their pages can be shown.

A file is copied in before its document is stored, and only if it still is what was read: a document never stands
without its pages, nor on those of another. It lies under the hash of its content and goes when no document, nor one
that can be put back, has that hash. Text files are not kept: their source text is the file.
"""

import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from index.store.file_modes import make_private_folder
from index.store.schema import disk_full
from ingest.errors import StoreError, StoreReadOnly, UnreadableFile

ORIGINALS_FOLDER = "originals"
MISSING, CHANGED = "missing", "changed"
_NEW = "new-"
_LEFT_OVER_SECONDS = 3_600
_BLOCK_BYTES = 1_000_000
_HASH = re.compile(r"[0-9a-f]{64}")


class Originals:
    """The files of one store folder."""

    def __init__(self, store_folder: Path) -> None:
        self._folder = store_folder / ORIGINALS_FOLDER

    def keep(self, file: Path, content_hash: str) -> None:
        """Copies the file in; a process killed meanwhile leaves no half of it under its name.

        Raises:
            UnreadableFile: the file is no longer what was read, or is gone.
            DiskFull: there is no room for it.
            StoreReadOnly: it may not be written there.
        """
        kept = self._path(content_hash)
        if self.fault(content_hash) is None:
            return
        try:
            make_private_folder(self._folder)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=_NEW)
        except OSError as error:
            raise self._unwritten(error) from error
        try:
            digest = hashlib.sha256()
            with os.fdopen(handle, "wb") as copy, _opened(file) as original:
                while block := original.read(_BLOCK_BYTES):
                    digest.update(block)
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
            if digest.hexdigest() != content_hash:
                raise UnreadableFile(
                    f"Tệp {file.name!r} thay đổi trong lúc được nạp. Cần tệp đứng yên. Hãy đóng chương trình đang ghi "
                    "tệp rồi nạp lại."
                )
            Path(name).replace(kept)
        except OSError as error:
            raise self._unwritten(error) from error
        finally:
            Path(name).unlink(missing_ok=True)

    def fault(self, content_hash: str) -> str | None:
        """What is wrong with the kept file of this content: `MISSING`, `CHANGED`, or None."""
        try:
            with self._path(content_hash).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return MISSING
        return None if found == content_hash else CHANGED

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
            if (_HASH.fullmatch(file.name) and file.name not in wanted) or _is_left_over(file):
                file.unlink(missing_ok=True)

    def _path(self, content_hash: str) -> Path:
        if not _HASH.fullmatch(content_hash):
            raise ValueError(f"not a SHA-256 in hex: {content_hash!r}")
        return self._folder / content_hash

    def _unwritten(self, error: OSError) -> StoreError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return disk_full(self._folder)
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return StoreReadOnly(f"Không ghi được tệp gốc vào {self._folder}. Kho vẫn nguyên; kiểm tra quyền ghi.")
        return StoreError(
            f"Không giữ được tệp gốc trong {self._folder} ({error.strerror}). Văn bản chưa được nạp; "
            "kiểm tra đĩa và giới hạn cỡ tệp rồi nạp lại."
        )


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """The file to copy; that it cannot be read is told apart from that the copy cannot be written."""
    try:
        original = file.open("rb")
    except OSError as error:
        raise UnreadableFile(
            f"Tệp {file.name!r} không còn đọc được ({error.strerror}). Cần tệp còn ở chỗ cũ. Hãy kiểm tra rồi nạp lại."
        ) from error
    with original:
        yield original


def _is_left_over(file: Path) -> bool:
    """Whether it is half a copy that a killed process left: one that is being written is younger."""
    try:
        return file.name.startswith(_NEW) and time.time() - file.stat().st_mtime > _LEFT_OVER_SECONDS
    except OSError:
        return False
