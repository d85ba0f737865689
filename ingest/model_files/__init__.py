"""The model files that ship with the program: each is held against the SHA-256 that it was released with, once.

A file of another content would read, find and answer something else, and nobody would see it. Files that are on no
list, such as an encoder of the office's own, are loaded as they are.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from ingest.errors import ModelDamaged

_LIST = Path(__file__).with_name("released.json")
_ROOT = Path(__file__).resolve().parents[2]
_PACKAGES = "site-packages"
_DAMAGED = (
    "Tệp mô hình {path} không đúng nội dung đã phát hành (có thể bị hỏng hoặc bị thay). "
    "Hãy cài lại chương trình từ bản gốc; kho dữ liệu không bị ảnh hưởng."
)


def checked(path: Path) -> Path:
    """The path itself.

    Raises:
        ModelDamaged: the file is on the list, and its content is another.
    """
    released = listed().get(_name(path))
    if released is not None and _hash(path, path.stat().st_mtime_ns, path.stat().st_size) != released:
        raise ModelDamaged(_DAMAGED.format(path=path))
    return path


@cache
def listed() -> dict[str, str]:
    """The SHA-256 of each model file in hexadecimal, by its path below the folder of packages."""
    found: dict[str, str] = json.loads(_LIST.read_text(encoding="utf-8"))
    return found


def _name(path: Path) -> str:
    """How the list names a file: its path below the folder of packages, or below the checkout."""
    parts = path.resolve().parts
    if _PACKAGES in parts:
        return "/".join(parts[len(parts) - parts[::-1].index(_PACKAGES) :])
    below = path.resolve()
    return below.relative_to(_ROOT).as_posix() if below.is_relative_to(_ROOT) else below.as_posix()


@cache
def _hash(path: Path, changed_ns: int, size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
