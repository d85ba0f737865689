"""A task of the body as its words stand in the reading, and the units above it and before it that tell it more."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.documents import Span
from ingest.layout.numbering import RANKS
from ingest.registers.body.labels import Labelled
from ingest.registers.body.units import BodyUnit
from ingest.registers.deadlines import deadline_for_all

# How far inside of the innermost numbered unit one without a numeral stands.
UNRANKED_STEP = 0.5
# The ranks from here are those of signs, which do not count.
_SIGNS = RANKS["bullet"]
_LONGEST_LEAD_IN = 400


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
    """One task of the body, in offsets of the reading; `labels` are fields that labelled lines give it.

    `inherited` is the deadline that what it stands under sets for all its items.
    """

    span: Span
    owner: Owner
    is_read: bool
    labels: dict[str, Labelled] = field(default_factory=dict)
    inherited: Labelled | None = None


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
    deadline: Labelled | None = None

    @property
    def only_time(self) -> bool:
        """Whether it is a line that only says by when."""
        return not self.label and self.owner is None and self.deadline is not None


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


def rank_of_unranked(stack: Sequence[Frame]) -> float:
    """The rank of a heading without a numeral: one step inside of the innermost numbered heading."""
    for frame in reversed(stack):
        if frame.is_heading or frame.owner is not None:
            return frame.rank if frame.rank % 1 else frame.rank + UNRANKED_STEP
    return UNRANKED_STEP


def holds_equal(stack: Sequence[Frame], rank: int) -> bool:
    """Whether the items of a bare heading bear the same sign as it does: "- Sở Nội vụ:", "- Chủ trì …"."""
    top = next((frame for frame in reversed(stack) if frame.rank <= rank), None)
    return top is not None and top.rank == rank and top.rank >= _SIGNS and top.is_bare and not top.has_items


def open_time(stack: list[Frame], deadline: Labelled | None) -> None:
    """Puts a line that only says by when ("Hoàn thành trước ngày 30/6:") above the items under it."""
    if deadline is not None:
        inner = next((at + 1 for at in reversed(range(len(stack))) if stack[at].is_heading), 0)
        before = next((at for at in range(inner, len(stack)) if stack[at].only_time), len(stack))
        del stack[before:]
        rank = stack[-1].rank + UNRANKED_STEP / 2 if stack else UNRANKED_STEP
        stack.append(Frame(rank=rank, label="", owner=None, is_bare=False, assigns=False, deadline=deadline))


def set_for_all(text: str, start: int, end: int, *, is_title: bool) -> Labelled | None:
    """The deadline that a heading, or a line that leads to a list, sets for all that stands under it."""
    words = text[start:end]
    if len(words) > _LONGEST_LEAD_IN or not (is_title or words.rstrip().endswith(":")):
        return None
    found = deadline_for_all(words)
    return Labelled(words=found.words, start=start + found.start, end=start + found.end) if found else None
