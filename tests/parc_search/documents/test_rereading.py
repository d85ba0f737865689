"""A page of a stored scan read again and put back, with an engine that reads another text each time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from index.build import Index
from ingest.documents import OCR
from ingest.errors import UsageError
from ingest.ocr.ocr_words import Word
from ingest.repair import Repairer
from parc_search.documents.ingest_batch import take_in
from parc_search.documents.page_records import page_records, sha256
from parc_search.documents.rereading import BETTER, KEPT, RESTORED, PageRequest, Rereading
from tests.index.hashing import HashingEncoder

FIRST = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì kiểm tra cải cách hành chính trong năm 2023."
POOR = "2. So Tai ch\n- Chu tr tha mu bo tri kin ph"
CLEAR = "2. Sở Tài chính\n- Chủ trì tham mưu bố trí kinh phí, hoàn thành trước ngày 30/6/2023."
LAST = "3. Sở Tư pháp\n- Chủ trì rà soát văn bản quy phạm pháp luật trong năm 2023."
NAME = "quét.tiff"


@dataclass
class Engine:
    """Reads the texts of a list in turn, the last one for ever."""

    version: str = "1"
    texts: list[str] = field(default_factory=list)

    def words(self, image: Image.Image, *, dpi: int, timeout_s: float = 1) -> tuple[Word, ...]:
        text = self.texts.pop(0) if len(self.texts) > 1 else self.texts[0]
        return tuple(
            Word(text=word, confidence=95, left=1, top=1, right=2, bottom=2, line=line)
            for line, words in enumerate(text.splitlines())
            for word in words.split()
        )

    def quarter_turns(self, image: Image.Image, *, dpi: int, timeout_s: float = 1) -> int:
        return 0


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


@pytest.fixture
def scanned(tmp_path: Path, repairer: Repairer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An index of one scan of three pages, of which the second was read badly."""
    sheets = [Image.new("L", (60, 80), 255) for _ in range(3)]
    sheets[0].save(tmp_path / NAME, save_all=True, append_images=sheets[1:], dpi=(200, 200))
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        monkeypatch.setattr(
            "parc_search.documents.ingest_batch.installed_tesseract", lambda: Engine(texts=[FIRST, POOR, LAST])
        )
        take_in([tmp_path / NAME], index, repairer, workers=1)
        yield index


def rereading(index: Index, repairer: Repairer, text: str | None) -> Rereading:
    engine = None if text is None else Engine(texts=[text])
    return Rereading(index, repairer, engine, lambda: datetime(2026, 1, 2, tzinfo=UTC))


def leads(index: Index) -> list[tuple[str, ...]]:
    return [task.lead for task in index.store.tasks()]


def test_a_page_that_reads_better_now_gives_its_tasks_and_can_be_put_back(scanned: Index, repairer: Repairer) -> None:
    before = scanned.store.document(NAME), scanned.store.tasks()
    asked = PageRequest(source=NAME, page_no=2, by="an@tinh.example")
    heard: list[str] = []
    outcome = rereading(scanned, repairer, CLEAR).do(asked, lambda stage, done, total: heard.append(stage))
    assert outcome == BETTER
    assert list(dict.fromkeys(heard)) == ["ocr", "repair", "structure", "chunk", "register", "index"]
    assert scanned.store.source_text(NAME) == f"{FIRST}\f{CLEAR}\f{LAST}"
    assert [page.read_by for page in scanned.store.document(NAME).raw.pages] == [OCR] * 3
    assert ("Sở Tài chính",) in leads(scanned)
    assert scanned.search_lexical("tham mưu bố trí kinh phí", 3)
    (record,) = page_records(scanned.store.audit_records())
    assert (record.outcome, record.by, record.page_no, record.start) == (BETTER, "an@tinh.example", 2, len(FIRST) + 1)
    assert (record.was_sha256, record.now_sha256) == (sha256(POOR), sha256(CLEAR))
    assert record.now_quality > record.was_quality

    back = PageRequest(source=NAME, page_no=2, undo=True)
    assert rereading(scanned, repairer, None).do(back, lambda stage, done, total: None) == RESTORED
    assert (scanned.store.document(NAME), scanned.store.tasks()) == before
    assert scanned.store.former_pages(NAME) == {}
    assert [record.outcome for record in page_records(scanned.store.audit_records())] == [BETTER, RESTORED]
    assert scanned.store.verify_audit() is None
    with pytest.raises(UsageError, match="chưa có bản đọc nào trước đó"):
        rereading(scanned, repairer, None).do(back, lambda stage, done, total: None)


def test_a_page_that_reads_no_better_stays_and_the_attempt_is_recorded(scanned: Index, repairer: Repairer) -> None:
    before = scanned.store.document(NAME), scanned.store.revision
    asked = PageRequest(source=NAME, page_no=1)
    assert rereading(scanned, repairer, "nhoè").do(asked, lambda stage, done, total: None) == KEPT
    assert (scanned.store.document(NAME), scanned.store.revision) == before
    assert scanned.store.former_pages(NAME) == {}
    assert [record.outcome for record in page_records(scanned.store.audit_records())] == [KEPT]


def test_without_ocr_the_line_to_type_is_said(scanned: Index, repairer: Repairer) -> None:
    with pytest.raises(UsageError, match="sudo apt-get install tesseract-ocr tesseract-ocr-vie"):
        rereading(scanned, repairer, None).do(PageRequest(source=NAME, page_no=2), lambda stage, done, total: None)


@pytest.mark.parametrize(("groups", "is_taught"), [((), True), (("nội vụ",), False)])
def test_a_page_read_again_is_taught_by_no_document_that_its_readers_may_not_read(
    scanned: Index, repairer: Repairer, tmp_path: Path, groups: tuple[str, ...], is_taught: bool
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("Ủy ban nhân dân xã Mai Sao ban hành Kế hoạch cải cách hành chính nhà nước.\n" * 12, "utf-8")
    take_in([plan], scanned, repairer, groups=groups)
    again = f"{CLEAR}\nUy ban nhan dan xa Mai Sao giao Phong Kinh te chu tri, phoi hop voi cac don vi"
    rereading(scanned, repairer, again).do(PageRequest(source=NAME, page_no=2), lambda stage, done, total: None)
    assert ("Mai Sao" in scanned.store.reading(NAME).text) == is_taught
