"""Hostile and broken input through the command line: one clear line each, and the store as it was."""

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from parc_search import messages
from tests.conftest import DECISION, Parc, content_of

VIETNAMESE_LETTER = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"

PROBLEM, SOME_FAILED = 1, 3


def pdf_bytes(*, password: str | None = None) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(20):
        writer.add_blank_page(width=595, height=842)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


BROKEN_FILES = {
    "rong.txt": b"",
    "trang.txt": b" \n\t\n",
    "nhi-phan.txt": bytes(range(256)) * 40,
    "anh-doi-ten.txt": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "cut-nua.pdf": pdf_bytes()[: len(pdf_bytes()) // 2],
    "co-mat-khau.pdf": pdf_bytes(password="bí mật"),
    "gia-pdf.pdf": b"%PDF-1.7\n" + b"x" * 500,
    "100-mb.txt": "Kế hoạch cải cách hành chính. ".encode() * (100_000_000 // 38),
}


def assert_one_clear_line(said: str, *names: str) -> None:
    """One line that a clerk can read and act upon, and nothing of Python's."""
    assert "Traceback" not in said
    lines = said.splitlines()
    assert len(lines) == 1, said
    assert VIETNAMESE_LETTER.search(lines[0]), said
    assert all(name in lines[0] for name in names), said


def without_progress(said: str) -> str:
    """What an ingestion said in whole sentences, less the steps that it announced."""
    indexing = messages.INDEXING.split("{")[0]
    return "\n".join(line for line in said.splitlines() if line.endswith(".") and not line.startswith(indexing))


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_a_broken_file_is_named_in_one_line_and_changes_nothing(
    name: str, parc: Parc, small_store: Path, tmp_path: Path
) -> None:
    before = content_of(small_store)
    (tmp_path / name).write_bytes(BROKEN_FILES[name])
    ended = parc("ingest", tmp_path / name, "--store", small_store)
    assert ended.code == PROBLEM
    assert_one_clear_line(without_progress(ended.err), name)
    assert content_of(small_store) == before


def test_a_missing_path_is_named_in_one_line(parc: Parc, small_store: Path, tmp_path: Path) -> None:
    before = content_of(small_store)
    ended = parc("ingest", tmp_path / "khong-co.txt", "--store", small_store)
    assert ended.code == PROBLEM
    assert_one_clear_line(without_progress(ended.err), "khong-co.txt")
    assert content_of(small_store) == before


def test_the_good_files_of_a_batch_are_kept_and_the_broken_ones_named(parc: Parc, tmp_path: Path) -> None:
    batch = tmp_path / "batch"
    batch.mkdir()
    (batch / "tot.txt").write_text(DECISION, encoding="utf-8")
    (batch / "rong.txt").write_bytes(b"")
    ended = parc("ingest", batch, "--store", tmp_path / "store")
    assert ended.code == SOME_FAILED
    assert "rong.txt" in ended.err
    sources = json.loads(parc("sources", "--json", "--store", tmp_path / "store").out)
    assert [source["source"] for source in sources] == ["tot.txt"]


@pytest.mark.parametrize(
    "question",
    ["", "   \n", "?!… — 。", "cải cách " * 1_112],
    ids=["empty", "blank", "punctuation", "10,000 characters"],
)
def test_a_question_that_is_none_is_refused_in_one_line(question: str, parc: Parc, small_store: Path) -> None:
    before = content_of(small_store)
    ended = parc("ask", question, "--store", small_store)
    assert ended.code == PROBLEM
    assert ended.out == ""
    assert_one_clear_line(ended.err)
    assert content_of(small_store) == before


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", QUESTION),
        "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in QUESTION),
        QUESTION.replace(" ", "\u00a0"),
        f"  {QUESTION}\n",
    ],
    ids=["NFD", "full width", "no-break spaces", "padded"],
)
def test_other_ways_of_typing_a_question_get_the_same_answer(typed: str, parc: Parc, small_store: Path) -> None:
    answers = [json.loads(parc("ask", text, "--json", "--store", small_store).out) for text in (QUESTION, typed)]
    plain, other = ([answer[name] for name in ("status", "answer", "citations")] for answer in answers)
    assert other == plain
    assert plain[:2] == ["answered", "Sở Nội vụ"]


def test_an_unknown_source_is_named_in_one_line(parc: Parc, small_store: Path) -> None:
    before = content_of(small_store)
    for command in ("show", "remove"):
        ended = parc(command, "khong-co.txt", "--store", small_store)
        assert ended.code == PROBLEM
        assert_one_clear_line(ended.err, "khong-co.txt")
    assert content_of(small_store) == before


def test_an_unknown_option_is_a_usage_error(parc: Parc) -> None:
    assert parc("ask", "x", "--khong-co").code == 2
