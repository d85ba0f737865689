"""Roles and groups by address, from the settings file."""

from pathlib import Path

import pytest

from ingest.errors import UsageError
from parc_search.access import AT_THE_MACHINE, Access
from parc_search.settings import load_settings

FILE = """
[roles]
reader = ["@tinh.gov.vn"]
auditor = ["kiemtoan@tinh.gov.vn"]
manager = ["Van.Thu@tinh.gov.vn"]

[groups]
noi-vu = ["an@tinh.gov.vn", "@noivu.tinh.gov.vn"]
"""


@pytest.fixture
def access(tmp_path: Path) -> Access:
    (tmp_path / "s.toml").write_text(FILE, encoding="utf-8")
    return load_settings(environment={"PARC_SETTINGS": str(tmp_path / "s.toml")}).access


def test_an_address_has_the_roles_and_groups_whose_entries_name_it(access: Access) -> None:
    reader = access.person("An@Tinh.gov.vn", "An")
    assert (reader.roles, reader.groups) == ({"reader"}, {"noi-vu"})
    assert (reader.may_read, reader.may_audit, reader.may_manage) == (True, False, False)
    auditor = access.person("kiemtoan@tinh.gov.vn")
    assert (auditor.roles, auditor.groups, auditor.may_audit) == ({"reader", "auditor"}, set(), True)


def test_a_manager_reads_every_document(access: Access) -> None:
    manager = access.person("van.thu@tinh.gov.vn")
    assert (manager.may_manage, manager.groups) == (True, None)


@pytest.mark.parametrize("address", ["la@khac.vn", "", "an@tinh.gov.vn.khac.vn", "tinh.gov.vn", "an@xtinh.gov.vn"])
def test_an_address_that_no_entry_names_may_do_nothing(access: Access, address: str) -> None:
    person = access.person(address)
    assert (person.may_read, person.may_audit, person.may_manage) == (False, False, False)
    assert person.groups == set()


def test_everyone_who_signed_in_may_be_named() -> None:
    access = Access(roles={"reader": ("*",)})
    assert access.person("ai@do.vn").may_read
    assert not access.person("").may_read


def test_who_is_at_the_machine_may_do_everything() -> None:
    assert AT_THE_MACHINE.may_read and AT_THE_MACHINE.may_audit and AT_THE_MACHINE.may_manage
    assert AT_THE_MACHINE.groups is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[roles]\nadmin = ["a@b"]', "Không có vai trò admin"),
        ('[roles]\nreader = "a@b"', r"Bảng \[roles\]"),
        ("groups = 3", r"Bảng \[groups\]"),
        ("[groups]\na = [1]", r"Bảng \[groups\]"),
    ],
)
def test_a_wrong_table_is_an_error_that_says_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load_settings(environment={"PARC_SETTINGS": str(tmp_path / "s.toml")})
