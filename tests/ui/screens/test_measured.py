"""What the records of evaluation say, as the app states it."""

from pathlib import Path

from eval.metrics.ranking import Ratio
from eval.records.files import write_record
from eval.records.record import Case, Record, Run
from parc_search.ui import messages
from parc_search.ui.screens.about import RESULTS, Measure, newest


def write(folder: Path, code: str, finished_at: str, share: float) -> None:
    """As the evaluation writes it, so that the format has one meaning."""
    scores = [Case(id=str(n), groups={}, scores={"answer": Ratio(float(n < 96 * share), 1.0)}) for n in range(96)]
    wrong = [Case(id="0", groups={}, scores={"answer": Ratio(0.0, 1.0)})]
    runs = (
        Run(suite="questions", system="PARC Search", cases=tuple(scores)),
        Run(suite="questions", system="BM25", cases=tuple(wrong)),
    )
    machine = {"processor": "Test", "cores": 2}
    write_record(
        Record(what="dev", code=code, finished_at=finished_at, provenance={"machine": machine}, runs=runs), folder
    )


def test_the_newest_record_is_shown_and_only_of_this_program(tmp_path: Path) -> None:
    write(tmp_path, "b" * 12, "2026-01-01T00:00:00+00:00", 0.25)
    write(tmp_path, "a" * 12, "2026-02-01T00:00:00+00:00", 0.5)
    found = newest(tmp_path)
    assert found is not None
    assert found.measures == (Measure(label="Câu trả lời ngắn đúng", share=0.5, count=96),)


def test_without_records_nothing_is_stated(tmp_path: Path) -> None:
    assert newest(tmp_path) is None


def test_the_records_of_this_checkout_have_every_measure_that_is_named() -> None:
    found = newest(RESULTS)
    assert found is not None
    assert [measure.label for measure in found.measures] == [label for _, _, label in messages.MEASURES]
