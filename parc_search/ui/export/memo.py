"""An answer as a memo to file: what was asked, the answer in fields, its grounds, and every quote in an annex.

This file says what stands in the memo; `memo_docx` and `memo_pdf` say how it is set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parc_search.results import Answer, Citation
from parc_search.ui import messages
from parc_search.ui.components.cards import place_text
from parc_search.ui.components.differences import difference
from parc_search.ui.state.formats import date_text, kind_label, one_line, percent_text

Style = Literal["title", "note", "heading", "answer", "field", "text", "document", "quote", "source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoLine:
    """One paragraph: `label` stands before `text` where there is one; `starts_page` opens the annex."""

    style: Style
    text: str
    label: str = ""
    starts_page: bool = False


def memo_lines(
    answer: Answer,
    fields: Sequence[tuple[str, str]],
    *,
    made_at: datetime,
    listed: Sequence[tuple[int, str]] = (),
) -> tuple[MemoLine, ...]:
    """The memo's paragraphs, in order; `fields` are what stands beside the short answer on the screen.

    `listed` are the items of a list in full with the numbers of their citations: they stand for the short answer.
    """
    return tuple(_lines(answer, fields, made_at, listed))


def _lines(
    answer: Answer, fields: Sequence[tuple[str, str]], made_at: datetime, listed: Sequence[tuple[int, str]]
) -> Iterator[MemoLine]:
    yield MemoLine(style="title", text=messages.MEMO_TITLE)
    made = messages.MEMO_MADE.format(day=date_text(made_at.date()), time=f"{made_at:%H:%M}")
    yield MemoLine(style="note", text=f"{made} {messages.MEMO_QUOTED}" if answer.is_answered else made)
    yield MemoLine(style="field", label=messages.TEXT_QUESTION, text=answer.question)
    yield MemoLine(style="field", label=messages.UNDERSTOOD_QUESTION, text=answer.interpretation.question)
    if not answer.is_answered:
        yield MemoLine(style="answer", text=messages.NOT_FOUND_TITLE)
        yield MemoLine(style="field", label=messages.TEXT_REASON, text=answer.reason or "")
        return
    yield MemoLine(style="heading", text=kind_label(answer, otherwise=messages.TEXT_ANSWER))
    if answer.sides:
        if differs := difference(answer.sides):
            yield MemoLine(style="answer", text=differs)
        for side in answer.sides:
            number = f" [{side.citation_n}]" if side.citation_n else ""
            yield MemoLine(style="field", label=side.name, text=f"{side.value or messages.SIDE_SAYS_NOTHING}{number}")
    elif listed:
        for n, item in listed:
            yield MemoLine(style="document", label=f"[{n}]", text=item)
    else:
        yield MemoLine(style="answer", text=answer.answer or "")
    for label, value in fields:
        yield MemoLine(style="field", label=label, text=value)
    if not (listed and (answer.answer or "") in (answer.sentence or "")):
        yield MemoLine(style="text", text=answer.sentence or "")
    for note in answer.notes:
        yield MemoLine(style="note", text=note)
    yield MemoLine(style="heading", text=messages.MEMO_GROUNDS)
    grounds: dict[str, list[int]] = {}
    for citation in answer.citations:
        grounds.setdefault(_document(citation), []).append(citation.n)
    for document, numbers in grounds.items():
        yield MemoLine(style="document", label=", ".join(f"[{n}]" for n in numbers), text=document)
    yield MemoLine(style="heading", text=messages.MEMO_ANNEX, starts_page=True)
    yield MemoLine(style="note", text=messages.MEMO_ANNEX_LEAD)
    for citation in answer.citations:
        yield from _annex(citation)


def _annex(citation: Citation) -> Iterator[MemoLine]:
    yield MemoLine(style="document", label=f"[{citation.n}]", text=_document(citation))
    place = f"{place_text(citation)}, {messages.TEXT_FILE} {citation.source}"
    if citation.path:
        place = f"{' › '.join(citation.path)} ({place})"
    yield MemoLine(style="note", text=place)
    quote, raw = one_line(citation.quote), one_line(citation.quote_raw)
    yield MemoLine(style="quote", text=f"“{quote}”")
    quality = messages.MEMO_QUALITY.format(share=percent_text(citation.read_quality))
    if raw != quote:
        yield MemoLine(style="source", label=messages.SOURCE_TEXT_LABEL, text=f"“{raw}” {quality}")
    yield MemoLine(style="source", label=messages.MEMO_HASH, text=citation.passage_hash)


def _document(citation: Citation) -> str:
    metadata = citation.metadata
    said = [metadata.title]
    if metadata.number:
        said.append(messages.NUMBER.format(number=metadata.number))
    if metadata.signed_on:
        said.append(messages.SIGNED_ON.format(day=date_text(metadata.signed_on)))
    said += [metadata.issuer] if metadata.issuer else []
    return ", ".join(said)
