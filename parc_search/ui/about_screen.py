"""Giới thiệu: what the app can and cannot do, how well it was measured to do it, and its keys."""

from parc_search.ui import cards, words
from parc_search.ui.formats import date_text, number_text, percent_text
from parc_search.ui.markup import Html, draw, element, join, text
from parc_search.ui.measured import Measured, newest


def render() -> None:
    """Draws the screen."""
    draw(cards.screen_head(words.ABOUT_TITLE))
    draw(element("div", _part(words.ABOUT_CAN_TITLE, words.ABOUT_CAN), css="parc about"))
    draw(element("div", _part(words.ABOUT_CANNOT_TITLE, words.ABOUT_CANNOT), css="parc about"))
    draw(element("div", text(words.MEASURED_TITLE, "part", "h2"), _measured(newest()), css="parc about"))
    keys = [element("div", element("dt", text(key, tag="kbd")), text(does, tag="dd")) for key, does in words.ABOUT_KEYS]
    draw(element("div", text(words.ABOUT_KEYS_TITLE, "part", "h2"), element("dl", *keys, css="keys"), css="parc about"))


def _part(title: str, lines: tuple[str, ...]) -> Html:
    return join([text(title, "part", "h2"), element("ul", join([text(line, tag="li") for line in lines]))])


def _measured(found: Measured | None) -> Html:
    if found is None:
        return text(words.MEASURED_NONE, "lead", "p")
    rows = [
        element(
            "tr",
            text(measure.label, tag="td"),
            text(percent_text(measure.share, 1), "figure", "td"),
            text(words.MEASURED_COUNT.format(n=number_text(measure.count)), "meta", "td"),
        )
        for measure in found.measures
    ]
    lead = text(words.MEASURED_LEAD.format(day=date_text(found.at.date())), "lead", "p")
    return join([lead, element("table", element("tbody", *rows), css="measured")])
