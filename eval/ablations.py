"""The system with one part taken away, on the same questions: what each part is worth.

A part is taken out of the data or handed in as another object; the product has no switch for it. Each variant is a copy
of the full store in which the documents are replaced, so that vectors of unchanged texts are not made again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np

from eval.datasets.labels import Question
from eval.records.provenance import CORPUS
from index.build import Index
from index.encoders import Encoder, Vectors
from index.store.store import Store
from index.training.original import OriginalEncoder
from ingest.documents import IngestedDocument
from ingest.pipeline import ingest_file
from ingest.repair import RepairedText, Repairer
from parc_search.export.serialize import answer_to_json
from parc_search.search import ParcSearch
from parc_search.settings import Settings

Answers = Mapping[str, Mapping[str, Any]]


class NoRepair(Repairer):
    """Reads documents and questions as they stand."""

    def __init__(self) -> None:
        """Needs no model."""

    def repair(self, text: str) -> RepairedText:
        """The text itself."""
        return RepairedText(text)

    def repair_question(self, text: str) -> RepairedText:
        """The question itself."""
        return RepairedText(text)

    def adapted(self, clean_texts: Iterable[str]) -> "NoRepair":
        """Itself: it learns nothing."""
        return self


class NoEncoder:
    """Takes every text for the same: nothing is found by its meaning."""

    name = fingerprint = "none"
    dim = 1

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The same vector for each."""
        return np.ones((len(texts), self.dim), np.float32)

    def query(self, text: str) -> Vectors:
        """The vector of every passage."""
        return np.ones(self.dim, np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """What is taken away: out of the documents of a store (None: nothing), whether questions are restored, the encoder.

    `encoder` gives the one that takes the encoder's place; None: it stays.
    """

    documents: Callable[[Store], Iterator[IngestedDocument]] | None = None
    restores_questions: bool = True
    encoder: Callable[[], Encoder] | None = None


def without_repair(store: Store) -> Iterator[IngestedDocument]:
    """The sample corpus read anew, its text taken as it was scanned."""
    return (ingest_file(path, NoRepair()) for path in sorted(CORPUS.glob("*.txt")))


def without_registers(store: Store) -> Iterator[IngestedDocument]:
    """The documents of the store without their tasks and targets."""
    return (replace(item, tasks=(), targets=()) for item in stored(store))


def without_outline_path(store: Store) -> Iterator[IngestedDocument]:
    """The documents of the store with passages that do not know the headings above them."""
    for item in stored(store):
        yield replace(item, passages=tuple(replace(passage, path=()) for passage in item.passages))


ABLATIONS: Mapping[str, Ablation] = {
    "without repair": Ablation(documents=without_repair),
    "without registers": Ablation(documents=without_registers),
    "without outline path": Ablation(documents=without_outline_path),
    "without question restoration": Ablation(restores_questions=False),
    "with the original encoder": Ablation(encoder=OriginalEncoder),
    "without an encoder": Ablation(encoder=NoEncoder),
}


def stored(store: Store) -> Iterator[IngestedDocument]:
    """The documents of a store as ingestion gave them."""
    for item in store.sources():
        yield IngestedDocument(
            document=store.document(item.source),
            passages=store.passages(item.source),
            tasks=store.tasks(item.source),
            targets=store.targets(item.source),
        )


def ask_without(
    ablation: Ablation, questions: Sequence[Question], *, full_store: Path, scratch: Path, encoder: Encoder
) -> Answers:
    """The answers of the ablated system by the question's id; `scratch` is a folder that does not exist yet."""
    copytree(full_store, scratch)
    other = ablation.encoder() if ablation.encoder else None
    index = Index.open(scratch, other or encoder, rebuild=other is not None)
    repairer = None if ablation.restores_questions else NoRepair()
    with ParcSearch(index, Settings(store=scratch), repairer=repairer) as parc:
        if ablation.documents is not None:
            index.put(list(ablation.documents(index.store)))
        return {
            question.id: answer_to_json(parc.ask(question.question, id=question.id, audited=False))
            for question in questions
        }
