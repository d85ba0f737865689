"""ALQAC 2022, a benchmark from outside: questions on four laws, each with the article that answers it.

The laws are documents like any other, in a store of their own; a hit counts for the article that it begins in. The data
is not part of the project: it is read beside the checkout where it lies there, and the benchmark is left out elsewhere.

Source: Nguyen et al., ALQAC 2022: A Summary of the Competition, KSE 2022.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.metrics.ranking import Ratio, yes_or_no
from eval.prediction import GivenSpan
from eval.records.provenance import ROOT
from eval.records.record import Case, Run
from ingest.language.fold import fold

SUITE = "alqac"
DATA = ROOT.parent / "shared" / "bench" / "alqac2022"
STYLES = ("plain", "no_diacritics")
DEPTH = 10
# Hits asked for, so that ten articles are among them: an article has five passages on average.
HITS = 60

Article = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawQuestion:
    """A question with the articles (law, number) that answer it."""

    id: str
    text: str
    gold: frozenset[Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laws:
    """The laws as texts by file name, the place where each article begins, and the questions."""

    texts: dict[str, str]
    articles: dict[str, tuple[tuple[int, Article], ...]]
    questions: tuple[LawQuestion, ...]

    def article_at(self, source: str, at: int) -> Article:
        """The article that the offset lies in."""
        starts = self.articles[source]
        return starts[max(0, bisect_right(starts, at, key=lambda item: item[0]) - 1)][1]

    def article_span(self, source: str, at: int) -> GivenSpan:
        """The whole article that the offset lies in."""
        starts = self.articles[source]
        place = max(0, bisect_right(starts, at, key=lambda item: item[0]) - 1)
        end = starts[place + 1][0] if place + 1 < len(starts) else len(self.texts[source])
        return GivenSpan(
            source=source, start=starts[place][0], end=end, quote=self.texts[source][starts[place][0] : end]
        )

    def spans(self) -> tuple[GivenSpan, ...]:
        """Each article as one span with its words."""
        return tuple(
            self.article_span(source, start) for source, starts in self.articles.items() for start, _ in starts
        )


def read_laws(folder: Path = DATA) -> Laws | None:
    """The benchmark of a folder; None where it is not there."""
    if not (folder / "law.json").exists():
        return None
    texts, articles = {}, {}
    for law in json.loads((folder / "law.json").read_text(encoding="utf-8")):
        source, text, starts = f"{law['id'].replace('/', '-')}.txt", "", []
        for article in law["articles"]:
            starts.append((len(text), (law["id"], article["id"])))
            text += f"Điều {article['id']}. {article['text'].strip()}\n\n"
        texts[source], articles[source] = text, tuple(starts)
    questions = tuple(
        LawQuestion(
            id=row["id"],
            text=row["text"],
            gold=frozenset((item["law_id"], item["article_id"]) for item in row["relevant_articles"]),
        )
        for row in json.loads((folder / "question.json").read_text(encoding="utf-8"))
    )
    return Laws(texts=texts, articles=articles, questions=questions)


def data_hash(folder: Path = DATA) -> str:
    """The SHA-256 of both files."""
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("law.json", "question.json"))).hexdigest()


def write_laws(laws: Laws, folder: Path) -> None:
    """The laws as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for source, text in laws.texts.items():
        (folder / source).write_text(text, encoding="utf-8", newline="")


def score_laws(laws: Laws, rank: Callable[[str], Iterable[GivenSpan]], *, system: str, style: str) -> Run:
    """The run of a system over all questions, as they were typed or without diacritics."""
    cases = []
    for question in laws.questions:
        asked = fold(question.text) if style == "no_diacritics" else question.text
        found = list(dict.fromkeys(laws.article_at(span.source, span.start) for span in rank(asked)))[:DEPTH]
        cases.append(Case(id=question.id, groups={"style": style}, scores=article_scores(found, question.gold)))
    return Run(suite=SUITE, system=f"{system}, {style}", cases=tuple(cases))


class Articles:
    """A ranker of passages as a ranker of the articles that they lie in."""

    def __init__(self, laws: Laws, rank: Callable[[str], Iterable[GivenSpan]]) -> None:
        self._laws = laws
        self._rank = rank

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` articles whose passages come first."""
        spans = (self._laws.article_span(span.source, span.start) for span in self._rank(question))
        return tuple(dict.fromkeys(spans))[:k]


def article_scores(found: Sequence[Article], gold: frozenset[Article]) -> dict[str, Ratio]:
    """Recall among the first and the first ten, and the reciprocal rank of the first article that answers."""
    first = next((rank for rank, article in enumerate(found, start=1) if article in gold), None)
    return {
        "recall@1": Ratio(float(len(gold.intersection(found[:1]))), float(len(gold))),
        "recall@5": Ratio(float(len(gold.intersection(found[:5]))), float(len(gold))),
        "recall@10": Ratio(float(len(gold.intersection(found[:10]))), float(len(gold))),
        "mrr": Ratio(1 / first, 1.0) if first else yes_or_no(False),
    }
