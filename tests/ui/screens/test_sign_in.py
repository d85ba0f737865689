"""Sign-in through a real OpenID Connect provider, and what each role then sees, in Chromium."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from parc_search.search import ParcSearch
from parc_search.settings import Settings
from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROVIDER = Path(__file__).parents[1] / "oidc_provider.py"
CLIENT = ("parc-search", "bi-mat-cua-kiem-thu")
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"
ROLES = """
[roles]
reader = ["@tinh.gov.vn"]
auditor = ["kiemtoan@tinh.gov.vn"]
manager = ["vanthu@tinh.gov.vn", "gia@chua-xac-nhan.vn", "gia@chu-thay-bool.vn", "gia@khong-noi-gi.vn"]

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
def folder(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store whose one document is kept for the group noi-vu, with roles.toml and secrets.toml."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(small_store, folder / "store")
    with ParcSearch.open(settings=Settings(store=folder / "store")) as parc:
        parc.store.restrict("ke-hoach.txt", ["noi-vu"])
        parc.index.refresh()
    (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def office(folder: Path, provider: int) -> Iterator[str]:
    """The address of an app that asks to sign in."""
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


def test_a_file_that_a_reader_takes_along_is_given_to_nobody_who_did_not_sign_in(desktop: Page, office: str) -> None:
    sign_in(desktop, office, "an@tinh.gov.vn")
    desktop.goto(f"{office}/nhiem-vu")
    with desktop.expect_download(timeout=PATIENCE_MS) as taken:
        desktop.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    address = taken.value.url
    assert "/media/" in address
    assert desktop.request.get(address).status == 200
    absent = f"{office}/media/{'0' * 56}.csv"
    told = []
    for wanted in (address, absent):
        with pytest.raises(HTTPError) as refused:
            urlopen(wanted)
        told.append((refused.value.code, refused.value.read().decode().strip()))
    assert told == [(404, messages.NOT_HERE)] * 2


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


@pytest.mark.parametrize(
    "address",
    [
        "la@khac.vn",
        "gia@chua-xac-nhan.vn",
        "gia@chu-thay-bool.vn",
        "gia@khong-noi-gi.vn",
        "\u212aiemtoan@tinh.gov.vn",
        "x@evil.com@tinh.gov.vn",
    ],
)
def test_an_address_without_a_role_or_that_nobody_confirmed_reads_nothing(
    desktop: Page, office: str, address: str
) -> None:
    sign_in(desktop, office, address)
    expect(desktop.locator(".notice")).to_contain_text(messages.NO_ROLE_TITLE, timeout=PATIENCE_MS)
    expect(desktop.locator("h1.screen")).to_have_count(0)
    desktop.get_by_role("button", name=messages.SIGN_OUT).click()
    expect(desktop.get_by_role("button", name=messages.SIGN_IN, exact=True)).to_be_visible(timeout=PATIENCE_MS)


def test_m10_a_manager_who_is_taken_off_the_list_loses_the_open_dialog_and_the_buttons(
    desktop: Page, office: str, folder: Path
) -> None:
    sign_in(desktop, office, "vanthu@tinh.gov.vn")
    desktop.goto(f"{office}/van-ban")
    desktop.get_by_role("button", name=messages.REMOVE, exact=True).click()
    confirm = desktop.get_by_role("button", name=messages.REMOVE_CONFIRM)
    expect(confirm).to_be_visible(timeout=PATIENCE_MS)
    (folder / "roles.toml").write_text(ROLES.replace("vanthu@", "khac@"), encoding="utf-8")
    try:
        confirm.click()
        expect(desktop.get_by_role("dialog")).to_contain_text("quản lý văn bản", timeout=PATIENCE_MS)
        desktop.goto(f"{office}/van-ban")
        expect(desktop.locator("h1.screen")).to_be_visible(timeout=PATIENCE_MS)
        expect(desktop.locator("input[type=file]")).to_have_count(0)
    finally:
        (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    desktop.goto(f"{office}/van-ban")
    expect(desktop.locator("article.stored")).to_have_count(1, timeout=PATIENCE_MS)


def test_m10_a_file_that_was_chosen_before_the_role_was_lost_is_not_taken_in(
    desktop: Page, office: str, folder: Path
) -> None:
    sign_in(desktop, office, "vanthu@tinh.gov.vn")
    desktop.goto(f"{office}/van-ban")
    chosen = {"name": "moi.txt", "mimeType": "text/plain", "buffer": b"KE HOACH"}
    desktop.locator("input[type=file]").set_input_files(chosen)  # type: ignore[arg-type]
    desktop.locator("[data-testid=stFileChip]").wait_for()
    (folder / "roles.toml").write_text(ROLES.replace("vanthu@", "khac@"), encoding="utf-8")
    try:
        with desktop.expect_response(lambda said: "/_stcore/upload_file/" in said.url) as second:
            desktop.locator("input[type=file]").set_input_files({**chosen, "name": "hai.txt"})  # type: ignore[arg-type]
        assert second.value.status == 403
        desktop.get_by_role("button", name=messages.UPLOAD_BUTTON).click()
        expect(desktop.locator(".notice.error")).to_contain_text("quản lý văn bản", timeout=PATIENCE_MS)
        expect(desktop.locator(".intake li")).to_have_count(0)
    finally:
        (folder / "roles.toml").write_text(ROLES, encoding="utf-8")


def test_m10_signing_out_in_one_tab_ends_the_other(desktop: Page, office: str) -> None:
    sign_in(desktop, office, "an@tinh.gov.vn")
    other = desktop.context.new_page()
    other.goto(f"{office}/van-ban")
    expect(other.locator("article.stored")).to_have_count(1, timeout=PATIENCE_MS)
    desktop.locator(".st-key-person button").first.click()
    desktop.get_by_role("button", name=messages.SIGN_OUT).click()
    expect(desktop.get_by_role("button", name=messages.SIGN_IN, exact=True)).to_be_visible(timeout=PATIENCE_MS)
    other.get_by_role("button", name=messages.OPEN_SOURCE).click()
    expect(other.locator(".notice")).to_contain_text(messages.SIGNED_IN_TOO_LONG_TITLE, timeout=PATIENCE_MS)
    expect(other.locator("h1.screen")).to_have_count(0)
    other.close()


def test_m8_nobody_sends_a_file_without_being_signed_in(desktop: Page, office: str) -> None:
    desktop.goto(office)
    expect(desktop.locator(".notice")).to_contain_text(messages.SIGN_IN_TITLE, timeout=PATIENCE_MS)
    answer = desktop.request.put(f"{office}/_stcore/upload_file/bat-ky/tep", data=b"x" * 1000)
    assert (answer.status, answer.text().strip()) == (403, messages.UPLOAD_NOT_ALLOWED)
    assert desktop.request.get(f"{office}/_stcore/metrics").status == 404


@pytest.mark.parametrize("broken", ["", "[auth]", "cut"])
def test_c1_a_running_app_whose_secrets_file_breaks_lets_nobody_in(
    desktop: Page, office: str, folder: Path, broken: str
) -> None:
    path = folder / "secrets.toml"
    whole = path.read_text(encoding="utf-8")
    sign_in(desktop, office, "an@tinh.gov.vn")
    path.write_text(whole[:100] if broken == "cut" else broken, encoding="utf-8")
    try:
        desktop.wait_for_timeout(4_000)  # Streamlit looks at the file every second
        page = desktop.context.browser.new_page()  # type: ignore[union-attr]  # a browser without a cookie
        for screen in ("", "van-ban", "kiem-toan"):
            page.goto(f"{office}/{screen}")
            expect(page.locator(".notice")).to_contain_text(messages.SIGN_IN_TITLE, timeout=PATIENCE_MS)
            expect(page.locator("h1.screen, input[type=file], article")).to_have_count(0)
        page.close()
        desktop.get_by_role("link", name=messages.DOCUMENTS, exact=True).click()
        expect(desktop.locator("article.stored")).to_have_count(1, timeout=PATIENCE_MS)
        assert messages.AUDIT not in screens(desktop)  # the former person, with the former role
        expect(desktop.locator("input[type=file]")).to_have_count(0)
    finally:
        path.write_text(whole, encoding="utf-8")
        desktop.wait_for_timeout(4_000)


@pytest.mark.parametrize("broken", ["", "[auth]", "[auth", None], ids=["empty", "no values", "cut", "missing"])
def test_c1_an_app_that_starts_with_a_broken_secrets_file_serves_one_plain_line(
    desktop: Page, folder: Path, tmp_path: Path, broken: str | None
) -> None:
    if broken is not None:
        (tmp_path / "secrets.toml").write_text(broken, encoding="utf-8")
    options = ["--secrets.files", str(tmp_path / "secrets.toml")]
    for address in served(folder / "store", settings=folder / "roles.toml", options=options):
        answer = desktop.goto(f"{address}/van-ban")
        assert answer is not None
        assert answer.status == 503
        assert desktop.locator("body").inner_text().strip() == messages.NOT_SERVED


def test_c1_roles_without_any_sign_in_are_refused(desktop: Page, folder: Path) -> None:
    for address in served(folder / "store", settings=folder / "roles.toml"):
        desktop.goto(address)
        assert desktop.locator("body").inner_text().strip() == messages.NOT_SERVED


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
