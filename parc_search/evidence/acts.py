"""Who did what and when, apart from questions: uploads, removals, corrections, restrictions, exports, keys.

Each act is a record of the audit as every other: `record_act` writes it, right after what it tells of was done. Whoever
writes to the store in one transaction appends `act_record` in it, so that neither stands without the other.
"""

import getpass
import json
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Protocol

from index.store.audit_chain import AuditRecord
from index.store.store import Record
from parc_search.evidence.forms import ACT_FORMAT, said

INGESTED, REMOVED, UNDONE = "ingested", "removed", "undone"
CORRECTED, RESTRICTED, EXPORTED = "corrected", "restricted", "exported"
TASK_STATE, TASK_NOTED = "task-state", "task-noted"
TASK_CORRECTED, TASK_MOVED = "task-corrected", "task-moved"
ANSWER_RIGHT, ANSWER_WRONG = "answer-right", "answer-wrong"
BACKED_UP, RESTORED, REPAIRED = "backed-up", "restored", "repaired"
KEY_CHANGED, SIGNED_DESPITE_BREAKS, ROLES_CHANGED = "key-changed", "signed-despite-breaks", "roles-changed"

_NO_GROUPS: Mapping[str, Sequence[str]] = MappingProxyType({})
_NOTHING: Mapping[str, str] = MappingProxyType({})


class ActStore(Protocol):
    """What writing an act down needs of the store."""

    def append_audit(self, record: str) -> AuditRecord:
        """The record as it was appended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done: `what` says more in labels and values, `sources` are the documents it was done to.

    `kept_for` has the groups of those documents that were kept for some then.
    """

    number: int
    act: str
    by: str
    at: str
    what: Mapping[str, str]
    sources: tuple[str, ...] = ()
    kept_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def act_record(
    act: str,
    by: str,
    what: Mapping[str, str],
    *,
    at: datetime,
    sources: Sequence[str] = (),
    kept_for: Mapping[str, Sequence[str]] = _NO_GROUPS,
) -> str:
    """The audit record of an act, as JSON text; `by` is the address of who did it."""
    record = {
        "format": ACT_FORMAT,
        "act": act,
        "by": _writable(by),
        "at": at.isoformat(timespec="milliseconds"),
        "what": {name: _writable(value) for name, value in what.items()},
        "sources": list(map(_writable, sources)),
        "kept_for": {_writable(source): list(kept_for[source]) for source in sources if kept_for.get(source)},
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def document_act(act: str, by: str | None, what: Mapping[str, str] = _NOTHING) -> Record | None:
    """What tells an act done to a document, for the store to append in the transaction that does it.

    None where `by` names nobody.
    """
    if by is None:
        return None
    return lambda source, groups: act_record(
        act, by, what, at=datetime.now(UTC), sources=[source], kept_for={source: groups}
    )


def record_act(
    store: ActStore,
    act: str,
    by: str,
    what: Mapping[str, str],
    *,
    sources: Sequence[str] = (),
    kept_for: Mapping[str, Sequence[str]] = _NO_GROUPS,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AuditRecord:
    """The audit record of an act, appended."""
    return store.append_audit(act_record(act, by, what, at=clock(), sources=sources, kept_for=kept_for))


def acts(records: Iterable[AuditRecord]) -> tuple[Act, ...]:
    """The acts that are recorded, oldest first; what cannot be read is left out."""
    read = [(record, values) for record in records if (values := said(record)) is not None]
    return tuple(
        Act(
            number=record.number,
            act=values["act"],
            by=values["by"],
            at=values["at"],
            what=values["what"],
            sources=tuple(values.get("sources", ())),
            kept_for={source: tuple(groups) for source, groups in values.get("kept_for", {}).items()},
        )
        for record, values in read
        if values["format"] == ACT_FORMAT
    )


def command_line_user() -> str:
    """Who types at the command line: account and machine, as "dòng lệnh: an@may-chu". It is a name, no proof of one."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in a container
        account = "?"
    return f"dòng lệnh: {account}@{platform.node() or '?'}"


def _writable(text: str) -> str:
    """The text as it can be written: a file name may hold bytes that are no text."""
    return text.encode(errors="replace").decode()
