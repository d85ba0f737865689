"""Records keep what was measured, and two of them compare case by case."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics.ranking import Ratio
from eval.records.compare import comparison_text, differences
from eval.records.files import latest_record, read_record, write_record
from eval.records.record import Case, Failure, Record, Run
from eval.records.table import results_page, results_text

YES, NO = Ratio(1.0, 1.0), Ratio(0.0, 1.0)


def case(id: str, type: str, **scores: Ratio) -> Case:
    return Case(id=id, groups={"type": type}, scores=scores)


def record(*runs: Run, code: str = "c" * 64, finished_at: str = "2026-01-01T00:00:00+00:00") -> Record:
    machine = {"processor": "Test", "cores": 2}
    return Record(what="dev", code=code, finished_at=finished_at, provenance={"machine": machine}, runs=runs)


def run(*cases: Case, suite: str = "questions", system: str = "PARC Search") -> Run:
    return Run(suite=suite, system=system, cases=cases)


def test_a_summary_has_the_totals_of_all_cases_and_of_each_category() -> None:
    scored = run(case("1", "agency", answer=YES), case("2", "agency", answer=NO), case("3", "list", SER=Ratio(1, 4)))
    assert scored.summary() == {
        "all": {"answer": Ratio(1.0, 2.0), "SER": Ratio(1, 4)},
        "type agency": {"answer": Ratio(1.0, 2.0)},
        "type list": {"SER": Ratio(1, 4)},
    }


ratios = st.builds(Ratio, st.floats(0, 1), st.integers(1, 99).map(float))
cases = st.builds(
    Case,
    id=st.text(max_size=5),
    groups=st.dictionaries(st.sampled_from(["type", "style"]), st.sampled_from(["x", "quá hạn"])),
    scores=st.dictionaries(st.sampled_from(["hit@1", "SER"]), ratios),
)


@settings(deadline=None)  # it writes files
@given(st.lists(st.lists(cases, max_size=3), max_size=3))
def test_a_record_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[Case]]
) -> None:
    folder = tmp_path_factory.mktemp("record")
    failures = (Failure(id="q", reason="đứt"),)
    kept = record(*(Run(suite="questions", system="x", cases=tuple(some), failures=failures) for some in runs))
    assert read_record(write_record(kept, folder)) == kept


def test_a_record_is_named_for_what_it_measured_and_the_code_that_was_measured(tmp_path: Path) -> None:
    assert write_record(record(code="0123456789abcdef"), tmp_path).name == "dev-0123456789ab.json"


def test_the_latest_record_is_the_one_that_was_finished_last(tmp_path: Path) -> None:
    old, new = record(code="b" * 64), record(code="a" * 64, finished_at="2026-01-02T00:00:00+00:00")
    for kept in (new, old):
        write_record(kept, tmp_path)
    assert latest_record(tmp_path, "dev") == new
    assert latest_record(tmp_path, "speed") is None


def test_cases_are_kept_of_the_record_that_was_finished_last_and_totals_of_all(tmp_path: Path) -> None:
    scored = run(case("1", "agency", answer=YES), case("2", "agency", answer=NO))
    old, new = record(scored, code="b" * 64), record(scored, code="a" * 64, finished_at="2026-01-02T00:00:00+00:00")
    for kept in (old, new, old):
        write_record(kept, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "dev-aaaaaaaaaaaa.cases.json.xz",
        "dev-aaaaaaaaaaaa.json",
        "dev-bbbbbbbbbbbb.json",
    ]
    (read_back,) = read_record(tmp_path / "dev-bbbbbbbbbbbb.json").runs
    assert (read_back.cases, read_back.summary()) == ((), {"all": {"answer": Ratio(1.0, 2.0)}})


def test_records_of_which_one_kept_no_cases_are_compared_by_their_totals(tmp_path: Path) -> None:
    old = record(run(case("1", "agency", answer=NO), case("2", "agency", answer=YES)), code="b" * 64)
    new = record(run(case("1", "agency", answer=YES), case("2", "agency", answer=YES)), finished_at="2026-01-02")
    paths = [write_record(kept, tmp_path) for kept in (old, new)]
    rows = list(differences(*map(read_record, paths), system="PARC Search"))
    assert comparison_text(rows).splitlines()[1].split() == [
        *("questions", "all", "answer", "2", "0.500", "1.000", "+0.500", "–", "–", "–"),
    ]


def test_a_comparison_pairs_cases_and_leaves_out_those_that_only_one_record_has() -> None:
    before = record(
        run(case("1", "agency", answer=NO), case("2", "agency", answer=YES), case("3", "agency", answer=NO))
    )
    after = record(
        run(case("1", "agency", answer=YES), case("2", "agency", answer=YES), case("4", "agency", answer=YES))
    )
    whole = next(differences(before, after, system="PARC Search"))
    assert (whole.category, whole.metric, whole.n) == ("all", "answer", 2)
    assert (whole.before, whole.after, whole.better, whole.worse) == (0.5, 1.0, 1, 0)


def test_fewer_wrong_syllables_are_better() -> None:
    before, after = record(run(case("1", "x", SER=Ratio(3, 10)))), record(run(case("1", "x", SER=Ratio(1, 10))))
    change = next(differences(before, after, system="PARC Search"))
    assert (change.better, change.worse) == (1, 0)


def test_the_sign_test_counts_both_tails() -> None:
    before = record(run(*(case(str(n), "x", answer=NO) for n in range(5))))
    after = record(run(*(case(str(n), "x", answer=YES) for n in range(5))))
    # five of five one way: 2 * 1/32
    assert next(differences(before, after, system="PARC Search")).chance == 0.0625
    assert next(differences(before, before, system="PARC Search")).chance == 1.0


def test_a_comparison_says_when_nothing_changed() -> None:
    same = record(run(case("1", "x", answer=YES)))
    rows = list(differences(same, same, system="PARC Search"))
    assert comparison_text(rows).splitlines()[1:] == ["no case changed"]


def test_the_table_has_a_row_for_each_system_with_its_n_and_its_failures(tmp_path: Path) -> None:
    ours = Run(
        suite="repair",
        system="PARC Search",
        cases=(case("1", "x", SER=Ratio(1, 8)), case("2", "x", SER=Ratio(1, 8))),
        failures=(Failure(id="2", reason="no text came"),),
    )
    missing = Run(suite="repair", system="pyvi", cases=(), failures=(Failure(id="pyvi", reason="not installed"),))
    write_record(record(ours, missing), tmp_path)
    text = results_text(tmp_path)
    assert "| system | n | failed | SER |\n| --- | ---: | ---: | ---: |\n| PARC Search | 2 | 1 | 0.125 |" in text
    assert "pyvi: not installed" in text


def test_the_page_says_where_there_are_no_results_yet(tmp_path: Path) -> None:
    assert results_page(tmp_path).splitlines()[-1] == "No results yet: `make eval`."
