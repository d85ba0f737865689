"""The tasks of a document's body: who is told to do what, in whatever shape its office writes it.

The units are walked once. A heading that names agencies owns what stands under it; a sentence that opens with an
agency, or orders one to act, is a task of its own; labelled lines ("Đơn vị chủ trì: …") belong to the units before
them, or to those behind them where they stand right under a heading, or to the heading itself. What names nobody, and
tells nobody through its place, gives no row.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.documents import Document, Span
from ingest.language.fold import fold
from ingest.layout.numbering import RANKS
from ingest.registers.annex.agency_cells import says_as_above
from ingest.registers.body.labels import Labelled, Labels, labels_of, names_of
from ingest.registers.body.openings import (
    Opening,
    assigns,
    heading_of,
    is_recital,
    nothing_assigned,
    opens_with,
    owner_of,
)
from ingest.registers.body.row import (
    UNRANKED_STEP,
    BodyRow,
    Draft,
    Frame,
    Owner,
    holds_equal,
    labelled_drafts,
    open_time,
    rank_of_unranked,
    set_for_all,
)
from ingest.registers.body.sentences import pieces_of, sentences_of, short_forms, written_out
from ingest.registers.body.units import LETTERS_PER_EDIT, BodyUnit, body_units, is_broken, misread_heading
from ingest.registers.roles import clauses, opens_with_coordination, roles_of

_FEWEST_OWNED_WORDS = 3
_SHORT_HEADING = 120
# A unit without a marker stands under whatever is open.
_LOWEST = max(RANKS.values()) + 1
# What is to be filled in is a form.
_FORM = re.compile(r"…{2,}|\.{5,}|_{4,}")
# "Căn cứ chức năng, nhiệm vụ" opens a task; "Căn cứ Kế hoạch này" closes the paper.
_CLOSING = re.compile(
    r"\W*(?:tren day|trong qua tr|uy ban nhan dan|ubnd|chu tich|"
    r"can cu(?! (?:vao )?(?:chuc nang|nhiem vu|tinh hinh|dieu kien|noi dung|pham vi|linh vuc)))"
)


def body_rows(document: Document) -> Iterator[BodyRow]:
    """The tasks of the body in order of place."""
    yield from _Walk(document).rows()


class _Walk:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.reading.text
        self._stack: list[Frame] = []
        self._drafts: list[Draft] = []
        self._heading: BodyUnit | None = None
        self._labels: dict[str, Labelled] = {}
        self._ahead: tuple[dict[str, Labelled], Draft] | None = None
        self._preface: Owner | None = None
        self._above: dict[str, Labelled] = {}
        self._short_forms = short_forms(self._text)
        self._is_scan = len(document.reading.edits) * LETTERS_PER_EDIT > len(self._text)

    def rows(self) -> Iterator[BodyRow]:
        """All rows; drafts are held until it is known whether labelled lines follow them."""
        for unit in body_units(self._document):
            if unit.is_break:
                yield from self._flush()
                self._stack.clear()
                self._preface = None
                self._heading = None
                continue
            yield from self._read(unit)
        yield from self._flush()

    def _read(self, unit: BodyUnit) -> Iterator[BodyRow]:
        text = self._text[unit.start : unit.end]
        if _FORM.search(text) or (unit.rank is None and is_recital(text)):
            return
        labels = labels_of(text, goes_on=bool(self._labels))
        if labels and any(frame.nothing and (unit.rank or _LOWEST) > frame.rank for frame in self._stack):
            return
        if labels.stands_alone:
            self._gather(labels, unit.start)
            return
        if self._labels:
            yield from self._settle()
        if self._ahead is not None and unit.rank is not None and unit.rank <= (self._ahead[1].unit.rank or 0):
            yield from self._flush()
        broken = is_broken(self._document, Span(start=unit.start, end=unit.end))
        heading = None if labels else self._heading_of(unit, text, broken=broken)
        if unit.rank is not None:
            inside = heading is None and not labels and holds_equal(self._stack, unit.rank)
            self._close(unit.rank + UNRANKED_STEP if inside else unit.rank)
        if labels:
            yield from self._labelled(unit, labels)
            return
        nothing = any(frame.nothing for frame in self._stack)
        if heading is not None and not self._may_own(unit, text, heading):
            heading = None
        if heading is not None and not nothing:
            yield from self._headed(unit, text, heading, broken=broken)
            return
        if unit.is_heading:
            yield from self._flush()
            self._heading = unit
            rows = [] if nothing else list(self._sentences(unit, text, broken=broken))
            if rows:
                self._draft(unit, rows)
            self._open(unit, owner=None, title=text)
            return
        owner = self._owner()
        frame = self._stack[-1] if self._stack else None
        general = owner is not None and owner is self._preface
        if owner is None or general or self._stands_apart(unit, frame):
            rows = [] if nothing else list(self._sentences(unit, text, broken=broken))
            if not rows and general and owner is not None and unit.rank is not None and self._pending_owner is None:
                rows = list(self._owned(unit, owner, broken=broken))
            self._draft(unit, rows)
            if unit.rank is not None:
                self._open(unit, owner=None, title="")
            elif not rows:
                open_time(self._stack, set_for_all(self._text, unit.start, unit.end, is_title=False))
            return
        self._draft(unit, list(self._owned(unit, owner, broken=broken)))
        if unit.rank is not None:
            if frame is not None and frame.rank < unit.rank:
                frame.has_items = True
            if frame is None or frame.rank < unit.rank:
                self._open(unit, owner=None, title="")

    def _heading_of(self, unit: BodyUnit, text: str, *, broken: bool) -> Opening | None:
        heading = heading_of(text, broken=broken)
        reading = self._document.reading
        if not unit.is_heading or len(text) > _SHORT_HEADING or not self._is_scan:
            return heading
        start, end = reading.to_source(unit.start, unit.end)
        misread = misread_heading(text, reading.source[start:end])
        if misread is None or (heading is not None and len(heading.names) >= len(misread.names)):
            return heading
        return misread

    def _may_own(self, unit: BodyUnit, text: str, heading: Opening) -> bool:
        """Whether the agencies that a unit opens with own what follows, in it or under it.

        The opening words of a paper ("Ủy ban nhân dân tỉnh … như sau:") own nothing; an order in them is read as one.
        """
        in_numbered = any(frame.is_heading and not frame.rank % 1 for frame in self._stack)
        if unit.rank is None and text.isupper() and not in_numbered:
            return False  # the issuer above "QUYẾT ĐỊNH:"
        if heading.is_heading:
            is_preamble = unit.rank is None and not self._stack and heading.rest < len(text.rstrip(" :.\n"))
            return not is_preamble
        return re.match(r"\s*(?:\([^()]*\))?\s*:", text[heading.end :]) is not None and heading.rest < len(text)

    def _headed(self, unit: BodyUnit, text: str, heading: Opening, *, broken: bool) -> Iterator[BodyRow]:
        yield from self._flush()
        owner = self._with_partners(self._named(unit, heading), unit.start + heading.end, unit.end)
        if unit.rank is None and not text.rstrip().endswith(":"):
            last = self._stack[-1] if self._stack else None
            if last is not None and last.is_bare and last.owner is not None and not last.has_items:
                last.owner = replace(
                    last.owner,
                    names=tuple(dict.fromkeys([*last.owner.names, *owner.names])),
                    span=Span(start=last.owner.span.start, end=owner.span.end),
                )
                return
        rank = unit.rank if unit.rank is not None else rank_of_unranked(self._stack)
        self._close(rank)
        deadline = set_for_all(self._text, unit.start + heading.end, unit.end, is_title=unit.is_heading)
        self._stack.append(
            Frame(
                rank=rank,
                label=unit.label,
                owner=owner,
                is_bare=heading.is_heading,
                assigns=True,
                deadline=deadline,
            )
        )
        self._heading = None
        if not heading.is_heading:
            rest = replace(unit, start=unit.start + heading.rest)
            self._draft(unit, list(self._owned(rest, owner, broken=broken)))

    def _owned(self, unit: BodyUnit, owner: Owner, *, broken: bool) -> Iterator[BodyRow]:
        """The rows of a unit under an owner: its clauses, another owner where one opens a sentence."""
        text = self._text[unit.start : unit.end]
        for piece_start, piece in pieces_of(text):
            first = unit.start + piece_start
            here = owner
            begin = first
            for at, sentence in sentences_of(piece, broken=broken):
                other = owner_of(sentence, broken=broken)
                if other is None or not opens_with(sentence, other):
                    continue
                if first + at > begin:
                    yield from self._clauses(Span(start=begin, end=first + at), here, broken=broken, is_read=True)
                here = replace(self._found(first + at, other, unit), label=owner.label)
                begin = first + at + other.rest
            yield from self._clauses(Span(start=begin, end=first + len(piece)), here, broken=broken, is_read=True)

    def _clauses(self, span: Span, owner: Owner, *, broken: bool, is_read: bool) -> Iterator[BodyRow]:
        start, end = span.start, span.start + len(self._text[span.start : span.end].rstrip())
        while start < end and not (self._text[start].isalnum() or self._text[start] in '(“"'):
            start += 1
        if len(self._text[start:end].split()) < _FEWEST_OWNED_WORDS:
            return
        for clause in clauses(self._text, start, end, broken=broken):
            if clause.end > clause.start:
                yield BodyRow(span=clause, owner=owner, is_read=is_read)

    def _sentences(self, unit: BodyUnit, text: str, *, broken: bool) -> Iterator[BodyRow]:
        """The sentences of a unit that name who is to act."""
        closing = unit.closes or (unit.rank is None and any(frame.assigns for frame in self._stack))
        for piece_start, piece in pieces_of(text):
            here: Owner | None = None
            begin = end = 0
            for at, sentence in sentences_of(piece, broken=broken):
                first = unit.start + piece_start + at
                found = owner_of(sentence, broken=broken, closing=closing)
                if found is None:
                    if here is not None and unit.rank is not None:  # the agency of the sentence before goes on
                        end = first + len(sentence)
                    continue
                if here is not None:
                    yield from self._clauses(Span(start=begin, end=end), here, broken=broken, is_read=False)
                here = self._found(first, found, unit)
                begin, end = first + found.rest, first + len(sentence)
                if sentence.rstrip().endswith(":") and piece_start + at + len(sentence) >= len(text):
                    self._lead(unit, self._with_partners(here, begin, end))
                    here = None
            if here is not None:
                yield from self._clauses(Span(start=begin, end=end), here, broken=broken, is_read=False)

    def _lead(self, unit: BodyUnit, owner: Owner) -> None:
        """What follows a sentence that ends with a colon is its owner's."""
        if unit.rank is None and self._stack:
            rank = rank_of_unranked(self._stack)
            self._close(rank)
            self._stack.append(Frame(rank=rank, label="", owner=owner, is_bare=False, assigns=True))
        elif unit.rank is None:
            self._preface = owner
        else:
            self._pending_owner = owner

    _pending_owner: Owner | None = None

    def _found(self, first: int, found: Opening, unit: BodyUnit) -> Owner:
        span = Span(start=first + found.start, end=first + found.end)
        return Owner(names=written_out(found.names, self._short_forms), span=span, label=self._label(unit))

    def _with_partners(self, owner: Owner, start: int, end: int) -> Owner:
        """The owner with the partners that the rest of its heading names: "… chủ trì, phối hợp với Sở Y tế:"."""
        words = self._text[start:end]
        roles = roles_of(words, broken=False) if words.rstrip().endswith(":") else None
        if roles is None or roles.partners is None or opens_with_coordination(roles):
            return owner
        span = Span(start=start + roles.partners.start, end=start + roles.partners.end)
        return replace(owner, partners=written_out(roles.partners.names, self._short_forms), partners_span=span)

    def _named(self, unit: BodyUnit, heading: Opening) -> Owner:
        span = Span(start=unit.start + heading.start, end=unit.start + heading.end)
        return Owner(names=written_out(heading.names, self._short_forms), span=span, label=self._label(unit))

    def _label(self, unit: BodyUnit | None = None) -> str:
        labels = [*(frame.label for frame in self._stack), unit.label if unit is not None else ""]
        return ".".join(label for label in labels if label and label not in "-+")

    def _owner(self) -> Owner | None:
        for frame in reversed(self._stack):
            if frame.owner is not None:
                return frame.owner
        return self._preface

    def _open(self, unit: BodyUnit, *, owner: Owner | None, title: str) -> None:
        if unit.rank is None:
            return
        pending, self._pending_owner = self._pending_owner, None
        self._stack.append(
            Frame(
                rank=unit.rank,
                label=unit.label,
                owner=owner or pending,
                is_bare=False,
                is_heading=bool(title),
                assigns=bool(title) and assigns(title),
                nothing=bool(title) and nothing_assigned(title),
                deadline=set_for_all(self._text, unit.start, unit.end, is_title=bool(title)),
            )
        )

    def _close(self, rank: float) -> None:
        while self._stack and self._stack[-1].rank >= rank:
            self._stack.pop()

    def _stands_apart(self, unit: BodyUnit, frame: Frame | None) -> bool:
        """Whether a paragraph behind an owner's items is no task of theirs: it closes the paper, or goes on."""
        if unit.rank is not None:
            return False
        closes = unit.closes or _CLOSING.match(fold(self._text[unit.start : unit.start + 40])) is not None
        return closes or frame is None or not frame.is_bare

    # ---- labelled lines

    def _gather(self, labels: Labels, start: int) -> None:
        for name, value in labels.fields.items():
            moved = Labelled(words=value.words, start=start + value.start, end=start + value.end)
            self._labels.setdefault(name, moved)

    def _labelled(self, unit: BodyUnit, labels: Labels) -> Iterator[BodyRow]:
        """A unit that holds its task and its labels."""
        if unit.is_heading:
            yield from self._flush()
        self._gather(labels, unit.start)
        span = Span(start=unit.start, end=unit.start + labels.task_end)
        rows = [] if labels.fields.keys() & {"lead", "coordinate"} else self._told(replace(unit, end=span.end))
        kept, self._drafts = self._drafts, [Draft(unit=unit, span=span, rows=rows, label=self._label(unit))]
        for draft in kept:
            yield from draft.rows
        if unit.rank is not None:
            self._open(unit, owner=None, title=self._text[span.start : span.end] if unit.is_heading else "")

    def _told(self, unit: BodyUnit) -> list[BodyRow]:
        """The rows of a unit whose labels name nobody: whom its own words or what it stands under tell to act."""
        broken = is_broken(self._document, Span(start=unit.start, end=unit.end))
        owner = self._owner()
        if owner is not None and owner is not self._preface:
            return list(self._owned(unit, owner, broken=broken))
        return list(self._sentences(unit, self._text[unit.start : unit.end], broken=broken))

    def _settle(self) -> Iterator[BodyRow]:
        """The rows of the units that the labelled lines before belong to."""
        labels, self._labels = self._labels, {}
        drafts, self._drafts = self._drafts, []
        if not drafts and self._heading is not None:
            span = Span(start=self._heading.start, end=self._heading.end)
            self._ahead = labels, Draft(unit=self._heading, span=span, rows=[], label=self._label())
            return
        yield from self._headed_by_labels([])
        labelled = labelled_drafts(drafts, self._text)
        for draft in drafts[: drafts.index(labelled[0])] if labelled else drafts:
            yield from draft.rows  # tasks of the items before, which these labels do not reach
        for draft in labelled:
            yield from self._with_labels(draft, labels)

    def _headed_by_labels(self, drafts: Sequence[Draft]) -> Iterator[BodyRow]:
        """The rows of units under labels that stand ahead of them; where there are none, the heading's own."""
        if self._ahead is None:
            return
        (labels, heading), self._ahead = self._ahead, None
        for draft in [draft for draft in drafts if not draft.rows] or [heading]:
            yield from self._with_labels(draft, labels)

    def _with_labels(self, draft: Draft, labels: dict[str, Labelled]) -> Iterator[BodyRow]:
        above, self._above = self._above, {**self._above, **labels}
        for name in ("lead", "coordinate"):
            if name in labels and name in above and says_as_above(labels[name].words):
                labels = {**labels, name: above[name]}
        self._above |= labels
        lead = labels.get("lead")
        partner = labels.get("coordinate")
        if lead is None and partner is None:
            for row in draft.rows:
                yield replace(row, labels=labels)
            return
        named = lead or partner
        assert named is not None
        names = names_of(lead.words) if lead is not None else ()
        owner = Owner(
            names=written_out(names, self._short_forms), span=Span(start=named.start, end=named.end), label=draft.label
        )
        yield BodyRow(span=draft.span, owner=owner, is_read=True, labels=labels)

    def _draft(self, unit: BodyUnit, rows: list[BodyRow]) -> None:
        inherited = next((frame.deadline for frame in reversed(self._stack) if frame.deadline is not None), None)
        if inherited is not None:
            rows = [replace(row, inherited=inherited) for row in rows]
        self._drafts.append(
            Draft(unit=unit, span=Span(start=unit.start, end=unit.end), rows=rows, label=self._label(unit))
        )

    def _flush(self) -> Iterator[BodyRow]:
        if self._labels:
            yield from self._settle()
        drafts, self._drafts = self._drafts, []
        yield from self._headed_by_labels(drafts)
        for draft in drafts:
            yield from draft.rows
