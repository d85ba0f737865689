"""A task of the body as its words stand in the reading, before its roles are told."""

from dataclasses import dataclass, field

from ingest.documents import Span
from ingest.registers.body.labels import Labelled


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
