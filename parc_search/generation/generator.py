"""The optional text generator: any server that speaks the OpenAI chat protocol, named in the settings. Off by default.

It is asked for words, never for facts: what it says is checked sentence by sentence (`claims.py`) before it is read.
Only the standard library speaks to it; it follows no redirect, so the key goes to the named server alone.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import Protocol

from ingest.errors import GeneratorError
from parc_search import messages
from parc_search.settings import Settings

MAX_REPLY_BYTES = 200_000  # A page of prose with its JSON takes under 20 KB.
_CHUNK_BYTES = 4_096
_MAX_TOKENS = 700


class Generator(Protocol):
    """Whatever turns a prompt into text."""

    def complete(self, system: str, user: str) -> str:
        """The text for a system prompt and a user prompt.

        Raises:
            GeneratorError: no text came, or none that can be read.
        """


class ChatServer:
    """A server with the OpenAI chat protocol at `url` ("http://127.0.0.1:8000/v1")."""

    def __init__(self, url: str, model: str, *, key: str = "", timeout_s: float) -> None:
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._model = model
        self._key = key
        self._timeout_s = timeout_s
        self._opener = urllib.request.build_opener(_NoRedirect)

    def complete(self, system: str, user: str) -> str:
        """The text of the first choice, within the timeout as a whole."""
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
        deadline = time.monotonic() + self._timeout_s
        try:
            with self._opener.open(request, timeout=self._timeout_s) as reply:
                return _text_of(_read(reply, deadline))
        except urllib.error.HTTPError as error:
            error.close()
            raise GeneratorError(messages.GENERATOR_STATUS.format(status=error.code)) from error
        except TimeoutError as error:
            raise GeneratorError(messages.GENERATOR_SLOW.format(seconds=self._timeout_s)) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeneratorError(messages.GENERATOR_SLOW.format(seconds=self._timeout_s)) from error
            raise GeneratorError(messages.GENERATOR_DOWN) from error
        except (OSError, HTTPException) as error:
            raise GeneratorError(messages.GENERATOR_DOWN) from error


def generator_of(settings: Settings, environment: Mapping[str, str]) -> ChatServer | None:
    """The generator that the settings name, None where they name none; the key stands only in the environment."""
    if not settings.generator_url:
        return None
    key = environment.get(settings.generator_key_variable, "") if settings.generator_key_variable else ""
    return ChatServer(settings.generator_url, settings.generator_model, key=key, timeout_s=settings.generator_timeout_s)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for what it is, an answer without text."""

    def redirect_request(self, *arguments: object) -> None:
        """None: no other address is asked."""
        return


def _read(reply: HTTPResponse, deadline: float) -> bytes:
    """The whole body; a server that drips it out past the deadline is as good as silent."""
    read = bytearray()
    while piece := reply.read1(_CHUNK_BYTES):
        read += piece
        if time.monotonic() > deadline:
            raise TimeoutError
        if len(read) > MAX_REPLY_BYTES:
            raise GeneratorError(messages.GENERATOR_UNREADABLE)
    return bytes(read)


def _text_of(body: bytes) -> str:
    try:
        text = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise GeneratorError(messages.GENERATOR_UNREADABLE) from error
    if not isinstance(text, str) or not text.strip():
        raise GeneratorError(messages.GENERATOR_UNREADABLE)
    return text
