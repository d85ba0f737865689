"""The register of assigned tasks: body first, then the annexes.

In the section "Tổ chức thực hiện" every bullet under an agency's heading is a task of that agency. Elsewhere only a
sentence that opens with its owner, or orders one ("giao Sở Nội vụ …"), is a task. A report of what was done assigns
nothing. One row per bullet; `ingest.registers.roles` says where a bullet is more than one row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from ingest.documents import Document, Span, Task
from ingest.gazetteer.agency_lists import AgencyList, leading_list
from ingest.language.fold import fold, fold_with_map
from ingest.layout.body_units import Unit, names_section, units
from ingest.layout.lines import on_one_line
from ingest.quality import read_quality
from ingest.registers.annex.cell_kinds import Cell, deadline_words, product_words
from ingest.registers.annex.ruled_annex import rows_of_annexes
from ingest.registers.deadlines import last_day
from ingest.registers.roles import ADVISE, Roles, clauses, opens_with_coordination, roles_of
from ingest.repaired_text import RepairedText

_ASSIGNING_SECTION = "tổ chức thực hiện"
# The section on funds names who pays in the middle of its sentences.
_FUNDING_SECTION = "kinh phí"
_LEAST_FUNDING_SECTION = 0.7
# Letters between a heading's start and its agency that are still a misread marker.
_MARKER_LETTERS = 3
_LEAST_HEADING_SCORE = 0.7
# A unit of which the agencies fill this share is a heading, not a task.
_HEADING_COVERAGE = 0.72
_ORDER = re.compile(r"(?:^|[\s,;.])(?:giao|yeu c\w{0,2}u?|de nghi|p& nghi)\s+")
_CLOSING = re.compile(r"tren day|trong qua tr|chu tich|giao |yeu cau|can cu")
_DONE = re.compile(r"\b(?:da|dang|luon|van|duoc|dugc|hien|da duoc)\b")
_NO_VERB = {"la", "da", "dang", "va", "co", "duoc", "cua", "ve", "tai", "trong", "theo", "den", "con", "nhat"}
_REPORT = "bao cao"

_READ_CONFIDENCE = 0.98
_INFERRED_CONFIDENCE = 0.85
# Rows put together from cells whose layout is lost.
_REBUILT_CONFIDENCE = 0.8
_NO_LEAD_SCORE = 0.5
_OPENING_LETTERS = 60


@dataclass(frozen=True, slots=True)
class _Owner:
    """The agencies of a heading and its place in the reading."""

    names: tuple[str, ...]
    span: Span
    label: str


def tasks(document: Document) -> tuple[Task, ...]:
    """Every assigned task of a document, in order of place; spans are offsets into the source text."""
    found = [*_body_tasks(document), *_annex_tasks(document)]
    return tuple(sorted(found, key=lambda task: (task.task_span, task.id)))


def _body_tasks(document: Document) -> Iterator[Task]:
    text = document.reading.text
    owner: _Owner | None = None
    after_bullets = False
    for unit in units(document.reading):
        if not names_section(unit, _ASSIGNING_SECTION):
            owner = None
            if not _is_report(document) and (unit.section or unit.kind == "article"):
                closing = names_section(unit, _FUNDING_SECTION, least=_LEAST_FUNDING_SECTION)
                yield from _owned_sentences(document, unit, closing=closing and unit.kind == "plain")
            continue
        if unit.kind == "roman":
            owner = None
            continue
        heading = _heading(document.reading, unit)
        if heading is not None and (unit.kind == "number" or unit.label):
            owner, after_bullets = heading, False
            rest = _after_heading(text, unit, heading)
            if rest is not None:
                yield from _rows(document, rest, owner)
                after_bullets = True
            continue
        if unit.kind == "number":
            owner, after_bullets = None, False
        elif heading is not None and owner is not None and not after_bullets and _is_only(text, unit, heading):
            owner = replace_owner(owner, heading)
        elif owner is None or (unit.kind == "plain" and (after_bullets or _closes(text, unit))):
            yield from _owned_sentences(document, unit, closing=True)
        else:
            yield from _rows(document, Span(start=unit.start, end=unit.end), owner)
            after_bullets = after_bullets or unit.kind == "dash"


def _annex_tasks(document: Document) -> Iterator[Task]:
    if _is_report(document):
        return
    year = document.metadata.years[0] if document.metadata.years else None
    is_one_year = document.metadata.years is not None and document.metadata.years[0] == document.metadata.years[1]
    for row in rows_of_annexes(document.raw.pages, document.reading):
        lead = row.lead.agencies.names if row.lead and row.lead.agencies else ()
        coordinate = row.coordinate.agencies.names if row.coordinate and row.coordinate.agencies else ()
        words = deadline_words(document.reading, row.deadline) if row.deadline else None
        span = _source(document, _span(row.task))
        score = row.lead.agencies.score if row.lead and row.lead.agencies else _NO_LEAD_SCORE
        yield Task(
            id=_id(document.source, "annex", span, lead, coordinate, (str(row.lead.start if row.lead else ""),)),
            source=document.source,
            part="annex",
            group=row.group,
            task=on_one_line(row.task.words),
            task_span=span,
            lead=lead,
            lead_span=_source(document, _span(row.lead)) if row.lead else None,
            coordinate=coordinate,
            coordinate_span=_source(document, _span(row.coordinate)) if row.coordinate else None,
            advise=lead if roles_of(row.task.words[:_OPENING_LETTERS]).opens_with == ADVISE else (),
            deadline=words,
            deadline_span=_source(document, _span(row.deadline)) if row.deadline else None,
            deadline_date=last_day(words, year=year if is_one_year else None) if words else None,
            product=product_words(document.reading, row.product) if row.product else None,
            product_span=_source(document, _span(row.product)) if row.product else None,
            budget=" ".join(row.budget.words.split()) if row.budget else None,
            budget_span=_source(document, _span(row.budget)) if row.budget else None,
            confidence=round(_REBUILT_CONFIDENCE * score * _readable(row.task.words), 3),
        )


def _span(cell: Cell) -> Span:
    return Span(start=cell.start, end=cell.end)


def replace_owner(owner: _Owner, more: _Owner) -> _Owner:
    """The owner with the agencies of the line that goes on with its heading."""
    return replace(owner, names=(*owner.names, *more.names), span=Span(start=owner.span.start, end=more.span.end))


def _heading(reading: RepairedText, unit: Unit) -> _Owner | None:
    """The agencies that a unit opens with, in its better reading, and the place of their words."""
    source_start, source_end = reading.to_source(unit.start, unit.end)
    read = _opening_list(reading.text[unit.start : unit.end])
    scanned = _opening_list(reading.source[source_start:source_end])
    label = f"{unit.section}.{unit.label}" if unit.label else unit.section
    if not read and not scanned:
        return None
    if len(scanned.names) > len(read.names) or (len(scanned.names) == len(read.names) and scanned.score > read.score):
        start, end = reading.to_reading(source_start + scanned.start, source_start + scanned.end)
        names = scanned.names
    else:
        start, end, names = unit.start + read.start, unit.start + read.end, read.names
    narrowing = re.match(rf"[^\S\n]*(\w[^:\n]{{1,{_QUALIFIER_LETTERS}}}):\s", reading.text[end : unit.end])
    if narrowing:
        names = (*names[:-1], f"{names[-1]} {narrowing.group(1).strip()}")
    return _Owner(names, Span(start=start, end=end), label)


def _opening_list(words: str) -> AgencyList:
    order = _ORDER.match(fold(words))
    skipped = order.end() if order else 0
    listed = leading_list(words[skipped:], least_score=_LEAST_HEADING_SCORE, skip_letters=_MARKER_LETTERS)
    return replace(listed, start=listed.start + skipped, end=listed.end + skipped)


def _is_only(text: str, unit: Unit, heading: _Owner) -> bool:
    letters = sum(character.isalnum() for character in text[unit.start : unit.end])
    named = sum(character.isalnum() for character in text[heading.span.start : heading.span.end])
    return named >= _HEADING_COVERAGE * letters


def _after_heading(text: str, unit: Unit, heading: _Owner) -> Span | None:
    """What a numbered unit says after its agency, None when it is a heading only."""
    if _is_only(text, unit, heading):
        return None
    colon = re.match(rf"[^:\n]{{0,{_QUALIFIER_LETTERS}}}:\s", text[heading.span.end : unit.end])
    start = heading.span.end + (colon.end() if colon else 0)
    while start < unit.end and not text[start].isalnum():
        start += 1
    words = text[start : unit.end]
    return Span(start=start, end=unit.end) if len(words.split()) >= _FEWEST_WORDS else None


_FEWEST_WORDS = 4
# "các đoàn thể phường:": words between the agency and the colon narrow its name.
_QUALIFIER_LETTERS = 20


def _closes(text: str, unit: Unit) -> bool:
    return _CLOSING.match(fold(text[unit.start : unit.start + 40]).lstrip()) is not None


def _rows(document: Document, span: Span, owner: _Owner) -> Iterator[Task]:
    text = document.reading.text
    for clause in clauses(text, span.start, span.end):
        roles = roles_of(text[clause.start : clause.end])
        yield _task(document, clause, owner, roles, confidence=_READ_CONFIDENCE)


def _owned_sentences(document: Document, unit: Unit, *, closing: bool = False) -> Iterator[Task]:
    """The sentences of a unit that open with their owner, or order one to act."""
    text = document.reading.text
    for start, words in _sentences(text[unit.start : unit.end], closing=closing):
        start += unit.start
        found = _ordered(words) or _owned(words) or (_last_owner(words) if closing else None)
        if found is None:
            continue
        listed, offset = found
        rest_start = start + offset + listed.end
        rest = text[rest_start : start + len(words.rstrip())]
        if len(rest.split()) < _FEWEST_WORDS or _acts_not(rest):
            continue
        group = f"{unit.section}.{unit.label}".strip(".")
        owner = _Owner(listed.names, Span(start=start + offset + listed.start, end=rest_start), group)
        begin = rest_start + len(rest) - len(rest.lstrip(" ,:\n\t"))
        clause = Span(start=begin, end=start + len(words.rstrip()))
        yield _task(document, clause, owner, roles_of(text[clause.start : clause.end]), confidence=_INFERRED_CONFIDENCE)


def _sentences(text: str, *, closing: bool) -> Iterator[tuple[int, str]]:
    """The sentences of a unit; a semicolon ends one only where the words after it open with an owner that acts."""
    at = 0
    for stop in re.finditer(r"[.;](?=\s|$)\s*", text):
        following = text[stop.end() :]
        if stop.group().startswith(";"):
            listed = leading_list(following) if not closing else None
            begin = at + len(text[at:]) - len(text[at:].lstrip("0123456789% \n"))
            before = leading_list(text[begin:])
            only_owners = bool(before) and begin + before.end >= stop.start() - 2
            if not listed or only_owners or _acts_not(following[listed.end :]):
                continue
        elif following[:1].islower():
            continue
        yield at, text[at : stop.end()]
        at = stop.end()
    if text[at:].strip():
        yield at, text[at:]


def _acts_not(rest: str) -> bool:
    verb = re.findall(r"\w+", fold(rest[:60]))[:2]
    return len(verb) < 2 or verb[0] in _NO_VERB or _DONE.match(" ".join(verb)) is not None or rest.lstrip()[:1] in ",;"


def _owned(words: str) -> tuple[AgencyList, int] | None:
    skipped = len(words) - len(words.lstrip(" \n\t-+•_"))
    if words[skipped : skipped + 1].isdigit() or "%" in words[: skipped + 12]:
        return None
    listed = leading_list(words[skipped:])
    return (listed, skipped) if listed else None


def _ordered(words: str) -> tuple[AgencyList, int] | None:
    folded = fold_with_map(words)
    for order in _ORDER.finditer(folded.text):
        at = folded.to_source(order.start(), order.end())[1]
        listed = leading_list(words[at:])
        if listed:
            return listed, at
    return None


def _last_owner(words: str) -> tuple[AgencyList, int] | None:
    """The owner that follows a comma in a closing sentence ("…, các cơ quan, đơn vị kịp thời báo cáo …")."""
    for comma in re.finditer(r",\s+", words):
        listed = leading_list(words[comma.end() :])
        if listed:
            return listed, comma.end()
    return None


def _is_report(document: Document) -> bool:
    return fold(document.metadata.kind or "").startswith(_REPORT)


def _task(document: Document, clause: Span, owner: _Owner, roles: Roles, *, confidence: float) -> Task:
    reading = document.reading
    only_partner = opens_with_coordination(roles)
    partners = roles.partners.names if roles.partners else ()
    lead = () if only_partner else owner.names
    coordinate = tuple(dict.fromkeys([*owner.names, *partners])) if only_partner else partners
    coordinate = tuple(name for name in coordinate if only_partner or name not in lead)
    words = roles.deadline.words if roles.deadline else None
    span = _source(document, clause)
    return Task(
        id=_id(document.source, "body", span, lead, coordinate),
        source=document.source,
        part="body",
        group=owner.label,
        task=on_one_line(reading.text[clause.start : clause.end]),
        task_span=span,
        lead=lead,
        lead_span=_source(document, owner.span),
        coordinate=coordinate,
        coordinate_span=_shifted(document, clause, roles.partners),
        advise=owner.names if roles.advises and not only_partner else (),
        deadline=words,
        deadline_span=_shifted(document, clause, roles.deadline),
        deadline_date=last_day(words) if words else None,
        confidence=round(confidence * _readable(reading.text[clause.start : clause.end]), 3),
    )


def _shifted(document: Document, clause: Span, part: object) -> Span | None:
    start, end = getattr(part, "start", None), getattr(part, "end", None)
    if start is None or end is None:
        return None
    return _source(document, Span(start=clause.start + start, end=clause.start + end))


def _source(document: Document, span: Span) -> Span:
    start, end = document.reading.to_source(span.start, span.end)
    return Span(start=start, end=end)


def _readable(words: str) -> float:
    """Half of a row's confidence hangs on how well its words were read."""
    return 0.5 + 0.5 * read_quality(words)


def _id(source: str, part: str, span: Span, *fields: tuple[str, ...]) -> str:
    content = "\x1f".join([source, part, str(span.start), str(span.end), *(";".join(field) for field in fields)])
    return sha256(content.encode()).hexdigest()[:16]
