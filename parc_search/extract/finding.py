"""What an extractor finds in one passage: the short answer, and the spans that support it."""

from dataclasses import dataclass

from ingest.documents import Span

# Kinds of findings that are figures of something.
AMOUNT_KINDS = frozenset({"target", "figure", "budget"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A short answer from one passage. `spans` lie in `source`, the one to show first first.

    `values` are the parts that must stand in the quotes ("Sở Nội vụ", "90%"); `strength`, 0..1, says how directly
    the passage gives the answer: 1 a register's field, lower what was cut out of prose. `is_certain` says that the
    document itself is what was asked about, so that shared words need not prove it.
    `years` are those that the text sets a figure for, where it says. `leads` is off where an agency is named for
    something else than leading: who guides, who is reported to.
    """

    value: str
    source: str
    spans: tuple[Span, ...]
    values: tuple[str, ...]
    strength: float
    kind: str
    is_certain: bool = False
    years: tuple[int, ...] = ()
    leads: bool = True
