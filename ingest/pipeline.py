"""Files in, ingested documents out: read, repair, structure, chunk, register.

A batch goes on when a file fails: what failed comes back as data, in its place among the results.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from ingest.documents import Document, Heading, IngestedDocument, Metadata, SourceDocument
from ingest.errors import FileTooLarge, ParcError, UnreadableFile
from ingest.file_names import one_line, plain_name
from ingest.layout.blocks import blocks_of
from ingest.layout.chunk import chunk
from ingest.layout.lines import split_lines
from ingest.layout.outline import outline_of
from ingest.layout.regions import split_regions
from ingest.legal.metadata import metadata_of
from ingest.ocr.batch import read_pictures
from ingest.ocr.page_ocr import Rereader, waiting
from ingest.processes.sandbox import Caller, Stopped, grant, grant_memory, guarded
from ingest.processes.worker_pool import in_processes
from ingest.readers import MAX_FILE_BYTES, patience_s, read
from ingest.registers.registers import registers
from ingest.repaired_text import RepairedText
from ingest.walk import opened_file, walked

STAGES = ("read", "repair", "structure", "chunk", "register")
# What a text may take, of a processor and of memory. Measured on plans whose annexes are hard to put together: 1.1 ms
# a word and 600 bytes a character. A small package may unpack to one word of millions of letters: words are counted,
# not letters. Memory for so many characters is there without being granted.
_TEXT_S, _WORD_S, _CHAR_S = 6.0, 2.5e-3, 1e-6
_CHAR_BYTES, _CHARS_WITHIN = 700, 1_500_000
# A page that is read from its picture within its file's turn: what this process takes, and what Tesseract may.
_PICTURE_S, _PICTURE_WAITING_S = 20.0, 300.0
_WORD = re.compile(r"\S+")
_MOST_BYTES = max(MAX_FILE_BYTES.values())
_PIECE_BYTES = 1 << 20
_MOST_SAID_CHARS = 200
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
    content_hash: str
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
    steps = guarded(_file_steps, repairer, rereader, path.absolute(), source, None, patience_s=patience_s(path))
    return replace(_result_of(steps, path, announce), path=path)


def ingest_read(
    raw: SourceDocument, path: Path, repairer: Repairs, *, report: Callable[[str], None]
) -> IngestedDocument:
    """All that ingestion makes of a file that was read already; `report` hears each stage as it begins.

    Raises:
        UnreadableFile: its text is made so that it takes too long, or too much memory.
    """
    return _result_of(guarded(_text_steps, repairer, raw, path), path, report)


def under_name(item: IngestedDocument, source: str) -> IngestedDocument:
    """The same document under another name, on which the ids of its passages and rows depend."""
    raw = replace(item.document.raw, source=source)
    steps = guarded(_structure_steps, raw, item.document.reading, item.path)
    return _result_of(steps, item.path or Path(source), lambda stage: None)


def source_name(path: Path) -> str:
    """The name by which a file is known: composed Unicode on one line, whatever its bytes on disk."""
    return plain_name(unicodedata.normalize("NFC", os.fsencode(path.name).decode("utf-8", "replace")))


def is_numbered(source: str, name: str) -> bool:
    """Whether the name is `name`, or `name` with the number that a clash gives: "a.txt", "a (2).txt"."""
    path = Path(name)
    number = source.removeprefix(f"{path.stem} (").removesuffix(f"){path.suffix}")
    return source == name or (source == f"{path.stem} ({number}){path.suffix}" and number.isdecimal())


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
    planned = list(_planned(paths, known or {}, held or {}))
    jobs = [plan for plan in planned if isinstance(plan, _Job)]
    if rereader is not None:
        heard = partial(_tell_pages, tell)
        read_pictures([job.path for job in jobs], rereader, workers=workers, heard=heard)
    at_once = min(workers, len(jobs)) > 1
    if at_once:
        attempt = partial(_attempt, repairer, rereader)
        results = in_processes(
            attempt, jobs, workers=min(workers, len(jobs)), size=lambda job: job.size_bytes, patience_s=_patience_s
        )
    else:
        results = _one_by_one(jobs, repairer, rereader, partial(_tell_stage, tell, len(planned)))
    failed: dict[str, str] = {}
    for done, plan in enumerate(planned):
        if isinstance(plan, _Job):
            if at_once:  # what a worker is at is not heard here
                tell(plan.path, "read", done, len(planned))
            result = next(results)
            if isinstance(result, Stopped):
                result = Failure(path=plan.path, reason=_stopped(plan.path, result))
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
    return (item.path for item in walked(paths) if item.fault is None)


def outline(raw: SourceDocument, reading: RepairedText) -> tuple[Heading, ...]:
    """The headings of the document in order of place, titles in the repaired reading."""
    return outline_of(blocks_of(raw, reading), raw, reading)


def metadata(raw: SourceDocument, reading: RepairedText) -> Metadata:
    """All that the document says of itself; None where it does not say."""
    lines = split_lines(raw.text, reading, raw.pages)
    return metadata_of(lines, split_regions(lines), raw, reading)


def _file_steps(
    repairer: Repairs, rereader: Rereader | None, path: Path, source: str | None, content_hash: str | None
) -> Iterator[str | IngestedDocument]:
    """The name of each stage as it begins, then the document; `content_hash` is what the file has to hold."""
    yield "read"
    raw = read(path, source=source)
    if content_hash not in (None, raw.content_hash):
        raise _changed(path)
    if rereader is not None:
        pages = sum(1 for _ in waiting(raw, path))
        grant(_PICTURE_S * pages, waiting_s=_PICTURE_WAITING_S * pages)
        raw = rereader.reread(raw, path)
    for step in _text_steps(repairer, raw, path):
        # The document is the last step: pictures of its pages may have been taken from the file until now.
        if isinstance(step, IngestedDocument) and _content_hash(path) != raw.content_hash:
            raise _changed(path)
        yield step


def _text_steps(repairer: Repairs, raw: SourceDocument, path: Path) -> Iterator[str | IngestedDocument]:
    grant(_TEXT_S + _WORD_S * sum(1 for _ in _WORD.finditer(raw.text)) + _CHAR_S * len(raw.text))
    grant_memory(_CHAR_BYTES * max(0, len(raw.text) - _CHARS_WITHIN))
    yield "repair"
    yield from _structure_steps(raw, repairer.repair(raw.text), path)


def _structure_steps(raw: SourceDocument, reading: RepairedText, path: Path | None) -> Iterator[str | IngestedDocument]:
    yield "structure"
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    yield "chunk"
    passages = tuple(chunk(document))
    yield "register"
    assigned, aimed_at = registers(document)
    yield IngestedDocument(document=document, passages=passages, tasks=assigned, targets=aimed_at, path=path)


def _result_of(
    steps: Iterator[str | IngestedDocument | Stopped], path: Path, report: Callable[[str], None]
) -> IngestedDocument:
    """The last of the steps; those before it are reported."""
    result: IngestedDocument | None = None
    for step in steps:
        if isinstance(step, Stopped):
            raise UnreadableFile(_stopped(path, step))
        if isinstance(step, str):
            report(step)
        else:
            result = step
    assert result is not None
    return result


def _planned(
    paths: Sequence[Path], known: Mapping[str, str], held: Mapping[str, str]
) -> Iterator[_Job | Failure | Unchanged]:
    source_of_hash = {content_hash: source for source, content_hash in sorted(known.items())}
    held_of_hash = {content_hash: source for source, content_hash in sorted(held.items())}
    found = [
        Failure(path=item.path, reason=item.fault) if item.fault else _hash_or_failure(item.path)
        for item in walked(paths)
    ]
    # A new file must not take the name, and so the place, of one that the store or the batch also holds.
    taken = {source_of_hash[item[1]] for item in found if not isinstance(item, Failure) and item[1] in source_of_hash}
    taken |= set(held)
    for done, item in enumerate(found):
        if isinstance(item, Failure):
            yield item
            continue
        path, content_hash, size_bytes = item
        if content_hash in source_of_hash:
            yield Unchanged(path=path, source=source_of_hash[content_hash])
            continue
        # The same content again, to be read anew: in its own place.
        source = held_of_hash.get(content_hash) or _free_name(path, taken)
        source_of_hash[content_hash] = source
        yield _Job(path=path, source=source, content_hash=content_hash, done=done, size_bytes=size_bytes)


def _one_by_one(
    jobs: Sequence[_Job], repairer: Repairs, rereader: Rereader | None, tell: Callable[[_Job, str], None]
) -> Iterator[IngestedDocument | Failure | Stopped]:
    caller = Caller(partial(_attempt_steps, repairer, rereader))
    try:
        for job in jobs:
            for step in caller.items(job, patience_s=_patience_s(job)):
                if isinstance(step, str):
                    tell(job, step)
                else:
                    yield step
    finally:
        caller.close()


def _attempt(repairer: Repairs, rereader: Rereader | None, job: _Job) -> IngestedDocument | Failure:
    *_, result = _attempt_steps(repairer, rereader, job)
    assert not isinstance(result, str)
    return result


def _attempt_steps(
    repairer: Repairs, rereader: Rereader | None, job: _Job
) -> Iterator[str | IngestedDocument | Failure]:
    """The steps of the file, its failure the last where it fails."""
    try:
        path = job.path.absolute()
        for step in _file_steps(repairer, rereader, path, job.source, job.content_hash):
            yield step if isinstance(step, str) else replace(step, path=job.path)
    except ParcError as error:
        yield Failure(path=job.path, reason=str(error))
    except MemoryError:
        yield Failure(path=job.path, reason=_stopped(job.path, Stopped(too_slow=False)))
    except Exception as error:  # whatever a file trips in a library or in us, the others are read
        said = one_line(str(error))[:_MOST_SAID_CHARS]
        reason = (
            f"Không xử lý được tệp {job.path.name!r} ({type(error).__name__}: {said}). Cần tệp không hỏng. "
            "Hãy mở tệp, lưu lại rồi nạp lại."
        )
        yield Failure(path=job.path, reason=reason)


def _patience_s(job: _Job) -> float:
    return patience_s(job.path)


def _stopped(path: Path, stopped: Stopped) -> str:
    if stopped.too_slow:
        return (
            f"Tệp {path.name!r} bắt máy xử lý quá lâu nên đã bị dừng. Cần tệp có nội dung bình thường. "
            "Hãy mở tệp, lưu lại thành tệp mới rồi nạp lại."
        )
    return (
        f"Việc xử lý tệp {path.name!r} bị máy dừng giữa chừng, thường do thiếu bộ nhớ. Cần tệp vừa với bộ nhớ "
        "còn trống. Hãy nạp lại riêng tệp này."
    )


def _changed(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp {path.name!r} bị thay đổi trong lúc đọc. Cần tệp đứng yên. Hãy chờ tệp được ghi xong rồi nạp lại."
    )


def _tell_stage(tell: Progress, total: int, job: _Job, stage: str) -> None:
    tell(job.path, stage, job.done, total)


def _tell_pages(tell: Progress, path: Path, done: int, total: int) -> None:
    tell(path, "ocr", done, total)


def _hash_or_failure(path: Path) -> tuple[Path, str, int] | Failure:
    """The path with the hash and the size of what is there."""
    try:
        return path, _content_hash(path), path.stat().st_size
    except ParcError as error:
        return Failure(path=path, reason=str(error))
    except OSError as error:  # gone meanwhile, or on a disk that fails
        reason = f"Không đọc được tệp {path.name!r} ({error.strerror}). Cần tệp đọc được. Hãy chép lại rồi nạp lại."
        return Failure(path=path, reason=reason)


def _content_hash(path: Path) -> str:
    """The SHA-256 of the file; one larger than any format's limit is not read to its end, which it may not have."""
    digest, size = hashlib.sha256(), 0
    with opened_file(path) as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
            if size > _MOST_BYTES:
                raise FileTooLarge(
                    f"Tệp {path.name!r} nặng hơn {_MOST_BYTES / 1e6:.0f} MB. Đó là giới hạn cho mọi loại tệp. "
                    "Hãy tách thành nhiều tệp rồi nạp lại."
                )
    return digest.hexdigest()


def _free_name(path: Path, taken: set[str]) -> str:
    first = source_name(path)
    name, number = first, 1
    while name in taken:
        number += 1
        name = f"{Path(first).stem} ({number}){Path(first).suffix}"
    taken.add(name)
    return name
