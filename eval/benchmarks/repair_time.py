"""How fast the repairer reads, in one process: syllables of broken and of clean documents, and single questions."""

from collections.abc import Callable, Sequence
from time import perf_counter

from eval.metrics.syllable_error import syllables
from ingest.repair import Repairer

_RUNS = 3


def syllables_per_second(texts: Sequence[str]) -> float:
    """The best rate of a few runs over the texts."""
    repairer = Repairer.load()
    count = sum(len(syllables(text)) for text in texts)
    return count / min(_seconds(repairer.repair, texts) for _ in range(_RUNS))


def question_ms(questions: Sequence[str]) -> list[float]:
    """The best time of a few runs for each question, in milliseconds."""
    repairer = Repairer.load()
    return [1000 * min(_seconds(repairer.repair_question, [question]) for _ in range(_RUNS)) for question in questions]


def _seconds(read: Callable[[str], object], texts: Sequence[str]) -> float:
    start = perf_counter()
    for text in texts:
        read(text)
    return perf_counter() - start
