"""The units of a document's body: headings, bullets, numbered and plain paragraphs, in reading order.

Line ends mean little in scanned text: a bullet runs over blank lines and page breaks until the next marker. A plain
paragraph starts where the sentence before it ended and a capital follows. The annex is not read here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.repaired_text import RepairedText

# Misread marks that scans put before a marker ("_ 	-", "• 1.").
_NOISE = r"(?<![ \t_•·~'`,.\f])[ \t_•·~'`,.\f]*+"
_ROMAN = re.compile(rf"{_NOISE}(?P<label>[IVXl1]{{1,5}}|DI|ill)\s*[.,]\s*(?=[A-ZĐÀ-Ỹr])")
_NUMBER = re.compile(rf"{_NOISE}(?P<label>(?:\d{{1,2}}|[1I][O0])(?:\.\d{{1,2}}){{0,9}})\s*[.,)]+\s*(?=\D)")
_LETTER = re.compile(rf"{_NOISE}(?P<label>[a-hđ])\s*\)\s*")
_ARTICLE = re.compile(rf"{_NOISE}(?P<label>(?:Điều|Dieu|Điêu)\s+\d{{1,3}})\s*[.:]\s*")
_DASH = re.compile(r"(?<![ \t\f])[ \t\f]*+[-–+•*]+(?P<label>)[ \t,]*(?=\S)")
_MARKERS = (("dash", _DASH), ("article", _ARTICLE), ("roman", _ROMAN), ("number", _NUMBER), ("letter", _LETTER))

_PERCENT = re.compile(r"\d{1,3}\s?%")
_SENTENCE_END = re.compile(r"(?:[;:/]|(?<![\s\"'”.])[\s\"'”]*+\.)[\s\"'”.]*+$")
_END_OF_BODY = re.compile(r"\.\s*/\s*\.?")
_CAPITAL_SHARE = 0.6
# "1." before this many capitals is a misread "I." or "II."; before fewer it is the number of an agency.
_LONG_TITLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of the body: `start:end` is its text without the marker; `kind` is one of the marker kinds or "plain".

    `section` is the roman numeral that it stands under, `label` its own numeral ("7", "2.1", "a", "Điều 3").
    `section_titles` is the title of that section as it reads and as it was scanned.
    """

    kind: str
    label: str
    section: str
    section_titles: tuple[str, ...]
    start: int
    end: int


def body_end(text: str) -> int:
    """Where the body ends and signatures and annexes begin: after the last "./.", else the whole text."""
    ends = [match.end() for match in _END_OF_BODY.finditer(text) if not text[match.end() : match.end() + 1].isalnum()]
    return ends[-1] if ends else len(text)


def units(reading: RepairedText) -> tuple[Unit, ...]:
    """The units of the body of a reading, in order, as spans of its text.

    Markers are looked for in the scanned text: repair may turn "VI." into a word.
    """
    return tuple(_units(reading, body_end(reading.source)))


def _units(reading: RepairedText, end: int) -> Iterator[Unit]:
    source = reading.source
    section = ""
    section_titles: tuple[str, ...] = ()
    for kind, label, start, stop in _pieces(source, end):
        if kind == "roman" and not _titles_section(label, source[start:stop]):
            kind = "number" if label.strip("1") == "" else "plain"
        if kind == "roman":
            title_end = source.find("\n", start, stop)
            title_end = title_end if title_end > 0 else stop
            section, section_titles = label, (reading.read(start, title_end).strip(), source[start:title_end].strip())
        trimmed = start + len(source[start:stop].rstrip())
        if trimmed > start:
            read_start, read_end = reading.to_reading(start, trimmed)
            yield Unit(
                kind=kind, label=label, section=section, section_titles=section_titles, start=read_start, end=read_end
            )


def _pieces(text: str, end: int) -> Iterator[tuple[str, str, int, int]]:
    """Kind, label, start without marker, stop, of each stretch between two unit starts."""
    kind, label, start = "plain", "", 0
    before = ""
    for line in re.finditer(r"[^\n\f]+", text[:end]):
        if not line.group().strip():
            continue
        opened = _opening(line.group(), before)
        if opened is not None:
            if line.start() > start:
                yield kind, label, start, line.start()
            kind, label, start = opened[0], opened[1], line.start() + opened[2]
        before = line.group()
    yield kind, label, start, end


def _opening(line: str, before: str) -> tuple[str, str, int] | None:
    """The kind, label and length of the marker that opens this line, None when the line goes on with a unit."""
    ended = not before.strip() or _SENTENCE_END.search(before.rstrip()) is not None
    for kind, marker in _MARKERS:
        match = marker.match(line)
        if match is None:
            continue
        follows = line[match.end() : match.end() + 1]
        # A number or a dash in the middle of a sentence ("2021 - 2025", "01/7/2022)") opens nothing.
        opens = follows.isupper() or (kind == "dash" and _PERCENT.match(line, match.end()) is not None)
        if kind in ("number", "dash") and not ended and not opens:
            continue
        return kind, match.group("label"), match.end()
    stripped = line.lstrip(" \t_")
    if stripped[:1].isupper() and (ended or _is_capitals(before) or len(before.strip()) < _SHORT_LINE):
        return "plain", "", len(line) - len(stripped)
    return None


# A line so short before a capital is a heading or the last line of a paragraph (body lines hold 70 to 90 characters).
_SHORT_LINE = 40


def _is_capitals(text: str) -> bool:
    first = text.strip().split("\n")[0]
    letters = [character for character in first if character.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= _CAPITAL_SHARE * len(letters)


def _titles_section(label: str, text: str) -> bool:
    letters = [character for character in text.strip().split("\n")[0] if character.isalpha()]
    return _is_capitals(text) and (label.strip("1l") != "" or len(letters) >= _LONG_TITLE)
