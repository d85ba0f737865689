"""What was measured, on what, with what: enough to repeat a record and to tell two of them apart."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from parc_search.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "eval" / "corpus"
QUESTIONS = ROOT / "eval" / "questions"
RESULTS = ROOT / "eval" / "results"

# What decides an answer: the code, its tables and its models. eval/ itself is left out, as it only judges.
_MEASURED = ("ingest", "index", "parc_search")


def code_hash() -> str:
    """The SHA-256 of all files of the measured packages and of the pinned requirements: the same in any checkout."""
    files = [path for package in _MEASURED for path in (ROOT / package).rglob("*") if "__pycache__" not in path.parts]
    return hash_files([*files, ROOT / "requirements.txt"])


def hash_files(paths: Iterable[Path]) -> str:
    """The SHA-256 over the names and contents of the files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(ROOT).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def provenance() -> dict[str, Any]:
    """Commit, data hash and machine, with the settings and package versions that differ from what the commit says.

    The hash of the code covers the defaults and the pinned requirements, so only what departs from them is named.
    """
    defaults, settings = asdict(Settings()), asdict(load_settings(environment={}))
    return {
        "commit": _commit(),
        "settings": {name: value for name, value in settings.items() if name != "store" and value != defaults[name]},
        "data": hash_files([*CORPUS.iterdir(), *QUESTIONS.iterdir()]),
        "machine": machine(),
        "packages": {name: _version(name) for name, pinned in _pinned().items() if _version(name) != pinned},
    }


def machine() -> dict[str, str | int]:
    """The processor, its cores, the system and Python."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _commit() -> str | None:
    """The commit checked out, with a mark if the tree differs from it; None outside git."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty", "--exclude=*"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return described.stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"


def _pinned() -> dict[str, str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    split = [line.split(";")[0].split("==") for line in lines if "==" in line and not line.startswith("#")]
    return {name.strip(): pinned.strip() for name, pinned in split}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
