"""What is written down decides as what was learned; what the evidence lacks never makes an answer surer."""

from pathlib import Path

import numpy as np

from eval.datasets.labels import Question
from eval.fitting.choosing import ANSWERING, SPEAKING_AGAINST, Confidence, Likeliest, grown, likeliest_of, write_trees
from eval.fitting.folds import document_of, folds_of
from eval.fitting.offered import ELSEWHERE, RIGHT, WRONG, Look
from ingest.documents import Span
from parc_search.answering.candidate_features import columns
from parc_search.answering.confidence import TreeEnsemble
from parc_search.answering.extract import CandidateAnswer

WIDTH = len(columns(0))
QUESTION = Question(
    id="q", question="?", style="", type="agency", answer="a", aliases=(), need="any", evidence=(), document="d.txt"
)


def finding(value: str) -> CandidateAnswer:
    span = Span(start=0, end=1)
    return CandidateAnswer(value=value, source="s", spans=(span,), values=(value,), strength=1.0, kind="agency")


def look(features: np.ndarray, labels: list[int]) -> Look:
    return Look(
        question=QUESTION,
        is_hidden=False,
        is_side=False,
        features=features.astype(np.float32),
        labels=np.array(labels, dtype=np.int8),
        findings=tuple(finding(f"Sở {letter}") for letter in "ABCDEFGHIJ"[: len(labels)]),
    )


def made_looks() -> list[Look]:
    numbers = np.random.default_rng(3)
    found = []
    for _ in range(60):
        rows = numbers.normal(size=(10, WIDTH))
        best = int(rows[:, 2].argmax())
        labels = [RIGHT if n == best else WRONG for n in range(10)]
        labels[(best + 1) % 10] = ELSEWHERE
        found.append(look(rows, labels))
    return found


def test_the_written_trees_say_what_the_grown_ones_say(tmp_path: Path) -> None:
    found = made_looks()
    trees = grown(found)
    write_trees(trees, tmp_path / "trees.npz")
    rows = np.concatenate([one.features for one in found])
    written = TreeEnsemble.load(tmp_path / "trees.npz").chances(rows)
    assert np.allclose(written, trees.predict_proba(rows)[:, 1], atol=1e-5)
    assert written.max() - written.min() > 0.3


def test_a_rival_says_something_else_than_the_likeliest() -> None:
    one = look(np.zeros((3, WIDTH)), [RIGHT, WRONG, WRONG])
    said = (finding("Sở Nội vụ"), finding("Sở Nội vụ tỉnh"), finding("Sở Y tế"))
    best = likeliest_of(
        Look(
            question=one.question,
            is_hidden=False,
            is_side=False,
            features=one.features,
            labels=one.labels,
            findings=said,
        ),
        np.array([0.9, 0.8, 0.3]),
    )
    assert (best.own, best.next_best, best.is_right) == (0.9, 0.3, True)


def test_a_confidence_never_grows_with_what_lacks() -> None:
    numbers = np.random.default_rng(5)
    names = columns(0)
    at = [names.index(name) for name in SPEAKING_AGAINST]
    items = []
    for _ in range(200):
        row = numbers.normal(size=WIDTH).astype(np.float32)
        is_right = bool(row[at].sum() + numbers.normal() > 0)  # as if lacking made answers right
        items.append(
            Likeliest(look=look(row[None], [1]), features=row, is_right=is_right, own=0.5 + 0.1 * is_right, next_best=0)
        )
    text = Confidence(items).toml(0.3)
    coefficients = dict(line.split(" = ") for line in text.split("[coefficients]\n")[1].splitlines())
    assert set(coefficients) >= {f'"{name}"' for name in ANSWERING}
    assert all(float(coefficients[f'"{name}"']) <= 0 for name in SPEAKING_AGAINST)


def test_all_questions_of_a_document_are_left_out_together() -> None:
    questions = [
        Question(
            id=f"{n}",
            question="?",
            style="",
            type="list",
            answer="",
            aliases=(),
            need="any",
            evidence=(),
            document=name,
        )
        for n, name in enumerate(["a", "b", "a", "c", "d", "e", "f", "b"])
    ]
    folds = folds_of(questions)
    assert len(set(folds)) > 1
    assert all(
        one == other
        for one, first in zip(folds, questions, strict=True)
        for other, second in zip(folds, questions, strict=True)
        if document_of(first) == document_of(second)
    )
