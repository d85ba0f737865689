"""A page of a stored scan read again, chosen word by word, corrected and put back, with an engine of given texts."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from index.build import Index
from index.store.store import STORE_FILE
from ingest.documents import OCR, IngestedDocument, Span, Task
from ingest.errors import StoreError, UsageError
from ingest.ocr.multi_scale import Choice, all_new, default_choice
from ingest.ocr.ocr_words import Word
from ingest.repair import Repairer
from parc_search.documents.ingest_batch import take_in
from parc_search.documents.page_records import BETTER, CORRECTED, KEPT, PROPOSED, RESTORED, page_records, sha256
from parc_search.documents.rereading import Chosen, PageOutcome, PageRequest, Rereading, WordChange
from tests.index.hashing import HashingEncoder

CORPUS = Path(__file__).parents[3] / "eval" / "corpus"
FIRST = "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì kiểm tra cải cách hành chính trong năm 2023."
POOR = "2. Sở Tai ch\n- Chủ tr tha mhu bố trí kinh phí, hoàn thành trước ngày 30/6/2023."
CLEAR = "2. Sở Tài chính\n- Chủ trì tham mưu bố trí kinh phí, hoàn thành trước ngày 30/6/2023."
LAST = "3. Sở Tư pháp\n- Chủ trì rà soát văn bản quy phạm pháp luật trong năm 2023."
NAME = "quét.tiff"
BY = "an@tinh.example"


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


def taken_in(
    folder: Path, repairer: Repairer, monkeypatch: pytest.MonkeyPatch, texts: list[str], *, name: str = NAME
) -> Iterator[Index]:
    """An index of one scan whose pages read so."""
    sheets = [Image.new("L", (60, 80), 255) for _ in texts]
    sheets[0].save(folder / name, save_all=True, append_images=sheets[1:], dpi=(200, 200))
    with Index.open(folder / "store", HashingEncoder()) as index:
        monkeypatch.setattr("parc_search.documents.ingest_batch.installed_tesseract", lambda: Engine(texts=list(texts)))
        take_in([folder / name], index, repairer, workers=1)
        yield index


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


@pytest.fixture
def scanned(tmp_path: Path, repairer: Repairer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An index of one scan of three pages, of which the second was read badly."""
    yield from taken_in(tmp_path, repairer, monkeypatch, [FIRST, POOR, LAST])


@pytest.fixture
def plan(tmp_path: Path, repairer: Repairer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An index of a whole plan with a body and an annex, as a scan of pages of 40 lines."""
    lines = (CORPUS / "002_f8e8494414b91d6f.txt").read_text(encoding="utf-8").splitlines()
    pages = ["\n".join(lines[at : at + 40]) for at in range(0, len(lines), 40)]
    yield from taken_in(tmp_path, repairer, monkeypatch, pages)


def asked(index: Index, repairer: Repairer, text: str | None, request: PageRequest) -> PageOutcome:
    engine = None if text is None else Engine(texts=[text])
    rereading = Rereading(index, repairer, engine, lambda: datetime(2026, 1, 2, tzinfo=UTC))
    return rereading.do(request, lambda stage, done, total: None)


def stored(index: Index, repairer: Repairer, text: str, page_no: int, choice: Choice | None = None) -> str:
    """How it ends when a page is read again as `text` and what is proposed, or `choice`, is stored."""
    proposal = asked(index, repairer, text, PageRequest(source=NAME, page_no=page_no)).proposal
    assert proposal is not None
    chosen = Chosen(proposal=proposal, choice=choice or default_choice(proposal))
    return asked(index, repairer, None, PageRequest(source=NAME, page_no=page_no, by=BY, chosen=chosen)).ended


def page_text(index: Index, page_no: int) -> str:
    raw = index.store.document(NAME).raw
    page = raw.pages[page_no - 1]
    return raw.text[page.start : page.end]


def dump(index: Index) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the store that belongs to a document; of what counts up, nothing."""
    with closing(sqlite3.connect(index.store.folder / STORE_FILE)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in sorted(tables)}
        columns = [row[1] for row in connection.execute("PRAGMA table_info(documents)")]
    at = columns.index("revision")
    rows["documents"] = [(*row[:at], *row[at + 1 :]) for row in rows["documents"]]
    return {table: rows[table] for table in rows if table not in ("audit", "facts", "sqlite_sequence")}


def test_nothing_is_stored_until_it_is_chosen(scanned: Index, repairer: Repairer) -> None:
    before, revision = dump(scanned), scanned.store.revision
    outcome = asked(scanned, repairer, CLEAR, PageRequest(source=NAME, page_no=2, by=BY))
    assert outcome.ended == PROPOSED
    assert outcome.proposal is not None
    assert [(place.was, place.now, place.takes_new) for place in outcome.proposal.places] == [
        ("Tai", "Tài", True),
        ("ch", "chính", True),
        ("tr", "trì", True),
        ("tha", "tham", True),
        ("mhu", "mưu", True),
    ]
    assert [place.now_confidence for place in outcome.proposal.places] == [95.0] * 5
    assert (dump(scanned), scanned.store.revision, scanned.store.audit_records()) == (before, revision, ())


def test_a_page_that_reads_better_now_gives_its_tasks_and_can_be_put_back(scanned: Index, repairer: Repairer) -> None:
    before = scanned.store.document(NAME), scanned.store.tasks()
    assert stored(scanned, repairer, CLEAR, 2) == BETTER
    assert scanned.store.source_text(NAME) == f"{FIRST}\f{CLEAR}\f{LAST}"
    assert [page.read_by for page in scanned.store.document(NAME).raw.pages] == [OCR] * 3
    assert ("Sở Tài chính",) in [task.lead for task in scanned.store.tasks()]
    assert scanned.search_lexical("tham mưu bố trí kinh phí", 3)
    (record,) = page_records(scanned.store.audit_records())
    assert (record.outcome, record.by, record.page_no, record.start) == (BETTER, BY, 2, len(FIRST) + 1)
    assert (record.was_sha256, record.now_sha256) == (sha256(POOR), sha256(CLEAR))
    assert (record.changed, record.against) == (5, 0)
    assert record.now_quality > record.was_quality

    back = PageRequest(source=NAME, page_no=2, undo=True)
    assert asked(scanned, repairer, None, back).ended == RESTORED
    assert (scanned.store.document(NAME), scanned.store.tasks()) == before
    assert scanned.store.pages.former(NAME) == {}
    assert [record.outcome for record in page_records(scanned.store.audit_records())] == [BETTER, RESTORED]
    assert scanned.store.verify_audit() is None
    with pytest.raises(UsageError, match="chưa có bản đọc nào trước đó"):
        asked(scanned, repairer, None, back)


def test_a_right_word_is_not_swapped_for_a_worse_one(scanned: Index, repairer: Repairer) -> None:
    worse = FIRST.replace("kiểm tra", "kiêm tra").replace("hành chính", "hanh chinh").replace("2023", "2028")
    outcome = asked(scanned, repairer, worse, PageRequest(source=NAME, page_no=1))
    assert outcome.proposal is not None
    assert outcome.proposal.takes == ()
    year = next(place for place in outcome.proposal.places if place.now == "2028.")
    assert (year.is_sure, year.why) == (False, "number")
    assert stored(scanned, repairer, worse, 1) == KEPT
    assert page_text(scanned, 1) == FIRST


def test_the_user_takes_single_words_against_what_is_proposed(scanned: Index, repairer: Repairer) -> None:
    assert stored(scanned, repairer, CLEAR, 2, Choice(takes=(1,))) == BETTER
    assert page_text(scanned, 2) == POOR.replace("Tai ch", "Tai chính")
    (record,) = page_records(scanned.store.audit_records())
    assert (record.changed, record.against) == (1, 4)


def test_the_user_takes_all_of_the_new_reading(scanned: Index, repairer: Repairer) -> None:
    other = "2. Sở Tài chính chủ trì"
    proposal = asked(scanned, repairer, other, PageRequest(source=NAME, page_no=2)).proposal
    assert proposal is not None
    every = all_new(proposal)
    assert stored(scanned, repairer, other, 2, every) == BETTER
    assert page_text(scanned, 2) == other


def elsewhere(item: IngestedDocument, page_no: int) -> tuple[list[object], ...]:
    """All that stands wholly on other pages: places counted from where the text after the page begins."""
    page = next(page for page in item.document.raw.pages if page.page_no == page_no)

    def place(span: Span | None) -> object:
        return (
            None if span is None else tuple(at if at <= page.start else at - page.end for at in (span.start, span.end))
        )

    def is_elsewhere(*spans: Span | None) -> bool:
        return all(span is None or span.end <= page.start or span.start >= page.end for span in spans)

    def spans(task: Task) -> list[Span | None]:
        names = ("task_span", "lead_span", "coordinate_span", "deadline_span", "product_span", "budget_span")
        return [getattr(task, name) for name in names]

    nowhere = Span(start=0, end=0)
    blank = dict.fromkeys(("lead_span", "coordinate_span", "deadline_span", "product_span", "budget_span"))
    passages: list[object] = [
        (replace(passage, id="", start=0, end=0), place(Span(start=passage.start, end=passage.end)))
        for passage in item.passages
        if is_elsewhere(Span(start=passage.start, end=passage.end))
    ]
    tasks: list[object] = [
        (replace(task, task_span=nowhere, **blank), [place(span) for span in spans(task)])  # type: ignore[arg-type]
        for task in item.tasks
        if is_elsewhere(*spans(task))
    ]
    targets: list[object] = [
        (replace(row, span=nowhere), place(row.span)) for row in item.targets if is_elsewhere(row.span)
    ]
    headings: list[object] = [
        (heading.title, heading.label, heading.level, place(Span(start=heading.start, end=heading.end)))
        for heading in item.document.outline
        if is_elsewhere(Span(start=heading.start, end=heading.end))
    ]
    edits: list[object] = [
        (replace(edit, start=0, end=0), place(Span(start=edit.start, end=edit.end)))
        for edit in item.document.reading.edits
        if is_elsewhere(Span(start=edit.start, end=edit.end))
    ]
    pages: list[object] = [
        (item.document.raw.text[one.start : one.end], one.quality, one.tables)
        for one in item.document.raw.pages
        if one.page_no != page_no
    ]
    return passages, tasks, targets, headings, edits, pages


@pytest.mark.parametrize("page_no", [1, 3, 5])
def test_all_that_stands_on_other_pages_stays_what_it_is(plan: Index, repairer: Repairer, page_no: int) -> None:
    before = plan.store.pages.ingested(NAME)
    passages, tasks, targets, headings, _, _ = elsewhere(before, page_no)
    assert min(len(passages), len(tasks), len(targets) + 1, len(headings)) > 0
    new = "MỘT TRANG KHÁC HẲN\n1. Sở Y tế chủ trì khám bệnh.\n" + page_text(plan, page_no)[200:]
    proposal = asked(plan, repairer, new, PageRequest(source=NAME, page_no=page_no)).proposal
    assert proposal is not None
    every = all_new(proposal)
    assert stored(plan, repairer, new, page_no, every) == BETTER
    after = plan.store.pages.ingested(NAME)
    assert after.document.raw.text != before.document.raw.text
    assert elsewhere(after, page_no) == elsewhere(before, page_no)
    text = after.document.raw.text
    assert all(text[passage.start : passage.end] == passage.text for passage in after.passages)
    ends = [(passage.start, passage.end) for passage in after.passages]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))
    assert len(after.passages) >= len(before.passages) - 8


def test_back_to_the_reading_before_restores_every_byte(plan: Index, repairer: Repairer) -> None:
    plan.store.correct_metadata(NAME, title="Tên sửa tay")
    before, others = dump(plan), plan.store.sources()
    assert stored(plan, repairer, page_text(plan, 3).replace("thực hiện", "thực hiệm"), 3, Choice(takes=(0,))) == BETTER
    assert dump(plan) != before
    plan.store.restrict(NAME, ["tổ chức"])
    assert asked(plan, repairer, None, PageRequest(source=NAME, page_no=3, undo=True)).ended == RESTORED
    after = dump(plan)
    assert after["restrictions"] == [(NAME, "tổ chức")]
    plan.store.restrict(NAME, [])
    assert dump(plan) | {"remembered_groups": []} == before | {"remembered_groups": []}
    assert plan.store.sources() == others


def test_a_page_before_the_last_change_comes_back_without_the_other_one(scanned: Index, repairer: Repairer) -> None:
    stored(scanned, repairer, CLEAR, 2)
    better = LAST.replace("rà soát", "tổng rà soát")
    assert stored(scanned, repairer, better, 3, Choice(takes=(0,))) == BETTER
    assert asked(scanned, repairer, None, PageRequest(source=NAME, page_no=2, undo=True)).ended == RESTORED
    assert scanned.store.source_text(NAME) == f"{FIRST}\f{POOR}\f{better}"
    assert set(scanned.store.pages.former(NAME)) == {3}


def test_a_proposal_for_a_page_that_has_changed_since_is_refused(scanned: Index, repairer: Repairer) -> None:
    proposal = asked(scanned, repairer, CLEAR, PageRequest(source=NAME, page_no=2)).proposal
    assert proposal is not None
    stored(scanned, repairer, CLEAR, 2, Choice(takes=(0,)))
    late = Chosen(proposal=proposal, choice=Choice(takes=(1,)))
    with pytest.raises(UsageError, match="đã thay đổi sau khi được đọc lại"):
        asked(scanned, repairer, None, PageRequest(source=NAME, page_no=2, chosen=late))
    former = scanned.store.pages.former(NAME)[2]
    with pytest.raises(StoreError, match="vừa được thay đổi ở nơi khác"):
        scanned.store.pages.put(scanned.store.pages.ingested(NAME), replace(former, text="khác"), "{}")


def test_a_page_that_reads_the_same_stays_and_the_attempt_is_recorded(scanned: Index, repairer: Repairer) -> None:
    before = scanned.store.document(NAME), scanned.store.revision
    assert asked(scanned, repairer, FIRST, PageRequest(source=NAME, page_no=1)).ended == KEPT
    assert (scanned.store.document(NAME), scanned.store.revision) == before
    assert scanned.store.pages.former(NAME) == {}
    assert [record.outcome for record in page_records(scanned.store.audit_records())] == [KEPT]


def test_without_ocr_the_line_to_type_is_said(scanned: Index, repairer: Repairer) -> None:
    with pytest.raises(UsageError, match="sudo apt-get install tesseract-ocr tesseract-ocr-vie"):
        asked(scanned, repairer, None, PageRequest(source=NAME, page_no=2))


def corrected(index: Index, repairer: Repairer, was: str, now: str, page_no: int = 2) -> str:
    start = page_text(index, page_no).index(was)
    change = WordChange(at=Span(start=start, end=start + len(was)), was=was, now=now)
    return asked(index, repairer, None, PageRequest(source=NAME, page_no=page_no, by=BY, words=(change,))).ended


def test_a_word_set_right_by_hand_feeds_registers_and_search_and_can_be_taken_back(
    scanned: Index, repairer: Repairer
) -> None:
    before = dump(scanned)
    assert corrected(scanned, repairer, "Tai ch", "Tài chính") == CORRECTED
    assert page_text(scanned, 2) == POOR.replace("Tai ch", "Tài chính")
    (word,) = scanned.store.pages.corrected_words(NAME)
    assert (word.was, word.now, word.by, word.at) == ("Tai ch", "Tài chính", BY, "2026-01-02T00:00:00.000+00:00")
    assert page_text(scanned, 2)[word.span.start : word.span.end] == "Tài chính"
    assert ("Sở Tài chính",) in [task.lead for task in scanned.store.tasks()]
    assert scanned.search_lexical("tài chính", 3)
    (record,) = page_records(scanned.store.audit_records())
    assert (record.outcome, record.by) == (CORRECTED, BY)
    assert "Tài chính" not in json.dumps(record.as_json(), ensure_ascii=False)
    assert asked(scanned, repairer, None, PageRequest(source=NAME, page_no=2, undo=True)).ended == RESTORED
    assert dump(scanned) == before


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_word_set_right_by_hand_outlives_another_reading(scanned: Index, repairer: Repairer, is_whole: bool) -> None:
    corrected(scanned, repairer, "Tai ch", "Tài sản")
    proposal = asked(scanned, repairer, CLEAR, PageRequest(source=NAME, page_no=2)).proposal
    assert proposal is not None
    by_hand = next(place for place in proposal.places if place.now == "chính")
    assert (by_hand.takes_new, by_hand.is_sure, by_hand.why) == (False, True, "by-hand")
    assert stored(scanned, repairer, CLEAR, 2, Choice(takes=proposal.takes, is_whole=is_whole)) == BETTER
    assert page_text(scanned, 2) == CLEAR.replace("Tài chính", "Tài sản")
    (word,) = scanned.store.pages.corrected_words(NAME)
    assert page_text(scanned, 2)[word.span.start : word.span.end] == word.now == "Tài sản"


@pytest.mark.parametrize(("was", "now"), [("Tai", " "), ("không có", "x")])
def test_words_that_are_not_there_are_not_corrected(scanned: Index, repairer: Repairer, was: str, now: str) -> None:
    change = WordChange(at=Span(start=6, end=6 + len(was)), was=was, now=now)
    with pytest.raises(UsageError, match="không có đúng những chữ cần sửa"):
        asked(scanned, repairer, None, PageRequest(source=NAME, page_no=2, words=(change,)))


@pytest.mark.parametrize(("groups", "is_taught"), [((), True), (("nội vụ",), False)])
def test_a_page_read_again_is_taught_by_no_document_that_its_readers_may_not_read(
    scanned: Index, repairer: Repairer, tmp_path: Path, groups: tuple[str, ...], is_taught: bool
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("Ủy ban nhân dân xã Mai Sao ban hành Kế hoạch cải cách hành chính nhà nước.\n" * 12, "utf-8")
    take_in([plan], scanned, repairer, groups=groups)
    again = f"{CLEAR}\nUy ban nhan dan xa Mai Sao giao Phong Kinh te chu tri, phoi hop voi cac don vi"
    stored(scanned, repairer, again, 2)
    assert ("Mai Sao" in scanned.store.reading(NAME).text) == is_taught
