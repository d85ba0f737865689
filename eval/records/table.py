"""The page of results, generated from the newest records; a test holds it to them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.records.calibration import calibration_error, from_measures
from eval.records.files import latest_record
from eval.records.provenance import ROOT
from eval.records.record import ALL, Record, Run
from eval.run import OURS, WHAT

PAGE = ROOT / "eval" / "RESULTS.md"
_HEAD = "# Results\n\nWritten by `python -m eval table` from the newest records in `eval/results/`; not edited by hand."
SPEED = "speed"
ENCODERS = "encoders"
READING = "reading"
LOAD = "load"
DAMAGES = ("damage-pdfs", "damage-word")
_READ_SUITES = {
    "layers": "text layers of born-digital PDFs",
    "made pages": "made scans at 200 dpi",
    "made tables": "made tables",
}

_QUESTION_COLUMNS = (
    "hit@1",
    "hit@5",
    "mrr",
    "cited",
    "cite prec",
    "verbatim",
    "answer",
    "false refusal",
    "refused",
    "right",
)
_RARE = frozenset({"clean changed"})  # shares so small that three places would round them to nothing
_HEADINGS = {
    "questions": "Questions",
    "repair": "OCR repair (SER: syllables wrong; harm: right syllables spoilt)",
    "restored": "Diacritics put back (questions and held-out official sentences)",
    "kept": "Clean text that repair changed (share of syllables; n texts)",
    "tasks": "Register of tasks",
    "targets": "Register of targets",
    "alqac": "Outside benchmark: ALQAC 2022, four laws of 1,377 articles, 520 questions, hits counted by article",
}
_ENCODER_HEADINGS = {
    "encoders": "Encoders alone: passages of the sample corpus, as scanned and as repaired",
    "alqac": "Encoders alone: articles of ALQAC 2022",
    "xquad": "Encoders alone: paragraphs of XQuAD in Vietnamese",
}


def results_text(folder: Path) -> str:
    """The tables of the newest record of each kind, as Markdown; a line if there is no full one."""
    record, encoders, speed, load, reading = (
        latest_record(folder, what) for what in (WHAT, ENCODERS, SPEED, LOAD, READING)
    )
    parts = [*_record_parts(record)] if record else ["No results yet: `make eval`."]
    if encoders:
        parts += encoder_parts(encoders)
    if speed:
        parts += _times_parts("Speed", speed)
    if load:
        parts += _times_parts("The app in real browsers, while a scan is uploaded", load)
    if reading:
        parts += _reading_parts(reading, [latest_record(folder, what) for what in DAMAGES])
    return "\n\n".join(parts)


def results_page(folder: Path) -> str:
    """The whole page of results, as Markdown."""
    return f"{_HEAD}\n\n{results_text(folder)}\n"


def _record_parts(record: Record) -> Iterable[str]:
    machine = record.provenance["machine"]
    yield (
        f"Development set, code `{record.code[:12]}`, {record.finished_at[:10]}, "
        f"{machine['cores']} cores of {machine['processor']}. Each figure is a mean over those of the n "
        f"labels that ask for it; rivals that only rank are asked what can be answered."
    )
    for suite, heading in _HEADINGS.items():
        runs = [run for run in record.runs if run.suite == suite]
        if runs:
            yield f"**{heading}**"
            yield _systems_table(runs, _QUESTION_COLUMNS if suite == "questions" else _columns(runs))
        yield from (f"{run.system}: {failure.reason}" for run in runs if not run.cases for failure in run.failures)
    ours = record.run("questions", OURS)
    if ours:
        yield "**Questions by type, style and document**"
        yield _categories_table(ours)
    if record.measures:
        yield from _calibration_parts(record)


def _systems_table(runs: Sequence[Run], columns: Sequence[str]) -> str:
    rows = []
    for run in runs:
        if run.cases:
            totals = run.summary()[ALL]
            cells = [_figure(name, totals[name].value) if name in totals else "–" for name in columns]
            rows.append([run.system, str(len(run.cases)), str(len(run.failures)), *cells])
    return _markdown(["system", "n", "failed", *columns], rows)


def _categories_table(run: Run) -> str:
    rows = []
    for category, totals in run.summary().items():
        if category.startswith(("type ", "style ", "document ")):
            cells = [f"{totals[name].value:.3f}" if name in totals else "–" for name in _QUESTION_COLUMNS]
            rows.append([category, f"{totals['right'].whole:g}", *cells])
    return _markdown(["", "n", *_QUESTION_COLUMNS], rows)


def _figure(metric: str, value: float) -> str:
    return f"{value:.3%}" if metric in _RARE else f"{value:.3f}"


def _calibration_parts(record: Record) -> Iterable[str]:
    bins = from_measures(record.measures)
    yield (
        f"**Confidence of the answers shown**: expected calibration error {calibration_error(bins):.3f} "
        f"(plot: eval/results/{plot_path(record, ROOT).name})"
    )
    rows = [
        [f"{item.low:.1f}–{item.high:.1f}", str(item.n), f"{item.confidence:.3f}", f"{item.right:.3f}"] for item in bins
    ]
    yield _markdown(["confidence", "n", "mean confidence", "right"], rows)


def plot_path(record: Record, folder: Path) -> Path:
    """Where the calibration plot of a record lies: beside it."""
    return folder / f"{Path(record.file_name).stem}-calibration.svg"


def _columns(runs: Sequence[Run]) -> list[str]:
    return list(dict.fromkeys(name for run in runs if run.cases for name in run.summary()[ALL]))


def encoder_parts(record: Record) -> Iterable[str]:
    """The tables of a record that compares encoders, as Markdown."""
    for suite, heading in _ENCODER_HEADINGS.items():
        if runs := [run for run in record.runs if run.suite == suite]:
            yield f"**{heading}**"
            yield _systems_table(runs, _columns(runs))
    yield _markdown(["encoder", "measured"], [[measure["what"], measure["value"]] for measure in record.measures])


def _times_parts(heading: str, record: Record) -> Iterable[str]:
    machine = record.provenance["machine"]
    yield f"**{heading}**, code `{record.code[:12]}`, {machine['cores']} cores of {machine['processor']}"
    rows = [[measure["what"], measure["value"], measure.get("beside", "")] for measure in record.measures]
    yield _markdown(["what", "measured", "beside"], rows)


def _reading_parts(record: Record, damaged: Sequence[Record | None]) -> Iterable[str]:
    yield f"**Reading of files**, code `{record.code[:12]}` (`python -m eval reading --scanned 99 --save`)"
    told = [measure for kept in (record, *damaged) if kept is not None for measure in kept.measures]
    yield _markdown(["what", "measured"], [[m["what"], m["value"]] for m in told if m["kind"] == "total"])
    for run in record.runs:
        yield f"{_READ_SUITES[run.suite].capitalize()}, n={len(run.cases)}"
        groups = [key for key in run.summary() if key == ALL or key.startswith("table ")]
        yield _markdown(
            ["", *_columns([run])],
            [[key, *(f"{total.value:.4f}" for total in run.summary()[key].values())] for key in groups],
        )
    for kind, head in (("decision", "what is decided"), ("scan", "what OCR made of the pages that were sent")):
        rows = [[measure["what"], measure["value"]] for measure in record.measures if measure["kind"] == kind]
        if rows:
            yield _markdown(["file", head], rows)


def _markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in header[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [header, rule, *rows])
