"""What speaks for a candidate answer: of its passage, of the words around it, of itself against the question.

All features are numbers of their own scale, as decision trees take them; -1 says that a feature does not apply.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ingest.language.fold import fold
from parc_search.answering.extract.amounts import fits
from parc_search.answering.extract.finding import CandidateAnswer
from parc_search.answering.extract.sentences import Clause
from parc_search.answering.typed_spans import (
    AGENCIES,
    AGENCY,
    AMOUNT,
    CLAUSE,
    DOCUMENT,
    REST,
    SENTENCE,
    TIME,
    cut,
)
from parc_search.question.asked.asks import parts_of
from parc_search.question.asked.kind_model import KINDS
from parc_search.question.query import Query
from parc_search.ranking.match import Subject, passage_terms, share_of_pairs, share_of_terms
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.patterns import Sign
from parc_search.text.terms import pairs, terms

_NAMES, _PROSE = ("agency", "coordinating"), ("passage", "procedure", "list", "product")
# Which kinds of answer each way of finding one can give. Sorts of one shape stand together: trees split by order.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "agency": ("agency",),
    "coordinating": ("coordinating",),
    AGENCY: _NAMES,
    AGENCIES: _NAMES,
    "deadline": ("deadline",),
    TIME: ("deadline",),
    "target": ("target", "figure"),
    "budget": ("budget",),
    AMOUNT: ("target", "figure", "budget"),
    "legal_basis": ("legal_basis",),
    DOCUMENT: ("legal_basis",),
    "product": ("product",),
    "list": ("list",),
    "procedure": ("procedure",),
    "passage": ("passage",),
    SENTENCE: _PROSE,
    REST: _PROSE,
    CLAUSE: _PROSE,
}
_WAYS = tuple(ANSWERS)
_DETAILS = (
    *("", "day", "month", "quarter", "half-year", "year", "years", "every", "term"),
    *("percent", "money", "rank", "fraction", "rate", "time", "count"),
)
_FIGURES = frozenset({"target", "budget", AMOUNT})
_TYPES = {"figure": "figure", "time": "deadline", "agency": "agency"}
_DECAY = 0.92  # of a term's worth with each word between it and the candidate; set by hand, the trees scale it
_NEAR_WORDS, _BESIDE_WORDS, _UNIT_WORDS, _WINDOW_WORDS = 10, 7, 3, 6
_TOKEN = re.compile(r"[^\W_]+(?:[.,/:-][^\W_]+)*%?")
_NOT_APPLICABLE = -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A candidate of a passage: how it was found, where in the passage's reading (None where it is put together)."""

    way: str
    finding: CandidateAnswer
    start: int | None
    end: int | None
    detail: str = ""
    is_bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfPassage:
    """What all candidates of a passage share."""

    rank: float
    share: float
    lexical: float
    dense: float
    body: float
    whole: float
    pairs: float
    kind: float
    years: float
    named: float
    quality: float
    path: float
    words: float
    missing: float
    strange: float
    missing_numbers: float
    second_missing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfPlace:
    """What stands around a candidate: shares of the subject's weight, and of the words beside the asking word."""

    near: float = _NOT_APPLICABLE
    left: float = _NOT_APPLICABLE
    right: float = _NOT_APPLICABLE
    sentence: float = _NOT_APPLICABLE
    sentence_pairs: float = _NOT_APPLICABLE
    clause: float = _NOT_APPLICABLE
    sentence_missing: float = _NOT_APPLICABLE
    clause_missing: float = _NOT_APPLICABLE
    position: float = _NOT_APPLICABLE
    behind_after: float = 0.0
    behind_before: float = 0.0
    before_after: float = 0.0
    before_before: float = 0.0
    counted_inside: float = 0.0
    counted_after: float = 0.0
    counted_whole: float = 0.0
    chosen_inside: float = 0.0
    chosen_before: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfItself:
    """What the candidate is: how it was found, what of the question it only repeats, how often it is given."""

    way: float
    detail: float
    is_bound: float
    strength: float
    fits_kind: float
    fits_pattern: float
    fits_second: float
    subject: float
    repeated: float
    words: float
    alike_here: float
    of_its_way: float
    given_in: float
    has_digits: float
    opens_as_chosen: float
    is_of_asked_type: float
    has_asked_unit: float
    extracted_here: float
    extracted_anywhere: float


_OF_QUESTION = (*(f"chance {kind}" for kind in KINDS), "is_english", "subject_terms", "has_counted", "has_chosen")


def columns(signs: int) -> tuple[str, ...]:
    """The names of the features in their order, for questions with so many signs."""
    parts = (("passage", _OfPassage), ("place", _OfPlace), ("itself", _OfItself))
    own = [f"{name} {field.name}" for name, part in parts for field in fields(part)]
    return (*own, *_OF_QUESTION, *(f"sign {n}" for n in range(signs)))


def rows(
    query: Query,
    offered: Sequence[Sequence[Offered]],
    ranked: Sequence[RankedPassage],
    subject: Subject,
    library: Snapshot,
) -> NDArray[np.float32]:
    """The features of all candidates, passage by passage, (candidates, features); `offered` is by ranked passage."""
    top = (ranked[0].score if ranked else 0.0) or 1.0
    given_in = Counter(value for of_one in offered for value in {fold(item.finding.value) for item in of_one})
    of_question = (
        *query.chances,
        float(query.is_english),
        float(len(subject.weights)),
        float(bool(query.focus.counted)),
        float(bool(query.focus.chosen)),
        *query.focus.signs,
    )
    found: list[tuple[float, ...]] = []
    for rank, (evidence, of_one) in enumerate(zip(ranked, offered, strict=True)):
        if not of_one:
            continue
        around = _Around(query, evidence, subject, library.catalogue.title(evidence.passage.source))
        shared = astuple(_of_passage(query, evidence, subject, library, rank=rank, top=top, around=around))
        alike = Counter(fold(item.finding.value) for item in of_one)
        ways = Counter(item.way for item in of_one)
        extracted = frozenset(kind for way in ways if way in KINDS for kind in ANSWERS[way])
        for item in of_one:
            value = fold(item.finding.value)
            itself = _of_itself(
                query,
                item,
                subject,
                around,
                alike=alike[value],
                ways=ways[item.way],
                given_in=given_in[value],
                extracted=extracted,
            )
            found.append((*shared, *astuple(around.place_of(item)), *astuple(itself), *of_question))
    width = len(columns(len(query.focus.signs)))
    return np.array(found, dtype=np.float32).reshape(len(found), width)


class _Around:
    """A passage's reading as words with their places, and where the subject's terms stand in it."""

    def __init__(self, query: Query, evidence: RankedPassage, subject: Subject, title: str) -> None:
        self._text = evidence.passage.reading
        self._subject = subject
        self._focus = query.focus
        self._parts = parts_of(query.folded)
        matches = list(_TOKEN.finditer(self._text))
        self.words = [fold(match.group()) for match in matches]
        self._starts = np.array([match.start() for match in matches], dtype=np.int64)
        self._ends = np.array([match.end() for match in matches], dtype=np.int64)
        self._total = subject.weight or 1.0
        self.question_terms = frozenset(terms(query.reading))
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for term in {word, *terms(word)}:
                if term in subject.weights:
                    places.setdefault(term, []).append(at)
        self._places = {term: np.array(found) for term, found in places.items()}
        self._shares: dict[tuple[int, int], tuple[float, float, float]] = {}
        self._above = frozenset(terms(" ".join((title, *evidence.passage.path))))

    def place_of(self, item: Offered) -> _OfPlace:
        """The features of the words around a candidate."""
        if item.start is None or item.end is None:
            inside = [fold(word) for word in item.finding.value.split()]
            return _OfPlace(**self._of_the_asked(inside, [], []))
        first = int(np.searchsorted(self._ends, item.start, side="right"))
        last = max(first, int(np.searchsorted(self._starts, item.end, side="left")))
        near = left = right = 0.0
        for term, found in self._places.items():
            weight = self._subject.weights[term]
            distance = np.where(found < first, first - found, np.where(found >= last, found - last + 1, 0))
            near += weight * _DECAY ** int(distance.min())
            left += weight * bool(((found < first) & (distance <= _NEAR_WORDS)).any())
            right += weight * bool(((found >= last) & (distance <= _NEAR_WORDS)).any())
        in_sentences, in_clauses = cut(self._text)
        sentence, sentence_pairs, sentence_missing = self._share_at(item.start, in_sentences)
        clause, _, clause_missing = self._share_at(item.start, in_clauses)
        after, before = self.words[last : last + _BESIDE_WORDS], self.words[max(0, first - _BESIDE_WORDS) : first]
        return _OfPlace(
            near=near / self._total,
            left=left / self._total,
            right=right / self._total,
            sentence=sentence,
            sentence_pairs=sentence_pairs,
            clause=clause,
            sentence_missing=sentence_missing,
            clause_missing=clause_missing,
            position=item.start / max(1, len(self._text)),
            behind_after=_share(self._focus.behind, after),
            behind_before=_share(self._focus.behind, before),
            before_after=_share(self._focus.before, after),
            before_before=_share(self._focus.before, before),
            **self._of_the_asked(self.words[first:last], after[:_UNIT_WORDS], before[-_UNIT_WORDS:]),
        )

    def unit_fits(self, item: Offered) -> float:
        """Whether a figure has a unit that the question asks for, 0 or 1; not applicable to what is no figure."""
        if item.way not in _FIGURES or item.start is None or item.end is None:
            return _NOT_APPLICABLE
        sign = Sign(item.finding.value, item.start, item.end)
        return float(any(fits(sign, part, self._text) for part in self._parts))

    def _of_the_asked(self, inside: list[str], after: list[str], before: list[str]) -> dict[str, float]:
        counted, chosen = self._focus.counted, self._focus.chosen
        return {
            "counted_inside": float(any(word in inside for word in counted)),
            "counted_after": float(any(word in after for word in counted)),
            "counted_whole": float(bool(counted) and all(word in inside or word in after for word in counted)),
            "chosen_inside": float(any(word in inside for word in chosen)),
            "chosen_before": float(any(word in before for word in chosen)),
        }

    def _share_at(self, start: int, parts: Iterable[Clause]) -> tuple[float, float, float]:
        """The shares of the subject's terms and pairs in the part that holds the place, and its heaviest lacking term.

        A term of the headings or of the document's title does not lack.
        """
        home = next((part for part in parts if part.start <= start < part.end), None)
        if home is None:
            return 0.0, 0.0, 1.0
        key = (home.start, home.end)
        if key not in self._shares:
            own = terms(home.text)
            lacking = _lacking(self._subject, self._above.union(own))
            self._shares[key] = (
                share_of_terms(self._subject, own),
                share_of_pairs(self._subject, pairs(own)),
                max(lacking.values(), default=0.0) / (max(self._subject.weights.values(), default=1.0) or 1.0),
            )
        return self._shares[key]


def _lacking(subject: Subject, have: Iterable[str]) -> dict[str, float]:
    """The terms of the subject that are none of these, with their weights; what offices put otherwise is not told."""
    there = frozenset(have)
    return {term: w for term, w in subject.weights.items() if term not in there and term not in subject.synonyms}


def _share(wanted: Sequence[str], words: Sequence[str]) -> float:
    return sum(word in words for word in wanted) / max(1, len(wanted))


def _of_passage(
    query: Query,
    evidence: RankedPassage,
    subject: Subject,
    library: Snapshot,
    *,
    rank: int,
    top: float,
    around: _Around,
) -> _OfPassage:
    passage, features = evidence.passage, evidence.features
    found = passage_terms(passage, library.catalogue.title(passage.source))
    lacking = sorted(_lacking(subject, found.whole).values(), reverse=True)
    heaviest = max(subject.weights.values(), default=1.0) or 1.0
    numbers = [term for term in around.question_terms if any(letter.isdigit() for letter in term)]
    there = found.whole.union(around.words)
    return _OfPassage(
        rank=float(rank),
        share=evidence.score / top,
        lexical=features.lexical,
        dense=features.dense,
        body=features.body,
        whole=features.whole,
        pairs=features.pairs,
        kind=features.kind,
        years=features.years,
        named=features.named,
        quality=passage.quality,
        path=share_of_terms(subject, terms(" ".join(passage.path))),
        words=float(len(around.words)),
        missing=(lacking[0] if lacking else 0.0) / heaviest,
        second_missing=(lacking[1] if len(lacking) > 1 else 0.0) / heaviest,
        strange=sum(w for term, w in subject.weights.items() if not library.knows(term)) / (subject.weight or 1.0),
        missing_numbers=sum(number not in there for number in numbers) / max(1, len(numbers)),
    )


def _of_itself(
    query: Query,
    item: Offered,
    subject: Subject,
    around: _Around,
    *,
    alike: int,
    ways: int,
    given_in: int,
    extracted: frozenset[str],
) -> _OfItself:
    value = item.finding.value
    own = terms(value)
    kinds = ANSWERS[item.way]
    chances = dict(zip(KINDS, query.chances, strict=True))
    return _OfItself(
        way=float(_WAYS.index(item.way)),
        detail=float(_DETAILS.index(item.detail)) if item.detail in _DETAILS else 0.0,
        is_bound=float(item.is_bound),
        strength=item.finding.strength,
        fits_kind=sum(chances[kind] for kind in kinds),
        fits_pattern=float(query.kind in kinds),
        fits_second=float(not set(kinds).isdisjoint(query.kinds)),
        subject=share_of_terms(subject, own),
        repeated=sum(term in around.question_terms for term in own) / max(1, len(own)),
        words=float(len(value.split())),
        alike_here=float(alike),
        of_its_way=float(ways),
        given_in=float(given_in),
        has_digits=float(any(letter.isdigit() for letter in value)),
        opens_as_chosen=float(bool(own) and own[0] in query.focus.chosen),
        is_of_asked_type=float(_TYPES.get(query.focus.asked, "") in kinds) if query.focus.asked else _NOT_APPLICABLE,
        has_asked_unit=around.unit_fits(item),
        extracted_here=float(not extracted.isdisjoint(kinds)),
        extracted_anywhere=float(len(extracted)),
    )
