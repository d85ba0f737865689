"""What is open while the units of a body are walked, and the units that wait for the labelled lines below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Span
from ingest.registers.body.row import BodyRow, Owner
from ingest.registers.body.units import BodyUnit


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
