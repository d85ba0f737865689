from pathlib import Path

import pytest

from eval.benchmarks.damage import Endured
from eval.datasets.synthetic_tables import made_table
from eval.metrics.ranking import Ratio
from eval.records.files import write_record
from eval.records.reading_record import born_digital_pages_a_second, damage_record, damage_told
from eval.records.record import Case, Record, Run
from eval.records.table import results_text
from eval.suites.tables import KINDS, score_made_tables


def endured(name: str, outcome: str, worked: float, fault: str | None = None) -> Endured:
    return Endured(name=name, outcome=outcome, seconds=2 * worked, worked=worked, fault=fault)


def test_damaged_files_are_told_in_one_line() -> None:
    results = [
        endured("a.pdf", "read 2 pages", 0.5),
        endured("b.pdf", "UnreadableFile: …", 3.25),
        endured("c.pdf", "ValueError()", 0.1, "crash"),
    ]
    assert damage_told(results) == (
        "1 read, 2 refused in one line, 1 failures; the slowest took 3.2 s of a processor (b.pdf)"
    )


def test_tables_that_are_known_are_scored_without_an_engine_as_far_as_they_are_no_scans() -> None:
    run = score_made_tables(None, system="ours", seeds=(0,))
    assert [case.id for case in run.cases] == [f"{kind.name}-0" for kind in KINDS if not kind.scanned]
    totals = run.summary()
    assert totals["table ruled"]["cell text"].value == totals["table ruled"]["cell box"].value == 1.0
    assert totals["table without rules"]["cell text"].value >= 0.98


def test_the_tables_show_totals_of_reading_and_damage_and_each_file(tmp_path: Path) -> None:
    measures = (
        {"what": "a.pdf", "value": "2 pages, 0 sent to OCR", "kind": "decision"},
        {"what": "born-digital pages read, 2 cores", "value": "321 pages/s", "kind": "total"},
    )
    case = Case(id="ruled-0", groups={"table": "ruled"}, scores={"cell box": Ratio(3.0, 4.0)})
    run = Run(suite="made tables", system="ours", cases=(case,))
    record = Record(what="reading", code="0" * 64, finished_at="1", provenance={}, runs=(run,), measures=measures)
    write_record(record, tmp_path)
    write_record(damage_record("PDFs", [endured("a.pdf", "read 2 pages", 0.5)]), tmp_path)
    text = results_text(tmp_path)
    assert "| born-digital pages read, 2 cores | 321 pages/s |\n| 1 damaged PDFs | 1 read, 0 refused" in text
    assert "| table ruled | 0.7500 |" in text
    assert text.endswith("| file | what is decided |\n| --- | ---: |\n| a.pdf | 2 pages, 0 sent to OCR |")


@pytest.mark.slow
def test_only_pdfs_with_their_text_beside_them_are_timed(tmp_path: Path) -> None:
    content, _ = made_table(40, ruled=True, seed=0)
    for name in ("a", "b", "scan"):
        (tmp_path / f"{name}.pdf").write_bytes(content)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 cut")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("", encoding="utf-8")
    assert born_digital_pages_a_second(tmp_path) > 0
