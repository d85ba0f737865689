"""Answers, hits, documents and register rows as the JSON of the command-line contract, and as text to read.

The keys are the contract's, to the letter; nothing else in the package knows them.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from index.store.source_info import ChangedBy, StoredSource
from ingest.documents import Metadata, Span, Target, Task
from ingest.file_names import one_line
from ingest.legal.references import Reference
from ingest.repair import Edit
from parc_search import messages
from parc_search.documents.ingest_batch import Added, IngestReport
from parc_search.documents.task_rows import TaskRow
from parc_search.results import Answer, Citation, Hit

Json: TypeAlias = dict[str, object]

MAX_HIT_CHARS = 1_600
SCORE_DIGITS = 6
TIME_DIGITS = 2


def answer_to_json(answer: Answer) -> Json:
    """The JSON object of one answer."""
    scope = answer.interpretation.scope
    return {
        "id": answer.id,
        "question": answer.question,
        "status": answer.status,
        "answer": answer.answer,
        "kind": answer.kind,
        "sentence": answer.sentence,
        "confidence": round(answer.confidence, 3),
        "reason": answer.reason,
        "interpretation": {
            "question": answer.interpretation.question,
            "scope": {"place": list(scope.place), "years": list(scope.years), "sources": list(scope.sources)},
        },
        "citations": [_citation(citation) for citation in answer.citations],
        "hits": [hit_to_json(hit) for hit in answer.hits],
        "timings_ms": {name: round(value, TIME_DIGITS) for name, value in answer.timings_ms},
    }


def hit_to_json(hit: Hit) -> Json:
    """The JSON object of one hit; a passage over the contract's length is cut, and its offsets with it."""
    passage = hit.passage
    text = passage.text[:MAX_HIT_CHARS]
    return {
        "rank": hit.rank,
        "source": passage.source,
        "char_start": passage.start,
        "char_end": passage.start + len(text),
        "score": round(hit.score, SCORE_DIGITS),
        "quote_raw": text,
    }


def task_to_json(task: Task) -> Json:
    """The JSON object of one assigned task."""
    return {
        "id": task.id,
        "source": task.source,
        "part": task.part,
        "group": task.group,
        "task": task.task,
        "lead": list(task.lead),
        "coordinate": list(task.coordinate),
        "advise": list(task.advise),
        "deadline": task.deadline,
        "deadline_date": _day(task.deadline_date),
        "deadline_from": _day(task.deadline_from),
        "recurrence": task.recurrence,
        "relative": task.relative,
        "product": task.product,
        "budget": task.budget,
        "confidence": round(task.confidence, 3),
        "spans": {
            "task": _span(task.task_span),
            "lead": _span(task.lead_span),
            "coordinate": _span(task.coordinate_span),
            "deadline": _span(task.deadline_span),
            "product": _span(task.product_span),
        },
    }


def task_row_to_json(row: TaskRow, today: date) -> Json:
    """The JSON object of one assigned task as it was read, with what people wrote about it."""
    return task_to_json(row.read) | {
        "row": row.key,
        "due": _day(row.due),
        "state": row.state_on(today),
        "state_by": row.followed.by,
        "state_at": row.followed.at,
        "notes": [note.text for note in row.followed.notes],
        "corrections": {name: json.loads(value) for name, value in row.followed.corrections.items()},
    }


def target_to_json(target: Target) -> Json:
    """The JSON object of one target or figure."""
    return {
        "id": target.id,
        "source": target.source,
        "subject": target.subject,
        "comparison": target.comparison,
        "value": target.value,
        "unit": target.unit,
        "year": target.year,
        "kind": target.kind,
        "lead": list(target.lead),
        "confidence": round(target.confidence, 3),
        "span": [target.span.start, target.span.end],
    }


def reference_to_json(source: str, reference: Reference) -> Json:
    """The JSON object of one legal document that `source` cites, with every place that cites it."""
    return {
        "source": source,
        "number": reference.number,
        "kind": reference.kind,
        "title": reference.title,
        "date": _day(reference.signed_on),
        "issuer": reference.issuer,
        "count": len(reference.places),
        "places": [[place.start, place.end] for place in reference.places],
    }


def source_to_json(item: StoredSource, changed: ChangedBy) -> Json:
    """The JSON object of one document, with what the other documents of the store do to it."""
    metadata = item.metadata
    return {
        "source": item.source,
        "title": metadata.title,
        "kind": metadata.kind,
        "number": metadata.number,
        "date": _day(metadata.signed_on),
        "effective_from": _day(metadata.effective_from),
        "amends": list(metadata.amends),
        "replaces": list(metadata.replaces),
        "amended_by": list(changed.amended_by),
        "replaced_by": list(changed.replaced_by),
        "issuer": metadata.issuer,
        "place": list(metadata.place),
        "years": None if metadata.years is None else list(metadata.years),
        "signer": metadata.signer,
        "signer_role": metadata.signer_role,
        "pages": item.page_count,
        "read_quality": round(item.quality, 3),
        "chars": item.char_count,
        "passages": item.passage_count,
        "tasks": item.task_count,
        "targets": item.target_count,
        "edits": item.edit_count,
        "content_hash": item.content_hash,
        "added_at": item.added_at,
    }


def edit_to_json(edit: Edit) -> Json:
    """The JSON object of one edit of the repaired reading."""
    return {
        "char_start": edit.start,
        "char_end": edit.end,
        "was": edit.was,
        "now": edit.now,
        "rule": edit.rule,
        "confidence": round(edit.confidence, 3),
    }


def report_to_json(report: IngestReport) -> Json:
    """The JSON object of what taking files in has done."""
    return {
        "added": list(report.added),
        "documents": [
            {
                "source": document.source,
                "pages": document.pages,
                "pages_reread": document.reread,
                "pages_doubtful": document.doubtful,
                "pages_unread": document.unread,
                "pages_failed": document.failed,
            }
            for document in report.documents
        ],
        "unchanged": list(report.unchanged),
        "replaced": list(report.replaced),
        "numbered": [{"name": name, "source": source} for name, source in report.numbered],
        "failures": [{"path": one_line(str(failure.path)), "reason": failure.reason} for failure in report.failures],
    }


def added_lines(documents: Sequence[Added]) -> list[str]:
    """A table of the documents that were taken in, with a last line of totals; a plain list where no page is told."""
    counts = [(item.pages, item.reread, item.doubtful, item.unread, item.failed) for item in documents]
    totals = tuple(map(sum, zip(*counts, strict=True)))
    if not any(totals[1:]):
        return [f"  {document.source}" for document in documents]
    rows: list[tuple[str, ...]] = [messages.INGEST_TABLE]
    rows += [(item.source, *map(str, row)) for item, row in zip(documents, counts, strict=True)]
    rows.append((messages.INGEST_TOTAL, *map(str, totals)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(_aligned(row, widths)) for row in rows]


def validity_lines(metadata: Metadata, changed: ChangedBy) -> list[str]:
    """A line each for the signer, the first day of force, and what changes or ends what."""
    lines = []
    if metadata.signer:
        signer = f"{metadata.signer_role} {metadata.signer}" if metadata.signer_role else metadata.signer
        lines.append(messages.SIGNED_BY.format(signer=signer))
    if metadata.effective_from:
        lines.append(messages.EFFECTIVE_FROM.format(day=metadata.effective_from.strftime("%d/%m/%Y")))
    said = (
        (messages.AMENDS, metadata.amends),
        (messages.REPLACES, metadata.replaces),
        (messages.AMENDED_BY, changed.amended_by),
        (messages.REPLACED_BY, changed.replaced_by),
    )
    for sentence, names in said:
        if names:
            lines.append(sentence.format(names=", ".join(names)))
    return lines


def answer_to_text(answer: Answer) -> str:
    """The answer as lines to read: the answer, its sentence, then each citation with its place."""
    lines = [f"{messages.UNDERSTOOD_AS}: {answer.interpretation.question}"]
    if answer.is_answered:
        lines += [f"{messages.ANSWER}: {answer.answer}", answer.sentence or ""]
        lines += [f"{messages.CONFIDENCE}: {answer.confidence:.0%}"]
        lines += [citation_to_text(citation) for citation in answer.citations]
    else:
        lines += [f"{messages.NOT_FOUND}: {answer.reason}"]
        if answer.hits:
            lines += [messages.NEAREST_PASSAGES]
            lines += [hit_to_text(hit) for hit in answer.hits[:3]]
    return "\n".join(lines + list(answer.notes))


def citation_to_text(citation: Citation) -> str:
    """One citation: document, place, and the repaired quote."""
    place = " > ".join(citation.path)
    where = f"{messages.PAGE} {citation.page}" if citation.page else f"{messages.LINE} {citation.line_start}"
    name = citation.metadata.number or citation.source
    return f"[{citation.n}] {name}, {where}{': ' + place if place else ''}\n    “{_one_line(citation.quote)}”"


def hit_to_text(hit: Hit) -> str:
    """One hit on one line: rank, document, offsets and the repaired reading."""
    passage = hit.passage
    return f"{hit.rank:2d}. {passage.source} [{passage.start}:{passage.end}] {_one_line(passage.reading)}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if number else cell.ljust(width)


def _citation(citation: Citation) -> Json:
    metadata = citation.metadata
    return {
        "n": citation.n,
        "source": citation.source,
        "title": metadata.title,
        "number": metadata.number,
        "date": _day(metadata.signed_on),
        "issuer": metadata.issuer,
        "page": citation.page,
        "line_start": citation.line_start,
        "line_end": citation.line_end,
        "path": list(citation.path),
        "char_start": citation.span.start,
        "char_end": citation.span.end,
        "quote_raw": citation.quote_raw,
        "quote": citation.quote,
        "read_quality": round(citation.read_quality, 3),
        "boxes": [list(box) for box in citation.boxes],
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _one_line(text: str) -> str:
    return " ".join(text.split())
