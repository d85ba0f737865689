"""Who is at the screen: the person at the machine, or whoever signed in with the office's account (OIDC).

Sign-in is on where `.streamlit/secrets.toml` has an `[auth]` section; what a person may do stands in the settings.
"""

import streamlit as st

from parc_search.access import AT_THE_MACHINE, Access, Person
from parc_search.ui import messages
from parc_search.ui.components import cards
from parc_search.ui.components.markup import draw, plain_label


def person_at_screen(access: Access) -> Person | None:
    """The person, or None where one must sign in first or may not read; the screen then says so."""
    if not _has_sign_in():
        return AT_THE_MACHINE
    if not st.user.is_logged_in:
        draw(cards.notice(messages.SIGN_IN_TITLE, messages.SIGN_IN_TEXT))
        st.button(messages.SIGN_IN, type="primary", key="sign-in", on_click=st.login)
        return None
    address, name = str(st.user.get("email") or ""), str(st.user.get("name") or "")
    if not st.user.get("email_verified", True):
        address = ""  # an address that nobody checked names nobody
    person = access.person(address, name)
    if not person.may_read:
        draw(cards.notice(messages.NO_ROLE_TITLE, messages.NO_ROLE_TEXT.format(address=address or name), level="error"))
        st.button(messages.SIGN_OUT, key="sign-out", on_click=st.logout)
        return None
    return person


def draw_person(person: Person) -> None:
    """Draws who signed in and the way out, above every screen; nothing where nobody signs in."""
    if not person.address:
        return
    with (
        st.container(horizontal=True, horizontal_alignment="right", key="person"),
        st.popover(plain_label(person.name or person.address), icon=":material/person:", type="tertiary"),
    ):
        roles = ", ".join(messages.ACCESS_ROLES[role] for role in sorted(person.roles))
        groups = (
            messages.ACCESS_ALL_GROUPS
            if person.groups is None
            else ", ".join(sorted(person.groups)) or messages.UNKNOWN
        )
        said = [
            (messages.ACCESS_ADDRESS, person.address),
            (messages.ACCESS_ROLE, roles),
            (messages.ACCESS_GROUPS, groups),
        ]
        draw(cards.row_card(said))
        st.button(messages.SIGN_OUT, key="sign-out", on_click=st.logout)


def _has_sign_in() -> bool:
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False
