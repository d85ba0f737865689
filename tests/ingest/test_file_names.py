"""Names from outside are claims, never paths."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.file_names import safe_name


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Kế hoạch CCHC 2024.pdf", "Kế hoạch CCHC 2024.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\An\\bao cao.txt", "bao cao.txt"),
        ("<img src=x onerror=alert(1)>.txt", "img src=x onerror=alert(1).txt"),
        ("\u202efdp.txt", "fdp.txt"),
        ("...", "tai-lieu"),
        ("", "tai-lieu"),
        (".txt", "txt"),
        ("con.txt", "tai-lieu-con.txt"),
        ("a\x00b\n.txt", "a b.txt"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_its_tricks(claimed: str, name: str) -> None:
    assert safe_name(claimed) == name


def test_a_second_file_of_the_same_name_is_numbered() -> None:
    assert safe_name("a.txt", {"a.txt"}) == "a (2).txt"
    assert safe_name("a.txt", {"a.txt", "a (2).txt"}) == "a (3).txt"


@given(st.text(max_size=400), st.sets(st.text(max_size=5), max_size=3))
def test_every_name_is_one_plain_file_in_its_folder(claimed: str, taken: set[str]) -> None:
    name = safe_name(claimed, taken)
    assert name not in taken
    assert Path(name).name == name
    assert name not in ("", ".", "..")
    assert len(name.encode()) <= 220
    assert not set(name) & set('/\\<>:"|?*\x00\n')


@given(st.text(max_size=60))
def test_a_safe_name_is_already_safe(claimed: str) -> None:
    name = safe_name(claimed)
    assert safe_name(name) == name
