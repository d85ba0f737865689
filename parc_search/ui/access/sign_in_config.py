"""How the app may be served: with sign-in, for the person at the machine alone, or not at all.

Decided once, when the server starts, and never loosened while it runs: no configuration is no rights. A secrets file
that is broken, empty, cut short or lacks its section is a fault, not the wish to do without sign-in; Streamlit itself
takes each of these for a file that is not there. What is wrong is told to the server's log; whoever opens the app
reads only that it does not serve.
"""

import logging
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from streamlit import config

from ingest.errors import ParcError, UsageError
from parc_search.access import Access
from parc_search.settings import load_settings
from parc_search.ui import messages

_log = logging.getLogger(__name__)

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
# Streamlit signs the sign-in cookie with it: 32 letters of hexadecimal digits are 128 bits.
MIN_COOKIE_SECRET_CHARS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the app is served; `refusal` says for the log why it is not, empty where it is.

    `public_host` is the name in the address that the provider sends people back to, `is_https` whether that address
    is one of HTTPS.
    """

    refusal: str = ""
    has_sign_in: bool = False
    public_host: str = ""
    is_https: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """What of Streamlit's own options decides who may come in; `address` is where it listens, empty for everywhere."""

    address: str
    secrets_files: tuple[Path, ...]
    secrets_named: bool
    has_cors: bool
    trusts_headers: bool


def decide(options: ServerOptions, access: Access) -> Serving:
    """How the app may be served with these options and these roles and groups."""
    try:
        auth = read_auth(options.secrets_files, must_exist=options.secrets_named)
    except UsageError as error:
        return Serving(refusal=str(error))
    if not options.has_cors:
        return Serving(refusal=messages.CORS_OFF)
    if options.trusts_headers:
        return Serving(refusal=messages.HEADERS_TRUSTED)
    if auth is not None:
        try:
            back = urlsplit(auth["redirect_uri"])
        except ValueError:
            return Serving(refusal=messages.SECRETS_INCOMPLETE.format(names="redirect_uri"))
        return Serving(has_sign_in=True, public_host=back.hostname or "", is_https=back.scheme == "https")
    if not access.is_empty:
        return Serving(refusal=messages.ROLES_WITHOUT_SIGN_IN)
    if not is_loopback(options.address):
        return Serving(refusal=messages.ADDRESS_OPEN.format(address=options.address or "0.0.0.0"))
    return Serving()


def read_auth(files: Sequence[Path], *, must_exist: bool = False) -> Mapping[str, str] | None:
    """The section [auth] of the secrets files, later ones over earlier ones; None where there is no such file at all.

    Raises:
        UsageError: a file that cannot be read, or that has no whole section [auth]; any file is missing, where they
            `must_exist`.
    """
    there = [path for path in files if _is_there(path)]
    if must_exist and len(there) < len(files):
        raise UsageError(messages.SECRETS_MISSING.format(path=next(path for path in files if path not in there)))
    if not there:
        return None
    said: dict[str, object] = {}
    for path in there:
        said |= _read(path)
    auth = said.get("auth")
    if not isinstance(auth, dict):
        raise UsageError(messages.SECRETS_WITHOUT_AUTH.format(paths=", ".join(map(str, there))))
    texts = {name: value for name, value in auth.items() if isinstance(value, str) and value.strip()}
    if missing := [name for name in _NEEDED if name not in texts]:
        raise UsageError(messages.SECRETS_INCOMPLETE.format(names=", ".join(missing)))
    if len(texts["cookie_secret"]) < MIN_COOKIE_SECRET_CHARS:
        raise UsageError(messages.SECRETS_WEAK.format(chars=MIN_COOKIE_SECRET_CHARS))
    return texts


def is_loopback(host: str) -> bool:
    """Whether the name or address can only be reached from the machine itself."""
    bare = host.strip("[]")
    try:
        return bare == "localhost" or ip_address(bare).is_loopback
    except ValueError:
        return False


@cache
def serving() -> Serving:
    """How this process serves, decided when it is first asked and the same until it ends."""
    options = ServerOptions(
        address=config.get_option("server.address") or "",
        secrets_files=tuple(Path(path) for path in config.get_option("secrets.files")),
        secrets_named=config.is_manually_set("secrets.files"),
        has_cors=bool(config.get_option("server.enableCORS")),
        trusts_headers=bool(config.get_option("server.trustedUserHeaders")),
    )
    try:
        found = decide(options, load_settings().access)
    except ParcError as error:
        found = Serving(refusal=messages.SETTINGS_UNREADABLE.format(why=error))
    if found.refusal:
        _log.error("%s: %s", messages.NOT_SERVED_TITLE, found.refusal)
    return found


def _is_there(path: Path) -> bool:
    """Whether something is at the path, be it broken; only what is surely not there is not."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _read(path: Path) -> Mapping[str, object]:
    if path.suffix != ".toml":
        raise UsageError(messages.SECRETS_NOT_TOML.format(path=path))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        # The place of the fault, and none of the file's words: they are secrets.
        raise UsageError(messages.SECRETS_UNREADABLE.format(path=path, error=_place(error))) from error


def _place(error: Exception) -> str:
    """What went wrong without what stands in the file."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    said = str(error)
    return said[said.rfind("(at ") :].strip("()") if "(at " in said else type(error).__name__
