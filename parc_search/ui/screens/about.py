"""Giới thiệu: what the app can and cannot do, how well it was measured to do it, and its keys.

What was measured is read from the records of the evaluation; without them none is shown.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.markup import Html, draw, element, join, text
from parc_search.ui.state.formats import date_text, number_text, percent_text

RESULTS = Path(__file__).parents[3] / "eval" / "results"
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
    draw(element("div", _part(messages.ABOUT_CAN_TITLE, messages.ABOUT_CAN), css="parc about"))
    draw(element("div", _part(messages.ABOUT_CANNOT_TITLE, messages.ABOUT_CANNOT), css="parc about"))
    draw(element("div", text(messages.MEASURED_TITLE, "part", "h2"), _measured(newest()), css="parc about"))
    keys = [
        element("div", element("dt", text(key, tag="kbd")), text(does, tag="dd")) for key, does in messages.ABOUT_KEYS
    ]
    draw(
        element(
            "div", text(messages.ABOUT_KEYS_TITLE, "part", "h2"), element("dl", *keys, css="keys"), css="parc about"
        )
    )


def newest(folder: Path = RESULTS) -> Measured | None:
    """The measures of the newest full record on the development labels; None where there is none."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("dev-*.json")]
    if not records:
        return None
    record = max(records, key=lambda said: str(said["finished_at"]))
    summaries = {run["suite"]: run["summary"]["all"] for run in record["runs"] if run["system"] == _SYSTEM}
    found = []
    for suite, name, label in messages.MEASURES:
        said = summaries.get(suite, {}).get(name)
        if said is not None:
            share, _, count = said.partition(" of ")
            found.append(Measure(label=label, share=float(share), count=int(count)))
    return Measured(at=datetime.fromisoformat(record["finished_at"]).astimezone(), measures=tuple(found))


def _part(title: str, lines: tuple[str, ...]) -> Html:
    return join([text(title, "part", "h2"), element("ul", join([text(line, tag="li") for line in lines]))])


def _measured(found: Measured | None) -> Html:
    if found is None:
        return text(messages.MEASURED_NONE, "lead", "p")
    rows = [
        element(
            "tr",
            text(measure.label, tag="td"),
            text(percent_text(measure.share, 1), "figure", "td"),
            text(messages.MEASURED_COUNT.format(n=number_text(measure.count)), "meta", "td"),
        )
        for measure in found.measures
    ]
    lead = text(messages.MEASURED_LEAD.format(day=date_text(found.at.date())), "lead", "p")
    return join([lead, element("table", element("tbody", *rows), css="measured")])
