"""What the command line does with a store is in the record, with who did it."""

import json
import shutil
from pathlib import Path

import pytest

from index.store.store import Store
from parc_search.evidence.acts import Act, acts, command_line_user
from tests.conftest import Parc


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_store, tmp_path / "store")
    return tmp_path / "store"


def recorded(store: Path) -> list[Act]:
    with Store.open(store) as opened:
        return list(acts(opened.audit_records()))


def askers(store: Path) -> list[str]:
    with Store.open(store) as opened:
        return [json.loads(record.record).get("by", "") for record in opened.audit_records()]


def test_who_asks_at_the_command_line_is_in_the_record(parc: Parc, store: Path, tmp_path: Path) -> None:
    assert parc("ask", "Sở nào chủ trì?", "--store", store).code == 0
    questions = tmp_path / "in.jsonl"
    questions.write_text(json.dumps({"id": 1, "question": "Ai chủ trì?"}) + "\n", encoding="utf-8")
    assert parc("ask", "--batch", questions, "--out", tmp_path / "out.jsonl", "--store", store).code == 0
    assert askers(store) == [command_line_user()] * 3  # two questions and the export of the answers


def test_a_repair_of_the_store_is_in_the_record(parc: Parc, store: Path) -> None:
    assert parc("repair-store", "--store", store).code == 0
    [act] = recorded(store)
    assert (act.act, act.by) == ("repaired", command_line_user())
    assert int(act.what["documents"]) >= 1
