"""Targets as a list, for screens without room for a table; pure functions to HTML."""

from collections.abc import Sequence

from ingest.documents import Target
from parc_search.ui import messages
from parc_search.ui.components.markup import Html, element, link, text
from parc_search.ui.state.target_filter import target_link
from parc_search.ui.state.task_filter import Cells

_MEASURE = (messages.COLUMN_COMPARISON, messages.COLUMN_VALUE)
_BESIDE = (messages.COLUMN_YEAR, messages.COLUMN_KIND, messages.COLUMN_PLACE, messages.COLUMN_DOCUMENT)


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
            text(cells[messages.COLUMN_SUBJECT], "what", "p"),
            text(measure, "measure", "p"),
            element("p", text(beside, "meta"), Html(" "), link(target_link(target), messages.OPEN_SOURCE), css="from"),
            css="body",
        ),
    )
