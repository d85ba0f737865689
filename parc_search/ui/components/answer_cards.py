"""Answers and refusals as HTML cards, and the register rows behind a list of an agency's tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Task
from parc_search.results import Answer, Citation, ComparisonSide
from parc_search.ui import messages
from parc_search.ui.components.cards import Field
from parc_search.ui.components.differences import difference, differing_words
from parc_search.ui.components.markup import Html, Mark, fill
from parc_search.ui.state.formats import confidence_level, date_text, kind_label, one_line, percent_text
from parc_search.ui.state.task_filter import now_called, with_todays_name

_TEMPLATE = "answer_cards.html"
_LIST_BREAK = "; "
# Kinds whose answer is a sentence or more: set in the size of text, not of a figure.
_LONG_KINDS = frozenset({"list", "procedure", "compare", "passage", "budget"})
_OF_AGENCIES = frozenset({"agency", "coordinating"})
_LONG_ANSWER_CHARS = 90
# A citation that holds less of a task quotes something else.
_LEAST_SHARE_OF_TASK = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesBehind:
    """The tasks that the citations quote, each with its citation's number, and how many the agency leads in all."""

    agency: str
    source: str
    shown: tuple[tuple[int, Task], ...]
    whole: int


def answer_panel(answer: Answer, *, task: Task | None = None, duties: DutiesBehind | None = None) -> Html:
    """The short answer as a labelled field, then what the register row says beside it, then the sentence.

    `task` is the register row that the first citation stands in, `duties` those of a list of tasks, if there are any.
    """
    by_number = {citation.n: citation for citation in answer.citations}
    return fill(
        _TEMPLATE,
        "answer_panel",
        answer=answer,
        fields=fields_beside(answer, task),
        label=kind_label(answer, otherwise=messages.KIND_LABELS["passage"]),
        is_long=answer.kind in _LONG_KINDS or len(answer.answer or "") > _LONG_ANSWER_CHARS,
        today=_now_called(answer),
        duties=duties,
        sides=[(side, by_number.get(side.citation_n or 0), _differing(side, answer.sides)) for side in answer.sides],
        differs=difference(answer.sides) if answer.sides else None,
    )


def fields_beside(answer: Answer, task: Task | None) -> list[Field]:
    """What stands beside the short answer: the rest of its register row, its document, how sure it is."""
    shown = answer.answer or ""
    signed_on = answer.citations[0].metadata.signed_on if answer.citations else None
    fields: list[Field] = []
    if task is not None:
        candidates = [
            (messages.FIELD_TASK, one_line(task.task)),
            (messages.FIELD_LEAD, _LIST_BREAK.join(task.lead)),
            (messages.FIELD_COORDINATE, _LIST_BREAK.join(task.coordinate)),
            (messages.FIELD_ADVISE, _LIST_BREAK.join(task.advise)),
            (messages.FIELD_DEADLINE, one_line(task.deadline or "")),
            (messages.FIELD_PRODUCT, one_line(task.product or "")),
            (messages.FIELD_BUDGET, one_line(task.budget or "")),
        ]
        fields += [(label, value) for label, value in candidates if value and value != shown]
        if answer.kind not in _OF_AGENCIES:
            todays = {name: with_todays_name(name, signed_on) for name in task.lead}
            fields = [
                (label, _LIST_BREAK.join(todays.values()) if label == messages.FIELD_LEAD else value)
                for label, value in fields
            ]
    if answer.citations and not answer.sides:
        metadata = answer.citations[0].metadata
        document = metadata.number or metadata.title
        if metadata.signed_on:
            document += f", {date_text(metadata.signed_on)}"
        fields.append((messages.FIELD_DOCUMENT, document))
    level = confidence_level(answer.confidence)
    fields.append(
        (messages.FIELD_CONFIDENCE, f"{messages.CONFIDENCE_LEVELS[level]} ({percent_text(answer.confidence)})")
    )
    return fields


def refusal_panel(answer: Answer) -> Html:
    """Why there is no answer, and what to try."""
    return fill(_TEMPLATE, "refusal_panel", reason=answer.reason or "")


def understood_panel(answer: Answer, *, is_corrected: bool) -> Html:
    """How the question was read, written out, and how long the answer took."""
    seconds = dict(answer.timings_ms).get("total", 0) / 1000
    question = answer.interpretation.question
    return fill(_TEMPLATE, "understood_panel", question=question, is_corrected=is_corrected, seconds=seconds)


def duties_behind(answer: Answer, tasks: Sequence[Task]) -> DutiesBehind | None:
    """The rows behind a list of tasks; None where a citation quotes anything but a task of one and the same agency.

    `tasks` are those of the cited document.
    """
    if answer.kind != "list" or len(answer.citations) < 2 or len({cited.source for cited in answer.citations}) > 1:
        return None
    rows = [(cited.n, _row_of(cited, tasks)) for cited in answer.citations]
    shown = tuple((n, row) for n, row in rows if row is not None)
    agencies = set.intersection(*(set(row.lead) for _, row in shown)) if len(shown) == len(rows) else set()
    if not agencies:
        return None
    agency = min(agencies, key=shown[0][1].lead.index)
    whole = sum(agency in task.lead for task in tasks)
    return DutiesBehind(agency=agency, source=answer.citations[0].source, shown=shown, whole=whole)


def _now_called(answer: Answer) -> tuple[str, str] | None:
    """What the agency that answers is called today, with the document that says so."""
    if answer.kind not in _OF_AGENCIES or not answer.answer or not answer.citations:
        return None
    return now_called(answer.answer, answer.citations[0].metadata.signed_on)


def _differing(side: ComparisonSide, sides: Sequence[ComparisonSide]) -> tuple[Mark, ...]:
    """The words that only this one of two sides says."""
    other = next((other.value for other in sides if other is not side), None) if len(sides) == 2 else None
    return differing_words(side.value, other) if side.value and other else ()


def _row_of(citation: Citation, tasks: Sequence[Task]) -> Task | None:
    """The task that the citation holds most of."""
    shares = [(_share(task, citation), task.id, task) for task in tasks]
    share, _, task = max(shares, key=lambda item: item[:2], default=(0.0, "", None))
    return task if share >= _LEAST_SHARE_OF_TASK else None


def _share(task: Task, citation: Citation) -> float:
    span, quoted = task.task_span, citation.span
    shared = max(0, min(span.end, quoted.end) - max(span.start, quoted.start))
    return shared / max(1, span.end - span.start)
