"""How long a question takes: in a new process, and in one that is already up."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from eval import system
from eval.baselines.bm25 import Bm25
from eval.prediction import GivenSpan
from index.store.store import Store
from parc_search import ParcSearch

# Asked in a new process; the first question of the README.
COLD_QUESTION = "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"
COLD_RUNS = 3


def cold_seconds(store: Path) -> float:
    """The median wall time of `ask` in a new process."""
    return median(_seconds(lambda: system.command("ask", COLD_QUESTION, "--store", store)) for _ in range(COLD_RUNS))


def warm_ms(questions: Sequence[str], store: Path) -> list[float]:
    """The times of the questions in one process that has answered one before, in milliseconds."""
    with ParcSearch.open(store) as search:
        search.ask(COLD_QUESTION)
        return [_seconds(partial(search.ask, question)) * 1000 for question in questions]


def rival_warm_ms(questions: Sequence[str], store: Path) -> list[float]:
    """The times of BM25 (bm25s) over the same passages, in milliseconds; it ranks and does no more."""
    with Store.open(store, create=False) as opened:
        spans = [
            GivenSpan(source=passage.source, start=passage.start, end=passage.end, quote=passage.text)
            for passage in opened.passages()
        ]
    rival = Bm25(spans)
    return [_seconds(partial(rival.rank, question, k=10)) * 1000 for question in questions]


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay under."""
    return quantiles(times, n=20)[-1]


def _seconds(action: Callable[[], object]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start
