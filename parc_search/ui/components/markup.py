"""The one door through which text from outside becomes HTML.

Document text, file names and questions are hostile until escaped: `marked_quote` is the only function that
escapes, `draw` the only one that hands HTML to the browser, and `Html` the type that tells the two sides
apart. Everything that is drawn as HTML is built here from escaped parts; nothing is ever drawn as Markdown.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NewType

import streamlit as st

Html = NewType("Html", str)

# Characters that a browser drops, or that turn the direction of what follows: shown as a visible stand-in.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STAND_IN = "\N{REPLACEMENT CHARACTER}"
_TAG_OR_CLASS = re.compile(r"[a-z][a-z0-9 _-]*")
_OWN_ADDRESS = re.compile(r"/[a-z-]+(\?[\w.%&=*+~-]*)?", re.ASCII)
_MARKDOWN_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\N{WORD JOINER}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Mark:
    """A half-open range of a shown text that is set off, and the CSS class that says why."""

    start: int
    end: int
    css: str = "found"


def marked_quote(text: str, marks: Sequence[Mark] = ()) -> Html:
    """`text` as HTML that shows exactly that text, with each mark's range in a `<mark>`.

    Marks outside the text are cut to it; of two that overlap, the one that starts first keeps the shared part.
    """
    pieces, at = [], 0
    for mark in sorted(marks):
        start, end = max(mark.start, at), min(mark.end, len(text))
        if start >= end:
            continue
        pieces += [
            _escaped(text[at:start]),
            f'<mark class="{_checked(mark.css)}">',
            _escaped(text[start:end]),
            "</mark>",
        ]
        at = end
    pieces.append(_escaped(text[at:]))
    return Html("".join(pieces))


def element(tag: str, *children: Html, css: str = "", label: str = "", anchor: str = "") -> Html:
    """`<tag class=css aria-label=label id=anchor>children</tag>`, the label escaped here."""
    named = f' id="{_checked(anchor)}"' if anchor else ""
    attributes = f' class="{_checked(css)}"' if css else ""
    attributes += f' aria-label="{_escaped(label)}"' if label else ""
    return Html(f"<{_checked(tag)}{attributes}{named}>{''.join(children)}</{tag}>")


def join(parts: Iterable[Html], between: str = "") -> Html:
    """The parts one after the other, with the escaped text `between` them."""
    return Html(_escaped(between).join(parts))


def text(words: str, css: str = "", tag: str = "span") -> Html:
    """`words` escaped, in an element of its own."""
    return element(tag, marked_quote(words), css=css)


def spoken(words: str, css: str = "") -> Html:
    """`words` escaped, in a paragraph that is read aloud at once to those who hear the page."""
    return Html(f'<p class="{_checked(css)}" role="alert">{_escaped(words)}</p>')


def link(address: str, label: str) -> Html:
    """A link to another screen of the app, opened beside this one; `address` begins with a slash.

    Raises:
        ValueError: an address that could lead elsewhere or run a script.
    """
    if not _OWN_ADDRESS.fullmatch(address):
        raise ValueError(f"not an address within the app: {address!r}")
    return Html(f'<a href="{_escaped(address)}" target="_blank" rel="noopener">{_escaped(label)}</a>')


def jump(anchor: str, label: str, spoken: str) -> Html:
    """A link to the element of this screen that has the anchor; `spoken` says in full where it leads."""
    return Html(f'<a href="#{_checked(anchor)}" aria-label="{_escaped(spoken)}">{_escaped(label)}</a>')


def draw(markup: Html, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Shows the HTML at the current place of the page, over the whole width or as wide as it is; nothing if empty."""
    if markup:
        st.html(markup, width=width)


def plain_label(text: str) -> str:
    """`text` for the label of a button, which Streamlit reads as Markdown: shown as it stands, on one line."""
    shown = _UNSHOWABLE.sub(_STAND_IN, " ".join(text.split()))
    escaped = _MARKDOWN_MARKS.sub(r"\\\1", shown)
    # A backslash does not stop Streamlit's :icon: names, a joiner without width does.
    return escaped.replace("\\:", "\\:" + _WORD_JOINER)


def _escaped(text: str) -> str:
    return html.escape(_UNSHOWABLE.sub(_STAND_IN, text), quote=True)


def _checked(name: str) -> str:
    if not _TAG_OR_CLASS.fullmatch(name):
        raise ValueError(f"not a tag or class name of ours: {name!r}")
    return name
