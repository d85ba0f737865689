"""XQuAD in Vietnamese: general questions, each with the paragraph of Wikipedia that answers it.

Whoever trains an encoder on official texts may lose what it knew of the rest of the world; this shows how much.

Source: Artetxe et al., On the Cross-lingual Transferability of Monolingual Representations, ACL 2020.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.baselines.fused import Ranker
from eval.metrics.ranking import Ratio, yes_or_no
from eval.prediction import GivenSpan
from eval.records.provenance import ROOT
from eval.records.record import Case, Run

SUITE = "xquad"
DATA = ROOT.parent / "shared" / "bench" / "xquad.vi.json"
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the questions, by id, that it answers."""

    text: str
    questions: tuple[tuple[str, str], ...]


def read_paragraphs(path: Path = DATA) -> tuple[Paragraph, ...] | None:
    """The paragraphs of the benchmark; None where it is not there."""
    if not path.exists():
        return None
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    return tuple(
        Paragraph(paragraph["context"], tuple((asked["id"], asked["question"]) for asked in paragraph["qas"]))
        for article in articles
        for paragraph in article["paragraphs"]
    )


def spans(paragraphs: Sequence[Paragraph]) -> tuple[GivenSpan, ...]:
    """Each paragraph as a passage; its number is where it begins."""
    return tuple(
        GivenSpan(source=DATA.name, start=number, end=number + 1, quote=paragraph.text)
        for number, paragraph in enumerate(paragraphs)
    )


def score_paragraphs(paragraphs: Sequence[Paragraph], ranker: Ranker, *, system: str) -> Run:
    """The run of a ranker of `spans` over all questions."""
    cases = []
    for number, paragraph in enumerate(paragraphs):
        for id, question in paragraph.questions:
            found = [span.start for span in ranker.rank(question, k=_DEPTH)]
            scores = {
                "recall@1": yes_or_no(found[:1] == [number]),
                "recall@5": yes_or_no(number in found[:5]),
                "mrr": Ratio(1 / (1 + found.index(number)) if number in found else 0.0, 1.0),
            }
            cases.append(Case(id=id, groups={}, scores=scores))
    return Run(suite=SUITE, system=system, cases=tuple(cases))
