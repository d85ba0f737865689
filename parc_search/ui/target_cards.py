"""Targets as a list, for screens without room for a table; pure functions to HTML."""

from collections.abc import Sequence

from ingest.documents import Target
from parc_search.ui import words
from parc_search.ui.markup import Html, element, link, text
from parc_search.ui.registers import Cells
from parc_search.ui.targets import target_link

_MEASURE = (words.COLUMN_COMPARISON, words.COLUMN_VALUE)
_BESIDE = (words.COLUMN_YEAR, words.COLUMN_KIND, words.COLUMN_PLACE, words.COLUMN_DOCUMENT)


def target_list(targets: Sequence[Target], rows: Sequence[Cells]) -> Html:
    """The targets one under the other, each with its measure and its source; `rows` are their cells."""
    return element("ul", *map(_item, targets, rows), css="parc task-list")


def _item(target: Target, cells: Cells) -> Html:
    measure = " ".join(cells[name] for name in _MEASURE if cells[name])
    beside = " · ".join(cells[name] for name in _BESIDE if cells[name])
    return element(
        "li",
        element(
            "div",
            text(cells[words.COLUMN_SUBJECT], "what", "p"),
            text(measure, "measure", "p"),
            element("p", text(beside, "meta"), Html(" "), link(target_link(target), words.OPEN_SOURCE), css="from"),
            css="body",
        ),
    )
