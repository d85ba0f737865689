"""The units of a document's body that may assign something, from the same blocks as the outline.

Headings, items and paragraphs, each with the rank of its marker; a numeral in brackets ("(1) …"), which opens no
heading of an outline, ranks like a letter here. What is a table, a title, a list of recipients or a running head is
left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.documents import Document, Span
from ingest.gazetteer.agency_lists import leading_list
from ingest.layout.blocks import Block, blocks_of
from ingest.layout.numbering import RANKS
from ingest.registers.body.openings import Opening
from ingest.registers.deadlines import deadline_for_all

_IN_BRACKETS = re.compile(r"\(\s*(\d{1,2})\s*\)\s*")
_BRACKET_RANK = RANKS["letter"]
# Words that repair changed more often than once in so many letters came from a scan.
LETTERS_PER_EDIT = 1000
# In a heading a name may be half lost; letters in front of it are a misread numeral.
_LEAST_MISREAD = 0.7
_MARKER_LETTERS = 3
_NAMED_SHARE = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyUnit:
    """A unit at `start:end` of the reading, its marker left out; `rank` is that of the marker, None for a paragraph.

    `is_break` marks where one paper ends and another begins; `closes` the last paragraph of a paper.
    """

    start: int
    end: int
    rank: int | None
    label: str
    is_heading: bool
    closes: bool
    is_break: bool = False


def body_units(document: Document) -> Iterator[BodyUnit]:
    """The units in order of place."""
    in_tail = False
    for block in blocks_of(document.raw, document.reading):
        if block.kind == "title":
            in_tail = False
            yield BodyUnit(start=0, end=0, rank=None, label="", is_heading=False, closes=False, is_break=True)
        elif (
            block.kind == "furniture"
            or _is_row(document.raw.text[block.words : block.end])
            or (block.kind == "cell" and (in_tail or block.closes or block.new_row))
        ):
            in_tail = in_tail or block.closes
        elif block.kind != "heading" or not in_tail or block.rank == "annex":
            in_tail = in_tail and block.kind == "heading"
            unit = _unit(document, block)
            if unit is not None:
                yield from _parted(document, unit)


def _parted(document: Document, unit: BodyUnit) -> Iterator[BodyUnit]:
    """The unit, and its last line as a paragraph of its own where that only says by when the items below it are due."""
    text = document.reading.text[unit.start : unit.end]
    cut = text.rfind("\n") + 1
    is_lead_in = cut > 0 and text.endswith(":") and text[:cut].rstrip().endswith((".", ";"))
    if not is_lead_in or deadline_for_all(text[cut:]) is None:
        yield unit
        return
    yield replace(unit, end=unit.start + len(text[:cut].rstrip()), closes=False)
    yield replace(unit, start=unit.start + cut, rank=None, label="", is_heading=False)


def _is_row(words: str) -> bool:
    """Whether the first line is cells: separated by tabs, more than a label and its value.

    Tabs in the lines after it are what recognition left in running text.
    """
    cells = words.strip().split("\n")[0].split("\t")
    return len(cells) > 2 or (len(cells) == 2 and not cells[0].rstrip().endswith(":"))


def _unit(document: Document, block: Block) -> BodyUnit | None:
    text = document.raw.text
    words = block.words
    rank = None if block.rank is None else RANKS[block.rank]
    label = block.name
    bracket = _IN_BRACKETS.match(text, words) if block.rank is None else None
    if bracket is not None:
        words, rank, label = bracket.end(), _BRACKET_RANK, bracket.group(1)
    end = words + len(text[words : block.end].rstrip())
    if end <= words:
        return None
    start, stop = document.reading.to_reading(words, end)
    return BodyUnit(
        start=start,
        end=stop,
        rank=rank,
        label=label,
        is_heading=block.kind == "heading",
        closes=block.closes,
    )


def is_broken(document: Document, span: Span) -> bool:
    """Whether words at `span` of the reading were misread, so that names must be looked for by likeness.

    One slip in a long clean paragraph does not make it a scan's.
    """
    edits = document.reading.edits_in(*document.reading.to_source(span.start, span.end))
    return len(edits) * LETTERS_PER_EDIT > span.end - span.start


def misread_heading(read: str, scanned: str) -> Opening | None:
    """The agencies that a short heading names in the better of two readings, letters misread; offsets in `read`.

    The place is that of the whole heading where only the scanned letters tell who is meant.
    """
    best, words = max(
        (
            (leading_list(words, least_score=_LEAST_MISREAD, skip_letters=_MARKER_LETTERS), words)
            for words in (read, scanned)
        ),
        key=lambda found: (len(found[0].names), found[0].score),
    )
    if not best:
        return None
    start, end = (best.start, best.end) if words is read else (0, len(read))
    named = sum(character.isalnum() for character in words[best.start : best.end])
    is_heading = named >= _NAMED_SHARE * sum(map(str.isalnum, words))
    rest = end + len(read[end:]) - len(read[end:].lstrip(" ,:\n\t"))
    return Opening(names=best.names, start=start, end=end, rest=rest, is_heading=is_heading)
