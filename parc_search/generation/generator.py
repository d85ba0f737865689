"""The optional text generator: any server that speaks the OpenAI chat protocol, named in the settings. Off by default.

It is asked for words, never for facts: what it says is checked sentence by sentence (`faithfulness.py`) before it is
read. Only the standard library speaks to it. What is sent goes to the named server alone: no redirect is followed, no
proxy stands between this program and a server on the same machine, and another machine is spoken to under TLS only.
"""

import http.client
import ipaddress
import json
import re
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Protocol
from urllib.parse import urlsplit

from ingest.errors import GeneratorError, UsageError
from parc_search import messages
from parc_search.settings import Settings

MAX_REPLY_BYTES = 200_000  # A page of prose with its JSON takes under 20 KB.
_MAX_TOKENS = 700
# What may stand in a header as it is; a line end would end the header.
_KEY = re.compile(r"[!-~]+", re.ASCII)


class Generator(Protocol):
    """Whatever turns a prompt into text."""

    def complete(self, system: str, user: str) -> str:
        """The text for a system prompt and a user prompt.

        Raises:
            GeneratorError: no text came, or none that can be read.
        """


class ChatServer:
    """A server with the OpenAI chat protocol at `url` ("http://127.0.0.1:8000/v1").

    Raises:
        UsageError: the address is none, or is that of another machine without TLS; the key cannot stand in a header.
    """

    def __init__(self, url: str, model: str, *, key: str = "", timeout_s: float) -> None:
        self._is_here = _is_this_machine(url)
        if not self._is_here and not url.startswith("https://"):
            raise UsageError(messages.GENERATOR_NEEDS_TLS)
        if key and not _KEY.fullmatch(key):
            raise UsageError(messages.GENERATOR_KEY_UNUSABLE)
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._key = key
        self._timeout_s = timeout_s

    def complete(self, system: str, user: str) -> str:
        """The text of the first choice, within the timeout as a whole, whatever the server sends meanwhile."""
        body = {
            "model": self._model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "max_tokens": _MAX_TOKENS,
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self._url, data=json.dumps(body).encode(), headers=headers, method="POST")
        return _text_of(self._within_time(request))

    def _within_time(self, request: urllib.request.Request) -> bytes:
        """The body of the reply. It is read in a thread of its own: a timeout of the socket begins anew at each byte.

        Raises:
            GeneratorError: as `complete`.
        """
        sockets: list[socket.socket] = []
        ended: list[bytes | BaseException] = []

        def ask() -> None:
            try:
                with self._opener(sockets).open(request, timeout=self._timeout_s) as reply:
                    ended.append(reply.read(MAX_REPLY_BYTES + 1))
            except BaseException as error:
                ended.append(error)  # raised again where it was asked for, unless nobody waits any more

        asking = threading.Thread(target=ask, name="parc-generator", daemon=True)
        asking.start()
        asking.join(self._timeout_s)
        if not ended:
            for opened in sockets:
                with suppress(OSError):
                    opened.shutdown(socket.SHUT_RDWR)  # ends the thread, which would read on
            raise GeneratorError(messages.GENERATOR_SLOW.format(seconds=self._timeout_s))
        if isinstance(ended[0], bytes):
            if len(ended[0]) > MAX_REPLY_BYTES:
                raise GeneratorError(messages.GENERATOR_UNREADABLE)
            return ended[0]
        raise self._explained(ended[0]) from ended[0]

    def _opener(self, sockets: list[socket.socket]) -> urllib.request.OpenerDirector:
        """What opens the server's address; `sockets` gets those that are opened."""
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect(), _Http(sockets), _Https(sockets)]
        if self._is_here:
            handlers.append(urllib.request.ProxyHandler({}))
        return urllib.request.build_opener(*handlers)

    def _explained(self, error: BaseException) -> BaseException:
        """The plain line for what went wrong; a fault of ours as it is."""
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(error, urllib.error.HTTPError):
            error.close()
            return GeneratorError(messages.GENERATOR_STATUS.format(status=error.code))
        if isinstance(reason, TimeoutError):
            return GeneratorError(messages.GENERATOR_SLOW.format(seconds=self._timeout_s))
        if isinstance(error, OSError | http.client.HTTPException | ValueError):
            return GeneratorError(messages.GENERATOR_DOWN)
        return error


def generator_of(settings: Settings, environment: Mapping[str, str]) -> ChatServer | None:
    """The generator that the settings name, None where they name none; the key stands only in the environment.

    Raises:
        UsageError: as `ChatServer`.
    """
    if not settings.generator_url:
        return None
    key = environment.get(settings.generator_key_variable, "") if settings.generator_key_variable else ""
    return ChatServer(settings.generator_url, settings.generator_model, key=key, timeout_s=settings.generator_timeout_s)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for what it is, an answer without text."""

    def redirect_request(self, *arguments: object) -> None:
        """None: no other address is asked."""
        return


class _Http(urllib.request.HTTPHandler):
    """Opens addresses as usual, and says by which socket."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__()
        self._sockets = sockets

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """The reply to a request."""
        made: Any = partial(_told, http.client.HTTPConnection, self._sockets)
        return self.do_open(made, request)


class _Https(urllib.request.HTTPSHandler):
    """The same under TLS."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__()
        self._sockets = sockets

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """The reply to a request."""
        made: Any = partial(_told, http.client.HTTPSConnection, self._sockets)
        return self.do_open(made, request)


def _told(
    make: Callable[..., http.client.HTTPConnection], sockets: list[socket.socket], host: str, **arguments: Any
) -> http.client.HTTPConnection:
    """A connection that puts its socket into the list as soon as it has one: before the handshake of TLS."""
    connection = make(host, **arguments)
    create: Callable[..., socket.socket] = socket.create_connection

    def created(*where: Any, **how: Any) -> socket.socket:
        opened = create(*where, **how)
        sockets.append(opened)
        return opened

    # http.client makes its sockets through this attribute, for whoever needs to know of them.
    connection._create_connection = created  # type: ignore[attr-defined]
    return connection


def _is_this_machine(url: str) -> bool:
    """Whether the address is one of the loopback.

    Raises:
        UsageError: it is no address.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise UsageError(messages.GENERATOR_NO_ADDRESS) from error
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError(messages.GENERATOR_NO_ADDRESS)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _text_of(body: bytes) -> str:
    try:
        text = json.loads(body)["choices"][0]["message"]["content"]
        text.encode()  # half a surrogate pair can be neither shown nor written down
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise GeneratorError(messages.GENERATOR_UNREADABLE) from error
    if not isinstance(text, str) or not text.strip():
        raise GeneratorError(messages.GENERATOR_UNREADABLE)
    return text
