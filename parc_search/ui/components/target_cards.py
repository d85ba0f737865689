"""Targets as a list, for screens without room for a table; pure functions to HTML."""

from collections.abc import Sequence

from ingest.documents import Target
from parc_search.ui import messages
from parc_search.ui.components.markup import Html, fill
from parc_search.ui.state.target_filter import target_link
from parc_search.ui.state.task_filter import Cells

_MEASURE = (messages.COLUMN_COMPARISON, messages.COLUMN_VALUE)
_BESIDE = (messages.COLUMN_YEAR, messages.COLUMN_KIND, messages.COLUMN_PLACE, messages.COLUMN_DOCUMENT)


def target_list(targets: Sequence[Target], rows: Sequence[Cells]) -> Html:
    """The targets one under the other, each with its measure and its source; `rows` are their cells."""
    return fill("target_cards.html", "target_list", rows=list(map(_row, targets, rows)))


def _row(target: Target, cells: Cells) -> dict[str, str]:
    return {
        "what": cells[messages.COLUMN_SUBJECT],
        "measure": " ".join(cells[name] for name in _MEASURE if cells[name]),
        "beside": " · ".join(cells[name] for name in _BESIDE if cells[name]),
        "address": target_link(target),
    }
