"""Files in, ingested documents out: read, repair, structure, chunk, register.

A batch goes on when a file fails: what failed comes back as data, in its place among the results.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.chunk import chunk
from ingest.documents import Document, IngestedDocument
from ingest.errors import ParcError, PathNotFound
from ingest.readers import read
from ingest.repair.repaired import Repaired
from ingest.structure import metadata, outline
from ingest.targets import targets
from ingest.tasks import tasks

STAGES = ("read", "repair", "structure", "chunk", "register")

# What a damaged file can still trip in a library after its reader took it.
_DAMAGE = (ValueError, LookupError, ArithmeticError, RecursionError, MemoryError)

Progress = Callable[[Path, str, int, int], None]


class Repairs(Protocol):
    """What the pipeline needs of a repairer."""

    def repair(self, text: str) -> Repaired:
        """The repaired reading of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be ingested, and why, in one plain Vietnamese line."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A file whose content is already known under the name `source`."""

    path: Path
    source: str


def ingest_file(
    path: Path, repairer: Repairs, *, source: str | None = None, report: Callable[[str], None] | None = None
) -> IngestedDocument:
    """The document of one file with its passages and register rows; `report` hears each stage as it begins.

    Raises:
        InputError: the file cannot be read; the message says why and what to do.
    """
    announce = report or (lambda stage: None)
    announce("read")
    raw = read(path, source=source)
    announce("repair")
    reading = repairer.repair(raw.text)
    announce("structure")
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    announce("chunk")
    passages = tuple(chunk(document))
    announce("register")
    return IngestedDocument(document=document, passages=passages, tasks=tasks(document), targets=targets(document))


def ingest_paths(
    paths: Sequence[Path],
    repairer: Repairs,
    *,
    known: Mapping[str, str] | None = None,
    report: Progress | None = None,
) -> Iterator[IngestedDocument | Failure | Unchanged]:
    """One result for each file of `paths`, folders walked in order of name, hidden files left out.

    `known` maps the sources of a store to their content hashes. `report` is called with the path, the stage, and
    how many files of how many are done. Two files of one name in a batch get a number: "a.txt", "a (2).txt".
    """
    known = known or {}
    source_of_hash = {content_hash: source for source, content_hash in sorted(known.items())}
    tell = report or (lambda path, stage, done, total: None)
    files = list(_files(paths))
    taken: dict[str, Path] = {}
    for done, path in enumerate(files):
        try:
            content_hash = _content_hash(path)
            if content_hash in source_of_hash:
                yield Unchanged(path=path, source=source_of_hash[content_hash])
                continue
            source = _free_name(path, taken)
            item = ingest_file(path, repairer, source=source, report=lambda stage: tell(path, stage, done, len(files)))  # noqa: B023
            source_of_hash[content_hash] = source
            yield item
        except ParcError as error:
            yield Failure(path=path, reason=str(error))
        except _DAMAGE as error:
            reason = (
                f"Không xử lý được tệp {path.name!r} ({type(error).__name__}: {error}). Cần tệp không hỏng. "
                "Hãy mở tệp, lưu lại rồi nạp lại."
            )
            yield Failure(path=path, reason=reason)
    for path in files[-1:]:
        tell(path, "done", len(files), len(files))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files behind the paths, each once; a path that is missing is passed on for its error."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(_walk(path)) if path.is_dir() else [path]
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _content_hash(path: Path) -> str:
    if not path.exists():
        raise PathNotFound(
            f"Không có gì ở đường dẫn {str(path)!r}. Cần một tệp hoặc thư mục đang có. Hãy kiểm tra lại tên và thư mục."
        )
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free_name(path: Path, taken: dict[str, Path]) -> str:
    name, number = path.name, 1
    while name in taken:
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    taken[name] = path
    return name
