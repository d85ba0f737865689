"""What is left lying with words of documents in it: read pages that wait for a document, temporary folders of processes
that were killed, indexes that a repair laid aside. Swept away when a store is opened or changed.
"""

import os
import re
import shutil
import tempfile
import time
from pathlib import Path

PAGES_FOLDER = "pages"  # in the store's folder: pages read from pictures, until their documents are stored
REPLACED_PREFIX = "replaced-"
_TEMPORARY = re.compile(r"parc-(?:portfolio|upload|snapshot)-(?:(\d{1,10})-)?\w+")
# A scan of hundreds of pages is read over hours, but each page in minutes; whoever was killed may go on for so long.
LEAST_PAGE_MINUTES = 60
_OLD_SECONDS = 86_400


def temporary_prefix(what: str) -> str:
    """How the name of a temporary folder of this process begins: `what` is "portfolio", "upload" or "snapshot"."""
    return f"parc-{what}-{os.getpid()}-"


def sweep_pages(store: Path, *, minutes: int) -> None:
    """Deletes the readings of scans whose ingestion has not gone on for so long."""
    folder = store / PAGES_FOLDER
    limit = time.time() - 60 * max(minutes, LEAST_PAGE_MINUTES)
    for scan in folder.iterdir() if folder.is_dir() else ():
        try:
            newest = max(path.stat().st_mtime for path in (scan, *scan.iterdir()))
        except OSError:
            continue  # another process took it away
        if newest < limit:
            shutil.rmtree(scan, ignore_errors=True)


def drop_pages(store: Path, content_hash: str) -> None:
    """Deletes the readings of the pages of one file."""
    shutil.rmtree(store / PAGES_FOLDER / content_hash, ignore_errors=True)


def sweep_temporary() -> None:
    """Deletes the temporary folders of our processes that have ended without doing so."""
    for folder in Path(tempfile.gettempdir()).glob("parc-*"):
        match = _TEMPORARY.fullmatch(folder.name)
        try:
            if match is None or folder.is_symlink() or folder.stat().st_uid != os.geteuid():
                continue
            if match.group(1) is not None:
                is_over = not _is_running(int(match.group(1)))
            else:
                is_over = time.time() - folder.stat().st_mtime > _OLD_SECONDS
        except OSError:
            continue
        if is_over:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_replaced(store: Path) -> None:
    """Deletes the indexes that repairs laid aside: they hold words of documents that have been removed since."""
    for kept in store.glob(f"{REPLACED_PREFIX}*"):
        for path in kept.iterdir() if kept.is_dir() else ():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
        if kept.is_dir() and not any(kept.iterdir()):
            kept.rmdir()


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
