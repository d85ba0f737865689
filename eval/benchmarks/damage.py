"""Damaged PDFs, made from whole ones by a seed: what ends in an office's folder after a bad copy, or by bad will.

Each is read as `ingest` reads it. A file may be read, in part or whole, or refused in one line that names it; a
crash, a hang and memory without end are failures. Seconds of a processor tell a hang: on a busy machine a sound file
waits for its turn. A file that only waits is given ten times as long.
"""

import os
import random
import re
import resource
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ingest.errors import InputError
from ingest.readers import read

MOST_SECONDS = 20.0
IDLE_TIMES = 10
MOST_BYTES = 2_000_000_000

_NUMBER = re.compile(rb"(?<![\w.])\d{1,10}(?![\w.])")
_NAME = re.compile(rb"/[A-Z][A-Za-z]{2,12}\b")
_REFERENCE = re.compile(rb"\b\d{1,5} 0 R\b")
_MEDIA_BOX = re.compile(rb"/(?:Media|Crop)Box\s*\[[^\]]{3,60}\]")
_STREAM = re.compile(rb"stream\r?\n(.{20,}?)\r?\nendstream", re.DOTALL)
_END = b"\n%%EOF\n"
_BOMB_BYTES = 400_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFile:
    """One damaged file: how it was damaged, its bytes, and the suffix of what it was before."""

    kind: str
    number: int
    content: bytes
    suffix: str = ".pdf"

    @property
    def name(self) -> str:
        """A file name that says what was done to it."""
        return f"{self.number:04d}-{self.kind}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endured:
    """How the reading of one damaged file went; `fault` is None where nothing was wrong with it.

    `seconds` went by on the clock, `worked` on a processor.
    """

    name: str
    outcome: str
    seconds: float
    worked: float
    fault: str | None


Damage = Callable[[bytes, random.Random], bytes]


def damaged_files(
    originals: Sequence[bytes],
    count: int,
    *,
    seed: int,
    kinds: Sequence[str] = (),
    damages: Mapping[str, Damage] | None = None,
    suffix: str = ".pdf",
) -> Iterator[DamagedFile]:
    """`count` damaged files, the kinds of damage (all, if none is named) in turn; the same seed, the same files.

    `damages` are those of `suffix`, of a PDF where none are given.
    """
    damages = damages or DAMAGES
    kinds = kinds or list(damages)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        kind = kinds[number % len(kinds)]
        content = damages[kind](chance.choice(originals), chance)
        yield DamagedFile(kind=kind, number=number, content=content, suffix=suffix)


def endure(file: DamagedFile, folder: Path) -> Endured:
    """Reads the file from `folder` and judges how that went."""
    path = folder / file.name
    path.write_bytes(file.content)
    start, worked_before = perf_counter(), _processor_seconds()
    fault = None
    try:
        document = read(path)
        outcome = f"read {len(document.pages)} pages"
    except InputError as error:
        outcome = f"{type(error).__name__}: {error}"
        if file.name not in str(error) or "\n" in str(error):
            fault = "not named in one line"
    except Exception as error:  # what the benchmark is there to find
        outcome, fault = repr(error), "crash"
    finally:
        path.unlink()
    seconds, worked = perf_counter() - start, _processor_seconds() - worked_before
    if worked > MOST_SECONDS or seconds > IDLE_TIMES * MOST_SECONDS:
        fault = f"hang of {worked:.0f} s of a processor, {seconds:.0f} s in all"
    if (peak := _peak_bytes()) > MOST_BYTES:
        fault = f"memory of {peak / 1e9:.1f} GB"
    return Endured(name=file.name, outcome=outcome, seconds=seconds, worked=worked, fault=fault)


def endure_all(files: Iterable[DamagedFile]) -> Iterator[Endured]:
    """Reads the damaged files, one after the other."""
    with TemporaryDirectory(prefix="parc-damage-") as folder:
        for file in files:
            yield endure(file, Path(folder))


def _processor_seconds() -> float:
    """The seconds of a processor that this process and all that it started have used. Source: proc_pid_stat(5)."""
    times = os.times()
    living = 0
    for children in Path("/proc/self/task").glob("*/children"):
        for process in children.read_text(encoding="ascii").split():
            fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            living += int(fields[11]) + int(fields[12])
    return times.user + times.system + times.children_user + times.children_system + living / os.sysconf("SC_CLK_TCK")


def _peak_bytes() -> int:
    """The most memory that this process or one that it ended ever held."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) * 1024


def _flipped(content: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(2 ** chance.randrange(10)):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped) + _END


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))] + (_END if chance.random() < 0.7 else b"")


def _holed(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:start] + (bytes(end - start) if chance.random() < 0.5 else b"") + content[end:] + _END


def _doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:end] + content[start:]


def _misnumbered(content: bytes, chance: random.Random) -> bytes:
    values = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967295", b"99999999999")
    return _replaced(content, _NUMBER, chance, lambda found: chance.choice(values))


def _misnamed(content: bytes, chance: random.Random) -> bytes:
    names = sorted(set(_NAME.findall(content)))
    return _replaced(content, _NAME, chance, lambda found: chance.choice(names))


def _cyclic(content: bytes, chance: random.Random) -> bytes:
    references = sorted(set(_REFERENCE.findall(content)))
    return _replaced(content, _REFERENCE, chance, lambda found: chance.choice(references))


def _nested(content: bytes, chance: random.Random) -> bytes:
    depth = 10 ** chance.randrange(2, 6)
    opened, closed = chance.choice([(b"[", b"]"), (b"<</A ", b">>"), (b"(", b")")])
    return _replaced(content, _NUMBER, chance, lambda found: opened * depth + b"0" + closed * depth, most=1)


def _huge_boxes(content: bytes, chance: random.Random) -> bytes:
    boxes = (b"[0 0 1e9 1e9]", b"[-1e30 -1e30 1e30 1e30]", b"[0 0 0 0]", b"[9 9 1 1]", b"[0 0 nan inf]")
    return _replaced(content, _MEDIA_BOX, chance, lambda found: b"/MediaBox " + chance.choice(boxes))


def _bombs(content: bytes, chance: random.Random) -> bytes:
    """Streams that unpack to 400 MB: of nothing, of text, or of graphics states that open and never close."""
    filling = chance.choice([b"\0", b"(A) Tj ", b"q ", b"[", b"0 0 m 9 9 l S ", b"/F1 9 Tf "])
    packer = zlib.compressobj(9)
    block = filling * (1_000_000 // len(filling))
    packed = b"".join([*(packer.compress(block) for _ in range(_BOMB_BYTES // len(block))), packer.flush()])
    bombed = _replaced(content, _STREAM, chance, lambda found: b"stream\n" + packed + b"\nendstream", most=2)
    return re.sub(rb"/Length\s+\d+", b"/Length %d" % len(packed), bombed)


def _replaced(
    content: bytes,
    pattern: re.Pattern[bytes],
    chance: random.Random,
    by: Callable[[re.Match[bytes]], bytes],
    *,
    most: int = 40,
) -> bytes:
    """The content with some of the pattern's places replaced."""
    places = list(pattern.finditer(content))
    chosen = sorted(chance.sample(range(len(places)), min(len(places), chance.randint(1, most))))
    pieces, at = [], 0
    for place in chosen:
        pieces += [content[at : places[place].start()], by(places[place])]
        at = places[place].end()
    return b"".join([*pieces, content[at:]]) + _END


DAMAGES: dict[str, Damage] = {
    "flipped": _flipped,
    "cut": _cut,
    "holed": _holed,
    "doubled": _doubled,
    "misnumbered": _misnumbered,
    "misnamed": _misnamed,
    "cyclic": _cyclic,
    "nested": _nested,
    "huge-boxes": _huge_boxes,
    "bombs": _bombs,
}
