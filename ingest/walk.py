"""The files behind paths: folders walked, and what is no file to be read told from what is.

A folder comes from outside like the files in it: it may hold pipes that never give anything, devices that never end,
links that lead out of it, and names that are no text. Each is found with its fault, and never opened.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import PathNotFound, UnreadableFile
from ingest.file_names import is_text

_KINDS = (
    (stat.S_ISFIFO, "đường ống (FIFO)"),
    (stat.S_ISSOCK, "ổ cắm (socket)"),
    (stat.S_ISCHR, "thiết bị"),
    (stat.S_ISBLK, "thiết bị"),
    (stat.S_ISDIR, "thư mục"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A path that a walk came to; `fault` says in one line why it is not to be read, None for a file that is."""

    path: Path
    fault: str | None = None


def walked(paths: Sequence[Path]) -> Iterator[Found]:
    """What is behind the paths, folders walked in order of name, hidden files left out, each once.

    A path that is named itself may be a link; one met in a folder is followed only to a file of that folder.
    """
    seen: set[Path] = set()
    for path in paths:
        try:
            found = list(_walk(path, path.resolve())) if path.is_dir() else [Found(path=path, fault=_fault(path))]
        except (OSError, RuntimeError) as error:  # no right to look into it, or links in a circle
            found = [Found(path=path, fault=_cannot_look(path, error))]
        for item in found:
            if item.path not in seen:
                seen.add(item.path)
                yield item


def opened_file(path: Path) -> BinaryIO:
    """The file, open for reading; what is none is refused without waiting for it.

    Raises:
        PathNotFound: there is no file at the path: nothing, a pipe, a device, or a folder.
        UnreadableFile: it may not be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise PathNotFound(nothing_at(path)) from error
    except OSError as error:
        raise UnreadableFile(
            f"Không mở được tệp {path.name!r} ({error.strerror}). Cần quyền đọc tệp. Hãy kiểm tra quyền rồi nạp lại."
        ) from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise PathNotFound(_no_file(path, mode))
    return os.fdopen(descriptor, "rb")


def nothing_at(path: Path) -> str:
    """The line that says so."""
    return f"Không có gì ở đường dẫn {str(path)!r}. Cần một tệp hoặc thư mục đang có. Hãy kiểm tra lại tên và thư mục."


def _walk(folder: Path, root: Path) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Found(path=folder, fault=_cannot_look(folder, error))
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_symlink():
            yield from _link(entry, root)
        elif entry.is_dir():
            yield from _walk(entry, root)
        else:
            yield Found(path=entry, fault=_fault(entry))


def _link(link: Path, root: Path) -> Iterator[Found]:
    """A link to a file of the walked folder is that file; one to a folder in it is passed over, as that is walked."""
    advice = "Cần tệp nằm trong thư mục. Hãy chép tệp gốc vào thư mục rồi nạp lại."
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        yield Found(path=link, fault=f"Liên kết {link.name!r} không dẫn đến tệp nào. {advice}")
        return
    if not target.is_relative_to(root):
        fault = f"Liên kết {link.name!r} dẫn ra ngoài thư mục được nạp nên không được đọc theo. {advice}"
        yield Found(path=link, fault=fault)
    elif not target.is_dir():
        yield Found(path=link, fault=_fault(link))


def _fault(path: Path) -> str | None:
    """Why what is at the path is not to be read; a path where nothing is has no fault, its reader says so."""
    if not is_text(str(path)):
        return (
            f"Tên tệp {path.name!r} không viết bằng mã UTF-8. Cần tên tệp đọc được thành chữ. "
            "Hãy đổi tên tệp rồi nạp lại."
        )
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    return None if stat.S_ISREG(mode) else _no_file(path, mode)


def _no_file(path: Path, mode: int) -> str:
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "thứ khác")
    return f"{path.name!r} không phải là một tệp mà là {kind}. Chỉ nhận tệp và thư mục. Hãy chỉ đúng đường dẫn của tệp."


def _cannot_look(folder: Path, error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) else "liên kết vòng"
    return f"Không đọc được thư mục {str(folder)!r} ({why}). Cần quyền đọc. Hãy kiểm tra quyền rồi nạp lại."
