"""What pages were before they changed: kept with their document, put back newest first, gone with it."""

from pathlib import Path

import pytest

from index.store.page_history import CorrectedWord, FormerPage
from index.store.store import STORE_FILE, Store
from ingest.documents import OCR, Document, IngestedDocument, Metadata, Page, SourceDocument, Span, Table, TableCell
from ingest.errors import StoreError, UnknownSource
from ingest.repaired_text import RepairedText

BEFORE, AFTER = "Noi vu chu tri", "Sở Nội vụ chủ trì"
SOURCE = "quet.pdf"
CELLS = (TableCell(row=0, column=1, rows=2, columns=1, spans=(Span(start=0, end=3),), box=(1.0, 2.0, 3.5, 4.0)),)


def item(*texts: str, title: str = "Kế hoạch", tables: tuple[Table, ...] = ()) -> IngestedDocument:
    """A document of these pages, each read by OCR; the first has the tables."""
    pages, at = [], 0
    for number, text in enumerate(texts, start=1):
        seen = tables if number == 1 else ()
        pages.append(Page(page_no=number, start=at, end=at + len(text), quality=0.5, read_by=OCR, tables=seen))
        at += len(text) + 1
    text = "\f".join(texts)
    raw = SourceDocument(
        source=SOURCE, content_hash="0" * 64, media_type="application/pdf", text=text, pages=tuple(pages)
    )
    document = Document(raw=raw, reading=RepairedText(text), metadata=Metadata(title=title), outline=())
    return IngestedDocument(document=document, passages=())


def former(text: str, page_no: int = 2, *, at: str = "2026-01-01T00:00:00+00:00") -> FormerPage:
    page = Page(page_no=page_no, start=0, end=len(text), quality=0.5, read_by=OCR)
    return FormerPage(text=text, page=page, by="an@tinh.example", at=at)


def word(text: str, at: int, page_no: int = 2) -> CorrectedWord:
    span = Span(start=at, end=at + len(text))
    return CorrectedWord(page_no=page_no, span=span, was="?", now=text, by="an@tinh.example", at="2026-01-02")


def test_a_page_read_again_keeps_what_it_was_and_leaves_a_record(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item("Trang một", BEFORE))
        added_at, revision = store.sources()[0].added_at, store.revision
        store.pages.put(item("Trang một", AFTER), former(BEFORE), '{"format": "thử"}', words=[word("Sở", 0)])
        assert store.source_text(SOURCE) == f"Trang một\f{AFTER}"
        assert store.pages.former(SOURCE) == {2: former(BEFORE)}
        assert store.pages.corrected_words(SOURCE) == (word("Sở", 0),)
        assert [record.record for record in store.audit_records()] == ['{"format": "thử"}']
        assert (store.sources()[0].added_at, store.revision) == (added_at, revision + 1)


def test_the_tables_of_a_page_are_kept_with_it(tmp_path: Path) -> None:
    tables = (Table(cells=CELLS, head_rows=1), Table(cells=(), tells_merged=False))
    with Store.open(tmp_path) as store:
        store.put(item("Trang một", tables=tables))
        assert store.document(SOURCE).raw.pages[0].tables == tables


def test_the_last_change_is_taken_back_whole_with_words_and_metadata_and_not_what_the_user_said(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item("Trang một", BEFORE, title="Tên đầu"))
        store.correct_metadata(SOURCE, number="12/KH-UBND")
        before = store.pages.ingested(SOURCE)
        store.pages.put(item("Trang một", AFTER, title="Tên sau"), former(BEFORE), "{}", words=[word("Sở", 0)])
        store.restrict(SOURCE, ["tổ chức"])
        assert store.pages.put_whole_back(SOURCE, 2, "{}")
        assert store.pages.ingested(SOURCE) == before
        assert store.pages.corrected_words(SOURCE) == ()
        assert store.pages.former(SOURCE) == {}
        (stored,) = store.sources()
        assert (stored.metadata.title, stored.metadata.number) == ("Tên đầu", "12/KH-UBND")
        assert stored.groups == ("tổ chức",)
        assert len(store.audit_records()) == 2


def test_pages_come_back_one_by_one_the_newest_first(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item("a", "một"))
        store.pages.put(item("a", "hai"), former("một"), "{}", words=[word("hai", 0)])
        store.pages.put(item("b", "hai"), former("a", 1), "{}")
        store.pages.put(item("b", "ba"), former("hai"), "{}")
        assert store.pages.former(SOURCE) == {2: former("hai"), 1: former("a", 1)}
        assert not store.pages.put_whole_back(SOURCE, 1, "{}")  # page 2 has changed since
        store.pages.put_back(item("a", "ba"), 1, "{}", was="b")
        assert store.pages.former(SOURCE) == {2: former("hai")}
        store.pages.put_back(item("a", "hai"), 2, "{}", was="ba")
        assert store.pages.corrected_words(SOURCE) == (word("hai", 0),)
        store.pages.put_back(item("a", "một"), 2, "{}", was="hai")
        assert store.source_text(SOURCE) == "a\fmột"
        assert (store.pages.former(SOURCE), store.pages.corrected_words(SOURCE)) == ({}, ())


def test_a_page_of_a_document_that_another_process_has_changed_is_not_stored(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item("Trang một", BEFORE))
        with pytest.raises(StoreError, match="vừa được thay đổi ở nơi khác"):
            store.pages.put(item("Trang khác", AFTER), former(BEFORE), "{}")
        with pytest.raises(StoreError, match="vừa được thay đổi ở nơi khác"):
            store.pages.put_back(item("Trang một", AFTER), 2, "{}", was="khác")
        assert (store.source_text(SOURCE), store.audit_records()) == (f"Trang một\f{BEFORE}", ())


def test_a_file_read_in_anew_forgets_what_its_pages_were(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item(BEFORE))
        store.pages.put(item(AFTER), former(BEFORE, 1), "{}", words=[word("Sở", 0, 1)])
        store.put(item(AFTER))
        assert (store.pages.former(SOURCE), store.pages.corrected_words(SOURCE)) == ({}, ())


def test_they_go_with_their_document_and_come_back_with_it(tmp_path: Path) -> None:
    secret = "chỉ bản đọc trước có chữ này"
    with Store.open(tmp_path) as store:
        store.put(item(secret))
        store.pages.put(item(AFTER), former(secret, 1), "{}", words=[word("Sở", 0, 1)])
        store.remove(SOURCE)
        assert (store.pages.former(SOURCE), store.pages.corrected_words(SOURCE)) == ({}, ())
        store.undo_remove()
        assert store.pages.former(SOURCE) == {1: former(secret, 1)}
        assert store.pages.corrected_words(SOURCE) == (word("Sở", 0, 1),)
        store.remove(SOURCE)
        store.drop_undo()
    assert secret.encode() not in (tmp_path / STORE_FILE).read_bytes()


def test_a_document_that_was_removed_meanwhile_does_not_come_back_by_a_page(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(item(BEFORE))
        store.remove(SOURCE)
        with pytest.raises(UnknownSource):
            store.pages.put(item(AFTER), former(BEFORE, 1), "{}")
        with pytest.raises(UnknownSource):
            store.pages.put_whole_back(SOURCE, 1, "{}")
        assert (store.sources(), store.audit_records()) == ((), ())
