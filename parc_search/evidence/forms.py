"""What a record of each kind must hold to be read, and which records of the audit do not.

The audit may have been tampered with, so it is looked at before anything takes it apart: a record that is no JSON,
lacks a field, or has a value of another kind in it is named by its number, and the others are read.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from index.store.audit_chain import AuditRecord, Break
from parc_search.documents.page_records import BETTER, CORRECTED, FIRST_FORMAT, KEPT, RESTORED
from parc_search.documents.page_records import FORMAT as PAGE_FORMAT

AUDIT_FORMAT = "ask.v1"
REVIEW_FORMAT = "review.v1"
ACT_FORMAT = "act.v1"
AGREED, OBJECTED = "agreed", "objected"

UNREADABLE = "unreadable"
"""A record whose hash may hold, but which is none of ours: the name of this kind of `Break`."""

Check = Callable[[Any], bool]

_FIRST_YEAR, _LAST_YEAR = 1970, 9990  # within them every local time can be told


def said(record: AuditRecord) -> Mapping[str, Any] | None:
    """What a record says, every field of the kind that its format asks for; None where it cannot be read.

    A record of a format that is not known here says no more than its format: a newer version may have written it.
    """
    try:
        values = json.loads(record.record)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not _is_text(values.get("format")):
        return None
    must, may = _FORMS.get(values["format"], _UNKNOWN)
    fits = all(name in values and check(values[name]) for name, check in must.items())
    return values if fits and all(check(values[name]) for name, check in may.items() if name in values) else None


def readable(records: Iterable[AuditRecord]) -> tuple[AuditRecord, ...]:
    """The records that can be read, in their order."""
    return tuple(record for record in records if said(record) is not None)


def faults(records: Iterable[AuditRecord], breaks: Iterable[Break]) -> tuple[Break, ...]:
    """Every place where the chain does not hold or a record cannot be read, by number; of two faults the chain's."""
    broken = {found.number: found for found in breaks}
    unread = {record.number: Break(number=record.number, what=UNREADABLE) for record in records if said(record) is None}
    found = unread | broken
    return tuple(found[number] for number in sorted(found))


def _is_text(value: object) -> bool:
    """Whether it is a text that can be written and shown: half a surrogate pair cannot."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and _FIRST_YEAR <= datetime.fromisoformat(value).year <= _LAST_YEAR
    except ValueError:
        return False


def _is_none_or(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _is_list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _is_map_of(check: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(_is_text(key) and check(each) for key, each in value.items())


def _has(**checks: Check) -> Check:
    """Whether it is an object that holds at least these fields."""
    return lambda value: (
        isinstance(value, dict) and all(name in value and fits(value[name]) for name, fits in checks.items())
    )


def _is_one_of(*values: str) -> Check:
    return lambda value: isinstance(value, str) and value in values


def _is_correction(value: object) -> bool:
    """Whether it is a correction as an answer's record holds it; what it leaves as understood is null or not there."""
    checks = {name: _is_none_or(_is_list_of(_is_text)) for name in ("places", "sources")}
    checks |= {"years": _is_none_or(_is_list_of(_is_count)), "role": _is_one_of("", "lead", "coordinate", "advise")}
    return isinstance(value, dict) and all(check(value[name]) for name, check in checks.items() if name in value)


_QUOTE = _has(source=_is_text, char_start=_is_count, char_end=_is_count, sha256=_is_text)
_TEXTS = _is_list_of(_is_text)
_UNKNOWN: tuple[Mapping[str, Check], Mapping[str, Check]] = (MappingProxyType({}), MappingProxyType({}))

# By format, the fields that must be there and those that may.
_PAGE: Mapping[str, Check] = {
    "source": _is_text, "page_no": _is_count, "outcome": _is_one_of(BETTER, KEPT, RESTORED, CORRECTED), "by": _is_text,
    "at": _is_moment, "content_hash": _is_text, "start": _is_count, "was_chars": _is_count, "now_chars": _is_count,
    "was_sha256": _is_text, "now_sha256": _is_text, "was_quality": _is_share, "now_quality": _is_share,
}  # fmt: skip
_FORMS: Mapping[str, tuple[Mapping[str, Check], Mapping[str, Check]]] = {
    AUDIT_FORMAT: (
        {
            "asked_at": _is_moment, "revision": _is_count, "question": _is_text, "understood": _is_text,
            "scope": _has(sources=_TEXTS), "status": _is_one_of("answered", "not_found"),
            "answer": _is_none_or(_is_text), "reason": _is_none_or(_is_text), "confidence": _is_share,
            "quotes": _is_list_of(_QUOTE),
            "verdicts": _is_list_of(_has(good=lambda value: isinstance(value, bool), why=_is_text)),
        },
        {
            "kind": _is_text, "by": _is_text, "sentence": _is_none_or(_is_text), "notes": _TEXTS,
            "correction": _is_correction,
        },
    ),
    REVIEW_FORMAT: (
        {
            "of": _is_count, "of_hash": _is_text, "decision": _is_one_of(AGREED, OBJECTED), "note": _is_text,
            "by": _is_text, "at": _is_moment,
        },
        {},
    ),
    FIRST_FORMAT: (_PAGE, {}),
    PAGE_FORMAT: ({**_PAGE, "changed": _is_count, "against": _is_count}, {}),
    ACT_FORMAT: (
        {"act": _is_text, "by": _is_text, "at": _is_moment, "what": _is_map_of(_is_text)},
        {"sources": _TEXTS, "kept_for": _is_map_of(_TEXTS)},
    ),
}  # fmt: skip
