"""A task of the body as its words stand in the reading, and the units that wait for the labelled lines below them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.documents import Span
from ingest.registers.body.labels import Labelled
from ingest.registers.body.units import BodyUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Agencies that own what follows, and where they are named; `partners` are those that its heading names."""

    names: tuple[str, ...]
    span: Span
    label: str
    partners: tuple[str, ...] = ()
    partners_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow:
    """One task of the body, in offsets of the reading; `labels` are fields that labelled lines give it."""

    span: Span
    owner: Owner
    is_read: bool
    labels: dict[str, Labelled] = field(default_factory=dict)


@dataclass(slots=True)
class Frame:
    """A unit under which others stand."""

    rank: float
    label: str
    owner: Owner | None
    is_bare: bool
    assigns: bool
    is_heading: bool = False
    has_items: bool = False
    nothing: bool = False


@dataclass(slots=True)
class Draft:
    """A unit with the rows that it gives by itself; labels that follow overrule them."""

    unit: BodyUnit
    span: Span
    rows: list[BodyRow]
    label: str


def labelled_drafts(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The units that labelled lines below them belong to: those of the nearest rank, or what these are details of."""
    ranked = [draft for draft in drafts if draft.unit.rank is not None]
    if not ranked:
        return list(drafts)
    outer = min(draft.unit.rank or 0 for draft in ranked)
    first = next(draft for draft in ranked if draft.unit.rank == outer)
    has_details = text[first.unit.start : first.unit.end].rstrip().endswith((":", ";"))
    rank = outer if has_details else ranked[-1].unit.rank
    return [draft for draft in ranked if draft.unit.rank == rank]
