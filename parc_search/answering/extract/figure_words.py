"""The words that a figure of a text belongs to, and how well they fit what is asked; amounts of money among them.

A figure's own words are those since the figure before it, or, where the figure opens its clause ("100% cơ quan …"),
those until the next. What its sentence says before its first figure holds for all figures of the sentence, a little
less. In a poorly read passage the words as they were scanned count too: repair may have made others of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.documents import Passage
from ingest.language.fold import fold
from ingest.repair import RepairedText
from parc_search.answering.extract.amounts import is_percent
from parc_search.answering.extract.finding import CandidateAnswer, source_span, whole
from parc_search.answering.extract.prose import MAX_WORDS, stretch
from parc_search.answering.extract.sentences import joined_digits, sentences
from parc_search.question.asked.kinds import asks_amount, may_ask_amount
from parc_search.question.query import Query
from parc_search.question.years import years_in
from parc_search.ranking.match import CLEAR_QUALITY, Subject, holdings, share_of_pairs
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.patterns import Sign, sums_of_money
from parc_search.text.terms import deletions, pairs, terms

# A year of the question right after the figure, or before it in its own words, tells which of two figures is meant.
_YEAR_AFTER = 1.0
_YEAR_BEFORE = 0.4
_OTHER_YEAR = 0.5
# What a sentence says before its first figure holds for all of them ("tại Trung tâm …: đã tiếp nhận 23.525 hồ sơ").
LEAD_IN_SHARE = 0.7
# "90% vào năm 2025 và 95% vào năm 2030": a figure so soon after another shares its words.
_SHARED_CHARS = 24
_BEHIND_CHARS = 40
# What a figure speaks of stands after it where a thing counted follows ("20% TTHC được …"), and before it where the
# clause ends, a year follows, or only a word that binds it ("đạt 90% vào năm 2025").
_NO_THING_FOLLOWS = re.compile(
    r"\s*(?:$|[^\w\s“\"]|(?:vao|den|trong|trong do|tro len|tro xuong|so voi|va|hoac|theo|o|tai|moi|hang|tren|cua"
    r"|la|nam|nhung|tu|giai doan|thang|quy|khi|doi voi|dat|ke|duoc)\b)"
)
# Pairs of words tell apart two figures whose words are the same in another order; set by hand, half of single words.
_PAIRS_SHARE = 0.5
_NEW_THOUGHT = re.compile(r"[,;:]\s")
_ASIDE = re.compile(r"\btrong (?:số )?(?:đó|đồ|độ|65|dé)\b|\btrong s\w{1,2} đó\b", re.IGNORECASE)
_REACHES = re.compile(r"\b(?:dat|chiem|la)\b")
_MEASURE_WORTH = 0.5
_MEASURE = re.compile(
    r"\b(?:(?:ty|ti) le|muc do|(?:bao nhieu|may) (?:phan tram|%))\s+(?:(?:so luong|so|cac|nhung|tong so|cua|ve) )*"
    r"(?!bao nhieu|may\b|phan tram|la\b|nao\b|dat\b)(\w+) (\w+)"
)
_YEARS_BEHIND = 16
_CACHED_TEXTS = 2_000
# The limit that a figure sets, where the question asks for one.
_LIMITS = (
    re.compile(r"\b(?:it nhat|toi thieu|khong duoi|tro len|at least|minimum)\b"),
    re.compile(r"\b(?:toi da|khong qua|nhieu nhat|at most|maximum)\b"),
)
# What is said of one figure is not said of its opposite.
_OPPOSITES = (
    (re.compile(r"\b(?:tre|qua han|cham|muon)\b"), re.compile(r"\b(?:dung|truoc) han\b")),
    (re.compile(r"\bgiam\b"), re.compile(r"\btang\b")),
)
_OPPOSITE_LOSS = 0.3
# The question's own words side by side, the small ones too: "bổ nhiệm lại" is not "bổ nhiệm".
_WORDING_WORTH = 0.4
_LIMIT_WORTH = 0.2
# A question that does not name the part asks of the whole.
_ASIDE_CHARS = 12
_ASIDE_LOSS = 0.15
STRENGTH_MONEY = 0.8
# An amount whose own words hold nothing of what was asked is another one's.
_STRENGTH_BASE = 0.5
_CUT = re.compile(r"(?<=\d)[,;]\s+")  # "13.500, triệu đồng": the edge of a cell, or a speck
_SOURCE_OF_MONEY = re.compile(r"\b(?:kinh phi|ngan sach|nguon von|du toan)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a `figure`: its `own` at `start:end` of the text, `lead` those that open its sentence.

    An aside ("trong đó …") is of a part of what its sentence speaks of."""

    figure: str
    own: str
    lead: str
    is_aside: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A passage with its document's reading, which tells what was scanned behind a stretch of the passage's own."""

    passage: Passage
    reading: RepairedText

    def behind(self, start: int, end: int) -> str:
        """The scanned text behind a stretch; empty where the passage reads clearly, or its figures were joined."""
        passage = self.passage
        if passage.quality >= CLEAR_QUALITY or _has_joined_digits(passage.reading):
            return ""
        span = source_span(self.reading, passage, start, end)
        return passage.text[span.start - passage.start : span.end - passage.start]


def words_of(sign: Sign, every: Sequence[Sign], text: str) -> Words:
    """The words that a figure belongs to."""
    start, end = _own_span(sign, every, text)
    before = text[max(0, start - _ASIDE_CHARS) : start + _ASIDE_CHARS]
    return Words(
        figure=sign.text,
        own=text[start:end],
        lead=_lead_in(sign, every, text),
        is_aside=_ASIDE.search(before) is not None,
        start=start,
        end=end,
    )


def held_share(words: Words, subject: Subject, scanned: Scanned | None = None) -> float:
    """The share of the subject's weight that a figure's words hold, those of its sentence's opening a little less."""
    total = subject.weight
    if not total:
        return 0.0
    raw = terms(scanned.behind(words.start, words.end)) if scanned else ()
    # What a figure says itself is not what it is said of.
    figure = frozenset(term for term in terms(words.figure) if term[0].isdigit())
    near = frozenset(form for term in raw for form in deletions(term))
    own = holdings(subject, frozenset((*terms(words.own), *raw)) - figure, near)
    lead = holdings(subject, frozenset(terms(words.lead)))
    return sum(weight * max(own[term], LEAD_IN_SHARE * lead[term]) for term, weight in subject.weights.items()) / total


def fit(words: Words, sign: Sign, text: str, subject: Subject, query: Query, asked: str, scanned: Scanned) -> float:
    """How well a figure fits what is asked, by its words, their pairs, the measure asked for and the years."""
    found = pairs(terms(words.own))
    said = fold(f"{words.own} {scanned.behind(words.start, words.end)}")
    worth = _LIMIT_WORTH * sum(bool(limit.search(asked) and limit.search(said)) for limit in _LIMITS)
    worth -= _OPPOSITE_LOSS * sum(_are_opposite(asked, said, *pair) for pair in _OPPOSITES)
    wording = set(pairs(terms(asked)))
    worth += _WORDING_WORTH * len(wording.intersection(pairs(terms(said)))) / max(1, len(wording))
    worth += held_share(words, subject, scanned)
    own_pairs = share_of_pairs(subject, found)
    all_pairs = share_of_pairs(subject, (*found, *pairs(terms(words.lead))))
    worth += _PAIRS_SHARE * (own_pairs + LEAD_IN_SHARE * (all_pairs - own_pairs))
    worth -= _ASIDE_LOSS * words.is_aside
    if measured(asked) in found:
        worth += _MEASURE_WORTH
    following = {int(year) for year in re.findall(r"(?:19|20)\d\d", fold(text[sign.end : sign.end + _YEARS_BEHIND]))}
    own = set(years_of(words, sign, text))
    for mention in query.mentions:
        if mention.last in following:
            worth += _YEAR_AFTER
        elif mention.last in own:
            worth += _YEAR_BEFORE
        elif own and not any(mention.first <= year <= mention.last for year in own):
            worth -= _OTHER_YEAR
    return worth


def measured(question: str) -> tuple[str, str] | None:
    """What is measured, in its first two terms: ("hai", "long") of "mức độ hài lòng … bao nhiêu phần trăm"."""
    found = _MEASURE.search(question)
    return (found.group(1), found.group(2)) if found else None


def years_of(words: Words, sign: Sign, text: str) -> tuple[int, ...]:
    """The years that a figure is said to be of: right behind it, else in its words; a year to compare with is none."""
    behind = years_in(text[sign.end : sign.end + _YEARS_BEHIND])
    found = behind or years_in(words.own) or years_in(_clause_of(sign, text))
    return tuple(sorted({year for mention in found for year in (mention.first, mention.last)}))


def speaks_of_what_follows(sign: Sign, text: str) -> bool:
    """Whether a percentage counts the thing after it ("20% TTHC được …"), as against closing a clause ("… đạt 90%")."""
    folded = fold(sign.text)
    if not is_percent(sign):
        return False
    if _REACHES.search(folded) or _REACHES.search(fold(text[max(0, sign.start - 6) : sign.start])):
        return False
    counts_its_unit = folded[-1].isalpha() and "phan tram" not in folded
    return counts_its_unit or not _NO_THING_FOLLOWS.match(fold(text[sign.end : sign.end + _BEHIND_CHARS]))


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """An amount where one is asked for and stands there; else where the money comes from."""
    question = query.folded
    sums = sums_of_money(passage.reading)
    if sums and may_ask_amount(question):
        return _amount(sums, passage, subject, library)
    if asks_amount(question):
        return None
    about = fold(" ".join((*passage.path, passage.reading)))
    if not _SOURCE_OF_MONEY.search(about):
        return None
    found = stretch(passage, subject, kind="budget", max_words=MAX_WORDS)
    under = "kinh phi" in fold(" ".join(passage.path))
    return replace(found, strength=STRENGTH_MONEY) if found and under else found


@lru_cache(maxsize=_CACHED_TEXTS)
def _has_joined_digits(reading: str) -> bool:
    return joined_digits(reading) != reading


def _are_opposite(asked: str, said: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether one is asked for and only the other said, either way round."""
    return any(bool(a.search(asked) and b.search(said) and not a.search(said)) for a, b in ((one, other), (other, one)))


def _clause_of(sign: Sign, text: str) -> str:
    """The sentence before the figure."""
    home = next((part for part in sentences(text) if part.start <= sign.start < part.end), None)
    return text[home.start : sign.start] if home else ""


def _own_span(sign: Sign, every: Sequence[Sign], text: str) -> tuple[int, int]:
    before = [other.end for other in every if other.end <= sign.start]
    after = [other.start for other in every if other.start >= sign.end]
    home = next((part for part in sentences(text) if part.start <= sign.start < part.end), None)
    begin = max(home.start if home else 0, _own_start(sign, every, before))
    apart = [match.end() for match in _NEW_THOUGHT.finditer(text, begin, sign.start)]
    if home and speaks_of_what_follows(sign, text):
        # With a figure before it, its clause begins at the comma: what stands before that is the other's.
        if before and before[-1] > home.start:
            begin = apart[-1] if apart else sign.start
        end = min(home.end, after[0] if after else home.end)
        aside = _ASIDE.search(text, sign.end, end) if after else None
        return begin, aside.start() if aside else end
    within = [match.end() for match in _ASIDE.finditer(text, begin, sign.start)]
    begin = within[-1] if within else begin
    tail = re.match(r"[^,;.%\d]{0,80}", text[sign.end :])
    return begin, sign.end + (tail.end() if tail else 0)


def _lead_in(sign: Sign, every: Sequence[Sign], text: str) -> str:
    """What the figure's sentence says before its first figure, of a list what stands before its colon.

    So far as semicolons part the sentence, what opens the figure's own part belongs to it too.
    """
    start = text.rfind(". ", 0, sign.start) + 1
    opening = text[start : _first_from(start, every)]
    lead, colon, _ = opening.rpartition(":")
    part = text.rfind(";", start, sign.start) + 1
    return f"{lead if colon else opening} {text[part : _first_from(part, every)] if part else ''}".rstrip()


def _first_from(start: int, every: Sequence[Sign]) -> int:
    """Where the first figure from there on stands."""
    return next(other.start for other in every if other.start >= start)


def _own_start(sign: Sign, every: Sequence[Sign], before: Sequence[int]) -> int:
    """Where a figure's own words begin: after the nearest figure that stands further off than a conjunction."""
    at = sign.start
    for end in reversed(before):
        if at - end > _SHARED_CHARS:
            return end
        at = next(other.start for other in every if other.end == end)
    return 0


def _amount(sums: tuple[Sign, ...], passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer:
    """The sum whose own words hold most of the subject; a row of an annex has one for all its words."""
    scanned = Scanned(passage=passage, reading=library.reading(passage.source))

    def held(one: Sign) -> float:
        return held_share(words_of(one, sums, passage.reading), subject, scanned)

    best = max(sums, key=lambda one: (round(held(one), 3), -one.start))
    share = 1.0 if len(sums) == 1 else held(best)
    return CandidateAnswer(
        value=_CUT.sub(" ", best.text),
        source=passage.source,
        spans=(whole(passage),),
        values=(best.text,),
        strength=STRENGTH_MONEY * (_STRENGTH_BASE + (1 - _STRENGTH_BASE) * min(1.0, share)),
        kind="budget",
    )
