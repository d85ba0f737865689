"""The rows of the speed record."""

from pathlib import Path

from eval.benchmarks.ingest_time import PagedTimes, paged_times
from eval.benchmarks.speed import paged_measures


def test_paged_documents_are_told_in_pages_a_second_and_by_what_each_stage_takes_of_a_page() -> None:
    times = PagedTimes(documents=2, pages=50, reread=0, whole_s=20.0, stages_s={"read": 1.0, "repair": 4.0})
    assert list(paged_measures(times)) == [
        {
            "what": "ingest of 2 PDFs, 50 pages",
            "number": 2.5,
            "unit": "pages/s",
            "value": "2.5 pages/s",
            "beside": "20 s in all",
        },
        {"what": "of a page of PDF, read, one process", "number": 20.0, "unit": "ms", "value": "20.0 ms"},
        {"what": "of a page of PDF, repair, one process", "number": 80.0, "unit": "ms", "value": "80.0 ms"},
    ]


def test_pages_that_were_read_from_pictures_are_told() -> None:
    times = PagedTimes(documents=1, pages=10, reread=3, whole_s=5.0, stages_s={})
    assert next(paged_measures(times))["beside"] == "5 s in all, 3 pages read from their pictures"


def test_where_there_are_no_pdfs_nothing_is_measured(tmp_path: Path) -> None:
    assert paged_times(tmp_path / "nowhere", tmp_path) is None
