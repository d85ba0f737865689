"""One record of reading: decisions, text layers, made pages and tables, scans, boxes, damaged files, pace."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.benchmarks.box_text import read_back_all
from eval.benchmarks.damage import Endured
from eval.records.provenance import code_hash, provenance
from eval.records.record import Record, Run
from eval.suites import reading
from eval.suites.tables import score_made_tables
from ingest.ocr.tesseract import Tesseract
from ingest.processes.worker_pool import in_processes
from ingest.readers import read
from ingest.repair import Repairer

WHAT = "reading"
DAMAGE = "damage"
BOXED_PASSAGES = 200
_SEED = 1
_CORES = 2

Say = Callable[[str], None]
Measure = dict[str, Any]


def measure_reading(folder: Path, engine: Tesseract, *, made: int, scanned: int, say: Say, show: Say) -> Record:
    """The record; each part is announced through `say` before it starts, and shown line by line."""
    code, facts = code_hash(), provenance()
    measures: list[Measure] = []
    runs: list[Run] = []
    if folder.exists():
        show(reading.HEADING)
        found = []
        for item in reading.decisions(folder):
            found.append(item)
            show(item.line())
        measures += [_measure(item.name, _told(item), kind="decision") for item in found]
        say(f"read the born-digital PDFs on {_CORES} cores")
        pace = born_digital_pages_a_second(folder)
        measures.append(_measure(f"born-digital pages read, {_CORES} cores", f"{pace:.0f} pages/s"))
        runs.append(reading.score_layers(folder))
        say(f"read back the boxes of {BOXED_PASSAGES} passages")
        pdfs = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".pdf"]
        backs = list(read_back_all(pdfs, BOXED_PASSAGES, seed=_SEED))
        right = sum(back.is_right for back in backs)
        measures.append(_measure("boxes that hold their quote and nothing else", f"{right} of {len(backs)}"))
    say("read made tables")
    runs.append(score_made_tables(engine, system=reading.SYSTEM))
    if made:
        say(f"read {made} made pages")
        runs.append(reading.score_made_pages(engine, Repairer.load(), count=made))
    if scanned and folder.exists():
        scans = list(reading.read_scans(folder, engine, pages=scanned, say=say))
        measures += [_measure(scan.name, scan.told(), kind="scan") for scan in scans]
        pages = sum((scan.states for scan in scans), Counter()).total()
        seconds = sum(scan.seconds for scan in scans) / max(1, pages)
        measures.append(_measure(f"{pages} scanned pages, one core", f"{seconds:.2f} s a page"))
    finished_at = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(
        what=WHAT, code=code, finished_at=finished_at, provenance=facts, runs=tuple(runs), measures=tuple(measures)
    )


def damage_record(named: str, results: Sequence[Endured]) -> Record:
    """The record of damaged files of one kind ("PDFs"): how many were read, refused, or a failure."""
    return Record(
        what=f"{DAMAGE}-{named.split()[0].lower()}",
        code=code_hash(),
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        provenance=provenance(),
        measures=(_measure(f"{len(results):,} damaged {named}", damage_told(results)),),
    )


def damage_told(results: Sequence[Endured]) -> str:
    """What became of damaged files, on one line."""
    faults = sum(result.fault is not None for result in results)
    read_whole = sum(result.outcome.startswith("read") for result in results)
    slowest = max(results, key=lambda result: result.worked)
    return (
        f"{read_whole} read, {len(results) - read_whole} refused in one line, {faults} failures; "
        f"the slowest took {slowest.worked:.1f} s of a processor ({slowest.name})"
    )


def born_digital_pages_a_second(folder: Path) -> float:
    """The pace, by the clock, of reading the PDFs that have their text beside them, in processes side by side."""
    paths = [path for path in sorted(folder.rglob("*.pdf")) if path.with_suffix(".txt").exists()]
    list(in_processes(_pages, paths[:_CORES], workers=_CORES, size=_bytes))  # the processes start, files are in memory
    start = perf_counter()
    pages = sum(count for count in in_processes(_pages, paths, workers=_CORES, size=_bytes) if isinstance(count, int))
    return pages / (perf_counter() - start)


def _pages(path: Path) -> int:
    return len(read(path).pages)


def _bytes(path: Path) -> int:
    return path.stat().st_size


def _told(item: reading.Decision) -> str:
    if item.refused is not None:
        return f"refused: {item.refused}"
    return f"{item.states.total()} pages, {item.sent} sent to OCR, lowest quality {item.lowest_quality:.2f}"


def _measure(what: str, value: str, *, kind: str = "total") -> Measure:
    return {"what": what, "value": value, "kind": kind}
