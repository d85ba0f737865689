"""What may come in at all: M8 and M9 of the security audit."""

import asyncio
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from parc_search.ui import messages
from parc_search.ui.access.request_filter import (
    MAX_SESSIONS,
    Message,
    Receive,
    RequestFilter,
    Scope,
    Send,
    UploadSessions,
    is_allowed_host,
)
from parc_search.ui.access.sign_in_config import Serving

OFFICE = Serving(has_sign_in=True, public_host="parc.tinh.example", is_https=True)
COOKIES = (
    (b"set-cookie", b"_streamlit_user=abc; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"),
    (b"set-cookie", b"_streamlit_xsrf=abc; Path=/"),
    (b"set-cookie", b"_streamlit_user=; Max-Age=0; Path=/"),
)


def asked(
    serving: Serving,
    *,
    path: str = "/",
    method: str = "GET",
    kind: str = "http",
    host: str = "127.0.0.1:8501",
    client: tuple[str, int] | None = ("127.0.0.1", 50_000),
    headers: Sequence[tuple[bytes, bytes]] = (),
    hosts: Sequence[str] = (),
    uploads: UploadSessions | None = None,
    reads: Callable[[str], bool] = lambda cookies: False,
) -> tuple[bool, list[Message]]:
    """Whether the request came through, and what was said."""
    said: list[Message] = []
    came: list[str] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        came.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": list(COOKIES)})

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope: dict[str, Any] = {
        "type": kind, "path": path, "method": method, "client": client,
        "headers": [(b"host", host.encode()), *headers] if host else list(headers),
    }  # fmt: skip
    front = RequestFilter(behind, serving=serving, hosts=hosts, uploads=uploads or UploadSessions(), reads=reads)
    asyncio.run(front(scope, receive, send))
    return bool(came), said


def status(said: list[Message]) -> tuple[int, str]:
    return said[0]["status"], said[1]["body"].decode().strip()


def test_m9_the_server_that_app_py_starts_is_the_one_with_the_filter() -> None:
    found = discover_asgi_app(Path(__file__).parents[3] / "app.py")
    assert found.import_string == "app:app"


def test_m9_streamlit_itself_asks_for_the_names_of_hosts_and_takes_no_files_without_end() -> None:
    said = tomllib.loads((Path(__file__).parents[3] / ".streamlit/config.toml").read_text(encoding="utf-8"))
    server = said["server"]
    assert server["allowedHosts"] == ["127.0.0.1", "localhost", "::1"]
    assert server["address"] == "127.0.0.1"
    assert server["maxUploadSize"] <= 100
    assert server["enableCORS"] is True


def test_the_person_at_the_machine_comes_in() -> None:
    for host, client in (("127.0.0.1:8501", "127.0.0.1"), ("localhost:8501", "::1"), ("[::1]:8501", "::1")):
        came, said = asked(Serving(), host=host, client=(client, 5))
        assert came, (host, said)


@pytest.mark.parametrize(
    "host", ["evil.example:8501", "127.0.0.1.evil.example", "evil@127.0.0.1", "", "127.0.0.1:x", "a/b"]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("hosts", [(), ("*",), ("evil.example",)])
def test_m9_without_sign_in_the_app_answers_to_no_other_name(host: str, kind: str, hosts: Sequence[str]) -> None:
    came, said = asked(Serving(), host=host, kind=kind, hosts=hosts)
    assert not came
    if kind == "http":
        assert status(said) == (400, messages.HOST_NOT_ALLOWED)
    else:
        assert said == [{"type": "websocket.close", "code": 1008}]


def test_m9_a_host_that_is_said_twice_is_none() -> None:
    came, said = asked(Serving(), headers=[(b"Host", b"evil.example")])
    assert not came
    assert status(said) == (400, messages.HOST_NOT_ALLOWED)


def test_m9_in_an_office_the_app_answers_to_the_names_that_are_allowed() -> None:
    hosts = ["parc.tinh.example", "*.noi-bo.example"]
    assert asked(OFFICE, host="PARC.tinh.example", hosts=hosts, client=("10.0.0.7", 5))[0]
    assert asked(OFFICE, host="a.noi-bo.example:443", hosts=hosts)[0]
    for host in ("noi-bo.example", "xparc.tinh.example", "127.0.0.1", "parc.tinh.example.evil.example"):
        assert not asked(OFFICE, host=host, hosts=hosts)[0], host
    assert not asked(OFFICE, host="parc.tinh.example", hosts=())[0]  # an empty list allows nobody else
    assert is_allowed_host("parc.tinh.example.", hosts)


@pytest.mark.parametrize("header", [b"X-Forwarded-For", b"Forwarded", b"x-real-ip", b"X-Forwarded-Host"])
def test_c1_without_sign_in_nobody_comes_in_through_a_proxy(header: bytes) -> None:
    came, said = asked(Serving(), headers=[(header, b"10.0.0.7")])
    assert not came
    assert status(said) == (403, messages.ONLY_AT_THE_MACHINE)


@pytest.mark.parametrize("client", [("10.0.0.7", 5), ("::ffff:10.0.0.7", 5), None])
def test_c1_without_sign_in_nobody_comes_in_from_another_machine(client: tuple[str, int] | None) -> None:
    assert not asked(Serving(), client=client)[0]


@pytest.mark.parametrize("path", ["/", "/van-ban", "/_stcore/health", "/_stcore/stream", "/media/a.png", "/auth/login"])
def test_c1_an_app_that_refuses_serves_one_line_and_nothing_else(path: str) -> None:
    came, said = asked(Serving(refusal="vì"), path=path)
    assert not came
    assert status(said) == (503, messages.NOT_SERVED)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("serving", [OFFICE, Serving()], ids=["office", "alone"])
def test_m8_a_file_is_taken_only_for_a_session_whose_person_keeps_the_documents(serving: Serving, method: str) -> None:
    uploads, still = UploadSessions(), [True]
    path = "/_stcore/upload_file/7b1e/0c2d"
    came, said = asked(serving, path=path, method=method, uploads=uploads, hosts=["127.0.0.1"])
    assert not came
    assert status(said) == (403, messages.UPLOAD_NOT_ALLOWED)
    uploads.allow("7b1e", lambda: still[0])
    assert asked(serving, path=path, method=method, uploads=uploads, hosts=["127.0.0.1"])[0]
    assert not asked(
        serving, path="/_stcore/upload_file/7b1/0c2d", method=method, uploads=uploads, hosts=["127.0.0.1"]
    )[0]
    still[0] = False  # the role was taken away since the field was drawn
    assert not asked(serving, path=path, method=method, uploads=uploads, hosts=["127.0.0.1"])[0]
    still[0] = True
    uploads.forbid("7b1e")
    assert not asked(serving, path=path, method=method, uploads=uploads, hosts=["127.0.0.1"])[0]


def test_m8_the_sessions_that_may_send_are_not_remembered_for_ever() -> None:
    uploads = UploadSessions()
    for number in range(MAX_SESSIONS + 1):
        uploads.allow(str(number), lambda: True)
    assert not uploads.may_send("0")
    assert uploads.may_send("1")
    assert uploads.may_send(str(MAX_SESSIONS))


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/sessions"])
def test_m8_figures_of_the_server_are_shown_to_nobody(path: str) -> None:
    came, said = asked(OFFICE, path=path, hosts=["127.0.0.1"])
    assert not came
    assert status(said) == (404, messages.NOT_HERE)


def test_m9_no_other_site_may_frame_the_app_and_the_browser_loads_nothing_from_elsewhere() -> None:
    _, said = asked(Serving())
    headers = dict(said[0]["headers"])
    assert headers[b"x-frame-options"] == b"DENY"
    policy = headers[b"content-security-policy"].decode()
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self' data: blob: ws://127.0.0.1:8501 wss://127.0.0.1:8501;" in policy
    assert "http:" not in policy and "https:" not in policy


def test_m10_cookies_of_an_address_with_https_are_secure_and_the_sign_in_lasts_a_day() -> None:
    cookies = [value for name, value in asked(OFFICE, hosts=["127.0.0.1"])[1][0]["headers"] if name == b"set-cookie"]
    assert cookies == [
        b"_streamlit_user=abc; HttpOnly; Max-Age=43200; Path=/; SameSite=lax; Secure",
        b"_streamlit_xsrf=abc; Path=/; Secure",
        b"_streamlit_user=; Max-Age=0; Path=/; Secure",
    ]
    plain = [value for name, value in asked(Serving())[1][0]["headers"] if name == b"set-cookie"]
    assert not any(b"Secure" in cookie for cookie in plain)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("prefix", ["", "/parc"])
def test_a_file_of_a_session_is_for_who_signed_in_and_may_read(method: str, prefix: str) -> None:
    """Low of the security audit: the picture of a restricted page was served to whoever knew its name."""
    told = {
        name: asked(OFFICE, path=f"{prefix}/media/{name}", method=method, hosts=["*"]) for name in ("there", "absent")
    }
    assert all(not came for came, _ in told.values())
    assert {status(said) for _, said in told.values()} == {(404, messages.NOT_HERE)}
    cookie = (b"cookie", b"_streamlit_user=signed")
    heard: list[str] = []

    def reads(cookies: str) -> bool:
        heard.append(cookies)
        return True

    assert asked(OFFICE, path="/media/there", method=method, hosts=["*"], headers=[cookie], reads=reads)[0]
    assert heard == ["_streamlit_user=signed"]
    twice = [cookie, (b"cookie", b"_streamlit_user=other")]
    assert asked(OFFICE, path="/media/there", hosts=["*"], headers=twice, reads=lambda said: said != "")[0] is False


def test_the_person_at_the_machine_gets_the_files_of_his_session() -> None:
    assert asked(Serving(), path="/media/there")[0]


def test_the_letters_of_the_sign_in_page_are_for_everyone() -> None:
    for path in ("/static/media/SourceSans.woff2", "/parc/static/media/SourceSans.woff2"):
        assert asked(OFFICE, path=path, hosts=["*"])[0]
