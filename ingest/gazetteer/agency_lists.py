"""Lists of agencies as headings, cells and clauses write them: "Sở Nội vụ; các sở, ban, ngành và UBND cấp huyện".

A list is read as the run of known agencies from where it begins. What stands in brackets after a name stays with it;
a bare domain after a department ("Sở Nội vụ; Tài chính", "các sở: Tư pháp, Y tế") takes the head word of the list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.gazetteer.agencies import AGENCIES, LEAST_SCORE_IN_CELL, LEAST_SCORE_IN_TEXT, AgencyMention, letters_of
from ingest.language.fold import fold
from ingest.language.fuzzy import PhraseMatcher, similarity
from ingest.language.syllables import share_of_syllables

# What may stand between two agencies of one list, in folded letters.
_JOINTS = {"", "va", "v", "vi", "cac", "ca", "c", "voi", "cung", "1", "i", "l"}
# A name between commas that the registry does not know or the scan spoiled: ", Bảo Quyết Trị, Đài Phát thanh …".
_NAME_BETWEEN = re.compile(r"\s*[,;]\s*(?:[A-ZĐÀ-Ỹ]\w*\s+){1,4}[A-ZĐÀ-Ỹ]?\w+\s*[,;]\s*")
# A post before an agency: the task is its head's.
_TITLE = re.compile(r"\b(?:giam doc|chanh|thu truong|truong|chu tich)\s+$")
# The longest list in running text is under two hundred letters; what follows is the task.
_LONGEST_LIST = 260
# Looking at the first words is enough to see that a sentence opens with no agency.
_PROBE = 75
_LONGEST_TITLE = 10
_HEAD_LETTERS = 30
# Headings are short, and may be broken beyond their first words ("S&Nivii").
_SHORT_TEXT = 60
_LEAST_HEAD_SCORE = 0.6
_BRACKET = re.compile(r"\(([^()]{3,60})\)")
# What belongs to the name before it: a bracket, or words that narrow a collective name.
_QUALIFIER = re.compile(
    r"\s*(?:\([^()]{3,60}\)|(?:chịu|có|được|do|trực thuộc|thuộc|liên quan|trên|đóng)\s[^;,\-]{4,80}"
    r"|(?:trực thuộc|thuộc)\s*$|các huyện, thị xã(?:,| và) thành phố(?:\s+[A-ZĐ]\w+)*)"
)
_PART = re.compile(r"[^;,\n•]*[^;,\s•-][^;,\n•]*")
_HEADS = re.compile(
    r"\W*(?:cac\s+)?(?:so|phong|ubnd|van phong|trung tam|cong an|cong ty|ban quan ly|chi cuc|cuc|vien|co quan|don vi|"
    r"hoi dong|hoi lien|lien minh|lien doan|truong (?:dai hoc|cao dang|chinh tri)|doan thanh nien)\b"
)
_LEAST_SHARE_OF_SYLLABLES = 0.75
_LEAST_DOMAIN_SCORE = 0.74
_LONG_DOMAIN = 15
_LOST_HEAD = 16
# A whole part of such a list ("Ni viii") may be misread worse.
_DOMAIN_PART = re.compile(r"[^\s,;:]++(?:(?!\s*+(?:[,;:]|$)|\s++v\S\s)\s++[^\s,;:]++)*+")
_LEAST_PART = 0.62
_PART_SCORE = 0.8
# A cell that is only a domain ("Tài chính", "6 Noi vu") lost its head word, if it cannot be a verb.
_SHORT_DOMAIN = 5
_STRAY_LETTERS = 2
_LEAST_LONE_DOMAIN = 0.85
_ALSO_VERBS = ("Sở Xây dựng",)
# A residue of this many letters between known agencies is an agency that the registry does not know.
_FEWEST_UNKNOWN_LETTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyList:
    """The agencies read from `start:end` of a text, in order, each once; `coverage` is the share of letters read."""

    names: tuple[str, ...]
    start: int
    end: int
    coverage: float
    score: float

    def __bool__(self) -> bool:
        return bool(self.names)


_NOTHING = AgencyList(names=(), start=0, end=0, coverage=0.0, score=0.0)


def leading_list(text: str, *, least_score: float = LEAST_SCORE_IN_TEXT, skip_letters: int = 2) -> AgencyList:
    """The agencies that `text` begins with, empty if it begins with something else.

    Up to `skip_letters` letters of misread marker before the first agency are passed over.
    """
    if len(text) > _SHORT_TEXT and not opens_with_a_head(text, before=skip_letters + _LONGEST_TITLE):
        return _NOTHING
    probe = AGENCIES.find(text[:_PROBE], least_score=least_score)
    if not probe or len(letters_of(text[: probe[0].start])) > skip_letters + _LONGEST_TITLE:
        return _NOTHING
    text = text[:_LONGEST_LIST]
    run: list[AgencyMention] = []
    for mention in AGENCIES.find(text, least_score=least_score):
        gap = fold(text[run[-1].end if run else 0 : mention.start])
        title = _TITLE.search(gap)
        joint = letters_of(gap[: title.start()] if title else gap)
        if run and _NAME_BETWEEN.fullmatch(text[run[-1].end : mention.start]):
            joint = ""
        if (not run and len(joint) > skip_letters) or (run and joint not in _JOINTS):
            break
        run.append(_titled(text, mention, len(gap) - title.start()) if title else mention)
    if not run:
        return _NOTHING
    return _list_of(text, run, names=[mention.name for mention in run])


def opens_with_a_head(text: str, *, before: int) -> bool:
    """Whether the first two words of some agency begin at or before the offset `before`: a cheap look."""
    return any(match.start <= before for match in _heads().candidates(text[:_HEAD_LETTERS]))


def _titled(text: str, mention: AgencyMention, before: int) -> AgencyMention:
    """The head of the agency, as in "Giám đốc Sở Nội vụ"."""
    start = mention.start - before
    words = " ".join(text[start : mention.start].split())
    return replace(mention, name=f"{words[:1].upper()}{words[1:]} {mention.name}", start=start)


def cell_list(text: str) -> AgencyList:
    """The agencies of a cell that holds nothing else.

    Words that qualify a name ("các sở được phân công") stay with it, and a part that opens like an agency but is
    not in the registry stands as it is written.
    """
    mentions = AGENCIES.find(text, least_score=LEAST_SCORE_IN_CELL)
    mentions = sorted([*mentions, *_bare_domains(text, mentions)], key=lambda mention: mention.start)
    if not mentions:
        return _lone_domain(text)
    brackets = [(bracket.start(1), bracket.end(1)) for bracket in _BRACKET.finditer(text)]
    outside = [m for m in mentions if not any(start <= m.start and m.end <= end for start, end in brackets)]
    qualified = list(_qualified(text, outside))
    names = [name for name, _ in sorted([*qualified, *_unknown(text, mentions)], key=lambda name: name[1])]
    listed = _list_of(text, mentions, names=names)
    if outside:
        listed = replace(listed, score=min(mention.score for mention in outside))
    # Words that stay with a name are read as well.
    tails = sum(len(letters_of(name)) for name, _ in qualified) - sum(len(letters_of(m.name)) for m in outside)
    return replace(listed, coverage=min(1.0, listed.coverage + tails / (len(letters_of(text)) or 1)))


def broken_off(text: str) -> AgencyList:
    """The one department of a province whose name goes on where `text` breaks off ("Sở Nội"); else empty."""
    letters = letters_of(text)
    names = [name for name in _domains()[0] if letters_of(name).startswith(letters)]
    if len(letters) < _SHORT_DOMAIN or len(names) != 1:
        return _NOTHING
    return AgencyList(names=(names[0],), start=0, end=len(text.rstrip()), coverage=1.0, score=_PART_SCORE)


def _qualified(text: str, mentions: list[AgencyMention]) -> Iterator[tuple[str, int]]:
    for number, mention in enumerate(mentions):
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        rest = text[mention.end : following.start if following else len(text)]
        tail = _QUALIFIER.match(rest)
        words = " ".join(tail.group().split()).rstrip(" .,;:-") if tail else ""
        if tail and (words.startswith("(") or share_of_syllables(words) >= _LEAST_SHARE_OF_SYLLABLES):
            yield f"{mention.name} {words}", mention.start
        else:
            yield mention.name, mention.start


def _unknown(text: str, known: list[AgencyMention]) -> Iterator[tuple[str, int]]:
    for part in _PART.finditer(text):
        apart = all(part.end() <= mention.start or mention.end <= part.start() for mention in known)
        name = " ".join(part.group().split())
        opens = _HEADS.match(fold(name)) is not None
        if apart and opens and len(letters_of(name)) >= _FEWEST_UNKNOWN_LETTERS:
            readable = share_of_syllables(name) >= _LEAST_SHARE_OF_SYLLABLES
            if readable:
                yield name[:1].upper() + name[1:], part.start()


def _list_of(text: str, mentions: list[AgencyMention], *, names: list[str]) -> AgencyList:
    whole = len(letters_of(text)) or 1
    read = sum(len(letters_of(text[mention.start : mention.end])) for mention in mentions)
    return AgencyList(
        names=tuple(dict.fromkeys(names)),
        start=mentions[0].start,
        end=mentions[-1].end,
        coverage=min(1.0, read / whole),
        score=min(mention.score for mention in mentions),
    )


def _bare_domains(text: str, known: list[AgencyMention]) -> Iterator[AgencyMention]:
    for level in re.finditer(r"(?<=[;,\s])(c\S{0,3}p?\s+(x\S{1,2}|huy\S{1,3}))(?=\W|$)", text):
        before = [mention for mention in known if mention.end <= level.start()]
        free = all(level.end() <= mention.start or mention.end <= level.start() for mention in known)
        if free and before and before[-1].name.startswith("UBND"):
            name = "UBND cấp xã" if fold(level.group(2)).startswith("x") else "UBND cấp huyện"
            yield AgencyMention(name=name, start=level.start(), end=level.end(), kind="named", score=before[-1].score)
    heads = [mention for mention in known if mention.name.startswith("Sở ") or letters_of(mention.name) == "cacso"]
    if not heads:
        return
    domains, matcher = _domains()
    taken = list(known)
    for match in matcher.find(text):
        if match.start >= heads[0].end and _is_free(match.start, match.end, taken):
            name = domains[match.index]
            taken.append(AgencyMention(name=name, start=match.start, end=match.end, kind="named", score=match.score))
            yield taken[-1]
    for part in _DOMAIN_PART.finditer(text, heads[0].end):
        if _is_free(part.start(), part.end(), taken) and len(letters_of(part.group())) >= _SHORT_DOMAIN:
            likely = max(
                ((similarity(part.group(), name.removeprefix("Sở ")), name) for name in domains), default=(0.0, "")
            )
            if likely[0] >= _LEAST_PART:
                yield AgencyMention(name=likely[1], start=part.start(), end=part.end(), kind="named", score=_PART_SCORE)


def _is_free(start: int, end: int, taken: list[AgencyMention]) -> bool:
    return all(end <= mention.start or mention.end <= start for mention in taken)


def _lone_domain(text: str) -> AgencyList:
    """The department whose head word is unreadable ("ciy Thong tin va Truyen thong"), if its domain is long enough."""
    names, matcher = _domains()
    for match in matcher.find(text):
        long_enough = match.end - match.start >= _LONG_DOMAIN and match.start <= _LOST_HEAD
        read = len(letters_of(text[match.start : match.end]))
        sure = read >= _SHORT_DOMAIN and match.score >= _LEAST_LONE_DOMAIN
        alone = sure and len(letters_of(text)) - read <= _STRAY_LETTERS
        if long_enough or (alone and names[match.index] not in _ALSO_VERBS):
            mention = AgencyMention(
                name=names[match.index], start=match.start, end=match.end, kind="named", score=match.score
            )
            return _list_of(text, [mention], names=[mention.name])
    return _NOTHING


@lru_cache(maxsize=1)
def _heads() -> PhraseMatcher:
    """The first two words of every agency: a text without one of them in front opens with no agency."""
    heads = {" ".join(agency.name.split()[:2]) for agency in AGENCIES.agencies}
    return PhraseMatcher(sorted(heads), least_score=_LEAST_HEAD_SCORE)


@lru_cache(maxsize=1)
def _domains() -> tuple[tuple[str, ...], PhraseMatcher]:
    names = tuple(a.name for a in AGENCIES.agencies if a.name.startswith("Sở ") and a.kind == "named")
    return names, PhraseMatcher([name.removeprefix("Sở ") for name in names], least_score=_LEAST_DOMAIN_SCORE)
