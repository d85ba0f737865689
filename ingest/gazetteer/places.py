"""Which province, city, commune or ward a document governs, also where a scan misspelled it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice, takewhile
from pathlib import Path

from ingest.language.fold import fold
from ingest.language.fuzzy import PhraseMatcher

_PLACES_FILE = Path(__file__).with_name("places.toml")

# Set on the sample scans: "tinh Quang Trj", "tinh Thira Thien Hue" pass, "tỉnh Quảng Nam" is not "tỉnh Quảng Trị".
_LEAST_SCORE = 0.8
_NAME_CHARS = 22
_MAX_MENTIONS = 200
_LEVEL_WORD = re.compile(r"\b(tinh|thanh ph\S{1,2}|tp\.?)\s+")

_LEVELS = {"phuong": "phường", "p": "phường", "xa": "xã", "thi tran": "thị trấn", "dac khu": "đặc khu"}
_LEVEL_TOKENS = {"phuong", "phwong", "p", "xa", "thi", "tran", "dac", "khu"}
_COMMUNE = re.compile(r"\b(phuong|phwong|p|xa|thi tran|dac khu)\.?\s+((?:[^\W\d_]+\s?){2,4}|[^\W\d_]+\s+\d{1,2}\b)")


@cache
def place_names() -> dict[str, object]:
    """The lists of `places.toml`: provinces and cities."""
    return tomllib.loads(_PLACES_FILE.read_text(encoding="utf-8"))


@cache
def provinces() -> tuple[str, ...]:
    """The names of provinces and of cities of their rank, of before and after the mergers of 2025."""
    names = place_names()
    found = [*_names(names["provinces"]), *_names(names["cities"])]
    return tuple(found)


def province_of(text: str) -> str | None:
    """The province or city that the text names most often after "tỉnh" or "thành phố"; None if it names none."""
    counts = Counter(name for _, _, name in islice(_mentions(text), _MAX_MENTIONS))
    return max(counts, key=lambda name: (counts[name], name)) if counts else None


def with_right_names(text: str) -> str:
    """The text with the names of provinces and cities after their level, and the levels of communes, spelled right."""
    plain = _with_plain_levels(text)
    if len(plain) == len(text):
        for found in reversed(list(_COMMUNE.finditer(plain))):
            if " " in _capital_words(found.group(2)):
                text = text[: found.start()] + _level(found.group(1)) + text[found.end(1) :].removeprefix(".")
    for start, end, name in reversed(list(_mentions(text))):
        text = text[:start] + name + text[end:]
    return text


def _mentions(text: str) -> Iterator[tuple[int, int, str]]:
    """The names after "tỉnh" and "thành phố": start, end, and the name of the gazetteer that they are read as."""
    folded = fold(text)
    if len(folded) != len(text):
        return  # decomposed text: places of the folded form would not fit
    for found in _LEVEL_WORD.finditer(folded):
        at = found.end()
        if not text[at : at + 1].isupper():
            continue
        key = "provinces" if found.group(1) == "tinh" else "cities"
        after = re.split(r"[.,;:()\d]", text[at : at + _NAME_CHARS])[0]
        for match in _matcher(key).find(after):
            if match.start == 0:
                yield at, at + match.end, _names(place_names()[key])[match.index]
                break


@cache
def _matcher(key: str) -> PhraseMatcher:
    return PhraseMatcher(_names(place_names()[key]), least_score=_LEAST_SCORE)


def commune_of(head: str) -> str | None:
    """The commune or ward that the head names in capitals after its level: "phường Trần Liễu"; None if none."""
    for found in _COMMUNE.finditer(_with_plain_levels(head)):
        name = _capital_words(found.group(2))
        if " " in name:
            return f"{_level(found.group(1))} {name}"
    return None


def _capital_words(text: str) -> str:
    """The words at the start of the text that begin with a capital, or are numbers."""
    return " ".join(takewhile(lambda word: word[0].isupper() or word.isdigit(), text.split()))


def _level(plain: str) -> str:
    return _LEVELS["phuong" if plain == "phwong" else plain]


def _with_plain_levels(head: str) -> str:
    """The head with its level words folded, so that one pattern fits "phường", "Phwong" and "P."."""
    pieces = []
    for token in re.split(r"(\s+)", head):
        plain = fold(token)
        is_level = plain.rstrip(".") in _LEVEL_TOKENS and (token[:1].islower() or plain == "p.")
        pieces.append(plain if is_level else token)
    return "".join(pieces)


def _names(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"places.toml: expected a list of names, got {value!r}")
    return [str(name) for name in value]
