"""The files of a store are for their owner alone: 0700 for its folders, 0600 for what is in them.

Some of them are written by libraries that leave the mode to the process. So the folder is closed before anything is
in it, and what lies inside follows when the store is opened and closed. Only names that the store itself makes are
touched: somebody may have put it into a folder with other things.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_FOLDERS = ("dense", "lexical", "originals", "pages")
_FILES = ("parc.sqlite", "embeddings.sqlite", "caches.lock")


def make_private_folder(folder: Path) -> None:
    """Makes the folder if it is not there, closed to others from its first moment; its parents as usual.

    Raises:
        OSError: it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Makes an empty file that only its owner can read, where there is none; SQLite gives its log the same mode."""
    with suppress(OSError):  # whoever opens it next says what is wrong with it
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, FILE_MODE))


def close_to_others(folder: Path) -> None:
    """Gives a store's folder and all that it made there these modes; what belongs to others stays as it is."""
    for path, mode in _wanted(folder):
        # A read-only disk, or a store of another user: it can be read as it is, and its owner closes it.
        with suppress(OSError):
            if path.lstat().st_mode & 0o777 != mode and not path.is_symlink():
                path.chmod(mode)


def _wanted(folder: Path) -> Iterator[tuple[Path, int]]:
    if not (folder / _FILES[0]).exists():
        return
    yield folder, FOLDER_MODE
    for name in _FILES:
        yield from ((path, FILE_MODE) for path in (folder / f"{name}{end}" for end in ("", "-wal", "-shm", "-journal")))
    for name in _FOLDERS:
        for inside, folders, files in os.walk(folder / name):
            yield Path(inside), FOLDER_MODE
            yield from ((Path(inside, each), FOLDER_MODE) for each in folders)
            yield from ((Path(inside, each), FILE_MODE) for each in files)
