"""One speed record: ingestion whole and by stage, repair in syllables a second, questions cold and warm."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from threadpoolctl import threadpool_limits

from eval import system
from eval.benchmarks.ask_time import cold_seconds, p95, rival_warm_ms, warm_ms
from eval.benchmarks.ingest_time import PAGED, PagedTimes, paged_times, stage_seconds
from eval.datasets.labels import read_questions
from eval.metrics.reading import syllables
from eval.reading import CLEAN_DOCUMENT
from eval.records.provenance import CORPUS, QUESTIONS, code_hash, provenance
from eval.records.record import Record
from ingest.repair import Repairer

WHAT = "speed"
_RUNS = 3


def measure_speed(*, say: Callable[[str], None]) -> Record:
    """The record of all times; each part is announced through `say` before it starts."""
    code, facts = code_hash(), provenance()
    questions = [question.question for question in read_questions(QUESTIONS / "dev.jsonl")]
    documents = sorted(CORPUS.glob("*.txt"))
    say("repair, on one core")
    texts = {path.name: path.read_bytes().decode("utf-8") for path in documents}
    with threadpool_limits(1):
        broken = syllables_per_second([text for name, text in texts.items() if name != CLEAN_DOCUMENT])
        clean = syllables_per_second([texts[CLEAN_DOCUMENT]])
        mended = question_ms(questions)
    with TemporaryDirectory(prefix="parc-speed-") as scratch:
        store = Path(scratch) / "store"
        say("ingest, in a new process")
        start = perf_counter()
        system.ingest([CORPUS], store=store)
        whole = perf_counter() - start
        say("ingest, by stage")
        stages = stage_seconds(documents, Path(scratch) / "stages")
        say("ingest of PDFs, in a new process and by stage")
        paged = paged_times(PAGED, Path(scratch))
        if paged is None:
            say(f"left out: no PDFs in {PAGED}")
        say("ask, in a new process")
        cold = cold_seconds(store)
        say(f"ask {len(questions)} questions in one process")
        ours = warm_ms(questions, store)
        rival = rival_warm_ms(questions, store)
    measures = [
        _measure(f"ingest of {len(documents)} documents", whole, "s"),
        *(_measure(f"of it, {name}", seconds, "s") for name, seconds in stages.items()),
        *(paged_measures(paged) if paged else ()),
        _measure("repair of broken documents, one core", broken, "syllables/s"),
        _measure("repair of a clean document, one core", clean, "syllables/s"),
        _measure(f"repair of a question, median of {len(mended)}", median(mended), "ms"),
        _measure("repair of a question, 95 of 100 under", p95(mended), "ms"),
        _measure("ask, new process (median of 3)", cold, "s"),
        _beside(f"ask, warm, median of {len(ours)}", median(ours), median(rival)),
        _beside("ask, warm, 95 of 100 under", p95(ours), p95(rival)),
    ]
    finished_at = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(what=WHAT, code=code, finished_at=finished_at, provenance=facts, measures=tuple(measures))


def paged_measures(times: PagedTimes) -> Iterator[dict[str, Any]]:
    """The rows of paged documents: pages in a second for the whole of it, then what each stage takes of a page."""
    what = f"ingest of {times.documents} PDFs, {times.pages} pages"
    beside = f"{times.whole_s:.0f} s in all"
    if times.reread:
        beside += f", {times.reread} pages read from their pictures"
    yield {**_measure(what, times.pages / times.whole_s, "pages/s"), "beside": beside}
    for name, seconds in times.stages_s.items():
        yield _measure(f"of a page of PDF, {name}, one process", 1000 * seconds / times.pages, "ms")


def syllables_per_second(texts: Sequence[str]) -> float:
    """The best rate of a few runs over the texts."""
    repairer = Repairer.load()
    count = sum(len(syllables(text)) for text in texts)
    return count / min(_seconds(repairer.repair, texts) for _ in range(_RUNS))


def question_ms(questions: Sequence[str]) -> list[float]:
    """The best time of a few runs for each question, in milliseconds."""
    repairer = Repairer.load()
    return [1000 * min(_seconds(repairer.repair_question, [question]) for _ in range(_RUNS)) for question in questions]


def _measure(what: str, number: float, unit: str) -> dict[str, Any]:
    return {"what": what, "number": round(number, 3), "unit": unit, "value": f"{number:.1f} {unit}"}


def _beside(what: str, ours: float, rival: float) -> dict[str, Any]:
    ratio = f"{ours / rival:.0f} times BM25 (bm25s) over the same passages ({rival:.1f} ms)"
    return {**_measure(what, ours, "ms"), "rival": round(rival, 3), "beside": ratio}


def _seconds(read: Callable[[str], object], texts: Sequence[str]) -> float:
    start = perf_counter()
    for text in texts:
        read(text)
    return perf_counter() - start
