"""What is written down of each question, of each review of an answer, and what of it still stands today.

The store keeps the records in a chain of hashes; this file says what a record holds and reads it back. Opening one
later shows what the system knew and checked when it answered. Records are never changed: an auditor's word on an answer
is a record of its own, bound to the answer's by number and hash.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Protocol

from index.store.audit_chain import AuditRecord
from ingest.documents import Span
from ingest.errors import UsageError
from parc_search import messages
from parc_search.answering.answer import Response
from parc_search.documents.page_records import PageRecord, moved, sha256
from parc_search.evidence.forms import AGREED, AUDIT_FORMAT, OBJECTED, REVIEW_FORMAT, said
from parc_search.export.serialize import Json
from parc_search.question.correction import AS_UNDERSTOOD, Correction, correction_from
from parc_search.results import Answer

MAX_NOTE_CHARS = 2_000

# What has become of a quote since it was shown.
REMOVED, ALTERED = "removed", "altered"


class AuditStore(Protocol):
    """What reading and reviewing the audit needs of the store."""

    def append_audit(self, record: str) -> AuditRecord:
        """The record as it was appended."""

    def audit_records(self) -> tuple[AuditRecord, ...]:
        """All records, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote as it was recorded: its place and the SHA-256 of its words."""

    source: str
    span: Span
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An auditor's word on an answer: `decision` is `AGREED` or `OBJECTED`."""

    number: int
    decision: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A recorded question with all that was said of it since; `revision` is the store's when it was asked.

    `by` is the address of who asked, empty where nobody signs in; `correction` what was laid over the understanding.
    `kept_for` has the groups of each named document that was kept for some then; None where that was not recorded.
    """

    number: int
    hash: str
    asked_at: str
    revision: int
    question: str
    understood: str
    sources: tuple[str, ...]
    status: str
    answer: str | None
    reason: str | None
    confidence: float
    quotes: tuple[Quote, ...]
    rejected: tuple[str, ...]
    reviews: tuple[Review, ...]
    kind: str = ""
    by: str = ""
    correction: Correction = AS_UNDERSTOOD
    kept_for: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A recorded answer that no longer stands: a quote's document is `REMOVED`, or its words there are `ALTERED`."""

    number: int
    source: str
    what: str


def record_of(
    response: Response,
    *,
    revision: int,
    asked_at: str,
    by: str = "",
    correction: Correction = AS_UNDERSTOOD,
    kept_for: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """The audit record of one answered or refused question, as JSON text; `by` is the address of who asked.

    `kept_for` has the groups of each document that is kept for some; of those that the record names, they are
    written down, so that the record stays closed to others when the document is gone.
    """
    answer = response.answer
    scope = answer.interpretation.scope
    named = {*(citation.source for citation in answer.citations), *scope.sources, *(correction.sources or ())}
    record: Json = {
        "format": AUDIT_FORMAT,
        "asked_at": asked_at,
        **({"by": by} if by else {}),
        **({"correction": asdict(correction)} if correction != AS_UNDERSTOOD else {}),
        "revision": revision,
        "question": answer.question,
        "understood": answer.interpretation.question,
        "scope": {"place": list(scope.place), "years": list(scope.years), "sources": list(scope.sources)},
        "kept_for": {source: list(kept_for[source]) for source in sorted(named) if kept_for.get(source)},
        "kind": answer.kind,
        "status": answer.status,
        "answer": answer.answer,
        "sentence": answer.sentence,
        "notes": list(answer.notes),
        "reason": answer.reason,
        "confidence": round(answer.confidence, 3),
        "quotes": [
            {
                "source": citation.source,
                "char_start": citation.span.start,
                "char_end": citation.span.end,
                "sha256": citation.passage_hash,
            }
            for citation in answer.citations
        ],
        "verdicts": [{"good": verdict.is_good, "why": verdict.why} for verdict in response.verdicts],
        "hits": [hit.passage.id for hit in answer.hits],
        "timings_ms": {name: round(value, 2) for name, value in answer.timings_ms},
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def review(
    store: AuditStore,
    number: int,
    decision: str,
    note: str = "",
    *,
    by: str = "",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Review:
    """The auditor's word on the answer recorded under `number`, appended to the chain.

    Raises:
        UsageError: no question is recorded under the number, an unknown decision, or a note that is too long.
    """
    if decision not in (AGREED, OBJECTED):
        raise UsageError(messages.REVIEW_DECISION.format(decision=decision, known=f"{AGREED}, {OBJECTED}"))
    if len(note) > MAX_NOTE_CHARS:
        raise UsageError(messages.REVIEW_NOTE_TOO_LONG.format(chars=len(note), limit=MAX_NOTE_CHARS))
    entry = entry_of(store, number)
    at = clock().isoformat(timespec="milliseconds")
    record = {"format": REVIEW_FORMAT, "of": number, "of_hash": entry.hash, "decision": decision, "note": note}
    record |= {"by": by, "at": at}
    appended = store.append_audit(json.dumps(record, ensure_ascii=False, sort_keys=True))
    return Review(number=appended.number, decision=decision, note=note, by=by, at=at)


def entries(records: Sequence[AuditRecord]) -> tuple[Entry, ...]:
    """The recorded questions, oldest first, each with its reviews; what is none, or cannot be read, is left out.

    Which those are `parc_search.evidence.forms.faults` tells.
    """
    read = [(record, values) for record in records if (values := said(record)) is not None]
    reviews: dict[tuple[int, str], list[Review]] = {}
    for record, values in read:
        if values.get("format") == REVIEW_FORMAT:
            found = Review(
                number=record.number,
                decision=values["decision"],
                note=values["note"],
                by=values["by"],
                at=values["at"],
            )
            reviews.setdefault((values["of"], values["of_hash"]), []).append(found)
    return tuple(
        _entry(record, values, tuple(reviews.get((record.number, record.hash), ())))
        for record, values in read
        if values.get("format") == AUDIT_FORMAT
    )


def entry_of(store: AuditStore, number: int) -> Entry:
    """The question recorded under the number.

    Raises:
        UsageError: there is none; the message says which numbers there are.
    """
    found = entries(store.audit_records())
    for entry in found:
        if entry.number == number:
            return entry
    known = f"1–{found[-1].number}" if found else messages.NONE_YET
    raise UsageError(messages.NO_SUCH_RECORD.format(number=number, known=known))


def objections(records: Sequence[AuditRecord], answer: Answer, by: str) -> tuple[Review, ...]:
    """What auditors object to in this answer, as this asker got it before: the last word on each such record.

    An answer that is the same in words and quotes is the same answer, whenever it was asked.
    """
    if not any(REVIEW_FORMAT in record.record and OBJECTED in record.record for record in records):
        return ()
    same = [
        entry
        for entry in entries(records)
        if entry.reviews and entry.by == by and entry.question == answer.question and is_same(entry, answer)
    ]
    return tuple(entry.reviews[-1] for entry in same if entry.reviews[-1].decision == OBJECTED)


def flags(
    recorded: Iterable[Entry], texts: Mapping[str, str], *, reread: Sequence[PageRecord] = ()
) -> tuple[Flag, ...]:
    """The recorded answers whose quotes are gone or altered; `texts` are the source texts that are there, by source.

    Words that only moved, as a page before them was `reread`, are not altered.
    """
    found = []
    for entry in recorded:
        for quote in entry.quotes:
            if quote.source not in texts:
                found.append(Flag(number=entry.number, source=quote.source, what=REMOVED))
                continue
            text = texts[quote.source]
            places = {quote.span, moved(quote.span, quote.source, since=entry.number, records=reread)}
            if all(sha256(text[place.start : place.end]) != quote.sha256 for place in places):
                found.append(Flag(number=entry.number, source=quote.source, what=ALTERED))
    return tuple(dict.fromkeys(found))


def is_same(entry: Entry, now: Answer) -> bool:
    """Whether the question gives the answer and the quotes of its record today."""
    are = {(citation.source, citation.span, citation.passage_hash) for citation in now.citations}
    was = {(quote.source, quote.span, quote.sha256) for quote in entry.quotes}
    return (entry.status, entry.answer, was) == (now.status, now.answer, are)


def _entry(record: AuditRecord, values: Mapping[str, Any], reviews: tuple[Review, ...]) -> Entry:
    return Entry(
        number=record.number,
        hash=record.hash,
        asked_at=values["asked_at"],
        revision=values["revision"],
        question=values["question"],
        understood=values["understood"],
        sources=tuple(values["scope"]["sources"]),
        status=values["status"],
        answer=values["answer"],
        reason=values["reason"],
        confidence=values["confidence"],
        quotes=tuple(
            Quote(
                source=quote["source"],
                span=Span(start=quote["char_start"], end=quote["char_end"]),
                sha256=quote["sha256"],
            )
            for quote in values["quotes"]
        ),
        rejected=tuple(verdict["why"] for verdict in values["verdicts"] if not verdict["good"]),
        reviews=reviews,
        kind=values.get("kind", ""),
        by=values.get("by", ""),
        correction=correction_from(values.get("correction", {})),
        kept_for=_kept_for(values.get("kept_for")),
    )


def _kept_for(said: object) -> Mapping[str, tuple[str, ...]] | None:
    """The groups by document; None where the record does not tell, or not in the form in which we write it."""
    if not isinstance(said, dict) or not all(isinstance(groups, list) for groups in said.values()):
        return None
    return {source: tuple(map(str, groups)) for source, groups in said.items()}
