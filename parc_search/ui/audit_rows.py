"""Audit records as rows to read: what was asked, what was shown, and whether a replay shows the same today."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from index.audit import AuditRecord
from ingest.documents import Span
from ingest.vietnamese.fold import fold
from parc_search.audit import REVIEW_FORMAT
from parc_search.correction import AS_UNDERSTOOD, Correction, correction_from
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
class Review:
    """An auditor's word on a record: `verdict` is agree or object; a record of its own, numbered `number`."""

    number: int
    verdict: str
    note: str
    by: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One recorded question; `number` and `hash` are those of the record in its chain. The last review counts."""

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
    by: str = ""
    correction: Correction = AS_UNDERSTOOD
    reviews: tuple[Review, ...] = ()

    @property
    def state(self) -> str:
        """The last verdict: agree or object; "open" where nobody has said anything."""
        return self.reviews[-1].verdict if self.reviews else "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What a row must have to be shown; an empty field asks for nothing.

    `outcome` is answered or not_found, `state` a state of a row, `since` and `until` local days, both included.
    """

    wanted: str = ""
    outcome: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None

    def keeps(self, row: AuditRow) -> bool:
        """Whether the row is shown."""
        day = row.asked_at.date() if row.asked_at else date.min
        said = f"{row.number} {row.question} {row.understood} {row.answer or ''} {row.by} {row.hash}"
        return (
            (not self.outcome or (self.outcome == "answered") == bool(row.answer))
            and (not self.state or row.state == self.state)
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and fold(self.wanted.strip()) in fold(said)
        )


def read_records(records: Sequence[AuditRecord]) -> tuple[AuditRow, ...]:
    """The recorded questions, newest first, each with the reviews that stand behind it."""
    reviews: dict[int, list[Review]] = {}
    asked: list[AuditRecord] = []
    hashes = {record.number: record.hash for record in records}
    for record in records:
        said = json.loads(record.record)
        if said.get("format") != REVIEW_FORMAT:
            asked.append(record)
        elif hashes.get(said["number"]) == said["hash"]:
            reviews.setdefault(said["number"], []).append(_review(record.number, said))
    rows = [replace(audit_row(record), reviews=tuple(reviews.get(record.number, ()))) for record in asked]
    return tuple(reversed(rows))


def audit_row(record: AuditRecord) -> AuditRow:
    """The record, read; what an older or foreign record does not say is empty."""
    said = json.loads(record.record)
    asked_at = said.get("asked_at")
    return AuditRow(
        number=record.number,
        hash=record.hash,
        asked_at=_moment(asked_at),
        by=str(said.get("by") or ""),
        correction=correction_from(said.get("correction") or {}),
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
        words.AUDIT_STATE: words.AUDIT_STATES.get(row.state, row.state),
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
        (words.AUDIT_BY, row.by),
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


def review_line(review: Review) -> str:
    """The verdict, who said it and when."""
    said = words.REVIEW_LINE.format(
        verdict=words.AUDIT_STATES.get(review.verdict, review.verdict),
        by=review.by or words.REVIEW_BY_NOBODY,
        time=time_text(review.reviewed_at),
    )
    return f"{said} {review.note}".strip()


def time_text(moment: datetime | None) -> str:
    """The local time of day and date."""
    return f"{date_text(moment.date())} {moment:%H:%M:%S}" if moment else words.UNKNOWN


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written).astimezone() if written else None


def _review(number: int, said: dict[str, Any]) -> Review:
    return Review(
        number=number,
        verdict=str(said.get("verdict") or ""),
        note=str(said.get("note") or ""),
        by=str(said.get("by") or ""),
        reviewed_at=_moment(said.get("reviewed_at")),
    )
