"""Which targets a screen shows, which of them say the same of other years and places, and how one reads.

Pure functions over the register of targets.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.documents import Metadata, Target
from ingest.language.fold import fold
from parc_search.text.terms import terms
from parc_search.ui import messages
from parc_search.ui.state.formats import one_line
from parc_search.ui.state.links import source_link
from parc_search.ui.state.task_filter import Cells, document_name

# Two subjects are the same when their shared pairs of syllables are at least this share of both together (Jaccard):
# "tỷ lệ hồ sơ giải quyết đúng hạn" of two plans shares all but the words around it.
LEAST_LIKENESS = 0.4
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFilter:
    """What a target must have to be shown; an empty field asks for nothing."""

    source: str = ""
    kind: str = ""
    year: str = ""
    wanted: str = ""
    place: str = ""

    def keeps(self, target: Target, metadata: Mapping[str, Metadata]) -> bool:
        """Whether the target is shown; `metadata` is that of the documents by name."""
        return (
            (not self.source or target.source == self.source)
            and (not self.kind or target.kind == self.kind)
            and (not self.year or year_of(target, metadata[target.source]) == self.year)
            and (not self.place or self.place in metadata[target.source].place)
            and fold(self.wanted.strip()) in fold(one_line(target.subject))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A target among those it is compared with; `number` is None where its value names none."""

    target: Target
    place: str
    year: str
    number: float | None


def alike(target: Target, targets: Sequence[Target], metadata: Mapping[str, Metadata]) -> tuple[Point, ...]:
    """The targets of the same subject and unit, the given one among them, by year and place."""
    wanted = _pairs(target.subject)
    found = [
        other
        for other in targets
        if other.id == target.id or (other.unit == target.unit and _likeness(wanted, _pairs(other.subject)))
    ]
    points = [_point(other, metadata[other.source]) for other in found]
    return tuple(sorted(points, key=lambda point: (point.year, point.place, point.target.id)))


def comparable(targets: Sequence[Target], metadata: Mapping[str, Metadata]) -> dict[str, str]:
    """The targets to choose from, by id, and how each reads: those of most places, years and figures come first.

    Of targets that would be compared with each other only the first is a choice.
    """
    chosen: list[tuple[int, int, int, str, str]] = []
    taken: set[str] = set()
    for at, target in enumerate(targets):
        if target.id in taken:
            continue
        points = alike(target, targets, metadata)
        taken.update(point.target.id for point in points)
        places, scopes = {point.place for point in points}, {(point.place, point.year) for point in points}
        figures = {point.number for point in points}
        chosen.append((-len(places) - len(scopes), -len(figures), at, target.id, one_line(target.subject)))
    return {identifier: label for *_, identifier, label in sorted(chosen)}


def target_cells(target: Target, metadata: Mapping[str, Metadata], *, year: str | None = None) -> Cells:
    """One target as the cells of a table, by column name; its year is the one it names unless another is given."""
    said = metadata[target.source]
    return {
        messages.COLUMN_SUBJECT: one_line(target.subject),
        messages.COLUMN_COMPARISON: messages.COMPARISON_LABELS.get(target.comparison or "", target.comparison or ""),
        messages.COLUMN_VALUE: one_line(target.value),
        messages.COLUMN_YEAR: (target.year or "") if year is None else year,
        messages.COLUMN_PLACE: said.place[-1] if said.place else "",
        messages.COLUMN_KIND: messages.TARGET_KIND_LABELS.get(target.kind, target.kind),
        messages.COLUMN_DOCUMENT: document_name(target.source, metadata),
        messages.COLUMN_FILE: target.source,
    }


def target_link(target: Target) -> str:
    """The address of the target's own words in its source."""
    return source_link(target.source, target.span)


def year_of(target: Target, metadata: Metadata) -> str:
    """The year that the target names, else the last year of its document; empty where neither says one."""
    return target.year or (str(metadata.years[1]) if metadata.years else "")


def number_of(value: str) -> float | None:
    """The first figure of a value as a number, written as Vietnamese write it: "1.234,5" is 1234.5."""
    match = _NUMBER.search(value)
    return float(match.group().replace(".", "").replace(",", ".")) if match else None


def _point(target: Target, metadata: Metadata) -> Point:
    place = metadata.place[-1] if metadata.place else metadata.title
    return Point(target=target, place=place, year=year_of(target, metadata), number=number_of(target.value))


@lru_cache(maxsize=8192)
def _pairs(subject: str) -> frozenset[tuple[str, str]]:
    said = terms(subject)
    return frozenset(pairwise(said))


def _likeness(left: frozenset[tuple[str, str]], right: frozenset[tuple[str, str]]) -> bool:
    together = len(left | right)
    return bool(together) and len(left & right) / together >= LEAST_LIKENESS
