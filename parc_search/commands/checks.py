"""`verify`, `doctor` and `repair`: is everything sound, is everything there, and the repair alone."""

import sys
from pathlib import Path

import click

from index.check import check
from index.erased import traces
from ingest.errors import ParcError, UnreadableFile
from ingest.readers import read
from ingest.repair import Repairer
from parc_search import messages
from parc_search.commands.asking import read_lines, write_lines
from parc_search.commands.options import json_option, note, opened, say, say_json, store_option
from parc_search.doctor import examine
from parc_search.export.serialize import Json
from parc_search.settings import load_settings


@click.command(help=messages.HELP_VERIFY, epilog=messages.EXAMPLE_VERIFY)
@click.option("--erased", metavar="SOURCE|TEXT", default=None, help=messages.HELP_ERASED)
@json_option
@store_option
@click.pass_context
def verify(context: click.Context, erased: str | None, as_json: bool, store: Path | None) -> None:
    """Checks every stored quote, register row and index entry against the source text, or that a document is gone."""
    if erased is not None:
        context.exit(_verify_erased(erased, as_json=as_json, store=store))
    with opened(store) as parc:
        findings = check(parc.store)
        counts = (len(parc.sources()), len(parc.library.passages))
    if as_json:
        say_json([{"code": f.code, "source": f.source, "item": f.item, "message": f.message} for f in findings])
    else:
        for finding in findings:
            say(finding.message)
        if not findings:
            say(messages.VERIFIED.format(documents=counts[0], passages=counts[1]))
    context.exit(1 if findings else 0)


def _verify_erased(asked: str, *, as_json: bool, store: Path | None) -> int:
    """Says where words of a document, of a file or of a text are still on disk: 0 if nowhere, else 1."""
    with opened(store) as parc:
        stored = {item.source: item.content_hash for item in parc.sources()}
        if asked in stored:
            raise ParcError(messages.STILL_STORED.format(source=asked))
        if asked in {former.source for former in parc.store.formers()}:
            raise ParcError(messages.STILL_UNDOABLE.format(source=asked))
        path = Path(asked)
        if path.is_file():
            document = read(path)
            found = traces(parc.store, document.text, content_hash=document.content_hash)
        else:
            found = traces(parc.store, asked)
    if as_json:
        say_json([{"path": str(trace.path), "what": trace.what} for trace in found])
    else:
        for trace in found:
            say(messages.TRACE.format(path=trace.path, what=trace.what))
        if not found:
            say(messages.NO_TRACE.format(asked=asked))
    return 1 if found else 0


@click.command(help=messages.HELP_DOCTOR, epilog=messages.EXAMPLE_DOCTOR)
@json_option
@store_option
@click.pass_context
def doctor(context: click.Context, as_json: bool, store: Path | None) -> None:
    """Checks the installation and the store."""
    findings = examine(load_settings(store=store))
    if as_json:
        say_json([finding.to_json() for finding in findings])
    else:
        for finding in findings:
            say(f"{messages.DOCTOR_MARKS[finding.severity]} {finding.message}")
            if finding.remedy:
                say(f"    {messages.REMEDY}: {finding.remedy}")
    context.exit(1 if any(finding.severity == "error" for finding in findings) else 0)


@click.command(help=messages.HELP_REPAIR, epilog=messages.EXAMPLE_REPAIR)
@click.option("--batch", type=click.Path(path_type=Path), default=None, metavar="FILE", help=messages.HELP_REPAIR_BATCH)
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="FILE", help=messages.HELP_OUT)
@store_option
def repair(batch: Path | None, out: Path | None, store: Path | None) -> None:
    """Repairs broken text: a file of lines, or stdin to stdout."""
    del store  # the repairer is the same for every store; the option is there for scripts that always give it
    if (batch is None) != (out is None):
        raise click.UsageError(messages.REPAIR_USAGE)
    if batch is not None and out is not None:
        lines = list(read_lines(batch))
        repairer = Repairer.load()
        rows: list[Json] = []
        for number, line in enumerate(lines, start=1):
            raw = line.get("raw")
            if not isinstance(raw, str):
                raise UnreadableFile(messages.LINE_WITHOUT_RAW.format(path=batch, number=number))
            rows.append({"id": line.get("id"), "text": repairer.repair(raw).text})
        write_lines(out, rows)
        note(messages.WROTE_FILE.format(count=len(rows), path=out))
        return
    raw_bytes = sys.stdin.buffer.read()
    try:
        text = raw_bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(messages.NOT_UTF8.format(path="stdin")) from error
    sys.stdout.buffer.write(Repairer.load().repair(text).text.encode("utf-8"))
