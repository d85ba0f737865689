"""A reader cannot tell that there is a document which he may not see; and the comparison would notice if he could."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval import __main__ as command_line
from eval.benchmarks import hidden
from eval.benchmarks.hidden import (
    ABSENT,
    DOCUMENT,
    KEPT_FOR,
    OWN_QUESTIONS,
    READER,
    Compared,
    Difference,
    compare_stores,
    hidden_record,
    made,
    own_questions,
    sample_questions,
)
from eval.benchmarks.hidden_screens import screens
from ingest.errors import UnknownSource
from ingest.repair import Repairer
from parc_search.ranking.snapshot import Snapshot
from parc_search.search import ParcSearch
from tests.portfolios import pdf_of

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ
Số: 12/KH-UBND
Quảng Trị, ngày 5 tháng 2 năm 2024

KẾ HOẠCH
Cải cách hành chính tỉnh Quảng Trị năm 2024

I. MỤC TIÊU
- 95% hồ sơ được giải quyết đúng hạn trong năm 2024.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì kiểm tra cải cách hành chính, hoàn thành trước ngày 30/9/2024.
2. Sở Tài chính
- Chủ trì bố trí kinh phí thực hiện.
"""


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "quang-tri.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.slow
def test_nothing_that_a_reader_gets_differs_over_questions_and_screens(tmp_path: Path, repairer: Repairer) -> None:
    found = compare_stores(tmp_path, sample_questions(25), on_screen=6, repairer=repairer)
    assert [difference.what for difference in found.differences] == []
    assert found.counts["answers"] == found.counts["passages found"] == 25 + len(own_questions(DOCUMENT.read_text()))
    assert found.counts["documents and registers"] == 7 + 5
    assert found.counts["screens"] == 3 + 5 + 5 + 4 + 12 + 6 + 1


@pytest.mark.slow
def test_the_comparison_sees_statistics_of_all_documents(
    tmp_path: Path, repairer: Repairer, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the cure for the words' weights: BM25 of all passages, cut to those that may be seen."""
    monkeypatch.setattr(Snapshot, "visible", property(lambda self: None))
    monkeypatch.setattr(hidden, "_ways", lambda parc, secret: iter(()))
    rank = ParcSearch._rank

    def whole(self: ParcSearch, query: object, sources: object, library: Snapshot) -> object:
        return rank(self, query, sources or [entry.source for entry in library.catalogue.entries], library)  # type: ignore[arg-type]

    monkeypatch.setattr(ParcSearch, "_rank", whole)
    found = compare_stores(
        tmp_path / "stores", ["Sở nào chủ trì kiểm tra?"], corpus=plan, on_screen=0, repairer=repairer
    )
    assert found.differing("passages found") > 0


@pytest.mark.slow
def test_the_comparison_sees_a_count_and_an_error_that_tell(
    tmp_path: Path, repairer: Repairer, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_all(self: object, source: str) -> object:
        raise UnknownSource(f"không được đọc {source}" if source != ABSENT else f"không có {source}")

    monkeypatch.setattr("index.store.access_view.VisibleStore.source_text", of_all)
    monkeypatch.setattr("parc_search.ui.components.document_cards.summary", lambda sources: str(id(sources)))
    found = compare_stores(tmp_path / "stores", [], corpus=plan, on_screen=0, repairer=repairer)
    assert {difference.what for difference in found.differences} >= {
        "ways to the document: text, as of one that is absent",
        "screens: documents",
    }


@pytest.mark.slow
def test_the_screens_that_are_compared_say_what_the_store_holds(tmp_path: Path, repairer: Repairer, plan: Path) -> None:
    with made(tmp_path / "store", [(DOCUMENT, (KEPT_FOR,)), (plan, ())], repairer) as parc:
        drawn = dict(screens(parc, READER, ["Sở nào chủ trì kiểm tra?"], DOCUMENT.name))
        all_seen = dict(screens(parc, frozenset({KEPT_FOR}), ["Sở nào chủ trì kiểm tra?"], DOCUMENT.name))
    said = {name.split()[0]: text for name, text in drawn.items()}
    assert "12/KH-UBND" in said["documents"]
    assert "hoàn thành trước ngày 30/9/2024" in next(t for n, t in drawn.items() if n.startswith("tasks"))
    assert "95%" in next(t for n, t in drawn.items() if n.startswith("targets"))
    assert "Sở Nội vụ" in next(t for n, t in drawn.items() if "question_text" in n)
    assert not any("Khánh Huyền" in text or "88/KH-UBND" in text for text in drawn.values())
    assert any("Khánh Huyền" in text for text in all_seen.values())
    assert "88/KH-UBND" in all_seen["documents"]


@pytest.mark.slow
def test_a_hidden_pdf_shows_neither_its_pages_nor_that_it_has_any(
    tmp_path: Path, repairer: Repairer, plan: Path
) -> None:
    scan = tmp_path / "luan-chuyen.pdf"
    scan.write_bytes(pdf_of("Ke hoach luan chuyen can bo nam 2024. So Noi vu chu tri luan chuyen can bo huyen."))
    with made(tmp_path / "store", [(scan, (KEPT_FOR,)), (plan, ())], repairer) as parc:
        for name, text in screens(parc, frozenset({KEPT_FOR}), [], scan.name):
            assert ("data:image/png" in text) == ("compare" in name and scan.name in name and "page" in name)
    found = compare_stores(tmp_path / "both", [], hidden=scan, corpus=plan, on_screen=0, repairer=repairer)
    assert found.differences == ()


def test_questions_are_also_asked_in_the_words_of_the_hidden_document() -> None:
    asked = own_questions(DOCUMENT.read_text(encoding="utf-8"))
    assert any("Khánh Huyền" in question for question in asked)
    assert 10 < len(asked) <= OWN_QUESTIONS


def test_500_questions_are_there_to_ask() -> None:
    assert len(set(sample_questions(500))) > 490


def test_the_record_tells_how_many_differ() -> None:
    found = Compared(
        counts={"answers": 3, "screens": 2}, differences=(Difference(what="answers: ai?", with_it="a", without="b"),)
    )
    said = {measure["what"]: measure["value"] for measure in hidden_record(found, "a made one").measures}
    assert said == {"answers: differ of 3": "1", "screens: differ of 2": "0"}


def test_the_command_ends_badly_where_something_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for differences, code in (((), 0), ((Difference(what="answers: ai?", with_it="a", without="b"),), 1)):
        found = Compared(counts={"answers": 3}, differences=differences)
        monkeypatch.setattr(command_line, "compare_stores", lambda *_, found=found, **__: found)
        ended = CliRunner().invoke(command_line.main, ["hidden", "-n", "1", "--no-save"])
        assert ended.exit_code == code
        assert ended.stdout.endswith(f"with and without a hidden document: 3 answers; {code} differ\n")
