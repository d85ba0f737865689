"""A browser, and the app over a store of its own, for the tests that drive real screens."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
START_LINES = 200
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# The first question loads the encoder and the repairer, on a machine that may be busy.
PATIENCE_MS = 120_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system, without a word to anyone."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def app_address(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, served over a copy of the store of the sample documents."""
    store = tmp_path_factory.mktemp("app") / "store"
    shutil.copytree(sample_store, store)
    yield from _served(store)


@pytest.fixture(scope="session")
def empty_app_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over a store without a document."""
    yield from _served(tmp_path_factory.mktemp("empty") / "store")


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A page of an office screen."""
    yield from _page(browser, DESKTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a phone."""
    yield from _page(browser, PHONE)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for pictures of the screens: PARC_PICTURES, else a temporary one."""
    folder = os.environ.get("PARC_PICTURES")
    return Path(folder) if folder else tmp_path_factory.mktemp("pictures")


def _page(browser: Browser, viewport: dict[str, int]) -> Iterator[Page]:
    """A page on which any dialog or any request to another machine fails the test."""
    context = browser.new_context(viewport=viewport, locale="vi-VN", accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    strays: list[str] = []
    page.on("dialog", lambda dialog: (strays.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if _is_local(request.url) else strays.append(request.url))
    yield page
    context.close()
    assert strays == []


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def _served(store: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "PARC_STORE": str(store)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if "URL:" in line:
                break
            assert len(said) < START_LINES, "".join(said)
        drain = threading.Thread(target=process.stdout.read, daemon=True)
        drain.start()
        try:
            assert process.poll() is None, "".join(said)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()
            drain.join()
