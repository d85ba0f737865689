"""Articles of laws are found by the offsets of what was hit."""

import json
from pathlib import Path

import pytest

from eval.datasets.alqac import Articles, Laws, article_scores, data_hash, read_laws, score_laws, write_laws
from eval.metrics.ranking import Ratio
from eval.prediction import GivenSpan

LAWS = [
    {"id": "1/QH", "articles": [{"id": "1", "text": "Phạm vi\n\nMột."}, {"id": "2", "text": "Phạt tù"}]},
    {"id": "2/QH", "articles": [{"id": "1", "text": "Lao động"}]},
]
QUESTIONS = [
    {"id": "q-1", "text": "Phạt tù?", "relevant_articles": [{"law_id": "1/QH", "article_id": "2"}]},
    {"id": "q-2", "text": "Lao động?", "relevant_articles": [{"law_id": "2/QH", "article_id": "1"}]},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "law.json").write_text(json.dumps(LAWS), encoding="utf-8")
    (tmp_path / "question.json").write_text(json.dumps(QUESTIONS), encoding="utf-8")
    return tmp_path


@pytest.fixture
def laws(folder: Path) -> Laws:
    found = read_laws(folder)
    assert found is not None
    return found


def test_laws_that_are_not_there_are_none(tmp_path: Path) -> None:
    assert read_laws(tmp_path) is None


def test_a_law_is_one_text_and_each_offset_lies_in_its_article(laws: Laws) -> None:
    text = laws.texts["1-QH.txt"]
    assert text == "Điều 1. Phạm vi\n\nMột.\n\nĐiều 2. Phạt tù\n\n"
    assert laws.article_at("1-QH.txt", 0) == ("1/QH", "1")
    assert laws.article_at("1-QH.txt", text.index("Điều 2") - 1) == ("1/QH", "1")
    assert laws.article_at("1-QH.txt", text.index("Phạt")) == ("1/QH", "2")
    assert [span.quote for span in laws.spans()][1] == "Điều 2. Phạt tù\n\n"


def test_laws_are_written_as_they_are_counted(laws: Laws, tmp_path: Path) -> None:
    write_laws(laws, tmp_path / "laws")
    assert (tmp_path / "laws" / "1-QH.txt").read_bytes().decode() == laws.texts["1-QH.txt"]


def test_the_hash_follows_the_questions(folder: Path) -> None:
    before = data_hash(folder)
    (folder / "question.json").write_text("[]", encoding="utf-8")
    assert data_hash(folder) != before


def test_two_hits_in_one_article_count_once(laws: Laws) -> None:
    first, second, other = (GivenSpan(source=name, start=at, end=at + 3) for name, at in
                            (("1-QH.txt", 0), ("1-QH.txt", 5), ("2-QH.txt", 0)))  # fmt: skip
    run = score_laws(laws, lambda question: [first, second, other], system="x", style="plain")
    assert run.system == "x, plain"
    assert [case.scores["mrr"] for case in run.cases] == [Ratio(0.0, 1.0), Ratio(0.5, 1.0)]
    assert [case.scores["recall@1"].part for case in run.cases] == [0.0, 0.0]
    assert [span.start for span in Articles(laws, lambda question: [second, first, other]).rank("?", k=5)] == [0, 0]


def test_questions_lose_their_diacritics_where_that_is_asked(laws: Laws) -> None:
    heard: list[str] = []
    score_laws(laws, lambda question: heard.append(question) or [], system="x", style="no_diacritics")
    assert heard == ["phat tu?", "lao dong?"]


def test_recall_counts_all_articles_that_answer() -> None:
    gold = frozenset({("1/QH", "1"), ("1/QH", "2")})
    scores = article_scores([("1/QH", "9"), ("1/QH", "2")], gold)
    assert (scores["recall@1"], scores["recall@10"], scores["mrr"]) == (Ratio(0, 2), Ratio(1, 2), Ratio(0.5, 1))
