"""Tesseract as a program of its own: a picture in, words with boxes out.

One thread a call, as pages are read side by side; a call that takes too long is ended. The program is looked for
at each start and never assumed.
"""

import csv
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image

from ingest.ocr.ocr_words import Word
from ingest.processes.fork_server import program_limits

LANGUAGE = "vie"
REMEDY = "apt-get install tesseract-ocr tesseract-ocr-vie"

_TIMEOUT_S = 240.0  # a hundred times an ordinary page, as the machine may be busy
_PROCESSOR_S = 60  # of a processor: twenty times an ordinary page
_ASK_TIMEOUT_S = 20.0
_WORD_LEVEL = "5"
_ONE_BLOCK = "6"
# Lines that were hard to read are not tried once more as white on black: a fifth of the time, to the same words.
_NO_SECOND_LOOK = "tessedit_do_invert=0"


class PageNotRead(Exception):
    """Tesseract ended with an error on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tesseract:
    """An installed Tesseract that knows Vietnamese; `version` as it names itself ("5.3.0")."""

    program: str
    version: str

    def words(
        self, image: Image.Image, *, dpi: int, is_block: bool = False, timeout_s: float = _TIMEOUT_S
    ) -> tuple[Word, ...]:
        """The words of a picture in reading order, their boxes in pixels; `is_block` says that it is one column.

        Raises:
            PageNotRead: the program failed.
            TimeoutError: it ran out of time.
        """
        settings = ["-l", LANGUAGE, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1", "-c", _NO_SECOND_LOOK]
        if is_block:
            settings += ["--psm", _ONE_BLOCK]
        return tuple(_words(self._run(image, settings, timeout_s=timeout_s)))

    def quarter_turns(self, image: Image.Image, *, dpi: int, timeout_s: float = _TIMEOUT_S) -> int:
        """By how many quarter turns, counter-clockwise, the picture must be turned to stand upright; 0 if unsure."""
        try:
            said = self._run(image, ["--psm", "0", "--dpi", str(dpi)], timeout_s=timeout_s)
        except PageNotRead:
            return 0  # too few letters to tell
        facts = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
        rotate = facts.get("Rotate", "0")
        return (4 - int(rotate) // 90) % 4 if rotate.isdecimal() else 0

    def _run(self, image: Image.Image, settings: list[str], *, timeout_s: float) -> str:
        try:
            done = subprocess.run(
                [self.program, "stdin", "stdout", *settings],
                input=_portable(image),
                capture_output=True,
                timeout=timeout_s,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                # A page takes a minute where its reader was killed: the program would go on for nobody.
                preexec_fn=program_limits(_PROCESSOR_S),
            )
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(f"a page was not read in {timeout_s:.0f} s") from error
        except OSError as error:
            raise PageNotRead(str(error.strerror)) from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise PageNotRead(said[-1] if said else f"mã lỗi {done.returncode}")
        return done.stdout.decode(errors="replace")


@cache
def installed_tesseract() -> Tesseract | None:
    """Tesseract with Vietnamese, None where either is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=_ASK_TIMEOUT_S)
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=_ASK_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if LANGUAGE not in listed.stdout.split():
        return None
    first_line = (version.stdout or version.stderr).splitlines()[:1]
    return Tesseract(program=program, version=first_line[0].split()[-1] if first_line else "")


def _portable(image: Image.Image) -> bytes:
    """The picture as a portable grey map, which costs no time to pack or unpack."""
    grey = image.convert("L")
    return b"P5 %d %d 255\n" % grey.size + grey.tobytes()


def _words(table: str) -> Iterator[Word]:
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines: dict[tuple[str, str, str], int] = {}
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") != _WORD_LEVEL or not text:
            continue
        left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
        yield Word(
            text=text,
            confidence=float(row["conf"]),
            left=left,
            top=top,
            right=left + width,
            bottom=top + height,
            line=lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines)),
        )
