"""The command line of the evaluation: a command for each thing that is measured, and two for its records."""

import logging
import shutil
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from eval import encoders, system
from eval.benchmarks.box_text import read_back_all
from eval.benchmarks.damage import damaged_files, endure_all
from eval.benchmarks.damaged_word import SUFFIX, WORD_DAMAGES, made_word_files
from eval.benchmarks.hidden import DOCUMENT, compare_stores, hidden_record, sample_questions
from eval.benchmarks.hostile_files import KINDS, MOST_BYTES, peak_bytes, take_in_all
from eval.benchmarks.ingest_time import write_scan
from eval.benchmarks.load import load_record, measure_load
from eval.benchmarks.speed import measure_speed
from eval.datasets.labels import read_questions
from eval.records import compare, reading_record, table
from eval.records.calibration import from_measures, plot
from eval.records.files import latest_record, read_record, write_record
from eval.records.provenance import CORPUS, QUESTIONS, RESULTS, ROOT
from eval.records.record import Record, Run
from eval.run import OURS, PARTS, WHAT, evaluate
from eval.suites import reading
from eval.system import SystemFailed
from ingest.errors import ParcError
from ingest.ocr.tesseract import REMEDY, installed_tesseract
from ingest.repair import Repairer

# The sample document whose clean text long scans and damaged files are made of.
LONG_SAMPLE = "002_f8e8494414b91d6f.txt"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Scores PARC Search and its rivals against the labels in eval/questions/."""


@main.command()
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Only this part; the result is not saved.")
def run(only: tuple[str, ...]) -> None:
    """Scores everything from an empty store, shows what changed since the record before, and saves the new one.

    Example: python -m eval run --only repair
    """
    try:
        record = evaluate(only=only, say=_say)
    except (ParcError, SystemFailed) as error:
        raise click.ClickException(str(error)) from error
    for item in record.runs:
        _print_run(item.suite, item.system, record)
    if only:
        _say("a filtered run is not saved")
    else:
        before = latest_record(RESULTS, WHAT)  # its cases are there no more once the new record is saved
        if before is not None:
            click.echo(compare.comparison_text(list(compare.differences(before, record, system=OURS))))
        path = write_record(record, RESULTS)
        for older in RESULTS.glob(f"{WHAT}-*-calibration.svg"):  # its bins stay in its summary
            older.unlink()
        table.plot_path(record, RESULTS).write_text(plot(from_measures(record.measures)), encoding="utf-8")
        _say(f"saved {path.relative_to(ROOT)} and the plot of its calibration")


@main.command("compare")
@click.argument("before", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--system", default=OURS, show_default=True, help="The system to compare.")
def compare_records(before: Path, after: Path, system: str) -> None:
    """Shows the differences between two records, paired and per category where the cases of both are kept.

    The cases of an older record stand in the history: put both its files of one commit into a folder.

    Example: python -m eval compare eval/results/dev-A.json eval/results/dev-B.json
    """
    rows = list(compare.differences(read_record(before), read_record(after), system=system))
    click.echo(compare.comparison_text(rows))


@main.command("table")
def write_table() -> None:
    """Writes the results of the newest records into eval/RESULTS.md.

    Example: python -m eval table
    """
    table.PAGE.write_text(table.results_page(RESULTS), encoding="utf-8")
    _say(f"{table.PAGE.relative_to(ROOT)} holds the newest results")


@main.command("encoders")
@click.option("--save/--no-save", default=True, show_default=True, help="Keep the record in eval/results/.")
def compare_all_encoders(save: bool) -> None:
    """Ranks passages by the trained encoder, by the one it comes from and by BM25, each alone.

    Example: python -m eval encoders --no-save
    """
    try:
        record = encoders.compare_encoders(say=_say)
    except (ParcError, SystemFailed) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\n\n".join(table.encoder_parts(record)))
    if save:
        _say(f"saved {write_record(record, RESULTS).relative_to(ROOT)}")


@main.command()
@click.option("--save/--no-save", default=True, show_default=True, help="Keep the record in eval/results/.")
def benchmark(save: bool) -> None:
    """Measures ingestion and answering times, beside a rival in the same run.

    Example: python -m eval benchmark --no-save
    """
    try:
        record = measure_speed(say=_say)
    except (ParcError, SystemFailed) as error:
        raise click.ClickException(str(error)) from error
    for measure in record.measures:
        click.echo(f"{measure['what']:44s} {measure['value']:>12s}  {measure.get('beside', '')}")
    if save:
        _say(f"saved {write_record(record, RESULTS).relative_to(ROOT)}")


@main.command()
@click.option("-n", "--count", default=200, show_default=True, help="How many questions the five users ask together.")
@click.option("--alone", default=30, show_default=True, help="How many questions one user asks alone before.")
@click.option("--pause", default=4.0, show_default=True, help="Seconds that a user looks at an answer; 0 never stops.")
@click.option("--pages", default=60, show_default=True, help="The pages of the scan that the sixth user uploads.")
@click.option("--file", "file", type=click.Path(exists=True, path_type=Path), help="Upload this file instead.")
@click.option("--store", "ready", type=click.Path(exists=True, path_type=Path), help="Use a copy of this store.")
@click.option("--save/--no-save", default=True, show_default=True, help="Keep the record in eval/results/.")
def load(count: int, alone: int, pause: float, pages: int, file: Path | None, ready: Path | None, save: bool) -> None:
    """Five users ask in browsers while a sixth uploads a scan; says how long they wait and whether all is kept.

    Example: python -m eval load -n 50 --pages 20 --no-save
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # or the app that is measured would live on
    questions = [question.question for question in read_questions(QUESTIONS / "dev.jsonl")]
    with TemporaryDirectory(prefix="parc-load-") as scratch:
        store = Path(scratch) / "store"
        if ready is None:
            _say("ingest of the sample corpus")
            system.ingest([CORPUS], store=store)
        else:
            shutil.copytree(ready, store)
        if file is None:
            _say(f"a scan of {pages} pages is made")
            file = Path(scratch) / "quet.pdf"
            write_scan((CORPUS / LONG_SAMPLE).read_text(encoding="utf-8"), file, pages=pages)
        found = measure_load(store, questions, file, alone=alone, together=count, pause_s=pause, say=_say)
    record = load_record(found)
    for measure in record.measures:
        click.echo(f"{measure['what']:96s} {measure['value']:>8s}  {measure.get('beside', '')}")
    for fault in (*sorted(set(found.errors)), *found.lost):
        click.echo(f"  {fault}")
    if save:
        _say(f"saved {write_record(record, RESULTS).relative_to(ROOT)}")
    if found.errors or found.lost:
        raise SystemExit(1)


@main.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-n", "--count", default=1000, show_default=True, help="How many damaged files to make and read.")
@click.option("--seed", default=1, show_default=True, help="The same seed damages the same places.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind of damage.")
@click.option("--save/--no-save", default=False, show_default=True, help="Keep the record in eval/results/.")
def damage(folder: Path | None, count: int, seed: int, kinds: tuple[str, ...], save: bool) -> None:
    """Reads damaged copies of the PDFs of a folder; any crash, hang or flood of memory is a failure.

    Without a folder, reads damaged Word files, made from the clean sample document.

    Example: python -m eval damage documents/ -n 100
    """
    if folder is None:
        originals = made_word_files((CORPUS / LONG_SAMPLE).read_text(encoding="utf-8"))
        files = damaged_files(originals, count, seed=seed, kinds=kinds, damages=WORD_DAMAGES, suffix=SUFFIX)
    else:
        files = damaged_files([path.read_bytes() for path in _pdfs(folder)], count, seed=seed, kinds=kinds)
    results, faults = [], []
    for result in endure_all(files):
        results.append(result)
        if result.fault is not None:
            faults.append(result)
            click.echo(f"{result.name}: {result.fault}: {result.outcome}")
        _say(f"{result.name} {result.seconds:.1f} {result.worked:.1f} {result.outcome}")
    click.echo(f"{count} damaged files: {reading_record.damage_told(results)}")
    if save:
        record = reading_record.damage_record("Word files" if folder is None else "PDFs", results)
        _say(f"saved {write_record(record, RESULTS).relative_to(ROOT)}")
    if faults:
        raise SystemExit(1)


@main.command()
@click.option("-n", "--count", default=2000, show_default=True, help="How many hostile files to make and take in.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same files.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(sorted(KINDS)), help="Only this kind of file.")
def hostile(count: int, seed: int, kinds: tuple[str, ...]) -> None:
    """Takes hostile files of every format in; any crash, hang or flood of memory, and any lost file, is a failure.

    Example: python -m eval hostile -n 300 --seed 2
    """
    faults = read = 0
    slowest = 0.0
    for item in take_in_all(count, seed=seed, repairer=Repairer.load(), kinds=kinds):
        slowest, read = max(slowest, item.worked_s), read + (item.outcome == "read")
        if item.fault is not None:
            faults += 1
            click.echo(f"{item.name}: {item.fault}: {item.outcome}")
        _say(f"{item.name} {item.worked_s:.1f} {item.outcome}")
    peak = peak_bytes()
    click.echo(
        f"{count} hostile files: {read} read, the others named, {faults} faults; the slowest took {slowest:.1f} s of a "
        f"processor, the largest process {peak / 1e6:.0f} MB"
    )
    if faults or peak > MOST_BYTES:
        raise SystemExit(1)


@main.command()
@click.argument("document", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-n", "--count", default=500, show_default=True, help="How many questions to ask of both stores.")
@click.option("--on-screen", default=25, show_default=True, help="How many of them to ask on the screen too.")
@click.option("--save/--no-save", default=True, show_default=True, help="Keep the record in eval/results/.")
def hidden(document: Path | None, count: int, on_screen: int, save: bool) -> None:
    """Compares all that a reader gets from two stores, with and without a document that he may not see.

    Without a document, a made one is hidden: a plan of the same province and year, full of names and figures.

    Example: python -m eval hidden -n 50 --no-save
    """
    logging.disable(logging.WARNING)  # the screens are drawn without a browser, which Streamlit warns of
    with TemporaryDirectory(prefix="parc-hidden-") as scratch:
        try:
            found = compare_stores(
                Path(scratch), sample_questions(count), hidden=document or DOCUMENT, on_screen=on_screen, say=_say
            )
        except ParcError as error:
            raise click.ClickException(str(error)) from error
    for difference in found.differences[:20]:
        click.echo(f"differs: {difference.what}")
    told = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
    click.echo(f"with and without a hidden document: {told}; {len(found.differences)} differ")
    if save:
        record = hidden_record(found, "a made one" if document is None else document.name)
        _say(f"saved {write_record(record, RESULTS).relative_to(ROOT)}")
    if found.differences:
        raise SystemExit(1)


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-n", "--count", default=200, show_default=True, help="How many random passages to look at.")
@click.option("--seed", default=1, show_default=True, help="The same seed picks the same passages.")
def boxes(folder: Path, count: int, seed: int) -> None:
    """Reads the letters inside the boxes of random passages of a folder's PDFs; they must be the quotes.

    Example: python -m eval boxes documents/ -n 100
    """
    results = list(read_back_all(_pdfs(folder), count, seed=seed))
    wrong = [result for result in results if not result.is_right]
    for result in wrong:
        click.echo(f"{result.source}, page {result.page_no}:\n  quote  {result.quote}\n  inside {result.inside}")
    click.echo(f"{len(results)} passages: the boxes of {len(results) - len(wrong)} hold the quote and nothing else")
    if wrong:
        raise SystemExit(1)


def _pdfs(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() == ".pdf"]
    if not found:
        raise click.ClickException(f"no PDF in {str(folder)!r}; name a folder that holds whole ones")
    return found


@main.command("reading")
@click.option("--made", default=12, show_default=True, help="Made pages to read by OCR.")
@click.option("--scanned", default=0, show_default=True, help="Waiting pages of each file to read by OCR.")
@click.option("--save/--no-save", default=False, show_default=True, help="Keep the record in eval/results/.")
def measure_reading(made: int, scanned: int, save: bool) -> None:
    """Shows which pages are sent to OCR, and how well text layers, made pages, made tables and scans are read.

    Example: python -m eval reading --made 4 --scanned 2
    """
    engine = installed_tesseract()
    if engine is None:
        raise click.ClickException(f"no Tesseract with Vietnamese: {REMEDY}")
    record = reading_record.measure_reading(reading.PDFS, engine, made=made, scanned=scanned, say=_say, show=click.echo)
    for run in record.runs:
        _print_totals(run)
    for measure in record.measures:
        if measure["kind"] != "decision":
            click.echo(f"{measure['what']:48s} {measure['value']}")
    if save:
        _say(f"saved {write_record(record, RESULTS).relative_to(ROOT)}")


def _print_totals(run: Run) -> None:
    click.echo(f"\n{run.suite}: n={len(run.cases)}")
    for category, totals in run.summary().items():
        scores = "  ".join(f"{name} {ratio.value:.4f}" for name, ratio in totals.items())
        click.echo(f"  {category:40s} {scores}")


def _print_run(suite: str, system: str, record: Record) -> None:
    item = record.run(suite, system)
    if item is None:
        return
    click.echo(f"\n{suite}, {system}: n={len(item.cases)}, failed={len(item.failures)}")
    for failure in item.failures:
        click.echo(f"  failed {failure.id}: {failure.reason}")
    if item.cases:
        for category, totals in item.summary().items():
            scores = "  ".join(f"{name} {ratio.value:.3f}" for name, ratio in totals.items())
            click.echo(f"  {category:22s} {scores}")


def _say(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main(prog_name="python -m eval")
