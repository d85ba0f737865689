"""Whoever acts is asked each time: what may be written about a row, by whom, and that it is on record."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.documents import Task
from ingest.errors import NotAllowed, UsageError
from parc_search.access import MANAGER, READER, Person
from parc_search.documents.task_book import MAX_NOTE_CHARS
from parc_search.documents.task_rows import DONE, TaskRow
from parc_search.evidence.acts import acts
from parc_search.search import ParcSearch
from parc_search.settings import Settings

SOURCE = "ke-hoach.txt"
CLERK = Person(address="an@tinh.gov.vn", roles=frozenset({READER}), groups=frozenset())
OTHER = Person(address="binh@tinh.gov.vn", roles=frozenset({READER}), groups=frozenset())
KEEPER = Person(address="vanthu@tinh.gov.vn", roles=frozenset({MANAGER}), groups=None)


@pytest.fixture
def parc(small_store: Path, tmp_path: Path) -> Iterator[ParcSearch]:
    shutil.copytree(small_store, tmp_path / "store")
    with ParcSearch.open(settings=Settings(store=tmp_path / "store")) as opened:
        yield opened


def first(parc: ParcSearch) -> TaskRow:
    return parc.task_book.register(None).rows[0]


def test_a_state_is_set_by_a_reader_and_is_in_the_audit_with_who_and_what(parc: ParcSearch) -> None:
    key = first(parc).key
    parc.task_book.set_state(lambda: CLERK, SOURCE, key, DONE)
    row = first(parc)
    assert (row.followed.state, row.followed.by) == (DONE, CLERK.address)
    [act] = acts(parc.store.audit_records())
    assert (act.act, act.by, act.sources) == ("task-state", CLERK.address, (SOURCE,))
    assert act.what == {"row": key, "was": "todo", "now": "done"}
    parc.task_book.set_state(lambda: CLERK, SOURCE, key, DONE)
    assert len(acts(parc.store.audit_records())) == 1


@pytest.mark.parametrize("person", [None, Person(), Person(address="x@y.vn")], ids=["nobody", "no role", "stranger"])
def test_nobody_without_a_role_writes_anything(parc: ParcSearch, person: Person | None) -> None:
    key = first(parc).key
    for act in (
        lambda: parc.task_book.set_state(lambda: person, SOURCE, key, DONE),
        lambda: parc.task_book.add_note(lambda: person, SOURCE, key, "x"),
        lambda: parc.task_book.withdraw_note(lambda: person, SOURCE, key, 1),
        lambda: parc.task_book.correct(lambda: person, SOURCE, key, {"task": "x"}),
        lambda: parc.task_book.carry_over(lambda: person, SOURCE, "old", key),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert parc.store.ledger.entries() == ()


def test_a_row_of_a_document_kept_for_others_is_not_there(parc: ParcSearch) -> None:
    key = first(parc).key
    parc.restrict(SOURCE, ["tai-chinh"])
    assert parc.task_book.register(CLERK.groups).rows == ()
    with pytest.raises(NotAllowed):
        parc.task_book.set_state(lambda: CLERK, SOURCE, key, DONE)
    assert parc.store.ledger.entries() == ()


def test_fields_are_corrected_by_a_manager_alone_and_what_was_read_stays(parc: ParcSearch) -> None:
    row = first(parc)
    with pytest.raises(NotAllowed, match="quản lý văn bản"):
        parc.task_book.correct(lambda: CLERK, SOURCE, row.key, {"lead": ["Sở Y tế"]})
    parc.task_book.correct(lambda: KEEPER, SOURCE, row.key, {"lead": ["Sở Y tế"]})
    now = first(parc)
    assert (now.task.lead, now.read, now.key) == (("Sở Y tế",), row.read, row.key)
    assert parc.tasks()[0] == row.read
    parc.task_book.correct(lambda: KEEPER, SOURCE, row.key, {})
    assert first(parc).task == row.read
    with pytest.raises(UsageError):
        parc.task_book.correct(lambda: KEEPER, SOURCE, row.key, {"confidence": 1})
    with pytest.raises(UsageError):
        parc.task_book.correct(lambda: KEEPER, SOURCE, row.key, {"task": ""})


def test_a_note_is_taken_back_by_who_wrote_it_or_a_manager(parc: ParcSearch) -> None:
    key = first(parc).key
    for text in ("", " \n", "x" * (MAX_NOTE_CHARS + 1)):
        with pytest.raises(UsageError):
            parc.task_book.add_note(lambda: CLERK, SOURCE, key, text)
    parc.task_book.add_note(lambda: CLERK, SOURCE, key, " Đã gửi báo cáo ")
    [note] = first(parc).followed.notes
    assert (note.text, note.by) == ("Đã gửi báo cáo", CLERK.address)
    with pytest.raises(NotAllowed):
        parc.task_book.withdraw_note(lambda: OTHER, SOURCE, key, note.position)
    parc.task_book.withdraw_note(lambda: CLERK, SOURCE, key, note.position)
    assert first(parc).followed.notes == ()


def test_a_history_whose_row_is_read_no_more_is_carried_over_by_a_manager(parc: ParcSearch, tmp_path: Path) -> None:
    row = first(parc)
    parc.task_book.set_state(lambda: CLERK, SOURCE, row.key, DONE)
    changed = tmp_path / SOURCE
    words = " ".join(row.read.task.split())[:12]
    text = parc.store.source_text(SOURCE)
    assert "cải cách hành chính tại" in text
    changed.write_text(text.replace("cải cách hành chính tại", "kỷ luật, cải cách tại"), encoding="utf-8")
    parc.ingest([changed], replace=True)
    register = parc.task_book.register(None)
    [gone] = register.gone
    assert gone.key == row.key
    assert gone.words.startswith(words)
    assert {shown.followed.state for shown in register.rows} == {"todo"}
    target = register.rows[0]
    with pytest.raises(NotAllowed):
        parc.task_book.carry_over(lambda: CLERK, SOURCE, gone.key, target.key)
    parc.task_book.carry_over(lambda: KEEPER, SOURCE, gone.key, target.key)
    register = parc.task_book.register(None)
    assert (register.gone, register.rows[0].followed.state, register.rows[0].of_another_file) == ((), DONE, True)


def test_the_register_is_put_together_once_for_a_state_of_the_store(
    parc: ParcSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []
    whole = parc.store.tasks

    def counted(source: str | None = None) -> tuple[Task, ...]:
        seen.append(source)
        return whole(source)

    monkeypatch.setattr(parc.store, "tasks", counted)
    one = parc.task_book.register(None)
    assert parc.task_book.register(None) is one
    parc.task_book.set_state(lambda: KEEPER, SOURCE, one.rows[0].key, DONE)
    assert parc.task_book.register(None) is not one
    assert seen == [None]
