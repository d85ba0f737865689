"""The files of paged documents are kept as long as their documents, and no longer."""

import errno
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from index.check import check
from index.store.file_store import Originals
from index.store.store import Store
from ingest.documents import IngestedDocument, Page
from ingest.errors import StoreError, UnreadableFile
from tests.index.made import plain_item


def paged(folder: Path, source: str, content: bytes) -> IngestedDocument:
    """A document of one page, read from a file of this content."""
    path = folder / source
    path.write_bytes(content)
    item = plain_item("Sở Nội vụ chủ trì.", source)
    pages = (Page(page_no=1, start=0, end=len(item.document.raw.text), quality=1.0),)
    raw = replace(item.document.raw, content_hash=hashlib.sha256(content).hexdigest(), pages=pages)
    return replace(item, document=replace(item.document, raw=raw), path=path)


def test_a_paged_file_is_kept_under_its_hash_and_a_text_file_is_not(tmp_path: Path) -> None:
    item = paged(tmp_path, "a.pdf", b"%PDF a")
    text = plain_item("Sở Y tế chủ trì.", "b.txt")
    with Store.open(tmp_path / "store") as store:
        store.put(item)
        (tmp_path / "b.txt").write_text("Sở Y tế chủ trì.", encoding="utf-8")
        store.put(replace(text, path=tmp_path / "b.txt"))
        kept = store.originals.path(item.document.raw.content_hash)
        assert kept is not None
        assert kept.read_bytes() == b"%PDF a"
        assert [file.name for file in kept.parent.iterdir()] == [item.document.raw.content_hash]


def test_a_removed_file_stays_while_it_can_be_put_back_and_then_goes(tmp_path: Path) -> None:
    first, second = paged(tmp_path, "a.pdf", b"%PDF a"), paged(tmp_path, "b.pdf", b"%PDF b")
    with Store.open(tmp_path / "store") as store:
        store.put(first)
        store.put(second)
        store.remove("a.pdf")
        assert store.originals.path(first.document.raw.content_hash) is not None
        store.undo_remove()
        assert store.originals.path(first.document.raw.content_hash) is not None
        store.remove("a.pdf")
        store.remove("b.pdf")
        store.drop_undo(source="a.pdf")
        assert store.originals.path(first.document.raw.content_hash) is None
        assert store.originals.path(second.document.raw.content_hash) is not None
        store.drop_undo()
        assert store.originals.path(second.document.raw.content_hash) is None


def test_a_replaced_file_goes_with_its_old_content(tmp_path: Path) -> None:
    old = paged(tmp_path, "a.pdf", b"%PDF old")
    with Store.open(tmp_path / "store") as store:
        store.put(old)
        new = paged(tmp_path, "a.pdf", b"%PDF new")
        store.put(new)
        assert store.originals.path(old.document.raw.content_hash) is None
        assert store.originals.path(new.document.raw.content_hash) is not None


def test_a_name_that_is_no_hash_never_becomes_a_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        Originals(tmp_path).path("../../etc/passwd")


def test_m1_a_file_that_changed_since_it_was_read_is_not_stored_nor_its_document(tmp_path: Path) -> None:
    item = paged(tmp_path, "a.pdf", b"%PDF read")
    (tmp_path / "a.pdf").write_bytes(b"%PDF written meanwhile")
    with Store.open(tmp_path / "store") as store:
        with pytest.raises(UnreadableFile, match="thay đổi trong lúc được nạp"):
            store.put(item)
        assert store.sources() == ()
        assert list((tmp_path / "store" / "originals").iterdir()) == []


def test_m1_no_document_is_stored_whose_file_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = paged(tmp_path, "a.pdf", b"%PDF a")

    def too_large(handle: int) -> None:
        raise OSError(errno.EFBIG, "File too large")

    with Store.open(tmp_path / "store") as store:
        with monkeypatch.context() as patched, pytest.raises(StoreError, match="Văn bản chưa được nạp"):
            patched.setattr("index.store.file_store.os.fsync", too_large)
            store.put(item)
        assert store.sources() == ()
        store.put(item)
        assert [stored.source for stored in store.sources()] == ["a.pdf"]


def test_m1_a_kept_file_that_is_lost_or_changed_is_found_and_kept_anew(tmp_path: Path) -> None:
    item = paged(tmp_path, "a.pdf", b"%PDF a")
    with Store.open(tmp_path / "store") as store:
        store.put(item)
        kept = store.originals.path(item.document.raw.content_hash)
        assert kept is not None
        kept.chmod(0o600)
        for code, damage in (("original-changed", b"%PDF other"), ("original-missing", None)):
            kept.unlink() if damage is None else kept.write_bytes(damage)
            assert code in {finding.code for finding in check(store)}
            store.originals.keep(tmp_path / "a.pdf", item.document.raw.content_hash)
            assert kept.read_bytes() == b"%PDF a"
            assert not {finding.code for finding in check(store)} & {"original-changed", "original-missing"}
