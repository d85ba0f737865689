"""What may answer: everything that the best passages offer, and how likely each is the answer; the likeliest first.

Every extractor is tried on every passage, whatever kind the question seems to ask for, and beside what they find stand
the times, amounts, agencies, documents, sentences and clauses of the passage. Which one answers is learned.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Passage
from ingest.gazetteer.agencies import AGENCIES as KNOWN
from ingest.gazetteer.agency_grammar import agencies_in
from ingest.language.amounts import MONEY, PERCENT, amounts
from ingest.language.amounts import TIME as TIME_AMOUNT
from ingest.language.fold import fold
from ingest.language.periods import periods
from parc_search.answering.candidate_features import ANSWERS, Offered, rows
from parc_search.answering.confidence import likelihoods
from parc_search.answering.extract import EXTRACTORS, CandidateAnswer
from parc_search.answering.extract.agency import asks_for_person
from parc_search.answering.extract.deadline import is_frequency
from parc_search.answering.extract.fields import asks_for_contact, holds_contact
from parc_search.answering.extract.finding import AMOUNT_KINDS, whole
from parc_search.answering.extract.names import asks_for_proper_name, holds_proper_name
from parc_search.answering.kind_confidence import ConfidenceFeatures
from parc_search.answering.typed_spans import AGENCIES, spans_of
from parc_search.answering.typed_spans import AGENCY as AGENCY_SPAN
from parc_search.question.asked import asks
from parc_search.question.asked.asks import Part, parts_of
from parc_search.question.asked.focus import AGENCY, FIGURE, TIME
from parc_search.question.asked.kind_model import KINDS
from parc_search.question.query import Query
from parc_search.ranking.match import Subject
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.agency_names import exact_mentions
from parc_search.text.patterns import dates

# How many passages are asked for an answer; the right one is among the first seven of 95 % of questions.
TRIED = 7
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
# With their marks: folded, "ba" is a word of names and "năm" mostly the year.
_NUMBER_WORD = re.compile(r"\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|toàn bộ|tất cả)\b")
_LONGEST_FREQUENCY = 8
_UNITS = {asks.PERCENT: PERCENT, asks.MONEY: MONEY}
_OF_TITLES = frozenset({"legal_basis", "passage"})
# One extractor reads targets and figures alike.
_EXTRACTED = tuple(kind for kind in EXTRACTORS if kind != "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The evidence that may answer, what was found in it, and how likely it is the answer, 0..1.

    `features` are those of a candidate that was learned to be chosen, `measures` those of one that an extractor of the
    asked kind found; the other is None.
    """

    evidence: RankedPassage
    finding: CandidateAnswer
    likelihood: float
    features: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)
    measures: ConfidenceFeatures | None = None


def choices(query: Query, ranked: Sequence[RankedPassage], subject: Subject, library: Snapshot) -> tuple[Choice, ...]:
    """What may answer, the likeliest first; nothing where no passage offers anything of what is asked for."""
    tried = passages_tried(query, ranked)
    found = offers(query, tried, subject, library)
    features = rows(query, found, tried, subject, library)
    likely = likelihoods(features)
    offered = [(evidence, item) for evidence, of_one in zip(tried, found, strict=True) for item in of_one]
    chosen = [
        Choice(
            evidence=evidence,
            finding=item.finding,
            likelihood=1.0 if item.finding.is_certain and item.finding.kind in query.kinds else float(chance),
            features=row,
        )
        for (evidence, item), row, chance in zip(offered, features, likely, strict=True)
    ]
    return tuple(sorted(chosen, key=lambda choice: -choice.likelihood))  # equals stay in the order of their ranks


def passages_tried(query: Query, ranked: Sequence[RankedPassage]) -> Sequence[RankedPassage]:
    """The passages that are asked for an answer, in their order."""
    if asks_for_person(query):
        return ()
    tried = ranked[:TRIED]
    if asks_for_contact(query):
        tried = [evidence for evidence in tried if holds_contact(evidence.passage)]
    if asks_for_proper_name(query.reading):
        tried = [evidence for evidence in tried if holds_proper_name(evidence.passage)]
    return tried


def offers(
    query: Query, tried: Sequence[RankedPassage], subject: Subject, library: Snapshot
) -> tuple[tuple[Offered, ...], ...]:
    """What each passage offers of the type that is asked for; one of other years than those asked for offers nothing.

    A side of a comparison, and a question whose kind its reader chose, take only what is extracted for that.
    """
    parts = parts_of(query.folded)
    found = []
    for evidence in tried:
        items = _offers_of(query, evidence.passage, subject, library) if evidence.features.years >= 0 else ()
        found.append(tuple(item for item in items if is_of_type(item.finding.value, query.focus.asked, parts)))
    return tuple(found)


def is_of_type(value: str, asked: str, parts: Sequence[Part] = ()) -> bool:
    """Whether an answer is of the type that is asked for: a figure, a time, an agency; any where none is.

    `parts` say which units are asked for: neither is a share an amount of money, nor the date of a decree a figure.
    """
    if asked == FIGURE:
        kinds = {amount.kind for amount in amounts(value)}
        wanted = {_UNITS[part.unit] for part in parts if part.unit in _UNITS}
        return not kinds.isdisjoint(wanted) if wanted else bool(kinds) or _NUMBER_WORD.search(value.lower()) is not None
    if asked == TIME:
        is_stretch = any(amount.kind == TIME_AMOUNT for amount in amounts(value))
        # "Thường xuyên" inside a sentence says how something is done.
        is_often = len(value.split()) <= _LONGEST_FREQUENCY and is_frequency(value)
        return is_stretch or is_often or bool(periods(value)) or bool(dates(value))
    if asked == AGENCY:
        return bool(agencies_in(value)) or KNOWN.agency(value) is not None or exact_mentions(value) != ()
    return True


def _offers_of(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> Iterator[Offered]:
    is_title = passage.kind == "title"
    for item in _extracted(query, passage, subject, library):
        if not is_title or (item.finding.kind in _OF_TITLES and not query.focus.asked):
            yield item
    if not (query.is_side or query.is_kind_given or is_title):  # a title names a plan, it sets nothing
        yield from _spans(query, passage, subject)


def _extracted(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> Iterator[Offered]:
    wanted = None
    if query.is_side or query.is_kind_given:
        told = query.kinds if query.is_side else query.kinds[:1]
        wanted = {"target" if kind == "figure" else kind for kind in told}
    for kind in _EXTRACTED:
        if wanted is not None and kind not in wanted:
            continue
        finding = EXTRACTORS[kind](query, passage, subject, library)
        if finding is not None:
            start = passage.reading.find(finding.value)
            end = start + len(finding.value)
            yield Offered(
                way=kind, finding=finding, start=start if start >= 0 else None, end=end if start >= 0 else None
            )


def _spans(query: Query, passage: Passage, subject: Subject) -> Iterator[Offered]:
    chances = dict(zip(KINDS, query.chances, strict=True))
    for span in spans_of(passage.reading, subject):
        kind = max(ANSWERS[span.sort], key=lambda kind: chances[kind])
        finding = CandidateAnswer(
            value=span.value,
            source=passage.source,
            spans=(whole(passage),),
            values=span.parts,
            strength=0.0,
            kind="target" if kind == "figure" else kind,
            leads=span.sort not in (AGENCY_SPAN, AGENCIES),
        )
        yield Offered(
            way=span.sort,
            finding=finding,
            start=span.start,
            end=span.end,
            detail=span.detail,
            is_bound=span.is_bound,
        )


def agree(one: CandidateAnswer, other: CandidateAnswer) -> bool:
    """Whether two findings say the same: the same figures where they are amounts, else the same words."""
    if one.kind in AMOUNT_KINDS and other.kind in AMOUNT_KINDS:
        figures = [frozenset(_FIGURE.findall(finding.value)) for finding in (one, other)]
        return bool(figures[0]) and figures[0] == figures[1]
    return fold(one.value) == fold(other.value)


def rivals(one: CandidateAnswer, other: CandidateAnswer) -> bool:
    """Whether two findings say different things: neither agrees with, nor holds, the other."""
    if agree(one, other):
        return False
    first, second = fold(one.value), fold(other.value)
    return first not in second and second not in first
