"""The agencies that a text names, quickly: exact names first, the registry's reading of broken names only where needed.

Reading broken names letter by letter takes tens of milliseconds for a bullet, so it is done for short texts and kept.
"""

import re
from functools import cache, lru_cache

from ingest.gazetteer.agencies import AGENCIES, Agency, AgencyMention
from ingest.language.fold import fold, fold_with_map

_CACHED_TEXTS = 10_000
# Longer texts are not read letter by letter: the registers did that once, when the document came in.
_MAX_BROKEN_CHARS = 220
# Before the agency of a heading stands a numeral, or "Đề nghị".
_OPENING_CHARS = 12


@lru_cache(maxsize=_CACHED_TEXTS)
def exact_mentions(text: str) -> tuple[AgencyMention, ...]:
    """The agencies whose names or abbreviations stand in the text, diacritics aside, in order, the longest of each."""
    folded = fold_with_map(text)
    found = []
    for match in _pattern().finditer(_plain_dashes(folded.text)):
        agency = _by_name()[" ".join(match.group().split())]
        start, end = folded.to_source(match.start(), match.end())
        found.append(AgencyMention(name=agency.name, start=start, end=end, kind=agency.kind, score=1.0))
    return tuple(found)


@lru_cache(maxsize=_CACHED_TEXTS)
def mentions(text: str) -> tuple[AgencyMention, ...]:
    """The agencies in the text; in a short one without any exact name, also misread names."""
    found = exact_mentions(text)
    if found or len(text) > _MAX_BROKEN_CHARS:
        return found
    return tuple(AGENCIES.find(text))


def heading_agencies(title: str) -> tuple[AgencyMention, ...]:
    """The agencies of a heading that opens with one: "7. Sở Tài chính:", not "Tình hình … của các cơ quan"."""
    found = mentions(title)
    return found if found and found[0].start <= _OPENING_CHARS else ()


@cache
def is_named(name: str) -> bool:
    """Whether a name is one agency's own, as against a group ("các sở, ban, ngành") or nobody in particular."""
    agency = AGENCIES.agency(name)
    return agency is None or agency.kind == "named"


@cache
def _by_name() -> dict[str, Agency]:
    named: dict[str, Agency] = {}
    for agency in AGENCIES.agencies:
        for spelling in (agency.name, *agency.spellings):
            named.setdefault(" ".join(_plain_dashes(fold(spelling)).split()), agency)
    return named


def _plain_dashes(text: str) -> str:
    """The text with every dash a hyphen, each in its place: "Văn hóa – Xã hội" is typed "Văn hóa - Xã hội"."""
    return text.replace("–", "-").replace("—", "-")


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_by_name(), key=lambda name: (-len(name), name))
    written = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)")
