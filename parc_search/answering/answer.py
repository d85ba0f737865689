"""The answer to a question understood: ranked evidence, a finding, its checked citations; or the reason for none.

Nothing leaves without a citation that passed its checks, and the value that is shown stands in one of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.language.fold import fold
from parc_search import messages
from parc_search.answering.agency_tasks import Duties, duties
from parc_search.answering.confidence import CERTAIN
from parc_search.answering.document_facts import KINDS as FACT_KINDS
from parc_search.answering.document_facts import Fact, facts_of, text_of
from parc_search.answering.document_listing import asks_for_places, asks_which_documents, mentions_of, sureness
from parc_search.answering.extract import CandidateAnswer
from parc_search.answering.extract.sentences import tidy
from parc_search.answering.hits import MAX_HITS, hits
from parc_search.answering.named_scope import article_asked, missing_document, text_asked, within
from parc_search.answering.selection import Judged, judge, renumbered
from parc_search.citing.quotes import Verdict
from parc_search.question.query import ComparisonSide, Query
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Answer, Citation
from parc_search.results import ComparisonSide as ShownSide
from parc_search.text.negation import exception_after

MAX_COMPARE_WORDS = 88
MAX_WORDS = 45
MOST_WORDS = {"agency": 30, "coordinating": 30, "list": 90}


Ranker = Callable[[Query, Sequence[str] | None], tuple[RankedPassage, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer with the verdict of each quote that was tried, for the audit."""

    answer: Answer
    verdicts: tuple[Verdict, ...] = ()


def respond(query: Query, rank: Ranker, library: Snapshot) -> Response:
    """The answer to the query from what `rank` brings; `rank` takes the documents to look in, None for the query's."""
    if query.reply is not None:
        return _refusal(query, query.reply, (), library)
    if not library.catalogue.entries:
        return _refusal(query, messages.NO_DOCUMENTS, (), library)
    if query.is_order_only:
        return _refusal(query, messages.NOT_A_QUESTION, (), library)
    if query.is_of_other_things:
        return _refusal(query, messages.DOCUMENTS_DO_NOT_SAY, rank(query, None), library)
    if query.attribute is not None and (fact := facts_of(query.attribute, library)):
        if isinstance(fact, str):
            return _refusal(query, fact, rank(query, None), library)
        return _told(query, fact, rank(query, None), library)
    if missing := missing_document(query, library):
        return _refusal(query, missing, rank(query, None), library)
    if query.compared:
        return _comparison(query, rank, library)
    ranked = rank(query, None)
    if article := article_asked(query):
        in_article, reason = within(article, query, ranked, library)
        span = text_asked(article, query, library)
        if span is not None and (fact := text_of(query.sources[0], span, library)):
            return _told(query, fact, in_article or ranked, library)
        if reason:
            return _refusal(query, reason, ranked, library)
        ranked = in_article
    if found := duties(query, library):
        return _duties(query, found, ranked, library)
    if asks_which_documents(query) and (response := _documents(query, rank, ranked, library)):
        return response
    judged, reason = judge(query, ranked, library)
    if judged is None:
        return _refusal(query, reason, ranked, library)
    return _answered(query, judged, ranked, library)


def _answered(query: Query, judged: Judged, ranked: Sequence[RankedPassage], library: Snapshot) -> Response:
    finding = judged.choice.finding
    value = _value(judged)
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind=finding.kind,
        interpretation=query.interpretation,
        answer=value,
        sentence=_sentence(finding, value, judged.citations[0]),
        confidence=judged.confidence,
        citations=judged.citations,
        hits=hits((judged.choice.evidence, *ranked), query, library),
    )
    return Response(answer=answer, verdicts=judged.verdicts)


def _told(query: Query, fact: Fact, ranked: Sequence[RankedPassage], library: Snapshot) -> Response:
    """What a document says of itself."""
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind=FACT_KINDS[fact.name],
        interpretation=query.interpretation,
        answer=tidy(fact.value, max_words=MOST_WORDS.get(FACT_KINDS[fact.name], MAX_WORDS)),
        sentence=fact.sentence,
        confidence=CERTAIN,
        citations=renumbered(fact.citations),
        hits=hits(ranked, query, library),
    )
    return Response(answer=answer, verdicts=fact.verdicts)


def _comparison(query: Query, rank: Ranker, library: Snapshot) -> Response:
    """Each side answered for itself; at least two sides must say something."""
    sides: list[tuple[str, Judged | None]] = []
    evidence: list[RankedPassage] = []
    for side in sorted(query.compared, key=lambda side: -_last_year(side, library)):
        asked = query.about(side)
        ranked = rank(asked, side.sources)
        judged, _ = judge(asked, ranked, library)
        sides.append((_side_name(side, library), judged))
        evidence += ranked[:MAX_HITS]
    ordered = tuple(sorted(evidence, key=lambda item: (-item.score, item.passage.id)))
    said = [(name, judged) for name, judged in sides if judged is not None]
    if not said:
        return _refusal(query, messages.DOCUMENTS_DO_NOT_SAY, ordered, library)
    values = [_value(judged) for _, judged in said]
    parts = [f"{name}: {_value(judged) if judged else messages.NOT_STATED}" for name, judged in sides]
    value = "; ".join(parts)
    if len(said) == len(sides) and len({fold(item) for item in values}) == 1:
        value = f"{messages.SAME_ANSWER.format(answer=values[0])} ({', '.join(name for name, _ in sides)})"
    value = tidy(value, max_words=MAX_COMPARE_WORDS)
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind="compare",
        interpretation=query.interpretation,
        answer=value,
        sentence=messages.SENTENCES["compare"].format(answer=value),
        confidence=min(judged.confidence for _, judged in said),
        citations=renumbered([citation for _, judged in said for citation in judged.citations[:1]]),
        hits=hits(_interleaved([judged for _, judged in said], ordered), query, library),
        sides=_shown_sides(sides),
    )
    return Response(answer=answer, verdicts=tuple(verdict for _, judged in said for verdict in judged.verdicts))


def _duties(query: Query, found: Duties, ranked: Sequence[RankedPassage], library: Snapshot) -> Response:
    place = where(found.citations[0]).split(f", {messages.SECTION}")[0]
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind="list",
        interpretation=query.interpretation,
        answer=found.value,
        sentence=messages.DUTIES.format(agency=found.agency, where=place, answer=found.value),
        confidence=found.confidence,
        citations=renumbered(found.citations),
        hits=hits(ranked, query, library),
    )
    return Response(answer=answer, verdicts=found.verdicts)


def _documents(query: Query, rank: Ranker, ranked: Sequence[RankedPassage], library: Snapshot) -> Response | None:
    """The documents that speak of the subject, each with its citation; None where none does.

    A document that the ranking over all brings nothing of is looked into by itself.
    """
    seen = {item.passage.source for item in ranked}
    entries = library.catalogue.of_place(query.scope.place)
    left = [entry.source for entry in entries if entry.source not in seen]
    found = mentions_of(query, (*ranked, *(rank(query, left) if left else ())), library)
    if not found:
        return None
    documents = tidy("; ".join(_document_name(item.citation) for item in found), max_words=MAX_COMPARE_WORDS)
    value = documents
    if asks_for_places(query):
        value = "; ".join(dict.fromkeys(_place_name(item.citation) for item in found))
    answer = Answer(
        id=None,
        question=query.question,
        status="answered",
        kind="list",
        interpretation=query.interpretation,
        answer=value,
        sentence=messages.MENTIONED_IN.format(answer=documents),
        confidence=min(sureness(item, query) for item in found),
        citations=renumbered([item.citation for item in found]),
        hits=hits((*(item.evidence for item in found), *ranked), query, library),
    )
    return Response(answer=answer, verdicts=tuple(item.verdict for item in found))


def _document_name(citation: Citation) -> str:
    """A document by its place and years, with its number: "Quảng Trị 2022 (Kế hoạch số 12/KH-UBND)"."""
    metadata = citation.metadata
    years = "-".join(dict.fromkeys(map(str, metadata.years or ())))
    number = f" ({metadata.kind or 'Văn bản'} số {metadata.number})" if metadata.number else ""
    return f"{_place_name(citation)} {years}".strip() + number


def _place_name(citation: Citation) -> str:
    """The place that a document governs, or its title where it governs none."""
    return citation.metadata.place[-1] if citation.metadata.place else citation.metadata.title


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


def with_exception(finding: CandidateAnswer, reading: str) -> str:
    """The value with the exception of its sentence, for which it makes room: "100% (trừ các TTHC đặc thù)"."""
    for value in finding.values:
        at = reading.find(value)
        is_name = finding.kind in ("agency", "coordinating")
        exception = exception_after(reading, at + len(value), close=is_name) if at >= 0 else ""
        if exception and fold(exception) not in fold(finding.value):
            room = MOST_WORDS.get(finding.kind, MAX_WORDS) - len(exception.split())
            return f"{tidy(finding.value, max_words=room)} ({exception})"
    return finding.value


def _interleaved(judged: Sequence[Judged], ranked: Sequence[RankedPassage]) -> tuple[RankedPassage, ...]:
    """The evidence of each side first, then the rest in order."""
    first = [item.choice.evidence for item in judged]
    ids = {item.passage.id for item in first}
    return (*first, *(item for item in ranked if item.passage.id not in ids))


def _last_year(side: ComparisonSide, library: Snapshot) -> int:
    """The last year that a side is about: the later of two documents is shown first."""
    if side.mentions:
        return max(mention.last for mention in side.mentions)
    years = [entry.metadata.years for entry in library.catalogue.of_sources(side.sources)]
    return max((pair[1] for pair in years if pair), default=0)


def _side_name(side: ComparisonSide, library: Snapshot) -> str:
    """The place and years of a side: "Thừa Thiên Huế 2021-2025"."""
    metadata = next(entry.metadata for entry in library.catalogue.entries if entry.source == side.sources[0])
    years = (side.mentions[0].first, side.mentions[0].last) if side.mentions else metadata.years
    shown = "" if years is None else "-".join(dict.fromkeys(map(str, years)))
    return " ".join(part for part in (metadata.place[-1] if metadata.place else metadata.title, shown) if part)


def _sentence(finding: CandidateAnswer, value: str, citation: Citation) -> str:
    wording = messages.SENTENCES[finding.kind] if finding.leads else messages.NAMED_AGENCY
    return wording.format(answer=value.rstrip("."), where=where(citation))


def where(citation: Citation) -> str:
    """The document and the place in it, in words: "Kế hoạch số 60/KH-UBND, mục VI > 2.4. Trung tâm …"."""
    metadata = citation.metadata
    name = f"{metadata.kind or 'Văn bản'} số {metadata.number}" if metadata.number else f"“{metadata.title}”"
    place = " > ".join(citation.path[-2:])
    return f"{name}, {messages.SECTION} {place}" if place else name


def _refusal(query: Query, reason: str, ranked: Sequence[RankedPassage], library: Snapshot) -> Response:
    return Response(
        answer=Answer(
            id=None,
            question=query.question,
            status="not_found",
            kind=query.kind,
            interpretation=query.interpretation,
            reason=reason,
            hits=hits(ranked, query, library),
        )
    )
