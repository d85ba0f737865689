"""A row is found again by its own words, and what was written about it never passes to another row in silence."""

from datetime import date

from index.store.task_ledger import CORRECTED, MOVED, NOTE, STATE, WITHDRAWN, LedgerEntry
from ingest.documents import Span, Task
from parc_search.documents.task_rows import (
    DOING,
    DONE,
    OVERDUE,
    TO_DO,
    TaskRow,
    by_urgency,
    followed_by_key,
    gone_rows,
    keys_of,
    task_rows,
)

TODAY = date(2024, 6, 15)
HASHES = {"a.txt": "first"}


def task(words: str = "Kiểm tra cải cách hành chính", start: int = 0, **fields: object) -> Task:
    given: dict[str, object] = {
        "id": f"{words}-{start}", "source": "a.txt", "part": "body", "group": "II.1", "task": words,
        "task_span": Span(start=start, end=start + len(words)), "lead": ("Sở Nội vụ",), "confidence": 0.98,
    }  # fmt: skip
    return Task(**{**given, **fields})  # type: ignore[arg-type]


def entry(
    key: str, kind: str = STATE, value: str = DONE, position: int = 1, content_hash: str = "first"
) -> LedgerEntry:
    return LedgerEntry(
        source="a.txt", key=key, kind=kind, value=value, words="Kiểm tra", content_hash=content_hash,
        by="an@tinh.gov.vn", at=f"2024-06-0{position}T08:00:00+00:00", position=position,
    )  # fmt: skip


def rows_of(tasks: list[Task], entries: list[LedgerEntry]) -> tuple[TaskRow, ...]:
    return task_rows(tasks, followed_by_key(entries), hashes=HASHES, last_years={}, today=TODAY)


def test_a_row_keeps_its_key_when_its_place_its_marks_and_its_blanks_are_read_otherwise() -> None:
    [key] = keys_of([task()])
    assert keys_of([task("Kiem tra cải\ncách  hành chính;", start=70, group="II.2", confidence=0.5)]) == (key,)


def test_another_task_agency_or_deadline_is_another_row() -> None:
    tasks = [task(), task("Báo cáo"), task(lead=("Sở Tài chính",)), task(deadline="31/12/2024")]
    assert len(set(keys_of(tasks))) == 4


def test_of_equal_rows_none_keeps_its_key_when_one_of_them_goes() -> None:
    three = keys_of([task(start=0), task(start=90), task(start=180)])
    two = keys_of([task(start=0), task(start=90)])
    assert len(set(three)) == 3
    assert set(three).isdisjoint(two)
    assert set(two).isdisjoint(keys_of([task()]))


def test_a_state_survives_a_reading_anew_and_a_row_that_is_gone_keeps_its_history_apart() -> None:
    kept, lost = task(), task("Báo cáo kết quả")
    entries = [entry(keys_of([kept])[0]), entry(keys_of([lost])[0], NOTE, "Đã gửi", 2)]
    rows = rows_of([task("Kiểm tra cải cách hành chính", start=400)], entries)
    assert [(row.followed.state, row.followed.by) for row in rows] == [(DONE, "an@tinh.gov.vn")]
    [gone] = gone_rows(rows, followed_by_key(entries), ["a.txt"])
    assert (gone.source, gone.words, [note.text for note in gone.followed.notes]) == ("a.txt", "Kiểm tra", ["Đã gửi"])
    assert gone_rows(rows, followed_by_key(entries), ["khac.txt"]) == ()


def test_a_state_of_an_earlier_file_of_the_document_says_so() -> None:
    [key] = keys_of([task()])
    assert [row.of_another_file for row in rows_of([task()], [entry(key)])] == [False]
    assert [row.of_another_file for row in rows_of([task()], [entry(key, content_hash="older")])] == [True]


def test_a_history_is_carried_to_the_row_that_somebody_named() -> None:
    old, new = keys_of([task("Báo cao")])[0], keys_of([task("Báo cáo tháng")])[0]
    entries = [entry(old), entry(new, MOVED, old, 2)]
    [row] = rows_of([task("Báo cáo tháng")], entries)
    assert (row.followed.state, len(row.followed.entries)) == (DONE, 2)
    assert gone_rows([row], followed_by_key(entries), ["a.txt"]) == ()


def test_a_state_is_overdue_only_while_the_work_is_not_done() -> None:
    late = task(deadline_date=date(2024, 6, 14))
    [key] = keys_of([late])
    for value, shown in ((TO_DO, OVERDUE), (DOING, OVERDUE), (DONE, DONE)):
        [row] = rows_of([late], [entry(key, value=value)])
        assert row.state_on(TODAY) == shown
    [due_today] = rows_of([task(deadline_date=TODAY)], [])
    assert due_today.state_on(TODAY) == TO_DO


def test_a_recurring_task_that_was_done_is_to_be_done_anew_when_its_day_has_passed() -> None:
    quarterly = task(deadline="hàng quý", recurrence="quarter")
    [key] = keys_of([quarterly])
    done = followed_by_key([entry(key)])  # on the first of June
    for today, state, due in (
        (date(2024, 6, 30), DONE, date(2024, 6, 30)),
        (date(2024, 7, 1), TO_DO, date(2024, 9, 30)),
    ):
        [row] = task_rows([quarterly], done, hashes=HASHES, last_years={}, today=today)
        assert (row.followed.state, row.due) == (state, due)


def test_a_corrected_field_is_laid_over_what_was_read_and_taken_back_by_an_empty_correction() -> None:
    [key] = keys_of([task()])
    said = '{"lead": "[\\"Sở Tài chính\\"]", "deadline_date": "\\"2024-07-01\\""}'
    [row] = rows_of([task()], [entry(key, CORRECTED, said)])
    assert (row.task.lead, row.due, row.read.lead) == (("Sở Tài chính",), date(2024, 7, 1), ("Sở Nội vụ",))
    [row] = rows_of([task()], [entry(key, CORRECTED, said), entry(key, CORRECTED, "{}", 2)])
    assert row.task == row.read


def test_a_note_that_was_taken_back_is_shown_no_more_but_stays_in_the_history() -> None:
    [key] = keys_of([task()])
    [row] = rows_of([task()], [entry(key, NOTE, "Nhầm", 1), entry(key, WITHDRAWN, "1", 2)])
    assert (row.followed.notes, len(row.followed.entries)) == ((), 2)


def test_what_comes_next_stands_first_and_what_is_done_last() -> None:
    days = {"xa": date(2025, 1, 1), "gần": date(2024, 6, 20), "vừa qua": date(2024, 6, 1), "lâu": date(2021, 1, 1)}
    tasks = [task(words, deadline_date=day) for words, day in days.items()]
    tasks += [task("không ngày"), task("xong", deadline_date=date(2024, 6, 16))]
    rows = rows_of(tasks, [entry(keys_of(tasks)[-1])])
    ordered = [row.task.task for row in by_urgency(rows, today=TODAY)]
    assert ordered == ["gần", "xa", "vừa qua", "lâu", "không ngày", "xong"]


def test_a_row_that_was_read_with_little_confidence_is_in_doubt_until_somebody_corrected_it() -> None:
    low = task(confidence=0.6)
    [key] = keys_of([low])
    assert [row.is_doubtful for row in rows_of([low, task("Khác")], [])] == [True, False]
    corrected = entry(key, CORRECTED, '{"task": "\\"Kiểm tra\\""}')
    assert [row.is_doubtful for row in rows_of([low], [corrected])] == [False]
