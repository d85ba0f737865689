"""What the records of evaluation say, as the app states it."""

import json
from pathlib import Path

from parc_search.ui import messages
from parc_search.ui.screens.about import RESULTS, Measure, newest


def write(folder: Path, name: str, finished_at: str, share: str) -> None:
    runs = [
        {"suite": "questions", "system": "PARC Search", "summary": {"all": {"answer": f"{share} of 96"}}},
        {"suite": "questions", "system": "BM25", "summary": {"all": {"answer": "0.9000 of 96"}}},
    ]
    record = {"finished_at": finished_at, "runs": runs}
    (folder / name).write_text(json.dumps(record), encoding="utf-8")


def test_the_newest_record_is_shown_and_only_of_this_program(tmp_path: Path) -> None:
    write(tmp_path, "dev-b.json", "2026-01-01T00:00:00+00:00", "0.2500")
    write(tmp_path, "dev-a.json", "2026-02-01T00:00:00+00:00", "0.5000")
    found = newest(tmp_path)
    assert found is not None
    assert found.measures == (Measure(label="Câu trả lời ngắn đúng", share=0.5, count=96),)


def test_without_records_nothing_is_stated(tmp_path: Path) -> None:
    assert newest(tmp_path) is None


def test_the_records_of_this_checkout_have_every_measure_that_is_named() -> None:
    found = newest(RESULTS)
    assert found is not None
    assert [measure.label for measure in found.measures] == [label for _, _, label in messages.MEASURES]
