"""Who signed a document, and in which office: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Phạm Văn Thịnh".

The block stands after the last words of a document, under or beside its list of recipients; of a paper with annexes
it closes the first part. A scan runs its lines into those of the recipients, so an office and a name are looked for at
the ends of lines too. A name is a family name and one to five more words with capitals; without an office or a list
of recipients before it no name is a signature.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.gazetteer.places import provinces
from ingest.language.fold import fold
from ingest.language.syllables import is_syllable
from ingest.layout.lines import Line
from ingest.layout.numbering import is_upper

_TABLE = Path(__file__).with_name("signature.toml")

_CLOSING = re.compile(r"\./[.,]?[”\"’']*$|[.;]/[.,]$")
_RECIPIENTS = re.compile(r"\W*n[o0]\S{0,2}\s+nh\S{1,3}\s?[:.;]")
# For whom one signs: a body ("TM. ỦY BAN NHÂN DÂN"), a chief ("KT. BỘ TRƯỞNG"); the Party writes "T/M".
_SIGN = r"(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|T\s?/?\s?UQ|TUN)"
_FOR = re.compile(rf"(?:^|(?<=[\s;,.:])){_SIGN}\s?[.,:]?\s*(?=[A-ZĐÀ-Ỹ]{{2}}).{{2,90}}$|^\W{{0,3}}{_SIGN}\s?[.]")
_OFFICE_WORDS = 10
_STAIN_CHARS = 3
_STAMP_NAME = re.compile(r"(?:nguoi\s+ky|ky\s+boi)\s*+(?:[:|]\s*+)?")
_HONORIFIC = re.compile(r"(\b(ong|ba|dong chi|d/c|anh|chi|doc|gap|thay|ks|ths|chuyen vien)\.?|[:(])\s*$")
_BULLET = re.compile(r"^\W{0,3}[-–—+•*¬]\s*$")
_WORD = r"[A-ZĐÀ-Ỹ][^\W\d_]*['’]?"
_NAME_AT_END = re.compile(rf"(?:^|(?<=[\s,;.:›»*>`'”(]))(?P<name>{_WORD}(?:[ \xa0]+{_WORD}){{1,6}})\W{{0,3}}$")
_LEAST_WORDS = 2
_LEAST_WORDS_IN_LINE = 3  # beside recipients, where "Sở Nội Vụ" stands too
_MOST_WORDS = 6
_UNKNOWN_NAME_LINES = 4  # right under the office, where nothing but a name stands
_REACH_LINES = 80
_BLOCK_LINES = 25
_OFFICE_LINE_CHARS = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The name and the office of who signed; `role` is None where only the name can be read."""

    name: str
    role: str | None


def signature_of(
    lines: Sequence[Line], readings: Sequence[str], *, first: int, stops: AbstractSet[int]
) -> Signature | None:
    """The signature that closes the document whose body begins at the line `first`; None where there is none.

    `readings` are the repaired readings of the lines; `stops` the lines that open another document or an annex.
    """
    doubtful = None
    words = "\n".join(readings)
    for start in _closings(lines, first):
        signature, beside = _signature_after(lines, readings, start, stops)
        doubtful = doubtful or beside
        # What the text also writes in small letters is no name: "DANH MỤC" under the office of a form.
        if signature is not None and signature.name.lower() not in words:
            return signature
    return doubtful or _stamped(readings)


def _closings(lines: Sequence[Line], first: int) -> Iterator[int]:
    """The lines at which a signature block may begin: after "./.", at the recipients, where one signs for a body."""
    for index in range(first, len(lines)):
        line = lines[index]
        signs = len(line.text) <= _OFFICE_LINE_CHARS and (_FOR.search(line.text) or _office(line.text))
        if _RECIPIENTS.match(line.folded) or _CLOSING.search(line.text) or signs:
            yield index


def _signature_after(
    lines: Sequence[Line], readings: Sequence[str], start: int, stops: AbstractSet[int]
) -> tuple[Signature | None, Signature | None]:
    """The first name under an office in the lines from `start` on; and a name beside the recipients without one."""
    role: str | None = None
    office_at: int | None = None
    in_recipients = False
    beside: Signature | None = None
    for index in range(start, min(len(lines), start + _REACH_LINES)):
        line, text = lines[index], readings[index]
        if index > start and (index in stops or (office_at is not None and index - office_at > _BLOCK_LINES)):
            break
        in_recipients = in_recipients or bool(_RECIPIENTS.match(line.folded))
        if office := _office(text) or _office(line.text):
            role, office_at = office, index
            continue
        if _FOR.search(line.text) and len(line.text) <= _OFFICE_LINE_CHARS:
            office_at = index
            continue
        if office_at is None and not in_recipients:
            continue
        alone = _surer(_name(line.text), _name(text))
        if alone is None and office_at is not None and role is not None and index - office_at <= _UNKNOWN_NAME_LINES:
            alone = _unknown_name(text)
        if alone and office_at is not None:
            return Signature(name=alone, role=role), beside
        at_end = _surer(_name_at_end(line.text), _name_at_end(text))
        if at_end and office_at is not None:
            return Signature(name=at_end, role=role), beside
        if at_end and in_recipients and beside is None:
            beside = Signature(name=at_end, role=role)
    return None, beside


def _office(text: str) -> str | None:
    """The office that the line, or the end of it, names in capitals, in reading case; None where it names none."""
    text = text.strip(" .,:;*_-–—|")
    if not text or len(text) > _OFFICE_LINE_CHARS:
        return None
    signed_for = _FOR.search(text)
    if signed_for is not None:
        return None
    words = text.split()
    for length in range(min(len(words), _OFFICE_WORDS), 1, -1):
        phrase = " ".join(words[-length:]).strip(" .,:;")
        if not phrase[:-_STAIN_CHARS].isupper():
            continue
        folded = fold(phrase)
        is_whole = length == len(words) or not (words[-length - 1].isupper() and words[-length - 1].isalpha())
        if is_whole and folded in _offices():
            return _offices()[folded]
        if length == len(words) and (stained := _stained_office(folded)):
            return stained
        if length == len(words) and (begins := _begins_with_office(folded)):
            return f"{_offices()[begins]}{phrase[len(begins) :].lower()}"
    return None


def _stained_office(folded: str) -> str | None:
    """The office that the line is but for a few signs of a stamp behind it: "PHÓ THỦ TƯỚNGy]"."""
    return next(
        (
            _offices()[folded[:end]]
            for end in range(len(folded) - _STAIN_CHARS, len(folded))
            if folded[:end] in _offices()
        ),
        None,
    )


def _begins_with_office(folded: str) -> str:
    """The office that a line names with the body that it heads ("TRƯỞNG BAN TỔ CHỨC CUỘC THI"); "" for any other."""
    words = folded.split()
    starts = [" ".join(words[:length]) for length in range(min(len(words) - 1, _OFFICE_WORDS), 0, -1)]
    return next((start for start in starts if start in _offices()), "")


def _name(text: str) -> str | None:
    """The person's name that the line is, without rank or degree; None for anything else."""
    words = re.sub(r"\s+", " ", text).strip(" .,:;*_-–—|/\\()[]'`").split(" ")
    while words and fold(words[0]).rstrip(".") in _ranks():
        words = words[1:]
    if len(words) > 2 and " ".join(fold(word) for word in words[:2]) in _ranks():
        words = words[2:]
    return _as_name(words) if len(words) >= _LEAST_WORDS else None


def _unknown_name(text: str) -> str | None:
    """The line as a name with a family name that is not listed: words with one capital each and nothing else."""
    words = text.strip(" .,:;*_-–—").split()
    is_name = _LEAST_WORDS_IN_LINE <= len(words) <= _MOST_WORDS and all(
        re.fullmatch(_WORD, word) and word[0].isupper() and (word[1:].islower() or len(word) == 1) for word in words
    )
    folded = fold(" ".join(words))
    return " ".join(words) if is_name and folded not in _places() and folded not in _offices() else None


def _name_at_end(text: str) -> str | None:
    """The name at the end of a line that begins with something else, beside the recipients."""
    found = _NAME_AT_END.search(text)
    if found is None:
        return None
    words = found["name"].split()
    if found["name"].isupper():
        return None
    for skip in range(len(words) - _LEAST_WORDS_IN_LINE + 1):
        name = _as_name(words[skip:])
        before = text[: found.start("name")] + "".join(f"{word} " for word in words[:skip])
        if name and not _HONORIFIC.search(fold(before)) and not _BULLET.match(before):
            return name
    return None


def _as_name(words: Sequence[str]) -> str | None:
    """The words as a name: a family name, then words with capitals, none of them a province."""
    if not words or len(words) > _MOST_WORDS or not _is_surname(words[0]):
        return None
    if not all(word[0].isupper() and re.fullmatch(_WORD, word) for word in words):
        return None
    name = " ".join(words)
    if name.isupper():
        name = name.title()
    elif any(len(word) > 1 and not word[1:].islower() for word in words):
        return None
    return None if fold(name) in _places() or fold(name) in _offices() else name


def _stamped(readings: Sequence[str]) -> Signature | None:
    """The name that a digital signature's stamp or the card of a web page gives."""
    for text in readings:
        folded = fold(text)
        found = _STAMP_NAME.search(folded)
        if found is not None and len(folded) == len(text) and not is_upper(text[found.end() :]):
            name = _name(re.split(r"\t|\s{2,}", text[found.end() :])[0])
            if name:
                return Signature(name=name, role=None)
    return None


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@cache
def _offices() -> dict[str, str]:
    """The offices by their folded names."""
    return {fold(office): office for office in _table()["offices"]}


def _surer(source: str | None, reading: str | None) -> str | None:
    """The name as the source writes it where that is sound, marks and all; else the repaired one."""
    if source is None or reading is None:
        return source or reading
    is_sound = not source.isascii() and all(is_syllable(word) for word in source.split())
    return source if is_sound else reading


def _is_surname(word: str) -> bool:
    """Whether the word is a family name; one whose marks a scan lost or bent counts, another word ("Trưởng") not."""
    lower = unicodedata.normalize("NFC", word).lower()
    if lower in _surnames()[0]:
        return True
    return fold(word) in _surnames()[1] and (lower.isascii() or not is_syllable(lower)) and not word.isupper()


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    """The family names in lower case, and folded."""
    names = [name.lower() for name in _table()["surnames"]]
    return frozenset(names), frozenset(fold(name) for name in names)


@cache
def _ranks() -> frozenset[str]:
    return frozenset(_table()["ranks"])


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(name) for name in provinces())
