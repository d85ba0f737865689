"""Audit records as rows to read: what was asked, what was shown, and whether a replay shows the same today."""

import json
from dataclasses import dataclass
from datetime import datetime

from index.audit import AuditRecord
from ingest.documents import Span
from parc_search.results import Answer
from parc_search.ui import words
from parc_search.ui.formats import date_text, number_text, percent_text

_HASH_SHOWN_CHARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """A quote as it was recorded: its place and the SHA-256 of its words."""

    source: str
    span: Span
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One recorded question; `number` and `hash` are those of the record in its chain."""

    number: int
    hash: str
    asked_at: datetime | None
    revision: int
    question: str
    understood: str
    kind: str
    answer: str | None
    reason: str | None
    confidence: float
    quotes: tuple[QuoteRow, ...]


def audit_row(record: AuditRecord) -> AuditRow:
    """The record, read; what an older or foreign record does not say is empty."""
    said = json.loads(record.record)
    asked_at = said.get("asked_at")
    return AuditRow(
        number=record.number,
        hash=record.hash,
        asked_at=datetime.fromisoformat(asked_at).astimezone() if asked_at else None,
        revision=int(said.get("revision") or 0),
        question=str(said.get("question") or ""),
        understood=str(said.get("understood") or ""),
        kind=str(said.get("kind") or ""),
        answer=said.get("answer"),
        reason=said.get("reason"),
        confidence=float(said.get("confidence") or 0.0),
        quotes=tuple(
            QuoteRow(
                source=quote["source"],
                span=Span(start=quote["char_start"], end=quote["char_end"]),
                sha256=quote["sha256"],
            )
            for quote in said.get("quotes", [])
        ),
    )


def table_cells(row: AuditRow) -> dict[str, str]:
    """One row as the cells of a table, by column name."""
    return {
        words.AUDIT_NUMBER: number_text(row.number),
        words.AUDIT_TIME: time_text(row.asked_at),
        words.TEXT_QUESTION: row.question,
        words.TEXT_ANSWER: row.answer or words.HISTORY_NOT_FOUND,
        words.AUDIT_QUOTES: number_text(len(row.quotes)),
        words.FIELD_CONFIDENCE: percent_text(row.confidence) if row.answer else "",
    }


def fields(row: AuditRow) -> list[tuple[str, str]]:
    """Everything that a row says, as labels and values."""
    said = [
        (words.TEXT_QUESTION, row.question),
        (words.UNDERSTOOD_QUESTION, row.understood),
        (words.UNDERSTOOD_KIND, words.KIND_LABELS.get(row.kind, row.kind)),
        (words.TEXT_ANSWER, row.answer or words.HISTORY_NOT_FOUND),
        (words.TEXT_REASON, row.reason or ""),
        (words.AUDIT_TIME, time_text(row.asked_at)),
        (words.AUDIT_REVISION, number_text(row.revision)),
        (words.AUDIT_HASH, row.hash[:_HASH_SHOWN_CHARS]),
    ]
    said += [
        (words.AUDIT_QUOTE.format(n=n), words.AUDIT_QUOTE_PLACE.format(
            source=quote.source, start=number_text(quote.span.start), end=number_text(quote.span.end),
            sha=quote.sha256[:_HASH_SHOWN_CHARS],
        ))
        for n, quote in enumerate(row.quotes, start=1)
    ]  # fmt: skip
    return [(label, value) for label, value in said if value]


def changes(row: AuditRow, now: Answer) -> list[str]:
    """What is not as recorded when the question is asked today; nothing when all is the same."""
    found = []
    if (row.answer or "") != (now.answer or ""):
        found.append(
            words.REPLAY_ANSWER.format(
                was=row.answer or words.HISTORY_NOT_FOUND, now=now.answer or words.HISTORY_NOT_FOUND
            )
        )
    was = {(quote.source, quote.span, quote.sha256) for quote in row.quotes}
    are = {(citation.source, citation.span, citation.passage_hash) for citation in now.citations}
    if was != are:
        found.append(words.REPLAY_QUOTES.format(gone=number_text(len(was - are)), new=number_text(len(are - was))))
    return found


def time_text(moment: datetime | None) -> str:
    """The local time of day and date."""
    return f"{date_text(moment.date())} {moment:%H:%M:%S}" if moment else words.UNKNOWN
