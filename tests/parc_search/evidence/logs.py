"""Audit records made for tests, as a store would chain them."""

import json
from collections.abc import Sequence

from index.store.audit_chain import FIRST, AuditRecord, link


def chained(texts: Sequence[str]) -> list[AuditRecord]:
    """The texts as the records of one chain."""
    records: list[AuditRecord] = []
    for number, text in enumerate(texts, start=1):
        previous = records[-1].hash if records else FIRST
        records.append(AuditRecord(number=number, record=text, previous=previous, hash=link(number, text, previous)))
    return records


def asked(n: int, *, answer: str = "Sở Nội vụ") -> str:
    """A record of an answered question."""
    quote = {"source": f"ke-hoach-{n}.txt", "char_start": 10 * n, "char_end": 10 * n + 5, "sha256": f"{n:064x}"}
    said = {
        "format": "ask.v1", "asked_at": f"2026-03-05T02:03:{n % 60:02d}.000+00:00", "revision": 1, "kind": "agency",
        "question": f"Cơ quan nào chủ trì việc số {n}?", "understood": "", "scope": {"sources": []},
        "status": "answered", "answer": answer, "reason": None, "confidence": 0.9, "quotes": [quote], "verdicts": [],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
