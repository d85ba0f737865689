"""The register of assigned tasks: body first, then the annexes.

`ingest.registers.body.assignments` finds the rows of the body, `ingest.registers.roles` says who leads and helps in
each and where a bullet is more than one row. A report of what was done assigns nothing.
"""

from collections.abc import Iterator
from hashlib import sha256

from ingest.documents import Document, Span, Task
from ingest.language.fold import fold
from ingest.layout.lines import on_one_line
from ingest.quality import read_quality
from ingest.registers.annex.cell_kinds import Cell, deadline_words, product_words
from ingest.registers.annex.ruled_annex import rows_of_annexes
from ingest.registers.body.assignments import body_rows
from ingest.registers.body.labels import names_of
from ingest.registers.body.row import BodyRow
from ingest.registers.body.units import is_broken
from ingest.registers.deadlines import DeadlineTerms, deadline_terms
from ingest.registers.roles import ADVISE, opens_with_coordination, roles_of

_REPORT = "bao cao"

_READ_CONFIDENCE = 0.98
_INFERRED_CONFIDENCE = 0.85
# Rows put together from cells whose layout is lost.
_REBUILT_CONFIDENCE = 0.8
_NO_LEAD_SCORE = 0.5
_OPENING_LETTERS = 60


def tasks(document: Document) -> tuple[Task, ...]:
    """Every assigned task of a document, in order of place; spans are offsets into the source text."""
    found = [*_body_tasks(document), *_annex_tasks(document)]
    return tuple(sorted(found, key=lambda task: (task.task_span, task.id)))


def _body_tasks(document: Document) -> Iterator[Task]:
    if _is_report(document):
        return
    for row in body_rows(document):
        yield _task(document, row)


def _annex_tasks(document: Document) -> Iterator[Task]:
    if _is_report(document):
        return
    for row in rows_of_annexes(document.raw.pages, document.reading):
        lead = row.lead.agencies.names if row.lead and row.lead.agencies else ()
        coordinate = row.coordinate.agencies.names if row.coordinate and row.coordinate.agencies else ()
        words = deadline_words(document.reading, row.deadline) if row.deadline else None
        span = _source(document, _span(row.task))
        terms = _terms(document, words)
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
            deadline_date=terms.last,
            deadline_from=terms.first,
            recurrence=terms.recurrence,
            relative=terms.relative,
            product=product_words(document.reading, row.product) if row.product else None,
            product_span=_source(document, _span(row.product)) if row.product else None,
            budget=" ".join(row.budget.words.split()) if row.budget else None,
            budget_span=_source(document, _span(row.budget)) if row.budget else None,
            confidence=round(_REBUILT_CONFIDENCE * score * _readable(row.task.words), 3),
        )


def _span(cell: Cell) -> Span:
    return Span(start=cell.start, end=cell.end)


def _is_report(document: Document) -> bool:
    """Whether a paper is a report: its kind says so, and its head; without a head the kind is a word of its text."""
    told = document.metadata
    has_head = told.number is not None or told.issuer is not None or told.signed_on is not None
    return fold(told.kind or "").startswith(_REPORT) and has_head


def _task(document: Document, row: BodyRow) -> Task:
    reading = document.reading
    clause = row.span
    words_of_task = reading.text[clause.start : clause.end]
    roles = roles_of(words_of_task, broken=is_broken(document, clause))
    owners = row.owner.names
    lead: tuple[str, ...] = owners
    coordinate: tuple[str, ...] = ()
    if row.labels.keys() & {"lead", "coordinate"}:
        partner = row.labels.get("coordinate")
        coordinate = names_of(partner.words) if partner else ()
        coordinate_span = _source(document, Span(start=partner.start, end=partner.end)) if partner else None
    else:
        only_partner = opens_with_coordination(roles)
        partners = roles.partners.names if roles.partners else ()
        lead = () if only_partner else owners
        coordinate = tuple(dict.fromkeys([*owners, *partners])) if only_partner else partners
        coordinate_span = _shifted(document, clause, roles.partners)
        if not coordinate and row.owner.partners_span is not None:
            coordinate, coordinate_span = row.owner.partners, _source(document, row.owner.partners_span)
    coordinate = tuple(name for name in coordinate if name not in lead)
    deadline, deadline_span = _labelled(document, row, "deadline")
    if deadline is None and roles.deadline is not None:
        deadline, deadline_span = roles.deadline.words, _shifted(document, clause, roles.deadline)
    if deadline is None and row.inherited is not None:
        deadline = row.inherited.words
        deadline_span = _source(document, Span(start=row.inherited.start, end=row.inherited.end))
    terms = _terms(document, deadline)
    product, product_span = _labelled(document, row, "product")
    budget, budget_span = _labelled(document, row, "budget")
    span = _source(document, clause)
    confidence = _READ_CONFIDENCE if row.is_read else _INFERRED_CONFIDENCE
    return Task(
        id=_id(document.source, "body", span, lead, coordinate),
        source=document.source,
        part="body",
        group=row.owner.label,
        task=on_one_line(words_of_task),
        task_span=span,
        lead=lead,
        lead_span=_source(document, row.owner.span),
        coordinate=coordinate,
        coordinate_span=coordinate_span,
        advise=lead if roles.advises else (),
        deadline=deadline,
        deadline_span=deadline_span,
        deadline_date=terms.last,
        deadline_from=terms.first,
        recurrence=terms.recurrence,
        relative=terms.relative,
        product=product,
        product_span=product_span,
        budget=budget,
        budget_span=budget_span,
        confidence=round(confidence * _readable(words_of_task), 3),
    )


def _terms(document: Document, deadline: str | None) -> DeadlineTerms:
    """What a deadline says as data; days without a year are of the document's year, where it is for one only."""
    years = document.metadata.years
    year = years[0] if years is not None and years[0] == years[1] else None
    return deadline_terms(deadline, year=year) if deadline else DeadlineTerms()


def _labelled(document: Document, row: BodyRow, name: str) -> tuple[str | None, Span | None]:
    value = row.labels.get(name)
    if value is None:
        return None, None
    return value.words, _source(document, Span(start=value.start, end=value.end))


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
