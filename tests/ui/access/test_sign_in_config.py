"""How the app may be served: C1 of the security audit, no configuration is no rights."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from ingest.errors import UsageError
from parc_search.access import Access
from parc_search.ui import messages
from parc_search.ui.access.sign_in_config import ServerOptions, Serving, decide, read_auth, serving

ROOT = Path(__file__).parents[3]
WHOLE = """
[auth]
redirect_uri = "https://parc.tinh.example/oauth2callback"
cookie_secret = "mot-chuoi-du-dai-cho-kiem-thu-0123456789"
client_id = "parc-search"
client_secret = "bi-mat-cua-kiem-thu"
server_metadata_url = "https://login.tinh.example/.well-known/openid-configuration"
"""
OFFICE = Access(roles={"manager": ("vanthu@tinh.gov.vn",)}, groups={"noi-vu": ("an@tinh.gov.vn",)})
ALONE = Access()
BROKEN = {
    "empty": "",
    "blank": " \n\n",
    "cut in the middle": WHOLE[:100],
    "cut after the first lines": "".join(WHOLE.splitlines(keepends=True)[:4]),
    "a quote is missing": WHOLE.replace('0123456789"', "0123456789"),
    "section misspelt": WHOLE.replace("[auth]", "[Auth]"),
    "no section": WHOLE.replace("[auth]\n", ""),
    "auth is a word": 'auth = "co"',
    "a value is empty": WHOLE.replace('"bi-mat-cua-kiem-thu"', '""'),
    "a value is no text": WHOLE.replace('"parc-search"', "3"),
    "weak cookie secret": WHOLE.replace("mot-chuoi-du-dai-cho-kiem-thu-0123456789", "abc"),
    "nested without end": "a = " + "[" * 100_000,
    "NUL bytes": "\0" * 50,
}


@pytest.fixture
def options(tmp_path: Path) -> ServerOptions:
    return ServerOptions(
        address="127.0.0.1",
        secrets_files=(tmp_path / "of-the-user.toml", tmp_path / "secrets.toml"),
        secrets_named=False,
        has_cors=True,
        trusts_headers=False,
    )


@pytest.mark.parametrize("access", [OFFICE, ALONE], ids=["office", "alone"])
@pytest.mark.parametrize("broken", BROKEN)
def test_c1_a_secrets_file_that_is_not_whole_is_no_leave_to_do_without_sign_in(
    options: ServerOptions, broken: str, access: Access
) -> None:
    options.secrets_files[1].write_text(BROKEN[broken], encoding="utf-8")
    found = decide(options, access)
    assert found.refusal
    assert found == Serving(refusal=found.refusal)


def test_c1_every_cut_of_a_whole_file_is_refused(options: ServerOptions) -> None:
    stripped = WHOLE.strip()
    for end in range(len(stripped)):
        options.secrets_files[1].write_text(stripped[:end], encoding="utf-8")
        assert decide(options, ALONE).refusal, stripped[:end]
    options.secrets_files[1].write_text(stripped, encoding="utf-8")
    assert decide(options, ALONE) == Serving(has_sign_in=True, public_host="parc.tinh.example", is_https=True)


@pytest.mark.parametrize("made", ["folder", "dangling link", "not UTF-8"])
def test_c1_whatever_is_in_the_place_of_the_file_but_cannot_be_read_is_refused(
    options: ServerOptions, made: str, tmp_path: Path
) -> None:
    path = options.secrets_files[1]
    if made == "folder":
        path.mkdir()
    elif made == "dangling link":
        path.symlink_to(tmp_path / "nowhere")
    else:
        path.write_bytes(b"\xff\xfe" + WHOLE.encode())
    assert decide(options, ALONE).refusal


def test_c1_roles_or_groups_without_sign_in_are_refused(options: ServerOptions) -> None:
    for access in (OFFICE, Access(roles=OFFICE.roles), Access(groups=OFFICE.groups)):
        assert decide(options, access).refusal == messages.ROLES_WITHOUT_SIGN_IN


def test_c1_a_file_that_was_asked_for_and_is_missing_is_refused(options: ServerOptions) -> None:
    assert str(options.secrets_files[0]) in decide(replace(options, secrets_named=True), ALONE).refusal


@pytest.mark.parametrize(
    "address", ["", "0.0.0.0", "::", "10.0.0.7", "tra-cuu.tinh.example", "unix:///run/parc", "127.0.0.1.x"]
)
def test_c1_without_sign_in_the_app_serves_the_machine_alone(options: ServerOptions, address: str) -> None:
    assert "server.address" in decide(replace(options, address=address), ALONE).refusal


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.5", "::1", "[::1]", "localhost"])
def test_without_any_configuration_the_person_at_the_machine_works(options: ServerOptions, address: str) -> None:
    assert decide(replace(options, address=address), ALONE) == Serving()


def test_options_of_the_server_that_let_others_in_are_refused(options: ServerOptions) -> None:
    options.secrets_files[1].write_text(WHOLE, encoding="utf-8")
    assert decide(replace(options, has_cors=False), OFFICE).refusal == messages.CORS_OFF
    assert decide(replace(options, trusts_headers=True), OFFICE).refusal == messages.HEADERS_TRUSTED


def test_what_is_wrong_with_a_secrets_file_is_told_without_a_word_of_it(options: ServerOptions) -> None:
    path = options.secrets_files[1]
    path.write_text(WHOLE.replace('client_secret = "', "client_secret = bi-mat-lo-ra"), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_auth(options.secrets_files)
    assert str(path) in str(refused.value)
    assert "line 6" in str(refused.value)
    assert "bi-mat" not in str(refused.value)


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The path of the secrets file of a process that has not decided yet how it serves."""
    files, where = config.get_option("secrets.files"), config.get_where_defined("secrets.files")
    config.set_option("secrets.files", [str(tmp_path / "secrets.toml")])
    monkeypatch.setenv("PARC_STORE", str(tmp_path / "kho-mat"))
    monkeypatch.delenv("PARC_SETTINGS", raising=False)
    serving.cache_clear()
    yield tmp_path / "secrets.toml"
    config.set_option("secrets.files", files, where)
    serving.cache_clear()


def app_shows() -> str:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert [button.key for button in app.button] == []
    return "\n".join(element.proto.body for element in app.get("html"))


def test_c1_the_app_that_refuses_says_one_plain_line_and_the_log_says_why(
    started: Path, caplog: pytest.LogCaptureFixture
) -> None:
    started.write_text("[auth", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        said = app_shows()
    assert messages.NOT_SERVED in said
    assert str(started) not in said
    assert str(started) in caplog.text
    started.write_text(WHOLE, encoding="utf-8")
    assert messages.NOT_SERVED in app_shows()  # decided once: a process never grows more open


def test_low_what_is_wrong_with_settings_and_store_is_not_shown_before_sign_in(
    started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.toml").write_text('generator_key = "khoa-bi-mat"\n', encoding="utf-8")
    monkeypatch.setenv("PARC_SETTINGS", str(tmp_path / "s.toml"))
    said = app_shows()
    assert messages.NOT_SERVED in said
    assert "khoa-bi-mat" not in said
    assert "s.toml" not in said
    assert "kho-mat" not in said
