"""The command line of the evaluation."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval import __main__ as command_line
from eval.datasets import alqac
from eval.metrics.ranking import Ratio
from eval.records.files import write_record
from eval.records.provenance import code_hash, hash_files, machine
from eval.records.record import Case, Record, Run
from eval.run import ALONE, BM25, FUSED, OURS, evaluate
from eval.system import SystemFailed, command
from ingest.errors import UsageError


def test_two_records_are_compared_by_their_files(tmp_path: Path) -> None:
    paths = []
    for code, part in (("a" * 64, 0.0), ("b" * 64, 1.0)):
        case = Case(id="1", groups={"type": "agency"}, scores={"answer": Ratio(part, 1.0)})
        run = Run(suite="questions", system="PARC Search", cases=(case,))
        record = Record(what="dev", code=code, finished_at="2026-01-01", provenance={}, runs=(run,))
        (tmp_path / code).mkdir()
        paths.append(str(write_record(record, tmp_path / code)))
    printed = CliRunner().invoke(command_line.main, ["compare", *paths]).stdout.splitlines()
    assert printed[1].split() == ["questions", "all", "answer", "1", "0.000", "1.000", "+1.000", "1", "0", "1.000"]


def test_a_record_that_is_not_there_is_a_usage_error() -> None:
    assert CliRunner().invoke(command_line.main, ["compare", "khong-co.json", "khong-co.json"]).exit_code == 2


def test_an_unknown_part_is_named_with_the_known_ones() -> None:
    with pytest.raises(
        UsageError, match="'nothing'; known: questions, repair, tasks, targets, baselines, ablations, alqac"
    ):
        evaluate(only=["nothing"], say=print)


def test_a_command_that_fails_says_what_the_command_line_said(tmp_path: Path) -> None:
    with pytest.raises(SystemFailed, match=r"show: exit code 1: Chưa có kho dữ liệu"):
        command("show", "khong-co.txt", "--store", tmp_path)


def test_the_hash_of_the_code_follows_its_files_and_not_their_order() -> None:
    files = [Path(command_line.__file__), Path(__file__).parent.parent.parent / "eval" / "run.py"]
    assert hash_files(files) == hash_files(files[::-1]) != hash_files(files[:1])
    assert code_hash() == code_hash()


def test_the_machine_is_described_without_naming_it() -> None:
    assert set(machine()) == {"processor", "cores", "system", "python"}


def test_the_outside_benchmark_is_left_out_with_a_line_where_it_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alqac, "read_laws", lambda: None)
    said: list[str] = []
    assert evaluate(only=["alqac"], say=said.append).runs == ()
    assert said == [f"ALQAC 2022 is not at {alqac.DATA}: left out"]


@pytest.mark.slow
def test_laws_are_asked_by_every_system_in_both_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Điều 1. Phạm vi\n\nLuật này quy định về an ninh mạng.\n\nĐiều 2. Hình phạt\n\nPhạt tù đến ba năm.\n\n"
    places = ((0, ("1/QH", "1")), (text.index("Điều 2"), ("1/QH", "2")))
    asked = alqac.LawQuestion(id="q-1", text="Phạt tù đến mấy năm?", gold=frozenset({("1/QH", "2")}))
    laws = alqac.Laws(texts={"1-QH.txt": text}, articles={"1-QH.txt": places}, questions=(asked,))
    monkeypatch.setattr(alqac, "read_laws", lambda: laws)
    monkeypatch.setattr(alqac, "data_hash", lambda: "d" * 64)
    record = evaluate(only=["alqac"], say=lambda line: None)
    assert [(run.system, run.summary()["all"]["recall@1"].value) for run in record.runs] == [
        (f"{name}, {style}", 1.0) for style in alqac.STYLES for name in (OURS, BM25, ALONE, FUSED)
    ]
    assert record.provenance["alqac"] == "d" * 64


@pytest.mark.evaluation
@pytest.mark.slow
def test_a_filtered_run_prints_its_scores_and_saves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command_line, "RESULTS", tmp_path)
    ended = CliRunner().invoke(command_line.main, ["run", "--only", "repair"])
    assert ended.exit_code == 0
    assert "repair, PARC Search: n=36, failed=0" in ended.stdout
    assert list(tmp_path.iterdir()) == []
    assert json.dumps(ended.stderr).count("not saved") == 1
