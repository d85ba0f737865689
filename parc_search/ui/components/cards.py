"""What several screens draw: heads, notices, citations, documents, fields, and a store without a document."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from ingest.documents import Metadata, Passage
from parc_search.results import Citation
from parc_search.ui import messages
from parc_search.ui.components.highlight import found_marks
from parc_search.ui.components.markup import Html, draw, element, join, marked_quote, text
from parc_search.ui.state.formats import date_text, number_text, one_line, percent_text, quality_level

Field = tuple[str, str]
SHELF_SHOWN = 8
_PATH_ARROW = " › "
_WIDE_VALUE_CHARS = 60


def screen_head(title: str, lead: str = "") -> Html:
    """The name of a screen and the one line that says what it is for."""
    line = text(lead, "lead", "p") if lead else Html("")
    return element("div", text(title, "screen", "h1"), line, css="parc head")


def citation_card(citation: Citation, *, question: str, answer: str | None) -> Html:
    """One citation: its document, its place in the outline, the repaired quote with the found words set off."""
    quote = one_line(citation.quote)
    return element(
        "article",
        element(
            "header",
            text(str(citation.n), "index"),
            element("div", document_line(citation.metadata, citation.source), css="document"),
            quality_badge(citation.read_quality),
        ),
        outline_path(citation.path),
        element("blockquote", marked_quote(quote, found_marks(quote, question=question, answer=answer))),
        element("footer", text(place_text(citation)), text(citation.source, "file")),
        css="parc citation",
        label=f"{messages.CITATIONS_TITLE} {citation.n}",
    )


def passage_card(passage: Passage, metadata: Metadata | None, *, question: str) -> Html:
    """A passage that is near the question but answers nothing."""
    quote = one_line(passage.reading)
    heading = document_line(metadata, passage.source) if metadata else text(passage.source, "title")
    return element(
        "article",
        element("header", element("div", heading, css="document"), quality_badge(passage.quality)),
        outline_path(passage.path),
        element("blockquote", marked_quote(quote, found_marks(quote, question=question))),
        css="parc citation near",
    )


def document_line(metadata: Metadata, source: str) -> Html:
    """The document's title, then its number, date and issuer, as far as the text says them."""
    parts = [metadata.kind, metadata.number and messages.NUMBER.format(number=metadata.number)]
    if metadata.signed_on:
        parts.append(messages.SIGNED_ON.format(day=date_text(metadata.signed_on)))
    stated = [part for part in parts if part]
    said = [" ".join(stated)] if stated else []
    said += [metadata.issuer] if metadata.issuer else []
    return join(
        [
            text(metadata.title or source, "title", "div"),
            text(" · ".join(said) or messages.DOCUMENT_UNREAD, "meta", "div"),
        ]
    )


def document_heading(metadata: Metadata, source: str) -> Html:
    """The document over a whole screen of its text."""
    return element("div", document_line(metadata, source), css="parc citation heading")


def outline_path(path: Sequence[str]) -> Html:
    """The headings above a quote, outermost first; nothing where the document has no outline there."""
    if not path:
        return Html("")
    return element("p", join([text(title) for title in path], _PATH_ARROW), css="path")


def quality_badge(quality: float) -> Html:
    """The read quality as a word with a three-step gauge, so that colour alone says nothing."""
    level = quality_level(quality)
    words_of_level = f"{messages.QUALITY_LEVELS[level]} {percent_text(quality)}"
    return element("span", element("i", css="gauge"), text(words_of_level), css=f"badge {level}")


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
    if not fields:
        return Html("")
    rows = [
        element(
            "div", text(label, tag="dt"), text(value, tag="dd"), css="wide" if len(value) > _WIDE_VALUE_CHARS else ""
        )
        for label, value in fields
    ]
    return element("dl", *rows, css="fields")


def row_card(fields: Sequence[Field]) -> Html:
    """One row of a register, all of its cells in full."""
    return element("article", field_list(fields), css="parc row")


def shelf(metadata: Mapping[str, Metadata]) -> Html:
    """The documents that can be asked, the first few by name."""
    shown = [element("li", document_line(said, source)) for source, said in list(metadata.items())[:SHELF_SHOWN]]
    title = messages.SHELF_TITLE.format(n=number_text(len(metadata)))
    more = len(metadata) - len(shown)
    rest = text(messages.SHELF_MORE.format(n=number_text(more)), "meta", "p") if more else Html("")
    return element("section", text(title, "part", "h2"), element("ul", *shown), rest, css="parc shelf")


def legend() -> Html:
    """What the two kinds of marks in a quote mean."""
    return element(
        "p",
        element("mark", marked_quote(messages.LEGEND_ANSWER), css="answer"),
        element("mark", marked_quote(messages.LEGEND_FOUND), css="found"),
        css="parc legend",
    )


def notice(title: str, *lines: str, level: str = "info") -> Html:
    """A title and plain lines in a frame: `level` is info or error."""
    said = [text(line, tag="p") for line in lines if line]
    css = f"parc notice {level}" if said else f"parc notice plain {level}"
    return element("section", text(title, tag="h2"), join(said), css=css)


def draw_empty_store(open_documents: Callable[[], None] | None) -> None:
    """Says what to do first; `open_documents` leads to the documents, None where adding them is for others."""
    if open_documents is None:
        draw(notice(messages.EMPTY_STORE_TITLE, messages.EMPTY_STORE_FOR_READERS))
        return
    draw(notice(messages.EMPTY_STORE_TITLE, messages.EMPTY_STORE_TEXT))
    if st.button(messages.EMPTY_STORE_BUTTON, type="primary", key="to-documents"):
        open_documents()
