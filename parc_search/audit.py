"""What is written down of each question: understanding, store revision, what was shown, each quote's verdict, times.

The store keeps the records in a chain of hashes; this file only says what a record holds. Opening one later shows
what the system knew and checked when it answered.
"""

import json

from parc_search.answer import Response
from parc_search.render import Json

AUDIT_FORMAT = "ask.v1"


def record_of(response: Response, *, revision: int, asked_at: str) -> str:
    """The audit record of one answered or refused question, as JSON text."""
    answer = response.answer
    scope = answer.interpretation.scope
    record: Json = {
        "format": AUDIT_FORMAT,
        "asked_at": asked_at,
        "revision": revision,
        "question": answer.question,
        "understood": answer.interpretation.question,
        "scope": {"place": list(scope.place), "years": list(scope.years), "sources": list(scope.sources)},
        "kind": answer.kind,
        "status": answer.status,
        "answer": answer.answer,
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
