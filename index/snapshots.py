"""A cache on disk that is written beside the old one and swapped in by one rename.

A cache folder holds `header.json` and the folder of the generation that it names. A new generation is filled,
then the header is replaced: whoever is killed on the way leaves the old generation in force and a stray folder,
which the next writer sweeps away. The header says of which revision of the store the cache is a copy.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

HEADER = "header.json"
LOCK = "caches.lock"
_PREFIX = "generation-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a cache is a copy of, and where it lies.

    `format` names the layout and all that went into it (tokens, weights of the encoder); `documents` has the
    store's stamp of each document in the cache; `generation` is the folder's name.
    """

    format: str
    revision: int
    documents: Mapping[str, str]
    generation: str


def read_header(folder: Path) -> Header | None:
    """The header in force; None where there is no cache, or none that can be read: it is made anew then."""
    try:
        values = json.loads((folder / HEADER).read_text(encoding="utf-8"))
        header = Header(**values)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return header if (folder / header.generation).is_dir() else None


def begin(folder: Path) -> Path:
    """A new empty folder beside the generation in force; strays of killed writers are swept away."""
    header = read_header(folder)
    in_force = None if header is None else header.generation
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [0]
    for stray in folder.glob(f"{_PREFIX}*"):
        numbers.append(int(stray.name.removeprefix(_PREFIX)))
        if stray.name != in_force:
            shutil.rmtree(stray)
    beside = folder / f"{_PREFIX}{max(numbers) + 1}"
    beside.mkdir()
    return beside


def swap(folder: Path, header: Header) -> None:
    """Puts the header's generation in force, and removes the one before it."""
    before = read_header(folder)
    beside = folder / f"{HEADER}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(header), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / HEADER)
    if before is not None and before.generation != header.generation:
        shutil.rmtree(folder / before.generation, ignore_errors=True)


def changed(header: Header, documents: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sources to take out of a cache, and those to add, so that it holds these documents."""
    stale = tuple(source for source, stamp in header.documents.items() if documents.get(source) != stamp)
    missing = tuple(source for source, stamp in documents.items() if header.documents.get(source) != stamp)
    return stale, missing


@contextmanager
def writing(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Whether this process may write the caches of a store folder; only one may at a time.

    With `wait` it waits for its turn. The system gives the turn back when a process ends, however it ends.
    """
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True
