"""Labels and given answers come together without a case getting lost."""

import json
from pathlib import Path

from eval.datasets.labels import GoldRepair, Question, read_gold_repairs, read_gold_rows, read_questions
from eval.metrics.ranking import Ratio
from eval.metrics.registers import TASK_FIELDS
from eval.prediction import GivenSpan
from eval.records.provenance import CORPUS, QUESTIONS
from eval.records.record import Failure
from eval.suites.answering import score_answers, score_ranker
from eval.suites.clean_text import score_keeping
from eval.suites.registering import score_register
from eval.suites.repairing import score_repairs
from eval.suites.restoring import score_restoration

QUESTION = {
    "id": "q1-1",
    "question": "Cơ quan nào chủ trì?",
    "style": "plain",
    "type": "agency",
    "answer": "Sở Nội vụ",
    "aliases": [],
    "need": "any",
    "evidence": [{"source": "a.txt", "char_start": 0, "char_end": 9, "quote": "Sở Nội vụ"}],
}
SPAN = {"source": "a.txt", "char_start": 0, "char_end": 9, "quote_raw": "Sở Nội vụ"}
ANSWER = {"id": "q1-1", "status": "answered", "answer": "Sở Nội vụ", "citations": [SPAN], "hits": [SPAN]}


def questions(tmp_path: Path, *rows: dict[str, object]) -> tuple[Question, ...]:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return read_questions(path)


def test_a_right_answer_is_right_in_every_metric(tmp_path: Path) -> None:
    asked = questions(tmp_path, QUESTION)
    run = score_answers(asked, {"q1-1": ANSWER}, system="x", source_texts={"a.txt": "Sở Nội vụ chủ trì"})
    scores = {name: ratio.value for name, ratio in run.cases[0].scores.items()}
    assert scores.pop("false refusal") == 0.0
    assert set(scores.values()) == {1.0}


def test_a_question_without_an_answer_is_a_named_failure_and_stays_in_the_denominator(tmp_path: Path) -> None:
    asked = questions(tmp_path, QUESTION, {**QUESTION, "id": "q1-2"})
    run = score_answers(asked, {"q1-1": ANSWER}, system="x", source_texts={})
    assert run.failures == (Failure(id="q1-2", reason="no answer came"),)
    assert run.summary()["all"]["answer"] == Ratio(1.0, 2.0)


def test_a_ranker_is_not_asked_what_the_corpus_does_not_say(tmp_path: Path) -> None:
    asked = questions(tmp_path, QUESTION, {**QUESTION, "id": "qx-1", "type": "unanswerable", "evidence": []})
    run = score_ranker(asked, lambda question: (GivenSpan(source="a.txt", start=0, end=9),), system="x")
    assert [case.id for case in run.cases] == ["q1-1"]
    assert run.cases[0].scores["hit@1"] == Ratio(1.0, 1.0)


def test_a_passage_that_was_not_repaired_has_all_its_syllables_wrong() -> None:
    golds = [GoldRepair(id="r1-1", raw="cai cach", gold="cải cách")]
    run = score_repairs(golds, {}, system="x")
    assert run.cases[0].scores["SER"] == Ratio(2.0, 2.0)
    assert run.failures == (Failure(id="r1-1", reason="no text came"),)


def test_an_empty_register_finds_nothing_and_says_so() -> None:
    golds = read_gold_rows(QUESTIONS / "tasks.dev.jsonl", fields=TASK_FIELDS)
    run = score_register("tasks", golds, [], system="x")
    assert run.summary()["all"]["found"] == Ratio(0.0, float(len(golds)))
    assert run.failures == (Failure(id="tasks", reason="the register is empty"),)


def test_every_label_fits_the_sample_corpus() -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in CORPUS.glob("*.txt")}
    for question in read_questions(QUESTIONS / "dev.jsonl"):
        for piece in question.evidence:
            assert texts[piece.source][piece.start : piece.end] == piece.quote
    whole = "".join(texts.values())
    assert [gold.id for gold in read_gold_repairs(QUESTIONS / "repair.dev.jsonl") if gold.raw not in whole] == []


def test_restoration_is_scored_on_texts_stripped_of_their_diacritics() -> None:
    given: list[str] = []

    def restore(text: str) -> str:
        given.append(text)
        return text.replace("cai cach", "cải cách")

    run = score_restoration({"questions": {"q-1": "Ai lo cải cách?", "q-2": "Sở Nội vụ"}}, restore, system="x")
    assert given == ["Ai lo cai cach?", "So Noi vu"]
    assert [case.scores["syllables restored"] for case in run.cases] == [Ratio(4.0, 4.0), Ratio(0.0, 3.0)]


def test_a_syllable_that_repair_changed_in_clean_text_is_counted() -> None:
    texts = {"plan": "chính quyền số\nchính quyền điện tử"}
    run = score_keeping(texts, lambda text: text.replace("điện tử", "điện từ"), system="x")
    assert run.cases[0].scores["clean changed"] == Ratio(1.0, 7.0)


def test_the_official_sentences_are_clean_and_each_stands_once() -> None:
    lines = (QUESTIONS / "official-sentences.txt").read_text(encoding="utf-8").splitlines()
    assert (len(lines), len(set(lines))) == (500, 500)
    assert [line for line in lines if line != " ".join(line.split())] == []
