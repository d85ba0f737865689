"""Encoders are compared on the same passages, each question as it stands and without diacritics."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval import encoders
from eval.baselines.encoder_alone import EncoderAlone
from eval.datasets import alqac, xquad
from eval.datasets.labels import Evidence, Question
from eval.prediction import GivenSpan
from eval.records import table
from eval.records.record import Record
from index.encoders import Vectors

WORDS = ("sở", "bộ", "so")


class Letters:
    """An encoder that counts three words."""

    name = fingerprint = "letters"
    dim = len(WORDS)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        return np.array([text.split().count(word) for word in WORDS], np.float32)


RESTORED = {"so": "sở", "bo": "bộ", "sở": "sở", "bộ": "bộ"}


def asked(id: str, text: str, start: int) -> Question:
    found = Evidence(source="a.txt", start=start, end=start + 2, quote="", group=0)
    return Question(
        id=id, question=text, style="plain", type="agency", answer="", aliases=(), need="any", evidence=(found,)
    )


def test_each_question_is_ranked_with_and_without_diacritics() -> None:
    passages = (
        GivenSpan(source="a.txt", start=0, end=2, quote="sở sở"),
        GivenSpan(source="a.txt", start=2, end=4, quote="so bộ"),
    )
    questions = [asked("q000-1", "sở", 0), asked("q002-1", "bộ", 2)]
    ranker = EncoderAlone(passages, Letters())
    runs = {run.system: run for run in encoders._asked(questions, ranker, restore=RESTORED.__getitem__, system="x")}
    assert {name: len(run.cases) for name, run in runs.items()} == {
        "x": 2, "x, questions restored": 2, "x, its clean document": 1, "x, its clean document, questions restored": 1,
        "x, plain questions": 2, "x, the same without diacritics": 2, "x, the same restored": 2,
    }  # fmt: skip
    assert runs["x, plain questions"].summary()["all"]["hit@1"].value == 1.0
    assert runs["x, the same without diacritics"].summary()["all"]["hit@1"].value == 0.0
    assert runs["x, the same restored"].summary()["all"]["hit@1"].value == 1.0


def test_a_paragraph_of_the_benchmark_is_found_by_its_number(tmp_path: Path) -> None:
    rows = [("sở", "1", "sở sở"), ("bộ", "2", "sở")]
    paragraphs = [{"context": text, "qas": [{"id": id, "question": question}]} for text, id, question in rows]
    path = tmp_path / "xquad.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    read = xquad.read_paragraphs(path)
    assert read is not None
    run = xquad.score_paragraphs(read, EncoderAlone(xquad.spans(read), Letters()), system="x")
    assert run.summary()["all"]["recall@1"].value == 0.5
    assert run.summary()["all"]["mrr"].value == 0.75


def test_benchmarks_that_are_not_there_are_left_out_with_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(alqac, "read_laws", lambda: None)
    monkeypatch.setattr(xquad, "read_paragraphs", lambda: None)
    said: list[str] = []
    assert list(encoders._outside({}, say=said.append)) == []
    assert [line.rpartition(": ")[2] for line in said] == ["left out", "left out"]


def test_the_table_holds_each_suite_and_the_times() -> None:
    ranker = EncoderAlone((GivenSpan(source="a.txt", start=0, end=2, quote="sở"),), Letters())
    run = encoders._asked([asked("q000-1", "sở", 0)], ranker, restore=RESTORED.__getitem__, system="x")
    measure = {"what": "x, a question", "number": 9.0, "unit": "ms", "value": "9.0 ms"}
    record = Record(what="encoders", code="c", finished_at="", provenance={}, runs=tuple(run), measures=(measure,))
    text = "\n".join(table.encoder_parts(record))
    assert "| x, plain questions | 1 | 0 | 1.000 |" in text
    assert "| x, a question | 9.0 ms |" in text
