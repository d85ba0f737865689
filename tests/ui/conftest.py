"""A browser, and the app over a store of its own, for the tests that drive real screens."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.ui.serving import PATIENCE_MS, served

CHROMIUM = "/usr/bin/chromium"
expect.set_options(timeout=PATIENCE_MS)
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


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
    yield from served(store)


@pytest.fixture(scope="session")
def empty_app_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over a store without a document."""
    yield from served(tmp_path_factory.mktemp("empty") / "store")


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
