"""Tóm tắt: one document on a page, or several side by side, of register rows, targets and headings alone."""

from collections.abc import Callable
from functools import lru_cache

import streamlit as st

from index.store.access_view import VisibleStore
from parc_search.access import Person
from parc_search.documents.task_book import Register, TaskBook
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.cards import draw_empty_store
from parc_search.ui.components.markup import draw, fill, text
from parc_search.ui.components.view_switch import count_shown, draw_more
from parc_search.ui.state import digest, links
from parc_search.ui.state.digest import ComparedRow
from parc_search.ui.state.formats import number_text
from parc_search.ui.state.task_filter import document_name

_TEMPLATE = "digest.html"
MOST_DOCUMENTS, ROWS_SHOWN = 4, 30
_CHOSEN, _FROM = "digest-sources", "digest-address"


def render(store: VisibleStore, book: TaskBook, person: Person, *, open_documents: Callable[[], None] | None) -> None:
    """Draws the screen for the documents that the address or the reader names."""
    draw(cards.screen_head(messages.DIGEST_TITLE, messages.DIGEST_LEAD))
    register = book.register(person.groups)
    if not register.sources:
        draw_empty_store(open_documents)
        return
    metadata = {name: stored.metadata for name, stored in register.sources.items()}
    said = tuple(st.query_params.get_all(links.SOURCES))
    if said and said != st.session_state.get(_FROM):
        st.session_state[_CHOSEN] = list(said)
    kept = [name for name in st.session_state.get(_CHOSEN, []) if name in metadata]
    st.session_state[_CHOSEN] = kept[:MOST_DOCUMENTS] or [next(iter(metadata))]
    chosen = tuple(
        st.multiselect(
            messages.DIGEST_CHOOSE, list(metadata), key=_CHOSEN, max_selections=MOST_DOCUMENTS,
            format_func=lambda name: f"{document_name(name, metadata)} · {name}",
        )
    )  # fmt: skip
    st.session_state[_FROM] = chosen
    st.query_params.from_dict({links.SOURCES: list(chosen)})
    if len(chosen) == 1:
        _draw_one(store, register, chosen[0])
    elif chosen:
        names = [document_name(name, metadata) for name in chosen]
        _draw_compared(_compared(register, chosen), names)


def _draw_one(store: VisibleStore, register: Register, source: str) -> None:
    rows = [row for row in register.rows if row.task.source == source]
    targets = [target for target in register.targets if target.source == source]
    document = store.document(source)
    found = digest.digest(document, rows, targets, today=register.stamp[2])
    with st.container(border=True, key="citation-digest"):
        draw(cards.document_heading(document.metadata, source))
        for name, title in messages.DIGEST_PARTS.items():
            items, whole = getattr(found, name), found.whole[name]
            more = messages.LIST_SHOWN.format(shown=number_text(len(items)), all=number_text(whole))
            draw(fill(_TEMPLATE, "part", title=title, items=items, more=more if whole > len(items) else ""))
    draw(text(messages.DIGEST_ONLY, "meta", "p"))


def _draw_compared(rows: tuple[ComparedRow, ...], names: list[str]) -> None:
    if not rows:
        draw(cards.notice(messages.DIGEST_NOTHING_SHARED))
        return
    differing = sum(row.differs for row in rows)
    said = messages.DIGEST_COUNTS.format(differ=number_text(differing), all=number_text(len(rows)))
    draw(text(said, "lead", "p"))
    shown = count_shown("compared", ROWS_SHOWN)
    draw(fill(_TEMPLATE, "table", title=messages.DIGEST_TITLE, names=names, rows=rows[:shown]))
    draw_more("compared", shown, len(rows), ROWS_SHOWN)


@lru_cache(maxsize=16)
def _compared(register: Register, sources: tuple[str, ...]) -> tuple[ComparedRow, ...]:
    return digest.compared(sources, register.rows, register.targets)
