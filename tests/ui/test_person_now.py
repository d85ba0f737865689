"""Who the provider's claims name, and for how long: M2, C1 and M10 of the security audit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from parc_search.access import AT_THE_MACHINE, Access, Person, comparable_address
from parc_search.ui.access import sign_in_config
from parc_search.ui.access.sign_in_config import Serving
from parc_search.ui.screens import sign_in
from parc_search.ui.screens.sign_in import end_sign_in, is_signed_in, person_now, person_of, reads_by

NOW = 1_800_000_000.0
HOUR_S = 3600
ACCESS = Access(
    roles={"reader": ("@tinh.gov.vn",), "auditor": ("kiemtoan@tinh.gov.vn",), "manager": ("vanthu@tinh.gov.vn",)}
)
CLAIMS: dict[str, object] = {
    "is_logged_in": True, "iss": "https://login", "sub": "7", "iat": NOW - HOUR_S, "nonce": "a",
    "email": "vanthu@tinh.gov.vn", "email_verified": True, "name": "Văn thư",
}  # fmt: skip


def test_an_address_that_the_provider_confirmed_names_its_person() -> None:
    person = person_of(CLAIMS, ACCESS)
    assert (person.address, person.name, person.may_manage) == ("vanthu@tinh.gov.vn", "Văn thư", True)


@pytest.mark.parametrize("said", ["false", "true", "True", 1, 0, None, False, [], [True]])
def test_m2_only_the_word_true_itself_confirms_an_address(said: object) -> None:
    assert person_of({**CLAIMS, "email_verified": said}, ACCESS) == Person(name="Văn thư")


def test_m2_an_address_of_which_nobody_says_that_it_was_confirmed_names_nobody() -> None:
    claims = {name: value for name, value in CLAIMS.items() if name != "email_verified"}
    assert person_of(claims, ACCESS) == Person(name="Văn thư")


@pytest.mark.parametrize(
    "address",
    [
        "\u212aiemtoan@tinh.gov.vn",  # KELVIN SIGN, which lower case turns into a k
        "kıemtoan@tinh.gov.vn",
        "ｋiemtoan@tinh.gov.vn",
        "кiemtoan@tinh.gov.vn",
        "x@evil.com@tinh.gov.vn",
        '"x@evil.com"@tinh.gov.vn',
        "an @tinh.gov.vn",
        "an@tinh.gov.vn\n",
        "an\t@tinh.gov.vn",
        "an\u200b@tinh.gov.vn",
        "@tinh.gov.vn",
        "an@",
        "tinh.gov.vn",
        "a" * 65 + "@tinh.gov.vn",
    ],
)
def test_m2_what_only_looks_like_an_address_of_the_office_names_nobody(address: str) -> None:
    assert comparable_address(address) == ""
    assert not person_of({**CLAIMS, "email": address}, ACCESS).may_read
    assert not ACCESS.person(address).may_read


@pytest.mark.parametrize("email", [["vanthu@tinh.gov.vn"], {"a": 1}, 7, None])
def test_a_claim_that_is_no_text_names_nobody(email: object) -> None:
    assert not person_of({**CLAIMS, "email": email}, ACCESS).may_read


def test_m10_a_sign_in_lasts_a_day_of_work() -> None:
    assert is_signed_in(CLAIMS, now=NOW)
    assert is_signed_in(CLAIMS, now=NOW + 11 * HOUR_S)
    assert not is_signed_in(CLAIMS, now=NOW + 11 * HOUR_S + 1)
    assert not is_signed_in(CLAIMS, now=NOW - 2 * HOUR_S)
    for issued in (None, True, "1800000000"):
        assert not is_signed_in({**CLAIMS, "iat": issued}, now=NOW)


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_who_is_not_signed_in_is_nobody(said: object) -> None:
    assert not is_signed_in({**CLAIMS, "is_logged_in": said}, now=NOW)


def test_m10_signing_out_ends_the_sign_in_wherever_it_is_used_and_no_other() -> None:
    other = {**CLAIMS, "nonce": "b"}
    end_sign_in(CLAIMS, now=NOW)
    assert not is_signed_in(dict(CLAIMS), now=NOW)
    assert is_signed_in(other, now=NOW)
    sign_in._ended.clear()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings file of an office in which the manager is at the screen."""
    path = tmp_path / "s.toml"
    path.write_text('[roles]\nmanager = ["vanthu@tinh.gov.vn"]\n', encoding="utf-8")
    monkeypatch.setenv("PARC_SETTINGS", str(path))
    monkeypatch.setattr(sign_in, "_claims", lambda: CLAIMS)
    monkeypatch.setattr(sign_in.time, "time", lambda: NOW)
    monkeypatch.setattr(sign_in, "serving", lambda: Serving(has_sign_in=True))
    yield path


def test_m10_who_is_taken_off_the_list_has_lost_the_role_with_his_next_step(settings: Path) -> None:
    manages = sign_in.manages_later()
    person = person_now()
    assert person is not None
    assert person.may_manage
    assert manages()
    settings.write_text('[roles]\nmanager = ["khac@tinh.gov.vn"]\n', encoding="utf-8")
    person = person_now()
    assert person is not None
    assert not person.may_read
    assert not manages()


@pytest.mark.parametrize("text", ['[roles]\nmanager = ["vanthu@ti', "", "[roles]", "roles = 3"])
def test_c1_a_list_of_roles_that_breaks_while_the_app_runs_gives_no_rights(settings: Path, text: str) -> None:
    settings.write_text(text, encoding="utf-8")
    person = person_now()
    assert person is None or not person.may_read


def test_c1_a_list_of_roles_that_disappears_while_the_app_runs_gives_no_rights(settings: Path) -> None:
    settings.unlink()
    assert person_now() is None


def test_c1_without_sign_in_nobody_has_rights_once_roles_are_set(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "serving", lambda: Serving())
    assert person_now() is None
    settings.write_text("", encoding="utf-8")
    assert person_now() == AT_THE_MACHINE


def test_c1_nobody_has_rights_in_an_app_that_refuses_to_serve(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "serving", lambda: Serving(refusal=sign_in_config.messages.CORS_OFF))
    assert person_now() is None


def cookie(claims: dict[str, object], *, secret: str) -> str:
    """The cookie of a sign-in, as the server signs it."""
    said = json.dumps({**claims, "origin": "http://127.0.0.1:8501"})
    return f"{USER_COOKIE_NAME}={create_signed_value(secret, USER_COOKIE_NAME, said).decode()}"


def test_a_request_without_a_session_is_of_who_its_signed_cookie_names(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.web.server.starlette.starlette_websocket.get_cookie_secret", lambda: "bí mật")
    assert reads_by(f"a=b; {cookie(CLAIMS, secret='bí mật')}")
    for said in (
        "",
        "=;;=",
        f"{USER_COOKIE_NAME}={json.dumps(CLAIMS)}",
        cookie(CLAIMS, secret="khác"),
        cookie({**CLAIMS, "is_logged_in": False}, secret="bí mật"),
        cookie({**CLAIMS, "email_verified": False}, secret="bí mật"),
        cookie({**CLAIMS, "iat": NOW - 13 * HOUR_S}, secret="bí mật"),
        cookie({**CLAIMS, "email": "ai-do@khac.vn"}, secret="bí mật"),
    ):
        assert not reads_by(said), said
    settings.write_text('[roles]\nmanager = ["khac@tinh.gov.vn"]\n', encoding="utf-8")
    assert not reads_by(cookie(CLAIMS, secret="bí mật"))


def test_who_takes_a_file_along_is_known_outside_the_session_too(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are made in a thread of the server, where no session says who it is."""
    later = sign_in.person_later()
    monkeypatch.setattr(sign_in, "_claims", dict)
    assert person_now() is None
    person = later()
    assert person is not None
    assert person.address == "vanthu@tinh.gov.vn"
    settings.write_text('[roles]\nmanager = ["khac@tinh.gov.vn"]\n', encoding="utf-8")
    person = later()
    assert person is None or not person.may_read
