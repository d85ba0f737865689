"""The shape of the project, read from its files: direction of imports, sizes, names, and what is shipped."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("ingest", "index", "parc_search")
# What only trains: run from a checkout, never shipped, and imported by nothing that is.
TRAINING = ("index/training", "ingest/repair/training")

# What each package may import of ours: itself and what stands to its left.
ALLOWED = {
    "ingest": {"ingest"},
    "index": {"ingest", "index"},
    "parc_search": {"ingest", "index", "parc_search"},
    "app": {"parc_search"},
    "eval": {"ingest", "index", "parc_search", "eval"},
}
OURS = frozenset(ALLOWED)

# Rooms of a package in the order in which data flows through them: a room imports from itself, from those before it and
# from files that stand in its package's own folder. Rooms that are not listed may import any of their package.
FLOW = {
    "ingest": ("language", "processes", "gazetteer", "layout", "legal", "registers"),
    "parc_search": ("text", "question", "ranking", "citing", "answering", "generation", "ui"),
}

LONGEST_FILE_LINES = 400
MOST_ENTRIES = 20
SHALLOW_FILE_LINES = 60
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "shared", "base"})

# Needed at run time though no file of ours imports them.
NEEDED_BY_OTHERS = {
    "asterocr": "ingest reads the weights of its network, which looks again at words of scans",
    "authlib": "Streamlit's sign-in runs on it",
    "torch": "sentence-transformers runs on it; unpinned, it brings gigabytes of CUDA packages",
    "transformers": "sentence-transformers runs on it; its versions change what a model gives",
}

# Needed by the tests or by training though no file imports them.
TOOLS = {
    "mypy": "`make test` checks types with it",
    "onnx-ir": "torch writes graphs with it",
    "pytest-xdist": "`make fast` runs on every core",
    "ruff": "`make test` checks format and lint with it",
}


def python_files(*tops: str) -> list[Path]:
    """The Python files of the given packages, or of the module `app`."""
    return [
        path
        for top in tops
        for path in ([ROOT / f"{top}.py"] if top == "app" else sorted((ROOT / top).rglob("*.py")))
        if path.exists()
    ]


def shipped_files(*tops: str) -> list[Path]:
    """The Python files of the given packages without what only trains."""
    return [path for path in python_files(*tops) if not is_training(path)]


def is_training(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(TRAINING)


def imported_modules(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports anywhere, relative imports resolved."""
    package = list(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*above, node.module or ""]).rstrip(".")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (argument.value for argument in node.args if is_text(argument))


def is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def pyproject() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def setuptools_settings() -> dict[str, object]:
    tool = pyproject()["tool"]
    assert isinstance(tool, dict)
    settings = tool["setuptools"]
    assert isinstance(settings, dict)
    return settings


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_stands_to_its_left(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files(package)
        for module in imported_modules(path)
        if module.split(".")[0] in OURS - ALLOWED[package]
    ]
    assert wrong == []


def test_nothing_that_is_shipped_imports_what_only_trains() -> None:
    training = tuple(folder.replace("/", ".") for folder in TRAINING)
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in shipped_files(*SHIPPED)
        for module in imported_modules(path)
        if module.startswith(training)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", FLOW)
def test_data_flows_one_way_between_the_rooms_of_a_package(package: str) -> None:
    order = FLOW[package]
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files(package)
        if (room := room_of(".".join(path.relative_to(ROOT).parts))) in order
        for module in imported_modules(path)
        if module.startswith(f"{package}.")
        and (other := room_of(module)) in order
        and order.index(other) > order.index(room)
    ]
    assert wrong == []


def room_of(module: str) -> str:
    """The folder of a package that a module stands in: "language" for "ingest.language.fold"."""
    return module.split(".")[1]


def test_no_two_files_import_each_other_by_any_way() -> None:
    graph = import_graph()
    done: set[str] = set()
    circles: list[list[str]] = []

    def visit(module: str, way: list[str]) -> None:
        if module in way:
            circles.append(way[way.index(module) :])
        elif module not in done:
            for other in sorted(graph[module]):
                visit(other, [*way, module])
            done.add(module)

    for module in sorted(graph):
        visit(module, [])
    assert circles == []


@cache
def import_graph() -> dict[str, set[str]]:
    """Which modules of ours a module imports, the packages that it stands in aside; a package is its `__init__.py`."""
    modules = {module_name(path): path for path in python_files(*ALLOWED)}
    return {
        name: {found for found in imported_names(path) if found in modules and not f"{name}.".startswith(f"{found}.")}
        for name, path in modules.items()
    }


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_names(path: Path) -> Iterator[str]:
    """The full names that a file imports: modules, and for `from a import b` also "a.b"."""
    yield from imported_modules(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_folder_has_at_most_20_entries() -> None:
    folders = [ROOT / top for top in ("ingest", "index", "parc_search", "eval", "tests")]
    for folder in list(folders):
        folders += [path for path in folder.rglob("*") if path.is_dir() and "__pycache__" not in path.parts]
    crowded = {
        str(folder.relative_to(ROOT)): len(entries)
        for folder in folders
        if len(entries := [path for path in folder.iterdir() if path.name != "__pycache__"]) > MOST_ENTRIES
    }
    assert crowded == {}


def test_a_short_file_that_only_its_neighbour_imports_is_part_of_that_neighbour() -> None:
    """Such a file is an interface that hides nothing (Ousterhout, A Philosophy of Software Design, 2018, chapter 4)."""
    importers: dict[str, set[str]] = {}
    for name, found in import_graph().items():
        for module in found:
            importers.setdefault(module, set()).add(name)
    shallow = {
        name: sorted(importers[name])[0]
        for path in python_files("ingest", "index", "parc_search", "eval")
        if path.name != "__init__.py"
        and len(path.read_text(encoding="utf-8").splitlines()) < SHALLOW_FILE_LINES
        and len(importers.get(name := module_name(path), ())) == 1
        and is_neighbour(name, next(iter(importers[name])))
    }
    assert shallow == {}


def is_neighbour(module: str, other: str) -> bool:
    """Whether two files stand in one folder; a package's `__init__` collects and is nobody's neighbour."""
    return module.rpartition(".")[0] == other.rpartition(".")[0]


def test_a_file_has_at_most_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(*ALLOWED, "tests")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE_LINES} == {}


def test_a_message_has_one_name_and_a_name_one_message() -> None:
    files = [ROOT / "parc_search" / "messages.py", *sorted((ROOT / "parc_search" / "ui" / "messages").glob("*.py"))]
    names = [
        target.id
        for path in files
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert sorted(name for name, count in Counter(names).items() if count > 1) == []


def test_a_file_is_named_for_what_it_does() -> None:
    named = [path for path in python_files(*ALLOWED, "tests") if path.stem.removeprefix("test_") in EMPTY_NAMES]
    assert named == []


def test_tests_have_no_package_files_that_would_hide_the_real_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in python_files(*SHIPPED, "eval")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_ignore_file_hides_nothing_of_the_project() -> None:
    patterns = [
        line.strip().strip("/")
        for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    kept = [
        path.relative_to(ROOT)
        for top in ("ingest", "index", "parc_search", "eval", "tests", ".ci")
        for path in [ROOT / top, *(ROOT / top).rglob("*")]
    ]
    hidden = [
        (pattern, str(path))
        for path in kept
        if "__pycache__" not in path.parts and not fnmatch(path.name, "*.pyc")
        for pattern in patterns
        if fnmatch(str(path), pattern) or any(fnmatch(part, pattern) for part in path.parts)
    ]
    assert hidden == []


def test_the_list_of_packages_is_complete() -> None:
    on_disk = sorted(
        ".".join(path.parent.relative_to(ROOT).parts) for path in shipped_files(*SHIPPED) if path.name == "__init__.py"
    )
    assert setuptools_settings()["packages"] == on_disk


def test_every_data_file_of_a_package_is_shipped() -> None:
    data = setuptools_settings()["package-data"]
    assert isinstance(data, dict)
    left_out = [
        str(path.relative_to(ROOT))
        for top in SHIPPED
        for path in sorted((ROOT / top).rglob("*"))
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and not is_training(path)
        and not is_shipped(path, data)
    ]
    assert left_out == []


def is_shipped(path: Path, data: dict[str, list[str]]) -> bool:
    """Whether a pattern of the nearest package above the file covers it."""
    folder = next(folder for folder in path.parents if (folder / "__init__.py").exists())
    name = ".".join(folder.relative_to(ROOT).parts)
    # As setuptools reads a pattern: a star does not reach into another folder.
    return any(path in folder.glob(pattern) for pattern in [*data.get("*", []), *data.get(name, [])])


def test_requirements_are_what_the_code_imports_each_pinned_to_one_version() -> None:
    needed = distributions_of(third_party_modules(*SHIPPED, "app"))
    assert needed & set(NEEDED_BY_OTHERS) == set()
    assert pinned("requirements.txt") == needed | set(NEEDED_BY_OTHERS)


def test_development_requirements_are_what_evaluation_training_and_tests_import_beside() -> None:
    files = [*python_files("index", "ingest", "eval", "tests"), *python_files("app")]
    needed = distributions_of(imported_from_others(files)) - pinned("requirements.txt")
    assert needed & set(TOOLS) == set()
    assert pinned("requirements-dev.txt") == needed | set(TOOLS)


def pinned(requirements: str) -> set[str]:
    """The packages that the file lists, each pinned to one version."""
    lines = (ROOT / requirements).read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in listed if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line)] == []
    return {line.split("==")[0] for line in listed}


def distributions_of(modules: set[str]) -> set[str]:
    """The names of the installed packages that the modules come from."""
    installed_by = packages_distributions()
    assert modules <= set(installed_by)
    return {installed_by[module][0].lower().replace("_", "-") for module in modules}


def third_party_modules(*tops: str) -> set[str]:
    """The top-level names of what the shipped files import that is neither ours nor Python's."""
    return imported_from_others(shipped_files(*tops))


def imported_from_others(paths: list[Path]) -> set[str]:
    """The top-level names of what the files import that is neither ours nor Python's."""
    modules = {module.split(".")[0] for path in paths for module in imported_modules(path)}
    return modules - set(sys.stdlib_module_names) - OURS - {"tests"}
