"""What the documents in a store say of themselves, as far as a question can be about it: places, years, numbers.

A question's place is one of these places, or a province of the country that no document is about; then the honest
answer is that there is no such document. Communes are not listed, as the country has thousands: a capitalised name
behind the word for a level is one, and what is said of one is not said of another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.documents import Metadata
from ingest.gazetteer.agencies import AGENCIES
from ingest.language.fold import fold, fold_with_map
from ingest.language.normalise import one_tone_place
from ingest.language.word_cut import placed_words
from parc_search.question.language import FUNCTION_WORDS

# Names that people use for a place beside its official one; folded forms are compared.
PLACE_ALIASES = {
    "Thừa Thiên Huế": ("thừa thiên - huế", "thừa thiên-huế", "tt huế", "tt-huế", "huế", "tth"),
    "Huế": ("thừa thiên huế", "thừa thiên - huế"),
    "Hồ Chí Minh": ("tphcm", "tp.hcm", "hcm", "sài gòn"),
    "Bà Rịa - Vũng Tàu": ("vũng tàu", "bà rịa vũng tàu", "brvt"),
    "Đắk Lắk": ("đắc lắc", "daklak", "dak lak"),
}
_LEVEL = re.compile(r"^(?:phường|xã|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|đặc khu)\s+", re.IGNORECASE)
_LOCAL_LEVEL = r"(?:[Pp]hường|[Xx]ã|[Tt]hị trấn|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Tt]hành phố|[Đđ]ặc khu|[Ww]ard|[Dd]istrict)"
_NAMED = re.compile(rf"\b{_LOCAL_LEVEL} ((?:[^\W\d_]+ ?){{1,3}})")
_NAMED_BEFORE = re.compile(r"\b((?:[^\W\d_]+ ){1,3})(?:ward|district|commune)\b")
# A name of two or three capitalised syllables behind these words, or at the head of a question, may be a place's.
_LOCATED = re.compile(r"(?:\b(?:[Ởở]|[Tt]ại|của|cho|trên)\s|^(?![Ởở]\s|Tại\s))(?=((?:[^\W\d_]+ ?){2,3}))")
_LEAST_SYLLABLES = 2
_BODY_WORDS = """
    Bộ Cục Vụ Viện Tòa Kho Quỹ Tổng Chi Báo Mặt Đoàn Trường Cổng Học Đài Công Văn Thủ Chính Quốc Ngân Việt Liên
"""
_BODIES = frozenset(_BODY_WORDS.split())
# Offices and bodies are capitalised too.
_NO_PLACE = frozenset(("Sở", "UBND", "HĐND", "Ủy", "Uỷ", "Hội", "Phòng", "Ban", "Đảng", "In", "The", "Which", "What"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One document of the store: its unique name and what it says of itself."""

    source: str
    metadata: Metadata


@dataclass(frozen=True)
class Catalogue:
    """The documents that a question may be about."""

    entries: tuple[CatalogueEntry, ...]

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places that the documents govern, each once, in the order of the documents."""
        return tuple(dict.fromkeys(place for entry in self.entries for place in entry.metadata.place))

    def names(self) -> tuple[str, ...]:
        """What the documents call themselves: titles, issuers and places."""
        told = (entry.metadata for entry in self.entries)
        return tuple(name for item in told for name in (item.title, item.issuer, *item.place) if name)

    @cached_property
    def _place_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((place, _pattern(_names_of(place))) for place in self.places)

    @cached_property
    def _foreign_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        known = {fold(place) for place in self.places}
        for place in self.places:
            known |= {fold(alias) for alias in PLACE_ALIASES.get(place, ())}
        return tuple((name, _pattern((name,))) for name in AGENCIES.provinces if fold(name) not in known)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {
            entry.source: " ".join((entry.metadata.title, *entry.metadata.place, *map(str, entry.metadata.years or ())))
            for entry in self.entries
        }

    def title(self, source: str) -> str:
        """The title of a document with its places and years; empty for a document that is not here."""
        return self._titles.get(source, "")

    def places_in(self, question: str) -> tuple[tuple[str, int, int], ...]:
        """The places of the documents that the question names, with where they stand in its folded text."""
        return _find(self._place_patterns, fold(question))

    def without_places(self, question: str) -> str:
        """The question with the places that it names blanked out, letter by letter: "TP.HCM" is no name in it."""
        folded = fold_with_map(question)
        letters = list(question)
        for _, start, end in self.places_in(question):
            first, last = folded.to_source(start, end)
            letters[first:last] = " " * (last - first)
        return "".join(letters)

    def foreign_places_in(self, question: str) -> tuple[str, ...]:
        """The provinces that the question names and no document is about.

        Two words side by side may fold to a province: "trực tuyến Quảng Trị" names no Tuyên Quang.
        """
        folded = fold_with_map(question)
        own = _find(self._place_patterns, folded.text)
        found = _find(self._foreign_patterns, folded.text)
        return tuple(
            name
            for name, start, end in found
            if not any(start < last and first < end for _, first, last in own)
            and _may_spell(question, *folded.to_source(start, end), name)
        )

    def local_places_in(self, question: str) -> tuple[str, ...]:
        """The wards, communes, districts and towns that the question names and no document is about."""
        return local_places_in(question, (name for place in self.places for name in _names_of(place)))

    def of_place(self, places: Iterable[str]) -> tuple[CatalogueEntry, ...]:
        """The documents that govern one of the places; all documents where no place is given."""
        wanted = set(places)
        return tuple(entry for entry in self.entries if not wanted or wanted & set(entry.metadata.place))

    def narrowest(self, places: Iterable[str]) -> tuple[str, ...]:
        """The places without those that another of them lies in: a commune and its province are one place."""
        named = tuple(places)
        wider = {
            place
            for entry in self.entries
            for at, place in enumerate(entry.metadata.place)
            if set(entry.metadata.place[at + 1 :]) & set(named)
        }
        return tuple(place for place in named if place not in wider)

    def of_sources(self, sources: Iterable[str]) -> tuple[CatalogueEntry, ...]:
        """The documents of these names."""
        wanted = set(sources)
        return tuple(entry for entry in self.entries if entry.source in wanted)


def local_places_in(question: str, known: Iterable[str]) -> tuple[str, ...]:
    """The local places that a question names, as it writes them, but those that begin like a known place."""
    if question.upper() == question:
        return ()
    own = tuple(fold(place) for place in known)
    names = [_leading(match.group(1).split()) for match in _NAMED.finditer(question)]
    names += [_leading(match.group(1).split()[::-1])[::-1] for match in _NAMED_BEFORE.finditer(question)]
    located = [] if question.istitle() else [_leading(m.group(1).split()) for m in _LOCATED.finditer(question)]
    names += [
        name
        for name in located
        # "Dân Huế cần gì?": at the head of a question any word is capitalised, so what follows it may be the place.
        if len(name) >= _LEAST_SYLLABLES
        and _may_be_place(name)
        and not any(_is_known(fold(" ".join(name[1:])), place) for place in own)
    ]
    found = [" ".join(name) for name in names if name and name[0] not in _NO_PLACE]
    return tuple(dict.fromkeys(name for name in found if not any(_is_known(fold(name), place) for place in own)))


def _may_be_place(name: list[str]) -> bool:
    """Whether capitalised syllables are the name of no body, and do not begin with the word for a level."""
    if name[0].lower() in FUNCTION_WORDS or " ".join(name).isascii():
        return False  # "Theo Thông báo …"; "Which National Assembly …" and "Bo Tu phap …" tell no name from a body
    return not _BODIES & set(name) and not _LEVEL.match(f"{' '.join(name)} ")


def _may_spell(question: str, start: int, end: int, name: str) -> bool:
    """Whether the words there are the name: "nghe an" and "nghề an" may be, "tuyến quảng" of "trực tuyến quảng bá" not.

    Marks may be left out or put back wrong; but a name does not begin or end within another word.
    """
    written = question[start:end]
    if written.isascii() or one_tone_place(written).lower() == one_tone_place(name).lower():
        return True
    return not any(first < start < last or first < end < last for _, first, last in placed_words(question))


def _names_of(place: str) -> tuple[str, ...]:
    """The names of a place: its own, its aliases, and without its level where a name of two syllables is left."""
    bare = _LEVEL.sub("", place)
    return (place, *PLACE_ALIASES.get(place, ()), *((bare,) if bare != place and " " in bare else ()))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the names in folded text, the longest first, blanks and hyphens between syllables alike."""
    folded = sorted({fold(name) for name in names}, key=lambda name: (-len(name), name))
    alternatives = "|".join(r"[\s–-]+".join(map(re.escape, re.split(r"[\s–-]+", name))) for name in folded)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _find(patterns: Iterable[tuple[str, re.Pattern[str]]], folded_question: str) -> tuple[tuple[str, int, int], ...]:
    found = [
        (name, match.start(), match.end()) for name, pattern in patterns for match in pattern.finditer(folded_question)
    ]
    found.sort(key=lambda item: (item[1], -item[2], item[0]))
    return tuple(found)


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
