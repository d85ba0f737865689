"""Wards, communes, districts and towns that a question names: what is said of one is not said of another.

The country has thousands of them, so none is listed: a capitalised name behind the word for a level is one.
"""

import re
from collections.abc import Iterable

from ingest.language.fold import fold

_LEVEL = r"(?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Tt]hành phố|[Đđ]ặc khu|[Ww]ard|[Dd]istrict)"
_NAMED = re.compile(rf"\b{_LEVEL} ((?:[^\W\d_]+ ?){{1,3}})")
_NAMED_BEFORE = re.compile(r"\b((?:[^\W\d_]+ ){1,3})(?:ward|district|commune)\b")
# Offices and bodies are capitalised too.
_NO_PLACE = frozenset(("Sở", "UBND", "HĐND", "Ủy", "Uỷ", "Hội", "Phòng", "Ban", "Đảng", "In", "The", "Which", "What"))


def local_places_in(question: str, known: Iterable[str]) -> tuple[str, ...]:
    """The local places that a question names, as it writes them, but those that begin like a known place."""
    if question.upper() == question:
        return ()
    own = tuple(fold(place) for place in known)
    names = [_leading(match.group(1).split()) for match in _NAMED.finditer(question)]
    names += [_leading(match.group(1).split()[::-1])[::-1] for match in _NAMED_BEFORE.finditer(question)]
    found = [" ".join(name) for name in names if name and name[0] not in _NO_PLACE]
    return tuple(dict.fromkeys(name for name in found if not any(_is_known(fold(name), place) for place in own)))


def _leading(words: list[str]) -> list[str]:
    """The capitalised words that the words begin with; an office among them is none of the name."""
    name: list[str] = []
    for word in words:
        if not word[0].isupper() or (word in _NO_PLACE and not word.isascii()) or word.isupper():
            break
        name.append(word)
    return [word for word in name if word not in _NO_PLACE]


def _is_known(name: str, place: str) -> bool:
    return name.startswith(place) or place.endswith(name)
