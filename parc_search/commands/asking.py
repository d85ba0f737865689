"""`ask` and `search`: one question, or a file of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from ingest.errors import BadQuestion, PathNotFound, UnreadableFile
from parc_search import messages
from parc_search.commands.options import json_option, note, opened, say, say_json, store_option
from parc_search.evidence.acts import command_line_user
from parc_search.export.serialize import Json, answer_to_json, answer_to_text, hit_to_json, hit_to_text
from parc_search.search import ParcSearch

EXIT_SOME_FAILED = 3
_PROGRESS_EVERY = 20


@click.command(help=messages.HELP_ASK, epilog=messages.EXAMPLE_ASK)
@click.argument("question", required=False, metavar="[QUESTION]")
@json_option
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help=messages.HELP_SOURCE_LIMIT)
@click.option("--batch", type=click.Path(path_type=Path), default=None, metavar="FILE", help=messages.HELP_BATCH)
@click.option("--out", type=click.Path(path_type=Path), default=None, metavar="FILE", help=messages.HELP_OUT)
@store_option
@click.pass_context
def ask(
    context: click.Context,
    question: str | None,
    as_json: bool,
    sources: tuple[str, ...],
    batch: Path | None,
    out: Path | None,
    store: Path | None,
) -> None:
    """Answers one question, or each of a file."""
    if (question is None) == (batch is None) or (batch is None) != (out is None):
        raise click.UsageError(messages.ASK_USAGE)
    if batch is not None and out is not None:
        questions = list(read_lines(batch))
        with opened(store) as parc:
            context.exit(_ask_all(parc, questions, out, sources))
    assert question is not None
    with opened(store) as parc:
        answer = parc.ask(question, sources=sources, by=command_line_user())
    if as_json:
        say_json(answer_to_json(answer))
    else:
        say(answer_to_text(answer))


@click.command(help=messages.HELP_SEARCH, epilog=messages.EXAMPLE_SEARCH)
@click.argument("question", metavar="QUESTION")
@click.option("-k", "count", type=click.IntRange(1, 100), default=10, show_default=True, help=messages.HELP_K)
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help=messages.HELP_SOURCE_LIMIT)
@json_option
@store_option
def search(question: str, count: int, sources: tuple[str, ...], as_json: bool, store: Path | None) -> None:
    """Shows the passages that fit best, without an answer."""
    with opened(store) as parc:
        hits = parc.search(question, count, sources=sources)
    if as_json:
        say_json([hit_to_json(hit) for hit in hits])
    else:
        for hit in hits:
            say(hit_to_text(hit))


def read_lines(path: Path) -> Iterator[dict[str, object]]:
    """The JSON objects of a file, one a line; blank lines are skipped.

    Raises:
        PathNotFound: no such file.
        UnreadableFile: a line is not a JSON object; the message names it.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise PathNotFound(messages.NO_SUCH_FILE.format(path=path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(messages.NOT_UTF8.format(path=path)) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UnreadableFile(messages.NOT_JSON_LINE.format(path=path, number=number)) from error
        if not isinstance(row, dict):
            raise UnreadableFile(messages.NOT_JSON_LINE.format(path=path, number=number))
        yield row


def write_lines(path: Path, rows: list[Json]) -> None:
    """Writes JSON objects, one a line, beside the file first, so that a kill leaves no half of it."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8", "backslashreplace"
        )
        beside.replace(path)
    except OSError as error:
        raise UnreadableFile(messages.CANNOT_WRITE.format(path=path, why=error.strerror)) from error


def _ask_all(parc: ParcSearch, questions: list[dict[str, object]], out: Path, sources: tuple[str, ...]) -> int:
    """Answers each question into the file; a question that cannot be used is named, and refused in the file."""
    rows: list[Json] = []
    failed, by = 0, command_line_user()
    for number, line in enumerate(questions, start=1):
        name = line.get("id")
        question = line.get("question")
        try:
            if not isinstance(question, str):
                raise BadQuestion(messages.LINE_WITHOUT_QUESTION)
            answer = parc.ask(question, id=None if name is None else str(name), sources=sources, by=by)
            rows.append({**answer_to_json(answer), "id": name})
        except BadQuestion as error:
            failed += 1
            note(messages.BATCH_ITEM_FAILED.format(id=name if name is not None else number, why=error))
            rows.append(_refused(name, question, str(error)))
        if number % _PROGRESS_EVERY == 0 or number == len(questions):
            note(messages.BATCH_PROGRESS.format(done=number, total=len(questions)))
    parc.note_export("answers", "jsonl", len(rows), by=by)  # first: nothing leaves that is on no record
    write_lines(out, rows)
    return EXIT_SOME_FAILED if failed else 0


def _refused(name: object, question: object, reason: str) -> Json:
    """The JSON of a question that could not be used: the contract's keys, with the reason."""
    return {
        "id": name,
        "question": question,
        "status": "not_found",
        "answer": None,
        "kind": "passage",
        "sentence": None,
        "confidence": 0.0,
        "reason": reason,
        "interpretation": {"question": "", "scope": {"place": [], "years": [], "sources": []}},
        "citations": [],
        "hits": [],
        "timings_ms": {"understand": 0.0, "retrieve": 0.0, "answer": 0.0, "total": 0.0},
    }
