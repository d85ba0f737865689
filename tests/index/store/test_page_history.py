"""What pages were before they were read again: kept with their document, put back newest first, gone with it."""

from pathlib import Path

import pytest

from index.store.page_history import FormerPage
from index.store.store import STORE_FILE, Store
from ingest.documents import OCR, Document, IngestedDocument, Metadata, Page, SourceDocument
from ingest.errors import UnknownSource
from ingest.repaired_text import RepairedText

BEFORE, AFTER = "Noi vu chu tri", "Sở Nội vụ chủ trì"


def item(*texts: str) -> IngestedDocument:
    """A document of these pages, each read by OCR."""
    pages, at = [], 0
    for number, text in enumerate(texts, start=1):
        pages.append(Page(page_no=number, start=at, end=at + len(text), quality=0.5, read_by=OCR))
        at += len(text) + 1
    text = "\f".join(texts)
    raw = SourceDocument(
        source="quet.pdf", content_hash="0" * 64, media_type="application/pdf", text=text, pages=tuple(pages)
    )
    document = Document(raw=raw, reading=RepairedText(text), metadata=Metadata(title="Kế hoạch"), outline=())
    return IngestedDocument(document=document, passages=())


def former(text: str, page_no: int = 2, *, at: str = "2026-01-01T00:00:00+00:00") -> FormerPage:
    page = Page(page_no=page_no, start=0, end=len(text), quality=0.5, read_by=OCR)
    return FormerPage(text=text, page=page, by="an@tinh.example", at=at)


def test_a_page_read_again_keeps_what_it_was_and_leaves_a_record(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item("Trang một", BEFORE))
        added_at, revision = store.sources()[0].added_at, store.revision
        store.pages.put(item("Trang một", AFTER), former(BEFORE), '{"format": "thử"}')
        assert store.source_text("quet.pdf") == f"Trang một\f{AFTER}"
        assert store.pages.former("quet.pdf") == {2: former(BEFORE)}
        assert [record.record for record in store.audit_records()] == ['{"format": "thử"}']
        assert (store.sources()[0].added_at, store.revision) == (added_at, revision + 1)


def test_pages_come_back_one_by_one_the_newest_first(tmp_path: Path) -> None:
    first, second, other = former("một"), former("hai", at="2026-01-02T00:00:00+00:00"), former("ba", 1)
    with Store.open(tmp_path) as store:
        store.put(item("Trang một", BEFORE))
        for kept in (first, other, second):
            store.pages.put(item("Trang một", AFTER), kept, "{}")
        assert store.pages.former("quet.pdf") == {2: second, 1: other}
        store.pages.put_back(item("Trang một", "hai"), 2, "{}", was="?")
        assert store.pages.former("quet.pdf") == {2: first, 1: other}
        store.pages.put_back(item("Trang một", "một"), 2, "{}", was="?")
        assert store.pages.former("quet.pdf") == {1: other}
        assert store.source_text("quet.pdf") == "Trang một\fmột"


def test_a_file_read_in_anew_forgets_what_its_pages_were(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item(BEFORE))
        store.pages.put(item(AFTER), former(BEFORE, 1), "{}")
        store.put(item(AFTER))
        assert store.pages.former("quet.pdf") == {}


def test_they_go_with_their_document_and_come_back_with_it(tmp_path: Path) -> None:
    secret = "chỉ bản đọc trước có chữ này"
    with Store.open(tmp_path) as store:
        store.put(item(BEFORE))
        store.pages.put(item(AFTER), former(secret, 1), "{}")
        store.remove("quet.pdf")
        assert store.pages.former("quet.pdf") == {}
        store.undo_remove()
        assert store.pages.former("quet.pdf") == {1: former(secret, 1)}
        store.remove("quet.pdf")
        store.drop_undo()
    assert secret.encode() not in (tmp_path / STORE_FILE).read_bytes()


def test_a_document_that_was_removed_meanwhile_does_not_come_back_by_a_page(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item(BEFORE))
        store.remove("quet.pdf")
        with pytest.raises(UnknownSource):
            store.pages.put(item(AFTER), former(BEFORE, 1), "{}")
        assert (store.sources(), store.audit_records()) == ((), ())
