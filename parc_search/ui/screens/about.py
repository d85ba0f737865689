"""Giới thiệu: what the app can and cannot do, how well it was measured to do it, and its keys.

What was measured is read from the records of the evaluation; without them none is shown.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.markup import draw, fill

RESULTS = Path(__file__).parents[3] / "eval" / "results"
_TEMPLATE = "about.html"
_SYSTEM = messages.APP_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share 0..1 of `count` labels, and what it says in words."""

    label: str
    share: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measures of the newest record, and when it was made."""

    at: datetime
    measures: tuple[Measure, ...]


def render() -> None:
    """Draws the screen."""
    draw(cards.screen_head(messages.ABOUT_TITLE))
    draw(fill(_TEMPLATE, "lines", title=messages.ABOUT_CAN_TITLE, said=messages.ABOUT_CAN))
    draw(fill(_TEMPLATE, "lines", title=messages.ABOUT_CANNOT_TITLE, said=messages.ABOUT_CANNOT))
    draw(fill(_TEMPLATE, "measured", found=newest()))
    draw(fill(_TEMPLATE, "keys"))


def newest(folder: Path = RESULTS) -> Measured | None:
    """The measures of the newest full record on the development labels; None where there is none."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("dev-*.json")]
    if not records:
        return None
    record = max(records, key=lambda said: str(said["finished_at"]))
    totals = {
        (table["suite"], metric): (mean, whole)
        for table in record["runs"]
        for system, _, values, *_ in table["runs"]
        if system == _SYSTEM
        for metric, mean, whole in map(_total, table["metrics"], values.split())
    }
    found = [
        Measure(label=label, share=totals[suite, name][0], count=totals[suite, name][1])
        for suite, name, label in messages.MEASURES
        if (suite, name) in totals
    ]
    return Measured(at=datetime.fromisoformat(record["finished_at"]).astimezone(), measures=tuple(found))


def _total(head: str, said: str) -> tuple[str, float, int]:
    """Metric, mean and weight of a total as records write it: under "answer/96" the value ".875", or ".875/95"."""
    metric, whole = head.rsplit("/", 1)
    mean, *other = said.split("/")
    return metric, float(mean), int(float(other[0] if other else whole))
