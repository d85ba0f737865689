"""Settings come from one file, the environment and the call, and nothing wrong passes."""

from pathlib import Path

import pytest

from ingest.errors import UsageError
from parc_search.settings import Settings, load_settings


def test_the_call_wins_over_the_environment() -> None:
    assert load_settings(environment={"PARC_STORE": "/a"}, store=Path("/b")).store == Path("/b")
    assert load_settings(environment={"PARC_STORE": "/a"}).store == Path("/a")
    assert load_settings(environment={}) == Settings()


def test_a_file_sets_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "parc.toml"
    path.write_text('lexical_weight = 0.7\nstore = "kho"\n', encoding="utf-8")
    assert load_settings(environment={"PARC_SETTINGS": str(path)}) == Settings(lexical_weight=0.7, store=Path("kho"))


def test_an_unknown_name_is_an_error_that_lists_the_known(tmp_path: Path) -> None:
    path = tmp_path / "parc.toml"
    path.write_text("lexical = 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"Không có thiết lập 'lexical'.*lexical_weight"):
        load_settings(environment={"PARC_SETTINGS": str(path)})


def test_a_number_out_of_its_bounds_is_an_error() -> None:
    with pytest.raises(UsageError, match="từ 0 đến 1"):
        Settings(lexical_weight=1.5)


def test_a_file_that_is_no_toml_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "parc.toml"
    path.write_text("not toml", encoding="utf-8")
    with pytest.raises(UsageError, match="không đọc được dạng TOML"):
        load_settings(environment={"PARC_SETTINGS": str(path)})


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("lexical_candidates = 1.5", "int"),
        ("lexical_candidates = true", "int"),
        ('lexical_weight = "0.5"', "float"),
        ("audit = 1", "bool"),
        ("encoder = 1", "str"),
        ("store = 1", "Path"),
    ],
)
def test_a_value_of_another_type_is_an_error_that_names_the_type(tmp_path: Path, line: str, kind: str) -> None:
    path = tmp_path / "parc.toml"
    path.write_text(f"{line}\n", encoding="utf-8")
    name, value = line.split(" = ")
    told = {"1.5": "1.5", "true": "True", '"0.5"': "'0.5'", "1": "1"}[value]
    with pytest.raises(UsageError) as caught:
        load_settings(environment={"PARC_SETTINGS": str(path)})
    assert str(caught.value) == f"Thiết lập {name!r} (tệp {str(path)!r}) phải có kiểu {kind}, không phải {told}."


def test_a_whole_number_is_a_number_too_where_a_fraction_may_stand(tmp_path: Path) -> None:
    path = tmp_path / "parc.toml"
    path.write_text("lexical_weight = 1\ngenerator_timeout_s = 30\n", encoding="utf-8")
    loaded = load_settings(environment={"PARC_SETTINGS": str(path)})
    assert loaded == Settings(lexical_weight=1.0, generator_timeout_s=30.0)
