import hashlib
from pathlib import Path

import pytest

import ingest.readers
from ingest.errors import FileTooLarge, PathNotFound, UnreadableFile, UnsupportedFormat
from ingest.readers import READERS, read
from ingest.readers.media_type import media_type_of


def test_the_name_and_the_hash_come_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes("Kế hoạch".encode())
    document = read(path)
    assert document.source == "kế hoạch.txt"
    assert document.content_hash == hashlib.sha256("Kế hoạch".encode()).hexdigest()
    assert document.media_type == "text/plain"


def test_a_given_source_name_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("chữ", encoding="utf-8")
    assert read(path, source="a (2).txt").source == "a (2).txt"


def test_every_reader_has_a_size_limit() -> None:
    assert set(ingest.readers.MAX_FILE_BYTES) == set(READERS)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(PathNotFound, match="khong-co"):
        read(tmp_path / "khong-co.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PathNotFound, match="không phải là một tệp"):
        read(tmp_path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rong.txt"
    path.touch()
    with pytest.raises(UnreadableFile, match="rỗng"):
        read(path)


def test_a_binary_renamed_txt_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(UnsupportedFormat, match=r"a\.txt"):
        read(path)


def test_a_text_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.write(b"a" * 8192)
        file.truncate(100_000_000)  # sparse: takes no room on the disk
    with pytest.raises(FileTooLarge, match="100 MB"):
        read(path)


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "application/msword"),
        (b"PK\x03\x04....a.png", "application/zip"),
        (b"{\\rtf1", "application/rtf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"  <!DOCTYPE html><html>", "text/html"),
        ("Điều 1".encode(), "text/plain"),
        ("Điều 1".encode("utf-16"), "text/plain"),
        ("Điều 1. Phạm vi điều chỉnh".encode("utf-16-le"), "text/plain"),
        (b"<?xml version='1.0'?><!-- x --><html><body>", "text/html"),
        (b"\x00\x01\x02\x03", "application/octet-stream"),
    ],
)
def test_the_content_decides_the_format(head: bytes, media_type: str) -> None:
    assert media_type_of(head) == media_type
