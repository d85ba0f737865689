"""Fits the two models of parc_search/answering/kind_confidence.toml and scores them on questions left out of the fit.

Example: python -m eval.fitting.answers --store var/store eval/questions/dev.jsonl --unanswerable questions.txt
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from eval.datasets.labels import UNANSWERABLE, Question, read_questions
from eval.fitting.findings import COLUMNS, Found, Looked, looks
from eval.records.calibration import BINS
from parc_search.answering import kind_confidence
from parc_search.answering.kind_confidence import against
from parc_search.search import ParcSearch

OUT = Path(kind_confidence.__file__).with_name("kind_confidence.toml")
FOLDS = 10
# What weighs on a finding's chance of being right, beside how it stands against the others (`against`).
ANSWERING = (
    *("body", "whole", "pairs", "missing", "unnamed", "strange", "strength", "direct", "names", "amounts", "prose"),
)
# What the evidence lacks never makes an answer surer, whatever a few questions say: such a measure is left out.
_SPEAKING_AGAINST = tuple(ANSWERING.index(name) for name in ("missing", "unnamed", "strange"))
# Near misses made by hiding evidence are as many as the questions, true ones are one in seven.
HIDDEN_WEIGHT_CHOOSING, HIDDEN_WEIGHT_ANSWERING = 0.3, 0.1
RIDGE_CHOOSING, RIDGE_ANSWERING = 3.0, 2.0
# The threshold is the highest that leaves so many answerable questions unanswered, in questions left out of the fit.
MOST_FALSE_REFUSALS = 0.03
SIDE_SHARE = 0.5
_CLOSE = 1e-8
Floats1d = NDArray[np.float64]
Floats2d = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeliest:
    """The likeliest finding of a look, with its own likelihood and that of the next best."""

    look: Looked
    found: Found
    own: float
    next_best: float

    @property
    def row(self) -> tuple[float, ...]:
        """The measures that weigh on the answer, those of `against` last."""
        values = dict(zip(COLUMNS, self.found.row, strict=True))
        return (*(values[name] for name in ANSWERING), *against(self.own, self.next_best).values())


@dataclass(frozen=True, slots=True)
class Logistic:
    """An intercept and one coefficient a column."""

    intercept: float
    coefficients: tuple[float, ...]

    def chances(self, rows: Floats2d) -> Floats1d:
        """The chance of a yes for each row, (n,)."""
        chances: Floats1d = 1 / (1 + np.exp(-(self.intercept + rows @ np.array(self.coefficients))))
        return chances


@click.command()
@click.argument("questions", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--store", required=True, type=click.Path(exists=True, path_type=Path), help="A store of the corpus.")
@click.option(
    "--unanswerable", type=click.Path(exists=True, path_type=Path), help="Further such questions, one a line."
)
def main(questions: tuple[Path, ...], store: Path, unanswerable: Path | None) -> None:
    """Fits the models of an answer's confidence on labelled questions, cross-validates, and writes the file."""
    asked = [question for path in questions for question in read_questions(path)]
    asked += list(_unanswerable(unanswerable)) if unanswerable else []
    with ParcSearch.open(store, create=False) as parc:
        found = [look for look in looks(asked, parc) if look.found]
    own = _cross_validated_choosing(found)
    likeliest = [_likeliest(look, chances) for look, chances in zip(found, own, strict=True)]
    chances = _cross_validated_answering(likeliest)
    threshold = _threshold(likeliest, chances, asked)
    click.echo(_report(likeliest, chances, threshold, asked))
    choosing = _fit_choosing(found)
    answering = _fit_answering(likeliest)
    OUT.write_text(_toml(choosing, answering, threshold, tuple(map(str, questions))), encoding="utf-8")


def fold_of(question_id: str) -> int:
    """The fold that a question is left out in: the same on every machine, all looks at a question in one."""
    return zlib.crc32(question_id.encode("utf-8")) % FOLDS


def fit(rows: Floats2d, yes: Floats1d, weights: Floats1d, *, ridge: float) -> Logistic:
    """The regression of `yes` (0 or 1, (n,)) on rows (n, columns); `ridge` pulls standardised coefficients to zero.

    A column that never changes gets a coefficient of zero.
    """
    standard = StandardScaler().fit(rows)
    model = LogisticRegression(C=1 / ridge if ridge else np.inf, solver="newton-cholesky", tol=_CLOSE)
    model.fit(standard.transform(rows), yes, sample_weight=weights)
    own = np.where(standard.var_ > 0, model.coef_[0], 0.0) / standard.scale_
    return Logistic(float(model.intercept_[0] - standard.mean_ @ own), tuple(map(float, own)))


def _unanswerable(path: Path) -> Iterator[Question]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        yield Question(
            id=f"{path.stem}-{number}",
            question=line,
            style="",
            type=UNANSWERABLE,
            answer="",
            aliases=(),
            need="any",
            evidence=(),
        )


def _fit_choosing(found: Sequence[Looked]) -> Logistic:
    rows = np.array([item.row for look in found for item in look.found])
    yes = np.array([float(item.is_right) for look in found for item in look.found])
    weights = np.array([HIDDEN_WEIGHT_CHOOSING if look.is_hidden else 1.0 for look in found for _ in look.found])
    return fit(rows, yes, weights, ridge=RIDGE_CHOOSING)


def _fit_answering(likeliest: Sequence[Likeliest]) -> Logistic:
    rows = np.array([item.row for item in likeliest])
    yes = np.array([float(item.found.is_right) for item in likeliest])
    weights = np.array([HIDDEN_WEIGHT_ANSWERING if item.look.is_hidden else 1.0 for item in likeliest])
    fitted = fit(rows, yes, weights, ridge=RIDGE_ANSWERING)
    while misled := [at for at in _SPEAKING_AGAINST if fitted.coefficients[at] > 0]:
        rows[:, misled] = 0.0
        fitted = fit(rows, yes, weights, ridge=RIDGE_ANSWERING)
    return fitted


def _cross_validated_choosing(found: Sequence[Looked]) -> list[Floats1d]:
    fitted = {fold: _fit_choosing([look for look in found if fold_of(look.id) != fold]) for fold in range(FOLDS)}
    return [fitted[fold_of(look.id)].chances(np.array([item.row for item in look.found])) for look in found]


def _cross_validated_answering(likeliest: Sequence[Likeliest]) -> list[float]:
    fitted = {
        fold: _fit_answering([item for item in likeliest if fold_of(item.look.id) != fold]) for fold in range(FOLDS)
    }
    return [float(fitted[fold_of(item.look.id)].chances(np.array([item.row]))[0]) for item in likeliest]


def _likeliest(look: Looked, chances: Floats1d) -> Likeliest:
    order = sorted(range(len(chances)), key=lambda at: -chances[at])
    next_best = float(chances[order[1]]) if len(order) > 1 else 0.0
    return Likeliest(look=look, found=look.found[order[0]], own=float(chances[order[0]]), next_best=next_best)


def _threshold(likeliest: Sequence[Likeliest], chances: Sequence[float], asked: Sequence[Question]) -> float:
    """The highest confidence in hundredths that refuses at most `MOST_FALSE_REFUSALS` of the answerable questions."""
    steps = [step / 100 for step in range(100)]
    good = [
        step
        for step in steps
        if 1 - len(_answered(likeliest, chances, step)) / _answerable(asked, likeliest) <= MOST_FALSE_REFUSALS
    ]
    return max(good, default=0.0)


def _answerable(asked: Sequence[Question], likeliest: Sequence[Likeliest]) -> int:
    """How many answerable questions there are, comparisons aside."""
    sides = {item.look.id for item in likeliest if item.look.is_side}
    return sum(question.is_answerable and question.id not in sides for question in asked)


def _answered(
    likeliest: Iterable[Likeliest], chances: Iterable[float], threshold: float, *, answerable: bool = True
) -> list[tuple[Likeliest, float]]:
    """The looks at whole questions that are answered with this threshold, with their confidence."""
    return [
        (item, chance)
        for item, chance in zip(likeliest, chances, strict=True)
        if chance >= threshold
        and not item.found.is_outside
        and not item.look.is_side
        and not item.look.is_hidden
        and item.look.is_answerable == answerable
    ]


def _report(
    likeliest: Sequence[Likeliest], chances: Sequence[float], threshold: float, asked: Sequence[Question]
) -> str:
    answered = _answered(likeliest, chances, threshold)
    wrongly = _answered(likeliest, chances, threshold, answerable=False)
    total = _answerable(asked, likeliest)
    refusable = sum(not question.is_answerable for question in asked)
    right = sum(item.found.is_right for item, _ in answered)
    bins: dict[int, list[tuple[float, bool]]] = {}
    for item, chance in (*answered, *wrongly):
        bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, item.found.is_right))
    shown = len(answered) + len(wrongly)
    error = sum(abs(sum(sure - is_right for sure, is_right in inside)) for inside in bins.values()) / max(1, shown)
    return (
        f"left out of the fit, {FOLDS} folds: threshold {threshold:.2f}; of {total} answerable questions "
        f"{right / total:.3f} right, {1 - len(answered) / total:.3f} falsely refused; of {refusable} unanswerable "
        f"{1 - len(wrongly) / max(1, refusable):.3f} refused; expected calibration error {error:.3f}"
    )


def _toml(choosing: Logistic, answering: Logistic, threshold: float, questions: Sequence[str]) -> str:
    names = [Path(name).name for name in questions]
    lines = [
        f"# Written by `python -m eval.fitting.answers` from {', '.join(names)}; see confidence.py beside it.",
        f"threshold = {threshold:.2f}",
        f"side_threshold = {SIDE_SHARE * threshold:.2f}",
    ]
    pairs = (("choosing", choosing, COLUMNS), ("answering", answering, (*ANSWERING, *against(0.5, 0.0))))
    for name, fitted, columns in pairs:
        lines += ["", f"[{name}]", f"intercept = {fitted.intercept:.4f}", "", f"[{name}.coefficients]"]
        lines += [f"{column} = {value:.4f}" for column, value in zip(columns, fitted.coefficients, strict=True)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
