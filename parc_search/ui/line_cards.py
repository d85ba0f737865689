"""Lines of a source text beside their repaired reading, as an HTML table."""

from collections.abc import Mapping, Sequence

from parc_search.ui import words
from parc_search.ui.formats import number_text
from parc_search.ui.markup import Html, element, marked_quote, text
from parc_search.ui.source_lines import SourceLine


def line_table(lines: Sequence[SourceLine], page_starts: Mapping[int, int], *, is_narrow: bool = False) -> Html:
    """The lines, the number of each page where it begins; `is_narrow` sets both readings one over the other.

    `page_starts` are page numbers by their places in the source text.
    """
    titles = (words.SOURCE_LINE, words.SOURCE_REPAIRED, words.SOURCE_RAW)
    head = element("thead", element("tr", *(text(title, tag="th") for title in titles)))
    body = element("tbody", *(_row(line, page_starts.get(line.start)) for line in lines))
    css = "parc lines narrow" if is_narrow else "parc lines"
    return element("div", legend(), element("table", head, body), css=css)


def legend() -> Html:
    """What the marks in the lines mean."""
    shown = ((words.LEGEND_QUOTE, "quote"), (words.LEGEND_EDIT, "edit"), (words.LEGEND_DOUBT, "doubt"))
    return element("p", *(element("mark", marked_quote(said), css=css) for said, css in shown), css="legend")


def _row(line: SourceLine, page_no: int | None) -> Html:
    page = text(words.PAGE_PLACE.format(page=page_no), "page", "div") if page_no else Html("")
    classes = ["quoted"] if line.is_quoted else []
    classes += ["same"] if line.raw == line.reading else []
    return element(
        "tr",
        element("td", page, text(number_text(line.number)), css="number"),
        element("td", marked_quote(line.reading, line.reading_marks), css="reading"),
        element("td", marked_quote(line.raw, line.raw_marks), css="raw"),
        css=" ".join(classes),
    )
