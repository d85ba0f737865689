"""A cache on disk that is written beside the old one and swapped in by one rename.

A cache folder holds `header.json` and the folder of the generation that it names. A new generation is filled,
then the header is replaced: whoever is killed on the way leaves the old generation in force and a stray folder,
which the next writer sweeps away. The header says of which revision of the store the cache is a copy, and of which
size and content the files of its generation are.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

HEADER = "header.json"
LOCK = "caches.lock"
_PREFIX = "generation-"
_GENERATION = re.compile(rf"{_PREFIX}(\d{{1,15}})")  # any other name in a header could be a path to elsewhere
HASHED_BYTES = 64_000_000  # of a generation: as much is hashed in about a tenth of a second, each time it is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a cache is a copy of, and where it lies.

    `format` names the layout and all that went into it (tokens, weights of the encoder); `documents` has the
    store's stamp of each document in the cache; `generation` is the folder's name; `files` has the size in bytes and
    the SHA-256 of each file in it.
    """

    format: str
    revision: int
    documents: Mapping[str, str]
    generation: str
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def read_header(folder: Path) -> Header | None:
    """The header in force; None where there is no cache, or none that can be read: it is made anew then."""
    try:
        values = json.loads((folder / HEADER).read_text(encoding="utf-8"))
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in values.pop("files", {}).items()}
        header = Header(**values, files=files)
        _GENERATION.fullmatch(header.generation).group()  # type: ignore[union-attr]  # no match raises below
        header.documents.items()
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return header if (folder / header.generation).is_dir() else None


def faults(folder: Path, header: Header, *, whole: bool = False) -> tuple[str, ...]:
    """The names of files in the generation in force that are not as they were written; empty if it is sound.

    Sizes are compared, and contents where the generation is small or `whole` is set.
    """
    generation = folder / header.generation
    wrong = _written(generation) ^ set(header.files)
    hashed = whole or sum(size for size, _ in header.files.values()) <= HASHED_BYTES
    for name in set(header.files) - wrong:
        size, digest = header.files[name]
        try:
            is_same = (generation / name).stat().st_size == size
            if is_same and hashed:
                is_same = _file_hash(generation / name) == digest
        except PermissionError:
            is_same = True  # whoever may not read a file cannot say that it is damaged
        except OSError:
            is_same = False
        if not is_same:
            wrong.add(name)
    return tuple(sorted(wrong))


def manifest(generation: Path) -> dict[str, tuple[int, str]]:
    """Size in bytes and SHA-256 of each file of a generation."""
    names = sorted(_written(generation))
    return {name: ((generation / name).stat().st_size, _file_hash(generation / name)) for name in names}


def begin(folder: Path) -> Path:
    """A new empty folder beside the generation in force; strays of killed writers are swept away."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{_PREFIX}{max(sweep(folder), default=0) + 1}"
    beside.mkdir()
    return beside


def sweep(folder: Path) -> tuple[int, ...]:
    """Takes away the generations that are not in force, and gives the numbers of all there were."""
    header = read_header(folder)
    in_force = None if header is None else header.generation
    numbers = []
    for stray in folder.iterdir() if folder.is_dir() else ():
        match = _GENERATION.fullmatch(stray.name)
        if match is None or stray.is_symlink() or not stray.is_dir():
            continue  # not ours to touch
        numbers.append(int(match.group(1)))
        if stray.name != in_force:
            shutil.rmtree(stray, ignore_errors=True)
    return tuple(numbers)


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

    Raises:
        OSError: nothing can be written there.
    """
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def _written(generation: Path) -> set[str]:
    """The names of the files that were written; lock files come and go."""
    return {path.name for path in generation.iterdir() if path.suffix != ".lock"} if generation.is_dir() else set()


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
