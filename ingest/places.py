"""Which province, city, commune or ward a document governs, also where a scan misspelled it."""

import re
import tomllib
from collections import Counter
from functools import cache
from itertools import takewhile
from pathlib import Path

from ingest.approximate import PhraseMatcher
from ingest.vietnamese.fold import fold

_TABLE = Path(__file__).with_name("metadata.toml")

# Set on the sample scans: "tinh Quang Trj", "tinh Thira Thien Hue" pass, "tỉnh Quảng Nam" is not "tỉnh Quảng Trị".
_LEAST_SCORE = 0.8
_NAME_CHARS = 22
_MAX_MENTIONS = 200
_LEVEL_WORD = re.compile(r"\b(tinh|thanh ph\S{1,2}|tp\.?)\s+")

_LEVELS = {"phuong": "phường", "p": "phường", "xa": "xã", "thi tran": "thị trấn", "dac khu": "đặc khu"}
_LEVEL_TOKENS = {"phuong", "phwong", "p", "xa", "thi", "tran", "dac", "khu"}
_COMMUNE = re.compile(r"\b(phuong|phwong|p|xa|thi tran|dac khu)\.?\s+((?:[^\W\d_]+\s?){2,4}|[^\W\d_]+\s+\d{1,2}\b)")


@cache
def table() -> dict[str, object]:
    """The facts of `metadata.toml`."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@cache
def provinces() -> tuple[str, ...]:
    """The names of provinces and of cities of their rank, of before and after the mergers of 2025."""
    names = table()
    found = [*_names(names["provinces"]), *_names(names["cities"])]
    return tuple(found)


def province_of(text: str) -> str | None:
    """The province or city that the text names most often after "tỉnh" or "thành phố"; None if it names none."""
    counts: Counter[str] = Counter()
    for number, found in enumerate(_LEVEL_WORD.finditer(fold(text))):
        if number >= _MAX_MENTIONS:
            break
        if len(fold(text)) == len(text) and not text[found.end() : found.end() + 1].isupper():
            continue
        after = re.split(r"[.,;:()\d]", text[found.end() : found.end() + _NAME_CHARS])[0]
        for match in _matcher(found.group(1) == "tinh").find(after):
            if match.start == 0:
                counts[_names(table()["provinces" if found.group(1) == "tinh" else "cities"])[match.index]] += 1
                break
    return max(counts, key=lambda name: (counts[name], name)) if counts else None


@cache
def _matcher(of_provinces: bool) -> PhraseMatcher:
    return PhraseMatcher(_names(table()["provinces" if of_provinces else "cities"]), least_score=_LEAST_SCORE)


def commune_of(head: str) -> str | None:
    """The commune or ward that the head names in capitals after its level: "phường Trần Liễu"; None if none."""
    for found in _COMMUNE.finditer(_with_plain_levels(head)):
        level, words = found.group(1), found.group(2).split()
        name = " ".join(takewhile(lambda word: word[0].isupper() or word.isdigit(), words))
        if " " not in name:
            continue
        key = "phuong" if level == "phwong" else level
        return f"{_LEVELS[key]} {name}"
    return None


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
        raise TypeError(f"metadata.toml: expected a list of names, got {value!r}")
    return [str(name) for name in value]
