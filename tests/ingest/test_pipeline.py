from pathlib import Path

import pytest

from ingest.documents import IngestedDocument
from ingest.errors import PathNotFound
from ingest.pipeline import Failure, Unchanged, ingest_file, ingest_paths
from ingest.repaired_text import RepairedText

PLAN = "KẾ HOẠCH\nCải cách hành chính tỉnh Lào Cai năm 2023\n\nI. MỤC TIÊU\n- 100% hồ sơ đúng hạn.\n"


class NoRepair:
    """A repairer that finds nothing to repair."""

    def repair(self, text: str) -> RepairedText:
        return RepairedText(text)


class Tripping:
    """A repairer that meets damage in texts with a certain word."""

    def repair(self, text: str) -> RepairedText:
        if "hỏng" in text:
            raise ValueError("edits overlap")
        return RepairedText(text)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def summary(results: list[IngestedDocument | Failure | Unchanged]) -> list[str]:
    names = []
    for result in results:
        if isinstance(result, IngestedDocument):
            names.append(f"+ {result.document.source}")
        elif isinstance(result, Unchanged):
            names.append(f"= {result.source}")
        else:
            names.append(f"! {result.path.name}")
    return names


def test_a_file_becomes_a_document_with_its_passages(tmp_path: Path) -> None:
    stages: list[str] = []
    item = ingest_file(written(tmp_path, "a.txt", PLAN), NoRepair(), report=stages.append)
    assert item.document.metadata.title == "Kế hoạch cải cách hành chính tỉnh Lào Cai năm 2023"
    assert [passage.text for passage in item.passages][-1] == "- 100% hồ sơ đúng hạn."
    assert stages == ["read", "repair", "structure", "chunk", "register"]


def test_a_file_fills_the_registers(tmp_path: Path) -> None:
    text = PLAN + "\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Tư pháp\n- Chủ trì rà soát văn bản quy phạm pháp luật.\n"
    item = ingest_file(written(tmp_path, "a.txt", text), NoRepair())
    assert [(task.lead, text[task.task_span.start : task.task_span.end]) for task in item.tasks] == [
        (("Sở Tư pháp",), "Chủ trì rà soát văn bản quy phạm pháp luật.")
    ]
    assert [(target.value, target.unit) for target in item.targets] == [("100%", "%")]


def test_a_missing_file_raises_for_one_and_is_a_failure_in_a_batch(tmp_path: Path) -> None:
    missing = tmp_path / "khong-co.txt"
    with pytest.raises(PathNotFound):
        ingest_file(missing, NoRepair())
    (failure,) = ingest_paths([missing], NoRepair())
    assert isinstance(failure, Failure)
    assert "khong-co.txt" in failure.reason


def test_a_folder_is_walked_in_order_and_a_broken_file_stops_nothing(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", PLAN + "- b.\n")
    written(tmp_path, "a.txt", PLAN)
    written(tmp_path, "con/c.txt", PLAN + "- c.\n")
    written(tmp_path, ".an.txt", PLAN)
    written(tmp_path, ".git/d.txt", PLAN)
    written(tmp_path, "~$a.txt", PLAN)
    (tmp_path / "aa.txt").touch()
    assert summary(list(ingest_paths([tmp_path], NoRepair()))) == ["+ a.txt", "! aa.txt", "+ b.txt", "+ c.txt"]


def test_damage_found_late_is_a_failure_of_that_file_alone(tmp_path: Path) -> None:
    paths = [written(tmp_path, "a.txt", "hỏng"), written(tmp_path, "b.txt", PLAN)]
    results = list(ingest_paths(paths, Tripping()))
    assert summary(results) == ["! a.txt", "+ b.txt"]


def test_known_content_is_unchanged_under_any_name(tmp_path: Path) -> None:
    first = written(tmp_path, "a.txt", PLAN)
    (item,) = ingest_paths([first], NoRepair())
    assert isinstance(item, IngestedDocument)
    known = {item.document.source: item.document.raw.content_hash}
    copy = written(tmp_path, "ban-sao.txt", PLAN)
    assert summary(list(ingest_paths([first, copy], NoRepair(), known=known))) == ["= a.txt", "= a.txt"]
    written(tmp_path, "a.txt", PLAN + "- thêm.\n")
    assert summary(list(ingest_paths([first], NoRepair(), known=known))) == ["+ a.txt"]


def test_two_files_of_one_name_get_a_number(tmp_path: Path) -> None:
    written(tmp_path, "x/a.txt", PLAN)
    written(tmp_path, "y/a.txt", PLAN + "- y.\n")
    assert summary(list(ingest_paths([tmp_path], NoRepair()))) == ["+ a.txt", "+ a (2).txt"]


@pytest.mark.parametrize("known_one", ["x", "y"])
def test_a_new_file_never_takes_the_name_of_an_unchanged_one(tmp_path: Path, known_one: str) -> None:
    first = written(tmp_path, f"{known_one}/a.txt", PLAN)
    (item,) = ingest_paths([first], NoRepair())
    assert isinstance(item, IngestedDocument)
    known = {item.document.source: item.document.raw.content_hash}
    written(tmp_path, "y/a.txt" if known_one == "x" else "x/a.txt", PLAN + "- thêm.\n")
    assert sorted(summary(list(ingest_paths([tmp_path], NoRepair(), known=known)))) == ["+ a (2).txt", "= a.txt"]


def test_progress_names_file_stage_and_count(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", PLAN)
    heard: list[tuple[str, str, int, int]] = []
    list(ingest_paths([path], NoRepair(), report=lambda p, s, done, total: heard.append((p.name, s, done, total))))
    stages = ["read", "repair", "structure", "chunk", "register"]
    assert heard == [("a.txt", stage, 0, 1) for stage in stages] + [("a.txt", "done", 1, 1)]
