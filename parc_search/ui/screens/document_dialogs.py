"""The dialogs over a document: correcting what the system read of it, reading a page again, and removing it.

A dialog is drawn by itself at each click in it, long after the screen behind it; so each asks first who acts now.
"""

import streamlit as st

from index.store.source_info import StoredSource
from ingest.errors import NotAllowed, ParcError, UsageError
from parc_search.access import MANAGER, Person, Who, require
from parc_search.documents.rereading import PageRequest
from parc_search.search import ParcSearch
from parc_search.settings import load_settings
from parc_search.ui import messages
from parc_search.ui.components import cards, document_cards
from parc_search.ui.components.date_field import FIRST_YEAR, LAST_YEAR, typed_day, typed_years
from parc_search.ui.components.markup import draw, spoken
from parc_search.ui.ingest.queue import Intake
from parc_search.ui.state.formats import date_text


@st.dialog(messages.REMOVE_TITLE, on_dismiss="rerun")
def remove(parc: ParcSearch, stored: StoredSource, who: Who) -> None:
    """Asks once, saying what goes with the document, and removes it."""
    if _manager(who) is None:
        return
    draw(document_cards.removal_question(stored))
    with st.container(horizontal=True):
        if st.button(messages.REMOVE_CONFIRM, type="primary", key="remove-yes"):
            try:
                manager = require(who, MANAGER)
                parc.remove(stored.source, by=manager.address)
            except ParcError as error:
                draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
                return
            st.rerun()
        if st.button(messages.REMOVE_KEEP, key="remove-no"):
            st.rerun()


@st.dialog(messages.EDIT_TITLE, width="medium", on_dismiss="rerun")
def correct(parc: ParcSearch, stored: StoredSource, intake: Intake, who: Who) -> None:
    """Lets the user say what the document says of itself, where the system misread it."""
    manager = _manager(who)
    if manager is None:
        return
    metadata = stored.metadata
    first, last = metadata.years or (None, None)
    draw(document_cards.hint(messages.EDIT_LEAD))
    with st.form("correct", border=False):
        title = st.text_area(messages.EDIT_FIELD_TITLE, metadata.title, height=80)
        left, right = st.columns(2)
        kind = left.text_input(messages.EDIT_FIELD_KIND, metadata.kind or "")
        number = right.text_input(messages.EDIT_FIELD_NUMBER, metadata.number or "")
        signed = date_text(metadata.signed_on) if metadata.signed_on else ""
        signed_on = left.text_input(messages.EDIT_FIELD_DATE, signed, placeholder=messages.DATE_PLACEHOLDER)
        issuer = right.text_input(messages.EDIT_FIELD_ISSUER, metadata.issuer or "")
        place = st.text_input(messages.EDIT_FIELD_PLACE, ", ".join(metadata.place))
        left, right = st.columns(2)
        since = left.number_input(messages.EDIT_FIELD_FIRST_YEAR, FIRST_YEAR, LAST_YEAR, first, step=1, format="%d")
        until = right.number_input(messages.EDIT_FIELD_LAST_YEAR, FIRST_YEAR, LAST_YEAR, last, step=1, format="%d")
        fault = st.empty()  # over the button, which stays in sight
        saved = st.form_submit_button(messages.EDIT_SAVE, type="primary")
    try:
        if saved:
            if not title.strip():
                raise UsageError(messages.EDIT_NO_TITLE)
            changes: dict[str, object] = {
                "title": " ".join(title.split()),
                "kind": kind.strip() or None,
                "number": number.strip() or None,
                "signed_on": typed_day(signed_on),
                "issuer": issuer.strip() or None,
                "place": tuple(name.strip() for name in place.split(",") if name.strip()),
                "years": typed_years(since, until),
            }
            changed = {field: value for field, value in changes.items() if value != getattr(metadata, field)}
            parc.correct_metadata(stored.source, by=manager.address, **changed)
            intake.run_later(parc.index.refresh)
            st.toast(messages.EDITED)
            st.rerun()
        if stored.corrected and st.button(messages.EDIT_RESET, key="edit-reset"):
            parc.drop_corrections(stored.source, by=manager.address)
            intake.run_later(parc.index.refresh)
            st.rerun()
    except ParcError as error:
        with fault:
            draw(spoken(str(error), "field-error"))


@st.dialog(messages.REREAD_TITLE, on_dismiss="rerun")
def read_again(parc: ParcSearch, stored: StoredSource, intake: Intake, who: Who) -> None:
    """Asks which page is to be read again from its picture, the worst one proposed, and queues it."""
    manager = _manager(who)
    if manager is None:
        return
    draw(document_cards.hint(messages.REREAD_LEAD))
    pages = [page for page in parc.store.document(stored.source).raw.pages if page.page_no is not None]
    worst = min(pages, key=lambda page: (page.quality, page.page_no))
    page = st.selectbox(
        messages.REREAD_PAGE, pages, index=pages.index(worst), key="reread-page",
        format_func=document_cards.page_label,
    )  # fmt: skip
    if st.button(messages.REREAD_START, type="primary", key="reread-yes"):
        intake.submit_page(PageRequest(source=stored.source, page_no=page.page_no or 1, by=manager.address))
        st.rerun()


@st.dialog(messages.RESTRICT_TITLE, on_dismiss="rerun")
def restrict(parc: ParcSearch, stored: StoredSource, intake: Intake, who: Who) -> None:
    """Lets a manager keep the document for some groups, or open it to everyone."""
    manager = _manager(who)
    if manager is None:
        return
    draw(document_cards.hint(messages.RESTRICT_LEAD))
    groups = tuple(load_settings().access.groups)
    if not groups:
        draw(cards.notice(messages.RESTRICT_NO_GROUPS))
        return
    chosen = st.multiselect(
        messages.RESTRICT_GROUPS, [*groups, *(group for group in stored.groups if group not in groups)],
        list(stored.groups), key="restrict-groups", placeholder=messages.FILTER_ANY,
    )  # fmt: skip
    if not st.button(messages.EDIT_SAVE, type="primary", key="restrict-save"):
        return
    try:
        parc.restrict(stored.source, chosen, by=manager.address)
    except ParcError as error:
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
        return
    intake.run_later(parc.index.refresh)
    st.toast(messages.RESTRICTED)
    st.rerun()


def _manager(who: Who) -> Person | None:
    """Whoever keeps the documents and acts now; None, said in the dialog, where he does not keep them any more."""
    try:
        return require(who, MANAGER)
    except NotAllowed as error:
        draw(cards.notice(messages.ERROR_TITLE, str(error), level="error"))
        return None
