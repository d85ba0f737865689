"""The one grammar of official document numbers, and the kinds of document that they name.

A number is a serial, perhaps the year, and letters that say the kind and who issued: "3044/QĐ-UBND",
"80/2025/QĐ-UBND", "226/2025/QH15", "01/2023/TTLT-BNV-BTC"; the Party writes "45-NQ/TW"; a letter has no kind,
"1325/UBND-NC". Scans lose the bar of the Đ, put spaces around the signs and lose the dash: such a number is read as
it should be written. What has no serial or no letters is no number.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.language.fold import fold

LETTER = "Công văn"
"""The kind of a paper whose number names none."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
"""What stands for a hyphen in files of word processors, for a class of a pattern."""

_TABLE = Path(__file__).with_name("document_numbers.toml")

# Letters of one part: capitals, perhaps a small letter ("TTr", "TTg"), perhaps the term of a parliament ("QH15").
_PART = r"(?:[A-ZĐÐƯ]{1,3}(?:r|g|y[ĐÐD])|(?:[A-ZĐÐƯ]&?){2,24}|L(?=-CTN))\d{0,2}(?![^\W\d_])"
_DASH = rf"\s?[{DASHES}]\s?"
_SLASH = r"\s?[/⁄]{1,2}\s?"
_SERIAL = r"(?<![\dA-ZĐ/.,⁄])\d{1,5}(?:[a-zđ]|\.\d{1,3})?"
# A scan's space in the serial, where "số" or the kind shows that the digits before it are of the number.
_SPLIT_SERIAL = re.compile(r"(?<!\w)(?:[sS]\S{0,2}|định|quyết|thị|tư|hoạch)\s{1,2}(?P<digits>\d{1,2})[ \xa0]$")
_SPLIT_REACH = 12
_SERIAL_DIGITS = 5
_NUMBER = re.compile(
    rf"(?P<serial>{_SERIAL})(?:"
    rf"{_SLASH}(?:(?P<year>(?:19|20)\d\s?\d){_SLASH})?(?P<code>{_PART}(?:(?:{_DASH}|/){_PART}){{0,5}})"
    rf"|(?:{_DASH}|[ \xa0])(?P<kind>{_PART}){_SLASH}(?P<body>{_PART}(?:{_DASH}{_PART}){{0,3}}))"
)
_TERM = re.compile(r"(?<!\d)\d++$")
_NOT_LETTERS = re.compile(r"\s")

# Kinds that numbers of old have without a body ("36/NĐ"); and the body of the Party whose letters say who it is.
_ALONE = ("NQ", "NĐ", "L", "PL")
_PARTY_CENTRE = "TW"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """One official number: `start:end` of the text it stands in, and its parts as they should be written.

    `letters` are all its letters with the signs between them ("QĐ-UBND"), of which `kind_code` is the first part, ""
    where it names no kind, and `bodies` the others: who issued, with the term of a parliament. `is_party` tells
    "45-NQ/TW" from "45/NQ-TW".
    """

    start: int
    end: int
    serial: str
    year: int | None
    letters: str
    kind_code: str
    bodies: tuple[str, ...]
    is_party: bool = False

    @property
    def text(self) -> str:
        """The number as it should be written."""
        if self.is_party:
            return f"{self.serial}-{self.letters}"
        return f"{self.serial}/{self.letters}" if self.year is None else f"{self.serial}/{self.year}/{self.letters}"

    @property
    def kind(self) -> str:
        """The kind that the letters name: a law where only a parliament is named, a letter where nothing names one."""
        if self.kind_code:
            return kind_codes()[self.kind_code]
        is_law = self.year is not None and self.bodies[:1] != () and _TERM.sub("", self.bodies[0]) in ("QH", "UBTVQH")
        return "Luật" if is_law else LETTER

    @property
    def issuer(self) -> str | None:
        """The body of the centre that the letters name; None for local bodies and unknown letters."""
        body = _TERM.sub("", self.bodies[0]) if self.bodies else ""
        if self.is_party and body != _PARTY_CENTRE:
            return None  # a committee of the Party: "BTC" is no ministry here
        return central_bodies().get(body.replace("&", ""))

    @property
    def key(self) -> str:
        """What two ways of writing the same number share: "107/2020/nd-cp"."""
        return number_key(self.text)


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """The official numbers in the text, in order; `text` is a reading with its capitals."""
    for match in _NUMBER.finditer(text):
        start, serial = match.start(), match["serial"]
        split = _SPLIT_SERIAL.search(text, max(0, start - _SPLIT_REACH), start)
        if split is not None and len(split["digits"]) + len(serial) <= _SERIAL_DIGITS:
            start, serial = split.start("digits"), split["digits"] + serial
        is_party = match["kind"] is not None
        letters = _letters(f"{match['kind']}/{match['body']}" if is_party else match["code"])
        first, *bodies = re.split(r"[-/]", letters)
        kind = first if first in kind_codes() else ""
        if not kind:
            bodies = [first, *bodies]
        if is_party and not kind:
            continue
        if not bodies and kind not in _ALONE:
            continue  # "12/KH" is half a number
        if not kind and not _stands_alone(bodies[0]) and (len(bodies) == 1 or match["year"] is not None):
            continue
        year = None if match["year"] is None else int(_NOT_LETTERS.sub("", match["year"]))
        yield DocumentNumber(
            start=start, end=match.end(), serial=serial, year=year, letters=letters, kind_code=kind,
            bodies=tuple(bodies), is_party=is_party,
        )  # fmt: skip


def first_number(text: str) -> DocumentNumber | None:
    """The first official number in the text."""
    return next(document_numbers(text), None)


def number_key(number: str) -> str:
    """What two ways of writing a number share: folded, letters, digits and slashes only."""
    return re.sub(r"[^a-z0-9/]", "", fold(number))


@cache
def kinds() -> dict[str, str]:
    """The kinds of document by their folded names, longer names first."""
    names = sorted(_kind_table(), key=lambda name: (-len(name), name))
    return {fold(name): name for name in names}


@cache
def kind_codes() -> dict[str, str]:
    """The kinds by the letters that numbers have for them."""
    return {code: kind for kind, codes in _kind_table().items() for code in codes}


@cache
def central_bodies() -> dict[str, str]:
    """The bodies of the centre by their letters."""
    return _strings("bodies")


@cache
def local_bodies() -> dict[str, str]:
    """The bodies of provinces, communes and the Party by their letters: they do not say which place."""
    return _strings("local_bodies")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def _strings(name: str) -> dict[str, str]:
    return {str(key): str(value) for key, value in _table()[name].items()}


def _kind_table() -> dict[str, list[str]]:
    return {str(kind): [str(code) for code in codes] for kind, codes in _table()["kinds"].items()}


@cache
def _spellings() -> dict[str, str]:
    """The right spelling of letters by what a scan makes of them: capitals without the bar of the Đ."""
    right = [*kind_codes(), *central_bodies(), *local_bodies()]
    plain = {_plain(code): code for code in right}
    # A code that is right as it stands is never respelled: "CD" is none, "DA" is "Dự án" and not "Đề án".
    return {**plain, **{code: code for code in right}, **_strings("spellings")}


def _plain(code: str) -> str:
    return code.replace("Đ", "D").upper()


def _spelled(part: str) -> str:
    code = part.replace("Ð", "Đ")
    term = _TERM.search(code)
    letters, digits = (code[: term.start()], term.group()) if term else (code, "")
    known = _spellings()
    return (known.get(letters) or known.get(_plain(letters)) or letters) + digits


def _letters(code: str) -> str:
    """The letters of a number as they should be written: no spaces, plain dashes, the bar of the Đ, no lost dash."""
    parts = re.split(r"([-/])", re.sub(rf"[{DASHES}]", "-", _NOT_LETTERS.sub("", code)))
    return "".join(part if part in "-/" else _unglued(_spelled(part)) for part in parts)


def _unglued(part: str) -> str:
    """The letters with the dash that a conversion lost between kind and body: "QĐUBND" is "QĐ-UBND"."""
    if part in kind_codes() or part in central_bodies() or part in local_bodies():
        return part
    for length in range(len(part) - 2, 1, -1):
        kind, body = _spelled(part[:length]), _spelled(part[length:])
        if kind in kind_codes() and (body in central_bodies() or body in local_bodies()):
            return f"{kind}-{body}"
    return part


def _stands_alone(body: str) -> bool:
    """Whether letters alone make a number: those of a parliament with its term ("226/2025/QH15")."""
    return bool(_TERM.search(body)) and _TERM.sub("", body) in ("QH", "UBTVQH")
