"""What the audit holds of pages that were read again: at whose word, what came of it, and how later words moved.

The words themselves are not written down, only their hashes: a removed document leaves none of them behind.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import msgspec

from index.store.audit_chain import AuditRecord
from ingest.documents import Span

FIRST_FORMAT, FORMAT = "reread.v1", "reread.v2"
"""Before words were chosen one by one, and since."""
BETTER, KEPT, RESTORED, CORRECTED = "better", "kept", "restored", "corrected"
"""How it ended: words of the new reading are the page's text, the earlier one still is, the earlier one is again, words
were set right by hand."""
PROPOSED = "proposed"
"""The page was read again and nothing is stored of it yet; of this there is no record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page that was read again: `outcome` is `BETTER`, `KEPT` or `RESTORED`, `number` that of its audit record.

    `start` is where the page begins in the source text; the hashes are SHA-256 of its text before and after.
    `changed` is at how many places words gave way to others; `against` how many of them were chosen otherwise than was
    proposed.
    """

    number: int = 0
    source: str
    page_no: int
    outcome: str
    by: str
    at: str
    content_hash: str
    start: int
    was_chars: int
    now_chars: int
    was_sha256: str
    now_sha256: str
    was_quality: float
    now_quality: float
    changed: int = 0
    against: int = 0

    def as_json(self) -> str:
        """The record as the audit keeps it; its number is the audit's to give."""
        said = {name: value for name, value in asdict(self).items() if name != "number"}
        return json.dumps({"format": FORMAT, **said}, ensure_ascii=False, sort_keys=True)


_KEYS = {"format", *(field.name for field in fields(PageRecord))} - {"number"}
_KEYS_OF = {FORMAT: _KEYS, FIRST_FORMAT: _KEYS - {"changed", "against"}}


def page_records(records: Iterable[AuditRecord]) -> tuple[PageRecord, ...]:
    """The pages that were read again, oldest first; what is not whole is left out, the chain tells where it is."""
    found = []
    for record in records:
        try:
            said = msgspec.json.decode(record.record, type=dict[str, Any])
            if said.keys() == _KEYS_OF.get(str(said.get("format"))):
                found.append(msgspec.convert(said | {"number": record.number}, PageRecord))
        except msgspec.DecodeError:
            continue
    return tuple(found)


def moved(span: Span, source: str, *, since: int, records: Sequence[PageRecord]) -> Span:
    """Where words stand today that stood at `span` when the audit record `since` was written."""
    for record in records:
        is_later = record.number > since and record.source == source and record.outcome != KEPT
        if is_later and span.start >= record.start + record.was_chars:
            by = record.now_chars - record.was_chars
            span = Span(start=span.start + by, end=span.end + by)
    return span


def sha256(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
