"""Văn bản: what is loaded and how well it reads; adding, correcting, restricting, removing and bringing back."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from index.store.access_view import VisibleStore
from index.store.source_info import StoredSource
from ingest.errors import ParcError
from ingest.ocr.tesseract import installed_tesseract
from parc_search.access import MANAGER, Person, Who, require
from parc_search.search import ParcSearch
from parc_search.settings import load_settings
from parc_search.ui import messages
from parc_search.ui.components import cards, document_cards
from parc_search.ui.components.document_cards import draw_strip
from parc_search.ui.components.ingest_progress import draw_progress
from parc_search.ui.components.markup import draw, text
from parc_search.ui.context import AppContext
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.ingest.uploads import Upload
from parc_search.ui.screens.document_dialogs import correct, read_again, remove, restrict
from parc_search.ui.state.session import Place

# What readers take; the content decides, the name only what the browser offers.
ACCEPTED = ("txt", "pdf", "docx", "doc", "rtf", "html", "htm", "jpg", "jpeg", "png", "tif", "tiff")
# Above this many documents a filter helps, below it only takes room.
FILTER_FROM = 6
# What a screen draws without delay; the filter finds the others.
SHOWN_AT_ONCE = 20
_UPLOADER, _SENT_NOTHING = "uploader_generation", "sent_nothing"
OpenSource = Callable[[Place], None]


def render(desk: AppContext, store: VisibleStore, *, person: Person, open_source: OpenSource) -> None:
    """Draws the screen; adding and changing only for whom it is theirs."""
    sources = store.sources()
    draw(cards.screen_head(messages.DOCUMENTS_TITLE, document_cards.summary(sources) if sources else ""))
    if person.may_manage:
        _draw_undo(desk.parc, desk.who)
        _draw_without_ocr()
        # What is added comes first for the keyboard and on a phone; on a wide screen it stands at the right.
        with st.container(key="documents-desk"):
            rail, listing = st.columns([1, 2.3], gap="large")
    else:
        listing = rail = st.container()
    has_dialog = False
    with listing:
        if not sources:
            draw(cards.notice(messages.DOCUMENTS_EMPTY_TITLE, messages.DOCUMENTS_EMPTY_TEXT))
        found = _filtered(sources)
        for number, stored in enumerate(found[:SHOWN_AT_ONCE]):
            with st.container(border=True, key=f"document-{number}"):
                draw(document_cards.document_card(stored))
                draw_strip(store, stored, number, open_source)
                has_dialog |= _draw_actions(desk, stored, number, person, open_source)
        if len(found) > SHOWN_AT_ONCE:
            draw(document_cards.hint(messages.SHELF_MORE.format(n=len(found) - SHOWN_AT_ONCE)))
    if person.may_manage:
        with rail:
            _draw_upload(desk.intake, desk.who)
            draw_progress(desk.intake, screen_follows=not has_dialog)


def _draw_actions(desk: AppContext, stored: StoredSource, number: int, person: Person, open_source: OpenSource) -> bool:
    """Draws what can be done with a document; whether a dialog was opened for it."""
    parc, intake = desk.parc, desk.intake
    dialog: Callable[[], None] | None = None  # drawn last: what follows its button stays on the card
    with st.container(horizontal=True, key=f"actions-{number}"):
        if st.button(
            messages.OPEN_SOURCE, key=f"view-{number}", type="tertiary", icon=":material/splitscreen_vertical_add:"
        ):
            open_source(Place(source=stored.source))
        if not person.may_manage:
            return False
        if st.button(messages.EDIT, key=f"edit-{number}", type="tertiary", icon=":material/edit:"):
            dialog = partial(correct, parc, stored, intake, desk.who)
        if person.address and st.button(
            messages.RESTRICT, key=f"restrict-{number}", type="tertiary", icon=":material/group:"
        ):
            dialog = partial(restrict, parc, stored, intake, desk.who)
        if parc.store.originals.path(stored.content_hash) and st.button(
            messages.REREAD, key=f"reread-{number}", type="tertiary", icon=":material/document_scanner:"
        ):
            dialog = partial(read_again, parc, stored, intake, desk.who)
        if st.button(messages.REMOVE, key=f"remove-{number}", type="tertiary", icon=":material/delete:"):
            dialog = partial(remove, parc, stored, desk.who)
    if dialog is not None:
        dialog()
    return dialog is not None


def _filtered(sources: Sequence[StoredSource]) -> list[StoredSource]:
    if len(sources) < FILTER_FROM:
        return list(sources)
    wanted = st.text_input(messages.DOCUMENTS_FILTER, key="documents-filter")
    found = document_cards.matching(sources, wanted)
    if not found:
        draw(cards.notice(messages.DOCUMENTS_FILTER_NONE.format(wanted=wanted)))
    return found


def _draw_without_ocr() -> None:
    """Says that pages of pictures cannot be read here, before they are handed in."""
    if installed_tesseract() is None:
        draw(cards.notice(messages.NO_OCR_TITLE, messages.NO_OCR_TEXT, messages.NO_OCR_COMMAND, level="error"))


def _draw_undo(parc: ParcSearch, who: Who) -> None:
    former = parc.store.undoable()
    if former is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="undo-bar"):
        draw(document_cards.undo_line(former), width="content")
        if st.button(messages.UNDO, key="undo", icon=":material/undo:"):
            try:
                parc.undo_remove(by=require(who, MANAGER).address)
            except ParcError as error:
                draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
                return
            st.toast(messages.UNDONE)
            st.rerun()


def _draw_upload(intake: Intake, who: Who) -> None:
    draw(text(messages.UPLOAD_TITLE, "part", "h2"))
    generation = st.session_state.setdefault(_UPLOADER, 0)
    with st.form("upload", border=False):
        st.file_uploader(
            messages.UPLOAD_LABEL, type=list(ACCEPTED), accept_multiple_files=True, key=_uploads(generation)
        )
        if groups := tuple(load_settings().access.groups):
            st.multiselect(
                messages.UPLOAD_GROUPS, groups, key=f"upload-groups-{generation}",
                placeholder=messages.UPLOAD_GROUPS_ANY, help=messages.UPLOAD_GROUPS_HELP,
            )  # fmt: skip
        st.checkbox(messages.UPLOAD_REPLACE, key=f"upload-replace-{generation}", help=messages.UPLOAD_REPLACE_HELP)
        st.form_submit_button(
            messages.UPLOAD_BUTTON, type="primary", key="upload-send", on_click=_send, args=(intake, who, generation)
        )
    draw(document_cards.hint(messages.UPLOAD_HINT))
    if st.session_state.pop(_SENT_NOTHING, False):
        draw(cards.notice(messages.UPLOAD_NOTHING))


def _send(intake: Intake, who: Who, generation: int) -> None:
    """Hands the chosen files in once, before the screen is drawn: whatever is clicked meanwhile, none is lost."""
    manager = require(who, MANAGER)
    if st.session_state[_UPLOADER] != generation:
        return
    files = st.session_state.get(_uploads(generation)) or ()
    if not files:
        st.session_state[_SENT_NOTHING] = True
        return
    groups = tuple(st.session_state.get(f"upload-groups-{generation}", ()))
    is_replacing = bool(st.session_state.get(f"upload-replace-{generation}"))
    intake.submit(
        [
            Upload(
                name=file.name, content=file.getvalue(), groups=groups, is_replacing=is_replacing, by=manager.address
            )
            for file in files
        ]
    )
    st.session_state[_UPLOADER] = generation + 1


def _uploads(generation: int) -> str:
    """The key of the file field; a new one is empty."""
    return f"uploads-{generation}"
