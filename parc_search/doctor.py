"""What is there and what is missing: the installation and the store, each finding with its remedy.

Looks only; it changes nothing and loads no model.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.check import check
from index.store.marker import check_not_gone
from index.store.store import STORE_FILE, Store
from ingest.errors import DiskFull, ParcError, StoreBusy, StoreDamaged, StoreGone, StoreNewer, StoreReadOnly
from parc_search import messages
from parc_search.export.serialize import Json
from parc_search.settings import Settings

_PACKAGES = (
    "numpy",
    "faiss-cpu",
    "tantivy",
    "onnxruntime",
    "tokenizers",
    "underthesea",
    "pypdf",
    "pypdfium2",
    "streamlit",
    "click",
    "openpyxl",
)
_LEAST_FREE_BYTES = 500_000_000  # Ingesting a hundred reports takes about this much with their vectors and undo copy.
_LEAST_PYTHON = (3, 11)
# What the next opening of the store puts right by itself.
_PASSING = frozenset({"cache-behind", "embedding"})
_REMEDIES_OF_ERRORS: tuple[tuple[type[ParcError], str], ...] = (
    (DiskFull, messages.REMEDY_DISK_FULL),
    (StoreBusy, messages.REMEDY_BUSY),
    (StoreNewer, messages.REMEDY_NEWER),
    (StoreReadOnly, messages.REMEDY_READ_ONLY),
    (StoreGone, messages.REMEDY_GONE),
    (StoreDamaged, messages.REMEDY_DAMAGED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: `severity` is "good", "warning" or "error"; `remedy` what to type or do, None if good."""

    name: str
    severity: str
    message: str
    remedy: str | None = None

    def to_json(self) -> Json:
        """The finding as a JSON object."""
        return dict(asdict(self))


def examine(settings: Settings) -> tuple[Finding, ...]:
    """All findings: Python, packages, OCR, disk, then the store."""
    return (*_python(), *_packages(), *_ocr(), *_disk(settings.store), *_store(settings.store))


def _python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _LEAST_PYTHON:
        yield Finding(name="python", severity="good", message=f"Python {found}")
    else:
        yield Finding(
            name="python",
            severity="error",
            message=messages.OLD_PYTHON.format(found=found),
            remedy=messages.REMEDY_PYTHON,
        )


def _packages() -> Iterator[Finding]:
    for package in _PACKAGES:
        try:
            yield Finding(name=package, severity="good", message=f"{package} {version(package)}")
        except PackageNotFoundError:
            yield Finding(
                name=package,
                severity="error",
                message=messages.MISSING_PACKAGE.format(package=package),
                remedy=".venv/bin/pip install -r requirements.txt",
            )


def _ocr() -> Iterator[Finding]:
    program = shutil.which("tesseract")
    if program is None:
        yield Finding(
            name="tesseract", severity="warning", message=messages.NO_TESSERACT, remedy=messages.REMEDY_TESSERACT
        )
        return
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    if "vie" in listed.stdout.split():
        yield Finding(name="tesseract", severity="good", message=messages.TESSERACT_GOOD)
    else:
        yield Finding(name="tesseract", severity="warning", message=messages.NO_VIE, remedy=messages.REMEDY_TESSERACT)


def _disk(folder: Path) -> Iterator[Finding]:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    if not os.access(there, os.W_OK):
        yield Finding(
            name="disk",
            severity="warning" if (folder / STORE_FILE).exists() else "error",  # a store may be kept for reading alone
            message=messages.NOT_WRITABLE.format(path=there),
            remedy=messages.REMEDY_WRITABLE,
        )
    elif free < _LEAST_FREE_BYTES:
        yield Finding(
            name="disk",
            severity="warning",
            message=messages.LITTLE_DISK.format(free=free // 1_000_000),
            remedy=messages.REMEDY_DISK,
        )
    else:
        yield Finding(name="disk", severity="good", message=messages.DISK_GOOD.format(free=free // 1_000_000))


def _store(folder: Path) -> Iterator[Finding]:
    try:
        check_not_gone(folder, folder / STORE_FILE)
    except StoreGone as error:
        yield Finding(name="store", severity="error", message=str(error), remedy=messages.REMEDY_GONE)
        return
    if not (folder / STORE_FILE).exists():
        yield Finding(
            name="store",
            severity="warning",
            message=messages.NO_STORE.format(path=folder),
            remedy=messages.REMEDY_STORE,
        )
        return
    try:
        with Store.open(folder, create=False) as store:
            findings = check(store)
            count = len(store.sources())
            read_only = store.is_read_only
    except ParcError as error:
        # What the store says of itself names its cure; what it does not know is for whoever keeps the machine.
        remedy = next((cure for kind, cure in _REMEDIES_OF_ERRORS if isinstance(error, kind)), messages.REMEDY_ASK)
        yield Finding(name="store", severity="error", message=str(error), remedy=remedy)
        return
    if read_only:
        yield Finding(
            name="store",
            severity="warning",
            message=messages.STORE_READ_ONLY.format(path=folder),
            remedy=messages.REMEDY_READ_ONLY,
        )
    if not findings:
        yield Finding(name="store", severity="good", message=messages.STORE_GOOD.format(path=folder, count=count))
    for finding in findings:
        yield Finding(
            name="store",
            severity="warning" if finding.code in _PASSING else "error",
            message=finding.message,
            remedy=messages.REMEDIES[finding.code].format(source=finding.source or ""),
        )
