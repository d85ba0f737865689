"""The repaired reading of a text, and the way back to the source.

Repair never writes over its source: a `Repaired` is the source, a sorted list of edits and the text that
they give. Everything else (the map of offsets, the reading of a span) follows from the edits.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replacement: `source[start:end] == was` reads `now`.

    `rule` names the rule or model that made it; `confidence` is its calibrated chance of being right, 0..1.
    An edit may join (its `was` holds white space, its `now` none), split, insert (`was` empty) or drop.
    A doubtful edit has `now == was`: the span stays as it was and is marked.
    """

    start: int
    end: int
    was: str
    now: str
    rule: str
    confidence: float

    @property
    def is_doubtful(self) -> bool:
        """Whether the span was left as it stands because no reading was sure enough."""
        return self.now == self.was


@dataclass(frozen=True, slots=True)
class RepairedText:
    """A source text with its edits, sorted and without overlap, and the reading they give.

    Offsets are code points, spans half-open. `to_reading` and `to_source` take O(log n): a span that cuts
    an edit grows to hold the whole edit, so a quote never shows half a repair.

    Raises:
        ValueError: edits out of order, overlapping, or not matching the source.
    """

    source: str
    edits: tuple[Edit, ...] = ()
    text: str = field(init=False)
    _source_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _growth: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for before, after in pairwise(self.edits):
            if after.start < before.end or after.start == before.start:
                raise ValueError(f"edits overlap: {before!r} and {after!r}")
        pieces, at = [], 0
        for edit in self.edits:
            if self.source[edit.start : edit.end] != edit.was:
                raise ValueError(f"edit does not match its source: {edit!r}")
            pieces += [self.source[at : edit.start], edit.now]
            at = edit.end
        pieces.append(self.source[at:])
        object.__setattr__(self, "text", "".join(pieces))
        object.__setattr__(self, "_source_starts", tuple(edit.start for edit in self.edits))
        growth = accumulate((len(edit.now) - len(edit.was) for edit in self.edits), initial=0)
        object.__setattr__(self, "_growth", tuple(growth))

    def to_reading(self, start: int, end: int) -> tuple[int, int]:
        """The span of `text` that reads the span `start:end` of `source`."""
        return self._map(start, end, forward=True)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of `source` that the span `start:end` of `text` was read from."""
        return self._map(start, end, forward=False)

    def read(self, start: int, end: int) -> str:
        """The repaired reading of the span `start:end` of `source`."""
        reading_start, reading_end = self.to_reading(start, end)
        return self.text[reading_start:reading_end]

    def edits_in(self, start: int, end: int) -> tuple[Edit, ...]:
        """The edits that touch the span `start:end` of `source`."""
        first = bisect_right(self._source_starts, start)
        if first and self.edits[first - 1].end > start:
            first -= 1
        last = first
        while last < len(self.edits) and self.edits[last].start < end:
            last += 1
        return self.edits[first:last]

    def _map(self, start: int, end: int, *, forward: bool) -> tuple[int, int]:
        mapped_start, _ = self._point(start, forward=forward)
        if end <= start:
            return mapped_start, mapped_start
        _, mapped_end = self._point(end, forward=forward)
        return mapped_start, max(mapped_start, mapped_end)

    def _point(self, at: int, *, forward: bool) -> tuple[int, int]:
        """Where the offset `at` lies on the other side: as the start of a span, and as its end."""
        if forward:
            index = bisect_right(self._source_starts, at) - 1
        else:
            low, high = 0, len(self.edits)
            while low < high:
                middle = (low + high) // 2
                if self.edits[middle].start + self._growth[middle] <= at:
                    low = middle + 1
                else:
                    high = middle
            index = low - 1
        if index < 0:
            return at, at
        edit, shift = self.edits[index], self._growth[index]
        here, there = (edit.start, edit.start + shift) if forward else (edit.start + shift, edit.start)
        here_length, there_length = (len(edit.was), len(edit.now)) if forward else (len(edit.now), len(edit.was))
        if at >= here + here_length and not (at == here and here_length == 0):
            moved = there + there_length + (at - here - here_length)
            return moved, moved
        if at == here:
            return there, there
        return there, there + there_length


def join(parts: Iterable[RepairedText]) -> RepairedText:
    """One `RepairedText` of the parts' sources put one after the other."""
    source, edits, offset = [], [], 0
    for part in parts:
        source.append(part.source)
        edits += [
            Edit(
                start=edit.start + offset,
                end=edit.end + offset,
                was=edit.was,
                now=edit.now,
                rule=edit.rule,
                confidence=edit.confidence,
            )
            for edit in part.edits
        ]
        offset += len(part.source)
    return RepairedText("".join(source), tuple(edits))
