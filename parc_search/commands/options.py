"""Options that several commands share: the store, and how rows are put out."""

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ingest.file_names import printable
from parc_search import messages
from parc_search.evidence.acts import command_line_user
from parc_search.export.csv_cells import BYTE_ORDER_MARK, defused
from parc_search.search import ParcSearch
from parc_search.settings import load_settings

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """The command with `--store`, as `store: Path | None`."""
    option = click.option(
        "--store",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        metavar="DIR",
        help=messages.HELP_STORE,
    )
    return option(command)


def json_option(command: Command) -> Command:
    """The command with `--json`, as `as_json: bool`."""
    return click.option("--json", "as_json", is_flag=True, help=messages.HELP_JSON)(command)


def row_options(command: Command) -> Command:
    """The command with `--json`, `--csv` and `--xlsx FILE`, as `as_json`, `as_csv` and `xlsx`."""
    command = click.option(
        "--xlsx", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE", help=messages.HELP_XLSX
    )(command)
    command = click.option("--csv", "as_csv", is_flag=True, help=messages.HELP_CSV)(command)
    return json_option(command)


def opened(store: Path | None, *, create: bool = False) -> ParcSearch:
    """The store of the call, of PARC_STORE or of the settings file, open.

    Raises:
        StoreError: there is none, or it cannot be used.
    """
    return ParcSearch.open(settings=load_settings(store=store), create=create)


def say(text: str) -> None:
    """Writes one line of a result to stdout; what would move a terminal's cursor is written out."""
    sys.stdout.write(printable(text) + "\n")


def note(text: str) -> None:
    """Writes one line of progress or of a message to stderr."""
    sys.stderr.write(printable(text) + "\n")


def say_json(value: object) -> None:
    """Writes a result to stdout as JSON."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def note_taken(parc: ParcSearch, what: str, count: int, *, as_csv: bool, xlsx: Path | None) -> None:
    """Writes into the audit that rows are taken away as CSV or as a workbook; what is only shown is no export."""
    if as_csv or xlsx is not None:
        parc.note_export(what, "csv" if as_csv else "xlsx", count, by=command_line_user())


def put_out(
    rows: Sequence[Mapping[str, object]],
    headings: Mapping[str, str],
    *,
    as_json: bool,
    as_csv: bool,
    xlsx: Path | None,
    lines: Callable[[Mapping[str, object]], str],
) -> None:
    """Writes rows as JSON or CSV to stdout, as a workbook to `xlsx`, or as one line each.

    `headings` are the columns of CSV and of the workbook: key of a row, and its Vietnamese heading.
    """
    if as_json:
        say_json(list(rows))
    elif as_csv:
        out = io.StringIO()
        out.write(BYTE_ORDER_MARK)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings.values())
        writer.writerows([defused(_cell(row.get(key))) for key in headings] for row in rows)
        sys.stdout.write(out.getvalue())
    elif xlsx is not None:
        write_workbook(rows, headings, xlsx)
        note(messages.WROTE_FILE.format(count=len(rows), path=xlsx))
    else:
        for row in rows:
            say(lines(row))


def write_workbook(rows: Sequence[Mapping[str, object]], headings: Mapping[str, str], path: Path) -> None:
    """Writes rows to an Excel workbook, every cell as text, never as a formula."""
    from parc_search.export.workbook import workbook  # openpyxl loads slowly: only where a workbook is written

    cells = [[_cell(row.get(key)) for key in headings] for row in rows]
    path.write_bytes(workbook(list(headings.values()), cells, title=messages.WORKBOOK_TITLE))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)
