"""What a passage offers as an answer, whatever is asked: its times, amounts, agencies, documents, sentences, clauses.

Each is a stretch of the reading with its sort, found by the one grammar of its sort; which one answers is decided
elsewhere. The sorts are those that questions of the field ask for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.gazetteer.agency_grammar import AgencyMention, agencies_in
from ingest.language.amounts import amounts
from ingest.language.fold import fold
from ingest.language.periods import periods
from parc_search.answering.extract.sentences import Clause, clauses, sentences, tidy, without_known
from parc_search.ranking.match import Subject
from parc_search.text.patterns import document_numbers

TIME, AMOUNT, AGENCY, AGENCIES, DOCUMENT, SENTENCE, REST, CLAUSE = (
    *("time", "amount", "agency", "agencies", "document", "sentence", "rest", "clause"),
)
"""The sorts; `REST` is a sentence without the opening that only says again what was asked."""
MAX_WORDS = 44
_LONGEST_SENTENCE, _SHORTEST_SENTENCE = 60, 3
_LONGEST_CLAUSE, _SHORTEST_CLAUSE = 25, 3
# What bounds an amount stands right before it.
_BOUND = re.compile(
    r"(?:không quá|không dưới|tối thiểu|ít nhất|tối đa|trên|dưới|hơn|khoảng|từ|đến|nhóm|thứ)\s*$", re.IGNORECASE
)
_BOUND_CHARS = 14
_BESIDE = re.compile(r"\s*(?:,|;|và|hoặc)?\s*(?:và\s+)?")
_WORD = re.compile(r"\S+")
_REMEMBERED = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSpan:
    """A stretch `start:end` of a reading that may answer.

    `value` is what to show, `parts` what must stand in the quote, `detail` the sort within its sort ("day",
    "percent"), `is_bound` says that words before a time bind it ("trước ngày").
    """

    sort: str
    value: str
    parts: tuple[str, ...]
    start: int
    end: int
    detail: str = ""
    is_bound: bool = False


def spans_of(text: str, subject: Subject) -> tuple[TypedSpan, ...]:
    """Everything that a reading offers, sort by sort in order of place."""
    return (*_of_the_text(text), *_rests(text, subject))


def cut(text: str) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The sentences and the clauses of a reading."""
    return _cut(text)


@lru_cache(maxsize=_REMEMBERED)
def _cut(text: str) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    return sentences(text), clauses(text)


@lru_cache(maxsize=_REMEMBERED)
def _of_the_text(text: str) -> tuple[TypedSpan, ...]:
    found = [*_times(text), *_amounts(text), *_agencies(text), *_documents(text), *_parts(text)]
    return tuple(span for span in found if span.value)


def _times(text: str) -> Iterator[TypedSpan]:
    for time in periods(text):
        said = " ".join(text[time.start : time.end].split())
        yield TypedSpan(
            sort=TIME,
            value=said[:1].upper() + said[1:],
            parts=(said,),
            start=time.start,
            end=time.end,
            detail=time.kind,
            is_bound=time.bound is not None,
        )


def _amounts(text: str) -> Iterator[TypedSpan]:
    for amount in amounts(text):
        end = amount.end
        if amount.unit and fold(amount.unit) not in fold(amount.value):
            at = text.find(amount.unit, end, end + len(amount.unit) + 3)
            end = at + len(amount.unit) if at >= 0 else end
        bound = _BOUND.search(text[max(0, amount.start - _BOUND_CHARS) : amount.start])
        start = amount.start - (len(bound.group()) if bound else 0)
        said = " ".join(text[start:end].split())
        yield TypedSpan(
            sort=AMOUNT, value=said, parts=(said,), start=start, end=end, detail=amount.kind, is_bound=bound is not None
        )


def _agencies(text: str) -> Iterator[TypedSpan]:
    """Each agency, and those that stand side by side together."""
    numbers = document_numbers(text)
    named = [
        agency
        for agency in agencies_in(text)
        if not any(number.start <= agency.start < number.end for number in numbers)  # the "UBND" of "45/QĐ-UBND"
    ]
    for agency in named:
        said = text[agency.start : agency.end]
        yield TypedSpan(sort=AGENCY, value=agency.name, parts=(said,), start=agency.start, end=agency.end)
    for run in _runs(text, named):
        yield TypedSpan(
            sort=AGENCIES,
            value=", ".join(agency.name for agency in run),
            parts=tuple(text[agency.start : agency.end] for agency in run),
            start=run[0].start,
            end=run[-1].end,
        )


def _runs(text: str, named: Sequence[AgencyMention]) -> Iterator[list[AgencyMention]]:
    """The agencies that only commas and "và" part, where there are at least two."""
    run = list(named[:1])
    for before, after in pairwise(named):
        if _BESIDE.fullmatch(text, before.end, after.start):
            run.append(after)
            continue
        if len(run) > 1:
            yield run
        run = [after]
    if len(run) > 1:
        yield run


def _documents(text: str) -> Iterator[TypedSpan]:
    for number in document_numbers(text):
        yield TypedSpan(sort=DOCUMENT, value=number.text, parts=(number.text,), start=number.start, end=number.end)


def _parts(text: str) -> Iterator[TypedSpan]:
    """The sentences and clauses that are neither too short nor too long to be shown."""
    in_sentences, in_clauses = _cut(text)
    for part in in_sentences:
        if _SHORTEST_SENTENCE <= len(part.text.split()) <= _LONGEST_SENTENCE:
            yield _part(SENTENCE, part.text, part.start, part.end)
    for part in in_clauses:
        if _SHORTEST_CLAUSE <= len(part.text.split()) <= _LONGEST_CLAUSE:
            yield _part(CLAUSE, part.text, part.start, part.end)


def _rests(text: str, subject: Subject) -> Iterator[TypedSpan]:
    for part in _cut(text)[0]:
        words = list(_WORD.finditer(part.text))
        if not _SHORTEST_SENTENCE <= len(words) <= _LONGEST_SENTENCE:
            continue
        left = len(without_known(part.text, subject).split())
        if _SHORTEST_CLAUSE <= left < len(words):
            begin = words[-left].start()
            yield _part(REST, part.text[begin:], part.start + begin, part.end)


def _part(sort: str, said: str, start: int, end: int) -> TypedSpan:
    value = tidy(said, max_words=MAX_WORDS)
    return TypedSpan(sort=sort, value=value, parts=(value,), start=start, end=end)
