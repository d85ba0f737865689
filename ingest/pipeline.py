"""Files in, ingested documents out: read, repair, structure, chunk, register.

A batch goes on when a file fails: what failed comes back as data, in its place among the results.
"""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from ingest.documents import Document, Heading, IngestedDocument, Metadata, SourceDocument
from ingest.errors import ParcError, PathNotFound
from ingest.layout.blocks import blocks_of
from ingest.layout.chunk import chunk
from ingest.layout.outline import outline_of
from ingest.legal.metadata import metadata_of
from ingest.ocr.batch import read_pictures
from ingest.ocr.page_ocr import Rereader
from ingest.processes.worker_pool import Died, in_processes
from ingest.readers import read
from ingest.registers.targets import targets
from ingest.registers.tasks import tasks
from ingest.repaired_text import RepairedText

STAGES = ("read", "repair", "structure", "chunk", "register")
# What a damaged file can still trip in a library after its reader took it.
_DAMAGE = (ValueError, LookupError, ArithmeticError, RecursionError, MemoryError)
Progress = Callable[[Path, str, int, int], None]


class Repairs(Protocol):
    """What the pipeline needs of a repairer."""

    def repair(self, text: str) -> RepairedText:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A file to ingest under the name `source`; it is number `done` of its batch."""

    path: Path
    source: str
    done: int
    size_bytes: int


def ingest_file(
    path: Path,
    repairer: Repairs,
    *,
    source: str | None = None,
    report: Callable[[str], None] | None = None,
    rereader: Rereader | None = None,
) -> IngestedDocument:
    """The document of one file with its passages and register rows; `report` hears each stage as it begins.

    Without a `rereader`, pages that are pictures stay unread.

    Raises:
        InputError: the file cannot be read; the message says why and what to do.
    """
    announce = report or (lambda stage: None)
    announce("read")
    raw = read(path, source=source)
    if rereader is not None:
        raw = rereader.reread(raw, path)
    return ingest_read(raw, path, repairer, report=announce)


def ingest_read(
    raw: SourceDocument, path: Path, repairer: Repairs, *, report: Callable[[str], None]
) -> IngestedDocument:
    """All that ingestion makes of a file that was read already; `report` hears each stage as it begins."""
    report("repair")
    return _structured(raw, repairer.repair(raw.text), path, report)


def under_name(item: IngestedDocument, source: str) -> IngestedDocument:
    """The same document under another name, on which the ids of its passages and rows depend."""
    raw = replace(item.document.raw, source=source)
    return _structured(raw, item.document.reading, item.path, lambda stage: None)


def source_name(path: Path) -> str:
    """The name by which a file is known: composed Unicode on one line, whatever its bytes on disk."""
    name = unicodedata.normalize("NFC", os.fsencode(path.name).decode("utf-8", "replace"))
    return "".join("\ufffd" if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in name)


def is_numbered(source: str, name: str) -> bool:
    """Whether the name is `name`, or `name` with the number that a clash gives: "a.txt", "a (2).txt"."""
    path = Path(name)
    number = source.removeprefix(f"{path.stem} (").removesuffix(f"){path.suffix}")
    return source == name or (source == f"{path.stem} ({number}){path.suffix}" and number.isdecimal())


def _structured(
    raw: SourceDocument, reading: RepairedText, path: Path | None, report: Callable[[str], None]
) -> IngestedDocument:
    report("structure")
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    report("chunk")
    passages = tuple(chunk(document))
    report("register")
    return IngestedDocument(
        document=document, passages=passages, tasks=tasks(document), targets=targets(document), path=path
    )


def ingest_paths(
    paths: Sequence[Path],
    repairer: Repairs,
    *,
    known: Mapping[str, str] | None = None,
    held: Mapping[str, str] | None = None,
    report: Progress | None = None,
    workers: int = 1,
    rereader: Rereader | None = None,
) -> Iterator[IngestedDocument | Failure | Unchanged]:
    """One result for each file of `paths`, folders walked in order of name, hidden files left out.

    `known` maps the sources of a store to their content hashes; such a file is `Unchanged`. `held` maps all its
    sources: another file never takes a name that is held, but one with a number. `report` is called with the path, the
    stage, and how many files of how many are done; at the stage "ocr", which comes before all others, with how many
    pages of how many are read from their pictures. Two files of one name in a batch get a number: "a.txt",
    "a (2).txt". More than one of `workers` reads several files at once, in processes of their own, to which the
    repairer goes.
    """
    tell = report or (lambda path, stage, done, total: None)
    planned = list(_planned(list(files(paths)), known or {}, held or {}))
    jobs = [plan for plan in planned if isinstance(plan, _Job)]
    if rereader is not None:
        heard = partial(_tell_pages, tell)
        read_pictures([job.path for job in jobs], rereader, workers=workers, heard=heard)
    at_once = min(workers, len(jobs)) > 1
    if at_once:
        attempt = partial(_attempt, repairer=repairer, rereader=rereader)
        results = in_processes(attempt, jobs, workers=min(workers, len(jobs)), size=lambda job: job.size_bytes)
    else:
        results = (
            _attempt(job, repairer, rereader, report=partial(_tell_stage, tell, job, len(planned))) for job in jobs
        )
    failed: dict[str, str] = {}
    for done, plan in enumerate(planned):
        if isinstance(plan, _Job):
            if at_once:  # what a worker is at is not heard here
                tell(plan.path, "read", done, len(planned))
            result = next(results)
            result = _killed(plan) if isinstance(result, Died) else result
            if isinstance(result, Failure):
                failed[plan.source] = result.reason
            yield result
        elif isinstance(plan, Unchanged) and plan.source in failed:
            yield Failure(path=plan.path, reason=failed[plan.source])  # a copy of a broken file
        else:
            yield plan
    for plan in planned[-1:]:
        tell(plan.path, "done", len(planned), len(planned))


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files behind the paths, folders walked, each once; a path that is missing is passed on for its error."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(_walk(path)) if path.is_dir() else [path]
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


def outline(raw: SourceDocument, reading: RepairedText) -> tuple[Heading, ...]:
    """The headings of the document in order of place, titles in the repaired reading."""
    return outline_of(blocks_of(raw, reading), raw, reading)


def metadata(raw: SourceDocument, reading: RepairedText) -> Metadata:
    """Number, date, issuer, place, years, kind and title; None where the document does not say."""
    return metadata_of(blocks_of(raw, reading), raw, reading)


def _planned(
    files: Sequence[Path], known: Mapping[str, str], held: Mapping[str, str]
) -> Iterator[_Job | Failure | Unchanged]:
    source_of_hash = {content_hash: source for source, content_hash in sorted(known.items())}
    held_of_hash = {content_hash: source for source, content_hash in sorted(held.items())}
    hashes = [_hash_or_failure(path) for path in files]
    # A new file must not take the name, and so the place, of one that the store or the batch also holds.
    taken = {source_of_hash[found] for found in hashes if isinstance(found, str) and found in source_of_hash}
    taken |= set(held)
    for done, (path, content_hash) in enumerate(zip(files, hashes, strict=True)):
        if isinstance(content_hash, Failure):
            yield content_hash
            continue
        if content_hash in source_of_hash:
            yield Unchanged(path=path, source=source_of_hash[content_hash])
            continue
        # The same content again, to be read anew: in its own place.
        source = held_of_hash.get(content_hash) or _free_name(path, taken)
        source_of_hash[content_hash] = source
        yield _Job(path=path, source=source, done=done, size_bytes=path.stat().st_size)


def _attempt(
    job: _Job, repairer: Repairs, rereader: Rereader | None, report: Callable[[str], None] | None = None
) -> IngestedDocument | Failure | Died:
    try:
        return ingest_file(job.path, repairer, source=job.source, report=report, rereader=rereader)
    except ParcError as error:
        return Failure(path=job.path, reason=str(error))
    except _DAMAGE as error:
        reason = (
            f"Không xử lý được tệp {job.path.name!r} ({type(error).__name__}: {error}). Cần tệp không hỏng. "
            "Hãy mở tệp, lưu lại rồi nạp lại."
        )
        return Failure(path=job.path, reason=reason)


def _killed(job: _Job) -> Failure:
    reason = (
        f"Việc xử lý tệp {job.path.name!r} bị máy dừng giữa chừng, thường do thiếu bộ nhớ. Cần tệp vừa với bộ nhớ "
        "còn trống. Hãy nạp lại riêng tệp này."
    )
    return Failure(path=job.path, reason=reason)


def _tell_stage(tell: Progress, job: _Job, total: int, stage: str) -> None:
    tell(job.path, stage, job.done, total)


def _tell_pages(tell: Progress, path: Path, done: int, total: int) -> None:
    tell(path, "ocr", done, total)


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def _hash_or_failure(path: Path) -> str | Failure:
    try:
        return _content_hash(path)
    except ParcError as error:
        return Failure(path=path, reason=str(error))
    except OSError as error:
        reason = (
            f"Không mở được tệp {source_name(path)!r} ({error.strerror}). Cần tệp đọc được. "
            "Hãy kiểm tra quyền đọc rồi nạp lại."
        )
        return Failure(path=path, reason=reason)


def _content_hash(path: Path) -> str:
    if not path.exists():
        raise PathNotFound(
            f"Không có gì ở đường dẫn {str(path)!r}. Cần một tệp hoặc thư mục đang có. Hãy kiểm tra lại tên và thư mục."
        )
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free_name(path: Path, taken: set[str]) -> str:
    first = source_name(path)
    name, number = first, 1
    while name in taken:
        number += 1
        name = f"{Path(first).stem} ({number}){Path(first).suffix}"
    taken.add(name)
    return name
