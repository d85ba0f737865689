"""The borders of the generator: keys, addresses, proxies, and servers that mean harm or never end."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ingest.errors import GeneratorError, UsageError
from parc_search.generation.generator import ChatServer, generator_of
from parc_search.settings import Settings
from tests.parc_search.chat_server import chat_server, saying

TIMEOUT_S = 0.5
PATIENCE_S = 3.0  # what a busy machine may need beyond the timeout; the endless servers here would take for ever


def said_by(url: str, **named: str) -> str:
    return ChatServer(url, "m", timeout_s=TIMEOUT_S, **named).complete("s", "u")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "key", ["sk-SECRET-123\n", "sk-SECRET-123\r\nX-Other: 1", "sk SECRET-123", "sk-SECRÉT-123", "\x00"]
)
def test_a_key_that_cannot_stand_in_a_header_is_refused_at_once_and_not_printed(key: str) -> None:
    settings = Settings(generator_url="http://127.0.0.1:1/v1", generator_model="m", generator_key_variable="MY_KEY")
    with pytest.raises(UsageError) as refused:
        generator_of(settings, {"MY_KEY": key})
    assert "SECR" not in f"{refused.value!r} {refused.value.__cause__!r} {refused.value.__context__!r}"
    assert "generator_key_variable" in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.5:8000/v1",
        "http://model.tinh.example/v1",
        "http://127.0.0.1@model.example/v1",
        "http://127.0.0.1.example/v1",
    ],
)
def test_another_machine_is_spoken_to_under_tls_only(url: str) -> None:
    with pytest.raises(UsageError, match="https://"):
        ChatServer(url, "m", timeout_s=1)
    ChatServer(url.replace("http:", "https:"), "m", timeout_s=1)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/v1", "http://127.8.8.8/v1", "http://[::1]:1/v1", "http://localhost/v1"]
)
def test_this_machine_needs_no_tls(url: str) -> None:
    ChatServer(url, "m", timeout_s=1)


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:99999/v1", "ftp://127.0.0.1/v1", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="không phải địa chỉ"):
        ChatServer(url, "m", timeout_s=1)


def test_a_proxy_of_the_environment_gets_nothing_that_is_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    with chat_server(saying("của kẻ khác")) as proxy, chat_server(saying("đúng")) as running:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert said_by(running.url, key="s3cret") == "đúng"
        assert (proxy.requests, proxy.keys) == ([], [])


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 150_000,
        b'{"choices": [{"message": {"content": "\\ud800"}}]}',
        b'{"choices": [{"message": {"content": 5}}]}',
        b'{"choices": [{"message": {"content": " "}}]}',
        b'{"choices": {}}',
        b"1" * 5_000,
        b"\xff\xfe",
        b"",
    ],
    ids=["deep", "surrogate", "number", "blank", "no choice", "long number", "no text", "empty"],
)
def test_a_reply_that_cannot_be_read_is_a_plain_error(body: bytes) -> None:
    with chat_server(lambda request: (200, body)) as running, pytest.raises(GeneratorError, match="không đúng dạng"):
        said_by(running.url)


def test_a_reply_without_end_is_cut_at_its_size() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65_536)

    with raw_server(endless) as url, pytest.raises(GeneratorError, match="không đúng dạng"):
        ChatServer(url, "m", timeout_s=30).complete("s", "u")


def slow_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(connection, b"a")


def always_continue(connection: socket.socket) -> None:
    drip(connection, b"HTTP/1.1 100 Continue\r\n\r\n")


def slow_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    drip(connection, b" ")


def silent(connection: socket.socket) -> None:
    connection.recv(1)
    threading.Event().wait(20)


def drip(connection: socket.socket, piece: bytes) -> None:
    while True:
        connection.sendall(piece)
        time.sleep(0.05)


@pytest.mark.parametrize("behave", [slow_header, always_continue, slow_body, silent])
def test_a_server_that_never_ends_takes_no_longer_than_the_timeout_and_leaves_no_thread(
    behave: Callable[[socket.socket], None],
) -> None:
    with raw_server(behave) as url:
        began = time.monotonic()
        with pytest.raises(GeneratorError, match=r"không trả lời trong 0\.5 giây"):
            said_by(url)
        assert time.monotonic() - began < TIMEOUT_S + PATIENCE_S
        asking = [thread for thread in threading.enumerate() if thread.name == "parc-generator"]
        for thread in asking:
            thread.join(PATIENCE_S)
        assert [thread for thread in asking if thread.is_alive()] == []


@contextmanager
def raw_server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that reads a little of what it is sent and then does as it likes."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65_536)
                behave(connection)
        except OSError:
            return  # the client has hung up, as it should

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    finally:
        listening.close()
