"""Confidence against what was right, by hand."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.datasets.labels import Question, read_questions
from eval.records.calibration import Bin, calibration_error, from_measures, plot, reliability, to_measures

SPAN = {"source": "a.txt", "char_start": 0, "char_end": 9, "quote_raw": "Sở Nội vụ"}


def question(id: str, type: str = "agency") -> dict[str, object]:
    evidence = [{"source": "a.txt", "char_start": 0, "char_end": 9, "quote": "Sở Nội vụ"}] if type == "agency" else []
    return {
        "id": id, "question": "Ai?", "style": "plain", "type": type, "answer": "Sở Nội vụ", "aliases": [],
        "need": "any", "evidence": evidence,
    }  # fmt: skip


def given(confidence: float, answer: str = "Sở Nội vụ", status: str = "answered") -> dict[str, object]:
    return {"status": status, "confidence": confidence, "answer": answer, "citations": [SPAN], "hits": []}


@pytest.fixture
def questions(tmp_path: Path) -> tuple[Question, ...]:
    path = tmp_path / "questions.jsonl"
    rows = [*(question(f"q1-{n}") for n in range(4)), question("qx-1", "unanswerable")]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return read_questions(path)


def test_answers_are_counted_in_their_bin_and_refusals_in_none(questions: tuple[Question, ...]) -> None:
    answers = {
        "q1-0": given(0.92),
        "q1-1": given(1.0, answer="Sở Y tế"),
        "q1-2": given(0.45),
        "q1-3": given(0.99, status="not_found"),
        "qx-1": given(0.42),
    }
    bins = reliability(questions, answers)
    assert [(item.low, item.n, round(item.confidence, 3), item.right) for item in bins] == [
        (0.4, 2, 0.435, 0.5),
        (0.9, 2, 0.96, 0.5),
    ]
    # (2 * |0.435 - 0.5| + 2 * |0.96 - 0.5|) / 4
    assert calibration_error(bins) == pytest.approx(0.2625)


def test_no_answers_have_no_error() -> None:
    assert calibration_error(()) == 0.0


BINS = (
    Bin(low=0.4, high=0.5, n=2, confidence=0.44, right=0.5),
    Bin(low=0.9, high=1.0, n=7, confidence=0.95, right=1.0),
)


def test_bins_read_back_from_the_measures_of_a_record() -> None:
    assert from_measures([{"what": "ask, warm", "value": "5 ms"}, *to_measures(BINS)]) == BINS


def test_the_plot_is_svg_with_a_bar_and_a_count_for_each_bin() -> None:
    drawn = ElementTree.fromstring(plot(BINS))
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f"{space}circle")) == len(BINS)
    assert {"2", "7"} <= {item.text for item in drawn.iter(f"{space}text")}
