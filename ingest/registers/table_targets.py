"""The targets of tables: a row for each value, with its unit, its year and who answers for it.

A table of targets has a column of what is measured and one or more of values, told by `column_roles`. A column's head,
a section's title or the line above the table names the year; where none does, the document's own period. What is
measured by its own words ("đạt trên 90%") is not for this file but for `ingest.registers.targets`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from ingest.documents import Document, Span, Target
from ingest.language.fold import fold, fold_with_map
from ingest.quality import read_quality
from ingest.registers.annex.assembly import AssembledRow, PlacedCell
from ingest.registers.annex.column_roles import TARGETS, TASKS
from ingest.registers.annex.ruled_annex import ReadTable, filled_rows, owners_of_row, read_tables
from ingest.repaired_text import RepairedText

_LEAST_CONFIDENCE = 0.5
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
_NUMBER = r"\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_VALUE = re.compile(rf"(?P<low>{_NUMBER})\s?(?P<first>%?)(?:\s*(?:-|–|den|toi)\s*(?P<high>{_NUMBER})\s?(?P<last>%?))?")
_BEHIND = re.compile(r"\s*([^\W\d_][^\d;:()]{0,24}?)\s*$")
_AT_LEAST = re.compile(r"toi thieu|it nhat|khong duoi|khong thap hon|tro len|\btren\b|\bhon\b|\bvuot\b|≥|>|\+$")
_AT_MOST = re.compile(r"toi da|khong qua|khong vuot|tro xuong|\bduoi\b|thap hon|≤|<")
_BOTH_NEGATED = re.compile(r"khong (?:duoi|thap hon)")
_UNIT_IN_HEAD = re.compile(r"\(\s*(?:don vi(?: tinh)?\s*:?\s*)?(%|[^()\d]{1,20})\s*\)\s*$")
_NO_VALUE = re.compile(r"\W*(?:x|-|co|khong|chua co|/)?\W*")
# Lines above a table in which its year may stand: its title, and what it is attached to.
_LINES_ABOVE = 3
_LONGEST_LINE = 300
_LONGEST_SPAN = 2_000
_CONFIDENCE = 0.95
_REPORT = "bao cao"
_AHEAD = re.compile(r"ke hoach|muc tieu|chi tieu|phan dau|lo trinh|\bkh\b|giao")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """A value as the cell writes it, its comparison, and the unit that stands with it, "" where none does."""

    value: str
    comparison: str
    unit: str


def table_targets(document: Document) -> tuple[Target, ...]:
    """The targets of all tables of targets of a document, in order of place; spans are offsets into the source text."""
    found = [target for read in _tables_of_targets(document) for target in _targets_of(document, read)]
    return tuple(sorted(found, key=lambda target: (target.span, target.value, target.id)))


def stretches_of_targets(document: Document) -> tuple[Span, ...]:
    """Where the tables of targets stand: what `table_targets` reads, and nobody else should."""
    return tuple(Span(start=read.table.start, end=read.table.end) for read in _tables_of_targets(document))


def with_owners(targets: Sequence[Target], document: Document) -> tuple[Target, ...]:
    """The targets that stand in rows of tables of tasks with the row's owner, and its year where they lack one."""
    owned: list[tuple[int, int, tuple[str, ...], str | None]] = []
    for read in read_tables(document.raw.pages, document.raw.text):
        if read.columns.kind == TASKS and read.columns.confidence >= _LEAST_CONFIDENCE:
            owned += _owned(read, document)
    owned.sort()
    starts = [row[0] for row in owned]
    found = []
    for target in targets:
        at = bisect_right(starts, target.span.start) - 1
        if at >= 0 and target.span.start < owned[at][1]:
            _, _, lead, year = owned[at]
            target = replace(target, lead=target.lead or lead, year=year or target.year)
        found.append(target)
    return tuple(found)


def _tables_of_targets(document: Document) -> tuple[ReadTable, ...]:
    return tuple(
        read
        for read in read_tables(document.raw.pages, document.raw.text)
        if read.columns.kind == TARGETS and read.columns.confidence >= _LEAST_CONFIDENCE
    )


def _owned(read: ReadTable, document: Document) -> Iterator[tuple[int, int, tuple[str, ...], str | None]]:
    """Where the task of each row begins and ends, who leads it, and the year that binds it if it names none itself."""
    reading, roles = document.reading, read.columns.roles
    outer = _year_above(reading.source, read.table.start) or _document_year(document)
    lead = _column(roles, "lead", "owners")
    own = roles.index("task")
    for cells, row in filled_rows(read.table, reading, own=own, owner=lead):
        owner, _ = owners_of_row(cells, row, reading, lead=lead, coordinate=None, both="lead" not in roles)
        task = cells[own]
        if task is not None:
            lead_names = owner.agencies.names if owner is not None and owner.agencies else ()
            year = None if _year(_said(task, reading)) else _section_year(row) or outer
            yield task.spans[0].start, task.spans[-1].end, lead_names, year


def _column(roles: Sequence[str], *names: str) -> int | None:
    return next((roles.index(name) for name in names if name in roles), None)


def _targets_of(document: Document, read: ReadTable) -> Iterator[Target]:
    reading, roles, heads = document.reading, read.columns.roles, read.table.heads
    subject, unit = roles.index("subject"), _column(roles, "unit")
    lead, coordinate = _column(roles, "lead", "owners"), _column(roles, "coordinate")
    values = [column for column, role in enumerate(roles) if role == "value"]
    reports = fold(document.metadata.kind or "").startswith(_REPORT)
    outer = _year_above(reading.source, read.table.start) or _document_year(document)
    for cells, row in filled_rows(read.table, reading, own=subject, owner=lead):
        named = cells[subject]
        if named is None:
            continue
        leads, _ = owners_of_row(
            cells, row, reading, lead=lead, coordinate=coordinate, both=lead is not None and roles[lead] == "owners"
        )
        words = _said(named, reading)
        own_unit = _said(cells[unit], reading) if unit is not None else ""
        for column in values:
            cell = cells[column]
            amount = _amount(cell, reading, unit=own_unit, head=heads[column], subject=words)
            if cell is None or amount is None:
                continue
            year = _year(heads[column]) or _year(words) or _section_year(row) or outer
            ahead = not reports or _AHEAD.search(fold(heads[column])) is not None
            span = _span(named, cell)
            content = "\x1f".join([document.source, str(cell.spans[0].start), amount.value, year or ""])
            yield Target(
                id=sha256(content.encode()).hexdigest()[:16],
                source=document.source,
                subject=words[:1].upper() + words[1:],
                comparison=amount.comparison,
                value=amount.value,
                unit=amount.unit,
                year=year,
                kind="target" if ahead else "achieved",
                lead=leads.agencies.names if leads is not None and leads.agencies else (),
                confidence=round(_CONFIDENCE * read.columns.confidence * (0.5 + 0.5 * read_quality(words)), 3),
                span=span,
            )


def _said(cell: PlacedCell | None, reading: RepairedText) -> str:
    """The repaired words of a cell on one line, without the marks at their ends."""
    if cell is None:
        return ""
    return " ".join(" ".join(reading.read(span.start, span.end) for span in cell.spans).split()).strip(" ,;.:-–+")


def _span(subject: PlacedCell, value: PlacedCell) -> Span:
    """From what is measured to its value, where they stand in one row; else the value's own place."""
    spans = sorted([*subject.spans, *value.spans])
    whole = Span(start=spans[0].start, end=spans[-1].end)
    near = whole.end - whole.start <= _LONGEST_SPAN and not subject.is_over and not value.is_over
    return whole if near else Span(start=value.spans[0].start, end=value.spans[0].end)


def _amount(cell: PlacedCell | None, reading: RepairedText, *, unit: str, head: str, subject: str) -> _Amount | None:
    """What a cell says: the value with its sign of percent, how it binds, its unit; None where it holds no number."""
    words = "" if cell is None else " ".join(reading.read(span.start, span.end) for span in cell.spans)
    folded = fold_with_map(words)
    if _NO_VALUE.fullmatch(folded.text):
        return None
    found = _VALUE.search(folded.text)
    if found is None or _YEAR.fullmatch(found.group("low")):
        return None
    in_head = _UNIT_IN_HEAD.search(fold(head))
    percent = bool(found["first"] or found["last"]) or unit == "%"
    percent = percent or (not unit and in_head is not None and in_head[1] == "%")
    behind = _BEHIND.match(folded.text, found.end())
    own = words[slice(*folded.to_source(behind.start(1), behind.end(1)))] if behind else ""
    if own and (_AT_LEAST.search(fold(own)) or _AT_MOST.search(fold(own))):
        own = ""
    numbers = [words[slice(*folded.to_source(*found.span(name)))] for name in ("low", "high") if found[name]]
    numbers = ["".join(number.split()) + ("%" if percent else "") for number in numbers]
    shown = "%" if percent else own or unit or (in_head[1] if in_head else "")
    if len(numbers) > 1:
        return _Amount(value="-".join(numbers), comparison="between", unit=shown)
    around = f"{folded.text[: found.start()]} {folded.text[found.end() :]}"
    return _Amount(value=numbers[0], comparison=_comparison(around, fold(subject)), unit=shown)


def _comparison(around: str, subject: str) -> str:
    """How a value binds, by the words about it in its cell, else by the last words of what is measured."""
    for words in (around, " ".join(subject.split()[-4:])):
        if _BOTH_NEGATED.search(words):
            return ">="
        if _AT_MOST.search(words):
            return "<="
        if _AT_LEAST.search(words):
            return ">="
    return "="


def _year(words: str) -> str | None:
    """The last year that the words name."""
    named = _YEAR.findall(words)
    return str(max(named)) if named else None


def _section_year(row: AssembledRow) -> str | None:
    return next((year for section in row.sections[::-1] if (year := _year(section.words))), None)


def _year_above(text: str, at: int) -> str | None:
    """The year that the title of a table names: in the lines right above it, not in a document's date or number."""
    stop = at
    for _ in range(_LINES_ABOVE):
        start = max(text.rfind("\n", 0, max(stop - 1, 0)), text.rfind("\f", 0, max(stop - 1, 0)), stop - _LONGEST_LINE)
        line = fold(text[max(start, 0) : stop])
        if "kem theo" not in line and "ngay" not in line:
            named = _YEAR.findall(line)
            if named:
                return str(max(named))
        stop = max(start, 0)
        if not stop:
            break
    return None


def _document_year(document: Document) -> str | None:
    return str(document.metadata.years[1]) if document.metadata.years else None
