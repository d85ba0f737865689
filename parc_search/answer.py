"""The answer to a question understood: ranked evidence, a finding, its checked citations; or the reason for none.

Nothing leaves without a citation that passed its checks, and the value that is shown stands in one of them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.vietnamese.fold import fold
from ingest.vietnamese.syllables import share_of_syllables
from parc_search import words
from parc_search.choose import Choice, choices
from parc_search.citations import cite, supports, verdict
from parc_search.confidence import CERTAIN, confidence, model
from parc_search.extract import Finding
from parc_search.extract.clauses import tidy
from parc_search.library import Library
from parc_search.match import subject_of
from parc_search.negation import exception_after
from parc_search.query import Query, Side
from parc_search.quotes import Verdict
from parc_search.rerank import Evidence
from parc_search.results import Answer, Citation, Hit
from parc_search.results import Side as ShownSide
from parc_search.years import EXACT, YearMention, names, without_gaps

MAX_HITS = 10
MAX_COMPARE_WORDS = 88
MAX_WORDS = 45
MOST_WORDS = {"agency": 30, "coordinating": 30, "list": 90}
LEAST_READABLE = 0.6  # The share of possible syllables in a reading; under it a reader makes nothing of it either.

_PLAN_OF_YEAR = re.compile(
    r"\b(?:ke hoach|bao cao)(?: (?:cchc|cai cach hanh chinh|cai cach hanh chinh nha nuoc))?(?: cua \w+(?: \w+){0,3})?"
    r"(?: (?:giai doan|nam))?\s*$"
)
# A plan may cite another year's plan by its number.
_OF_OTHER_PLANS = frozenset({"legal_basis"})
# "3. Trong năm 2019, các chỉ số …": all that follows is of that year.
_OPENING_YEAR = re.compile(r"[\W\d]{0,8}(?:(?:trong|tinh den|tu dau) )?(?:het )?(?:ca )?nam ((?:19|20)\d\d)\b")
_REPORTED = frozenset({"target", "figure"})
_SECOND_HALF = re.compile(r"\b(?:(?:6|sau) thang|nua) cuoi (?:nam|cua nam)?")
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)")

Ranker = Callable[[Query, Sequence[str] | None], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A choice with its confidence, citations and their verdicts; citations that failed are left out of `citations`."""

    choice: Choice
    confidence: float
    citations: tuple[Citation, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer with the verdict of each quote that was tried, for the audit."""

    answer: Answer
    verdicts: tuple[Verdict, ...] = ()


def respond(query: Query, rank: Ranker, library: Library) -> Response:
    """The answer to the query from what `rank` brings; `rank` takes the documents to look in, None for the query's."""
    if not library.catalogue.entries:
        return _refusal(query, words.NO_DOCUMENTS, ())
    if query.is_order_only:
        return _refusal(query, words.NOT_A_QUESTION, ())
    if query.compared:
        return _comparison(query, rank, library)
    ranked = rank(query, None)
    judged, reason = _judge(query, ranked, library)
    if judged is None:
        return _refusal(query, reason, ranked)
    return _answered(query, judged, ranked, library)


def _judge(query: Query, ranked: Sequence[Evidence], library: Library) -> tuple[Judged | None, str]:
    """The likeliest choice whose citations hold, if it is sure enough; else None and the reason why there is none."""
    found = choices(query, ranked, subject_of(query, library), library)
    if not found:
        return None, _reason_without_finding(query, ranked, library)
    least = model().side_threshold if query.is_side else model().threshold
    for place, choice in enumerate(found):
        if outside := out_of_scope(query, choice, library):
            return None, outside  # what is less likely is no better a witness for another place or year
        checked = with_citations(choice, library)
        if checked is None:
            continue
        sure = _sure(choice, found[place + 1 :])
        if sure < least:
            return None, _reason_unsure(choice)
        citations, verdicts = checked
        return Judged(choice=choice, confidence=sure, citations=citations, verdicts=verdicts), ""
    return None, _reason_unsure(found[0])


def _sure(choice: Choice, others: Sequence[Choice]) -> float:
    if choice.finding.is_certain:
        return CERTAIN
    next_best = max((other.likelihood for other in others), default=0.0)
    return confidence(choice.measures, own=choice.likelihood, next_best=next_best)


def with_citations(choice: Choice, library: Library) -> tuple[tuple[Citation, ...], tuple[Verdict, ...]] | None:
    """The choice's good citations and every verdict; None where they do not bear its values."""
    finding = choice.finding
    tried = cite(finding.source, finding.spans, library)
    verdicts = tuple(verdict(citation, library) for citation in tried)
    good = tuple(citation for citation, found in zip(tried, verdicts, strict=True) if found.is_good)
    if not good or not supports(good, finding.values, finding.value):
        return None
    return renumbered(good), verdicts


def renumbered(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations numbered from 1 in their order."""
    return tuple(replace(citation, n=n) for n, citation in enumerate(citations, start=1))


def _answered(query: Query, judged: Judged, ranked: Sequence[Evidence], library: Library) -> Response:
    finding = judged.choice.finding
    value = _value(judged)
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind=finding.kind,
        interpretation=query.interpretation,
        answer=value,
        sentence=_sentence(finding.kind, value, judged.citations[0]),
        confidence=judged.confidence,
        citations=judged.citations,
        hits=_hits((judged.choice.evidence, *ranked)),
    )
    return Response(answer=answer, verdicts=judged.verdicts)


def _comparison(query: Query, rank: Ranker, library: Library) -> Response:
    """Each side answered for itself; at least two sides must say something."""
    sides: list[tuple[str, Judged | None]] = []
    evidence: list[Evidence] = []
    for side in sorted(query.compared, key=lambda side: -_last_year(side, library)):
        asked = query.about(side)
        ranked = rank(asked, side.sources)
        judged, _ = _judge(asked, ranked, library)
        sides.append((_side_name(side, library), judged))
        evidence += ranked[:MAX_HITS]
    ordered = tuple(sorted(evidence, key=lambda item: (-item.score, item.passage.id)))
    said = [(name, judged) for name, judged in sides if judged is not None]
    if not said:
        return _refusal(query, words.DOCUMENTS_DO_NOT_SAY, ordered)
    values = [_value(judged) for _, judged in said]
    parts = [f"{name}: {_value(judged) if judged else words.NOT_STATED}" for name, judged in sides]
    value = "; ".join(parts)
    if len(said) == len(sides) and len({fold(item) for item in values}) == 1:
        value = f"{words.SAME_ANSWER.format(answer=values[0])} ({', '.join(name for name, _ in sides)})"
    value = tidy(value, max_words=MAX_COMPARE_WORDS)
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind="compare",
        interpretation=query.interpretation,
        answer=value,
        sentence=words.SENTENCES["compare"].format(answer=value),
        confidence=min(judged.confidence for _, judged in said),
        citations=renumbered([citation for _, judged in said for citation in judged.citations[:1]]),
        hits=_hits(_interleaved([judged for _, judged in said], ordered)),
        sides=_shown_sides(sides),
    )
    return Response(answer=answer, verdicts=tuple(verdict for _, judged in said for verdict in judged.verdicts))


def _value(judged: Judged) -> str:
    return with_exception(judged.choice.finding, judged.choice.evidence.passage.reading)


def _shown_sides(sides: Sequence[tuple[str, Judged | None]]) -> tuple[ShownSide, ...]:
    """The sides with their values, each with the number that its one citation has among those of the answer."""
    shown, n = [], 0
    for name, judged in sides:
        if judged is None:
            shown.append(ShownSide(name=name))
            continue
        n += 1
        shown.append(ShownSide(name=name, value=_value(judged), citation_n=n))
    return tuple(shown)


def with_exception(finding: Finding, reading: str) -> str:
    """The value with the exception of its sentence, for which it makes room: "100% (trừ các TTHC đặc thù)"."""
    for value in finding.values:
        at = reading.find(value)
        is_name = finding.kind in ("agency", "coordinating")
        exception = exception_after(reading, at + len(value), close=is_name) if at >= 0 else ""
        if exception and fold(exception) not in fold(finding.value):
            room = MOST_WORDS.get(finding.kind, MAX_WORDS) - len(exception.split())
            return f"{tidy(finding.value, max_words=room)} ({exception})"
    return finding.value


def _interleaved(judged: Sequence[Judged], ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence of each side first, then the rest in order."""
    first = [item.choice.evidence for item in judged]
    ids = {item.passage.id for item in first}
    return (*first, *(item for item in ranked if item.passage.id not in ids))


def _last_year(side: Side, library: Library) -> int:
    """The last year that a side is about: the later of two documents is shown first."""
    if side.mentions:
        return max(mention.last for mention in side.mentions)
    years = [entry.metadata.years for entry in library.catalogue.of_sources(side.sources)]
    return max((pair[1] for pair in years if pair), default=0)


def _side_name(side: Side, library: Library) -> str:
    """The place and years of a side: "Thừa Thiên Huế 2021-2025"."""
    metadata = next(entry.metadata for entry in library.catalogue.entries if entry.source == side.sources[0])
    years = metadata.years if len(side.sources) == 1 or not side.mentions else None
    if years is None and side.mentions:
        years = (side.mentions[0].first, side.mentions[0].last)
    shown = "" if years is None else "-".join(dict.fromkeys(map(str, years)))
    return " ".join(part for part in (metadata.place[-1] if metadata.place else metadata.title, shown) if part)


def _sentence(kind: str, value: str, citation: Citation) -> str:
    return words.SENTENCES[kind].format(answer=value.rstrip("."), where=where(citation))


def where(citation: Citation) -> str:
    """The document and the place in it, in words: "Kế hoạch số 60/KH-UBND, mục VI > 2.4. Trung tâm …"."""
    metadata = citation.metadata
    name = f"{metadata.kind or 'Văn bản'} số {metadata.number}" if metadata.number else f"“{metadata.title}”"
    place = " > ".join(citation.path[-2:])
    return f"{name}, {words.SECTION} {place}" if place else name


def out_of_scope(query: Query, choice: Choice, library: Library) -> str:
    """The reason why the choice is outside what was asked; empty where it is inside."""
    passage = choice.evidence.passage
    said = fold(" ".join((passage.reading, passage.text, *passage.path)))
    for place in query.foreign_places:
        if fold(place) not in said:
            places = ", ".join(library.catalogue.places)
            return words.NO_SUCH_PLACE.format(place=place, places=places)
    compact = without_gaps(f"{passage.reading} {passage.text}")
    if choice.finding.kind in _REPORTED and _SECOND_HALF.search(fold(query.reading)) and not _SECOND_HALF.search(said):
        return words.NO_SUCH_PART
    own = dict(query.fits).get(passage.source, (0.0,) * len(query.mentions))
    folded = fold(query.question)
    for mention, fit, best in zip(query.mentions, own, query.best_fits, strict=True):
        of_no_plan = best < EXACT and choice.finding.kind not in _OF_OTHER_PLANS and names_a_plan(folded, mention)
        if of_no_plan and not names(mention, compact):
            return _no_such_year(mention, library)
        if best < EXACT and _is_of_another_time(choice, mention):
            return _no_such_year(mention, library)
        needed = best == 0.0 or (choice.finding.kind == "legal_basis" and fit < EXACT and not mention.is_horizon)
        if needed and not names(mention, compact):
            return _no_such_year(mention, library)
    return ""


def names_a_plan(folded_question: str, mention: YearMention) -> bool:
    """Whether the question names its document by the years: "kế hoạch CCHC năm 2023"; then that document must exist."""
    return _PLAN_OF_YEAR.search(folded_question[: mention.start]) is not None


def _is_of_another_time(choice: Choice, mention: YearMention) -> bool:
    """Whether an amount is set for a period of its own that lies apart from the years asked for."""
    if choice.finding.kind in _REPORTED and not mention.is_horizon and mention.first == mention.last:
        opening = _OPENING_YEAR.match(fold(choice.evidence.passage.reading))
        if opening and int(opening.group(1)) != mention.first:
            return not names(mention, without_gaps(choice.evidence.passage.reading))
    if choice.finding.kind not in ("budget", "deadline") or mention.is_horizon or mention.first == mention.last:
        return False
    periods = [
        (int(found.group(1)), int(found.group(2)))
        for found in _PERIOD.finditer(without_gaps(choice.evidence.passage.reading))
    ]
    return bool(periods) and all(last < mention.first or mention.last < first for first, last in periods)


def _no_such_year(mention: YearMention, library: Library) -> str:
    periods = sorted({entry.metadata.years for entry in library.catalogue.entries if entry.metadata.years})
    shown = ", ".join("-".join(dict.fromkeys(map(str, period))) for period in periods)
    asked = "-".join(dict.fromkeys((str(mention.first), str(mention.last))))
    return words.NO_SUCH_YEAR.format(years=asked, periods=shown)


def _reason_without_finding(query: Query, ranked: Sequence[Evidence], library: Library) -> str:
    if not ranked:
        return words.DOCUMENTS_DO_NOT_SAY
    for mention, best in zip(query.mentions, query.best_fits, strict=True):
        if best == 0.0:
            return _no_such_year(mention, library)
    if not _is_readable(ranked[0]):
        return words.UNREADABLE
    if query.kind in ("target", "figure"):
        return words.NO_FIGURE
    asked = words.ASKED_FIELDS.get(query.kind)
    return words.NO_FIELD.format(asked=asked) if asked else words.DOCUMENTS_DO_NOT_SAY


def _reason_unsure(choice: Choice) -> str:
    return words.DOCUMENTS_DO_NOT_SAY if _is_readable(choice.evidence) else words.UNREADABLE


def _is_readable(evidence: Evidence) -> bool:
    return share_of_syllables(evidence.passage.reading) >= LEAST_READABLE


def _refusal(query: Query, reason: str, ranked: Sequence[Evidence]) -> Response:
    return Response(
        answer=Answer(
            id=None,
            question=query.question,
            status="not_found",
            kind=query.kind,
            interpretation=query.interpretation,
            reason=reason,
            hits=_hits(ranked),
        )
    )


def _hits(ranked: Sequence[Evidence]) -> tuple[Hit, ...]:
    distinct = list({item.passage.id: item for item in ranked}.values())[:MAX_HITS]
    return tuple(Hit(passage=item.passage, rank=n, score=item.score) for n, item in enumerate(distinct, start=1))
