"""README, Makefile, changelog and command line are held to each other."""

import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from eval.__main__ import main as eval_main
from eval.records.provenance import RESULTS
from eval.records.table import PAGE, results_page
from parc_search.cli import cli as parc_main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRACT = (
    "ingest", "ask", "search", "tasks", "targets", "sources", "show", "repair", "remove", "verify", "doctor",
)  # fmt: skip

# A command as it is typed: in a block of shell lines or between back-quotes.
PARC_LINE = re.compile(r"(?:\.venv/bin/|`)parc-search ([^`\n]+)")
EVAL_LINE = re.compile(r"`python -m eval ([^`\n]+)`")
MAKE_LINE = re.compile(r"(?:^|`)make ([a-z]+)\b", re.MULTILINE)


def documented(pattern: re.Pattern[str]) -> list[list[str]]:
    """The documented command lines in words, each once."""
    return [shlex.split(line) for line in dict.fromkeys(pattern.findall(README))]


def commands(group: click.Command) -> dict[str, click.Command]:
    assert isinstance(group, click.Group)
    return group.commands


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}


def unknown_words(group: click.Command, lines: list[list[str]]) -> Iterator[str]:
    """Commands and options of the lines that the command line does not have."""
    for line in lines:
        command = commands(group).get(line[0])
        if command is None:
            yield line[0]
        else:
            known = options_of(command) | {"--help"}
            yield from (f"{line[0]} {word}" for word in line[1:] if word.startswith("-") and word not in known)


def test_the_command_line_has_the_commands_of_its_contract() -> None:
    assert set(CONTRACT) <= set(commands(parc_main))


def test_the_readme_names_every_command() -> None:
    assert {line[0] for line in documented(PARC_LINE)} >= set(commands(parc_main))
    assert {line[0] for line in documented(EVAL_LINE)} >= set(commands(eval_main))


def test_the_readme_promises_no_command_or_option_that_is_not_there() -> None:
    assert list(unknown_words(parc_main, documented(PARC_LINE))) == []
    assert list(unknown_words(eval_main, documented(EVAL_LINE))) == []


def test_the_readme_names_no_make_target_that_is_not_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(MAKE_LINE.findall(README)) <= targets
    assert {"run", "test", "fast", "eval", "clean"} <= targets


@pytest.mark.parametrize("group", [parc_main, eval_main], ids=["parc-search", "eval"])
def test_every_command_has_help_that_ends_with_an_example(group: click.Command) -> None:
    for name, command in commands(group).items():
        text = command.get_help(click.Context(command, info_name=name))
        assert re.search(r"Ví dụ|Example", text), name


def test_every_command_takes_a_store() -> None:
    without = {name for name, command in commands(parc_main).items() if "--store" not in options_of(command)}
    assert without == {"witness"}  # it runs on another machine, and has a folder of its own


def test_the_pictures_and_files_that_the_readme_points_to_are_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_page_of_results_is_that_of_the_newest_records() -> None:
    assert PAGE.read_text(encoding="utf-8") == results_page(RESULTS), "type: python -m eval table"


def test_the_changelog_tells_of_the_version_that_is_shipped() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert first is not None
    assert first[1] == version


def test_no_document_names_the_machine_it_was_written_on() -> None:
    for path in [*ROOT.glob("*.md"), PAGE, ROOT / "Makefile", ROOT / "pyproject.toml"]:
        assert not re.search(r"/(?:root|home|tmp|work)/", path.read_text(encoding="utf-8")), path.name


def test_the_door_for_machines_is_the_door_for_people() -> None:
    door = ROOT / ".ci" / "run"
    assert os.access(door, os.X_OK)
    assert re.search(r"\bmake test\b", door.read_text(encoding="utf-8"))


def test_the_map_is_short_and_names_every_folder_of_code() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    named = set(re.findall(r"`([^`\s]+/)`", text))
    folders = {
        path.parent.relative_to(ROOT).as_posix() + "/"
        for top in ("ingest", "index", "parc_search", "eval")
        for path in (ROOT / top).rglob("*.py")
    }
    unnamed = {
        folder
        for folder in folders - named
        if not any(folder == parent + part for parent in named for part in named if "/" not in part[:-1])
    }
    assert unnamed == set()


def test_the_map_points_only_to_files_and_folders_that_are_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`([^`\s]+)`", text) if "/" in path[:-1]]
    inside = {part for path in ROOT.rglob("*") for part in [path.name] if ".venv" not in path.parts}
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert [path for path in missing if not all(part in inside for part in path.strip("/").split("/"))] == []
