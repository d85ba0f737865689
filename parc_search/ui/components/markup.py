"""The one door through which text from outside becomes HTML.

Document text, file names and questions are hostile until escaped. What is drawn as HTML is a macro of a template of
ours (`ui/templates`), filled by `fill`: whatever is put into it is escaped, and what cannot be shown becomes a visible
stand-in. `marked_quote` does the same for a text with words set off, `draw` alone hands HTML to the browser, and `Html`
is the type that tells the two sides apart. Nothing is ever drawn as Markdown.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NewType

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from parc_search.ui import messages
from parc_search.ui.state.formats import date_text, number_text, one_line, percent_text, quality_level

Html = NewType("Html", Markup)
TEMPLATES = Path(__file__).parents[1] / "templates"

# Characters that a browser drops, or that turn the direction of what follows: shown as a visible stand-in.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STAND_IN = "\N{REPLACEMENT CHARACTER}"
_TAG_OR_CLASS = re.compile(r"[a-z][a-z0-9 _-]*")
_OWN_ADDRESS = re.compile(r"/[a-z-]*(\?[\w.%&=*+~-]*)?", re.ASCII)
_MARKDOWN_MARKS = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\N{WORD JOINER}"
# Line breaks beside a tag are the layout of a template, not of the page, where blanks inside a quote are shown.
_LAYOUT = re.compile(r"(?<=[>}])[ \t]*\n\s*|[ \t]*\n\s*(?=[<{])")
_MARKED = Markup('<mark class="{}">{}</mark>')


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
        if start < end:
            pieces += [
                escape(_showable(text[at:start])),
                _MARKED.format(_checked(mark.css), _showable(text[start:end])),
            ]
            at = end
    return Html(Markup().join([*pieces, escape(_showable(text[at:]))]))


def fill(template: str, macro: str, **values: object) -> Html:
    """The macro of the template with the values in it, each escaped unless it is `Html` already.

    Raises:
        TypeError: a value that the macro does not take.
        jinja2.UndefinedError: a value that the macro needs is not given.
        ValueError: a value is None, or names a class or an address that is not ours.
    """
    return Html(getattr(_ENVIRONMENT.get_template(template).module, macro)(**values))


def text(words: str, css: str = "", tag: str = "span") -> Html:
    """`words` escaped, in an element of its own."""
    return fill("parts.html", "text", words=words, css=css, tag=tag)


def picture(png: bytes, alt: str) -> Html:
    """A picture with its words for who cannot see it; it goes to this browser session alone, and has no address."""
    return fill("parts.html", "picture", png=png, alt=alt)


def spoken(words: str, css: str = "") -> Html:
    """`words` escaped, in a paragraph that is read aloud at once to those who hear the page."""
    return fill("parts.html", "spoken", words=words, css=css)


def link(address: str, label: str) -> Html:
    """A link to another screen of the app, opened beside this one; `address` begins with a slash.

    Raises:
        ValueError: an address that could lead elsewhere or run a script.
    """
    return fill("parts.html", "link", address=address, label=label)


def draw(markup: Html, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Shows the HTML at the current place of the page, over the whole width or as wide as it is; nothing if empty."""
    if markup:
        st.html(str(markup), width=width)


def plain_label(text: str) -> str:
    """`text` for the label of a button, which Streamlit reads as Markdown: shown as it stands, on one line."""
    shown = _UNSHOWABLE.sub(_STAND_IN, " ".join(text.split()))
    escaped = _MARKDOWN_MARKS.sub(r"\\\1", shown)
    # A backslash does not stop Streamlit's :icon: names, a joiner without width does.
    return escaped.replace("\\:", "\\:" + _WORD_JOINER)


def _showable(value: object) -> object:
    """What a template shows for a value, before it is escaped."""
    if value is None:
        raise ValueError("a template shows no None: leave the part out where there is nothing to show")
    return value if hasattr(value, "__html__") else _UNSHOWABLE.sub(_STAND_IN, str(value))


def _checked(name: str) -> str:
    if not _TAG_OR_CLASS.fullmatch(name):
        raise ValueError(f"not a tag or class name of ours: {name!r}")
    return name


def _own_address(address: str) -> str:
    if not _OWN_ADDRESS.fullmatch(address):
        raise ValueError(f"not an address within the app: {address!r}")
    return address


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")


class _Layout(Extension):
    """Takes the layout of a template out of what it shows."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _LAYOUT.sub("", source)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_showable,
    extensions=[_Layout],
    auto_reload=False,
)
_ENVIRONMENT.globals["messages"] = messages
_ENVIRONMENT.filters |= {
    "date": date_text,
    "level": quality_level,
    "marked": marked_quote,
    "base64": _base64,
    "name": _checked,
    "number": number_text,
    "one_line": one_line,
    "own": _own_address,
    "percent": percent_text,
}
