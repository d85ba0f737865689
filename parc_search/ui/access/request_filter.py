"""What comes before Streamlit: each request is looked at, and one that may not come in reaches nothing behind.

Streamlit opens its port to whoever reaches it: any name of a host on plain requests, files of any session, figures of
the server. Here a request must name a host that is allowed, a file must be sent by a manager who signed in, and
where nobody signs in, the request must come from the machine itself. What goes out says that no other site may frame
it, that the browser loads nothing from elsewhere, and that cookies of an address with HTTPS never leave it.

Source: ASGI 3.0, HTTP and WebSocket message format; RFC 6265bis (cookies); Content Security Policy Level 3.
"""

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, MutableMapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from streamlit import config

from parc_search.ui import messages
from parc_search.ui.access.sign_in_config import Serving, is_loopback, serving

_log = logging.getLogger(__name__)

SIGN_IN_HOURS = 12  # a working day; Streamlit's own cookie lasts 30 days, on shared machines too
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
# Sessions of managers that are remembered; each reload of a page is one more.
MAX_SESSIONS = 1_000

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_UPLOADS = "/_stcore/upload_file/"
_MEDIA = "/media/"  # files made for one session, under a name that anyone could ask for
# Figures of the process, and a run of the script that nobody signed in for.
_CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})
_SIGN_IN_COOKIE = b"_streamlit_user"
_MAX_AGE = re.compile(rb"(?i)max-age=[0-9]{1,12}")
_HEADERS = (
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


class UploadSessions:
    """The browser sessions that may send files, each with a question that is asked anew at every file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._allowed: OrderedDict[str, Callable[[], bool]] = OrderedDict()

    def allow(self, session: str, still: Callable[[], bool]) -> None:
        """Lets the session send files for as long as `still` says so."""
        with self._lock:
            self._allowed[session] = still
            self._allowed.move_to_end(session)
            while len(self._allowed) > MAX_SESSIONS:
                self._allowed.popitem(last=False)

    def forbid(self, session: str) -> None:
        """Lets the session send nothing more."""
        with self._lock:
            self._allowed.pop(session, None)

    def may_send(self, session: str) -> bool:
        """Whether the session may send a file now; one that is not known may not."""
        with self._lock:
            still = self._allowed.get(session)
        return still is not None and still()


UPLOAD_SESSIONS = UploadSessions()
_in_place = threading.Event()


def is_in_place() -> bool:
    """Whether this process filters its requests; a server that was started past `app.py` does not."""
    return _in_place.is_set()


class RequestFilter:
    """The ASGI middleware; `hosts` are the names by which the app may be called where people sign in."""

    def __init__(
        self,
        app: Application,
        *,
        serving: Serving,
        hosts: Sequence[str],
        uploads: UploadSessions = UPLOAD_SESSIONS,
        reads: Callable[[str], bool] = lambda cookies: False,
    ) -> None:
        """`reads` says of the cookies of a request whether they are those of someone who may read, by the signature."""
        self._app = app
        self._serving = serving
        # An empty list is no permission; without sign-in, no setting opens the app to another name.
        self._hosts = tuple(hosts) if hosts and serving.has_sign_in else LOOPBACK_HOSTS
        self._uploads = uploads
        self._reads = reads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may come in, and answers the rest."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, self._sealed(scope, send))
            return
        status, line = refusal
        _log.warning("refused %d: %s %r", status, scope.get("method", scope["type"]), scope["path"][:200])
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), *_HEADERS]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": f"{line}\n".encode()})

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """The status and the line for a request that may not come in; None for one that may."""
        path = str(scope["path"])
        if self._serving.refusal:
            return 503, messages.NOT_SERVED
        if not self._is_of_the_machine(scope):
            return 403, messages.ONLY_AT_THE_MACHINE
        if not is_allowed_host(_header(scope, b"host"), self._hosts):
            return 400, messages.HOST_NOT_ALLOWED
        if any(closed in path for closed in _CLOSED):
            return 404, messages.NOT_HERE
        # Before it is looked up: a file that is there and one that is not are the same to who may not have it.
        is_file = _MEDIA in path and not path.partition(_MEDIA)[0].endswith("/static")
        if is_file and self._serving.has_sign_in and not self._reads(_header(scope, b"cookie") or ""):
            return 404, messages.NOT_HERE
        if _UPLOADS in path and scope.get("method") not in ("OPTIONS", "HEAD"):
            session = path.partition(_UPLOADS)[2].partition("/")[0]
            if not self._uploads.may_send(session):
                return 403, messages.UPLOAD_NOT_ALLOWED
        return None

    def _is_of_the_machine(self, scope: Scope) -> bool:
        """Whether sign-in decides who it is, or nobody but who is at the machine can have sent the request."""
        if self._serving.has_sign_in:
            return True
        client = scope.get("client")
        is_forwarded = any(name.lower() in _FORWARDED for name, _ in scope["headers"])
        return client is not None and is_loopback(str(client[0])) and not is_forwarded

    def _sealed(self, scope: Scope, send: Send) -> Send:
        host = _header(scope, b"host") or ""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(self._headers(message.get("headers", ()), host))}
            await send(message)

        return sealed

    def _headers(self, said: Sequence[tuple[bytes, bytes]], host: str) -> Iterator[tuple[bytes, bytes]]:
        for name, value in said:
            yield (name, self._cookie(value)) if name.lower() == b"set-cookie" else (name, value)
        yield from _HEADERS
        yield b"content-security-policy", content_policy(host).encode()

    def _cookie(self, said: bytes) -> bytes:
        """The cookie, never to be sent without HTTPS where the app has it, the sign-in for one day of work."""
        if said.startswith(_SIGN_IN_COOKIE) and b"max-age=0" not in said.lower():
            said = _MAX_AGE.sub(b"Max-Age=%d" % (SIGN_IN_HOURS * 3600), said)
        if self._serving.is_https and b"; secure" not in said.lower():
            said += b"; Secure"
        return said


def request_filters(reads: Callable[[str], bool]) -> list[Middleware]:
    """The filter as Streamlit's server takes it, by the configuration that the process started with.

    `reads` as `RequestFilter` takes it.
    """
    now = serving()
    hosts = list(config.get_option("server.allowedHosts") or ()) if now.has_sign_in else list(LOOPBACK_HOSTS)
    if now.public_host and now.public_host not in hosts:
        hosts.append(now.public_host)
    # Streamlit asks the same of its web sockets, and must not say otherwise.
    config.set_option("server.allowedHosts", hosts)
    _in_place.set()
    return [Middleware(RequestFilter, serving=now, hosts=hosts, reads=reads)]


def is_allowed_host(host: str | None, allowed: Sequence[str]) -> bool:
    """Whether the header names an allowed host, the port aside; "*.tinh.vn" allows each name under tinh.vn."""
    try:
        parts = urlsplit(f"//{host}") if host else None
        name = (parts.hostname or "") if parts is not None and parts.port != 0 else ""
    except ValueError:
        return False
    if parts is None or not name or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        return False
    name = name.rstrip(".")
    patterns = [pattern.strip().lower().strip("[]").rstrip(".") for pattern in allowed]
    return any(
        pattern in (name, "*") or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in patterns
    )


def content_policy(host: str) -> str:
    """What the browser may load: all from the app itself, and nothing else; Streamlit's page needs its own scripts."""
    return (
        "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        f"style-src 'self' 'unsafe-inline'; connect-src 'self' data: blob: ws://{host} wss://{host}; "
        "object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
    )


def _header(scope: Scope, wanted: bytes) -> str | None:
    """The one value of a header; None where it is missing or said twice."""
    values = [value for name, value in scope["headers"] if name.lower() == wanted]
    return values[0].decode("latin-1") if len(values) == 1 else None
