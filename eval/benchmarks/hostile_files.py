"""Hostile files of every format, made by a seed, and how a folder of them is taken in, a good file among them.

What one parser or pattern may be driven to is not what the next one is: so every format gets long runs of what its
own syntax is made of, deep nesting, bombs, claims that its bytes do not keep, and the bytes of another format. A file
may be read or refused in one line that names it. A hang, memory without end, a crash and a good file that was not read
are failures. Seconds of a processor tell a hang: on a busy machine a sound file waits for its turn.
"""

import io
import os
import random
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from eval.benchmarks.damage import DAMAGES
from eval.benchmarks.damaged_word import WORD_DAMAGES, made_word_files
from ingest.documents import IngestedDocument
from ingest.pipeline import Failure, Repairs, ingest_paths
from ingest.processes.sandbox import end_all

# A longer text may take longer, in proportion to its words, as a long plan does; none in this benchmark needs to.
MOST_SECONDS = 20.0
MOST_BYTES = 1_500_000_000
# Files a folder: a good one stands after them and must be read.
FOLDER = 25

# What the syntaxes and the patterns of official texts are made of.
_FRAGMENTS = (
    *("a", "aA", "A", "1", "1.", "100% ", "%", " ", "\t", "\n", "\r", "\f", "\x0b", "-", "–", ".", "…", "|", "/", ","),
    *(
        "a\u0301",
        "\u0301",
        "\u200b",
        "\u202e",
        "Đ",
        "ư",
        "Sở ",
        "UBND ",
        "I. ",
        "a) ",
        "Điều 1. ",
        "- Chủ trì ",
        "Số: ",
    ),
    *("12/2023/NQ-HĐND ", "ngày 1 tháng 1 năm ", "quý I", "Phụ lục ", "Đơn vị chủ trì: ", "1.1.", "(", ")", "[", "{"),
    *("<!---->", "<!--", "<a ", "<", "<div>", "<table><tr><td>", "</p>", "&#x1;", "&amp", "<![CDATA[", "<?xml ", "='"),
    *("\\'61", "{\\f0 ", "{", "}", "\\u7871?", "\\cell ", "\\row ", "\\bin9 ", "\\par ", "\\", "{\\*\\x "),
)
_HEADS = (
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"{\\rtf1 ",
    b"<html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"II*\x00",
    b"\x89PNG\r\n",
)
_SUFFIXES = (".txt", ".html", ".rtf", ".doc", ".docx", ".pdf", ".png", ".jpg", ".tif")
_GOOD = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 12/KH-UBND
KẾ HOẠCH
Cải cách hành chính tỉnh Lào Cai năm 2023
I. MỤC TIÊU
- Phấn đấu 95% hồ sơ thủ tục hành chính được giải quyết đúng hạn trong năm 2023.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì, phối hợp với các sở, ngành kiểm tra cải cách hành chính tại ít nhất 12 cơ quan, đơn vị.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileFile:
    """One hostile file: its name, which says how it was made, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How the taking in of one hostile file went; `fault` is None where nothing was wrong with it.

    `worked_s` are the seconds of a processor, `outcome` "read" or the line that was said.
    """

    name: str
    outcome: str
    worked_s: float
    fault: str | None


Kind = Callable[[random.Random], tuple[str, bytes]]


def hostile_files(count: int, *, seed: int, kinds: tuple[str, ...] = ()) -> Iterator[HostileFile]:
    """`count` files, the kinds (all, if none is named) in turn; the same seed, the same files."""
    names = kinds or tuple(KINDS)
    for number in range(count):
        kind = names[number % len(names)]
        suffix, content = KINDS[kind](random.Random(f"{seed}/{number}"))
        yield HostileFile(name=f"{number:05d}-{kind}{suffix}", content=content)


def take_in_all(count: int, *, seed: int, repairer: Repairs, kinds: tuple[str, ...] = ()) -> Iterator[Taken]:
    """Takes the files in, a folder of some at a time, each folder with a good file at its end."""
    files = hostile_files(count, seed=seed, kinds=kinds)
    with TemporaryDirectory(prefix="parc-hostile-") as scratch:
        for begin in range(0, count, FOLDER):
            folder = Path(scratch) / str(begin)
            folder.mkdir()
            for _, file in zip(range(FOLDER), files, strict=False):
                (folder / file.name).write_bytes(file.content)
            (folder / "zz-tot.txt").write_text(f"{_GOOD}- {begin}\n", encoding="utf-8")
            yield from _taken_in(folder, repairer)
            for path in folder.iterdir():
                path.unlink()


def peak_bytes() -> int:
    """The most memory that a process held that takes files in; they are ended for that."""
    end_all()
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) * 1024


def _taken_in(folder: Path, repairer: Repairs) -> Iterator[Taken]:
    left = {path.name for path in folder.iterdir()}
    worked = _processor_seconds()
    for result in ingest_paths([folder], repairer):
        now = _processor_seconds()
        spent, worked = now - worked, now
        path = result.path or folder
        left.discard(path.name)
        said = "read" if isinstance(result, IngestedDocument) else getattr(result, "reason", "unchanged")
        fault = None
        # A copy of a broken file is told with the words of the first, which name that one.
        if isinstance(result, Failure) and ("'" not in said or len(said.splitlines()) > 1):
            fault = "not named in one line"
        elif isinstance(result, Failure) and "Error" in said:
            fault = "crash"
        elif path.name == "zz-tot.txt":
            fault = None if said == "read" else "a good file was not read"
        if spent > MOST_SECONDS:
            fault = f"hang of {spent:.0f} s of a processor"
        yield Taken(name=path.name, outcome=said, worked_s=spent, fault=fault)
    for name in sorted(left):
        yield Taken(name=name, outcome="", worked_s=0.0, fault="lost")


def _processor_seconds() -> float:
    """The seconds of a processor of this process and of all below it, ended or not. Source: proc_pid_stat(5)."""
    ticks, own = 0, os.times()
    waiting = [os.getpid()]
    while waiting:
        process = Path("/proc") / str(waiting.pop())
        try:
            fields = (process / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
            for children in process.glob("task/*/children"):
                waiting += map(int, children.read_text(encoding="ascii").split())
        except OSError:
            continue  # ended meanwhile
        ticks += 0 if process.name == str(os.getpid()) else sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") + own.user + own.system


def _size(chance: random.Random) -> int:
    """A length in bytes, from a hundred to a third of a million, small ones as often as large ones."""
    return int(10 ** chance.uniform(2, 5.5))


def _run(chance: random.Random, *, parts: int = 3) -> str:
    """A fragment, or some together, again and again."""
    fragment = "".join(chance.choice(_FRAGMENTS) for _ in range(chance.randint(1, parts)))
    return fragment * max(1, _size(chance) // len(fragment.encode()))


def _text(chance: random.Random) -> tuple[str, bytes]:
    return ".txt", (_run(chance) + chance.choice(("", "!", "\n", "\x00"))).encode(chance.choice(("utf-8", "utf-16")))


def _plan(chance: random.Random) -> tuple[str, bytes]:
    """A sound plan with runs in it: what the later stages look at more closely."""
    lines = _GOOD.splitlines() * chance.randint(1, 20)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        lines[at] = lines[at][: chance.randrange(1 + len(lines[at]))] + _run(chance, parts=2)[:60_000] + lines[at]
    return ".txt", "\n".join(lines).encode()


def _bytes(chance: random.Random) -> tuple[str, bytes]:
    return chance.choice(_SUFFIXES), chance.choice((*_HEADS, b"", b"\xff\xfe")) + chance.randbytes(_size(chance))


def _polyglot(chance: random.Random) -> tuple[str, bytes]:
    parts = [KINDS[chance.choice(_ONE_FORMAT)](chance)[1] for _ in range(2)]
    return chance.choice(_SUFFIXES), chance.choice((*_HEADS, b"")) + b"".join(parts)


def _cut(chance: random.Random) -> tuple[str, bytes]:
    suffix, content = KINDS[chance.choice(_ONE_FORMAT)](chance)
    return suffix, content[: chance.randrange(1 + len(content))]


def _page(chance: random.Random) -> tuple[str, bytes]:
    return ".html", ("<html><body>" + _run(chance) + _run(chance)).encode()


def _rich_text(chance: random.Random) -> tuple[str, bytes]:
    fonts = "{\\fonttbl{\\f0 Arial;}" + _run(chance)[: chance.choice((0, 50_000))] + "}"
    return ".rtf", ("{\\rtf1" + fonts + _run(chance) + _run(chance) + "}").encode()


def _old_word(chance: random.Random) -> tuple[str, bytes]:
    """A compound file whose numbers are drawn: chains in circles, tables that name themselves, streams too long."""
    sectors = chance.randint(3, 200)
    values = [*range(sectors), 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF, 0x7FFFFFFF]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, *(chance.choice(values) for _ in range(4)))
    header += struct.pack("<109I", 0, *(chance.choice(values) for _ in range(108)))
    entries = b""
    none = 0xFFFFFFFF
    # The root holds the first stream, each stream leads to the next; now and then a link leads anywhere.
    tree = (("Root Entry", 5, none, 1), ("WordDocument", 2, 2, none), ("1Table", 2, 3, none), ("0Table", 2, none, none))
    for name, kind, right, child in tree:
        encoded = name.encode("utf-16-le")
        links = (none, right, child) if chance.random() < 0.9 else tuple(chance.choice(values) for _ in range(3))
        head = encoded.ljust(64, b"\0") + struct.pack("<HBxIII", len(encoded) + 2, kind, *links)
        entries += head.ljust(116, b"\0") + struct.pack("<IQ", chance.randrange(2, 5), chance.choice((5000, 2**31)))
    body = bytearray(chance.choice((chance.randbytes(512), b"\x13\x14", b"\x07", b"a")) * 512 * sectors)[
        : 512 * sectors
    ]
    struct.pack_into("<128I", body, 0, *(chance.choice(values) for _ in range(128)))
    body[512:1024] = entries[:512]
    struct.pack_into("<HH", body, 1024, 0xA5EC, 0xC1)
    return ".doc", header + bytes(body)


def _package(chance: random.Random) -> tuple[str, bytes]:
    """A Word package of deep nesting, runs, references to themselves, or parts that unpack without end."""
    depth = 10 ** chance.randint(1, 5)
    inner = chance.choice(
        (
            "<w:p>" * depth,
            "<w:tbl><w:tr><w:tc>" * depth,
            f"<w:p><w:r><w:t>{_run(chance).replace('<', '').replace('&', '')}</w:t></w:r></w:p>",
            "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * depth,
            "<w:p " + "a='1' " * depth + ">",
        )
    )
    space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
    head = chance.choice(("", "<!DOCTYPE a [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"{head}<w:document {space}><w:body>{inner}</w:body></w:document>")
        if chance.random() < 0.2:
            package.writestr("word/numbering.xml", b"\0" * chance.choice((1_000, 100_000_000)))
        for number in range(chance.choice((0, 0, 3_000))):
            package.writestr(f"word/media/{number}", b"")
    return ".docx", written.getvalue()


def _damaged_package(chance: random.Random) -> tuple[str, bytes]:
    return ".docx", chance.choice(list(WORD_DAMAGES.values()))(chance.choice(_word_files()), chance)


def _pdf(chance: random.Random) -> tuple[str, bytes]:
    kind = chance.choice([kind for kind in DAMAGES if kind != "bombs" or chance.random() < 0.2])
    return ".pdf", DAMAGES[kind](_sound_pdf(), chance)


def _picture(chance: random.Random) -> tuple[str, bytes]:
    """A picture with its bytes changed, or one whose head claims any size."""
    suffix, content = chance.choice(_sound_pictures())
    changed = bytearray(content)
    for _ in range(2 ** chance.randrange(6)):
        changed[chance.randrange(min(len(changed), chance.choice((64, len(changed)))))] = chance.randrange(256)
    return suffix, bytes(changed)


def _picture_bomb(chance: random.Random) -> tuple[str, bytes]:
    side = chance.choice((3_000, 9_000, 12_000, 60_000))
    if chance.random() < 0.5:
        sheet, written = Image.new("1", (min(side, 9_000),) * 2, 1), io.BytesIO()
        more = [sheet] * chance.choice((0, 3))
        sheet.save(written, "TIFF", compression="group4", save_all=True, append_images=more)
        return ".tif", written.getvalue()
    rows = zlib.compress(bytes(side // 8 + 1) * min(side, 9_000), 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return ".png", b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@cache
def _word_files() -> list[bytes]:
    return list(made_word_files(_GOOD * 3))


@cache
def _sound_pdf() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    for page in range(3):
        for line in range(40):
            canvas.drawString(50, 800 - 18 * line, f"Trang {page}, dong {line}: So Noi vu chu tri kiem tra")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@cache
def _sound_pictures() -> list[tuple[str, bytes]]:
    found = []
    for suffix, name in ((".png", "PNG"), (".jpg", "JPEG"), (".tif", "TIFF")):
        written = io.BytesIO()
        Image.effect_noise((300, 400), 60).save(written, name)
        found.append((suffix, written.getvalue()))
    return found


KINDS: dict[str, Kind] = {
    "text": _text,
    "plan": _plan,
    "page": _page,
    "rich-text": _rich_text,
    "old-word": _old_word,
    "package": _package,
    "damaged-package": _damaged_package,
    "pdf": _pdf,
    "picture": _picture,
    "picture-bomb": _picture_bomb,
    "bytes": _bytes,
    "polyglot": _polyglot,
    "cut": _cut,
}
_ONE_FORMAT = ("text", "plan", "page", "rich-text", "old-word", "package", "damaged-package", "pdf", "picture")
