"""Answers, citations and passages as HTML cards: pure functions from what was found to what is shown."""

from collections.abc import Mapping, Sequence

from ingest.documents import Metadata, Passage, Task
from parc_search.results import Answer, Citation
from parc_search.ui import words
from parc_search.ui.formats import confidence_level, date_text, number_text, one_line, percent_text, quality_level
from parc_search.ui.marking import found_marks
from parc_search.ui.markup import Html, element, join, marked_quote, text

SHELF_SHOWN = 8
_PATH_ARROW = " › "
_LIST_BREAK = "; "
# Kinds whose answer is a sentence or more: set in the size of text, not of a figure.
_LONG_KINDS = frozenset({"list", "procedure", "compare", "passage", "budget"})
_LONG_ANSWER_CHARS = 90
_WIDE_VALUE_CHARS = 60


def screen_head(title: str, lead: str = "") -> Html:
    """The name of a screen and the one line that says what it is for."""
    line = text(lead, "lead", "p") if lead else Html("")
    return element("div", text(title, "screen", "h1"), line, css="parc head")


def answer_panel(answer: Answer, *, task: Task | None = None) -> Html:
    """The short answer as a labelled field, then what the register row says beside it, then the sentence.

    `task` is the register row that the first citation stands in, if there is one.
    """
    is_long = answer.kind in _LONG_KINDS or len(answer.answer or "") > _LONG_ANSWER_CHARS
    label = words.KIND_LABELS.get(answer.kind, words.KIND_LABELS["passage"])
    short = element(
        "div",
        text(label, "label", "div"),
        text(answer.answer or "", "value long" if is_long else "value", "div"),
        css="short",
    )
    beside = field_list(_fields_beside(answer, task))
    sentence = text(answer.sentence or "", "sentence", "p")
    notes = join([text(note, "note", "p") for note in answer.notes])
    return element("section", short, beside, sentence, notes, css="parc answer-panel", label=words.TEXT_ANSWER)


def refusal_panel(answer: Answer) -> Html:
    """Why there is no answer, and what to try."""
    advice = join([text(line, tag="li") for line in words.NOT_FOUND_ADVICE])
    return element(
        "section",
        text(words.NOT_FOUND_TITLE, tag="h2"),
        text(answer.reason or "", "sentence", "p"),
        text(words.NOT_FOUND_ADVICE_TITLE, "label", "div"),
        element("ul", advice),
        css="parc refusal",
        label=words.NOT_FOUND_TITLE,
    )


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
        label=f"{words.CITATIONS_TITLE} {citation.n}",
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
    parts = [metadata.kind, metadata.number and words.NUMBER.format(number=metadata.number)]
    if metadata.signed_on:
        parts.append(words.SIGNED_ON.format(day=date_text(metadata.signed_on)))
    stated = [part for part in parts if part]
    said = [" ".join(stated)] if stated else []
    said += [metadata.issuer] if metadata.issuer else []
    return join([text(metadata.title or source, "title", "div"), text(" · ".join(said) or source, "meta", "div")])


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
    words_of_level = f"{words.QUALITY_LEVELS[level]} {percent_text(quality)}"
    return element("span", element("i", css="gauge"), text(words_of_level), css=f"badge {level}")


def place_text(citation: Citation) -> str:
    """Where the quote stands: its page, if there are pages, and its lines."""
    if citation.line_start == citation.line_end:
        lines = words.LINE_PLACE.format(first=number_text(citation.line_start))
    else:
        lines = words.LINES_PLACE.format(first=number_text(citation.line_start), last=number_text(citation.line_end))
    place = f"{words.PAGE_PLACE.format(page=citation.page)}, {lines}" if citation.page else lines
    return place[:1].upper() + place[1:]


def field_list(fields: Sequence[tuple[str, str]]) -> Html:
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


def row_card(fields: Sequence[tuple[str, str]]) -> Html:
    """One row of a register, all of its cells in full."""
    return element("article", field_list(fields), css="parc row")


def understood_panel(answer: Answer) -> Html:
    """How the question was read: written out, its kind, its places, years and documents."""
    scope = answer.interpretation.scope
    fields = [
        (words.UNDERSTOOD_QUESTION, answer.interpretation.question),
        (words.UNDERSTOOD_KIND, words.KIND_LABELS.get(answer.kind, words.KIND_LABELS["passage"])),
        (words.UNDERSTOOD_PLACE, ", ".join(scope.place) or words.UNDERSTOOD_ALL),
        (words.UNDERSTOOD_YEARS, ", ".join(map(str, scope.years)) or words.UNDERSTOOD_ALL),
    ]
    if scope.sources:
        fields.append((words.UNDERSTOOD_SOURCES, ", ".join(scope.sources)))
    total_ms = dict(answer.timings_ms).get("total")
    took = (
        text(words.ANSWERED_IN.format(seconds=number_text(total_ms / 1000, 2)), "meta", "p") if total_ms else Html("")
    )
    return element("section", text(words.UNDERSTOOD_TITLE, tag="h3"), field_list(fields), took, css="parc understood")


def shelf(metadata: Mapping[str, Metadata]) -> Html:
    """The documents that can be asked, the first few by name."""
    shown = [element("li", document_line(said, source)) for source, said in list(metadata.items())[:SHELF_SHOWN]]
    title = words.SHELF_TITLE.format(n=number_text(len(metadata)))
    more = len(metadata) - len(shown)
    rest = text(words.SHELF_MORE.format(n=number_text(more)), "meta", "p") if more else Html("")
    return element("section", text(title, "part", "h2"), element("ul", *shown), rest, css="parc shelf")


def legend() -> Html:
    """What the two kinds of marks in a quote mean."""
    return element(
        "p",
        element("mark", marked_quote(words.LEGEND_ANSWER), css="answer"),
        element("mark", marked_quote(words.LEGEND_FOUND), css="found"),
        css="parc legend",
    )


def notice(title: str, *lines: str, level: str = "info") -> Html:
    """A title and plain lines in a frame: `level` is info or error."""
    said = [text(line, tag="p") for line in lines if line]
    css = f"parc notice {level}" if said else f"parc notice plain {level}"
    return element("section", text(title, tag="h2"), join(said), css=css)


def _fields_beside(answer: Answer, task: Task | None) -> list[tuple[str, str]]:
    shown = answer.answer or ""
    fields: list[tuple[str, str]] = []
    if task is not None:
        candidates = [
            (words.FIELD_TASK, one_line(task.task)),
            (words.FIELD_LEAD, _LIST_BREAK.join(task.lead)),
            (words.FIELD_COORDINATE, _LIST_BREAK.join(task.coordinate)),
            (words.FIELD_DEADLINE, one_line(task.deadline or "")),
            (words.FIELD_PRODUCT, one_line(task.product or "")),
            (words.FIELD_BUDGET, one_line(task.budget or "")),
        ]
        fields += [(label, value) for label, value in candidates if value and value != shown]
    if answer.citations:
        metadata = answer.citations[0].metadata
        document = metadata.number or metadata.title
        if metadata.signed_on:
            document += f", {date_text(metadata.signed_on)}"
        fields.append((words.FIELD_DOCUMENT, document))
    level = confidence_level(answer.confidence)
    fields.append((words.FIELD_CONFIDENCE, f"{words.CONFIDENCE_LEVELS[level]} ({percent_text(answer.confidence)})"))
    return fields
