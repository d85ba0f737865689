"""Learns which candidate answers and how sure that is, and says what it is worth on documents left out.

Each pair of a store and a file names questions and a store with their documents; of the official questions only the
half that is for fitting is taken, and only where the store has the document.

Example: python -m eval.fitting.choosing var/five eval/questions/dev.jsonl var/official eval/questions/official.jsonl
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from eval.datasets.labels import Question
from eval.datasets.official import fitted_on
from eval.fitting.folds import FOLDS, folds_of
from eval.fitting.kinds import left_out_chances
from eval.fitting.offered import RIGHT, WRONG, Look, looks
from eval.records.calibration import BINS
from parc_search.answering import confidence
from parc_search.answering.candidate_features import columns
from parc_search.answering.candidates import rivals
from parc_search.answering.confidence import TREES_FILE, against
from parc_search.search import ParcSearch

OUT = Path(confidence.__file__).with_name("confidence.toml")
TREES, LEAVES, RATE, FEWEST_ROWS, RIDGE_TREES, SHARE_OF_FEATURES = 400, 24, 0.05, 40, 5.0, 0.3
# Near misses made by hiding evidence are as many as the questions, true ones are one in six. They only teach how sure
# an answer is: trees that chose among them too chose worse on documents left out.
HIDDEN_WEIGHT = 0.15
# What weighs on a candidate's chance of being right, beside how it stands against its rivals.
ANSWERING = (
    *("passage body", "passage whole", "passage pairs", "passage missing", "passage strange", "passage lexical"),
    *(
        "passage missing_numbers",
        "passage second_missing",
        "passage dense",
        "passage share",
        "passage years",
        "passage named",
        "is_english",
    ),
    *("place near", "place sentence", "place sentence_pairs", "place clause", "itself strength", "itself fits_kind"),
    *("itself subject", "itself words", "itself given_in", "itself has_asked_unit", "itself is_of_asked_type"),
    *("place sentence_missing", "place clause_missing"),
)
# What the evidence lacks never makes an answer surer, whatever a few questions say.
SPEAKING_AGAINST = (
    *("passage missing", "passage second_missing", "passage strange", "passage missing_numbers"),
    *("place sentence_missing", "place clause_missing"),
)
STRENGTH = 0.1
# Below it the extractors of the asked kind are heard, which are right about so often where they are sure.
LEAST_RIGHT = 0.8
Rows = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeliest:
    """The likeliest candidate of a look: its features, whether it is right, its likelihood and its best rival's."""

    look: Look
    features: Rows
    is_right: bool
    own: float
    next_best: float


@click.command()
@click.argument("pairs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(pairs: tuple[Path, ...]) -> None:
    """Cross-validates by documents, and writes the trees and the model of the confidence."""
    if len(pairs) % 2:
        raise click.UsageError("each file of questions needs its store before it")
    files = dict.fromkeys(pairs[1::2])
    every = [question for path in files for question in fitted_on(path)]
    chances = dict(zip([question.id for question in every], left_out_chances(every), strict=True))
    found: list[Look] = []
    for store, path in zip(pairs[::2], pairs[1::2], strict=True):
        with ParcSearch.open(store, create=False) as parc:
            held = {stored.source for stored in parc.sources()}
            asked = asked_of(fitted_on(path), held)
            found += looks(asked, np.array([chances[question.id] for question in asked]), parc)
            click.echo(f"{path.name} over {store.name}: {len(asked)} questions")
    fit_and_write(found)


def fit_and_write(found: Sequence[Look]) -> None:
    """Fits both models on these looks, reports what they are worth on documents left out, and writes them."""
    found = [look for look in found if len(look.labels)]
    folds = folds_of([look.question for look in found])
    likeliest = list(left_out(found, folds))
    sure = np.zeros(len(likeliest))
    for fold in range(FOLDS):
        inside = [n for n, own in enumerate(folds) if own == fold]
        fitted = Confidence([item for item, own in zip(likeliest, folds, strict=True) if own != fold])
        sure[inside] = fitted.chances([likeliest[n] for n in inside])
    threshold = _threshold(likeliest, sure)
    click.echo(_report(likeliest, sure, threshold))
    write_trees(grown(found), TREES_FILE)
    OUT.write_text(Confidence(likeliest).toml(threshold), encoding="utf-8")


def left_out(found: Sequence[Look], folds: Sequence[int]) -> Iterator[Likeliest]:
    """The likeliest candidate of each look, by trees that saw nothing of its document."""
    trees = {
        fold: grown([look for look, own in zip(found, folds, strict=True) if own != fold]) for fold in range(FOLDS)
    }
    for look, fold in zip(found, folds, strict=True):
        yield likeliest_of(look, trees[fold].predict_proba(look.features)[:, 1])


def likeliest_of(look: Look, likely: Floats) -> Likeliest:
    """The likeliest candidate of a look, whose candidates have these likelihoods."""
    order = np.argsort(-likely, kind="stable")
    best = int(order[0])
    others = (float(likely[n]) for n in order[1:] if rivals(look.findings[best], look.findings[n]))
    return Likeliest(
        look=look,
        features=look.features[best],
        is_right=bool(look.labels[best] == RIGHT),
        own=float(likely[best]),
        next_best=next(others, 0.0),
    )


def grown(found: Sequence[Look]) -> HistGradientBoostingClassifier:
    """Trees fitted on the candidates of these looks; a look weighs by the root of how many it has."""
    found = [look for look in found if not look.is_hidden]
    features = np.concatenate([look.features for look in found])
    labels = np.concatenate([look.labels for look in found])
    weights = np.concatenate([np.full(len(look.labels), 1 / np.sqrt(len(look.labels))) for look in found])
    known = labels >= WRONG
    trees = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=RATE,
        min_samples_leaf=FEWEST_ROWS,
        l2_regularization=RIDGE_TREES,
        max_features=SHARE_OF_FEATURES,
        random_state=0,
    )
    return trees.fit(features[known], labels[known] == RIGHT, sample_weight=weights[known])


def write_trees(trees: HistGradientBoostingClassifier, path: Path) -> None:
    """The trees as the flat arrays that parc_search/answering/confidence.py reads."""
    nodes = [predictor.nodes for (predictor,) in trees._predictors]
    roots = np.cumsum([0, *map(len, nodes[:-1])])
    flat = np.concatenate(nodes)
    offset = np.repeat(roots, [len(own) for own in nodes])
    own = np.arange(len(flat))
    leaf = flat["is_leaf"].astype(bool)
    np.savez_compressed(
        path,
        feature=np.where(leaf, 0, flat["feature_idx"]).astype(np.int16),
        threshold=_rounded_down(np.where(leaf, 0.0, flat["num_threshold"])),
        left=np.where(leaf, own, flat["left"] + offset).astype(np.int32),
        right=np.where(leaf, own, flat["right"] + offset).astype(np.int32),
        value=np.where(leaf, flat["value"], 0.0).astype(np.float32),
        roots=roots.astype(np.int32),
        depth=np.array(flat["depth"].max()),
        baseline=np.array(float(trees._baseline_prediction.ravel()[0])),
    )


def _rounded_down(values: Floats) -> Rows:
    """The greatest numbers of single precision that are not greater: a row of single numbers decides alike by them."""
    rounded = values.astype(np.float32)
    return np.where(rounded > values, np.nextafter(rounded, np.float32(-np.inf)), rounded).astype(np.float32)


class Confidence:
    """The logistic model of the confidence, fitted on the likeliest candidates of looks."""

    def __init__(self, likeliest: Sequence[Likeliest]) -> None:
        rows = np.array([self._row(item) for item in likeliest])
        weights = [HIDDEN_WEIGHT if item.look.is_hidden else 1.0 for item in likeliest]
        yes = [item.is_right for item in likeliest]
        self.names = (*ANSWERING, *against(0.5, 0.0))
        self._left: list[int] = []
        while True:
            kept = np.delete(rows, self._left, axis=1)
            self._standard = StandardScaler().fit(kept)
            self._model = LogisticRegression(C=STRENGTH, max_iter=2_000)
            self._model.fit(self._standard.transform(kept), yes, sample_weight=weights)
            own = self._coefficients()
            misled = [n for n, name in enumerate(self.names) if name in SPEAKING_AGAINST and own[name] > 0]
            if not misled:
                return
            self._left += misled

    def chances(self, likeliest: Sequence[Likeliest]) -> Floats:
        """The chance of each of being right, (n,)."""
        rows = np.delete(np.array([self._row(item) for item in likeliest]), self._left, axis=1)
        chances: Floats = self._model.predict_proba(self._standard.transform(rows))[:, 1]
        return chances

    def toml(self, threshold: float) -> str:
        """The model as confidence.toml holds it."""
        own = self._coefficients()
        scaled = self._model.coef_[0] / self._standard.scale_
        intercept = float(self._model.intercept_[0] - self._standard.mean_ @ scaled)
        lines = [
            "# Written by `python -m eval.fitting.choosing`; see confidence.py beside it.",
            f"threshold = {threshold:.2f}",
            f"intercept = {intercept:.4f}",
            "",
            "[coefficients]",
            *(f'"{name}" = {value:.4f}' for name, value in own.items()),
        ]
        return "\n".join(lines) + "\n"

    def _coefficients(self) -> dict[str, float]:
        kept = [name for n, name in enumerate(self.names) if n not in self._left]
        scaled = self._model.coef_[0] / self._standard.scale_
        return dict.fromkeys(self.names, 0.0) | dict(zip(kept, map(float, scaled), strict=True))

    @staticmethod
    def _row(item: Likeliest) -> list[float]:
        width = len(item.features)
        values = dict(zip(columns(width - len(columns(0))), map(float, item.features), strict=True))
        return [*(values[name] for name in ANSWERING), *against(item.own, item.next_best).values()]


def _whole(likeliest: Sequence[Likeliest], sure: Floats) -> Iterator[tuple[Likeliest, float]]:
    for item, chance in zip(likeliest, sure, strict=True):
        if not item.look.is_hidden and not item.look.is_side:
            yield item, float(chance)


def _threshold(likeliest: Sequence[Likeliest], sure: Floats) -> float:
    """The lowest confidence in hundredths from which on so many of the answers to whole questions are right."""
    whole = list(_whole(likeliest, sure))
    for step in range(10, 90):
        shown = [item.is_right for item, chance in whole if chance >= step / 100]
        if shown and sum(shown) >= LEAST_RIGHT * len(shown):
            return step / 100
    return 0.9


def _report(likeliest: Sequence[Likeliest], sure: Floats, threshold: float) -> str:
    lines = []
    for name, inside in _suites(likeliest, sure).items():
        answerable = [(item, chance) for item, chance in inside if item.look.is_answerable]
        others = [chance for item, chance in inside if not item.look.is_answerable]
        shown = [(chance, item.is_right) for item, chance in inside if chance >= threshold]
        bins: dict[int, list[tuple[float, bool]]] = {}
        for chance, is_right in shown:
            bins.setdefault(min(int(chance * BINS), BINS - 1), []).append((chance, is_right))
        error = sum(abs(sum(chance - is_right for chance, is_right in held)) for held in bins.values())
        right = sum(item.is_right and chance >= threshold for item, chance in answerable)
        lines.append(
            f"{name}: left out by documents, threshold {threshold:.2f}: of {len(answerable)} answerable "
            f"{sum(item.is_right for item, _ in answerable) / len(answerable):.3f} have the right candidate first, "
            f"{right / len(answerable):.3f} are answered right, "
            f"{sum(chance < threshold for _, chance in answerable) / len(answerable):.3f} falsely refused; of "
            f"{len(others)} without an answer {sum(chance < threshold for chance in others) / max(1, len(others)):.3f} "
            f"refused; calibration error {error / max(1, len(shown)):.3f}"
        )
    return "\n".join(lines)


def _suites(likeliest: Sequence[Likeliest], sure: Floats) -> dict[str, list[tuple[Likeliest, float]]]:
    """The whole questions: those written on many documents, and those on the five."""
    suites: dict[str, list[tuple[Likeliest, float]]] = {}
    for item, chance in _whole(likeliest, sure):
        name = "official documents" if item.look.question.document else "five documents"
        suites.setdefault(name, []).append((item, chance))
    return suites


def asked_of(questions: Sequence[Question], held: set[str]) -> list[Question]:
    """The questions whose document the store has."""
    return [question for question in questions if not question.document or question.document in held]


if __name__ == "__main__":
    main()
