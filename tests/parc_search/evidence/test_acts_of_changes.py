"""Whatever changes a document is written into the audit in the transaction that does it, with who did it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parc_search.evidence.acts import Act, acts, command_line_user
from parc_search.search import ParcSearch
from parc_search.settings import Settings
from tests.conftest import Parc

BY = "an@tinh.gov.vn"
READING = {
    "ask", "close", "correct_question", "follow_up", "library", "library_of", "open",
    "question_log", "rank", "references", "repairer", "search",
    "seen_by", "sources", "store", "targets", "tasks", "understand",
}  # fmt: skip
CHANGES: dict[str, tuple[Callable[[ParcSearch, Path], Any], tuple[str, dict[str, str], str]]] = {
    "ingest": (lambda parc, file: parc.ingest([file], by=BY), ("ingested", {"outcome": "done"}, "moi.txt")),
    "remove": (lambda parc, file: parc.remove("ke-hoach.txt", by=BY), ("removed", {}, "ke-hoach.txt")),
    "undo_remove": (lambda parc, file: parc.undo_remove(by=BY), ("undone", {}, "bao-cao.txt")),
    "correct_metadata": (
        lambda parc, file: parc.correct_metadata("ke-hoach.txt", by=BY, title="Khác"),
        ("corrected", {"fields": "title"}, "ke-hoach.txt"),
    ),
    "drop_corrections": (
        lambda parc, file: parc.drop_corrections("ke-hoach.txt", by=BY),
        ("corrected", {"fields": ""}, "ke-hoach.txt"),
    ),
    "restrict": (
        lambda parc, file: parc.restrict("ke-hoach.txt", ["noi-vu"], by=BY),
        ("restricted", {"groups": "noi-vu"}, "ke-hoach.txt"),
    ),
}
ELSEWHERE = {"read_page_again", "note_export", "task_book"}  # told by records of their own


def told(parc: ParcSearch) -> list[Act]:
    return list(acts(parc.store.audit_records()))


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_store, tmp_path / "store")
    return tmp_path / "store"


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_an_act_of_whoever_is_named(name: str, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "moi.txt"
    file.write_text("BÁO CÁO\nKết quả cải cách hành chính tỉnh Hà Nam năm 2020\n", encoding="utf-8")
    change, (act, what, source) = CHANGES[name]
    with ParcSearch.open(settings=Settings(store=store)) as parc:
        former = tmp_path / "bao-cao.txt"
        former.write_text("BÁO CÁO\nKết quả cải cách hành chính tỉnh Hà Nam năm 2019\n", encoding="utf-8")
        parc.ingest([former])
        parc.remove("bao-cao.txt")
        before = len(told(parc))
        change(parc, file)
        [written] = told(parc)[before:]
    assert (written.act, written.what, written.sources, written.by) == (act, what, (source,), BY)


def test_every_method_that_changes_a_store_is_told_or_known_to_change_nothing() -> None:
    public = {name for name in vars(ParcSearch) if not name.startswith("_")}
    assert public == set(CHANGES) | ELSEWHERE | (READING & public)


def test_a_change_that_fails_is_no_act(store: Path) -> None:
    with ParcSearch.open(settings=Settings(store=store)) as parc:
        before = len(told(parc))
        with pytest.raises(Exception, match=r"khong-co\.txt"):
            parc.remove("khong-co.txt", by=BY)
        assert len(told(parc)) == before


def test_the_command_line_is_told_with_account_and_machine(parc: Parc, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "moi.txt"
    file.write_text("BÁO CÁO\nKết quả cải cách hành chính tỉnh Hà Nam năm 2020\n", encoding="utf-8")
    with ParcSearch.open(settings=Settings(store=store)) as opened:
        before = len(told(opened))
    for arguments in (
        ["ingest", str(file), "--group", "noi-vu"],
        ["tasks", "--xlsx", str(tmp_path / "t.xlsx")],
        ["targets", "--csv"],
        ["remove", "moi.txt", "--now"],
    ):
        ended = parc(*arguments, "--store", store)
        assert ended.code == 0, ended.err
    with ParcSearch.open(settings=Settings(store=store)) as opened:
        written = told(opened)[before:]
    assert [(act.act, act.sources, dict(act.kept_for)) for act in written] == [
        ("ingested", ("moi.txt",), {"moi.txt": ("noi-vu",)}),
        ("exported", (), {}),
        ("exported", (), {}),
        ("removed", ("moi.txt",), {"moi.txt": ("noi-vu",)}),
    ]
    assert {act.by for act in written} == {command_line_user()}
