"""The ways to look at a register or a source, one of which is always chosen."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from parc_search.ui import messages
from parc_search.ui.components.markup import draw, text
from parc_search.ui.state.formats import number_text


def draw_views(
    names: Mapping[str, str],
    *,
    key: str,
    label: Literal["visible", "collapsed"] = "collapsed",
    width: Literal["stretch", "content"] = "content",
) -> str:
    """Draws the choice among the names by key; the chosen key, at first the first one."""
    st.session_state.setdefault(key, next(iter(names)))
    chosen = st.segmented_control(
        messages.VIEW_LABEL, list(names), required=True, format_func=names.__getitem__, key=key, label_visibility=label,
        width=width,
    )  # fmt: skip
    return str(chosen)


def draw_more(key: str, shown: int, whole: int, step: int) -> None:
    """Draws how many of a list are shown, and the ways to more of it and to all; nothing where all are."""
    if shown >= whole:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"more-{key}"):
        draw(
            text(messages.LIST_SHOWN.format(shown=number_text(shown), all=number_text(whole)), "meta"), width="content"
        )
        more = messages.LIST_MORE.format(n=number_text(min(step, whole - shown)))
        st.button(more, key=f"{key}-more", on_click=_show, args=(key, shown + step))
        st.button(messages.LIST_ALL, key=f"{key}-all", type="tertiary", on_click=_show, args=(key, whole))


def count_shown(key: str, first: int) -> int:
    """How many of a list are to be shown now: the `first` ones until the reader asks for more."""
    return int(st.session_state.get(_counter(key), first))


def _show(key: str, count: int) -> None:
    st.session_state[_counter(key)] = count


def _counter(key: str) -> str:
    return f"shown-{key}"
