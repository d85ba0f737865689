"""Which questions are left out together: all of one document, so that nothing learned on a document is judged on it."""

import zlib
from collections.abc import Sequence

from eval.datasets.labels import Question

FOLDS = 5


# A way of asking again ("r-dev-012") is left out with the question that it asks ("dev-012").
_ASKED_AGAIN = "r-"


def document_of(question: Question) -> str:
    """What a question is left out with: its document; of a file that names none, it stands for itself.

    The questions on the five sample documents ask in one manner of few documents. Left out by document they would be
    judged by a model of kinds that never met their manner, as no question that is asked of the product will be.
    """
    return question.document or question.id.removeprefix(_ASKED_AGAIN)


def fold_of(document: str) -> int:
    """The fold that a document is left out in, the same on every machine."""
    return zlib.crc32(document.encode("utf-8")) % FOLDS


def folds_of(questions: Sequence[Question]) -> list[int]:
    """The fold that each question is left out in, the same on every machine; documents are dealt out by size."""
    sizes: dict[str, int] = {}
    for question in questions:
        sizes[document_of(question)] = sizes.get(document_of(question), 0) + 1
    held = [0] * FOLDS
    fold: dict[str, int] = {}
    for document in sorted(sizes, key=lambda name: (-sizes[name], zlib.crc32(name.encode()))):
        fold[document] = held.index(min(held))
        held[fold[document]] += sizes[document]
    return [fold[document_of(question)] for question in questions]
