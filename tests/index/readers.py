"""A store folder that the running process may read and not write, root or not."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def read_only(store: Path) -> Iterator[Path]:
    """A copy of a store that may only be read while the context lasts."""
    folder = Path(tempfile.mkdtemp(prefix="parc-test-"))
    copy = folder / "store"
    shutil.copytree(store, copy)
    for path in (folder, copy, *copy.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(_NOBODY)
    try:
        yield copy
    finally:
        if is_root:
            os.seteuid(0)
        for path in (folder, copy, *copy.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(folder)
