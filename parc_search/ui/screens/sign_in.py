"""Who is at the screen: the person at the machine, or whoever signed in with the office's account (OIDC).

Whether people sign in was decided when the server started; what each may do is read from the settings at every
action, so that who loses a role has lost it with his next step.
"""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping

import streamlit as st
from starlette.requests import cookie_parser
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks as get_signed_cookie

from ingest.errors import UsageError
from parc_search.access import AT_THE_MACHINE, Access, Person, Who, comparable_address
from parc_search.settings import load_settings
from parc_search.ui import messages
from parc_search.ui.access.request_filter import SIGN_IN_HOURS, is_in_place
from parc_search.ui.access.sign_in_config import serving
from parc_search.ui.components import cards
from parc_search.ui.components.markup import draw, plain_label

_log = logging.getLogger(__name__)

_CLOCKS_APART_S = 300  # how much the provider's clock may be ahead of ours
_ended: dict[str, float] = {}
_ended_lock = threading.Lock()

Claims = Mapping[str, object]


def person_now() -> Person | None:
    """Who acts in this session by the settings of this moment; None for nobody, or where the settings are unreadable.

    Usable in every run of a screen, in callbacks, dialogs and fragments.
    """
    return _person_by(_claims())


def reads_by(cookies: str) -> bool:
    """Whether a request with these cookies is from someone who signed in and may read; no session need be behind it."""
    try:
        signed = get_signed_cookie(cookie_parser(cookies), USER_COOKIE_NAME)
        claims = json.loads(signed) if signed else {}
    except ValueError:
        return False
    person = _person_by(claims) if isinstance(claims, dict) else None
    return person is not None and person.may_read


def person_later() -> Who:
    """Who runs this session, by the settings of the later moment at which it is asked, outside the session too."""
    claims = dict(_claims())
    return lambda: _person_by(claims)


def manages_later() -> Callable[[], bool]:
    """The question whether who runs this session keeps the documents, for the server to ask outside the session."""
    later = person_later()

    def manages() -> bool:
        person = later()
        return person is not None and person.may_manage

    return manages


def person_of(claims: Claims, access: Access) -> Person:
    """The person whom the provider's claims name; an address that it did not confirm names nobody."""
    said, name = claims.get("email"), claims.get("name")
    address = comparable_address(said) if isinstance(said, str) else ""
    if claims.get("email_verified") is not True:
        address = ""
    return access.person(address, name if isinstance(name, str) else "")


def is_signed_in(claims: Claims, *, now: float) -> bool:
    """Whether the claims are those of a sign-in of today that nobody has ended; `now` is seconds since 1970."""
    issued = claims.get("iat")
    if claims.get("is_logged_in") is not True or isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    with _ended_lock:
        has_ended = _fingerprint(claims) in _ended
    return not has_ended and -_CLOCKS_APART_S <= now - issued <= SIGN_IN_HOURS * 3600


def end_sign_in(claims: Claims, *, now: float) -> None:
    """Ends a sign-in for every tab that lives on it, and for its cookie wherever that is kept."""
    with _ended_lock:
        for old in [old for old, at in _ended.items() if now - at > SIGN_IN_HOURS * 3600 + _CLOCKS_APART_S]:
            del _ended[old]
        _ended[_fingerprint(claims)] = now


def person_at_screen() -> Person | None:
    """The person, or None where one must sign in first or may not read; the screen then says so."""
    if serving().refusal or (_is_served() and not is_in_place()):
        draw(cards.notice(messages.NOT_SERVED_TITLE, messages.NOT_SERVED, level="error"))
        return None
    person = person_now()
    if person is not None and person.may_read:
        return person
    if not serving().has_sign_in or _settings_are_unreadable():
        said = messages.RIGHTS_UNREADABLE_TEXT if _settings_are_unreadable() else messages.NOT_SERVED
        draw(cards.notice(messages.RIGHTS_UNREADABLE_TITLE, said, level="error"))
        st.button(messages.ERROR_TRY_AGAIN, key="try-again", icon=":material/refresh:")
    elif person is not None:
        said = person.address or person.name or messages.UNKNOWN
        draw(cards.notice(messages.NO_ROLE_TITLE, messages.NO_ROLE_TEXT.format(address=said), level="error"))
        st.button(messages.SIGN_OUT, key="sign-out", on_click=_sign_out)
    else:
        _draw_way_in()
    return None


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
        st.button(messages.SIGN_OUT, key="sign-out", on_click=_sign_out)


def _person_by(claims: Claims) -> Person | None:
    if serving().refusal:
        return None
    try:
        access = load_settings().access
    except UsageError as error:
        _log.error("%s: %s", messages.RIGHTS_UNREADABLE_TITLE, error)
        return None
    if not serving().has_sign_in:
        # Roles that were set since the start are for people who sign in, and here nobody can.
        if access.is_empty:
            return AT_THE_MACHINE
        _log.error("%s: %s", messages.NOT_SERVED_TITLE, messages.ROLES_WITHOUT_SIGN_IN)
        return None
    return person_of(claims, access) if is_signed_in(claims, now=time.time()) else None


def _draw_way_in() -> None:
    if _claims().get("is_logged_in") is True:
        said = messages.SIGNED_IN_TOO_LONG_TEXT.format(hours=SIGN_IN_HOURS)
        draw(cards.notice(messages.SIGNED_IN_TOO_LONG_TITLE, said))
    else:
        draw(cards.notice(messages.SIGN_IN_TITLE, messages.SIGN_IN_TEXT))
    st.button(messages.SIGN_IN, type="primary", key="sign-in", on_click=st.login)


def _sign_out() -> None:
    end_sign_in(_claims(), now=time.time())
    st.logout()


def _claims() -> Claims:
    """What the provider said of who signed in, from the signed cookie; empty where nobody did."""
    return st.user.to_dict()


def _is_served() -> bool:
    """Whether a browser is at the other end, and not a test."""
    return "Host" in st.context.headers


def _settings_are_unreadable() -> bool:
    try:
        load_settings()
    except UsageError:
        return True
    return False


def _fingerprint(claims: Claims) -> str:
    """A hash that tells one sign-in from every other: the provider's nonce and time are new with each."""
    said = json.dumps([claims.get(name) for name in ("iss", "sub", "iat", "nonce", "email")], default=str)
    return hashlib.sha256(said.encode()).hexdigest()
