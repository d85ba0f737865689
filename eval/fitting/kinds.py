"""Learns which kind of answer a question asks for, and says what that is worth on documents left out.

Example: python -m eval.fitting.kinds eval/questions/official.jsonl eval/questions/dev.jsonl
"""

from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from eval.datasets.labels import Question
from eval.datasets.official import fitted_on
from eval.fitting.folds import FOLDS, folds_of
from parc_search.question.asked import kind_model
from parc_search.question.asked.kind_model import BUCKETS, KINDS, buckets, features_of

OUT = Path(kind_model.__file__).with_name("kind_model.npz")
# A run of words that one question alone has says nothing of others.
FEWEST_QUESTIONS = 2
STRENGTH = 20.0
_LARGEST = 127


class KindClassifier:
    """Chances of the kinds, (n, kinds), fitted on questions with their kinds."""

    def __init__(self, questions: Sequence[Question]) -> None:
        labelled = [question for question in questions if question.type in KINDS]
        found = [buckets(question.question) for question in labelled]
        count = np.bincount(np.concatenate(found), minlength=BUCKETS)
        self.rarity = np.where(count >= FEWEST_QUESTIONS, np.log((1 + len(found)) / (1 + count)) + 1, 0.0)
        model = LogisticRegression(C=STRENGTH, max_iter=500)
        model.fit(_sparse(labelled, self.rarity), [KINDS.index(question.type) for question in labelled])
        self.weights = np.zeros((len(KINDS), BUCKETS + len(KINDS)))
        self.intercepts = np.full(len(KINDS), -_LARGEST, dtype=float)
        for place, kind in enumerate(model.classes_):
            self.weights[kind], self.intercepts[kind] = model.coef_[place], model.intercept_[place]

    def chances(self, questions: Sequence[Question]) -> NDArray[np.float64]:
        """The chances of the kinds for each question, (n, kinds)."""
        rows = _sparse(questions, self.rarity)
        scores = rows @ self.weights.T + self.intercepts
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return chances

    def write(self, path: Path) -> None:
        """The weights in bytes with a scale for each kind."""
        scales = np.abs(self.weights).max(axis=1) / _LARGEST
        np.savez_compressed(
            path,
            weights=np.round(self.weights / np.where(scales, scales, 1.0)[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            intercepts=self.intercepts.astype(np.float32),
            rarity=self.rarity.astype(np.float16),
        )


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(files: tuple[Path, ...]) -> None:
    """Cross-validates by documents and writes the weights."""
    questions = [question for path in files for question in fitted_on(path)]
    chances = left_out_chances(questions)
    known = [n for n, question in enumerate(questions) if question.type in KINDS]
    right = np.mean([KINDS[int(chances[n].argmax())] == questions[n].type for n in known])
    click.echo(f"{len(known)} questions, {FOLDS} folds of whole documents left out: {right:.3f} of the kinds right")
    KindClassifier(questions).write(OUT)


def left_out_chances(questions: Sequence[Question]) -> NDArray[np.float64]:
    """The chances of the kinds for each question, (n, kinds), by a model that saw no question of its document."""
    folds = np.array(folds_of(questions))
    chances = np.zeros((len(questions), len(KINDS)))
    for fold in range(FOLDS):
        inside = np.flatnonzero(folds == fold).tolist()
        if inside:
            model = KindClassifier([questions[n] for n in np.flatnonzero(folds != fold).tolist()])
            chances[inside] = model.chances([questions[n] for n in inside])
    return chances


def _sparse(questions: Sequence[Question], rarity: NDArray[np.float64]) -> csr_matrix:
    """The features of each question as a row, (n, features)."""
    found = [features_of(question.question, rarity) for question in questions]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    values, places = np.concatenate([own for _, own in found]), np.concatenate([own for own, _ in found])
    return csr_matrix((values, places, ends), shape=(len(found), BUCKETS + len(KINDS)))


if __name__ == "__main__":
    main()
