"""What an auditor may see of the record: an entry in full only if he may read every document that it names.

Of any other entry its number, time and hash are shown, so that the count and the chain stay whole before his eyes;
question, answer, quotes, reviews and who asked are withheld. A document that is no longer there counts as it was kept
when it was quoted; where the record does not tell, as a document that he may not read.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from parc_search.documents.page_records import PageRecord
from parc_search.evidence.records import Entry
from parc_search.question.correction import AS_UNDERSTOOD
from parc_search.ui import messages

WITHHELD = "withheld"
"""The kind of an entry of which only number, time and hash are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What one auditor may read: `groups` as of the person, the documents that are there, and those that he sees."""

    groups: AbstractSet[str] | None
    there: frozenset[str]
    visible: frozenset[str]

    def may_read(self, source: str, kept_for: Sequence[str] | None) -> bool:
        """Whether he may read a document; `kept_for` are the groups that it was kept for, None where unknown."""
        if self.groups is None or source in self.visible:
            return True
        if source in self.there or kept_for is None:
            return False
        return not kept_for or not self.groups.isdisjoint(kept_for)


def shown_entries(entries: Sequence[Entry], sight: Sight) -> tuple[Entry, ...]:
    """The entries in their order, as many as there are; what he may not read in them is withheld."""
    return tuple(_shown(entry, sight) for entry in entries)


def is_shown_page(record: PageRecord, sight: Sight) -> bool:
    """Whether he may know of a page that was read again, its document and who asked for it."""
    return sight.may_read(record.source, None)


def may_see(entry: Entry, sight: Sight) -> bool:
    """Whether he may read every document that an entry names."""
    named = {*(quote.source for quote in entry.quotes), *entry.sources, *(entry.correction.sources or ())}
    kept = entry.kept_for
    return all(sight.may_read(source, None if kept is None else kept.get(source, ())) for source in named)


def _shown(entry: Entry, sight: Sight) -> Entry:
    if may_see(entry, sight):
        # A refusal tells of the places and years of all documents that the asker could read.
        hides_some = sight.groups is not None and sight.visible != sight.there
        return replace(entry, reason=None) if hides_some else entry
    return replace(
        entry,
        revision=0,
        question=messages.AUDIT_WITHHELD,
        understood="",
        sources=(),
        status="",
        answer=None,
        reason=None,
        confidence=0.0,
        quotes=(),
        rejected=(),
        reviews=(),
        kind=WITHHELD,
        by="",
        correction=AS_UNDERSTOOD,
        kept_for=None,
    )
