"""The registry of agencies: full names, abbreviations, levels, and who took over from whom.

Names are found in broken readings too. Successors come only from rows with a legal source; where the registry has
none, it says nothing. It does not guess which province's department is meant: that is the document's to say.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ingest.language.fold import fold, fold_with_map
from ingest.language.fuzzy import PhraseMatch, PhraseMatcher, best_cover, looks_like, similarity

_REGISTRY_FILE = Path(__file__).with_name("agencies.toml")

# In running text a name of seven letters may have one clearly wrong letter, not two: "số nội dung" is no department.
LEAST_SCORE_IN_TEXT = 0.82
# In a cell that can only hold agencies, half-lost names still count ("SNivii" scores 0.74).
LEAST_SCORE_IN_CELL = 0.66
# Shorter names are found by their exact letters only: too few letters to tell a misreading from another word.
_FEWEST_LETTERS = 5
_REMEMBERED = 1024
# Names under seven letters ("Sở Y tế", "Các sở") may have lost a marked vowel, nothing more.
_FEW_LETTERS = 7
_LEAST_SCORE_OF_FEW_LETTERS = 0.74
# Heads that are too short to weigh: their first letter, and what scans make of it, must open the match.
# The first token is the head alone ("Soy", "Sec") or head and domain run together; "soát" and "số" words are neither.
_LONGEST_HEAD = 3
# Names that cells hold most, and that scans break worst; any other name must have come through better.
_OFTEN_BROKEN = ("Sở ", "Phòng ", "UBND ", "Văn phòng ")
_LEAST_SCORE_OF_OTHERS = 0.84
_LEAST_SCORE_OF_GROUPS = 0.78
_SURE_WITHOUT_FIRST_LETTER = 0.9
_FIRST_LETTERS = (("Bộ ", "b8"), ("Sở ", "s5"), ("Phòng ", "p"), ("Báo ", "b8"), ("UBND ", "u"))
_SURE_ENOUGH_FOR_CANONICAL = 0.85

# Heads that open the name of an agency which the registry does not list, when capitalised
# words follow ("Sở Công nghiệp và Tiểu thủ": each part of a name opens with a capital).
_OPEN_HEAD = re.compile(
    r"(?<!\w)(?:Sở|Phòng|Ban Quản lý|Ban Chỉ đạo|Chi cục|Cục|Tổng cục|Vụ|Trung tâm|Báo|Đài|Trường|Viện|Hội|Bộ|Học viện)"
    r"(?=\s+[^\W\d_])"
)
_ROLE_WORDS = "chủ|phối|tham|có|là|và|triển|thực|hướng|tổ|xây|theo|về|để|đã|tại|trên|trong|làm|của|thuộc|cấp|tỉnh"
_CAPITAL = r"[A-ZĐÀ-ÖØ-ÝĂÂÊÔƠƯẠ-Ỹ]"
_OPEN_TAIL = re.compile(
    rf"(?:(?:\s++|\s*+(?:,|và|-|–|&)\s++)(?={_CAPITAL})\w+(?:\s++(?!(?:{_ROLE_WORDS})\b)(?!{_CAPITAL})\w+)?)+"
)
_OPEN_SCORE = 0.75
_CITY = re.compile(rf"\s+({_CAPITAL}\w+(?: {_CAPITAL}\w+){{0,2}})(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency or a collective name; `level` is None where it has none, `kind` one of named, group, unnamed."""

    name: str
    kind: str
    level: str | None
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyMention:
    """An agency found at `start:end` of a text; `score` is 1 for an exact reading."""

    name: str
    start: int
    end: int
    kind: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """`name` took over from `predecessor` on the day `on`, as `source` says."""

    predecessor: str
    name: str
    on: date
    source: str


class AgencyRegistry:
    """Agencies by name, spelling and abbreviation."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Reads the tables of `agencies.toml`, already parsed."""
        self.agencies: tuple[Agency, ...] = tuple(_agencies(data))
        self.provinces: tuple[str, ...] = tuple(data.get("places", {}).get("provinces", ()))
        self._successors = tuple(_successors(data.get("successor", ())))
        self._place_successors = tuple(_successors(data.get("place_successor", ())))

    def find(self, text: str, *, least_score: float = LEAST_SCORE_IN_TEXT) -> list[AgencyMention]:
        """The agencies that `text` names, in order of place, the longest reading of each; `text` may be broken."""
        mentions = [*self._exact(text), *self._near(text, least_score=least_score)]
        best = best_cover([_as_match(number, mention) for number, mention in enumerate(mentions)], gain=_worth)
        known = [_with_its_city(text, mentions[match.index]) for match in best]
        return sorted([*known, *_unlisted(text, known)], key=lambda mention: mention.start)

    def canonical(self, name: str) -> str:
        """The full name of an agency written in any way; an unknown name comes back tidied, first letter capital."""
        tidy = " ".join(name.split()).strip(" ,;.:-–")
        key = letters_of(tidy)
        if key in self._by_letters:
            return self._by_letters[key].name
        near = self._near(tidy, least_score=_SURE_ENOUGH_FOR_CANONICAL)
        whole = [(similarity(tidy, mention.name), mention.name) for mention in near]
        best = max(whole, default=(0.0, ""))
        if best[0] >= _SURE_ENOUGH_FOR_CANONICAL:
            return best[1]
        return tidy[:1].upper() + tidy[1:]

    def agency(self, name: str) -> Agency | None:
        """The registry's entry for a name in any spelling, None when it has none."""
        return self._by_letters.get(letters_of(name))

    def successors(self, name: str, place: str | None = None, on: date | None = None) -> tuple[Successor, ...]:
        """Who has taken over from the agency since the day `on`, oldest first; empty where no source says so.

        A `place` adds what became of the province itself; None leaves it out. `on` None takes every date.
        """
        rows = [*self._chain(self._successors, self.canonical(name), on)]
        if place is not None:
            rows += self._chain(self._place_successors, place, on)
        return tuple(rows)

    @staticmethod
    def _chain(rows: tuple[Successor, ...], name: str, on: date | None) -> Iterator[Successor]:
        for row in sorted(rows, key=lambda row: (row.on, row.name)):
            if letters_of(row.predecessor) == letters_of(name) and (on is None or row.on > on):
                yield row
                name, on = row.name, row.on

    @cached_property
    def _by_letters(self) -> dict[str, Agency]:
        return {letters_of(spelling): agency for agency in reversed(self.agencies) for spelling in _spellings(agency)}

    @cached_property
    def _near_agencies(self) -> tuple[tuple[str, Agency], ...]:
        pairs = [(spelling, agency) for agency in self.agencies for spelling in _spellings(agency)]
        return tuple(pair for pair in pairs if len(letters_of(pair[0])) >= _FEWEST_LETTERS)

    @cached_property
    def _matcher(self) -> PhraseMatcher:
        return PhraseMatcher([spelling for spelling, _ in self._near_agencies], least_score=LEAST_SCORE_IN_CELL)

    def _near(self, text: str, *, least_score: float) -> list[AgencyMention]:
        mentions = []
        for match in self._candidates(text):
            agency = self._near_agencies[match.index][1]
            if match.score >= least_score and _has_its_head(text[match.start : match.end], agency, match.score):
                mentions.append(_mention(self._likelier(agency, match.score), match.start, match.end, match.score))
        return mentions

    def _likelier(self, agency: Agency, score: float) -> Agency:
        """The agency of the UBND for one of the HĐND whose letters are half lost: it is named ten times as often."""
        if score >= _LEAST_SCORE_OF_OTHERS or "HĐND" not in agency.name:
            return agency
        return self._by_letters.get(letters_of(agency.name.replace("HĐND", "UBND")), agency)

    @cached_property
    def _candidates(self) -> Callable[[str], list[PhraseMatch]]:
        """The matcher's candidates, remembered: the same cell is looked at from several sides."""
        return lru_cache(maxsize=_REMEMBERED)(self._matcher.candidates)

    def _exact(self, text: str) -> list[AgencyMention]:
        folded = fold_with_map(text)
        mentions = []
        for match in self._short_pattern.finditer(folded.text):
            start, end = folded.to_source(match.start(), match.end())
            agency = self._by_letters.get(letters_of(match.group()))
            if agency is not None:
                mentions.append(_mention(agency, start, end, 1.0))
        return mentions

    @cached_property
    def _short_pattern(self) -> re.Pattern[str]:
        names = {fold(spelling) for agency in self.agencies for spelling in _spellings(agency)}
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        written = [r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first]
        return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")


@lru_cache(maxsize=_REMEMBERED)
def letters_of(name: str) -> str:
    """The folded letters and digits of a name, by which spellings are compared."""
    return "".join(character for character in fold(name) if character.isalnum())


def _mention(agency: Agency, start: int, end: int, score: float) -> AgencyMention:
    return AgencyMention(name=agency.name, start=start, end=end, kind=agency.kind, score=score)


def _has_its_head(written: str, agency: Agency, score: float) -> bool:
    """Whether the head word is really there, not just paid for as lost letters: "xây dựng" is no department."""
    few = len(letters_of(agency.name)) < _FEW_LETTERS
    if (few and score < _LEAST_SCORE_OF_FEW_LETTERS) or (_is_strict(agency) and score < LEAST_SCORE_IN_TEXT):
        return False
    least = _LEAST_SCORE_OF_OTHERS if agency.kind == "named" else _LEAST_SCORE_OF_GROUPS
    if not agency.name.startswith(_OFTEN_BROKEN) and score < least:
        return False
    if score < _SURE_WITHOUT_FIRST_LETTER and not looks_like(written[0], agency.name[0]):
        return False
    for head, first_letters in _FIRST_LETTERS:
        if agency.name.startswith(head):
            opening = re.match(r"\w+", written)
            length = len(opening.group()) if opening else 0
            whole = length > _LONGEST_HEAD + len(head) or any(map(str.isupper, written[1:length]))
            alone = length <= _LONGEST_HEAD + len(head.strip()) - 2
            return fold(written)[:1] in first_letters and (whole or (alone and _has_its_domain(written, agency.name)))
    return True


def _has_its_domain(written: str, name: str) -> bool:
    """Whether the word behind the head opens like the domain: "Phòng Tư cấp huyện" is not the one of "Nội vụ"."""
    words = re.findall(r"\w+", written)
    domains = name.split()
    return len(words) == 1 or looks_like(words[1][0], domains[1][0])


def _is_strict(agency: Agency) -> bool:
    """Whether a half-lost name is not enough: local cells hold neither ministries nor other provinces' newspapers."""
    return agency.level == "trung ương" or agency.name.startswith("Báo ")


def _with_its_city(text: str, mention: AgencyMention) -> AgencyMention:
    """ "UBND các huyện, thị xã và thành phố" with the name of the city, where it follows: a province has one or few."""
    city = _CITY.match(text, mention.end) if mention.name.endswith("và thành phố") else None
    if city is None:
        return mention
    return replace(mention, name=f"{mention.name} {city.group(1)}", end=city.end())


def _as_match(number: int, mention: AgencyMention) -> PhraseMatch:
    return PhraseMatch(index=number, start=mention.start, end=mention.end, score=mention.score)


def _worth(match: PhraseMatch) -> float:
    # Long and sure: the square keeps a sure short name from losing to a doubtful long one.
    return float((match.end - match.start) * max(match.score - 0.5, 0.0) ** 2) - 0.02


def _unlisted(text: str, known: list[AgencyMention]) -> Iterator[AgencyMention]:
    for head in _OPEN_HEAD.finditer(text):
        tail = _OPEN_TAIL.match(text, head.end())
        if tail is None or any(m.start < tail.end() and head.start() < m.end for m in known):
            continue
        name = " ".join(text[head.start() : tail.end()].split())
        yield AgencyMention(name=name, start=head.start(), end=tail.end(), kind="named", score=_OPEN_SCORE)


def _agencies(data: dict[str, Any]) -> Iterator[Agency]:
    for family in data.get("family", ()):
        head, head_short = family["head"], family["head_short"]
        for domain in family["domains"]:
            shorts = [f"{head} {short}" for short in domain["short"]]
            joined = [head_short + letters for short in domain["short"] if (letters := _capitals(short))]
            plain = [f"{head} {domain['name'].replace(' và ', ' - ')}"] if " và " in domain["name"] else []
            spellings = tuple(dict.fromkeys([*shorts, *(short for short in joined if len(short) > 2), *plain]))
            yield Agency(name=f"{head} {domain['name']}", kind="named", level=family["level"], spellings=spellings)
    for row in data.get("agency", ()):
        yield Agency(name=row["name"], kind="named", level=row.get("level"), spellings=tuple(row.get("short", ())))
    for place in data.get("places", {}).get("provinces", ()):
        yield Agency(name=f"Báo {place}", kind="named", level="tỉnh")
    for group in data.get("group", ()):
        kind = "unnamed" if group.get("unnamed") else "group"
        for name in group["names"]:
            yield Agency(name=name[:1].upper() + name[1:], kind=kind, level=None)


def _capitals(short: str) -> str:
    letters = "".join(character for character in short if character.isalpha())
    return letters if letters.isupper() else ""


def _spellings(agency: Agency) -> tuple[str, ...]:
    return (agency.name, *agency.spellings)


def _successors(rows: Any) -> Iterator[Successor]:
    """What the rows state; one without a source is no fact and is left out."""
    for row in rows:
        for old in row["old"]:
            if old != row["new"] and str(row.get("source", "")).strip():
                yield Successor(predecessor=old, name=row["new"], on=row["on"], source=row["source"])


def _load() -> AgencyRegistry:
    with _REGISTRY_FILE.open("rb") as file:
        return AgencyRegistry(tomllib.load(file))


AGENCIES = _load()
