"""Fits the weights of parc_search/ranking/ranking.toml: which passage of a question's candidates holds its evidence.

A softmax over the candidates of each question, its weights none under zero: a passage is never likelier for holding
less of what was asked. Says how often the right passage is first and among five on documents left out of the fit: what
holds on five documents may lose on all others, so questions on many documents are fitted together, each set in the
store that it is asked of.

Example: python -m eval.fitting.ranking --on var/store eval/questions/dev.jsonl --on var/office questions.jsonl
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from eval.datasets.labels import Question, read_questions
from eval.fitting.folds import FOLDS, fold_of
from eval.metrics.ranking import LONGEST_HIT_CHARS, overlaps_any
from eval.prediction import GivenSpan
from parc_search.answering.hits import under_its_heading
from parc_search.question.query import Query
from parc_search.ranking import rerank
from parc_search.ranking.rerank import Features
from parc_search.search import ParcSearch

OUT = Path(rerank.__file__).with_name("ranking.toml")
COLUMNS = tuple(field.name for field in fields(Features))
# Pulls the weights towards each other's mean size, so that a feature that few questions need is not given everything.
RIDGE = 0.002
STEPS, STEP_SIZE = 600, 0.5
# Both together are what is counted: the right passage first, and at least in sight.
FIRST, IN_SIGHT = 1, 5
Floats1d = NDArray[np.float64]
Floats2d = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The candidates of a question: their features (n, columns) and which of them hold its evidence, (n,)."""

    document: str
    rows: Floats2d
    holds: Floats1d


@click.command()
@click.option(
    "--on",
    "sets",
    multiple=True,
    required=True,
    nargs=2,
    type=click.Path(exists=True, path_type=Path),
    help="A store, and a file of labelled questions on its documents.",
)
@click.option("--write/--no-write", default=True, show_default=True, help="Write the weights of all questions.")
def main(sets: tuple[tuple[Path, Path], ...], write: bool) -> None:
    """Fits the ranking's weights on labelled questions, cross-validates, and writes the file."""
    ranked: list[Ranked] = []
    for store, path in sets:
        with ParcSearch.open(store, create=False) as parc:
            ranked += _ranked([question for question in read_questions(path) if question.is_answerable], parc)
    shipped = np.array([getattr(rerank.weights(), name) for name in COLUMNS])
    click.echo(f"{len(ranked)} rankings hold evidence")
    click.echo(f"weights in use:          {_shares(ranked, [shipped] * len(ranked))}")
    left_out = {fold: fit([item for item in ranked if fold_of(item.document) != fold]) for fold in range(FOLDS)}
    click.echo(f"left out of the fit:     {_shares(ranked, [left_out[fold_of(item.document)] for item in ranked])}")
    found = fit(ranked)
    click.echo(f"fitted on all of them:   {_shares(ranked, [found] * len(ranked))}")
    lines = [f"{name} = {value:.2f}" for name, value in zip(COLUMNS, found, strict=True)]
    if write:
        names = ", ".join(path.name for _, path in sets)
        head = f"# Written by `python -m eval.fitting.ranking` from {names}; see parc_search/ranking/rerank.py."
        OUT.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    else:
        click.echo("\n".join(lines))


def fit(ranked: Sequence[Ranked]) -> Floats1d:
    """The weights that make the candidates with evidence likeliest, (columns,); by projected gradient ascent."""
    weights = np.ones(len(COLUMNS))
    for _ in range(STEPS):
        gradient = np.mean([_gradient(item, weights) for item in ranked], axis=0) - RIDGE * (weights - weights.mean())
        weights = np.maximum(weights + STEP_SIZE * gradient, 0.0)
    return weights


def _gradient(item: Ranked, weights: Floats1d) -> Floats1d:
    scores = item.rows @ weights
    chances = np.exp(scores - scores.max())
    held = chances * item.holds
    slope: Floats1d = held @ item.rows / held.sum() - chances @ item.rows / chances.sum()
    return slope


def _ranked(asked: Sequence[Question], parc: ParcSearch) -> Iterator[Ranked]:
    """The rankings of each question, one for each side of a comparison; those without any evidence are left out."""
    library = parc.library
    for question in asked:
        query = parc.understand(question.question)
        sides: list[tuple[Query, Sequence[str] | None]] = [(query.about(side), side.sources) for side in query.compared]
        for one, sources in sides or [(query, None)]:
            items = parc.rank(one, sources)
            if not items:
                continue
            places = [
                [item.passage, under_its_heading(item.passage, library)]
                if one.kind in ("agency", "coordinating")
                else [item.passage]
                for item in items
            ]
            holds = np.array(
                [
                    float(
                        any(
                            overlaps_any(
                                GivenSpan(source=passage.source, start=passage.start, end=passage.end),
                                question.evidence,
                                longest=LONGEST_HIT_CHARS,
                            )
                            for passage in shown
                        )
                    )
                    for shown in places
                ]
            )
            if holds.any():
                rows = np.array([[getattr(item.features, name) for name in COLUMNS] for item in items])
                yield Ranked(document=question.evidence[0].source, rows=rows, holds=holds)


def _shares(ranked: Sequence[Ranked], weights: Sequence[Floats1d]) -> str:
    best = [_rank(item, own) for item, own in zip(ranked, weights, strict=True)]
    return ", ".join(
        f"{sum(place <= least for place in best) / len(best):.3f} among the first {least}"
        for least in (FIRST, IN_SIGHT)
    )


def _rank(item: Ranked, weights: Floats1d) -> int:
    """The rank, from 1, of the best candidate that holds evidence; equal scores count against it."""
    scores = item.rows @ weights
    return int((scores > scores[item.holds > 0].max()).sum()) + 1


if __name__ == "__main__":
    main()
