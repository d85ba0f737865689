"""Sign-in through a real OpenID Connect provider, and what each role then sees, in Chromium."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parc_search.search import ParcSearch
from parc_search.settings import Settings
from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROVIDER = Path(__file__).parent / "oidc_provider.py"
CLIENT = ("parc-search", "bi-mat-cua-kiem-thu")
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"
ROLES = """
[roles]
reader = ["@tinh.gov.vn"]
auditor = ["kiemtoan@tinh.gov.vn"]
manager = ["vanthu@tinh.gov.vn", "gia@chua-xac-nhan.vn"]

[groups]
noi-vu = ["an@tinh.gov.vn"]
"""
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "mot-chuoi-du-dai-cho-kiem-thu-0123456789"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "http://127.0.0.1:{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[int]:
    """The port of a provider that runs as a process of its own."""
    port = _free_port()
    command = [sys.executable, str(PROVIDER), str(port), *CLIENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield port
        process.terminate()


@pytest.fixture(scope="module")
def office(small_store: Path, provider: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that asks to sign in, over a store whose one document is kept for the group noi-vu."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(small_store, folder / "store")
    with ParcSearch.open(settings=Settings(store=folder / "store")) as parc:
        parc.store.restrict("ke-hoach.txt", ["noi-vu"])
        parc.index.refresh()
    (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    port = _free_port()
    said = SECRETS.format(port=port, provider=provider, client=CLIENT[0], secret=CLIENT[1])
    (folder / "secrets.toml").write_text(said, encoding="utf-8")
    yield from served(
        folder / "store",
        port=port,
        settings=folder / "roles.toml",
        options=["--secrets.files", str(folder / "secrets.toml")],
    )


def sign_in(page: Page, office: str, address: str) -> None:
    page.goto(office)
    page.get_by_role("button", name=messages.SIGN_IN, exact=True).click()
    page.get_by_role("textbox", name="Địa chỉ").fill(address)
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url(f"{office}/**")
    page.locator("h1.screen, .notice").first.wait_for()


def screens(page: Page) -> list[str]:
    return page.locator("[data-testid=stTopNavLink]").all_inner_texts()


def test_nothing_is_shown_before_sign_in(desktop: Page, office: str, pictures: Path) -> None:
    for path in ("", "van-ban", "kiem-toan"):
        desktop.goto(f"{office}/{path}")
        expect(desktop.locator(".notice")).to_contain_text(messages.SIGN_IN_TITLE, timeout=PATIENCE_MS)
        expect(desktop.locator("h1.screen")).to_have_count(0)
    desktop.screenshot(path=pictures / "dang-nhap.png")


def test_a_reader_of_the_group_asks_and_neither_manages_nor_audits(desktop: Page, office: str) -> None:
    sign_in(desktop, office, "an@tinh.gov.vn")
    assert messages.AUDIT not in screens(desktop)
    box = desktop.get_by_role("textbox", name=messages.QUESTION_LABEL)
    box.fill(QUESTION)
    box.press("Enter")
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Nội vụ", timeout=PATIENCE_MS)
    desktop.goto(f"{office}/van-ban")
    expect(desktop.locator("article.stored")).to_have_count(1, timeout=PATIENCE_MS)
    expect(desktop.locator("input[type=file]")).to_have_count(0)
    expect(desktop.get_by_role("button", name=messages.REMOVE, exact=True)).to_have_count(0)


def test_a_reader_of_another_group_does_not_learn_that_the_document_is_there(desktop: Page, office: str) -> None:
    sign_in(desktop, office, "binh@tinh.gov.vn")
    expect(desktop.locator(".notice")).to_contain_text(messages.EMPTY_STORE_TITLE, timeout=PATIENCE_MS)
    desktop.goto(f"{office}/doi-chieu?nguon=ke-hoach.txt")
    expect(desktop.locator(".notice")).to_contain_text(messages.EMPTY_STORE_TITLE, timeout=PATIENCE_MS)
    desktop.goto(f"{office}/nhiem-vu")
    expect(desktop.locator(".notice")).to_contain_text(messages.EMPTY_STORE_FOR_READERS, timeout=PATIENCE_MS)
    expect(desktop.get_by_text("Quảng Bình")).to_have_count(0)


def test_an_auditor_sees_who_asked(desktop: Page, office: str) -> None:
    sign_in(desktop, office, "kiemtoan@tinh.gov.vn")
    assert messages.AUDIT in screens(desktop)
    desktop.goto(f"{office}/kiem-toan")
    expect(desktop.locator(".notice.good")).to_contain_text("nguyên vẹn", timeout=PATIENCE_MS)


def test_a_manager_may_keep_a_document_for_a_group(desktop: Page, office: str) -> None:
    sign_in(desktop, office, "vanthu@tinh.gov.vn")
    desktop.goto(f"{office}/van-ban")
    expect(desktop.locator("article.stored")).to_contain_text("chỉ nhóm noi-vu", timeout=PATIENCE_MS)
    expect(desktop.get_by_role("button", name=messages.RESTRICT)).to_have_count(1)


@pytest.mark.parametrize("address", ["la@khac.vn", "gia@chua-xac-nhan.vn"])
def test_an_address_without_a_role_or_that_nobody_confirmed_reads_nothing(
    desktop: Page, office: str, address: str
) -> None:
    sign_in(desktop, office, address)
    expect(desktop.locator(".notice")).to_contain_text(messages.NO_ROLE_TITLE, timeout=PATIENCE_MS)
    expect(desktop.locator("h1.screen")).to_have_count(0)
    desktop.get_by_role("button", name=messages.SIGN_OUT).click()
    expect(desktop.get_by_role("button", name=messages.SIGN_IN, exact=True)).to_be_visible(timeout=PATIENCE_MS)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
