"""Odd names and letters through the command line: one line each, the rest goes on, nothing moves the cursor."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import DECISION, Parc

NO_TEXT = "Có ký tự không thuộc bảng mã UTF-8 trong câu lệnh hay câu hỏi: hãy gõ lại bằng chữ Unicode."


def test_m7_m13_a_folder_of_odd_entries_is_read_and_each_is_named_in_one_line(parc: Parc, tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    (folder / "tot.txt").write_text(DECISION, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.txt")).write_text(DECISION, encoding="utf-8")
    os.mkfifo(folder / "ong")
    (folder / "mat.txt").symlink_to("/etc/passwd")
    ended = parc("ingest", folder, "--store", store)
    assert ended.code == 3
    named = [line for line in ended.err.splitlines() if line.startswith(str(folder))]
    assert [line.removeprefix(f"{folder}/").split(": ")[0] for line in named] == [r"a\udcff.txt", "mat.txt", "ong"]
    assert [source["source"] for source in json.loads(parc("sources", "--json", "--store", store).out)] == ["tot.txt"]
    assert parc("ingest", folder, "--json", "--store", store).code == 3


def test_low_escapes_and_line_ends_in_names_and_titles_reach_no_terminal(parc: Parc, tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    (folder / "a\x1b[31m\nx\u202e.txt").write_text("Một tờ giấy trắng.\n", encoding="utf-8")
    (folder / "rong\x1b]0;x\x07\n.txt").touch()
    said = [parc("ingest", folder, "--store", store), parc("sources", "--store", store)]
    said += [parc("sources", "--json", "--store", store), parc("search", "tờ giấy", "--store", store)]
    assert [ended.code for ended in said] == [3, 0, 0, 0]
    for ended in said:
        assert not set("\x1b\x07\x9b\u202e") & set(ended.out + ended.err)
    assert "a [31m x .txt" in said[1].out
    (refused,) = [line for line in said[0].err.splitlines() if "rỗng" in line]
    assert refused.startswith(f"{folder}/rong\\u001b]0;x\\u0007\\u000a.txt: ")


@pytest.mark.parametrize("command", [("ask",), ("search",), ("show",), ("remove",), ("ask", "câu hỏi", "--source")])
def test_m6_bytes_that_are_no_text_are_refused_in_one_line(
    command: tuple[str, ...], parc: Parc, small_store: Path
) -> None:
    ended = parc(*command, "\udcff chủ trì", "--store", small_store)
    assert (ended.code, ended.out, ended.err) == (1, "", NO_TEXT + "\n")


def test_m6_half_a_letter_in_a_batch_is_named_and_the_rest_is_answered(
    parc: Parc, small_store: Path, tmp_path: Path
) -> None:
    asked, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    lines = [
        '{"id": "1", "question": "Cơ quan nào chủ trì \\ud800?"}',
        '{"id": "2", "question": "Cơ quan nào kiểm tra cải cách hành chính?"}',
    ]
    asked.write_text("\n".join(lines), encoding="utf-8")
    ended = parc("ask", "--batch", asked, "--out", out, "--store", small_store)
    assert ended.code == 3
    assert NO_TEXT in ended.err
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["status"]) for row in rows] == [("1", "not_found"), ("2", "answered")]
    assert rows[0]["reason"] == NO_TEXT
