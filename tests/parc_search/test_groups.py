"""Documents kept for some groups: others can neither find nor name them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.errors import UnknownSource
from ingest.repair import Repairer
from parc_search.question.correction import Correction
from parc_search.search import ParcSearch
from parc_search.settings import Settings

SOURCE = "ke-hoach.txt"
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"
STAFF, OTHERS = frozenset({"noi-vu"}), frozenset({"y-te"})


@pytest.fixture
def kept(small_store: Path, tmp_path: Path) -> Path:
    """A store whose only document is kept for the group noi-vu."""
    shutil.copytree(small_store, tmp_path / "store")
    with ParcSearch.open(settings=Settings(store=tmp_path / "store")) as parc:
        parc.store.restrict(SOURCE, ["noi-vu"])
        parc.index.refresh()
    return tmp_path / "store"


def test_a_document_is_found_only_by_the_groups_that_it_is_kept_for(kept: Path) -> None:
    with ParcSearch.open(settings=Settings(store=kept)) as parc:
        assert parc.ask(QUESTION, groups=STAFF).answer == "Sở Nội vụ"
        assert parc.ask(QUESTION).answer == "Sở Nội vụ"
        hidden = parc.ask(QUESTION, groups=OTHERS)
    assert (hidden.status, hidden.citations, hidden.hits) == ("not_found", (), ())
    assert "Quảng Bình" not in (hidden.reason or "")


def test_a_hidden_document_beside_an_open_one_gives_neither_hits_nor_rows(kept: Path, tmp_path: Path) -> None:
    open_plan = tmp_path / "mo.txt"
    open_plan.write_text("KẾ HOẠCH\nTuyên truyền tỉnh Hà Nam năm 2020\n\n- Sở Y tế chủ trì tuyên truyền.\n", "utf-8")
    with ParcSearch.open(settings=Settings(store=kept)) as parc:
        parc.ingest([open_plan])
        view = parc.seen_by(OTHERS)
        assert [stored.source for stored in view.sources()] == ["mo.txt"]
        assert {row.source for row in (*view.tasks(), *view.targets())} <= {"mo.txt"}
        hits = parc.ask("kiểm tra cải cách hành chính Sở Nội vụ", groups=OTHERS).hits
        assert {hit.passage.source for hit in hits} <= {"mo.txt"}
        with pytest.raises(UnknownSource, match=r"Hiện có: mo\.txt"):
            view.document(SOURCE)
        with pytest.raises(UnknownSource):
            parc.ask(QUESTION, sources=[SOURCE], groups=OTHERS)


def test_a_restriction_outlives_removal_and_undo_and_can_be_lifted(kept: Path) -> None:
    with ParcSearch.open(settings=Settings(store=kept)) as parc:
        parc.remove(SOURCE)
        parc.index.undo_remove()
        assert parc.sources()[0].groups == ("noi-vu",)
        parc.store.restrict(SOURCE, [])
        assert parc.ask(QUESTION, groups=OTHERS).answer == "Sở Nội vụ"


def test_a_question_is_read_with_the_names_of_the_documents_that_its_reader_may_see_and_no_others(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught: list[tuple[str, ...]] = []

    def adapted(self: Repairer, names: Iterable[str]) -> Repairer:
        taught.append(tuple(names))
        return self

    monkeypatch.setattr(Repairer, "adapted", adapted)
    with ParcSearch.open(settings=Settings(store=kept)) as parc:
        parc.ask(QUESTION, groups=OTHERS)
        assert taught == [()]
        parc.ask(QUESTION, groups=STAFF)
        assert "Quảng Bình" in taught[1]
        parc.ask(QUESTION)
        assert len(taught) == 2  # the same names: the same reader


def test_passages_are_searched_among_those_that_a_reader_may_see(kept: Path) -> None:
    with ParcSearch.open(settings=Settings(store=kept)) as parc:
        assert parc.search(QUESTION, groups=OTHERS) == ()
        assert parc.search(QUESTION, groups=STAFF) != ()
        with pytest.raises(UnknownSource):
            parc.ask(QUESTION, correction=Correction(sources=(SOURCE,)), groups=OTHERS)
