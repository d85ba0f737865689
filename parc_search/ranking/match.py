"""How much of a question's subject a passage holds: the share of its idf-weighted terms, and of its neighbouring pairs.

Works on folded terms of the repaired reading and of the raw text together; in poorly read passages a term one edit
away counts in part. A word that offices put otherwise counts through its office words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ingest.documents import Passage, Task
from parc_search.question.language import office_words
from parc_search.question.query import Query
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.terms import deletions, pairs, terms

# A term found one edit away says less than the term itself: it may be misread, or another word. Set by hand.
FUZZY_SHARE = 0.6
SYNONYM_SHARE = 0.8
# Above this read quality a text has few misreadings, and near words are other words.
CLEAR_QUALITY = 0.9
_SHORT = 3
_CACHED_PASSAGES = 20_000


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The terms of a passage: its own, the same with its path's, its pairs, and its terms with one letter left out."""

    body: frozenset[str]
    whole: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A question's subject, weighed: content terms by idf, neighbouring pairs, and office words for its phrases."""

    weights: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    synonyms: Mapping[str, tuple[str, ...]]

    @property
    def weight(self) -> float:
        """The weight of all content terms."""
        return sum(self.weights.values())


def subject_of(query: Query, library: Snapshot) -> Subject:
    """The question's subject as weights of this library."""
    # An English question keeps what the documents know of it: their terms, figures and index names.
    known = [term for term in query.content if not query.is_english or library.knows(term)]
    weights = {term: library.idf(term) for term in known}
    content = set(known)
    weighed = {
        (one, two): library.idf(one) + library.idf(two)
        for one, two in pairs(query.subject)
        if one in content and two in content
    }
    synonyms: dict[str, tuple[str, ...]] = {}
    # The reading has the small words of a phrase ("ưng ý"), the subject an English question's terms side by side.
    for said, written in (*office_words(query.reading), *office_words(" ".join(query.subject))):
        for term in said.split():
            synonyms.setdefault(term, tuple(written.split()))
    return Subject(weights=weights, pairs=weighed, synonyms=synonyms)


@lru_cache(maxsize=_CACHED_PASSAGES)
def passage_terms(passage: Passage, title: str) -> PassageTerms:
    """The terms of a passage under its document's title."""
    reading, raw = terms(passage.reading), terms(passage.text)
    body = frozenset(reading) | frozenset(raw)
    near: frozenset[str] = frozenset()
    if passage.quality < CLEAR_QUALITY:
        near = frozenset(form for term in body for form in deletions(term))
    whole = body | frozenset(terms(" ".join((title, *passage.path))))
    return PassageTerms(body=body, whole=whole, pairs=frozenset(pairs(reading)) | frozenset(pairs(raw)), near=near)


def body_share(subject: Subject, found: PassageTerms) -> float:
    """The share of the subject's weight that the passage's own words hold, 0..1."""
    return _share(subject, found.body, found.near)


def whole_share(subject: Subject, found: PassageTerms) -> float:
    """The share of the subject's weight that the passage holds with its path and title, 0..1."""
    return _share(subject, found.whole, found.near)


def pair_share(subject: Subject, found: PassageTerms) -> float:
    """The share of the subject's neighbouring pairs, by weight, that stand side by side in the passage, 0..1.

    A subject without neighbours counts by its terms.
    """
    total = sum(subject.pairs.values())
    if not total:
        return body_share(subject, found)
    return sum(weight * _pair_held(pair, subject, found) for pair, weight in subject.pairs.items()) / total


def _pair_held(pair: tuple[str, str], subject: Subject, found: PassageTerms) -> float:
    """1 where both terms stand side by side, less where office words stand for one of them, 0 otherwise."""
    if pair in found.pairs:
        return 1.0
    said_otherwise = any(term in subject.synonyms and term not in found.body for term in pair)
    if not said_otherwise:
        return 0.0
    held = (1.0 if term in found.body else _held_otherwise(term, subject, found.body, found.near) for term in pair)
    return SYNONYM_SHARE * min(held)


@lru_cache(maxsize=_CACHED_PASSAGES)
def task_terms(task: Task) -> frozenset[str]:
    """The terms of all fields of a register row."""
    fields = (task.task, *task.lead, *task.coordinate, task.product or "", task.deadline or "")
    return frozenset(terms(" ".join(fields)))


def share_of_terms(subject: Subject, text_terms: Iterable[str]) -> float:
    """The share of the subject's weight in any text's terms, 0..1: for clauses and register rows."""
    return _share(subject, frozenset(text_terms), frozenset())


def holdings(subject: Subject, have: frozenset[str], near: frozenset[str] = frozenset()) -> dict[str, float]:
    """How far a text that has these terms, and forms near them, holds each term of the subject, 0..1."""
    return {term: 1.0 if term in have else _held_otherwise(term, subject, have, near) for term in subject.weights}


def narrowed(subject: Subject, to: Iterable[str]) -> Subject:
    """The subject as far as it stands in these terms: what one part of a question asks about."""
    kept = frozenset(to)
    return Subject(
        weights={term: weight for term, weight in subject.weights.items() if term in kept},
        pairs={pair: weight for pair, weight in subject.pairs.items() if kept.issuperset(pair)},
        synonyms={term: written for term, written in subject.synonyms.items() if term in kept},
    )


def share_of_pairs(subject: Subject, text_pairs: Iterable[tuple[str, str]]) -> float:
    """The share of the subject's neighbouring pairs, by weight, that any text has side by side, 0..1."""
    total = sum(subject.pairs.values())
    have = set(text_pairs)
    return sum(weight for pair, weight in subject.pairs.items() if pair in have) / total if total else 0.0


def _share(subject: Subject, have: frozenset[str], near: frozenset[str]) -> float:
    total = subject.weight
    if not total:
        return 0.0
    held = 0.0
    for term, weight in subject.weights.items():
        held += weight if term in have else weight * _held_otherwise(term, subject, have, near)
    return held / total


def _held_otherwise(term: str, subject: Subject, have: frozenset[str], near: frozenset[str]) -> float:
    """How far a text holds a term that it does not have: misread, or as office words, 0..1.

    A short term may have a letter misread, but none more or less: "ứng" is no misread "dùng".
    """
    held = FUZZY_SHARE if near and not near.isdisjoint(_misreadings(term)) else 0.0
    if written := subject.synonyms.get(term):
        held = max(held, SYNONYM_SHARE * sum(other in have for other in written) / len(written))
    return held


@lru_cache(maxsize=_CACHED_PASSAGES)
def _misreadings(term: str) -> frozenset[str]:
    return deletions(term) if len(term) > _SHORT else deletions(term) - {term}
