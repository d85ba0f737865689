"""A store's truth in one file, and back: documents, corrections, restrictions and the audit, with the files they came
from. The indexes are caches and are made anew; keys and settings stay where they are.

The file is a ZIP with a manifest of the size and SHA-256 of each member. It is written beside and put in its place when
it has been read back whole. A store that is restored over another one takes its place in one transaction of SQLite,
after that one's file was copied aside: killed at any moment, the store is the old or the new one.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from index.left_over import REPLACED_PREFIX
from index.store.file_modes import close_to_others, make_private_folder
from index.store.file_store import ORIGINALS_FOLDER
from index.store.schema import APPLICATION_ID, BUSY_TIMEOUT_MS, SCHEMA_VERSION, disk_full, explained
from index.store.store import STORE_FILE, Store
from ingest.errors import StoreBusy, StoreError, StoreNewer, UnreadableFile, UsageError

FORMAT = "parc-backup.v1"
_MANIFEST = "manifest.json"
_MOST_MANIFEST_BYTES = 64_000_000
_BLOCK_BYTES = 1_000_000
_MEMBER = re.compile(rf"{re.escape(STORE_FILE)}|{ORIGINALS_FOLDER}/[0-9a-f]{{64}}")
Tell = Callable[[int, int], object]
"""Hears how many of how many bytes are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What a backup holds: documents, audit records, bytes of the file; `kept` has a replaced store's file."""

    documents: int
    records: int
    size_bytes: int
    made_at: str
    kept: Path | None = None


def back_up(
    folder: Path,
    file: Path,
    *,
    tell: Tell = lambda done, whole: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> BackupReport:
    """Writes the store of a folder into a new file that only its owner can read; others may go on using the store.

    Raises:
        UsageError: the file is there already.
        StoreError: there is no store, or the file cannot be written; nothing half is left.
    """
    if file.exists():
        raise UsageError(f"Tệp {file} đã có. Chọn tên khác: một bản sao lưu không ghi đè lên bản khác.")
    Store.open(folder, create=False).close()
    made_at = clock().isoformat(timespec="seconds")
    try:
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=f".{file.name}.") as beside:
            copy, part = Path(beside) / STORE_FILE, Path(beside) / "backup"
            _copy_database(folder / STORE_FILE, copy)
            documents, records = _counts(copy)
            counts = {"documents": documents, "records": records}
            members = [(STORE_FILE, copy), *_originals(folder)]
            _write(part, members, {"format": FORMAT, "made_at": made_at, **counts}, tell)
            with _opened(part) as (archive, manifest):
                for name in manifest["members"]:
                    _read_member(archive, name, manifest["members"][name])
            size = part.stat().st_size
            part.replace(file)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(file.absolute().parent) from error
        raise StoreError(
            f"Không ghi được bản sao lưu {file} ({error.strerror}); kho giữ nguyên. Kiểm tra thư mục và quyền ghi."
        ) from error
    except sqlite3.Error as error:
        if (
            getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        ):  # the store is only read: it is the copy that has no room
            raise disk_full(file.absolute().parent) from error
        raise explained(error, folder / STORE_FILE) from error
    return BackupReport(documents=documents, records=records, size_bytes=size, made_at=made_at)


def restore(
    file: Path,
    folder: Path,
    *,
    is_replacing: bool = False,
    tell: Tell = lambda done, whole: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> BackupReport:
    """Makes the store of a folder what it was in a backup; with `is_replacing` also where a store is.

    The replaced store's file is kept in a folder of the store, with the moment in its name.

    Raises:
        UnreadableFile: the file is no whole backup; nothing was touched.
        UsageError: a store is there and `is_replacing` is off.
        StoreError: it cannot be written; the store is as it was.
    """
    target = folder / STORE_FILE
    is_there = target.exists() and target.stat().st_size > 0
    if is_there and not is_replacing:
        raise UsageError(
            f"Đã có kho dữ liệu ở {folder}. Chọn --store khác, hoặc thêm --replace để thay kho này; "
            "kho cũ được giữ lại."
        )
    kept = None
    try:
        with _opened(file) as (archive, manifest), _room_in(folder) as beside:
            _extract(archive, manifest, Path(beside), tell)
            new = Path(beside) / STORE_FILE
            _check_database(new)
            documents, records = _counts(new)
            (folder / ORIGINALS_FOLDER).mkdir(mode=0o700, exist_ok=True)
            for original in sorted((Path(beside) / ORIGINALS_FOLDER).glob("*")):
                original.replace(folder / ORIGINALS_FOLDER / original.name)
            if is_there:
                kept = folder / f"{REPLACED_PREFIX}{clock():%Y%m%d-%H%M%S-%f}"
                make_private_folder(kept)
                _copy_database(target, kept / STORE_FILE)
                _raise_revision(new, above=_revision(target))
                _copy_database(new, target)
            else:
                _settle(new)
                new.replace(target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        raise StoreError(
            f"Không khôi phục được kho vào {folder} ({error.strerror}); kho giữ nguyên. Kiểm tra quyền ghi."
        ) from error
    except sqlite3.Error as error:
        raise explained(error, target) from error
    close_to_others(folder)
    return BackupReport(
        documents=documents, records=records, size_bytes=file.stat().st_size, made_at=manifest["made_at"], kept=kept
    )


@contextmanager
def _room_in(folder: Path) -> Iterator[str]:
    """A folder inside a store's folder, gone afterwards; the store's own is made where it is not there."""
    make_private_folder(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as beside:
        yield beside


def _copy_database(source: Path, target: Path) -> None:
    """Copies a SQLite file as of one moment, in one transaction of the target, whoever else reads or writes them."""
    timeout_s = BUSY_TIMEOUT_MS / 1000
    with (
        closing(sqlite3.connect(source, timeout=timeout_s)) as read,
        closing(sqlite3.connect(target, timeout=timeout_s)) as written,
    ):
        read.backup(written)
    if os.name == "posix":
        target.chmod(0o600)


def _settle(path: Path) -> None:
    """Brings all of a SQLite file's log into it, so that it can be moved alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def _check_database(path: Path) -> None:
    """Raises what keeps the database of a backup from being a store of this version.

    Raises:
        StoreNewer: a newer version of the program made it.
        _Unfit: it is no store, or damaged.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            application, version, sound = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("application_id", "user_version", "quick_check")
            )
    except sqlite3.DatabaseError as error:
        raise _Unfit from error
    if application != APPLICATION_ID or sound != "ok":
        raise _Unfit
    if version > SCHEMA_VERSION:
        raise StoreNewer(
            f"Bản sao lưu do bản PARC Search mới hơn tạo ra (phiên bản {version}, bản này đọc được {SCHEMA_VERSION}). "
            "Kho giữ nguyên; hãy cập nhật chương trình rồi khôi phục."
        )


def _counts(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        documents, records = (
            int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ("documents", "audit")
        )
    return documents, records


def _revision(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()[0])


def _raise_revision(path: Path, *, above: int) -> None:
    """Gives the store a revision that no cache of the one it replaces can have."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE facts SET value = max(value, ?) + 1 WHERE name = 'revision'", (above,))


def _originals(folder: Path) -> list[tuple[str, Path]]:
    files = sorted((folder / ORIGINALS_FOLDER).glob("*")) if (folder / ORIGINALS_FOLDER).is_dir() else []
    named = [(f"{ORIGINALS_FOLDER}/{path.name}", path) for path in files]
    return [(name, path) for name, path in named if _MEMBER.fullmatch(name) and path.is_file()]


def _write(part: Path, members: list[tuple[str, Path]], manifest: dict[str, Any], tell: Tell) -> None:
    with _of_the_store():
        whole = sum(path.stat().st_size for _, path in members)
    done, told = 0, {}
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3, strict_timestamps=False) as archive:
            for name, path in members:
                digest, size = hashlib.sha256(), 0
                with _of_the_store():
                    original = path.open("rb")
                with original, archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                    while block := original.read(_BLOCK_BYTES):
                        member.write(block)
                        digest.update(block)
                        size += len(block)
                        tell(min(done + size, whole), whole)
                done += size
                told[name] = {"size": size, "sha256": digest.hexdigest()}
            archive.writestr(_MANIFEST, json.dumps({**manifest, "members": told}, ensure_ascii=False))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _of_the_store() -> Iterator[None]:
    """Tells of a file of the store that went while the backup was made.

    Raises:
        StoreBusy: its document was removed for good.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise StoreBusy("Kho vừa thay đổi trong lúc sao lưu: một văn bản đã bị xoá hẳn. Chạy lại lệnh.") from error


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """The archive with its manifest, checked: nothing in it has a name or a kind that a backup does not have.

    Raises:
        UnreadableFile: it is no whole backup.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise UnreadableFile(f"Không có tệp sao lưu {file}. Kiểm tra đường dẫn.") from error
    try:
        with opened, zipfile.ZipFile(opened) as archive:
            yield archive, _manifest(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, _Unfit) as error:
        raise UnreadableFile(
            f"Tệp {file} không phải bản sao lưu trọn vẹn của PARC Search. Kho giữ nguyên; hãy dùng bản sao lưu khác."
        ) from error


class _Unfit(Exception):
    """What is there is not what the manifest says."""


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    names = archive.namelist()
    info = archive.getinfo(_MANIFEST) if _MANIFEST in names else None
    if info is None or info.file_size > _MOST_MANIFEST_BYTES:
        raise _Unfit
    try:
        said = json.loads(archive.read(info))
        members = {name: (int(fact["size"]), str(fact["sha256"])) for name, fact in said["members"].items()}
        is_ours = said["format"] == FORMAT and isinstance(said["made_at"], str)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _Unfit from error
    fits = sorted(names) == sorted([_MANIFEST, *members]) and STORE_FILE in members
    if not is_ours or not fits or not all(map(_MEMBER.fullmatch, members)):
        raise _Unfit
    return {"made_at": said["made_at"], "members": members}


def _extract(archive: zipfile.ZipFile, manifest: dict[str, Any], folder: Path, tell: Tell) -> None:
    """Writes each member under its name, as much as the manifest says and no more.

    Raises:
        _Unfit: a member is not what the manifest says.
    """
    members = manifest["members"]
    whole, done = sum(size for size, _ in members.values()), 0
    if shutil.disk_usage(folder).free < whole:
        raise disk_full(folder)
    (folder / ORIGINALS_FOLDER).mkdir(mode=0o700)
    for name, fact in members.items():
        descriptor = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            _read_member(archive, name, fact, file)
            file.flush()
            os.fsync(file.fileno())
        done += fact[0]
        tell(done, whole)


def _read_member(archive: zipfile.ZipFile, name: str, fact: tuple[int, str], to: IO[bytes] | None = None) -> None:
    size, sha256 = fact
    digest, left = hashlib.sha256(), size
    with archive.open(name) as member:
        while block := member.read(_BLOCK_BYTES):
            left -= len(block)
            if left < 0:
                raise _Unfit
            digest.update(block)
            if to is not None:
                to.write(block)
    if left or digest.hexdigest() != sha256:
        raise _Unfit
