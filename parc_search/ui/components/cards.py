"""What several screens draw: heads, notices, citations, documents, fields, and a store without a document."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from ingest.documents import Metadata, Passage
from parc_search.results import Citation
from parc_search.ui import messages
from parc_search.ui.components.highlight import found_marks
from parc_search.ui.components.markup import Html, draw, fill
from parc_search.ui.state.formats import number_text, one_line

Field = tuple[str, str]
SHELF_SHOWN = 8
_TEMPLATE = "cards.html"


def screen_head(title: str, lead: str = "") -> Html:
    """The name of a screen and the one line that says what it is for."""
    return fill(_TEMPLATE, "screen_head", title=title, lead=lead)


def citation_card(citation: Citation, *, question: str, answer: str | None) -> Html:
    """One citation: its document, its place in the outline, the repaired quote with the found words set off."""
    quote = one_line(citation.quote)
    marks = found_marks(quote, question=question, answer=answer)
    return fill(_TEMPLATE, "citation_card", citation=citation, quote=quote, marks=marks, place=place_text(citation))


def passage_card(passage: Passage, metadata: Metadata | None, *, question: str) -> Html:
    """A passage that is near the question but answers nothing."""
    quote = one_line(passage.reading)
    marks = found_marks(quote, question=question)
    return fill(_TEMPLATE, "passage_card", passage=passage, metadata=metadata, quote=quote, marks=marks)


def document_line(metadata: Metadata, source: str) -> Html:
    """The document's title, then its number, date and issuer, as far as the text says them."""
    return fill(_TEMPLATE, "document_line", metadata=metadata, source=source)


def document_heading(metadata: Metadata, source: str) -> Html:
    """The document over a whole screen of its text."""
    return fill(_TEMPLATE, "document_heading", metadata=metadata, source=source)


def outline_path(path: Sequence[str]) -> Html:
    """The headings above a quote, outermost first; nothing where the document has no outline there."""
    return fill(_TEMPLATE, "outline_path", path=path)


def quality_badge(quality: float) -> Html:
    """The read quality as a word with a three-step gauge, so that colour alone says nothing."""
    return fill(_TEMPLATE, "quality_badge", quality=quality)


def place_text(citation: Citation) -> str:
    """Where the quote stands: its page, if there are pages, and its lines."""
    if citation.line_start == citation.line_end:
        lines = messages.LINE_PLACE.format(first=number_text(citation.line_start))
    else:
        lines = messages.LINES_PLACE.format(first=number_text(citation.line_start), last=number_text(citation.line_end))
    place = f"{messages.PAGE_PLACE.format(page=citation.page)}, {lines}" if citation.page else lines
    return place[:1].upper() + place[1:]


def field_list(fields: Sequence[Field]) -> Html:
    """Labels and their values, side by side."""
    return fill(_TEMPLATE, "field_list", fields=fields)


def row_card(fields: Sequence[Field]) -> Html:
    """One row of a register, all of its cells in full."""
    return fill(_TEMPLATE, "row_card", fields=fields)


def shelf(metadata: Mapping[str, Metadata]) -> Html:
    """The documents that can be asked, the first few by name."""
    return fill(_TEMPLATE, "shelf", shown=list(metadata.items())[:SHELF_SHOWN], whole=len(metadata))


def legend() -> Html:
    """What the two kinds of marks in a quote mean."""
    return fill(_TEMPLATE, "legend")


def notice(title: str, *lines: str, level: str = "info") -> Html:
    """A title and plain lines in a frame: `level` is info or error."""
    return fill(_TEMPLATE, "notice", title=title, lines=[line for line in lines if line], level=level)


def draw_empty_store(open_documents: Callable[[], None] | None) -> None:
    """Says what to do first; `open_documents` leads to the documents, None where adding them is for others."""
    if open_documents is None:
        draw(notice(messages.EMPTY_STORE_TITLE, messages.EMPTY_STORE_FOR_READERS))
        return
    draw(notice(messages.EMPTY_STORE_TITLE, messages.EMPTY_STORE_TEXT))
    if st.button(messages.EMPTY_STORE_BUTTON, type="primary", key="to-documents"):
        open_documents()
