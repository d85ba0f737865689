"""`tasks` as a working tool: how far a task has come is written down, filtered by, and taken into a calendar."""

import json
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar

from index.store.store import Store
from parc_search import messages
from parc_search.evidence.acts import acts
from tests.conftest import Parc


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_store, tmp_path / "store")
    return tmp_path / "store"


def rows(parc: Parc, store: Path, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(parc("tasks", "--json", "--store", store, *more).out)
    return found


def test_a_state_and_a_note_are_written_on_a_row_and_filtered_by(parc: Parc, store: Path) -> None:
    before = rows(parc, store)
    late = next(row for row in before if row["deadline_date"])
    assert late["state"] == "overdue"
    ended = parc("tasks", "--row", str(late["row"]), "--set-state", "done", "--note", "Đã gửi", "--store", store)
    assert ended.code == 0, ended.err
    [done] = rows(parc, store, "--state", "done")
    assert (done["row"], done["notes"]) == (late["row"], ["Đã gửi"])
    assert str(done["state_by"]).startswith("dòng lệnh: ")
    assert rows(parc, store, "--state", "overdue") == []
    assert len(rows(parc, store)) == len(before)
    listed = parc("tasks", "--csv", "--store", store).out
    assert "xong" in listed


def test_deadlines_that_are_not_done_go_into_a_calendar_file(parc: Parc, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "han.ics"
    assert parc("tasks", "--ics", file, "--store", store).code == 0
    [event] = Calendar.from_ical(file.read_bytes()).events
    assert str(event["summary"]).startswith("Sở Tài chính: ")
    with Store.open(store) as opened:
        [act] = acts(opened.audit_records())
    assert (act.act, act.what) == ("exported", {"what": "tasks", "form": "ics", "rows": "1"})


def test_a_row_without_work_and_work_without_a_row_are_usage_errors(parc: Parc, store: Path) -> None:
    for arguments in (["--row", "x"], ["--note", "x"], ["--set-state", "done"]):
        assert parc("tasks", *arguments, "--store", store).code == 2
    ended = parc("tasks", "--row", "x", "--note", "y", "--store", store)
    assert (ended.code, messages.ROW_UNKNOWN.format(row="x") in ended.err) == (2, True)
