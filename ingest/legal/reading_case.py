"""Text in capitals as it would stand in a sentence: names keep their capitals, as the body of its document writes them.

A heading says "CHUYỂN ĐỔI SỐ TỈNH ĐỒNG THÁP"; its body says "chuyển đổi số … tỉnh Đồng Tháp" many times over. So each
word takes the case that it has in the body next to the same neighbours; names of places and acronyms are known besides.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.gazetteer.agencies import AGENCIES
from ingest.gazetteer.places import provinces
from ingest.language.fold import fold
from ingest.language.syllables import is_syllable
from ingest.layout.numbering import is_upper, roman_value

_TABLE = Path(__file__).with_name("reading_case.toml")
_WORD = re.compile(r"[^\W_]+(?:[/&.-][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:(?:^|[.!?:;“\"(]|\b[a-zđ]\)|^\s*+[-–+•*])\s*+|\n[^\S\n]*+)$")
# How many equal neighbours on each side of a word are counted; more do not make its case surer.
_REACH = 6
_MOST_OCCURRENCES = 400
_MOST_CHARS = 60_000  # some 25 pages: who names a thing in the title names it there
# An occurrence with one more equal neighbour outweighs eight with one less; against a capital stand two neighbours.
_WEIGHT = 8
_SMALL = _WEIGHT**2 - 1
# Places are named after their level ("xã Tân Lập"): the words after it are a name.
_LEVELS = (
    "tỉnh",
    "thành phố",
    "thành phố trực thuộc trung ương",
    "huyện",
    "quận",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
)


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """One word of the body: its place among the body's words, and whether a sentence begins with it."""

    at: int
    opens: bool


class CasedWords:
    """The words of a text as it writes them outside of capitals, found by their neighbours."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Takes the lines of the body; those in capitals teach nothing."""
        self._words: list[str] = []
        self._lower: list[str] = []
        self._places: dict[str, list[_Occurrence]] = {}
        chars = 0
        for line in lines:
            if is_upper(line):
                continue
            chars += len(line)
            if chars > _MOST_CHARS:
                break
            for match in _WORD.finditer(line):
                lower = match.group().lower()
                occurrences = self._places.setdefault(lower, [])
                if len(occurrences) < _MOST_OCCURRENCES:
                    opens = bool(_SENTENCE_START.search(line[max(0, match.start() - 6) : match.start()]))
                    occurrences.append(_Occurrence(len(self._words), opens))
                self._words.append(match.group())
                self._lower.append(lower)
            self._words.append("")  # no neighbours across a line
            self._lower.append("")

    def cased(self, words: list[str], at: int) -> str | None:
        """How the text writes the word `at` of `words` (lower case) among such neighbours; None where it never does.

        A word that opens a sentence has its capital from there, and so says nothing.
        """
        votes = {words[at]: _SMALL}
        for occurrence in self._places.get(words[at], ()):
            run = self._run(words, at, occurrence.at)
            if occurrence.opens and self._words[occurrence.at] != words[at]:
                continue
            form = self._words[occurrence.at]
            votes[form] = votes.get(form, 0) + _WEIGHT**run
        if len(votes) == 1 and words[at] not in self._places:
            return None
        return max(votes, key=lambda form: (votes[form], form))

    def _run(self, words: list[str], at: int, place: int) -> int:
        """How many neighbours are the same, on both sides together."""
        before = after = 0
        while before < _REACH and at - before > 0 and place - before > 0:
            if words[at - before - 1] != self._lower[place - before - 1]:
                break
            before += 1
        while after < _REACH and at + after + 1 < len(words) and place + after + 1 < len(self._lower):
            if words[at + after + 1] != self._lower[place + after + 1]:
                break
            after += 1
        return before + after


def reading_case(text: str, body: CasedWords) -> str:
    """The text, whose letters are capitals, as it would stand in a sentence.

    Words in no body keep their capitals only where they cannot be Vietnamese words: acronyms and numerals.
    """
    matches = list(_WORD.finditer(text))
    words = [match.group().lower() for match in matches]
    names = _names(words)
    pieces, at = [], 0
    for index, match in enumerate(matches):
        cased = _cased(match.group(), words, index, body, names)
        if text[max(0, match.start() - 1) : match.start()] in ("“", '"') and text[at : match.start()].strip() != "":
            cased = cased[:1].upper() + cased[1:]  # the name of a programme in quotation marks
        pieces += [text[at : match.start()], cased]
        at = match.end()
    return "".join([*pieces, text[at:]])


def sentence_case(text: str, body: CasedWords) -> str:
    """A mixed text whose words in capitals are as in a sentence, the others as they stand."""
    matches = list(_WORD.finditer(text))
    calm = [match.group() for match in _WORD.finditer(reading_case(text, body))]
    pieces, at = [], 0
    for match, word in zip(matches, calm, strict=True):
        loud = len(match.group()) > 1 and match.group().isupper() and not _is_acronym(match.group())
        pieces += [text[at : match.start()], word if loud else match.group()]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _cased(word: str, words: list[str], index: int, body: CasedWords, names: Mapping[int, str]) -> str:
    lower = words[index]
    if index in names:
        return names[index]
    if any(character.isdigit() for character in word):
        return word
    found = body.cased(words, index)
    if found is not None:
        return found
    return word if _is_acronym(word) else lower


def _names(words: list[str]) -> dict[int, str]:
    """The words that are of the name of a body, province or city, by their places, as the registries spell them."""
    found: dict[int, str] = {}
    for start in range(len(words)):
        for body in _body_names().get(words[start], ()):
            if words[start : start + len(body)] == [part.lower() for part in body]:
                found.update({start + offset: part for offset, part in enumerate(body) if start + offset not in found})
                break
    for name in provinces():
        parts = [part for part in name.split() if part != "-"]
        lower = [part.lower() for part in parts]
        for start in range(len(words) - len(lower) + 1):
            if words[start : start + len(lower)] == lower and (len(lower) > 1 or _follows_level(words, start)):
                found.update({start + offset: part for offset, part in enumerate(parts)})
                if start and words[start - 1] in _LEVELS:
                    found[start - 1] = words[start - 1]
    return found


@cache
def _body_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names of bodies as lists of words, the longest first, by their first word in lower case."""
    listed = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["names"]
    names = {str(name) for name in listed} | {agency.name for agency in AGENCIES.agencies if agency.kind == "named"}
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        parts = tuple(_WORD.findall(name))
        if parts[0][:1].isupper() and not parts[0].isupper():
            found.setdefault(parts[0].lower(), []).append(parts)
    return {word: tuple(sorted(lists, key=lambda parts: (-len(parts), parts))) for word, lists in found.items()}


def _follows_level(words: list[str], start: int) -> bool:
    before = words[max(0, start - 2) : start]
    return before[-1:] == ["tỉnh"] or before == ["thành", "phố"]


def _is_acronym(word: str) -> bool:
    """Whether a word in capitals is no Vietnamese word: an acronym, a code or a Roman numeral."""
    parts = re.split(r"[/&.-]", word)
    if len(parts) > 1:
        return any(_is_acronym(part) for part in parts if part)
    return (not is_syllable(word) and (len(word) > 1 or not word.isalpha())) or _is_numeral(word)


def _is_numeral(word: str) -> bool:
    return word.isupper() and roman_value(fold(word)) is not None and word.lower() not in ("vi", "i", "v", "x", "l")
