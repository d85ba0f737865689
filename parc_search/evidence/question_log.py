"""The recorded questions as people look back on them, read from the audit once and followed record by record.

The audit is never read whole again for a question more. What is looked back on is one's own, or what an auditor may
see; a review that is written later is not in it.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from index.store.audit_chain import AuditRecord
from ingest.language.fold import fold
from parc_search.evidence.records import Entry, entries

ANSWERED = "answered"


class AuditStore(Protocol):
    """What the log needs of the store."""

    def audit_records(self, *, after: int = 0) -> tuple[AuditRecord, ...]:
        """The records behind a number, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A question that got no answer, as it was asked last, and how often it was asked."""

    question: str
    reason: str
    count: int


class QuestionLog:
    """The questions of one store's audit."""

    def __init__(self, store: AuditStore) -> None:
        self._store = store
        self._records: list[AuditRecord] = []
        self._entries: list[Entry] = []
        self._newest = 0
        self._lock = threading.Lock()

    def entries(self) -> tuple[Entry, ...]:
        """All recorded questions, oldest first."""
        with self._lock:
            self._follow()
            return tuple(self._entries)

    def records(self) -> tuple[AuditRecord, ...]:
        """All records of the audit, oldest first."""
        with self._lock:
            self._follow()
            return tuple(self._records)

    def own(self, by: str, *, after: int = 0) -> tuple[Entry, ...]:
        """What a person asked, newest first, behind a number of the audit."""
        return tuple(entry for entry in reversed(self.entries()) if entry.by == by and entry.number > after)

    def _follow(self) -> None:
        new = self._store.audit_records(after=self._newest)
        if new:
            self._records += new
            self._entries += entries(new)
            self._newest = new[-1].number


def with_words(asked: Iterable[Entry], wanted: str) -> tuple[Entry, ...]:
    """The entries whose question or answer has the words, read without marks; all where none are wanted."""
    words = fold(" ".join(wanted.split()))
    return tuple(entry for entry in asked if words in fold(f"{entry.question} {entry.answer or ''}"))


def refused_most(asked: Iterable[Entry], *, may_see: Callable[[Entry], bool], most: int) -> tuple[Refused, ...]:
    """The questions that were refused most often, those that differ only in marks and blanks counted as one."""
    counts: Counter[str] = Counter()
    last: dict[str, Entry] = {}
    for entry in asked:
        if entry.status != ANSWERED and may_see(entry):
            key = fold(" ".join(entry.question.split())).rstrip(" ?.")
            counts[key] += 1
            last[key] = entry
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], -last[pair[0]].number))[:most]
    return tuple(
        Refused(question=last[key].question, reason=last[key].reason or "", count=count) for key, count in ordered
    )
