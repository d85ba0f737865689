"""H7, M3, M4, M7: documents of one name, who may read them, what a removal leaves, and names that are no text."""

import hashlib
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from index.build import Index
from ingest.repair import Repairer
from parc_search.documents.ingest_batch import IngestReport, take_in
from tests.conftest import DECISION, Parc
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item
from tests.portfolios import portfolio_of

OTHER = DECISION.replace("123/KH-UBND", "7/KH-UBND").replace("Quảng Bình", "Hà Nam")
NEWER = DECISION.replace("95% hồ sơ", "97% hồ sơ")

Taking = Callable[..., IngestReport]


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


@pytest.fixture
def index(tmp_path: Path) -> AbstractContextManager[Index]:
    return Index.open(tmp_path / "store", HashingEncoder())


@pytest.fixture
def put(tmp_path: Path, repairer: Repairer) -> Taking:
    """Takes in a file of this name and text, each time out of a folder of its own."""
    folders = iter(range(100))

    def taken(index: Index, name: str, text: str, **how: object) -> IngestReport:
        folder = tmp_path / f"from-{next(folders)}"
        folder.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        return take_in([folder], index, repairer, workers=1, **how)  # type: ignore[arg-type]  # options by name

    return taken


def titles(index: Index) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    return {item.source: (item.metadata.number, item.groups) for item in index.store.sources()}


def test_h7_a_different_document_of_the_same_name_gets_a_number_and_no_correction(
    index: AbstractContextManager[Index], put: Taking
) -> None:
    with index as opened:
        put(opened, "mat.txt", DECISION)
        opened.store.correct_metadata("mat.txt", title="Sửa tay", number="777/KH-UBND")
        report = put(opened, "mat.txt", OTHER)
        assert (report.added, report.numbered, report.replaced) == (("mat (2).txt",), (("mat.txt", "mat (2).txt"),), ())
        assert titles(opened) == {"mat.txt": ("777/KH-UBND", ()), "mat (2).txt": ("7/KH-UBND", ())}
        assert "Quảng Bình" in opened.store.source_text("mat.txt")
        assert opened.store.document("mat (2).txt").metadata.title != "Sửa tay"


def test_h7_a_new_version_takes_the_place_of_the_old_one_which_an_undo_brings_back(
    index: AbstractContextManager[Index], put: Taking
) -> None:
    with index as opened:
        put(opened, "ke-hoach.txt", DECISION)
        opened.store.correct_metadata("ke-hoach.txt", title="Sửa tay")
        report = put(opened, "ke-hoach.txt", NEWER)
        assert (report.added, report.replaced, report.numbered) == (("ke-hoach.txt",), ("ke-hoach.txt",), ())
        assert "97% hồ sơ" in opened.store.source_text("ke-hoach.txt")
        assert opened.store.document("ke-hoach.txt").metadata.title == "Sửa tay"
        assert all(passage.source == "ke-hoach.txt" for passage in opened.store.passages())
        assert opened.undo_remove() == "ke-hoach.txt"
        assert "95% hồ sơ" in opened.store.source_text("ke-hoach.txt")


def test_h7_what_says_nothing_of_itself_replaces_only_when_chosen(
    index: AbstractContextManager[Index], put: Taking
) -> None:
    with index as opened:
        put(opened, "scan.txt", "Sở Nội vụ chủ trì rà soát thủ tục hành chính.")
        assert put(opened, "scan.txt", "Sở Y tế chủ trì tuyên truyền.").added == ("scan (2).txt",)
        report = put(opened, "scan.txt", "Sở Tài chính bố trí kinh phí.", replace=True)
        assert (report.added, report.replaced) == (("scan.txt",), ("scan.txt",))
        assert sorted(titles(opened)) == ["scan (2).txt", "scan.txt"]


def test_a_document_of_the_same_number_and_day_of_another_province_is_another(
    index: AbstractContextManager[Index], put: Taking
) -> None:
    with index as opened:
        put(opened, "ke-hoach.txt", DECISION)
        assert put(
            opened, "ke-hoach.txt", DECISION.replace("Quảng Bình", "Hà Nam").replace("QUẢNG BÌNH", "HÀ NAM")
        ).added == ("ke-hoach (2).txt",)


def test_m3_groups_are_set_before_the_document_is_visible_and_outlive_it(
    index: AbstractContextManager[Index], put: Taking
) -> None:
    with index as opened:
        put(opened, "mat.txt", DECISION, groups=("noi-vu",))
        assert titles(opened)["mat.txt"][1] == ("noi-vu",)
        opened.erase("mat.txt")
        put(opened, "mat.txt", DECISION)  # the same file comes back
        assert titles(opened)["mat.txt"][1] == ("noi-vu",)
        put(opened, "ten-khac.txt", NEWER)  # a new version under another name
        assert titles(opened)["ten-khac.txt"][1] == ("noi-vu",)
        opened.store.restrict("mat.txt", [])
        opened.erase("mat.txt")
        put(opened, "mat.txt", DECISION)
        assert titles(opened)["mat.txt"][1] == ()


def test_m3_a_replaced_document_stays_restricted_and_one_known_already_is_restricted_on_request(
    index: AbstractContextManager[Index], put: Taking
) -> None:
    with index as opened:
        put(opened, "a.txt", DECISION, groups=("noi-vu",))
        put(opened, "a.txt", NEWER)
        assert titles(opened)["a.txt"][1] == ("noi-vu",)
        put(opened, "b.txt", OTHER)
        assert put(opened, "b.txt", OTHER, groups=("y-te",)).unchanged == ("b.txt",)
        assert titles(opened)["b.txt"][1] == ("y-te",)


def test_m3_the_groups_of_a_portfolio_are_those_of_its_files(
    index: AbstractContextManager[Index], tmp_path: Path, repairer: Repairer
) -> None:
    path = tmp_path / "hoso.pdf"
    path.write_bytes(portfolio_of([("mot.txt", DECISION.encode()), ("hai.txt", OTHER.encode())]))
    known_by = hashlib.sha256(path.read_bytes()).hexdigest()
    with index as opened:
        take_in([path], opened, repairer, workers=1, groups=("noi-vu",))
        assert titles(opened) == {
            "hoso.pdf - hai.txt": ("7/KH-UBND", ("noi-vu",)),
            "hoso.pdf - mot.txt": ("123/KH-UBND", ("noi-vu",)),
        }
    with Index.open(tmp_path / "other", HashingEncoder()) as opened:
        opened.store.remember_groups(known_by, ["y-te"])  # of the portfolio alone, a mere cover that is no document
        take_in([path], opened, repairer, workers=1)
        assert {groups for _, groups in titles(opened).values()} == {("y-te",)}
        opened.store.restrict("hoso.pdf - hai.txt", [])
        opened.store.put(plain_item("Bìa.", "hoso.pdf"))
        opened.store.restrict("hoso.pdf", ["noi-vu"])
        assert {source: groups for source, (_, groups) in titles(opened).items()} == {
            "hoso.pdf": ("noi-vu",),
            "hoso.pdf - hai.txt": ("noi-vu",),
            "hoso.pdf - mot.txt": ("y-te",),
        }


def test_m7_a_name_that_is_no_text_stops_nobody(
    index: AbstractContextManager[Index], tmp_path: Path, repairer: Repairer
) -> None:
    folder = tmp_path / "den"
    folder.mkdir()
    (folder / os.fsdecode(b"a-\xe9\xff.txt")).write_text(DECISION, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    with index as opened:
        report = take_in([folder], opened, repairer, workers=1)
    assert report.added == ("b.txt",)
    assert [failure.path.name for failure in report.failures] == [os.fsdecode(b"a-\xe9\xff.txt")]


def test_a_name_in_decomposed_unicode_is_stored_composed(index: AbstractContextManager[Index], put: Taking) -> None:
    with index as opened:
        assert put(opened, "Ke\u0302\u0301 hoa\u0323ch.txt", DECISION).added == ("Kế hoạch.txt",)


def test_the_command_line_reports_a_number_and_takes_groups(parc: Parc, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for folder, text in (("mot", DECISION), ("hai", OTHER)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ke-hoach.txt").write_text(text, encoding="utf-8")
    assert parc("ingest", tmp_path / "mot", "--store", store, "--group", "noi-vu").code == 0
    ended = parc("ingest", tmp_path / "hai", "--store", store)
    assert ended.code == 0
    assert "Kho đã có văn bản khác tên ke-hoach.txt: văn bản mới được lưu với tên ke-hoach (2).txt." in ended.err
