"""Giới thiệu: what the app can and cannot do, and its keys."""

from parc_search.ui import cards, words
from parc_search.ui.markup import Html, draw, element, join, text


def render() -> None:
    """Draws the screen."""
    draw(cards.screen_head(words.ABOUT_TITLE))
    draw(element("div", _part(words.ABOUT_CAN_TITLE, words.ABOUT_CAN), css="parc about"))
    draw(element("div", _part(words.ABOUT_CANNOT_TITLE, words.ABOUT_CANNOT), css="parc about"))
    keys = [element("div", element("dt", text(key, tag="kbd")), text(does, tag="dd")) for key, does in words.ABOUT_KEYS]
    draw(element("div", text(words.ABOUT_KEYS_TITLE, "part", "h2"), element("dl", *keys, css="keys"), css="parc about"))


def _part(title: str, lines: tuple[str, ...]) -> Html:
    return join([text(title, "part", "h2"), element("ul", join([text(line, tag="li") for line in lines]))])
