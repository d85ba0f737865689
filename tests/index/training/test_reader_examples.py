"""The reader's examples: where an answer stands, what is read with it, and what says nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from index.training.reader_examples import LONGEST_PASSAGE, Nearest, examples, general, located, stretches

_TEXT = (
    "Điều 1. Sở Nội vụ chủ trì lập báo cáo trước ngày 30 tháng 6.\n"
    "\n"
    "Điều 2. Sở Tài chính bố trí kinh phí lập báo cáo.\n"
    "\n"
    "Điều 3. Ủy ban nhân dân xã lưu hồ sơ.\n"
)


def _row(**changes: Any) -> dict[str, Any]:
    start = _TEXT.index("Sở Nội vụ")
    row = {
        "id": "a-1",
        "question": "cơ quan nào lập báo cáo",
        "type": "agency",
        "answer": "Sở Nội vụ",
        "aliases": [],
        "need": "any",
        "document": "a.txt",
        "twin_of": None,
        "evidence": [{"source": "a.txt", "char_start": start, "char_end": start + 30, "group": 0}],
    }
    return row | changes


@pytest.mark.parametrize(
    ("golds", "text", "found"),
    [
        (["sở nội vụ"], "giao Sở  Nội vụ.", "Sở  Nội vụ"),
        (["so noi vu"], "giao Sở Nội vụ.", "Sở Nội vụ"),
        (["30"], "2030 và 30 ngày", "30"),
        (["30", "30 ngày"], "trong 30 ngày", "30 ngày"),
        (["31"], "30 ngày", None),
        ([" ."], "30 ngày.", None),
    ],
)
def test_an_answer_is_found_as_a_whole_word_whatever_its_case_and_marks(
    golds: list[str], text: str, found: str | None
) -> None:
    span = located(golds, text)
    assert (None if span is None else text[slice(*span)]) == found


def test_stretches_are_whole_lines_that_end_at_an_empty_one() -> None:
    assert [part.text for part in stretches("a\nb\n\nc\n")] == ["a\nb\n", "\nc\n"]
    long = "x" * (LONGEST_PASSAGE - 1) + "\n"
    assert [part.text for part in stretches(long + "y\n")] == [long, "y\n"]


def test_the_nearest_stretch_has_the_rarest_words_of_the_question() -> None:
    found = Nearest(stretches(_TEXT)).of("ai luu ho so bao cao")
    assert found[0].text.strip().startswith("Điều 3")


def test_a_question_brings_its_evidence_with_the_answer_and_what_does_not_say_it() -> None:
    found = list(examples([_row()], lambda source: _TEXT))
    assert [None if item.span is None else item.passage[slice(*item.span)] for item in found] == [
        "Sở Nội vụ",
        None,
        None,
    ]
    assert all("Sở Nội vụ" not in item.passage for item in found[1:])
    assert {(item.kind, item.document) for item in found} == {("agency", "a.txt")}


def test_a_procedure_is_found_as_its_whole_evidence() -> None:
    row = _row(type="procedure", answer="lập báo cáo rồi nộp trước hạn, theo các bước của Điều 1")
    start, end = row["evidence"][0]["char_start"], row["evidence"][0]["char_end"]
    first = next(examples([row], lambda source: _TEXT))
    assert first.span is not None
    assert first.passage[slice(*first.span)] == _TEXT[start:end]


def test_a_twin_without_an_answer_has_the_kind_of_its_twin_and_only_what_does_not_say() -> None:
    twin = _row(id="a-2", type="unanswerable", answer=None, evidence=[], twin_of="a-1")
    found = [item for item in examples([_row(), twin], lambda source: _TEXT) if item.id == "a-2"]
    assert [(item.kind, item.span) for item in found] == [("agency", None)] * 3


def test_a_general_question_keeps_its_answer_where_its_paragraph_is_cut(tmp_path: Path) -> None:
    context = "a " * 300 + "đáp án đây" + " b" * 300
    asked = {"id": "1", "question": "gì?", "answers": [{"text": "đáp án đây", "answer_start": 600}]}
    article = {"title": "t", "paragraphs": [{"context": context, "qas": [asked]}, {"context": "khác", "qas": []}]}
    path = tmp_path / "xquad.json"
    path.write_text(json.dumps({"data": [article]}), encoding="utf-8")
    found = list(general(path))
    assert [None if item.span is None else item.passage[slice(*item.span)] for item in found] == ["đáp án đây", None]
    assert found[1].passage == "khác"
