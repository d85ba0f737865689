"""Rows of the store's tables made of the shared nouns, and back: what goes in comes out equal.

Nothing here touches a database: each noun has `<noun>_row`, the values in the order of the table's columns after
`source` and `position`, and `<noun>_of`, its inverse.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.documents import Heading, Metadata, Page, Passage, Span, Target, Task
from ingest.repaired_text import Edit

Row = tuple[Any, ...]
_BOX_TYPE = np.dtype("<f4")
_TASK_SPANS = ("task_span", "lead_span", "coordinate_span", "deadline_span", "product_span", "budget_span")


def page_row(page: Page) -> Row:
    """The row of a page, its character boxes as compressed little-endian float32."""
    boxes = None if page.char_boxes is None else zlib.compress(page.char_boxes.astype(_BOX_TYPE).tobytes())
    doubts = to_json([[span.start, span.end] for span in page.doubts])
    place = (page.page_no, page.start, page.end, page.quality, page.width_pt, page.height_pt, boxes)
    return (*place, page.read_by, page.other_reading, doubts)


def page_of(row: Row) -> Page:
    """The page of a row."""
    page_no, start, end, quality, width, height, packed, read_by, other_reading, doubts = row
    return Page(
        page_no=page_no,
        start=start,
        end=end,
        quality=quality,
        width_pt=width,
        height_pt=height,
        char_boxes=None if packed is None else _boxes(packed),
        read_by=read_by,
        other_reading=other_reading,
        doubts=tuple(Span(start=first, end=last) for first, last in json.loads(doubts)),
    )


def heading_row(heading: Heading) -> Row:
    """The row of a heading."""
    return (heading.level, heading.label, heading.title, heading.start, heading.end, heading.section_end)


def heading_of(row: Row) -> Heading:
    """The heading of a row."""
    level, label, title, start, end, section_end = row
    return Heading(level=level, label=label, title=title, start=start, end=end, section_end=section_end)


def edit_row(edit: Edit) -> Row:
    """The row of an edit."""
    return (edit.start, edit.end, edit.was, edit.now, edit.rule, edit.confidence)


def edit_of(row: Row) -> Edit:
    """The edit of a row."""
    start, end, was, now, rule, confidence = row
    return Edit(start=start, end=end, was=was, now=now, rule=rule, confidence=confidence)


def passage_row(passage: Passage) -> Row:
    """The row of a passage."""
    place = (passage.id, passage.start, passage.end)
    words = (passage.text, passage.reading, to_json(passage.path))
    return (*place, *words, passage.kind, passage.page_no, passage.quality)


def passage_of(source: str, row: Row) -> Passage:
    """The passage of a row."""
    identifier, start, end, text, reading, path, kind, page_no, quality = row
    return Passage(
        id=identifier,
        source=source,
        start=start,
        end=end,
        text=text,
        reading=reading,
        path=tuple(json.loads(path)),
        kind=kind,
        page_no=page_no,
        quality=quality,
    )


def task_row(task: Task) -> Row:
    """The row of an assigned task, its spans and the terms of its deadline as one JSON object."""
    spans: dict[str, Any] = {name: _pair(getattr(task, name)) for name in _TASK_SPANS}
    start = None if task.deadline_from is None else task.deadline_from.isoformat()
    terms = {"deadline_from": start, "recurrence": task.recurrence, "relative": task.relative}
    spans |= {name: value for name, value in terms.items() if value is not None}
    agencies = (to_json(task.lead), to_json(task.coordinate), to_json(task.advise))
    day = None if task.deadline_date is None else task.deadline_date.isoformat()
    fields = (task.deadline, day, task.product, task.budget, task.confidence)
    return (task.id, task.part, task.group, task.task, *agencies, *fields, to_json(spans))


def task_of(source: str, row: Row) -> Task:
    """The assigned task of a row; one that was stored before its deadline had terms has none."""
    identifier, part, group, task, lead, coordinate, advise, deadline, day, product, budget, confidence, packed = row
    stored = json.loads(packed)
    start = stored.pop("deadline_from", None)
    recurrence, relative = stored.pop("recurrence", None), stored.pop("relative", None)
    spans: dict[str, Any] = {name: pair and _span(pair) for name, pair in stored.items()}
    return Task(
        id=identifier,
        source=source,
        part=part,
        group=group,
        task=task,
        lead=tuple(json.loads(lead)),
        coordinate=tuple(json.loads(coordinate)),
        advise=tuple(json.loads(advise)),
        deadline=deadline,
        deadline_date=None if day is None else date.fromisoformat(day),
        deadline_from=None if start is None else date.fromisoformat(start),
        recurrence=recurrence,
        relative=relative,
        product=product,
        budget=budget,
        confidence=confidence,
        **spans,
    )


def target_row(target: Target) -> Row:
    """The row of a target or figure; a comparison that is not known is stored as an empty text."""
    words = (target.subject, target.comparison or "", target.value, target.unit, target.year, target.kind)
    return (target.id, *words, target.confidence, target.span.start, target.span.end, to_json(target.lead))


def target_of(source: str, row: Row) -> Target:
    """The target or figure of a row."""
    identifier, subject, comparison, value, unit, year, kind, confidence, start, end, lead = row
    return Target(
        id=identifier,
        source=source,
        subject=subject,
        comparison=comparison or None,
        value=value,
        unit=unit,
        year=year,
        kind=kind,
        lead=tuple(json.loads(lead)),
        confidence=confidence,
        span=Span(start=start, end=end),
    )


def metadata_values(metadata: Metadata) -> dict[str, Any]:
    """The metadata's fields as JSON values."""
    values = asdict(metadata)
    for field in ("signed_on", "effective_from"):
        values[field] = None if values[field] is None else values[field].isoformat()
    return values


def metadata_of(values: Mapping[str, Any]) -> Metadata:
    """The metadata of JSON values; an older store does not say all of it."""
    signed_on, years, effective_from = values["signed_on"], values["years"], values.get("effective_from")
    return replace(
        Metadata(title=values["title"], kind=values["kind"], number=values["number"], issuer=values["issuer"]),
        signed_on=None if signed_on is None else date.fromisoformat(signed_on),
        place=tuple(values["place"]),
        years=None if years is None else (years[0], years[1]),
        effective_from=None if effective_from is None else date.fromisoformat(effective_from),
        amends=tuple(values.get("amends", ())),
        amended_by=tuple(values.get("amended_by", ())),
        replaces=tuple(values.get("replaces", ())),
        signer=values.get("signer"),
        signer_role=values.get("signer_role"),
    )


def to_json(value: object) -> str:
    """The value as JSON, letters kept as they are."""
    return json.dumps(value, ensure_ascii=False)


def _boxes(packed: bytes) -> npt.NDArray[np.float32]:
    return np.frombuffer(zlib.decompress(packed), dtype=_BOX_TYPE).reshape(-1, 4).astype(np.float32)


def _pair(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _span(pair: list[int]) -> Span:
    return Span(start=pair[0], end=pair[1])
