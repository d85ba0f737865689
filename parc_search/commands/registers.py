"""`tasks`, `targets` and `references`: the registers, filtered, on screen, as JSON, CSV or a workbook."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import click

from parc_search import messages
from parc_search.commands.options import note_taken, opened, put_out, row_options, store_option
from parc_search.export.register_filter import ROLES, TaskFilter
from parc_search.export.serialize import reference_to_json, target_to_json, task_to_json

_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


@click.command(help=messages.HELP_TASKS, epilog=messages.EXAMPLE_TASKS)
@click.option("--agency", default=None, metavar="AGENCY", help=messages.HELP_AGENCY)
@click.option("--role", type=click.Choice(ROLES), default=None, help=messages.HELP_ROLE)
@click.option("--source", default=None, metavar="SOURCE", help=messages.HELP_SOURCE)
@click.option("--due-before", "due", default=None, metavar="DATE", help=messages.HELP_DUE)
@row_options
@store_option
def tasks(
    agency: str | None,
    role: str | None,
    source: str | None,
    due: str | None,
    as_json: bool,
    as_csv: bool,
    xlsx: Path | None,
    store: Path | None,
) -> None:
    """Lists the assigned tasks."""
    before = None if due is None else parse_day(due)
    chosen = TaskFilter(agency=agency or "", role=role or "", due_before=before)
    with opened(store) as parc:
        if source is not None:
            parc.store.document(source)
        rows = chosen.kept(parc.tasks(source), {})
        note_taken(parc, "tasks", len(rows), as_csv=as_csv, xlsx=xlsx)
    put_out(
        [task_to_json(task) for task in rows],
        messages.TASK_HEADINGS,
        as_json=as_json,
        as_csv=as_csv,
        xlsx=xlsx,
        lines=_task_line,
    )


@click.command(help=messages.HELP_TARGETS, epilog=messages.EXAMPLE_TARGETS)
@click.option("--source", default=None, metavar="SOURCE", help=messages.HELP_SOURCE)
@row_options
@store_option
def targets(source: str | None, as_json: bool, as_csv: bool, xlsx: Path | None, store: Path | None) -> None:
    """Lists the targets and figures."""
    with opened(store) as parc:
        if source is not None:
            parc.store.document(source)
        rows = parc.targets(source)
        note_taken(parc, "targets", len(rows), as_csv=as_csv, xlsx=xlsx)
    put_out(
        [target_to_json(target) for target in rows],
        messages.TARGET_HEADINGS,
        as_json=as_json,
        as_csv=as_csv,
        xlsx=xlsx,
        lines=_target_line,
    )


@click.command(help=messages.HELP_REFERENCES, epilog=messages.EXAMPLE_REFERENCES)
@click.option("--source", default=None, metavar="SOURCE", help=messages.HELP_SOURCE)
@row_options
@store_option
def references(source: str | None, as_json: bool, as_csv: bool, xlsx: Path | None, store: Path | None) -> None:
    """Lists the cited legal documents."""
    with opened(store) as parc:
        if source is not None:
            parc.store.document(source)
        rows = parc.references(source)
        note_taken(parc, "references", len(rows), as_csv=as_csv, xlsx=xlsx)
    put_out(
        [reference_to_json(name, cited) for name, cited in rows],
        messages.REFERENCE_HEADINGS,
        as_json=as_json,
        as_csv=as_csv,
        xlsx=xlsx,
        lines=_reference_line,
    )


def parse_day(text: str) -> date:
    """The day of "2022-12-25" or "25/12/2022".

    Raises:
        click.BadParameter: neither form.
    """
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise click.BadParameter(messages.BAD_DAY.format(text=text))


def _task_line(row: Mapping[str, object]) -> str:
    lead, partners = row["lead"], row["coordinate"]
    parts = [", ".join(lead) if isinstance(lead, list) and lead else messages.NO_LEAD, str(row["task"])]
    if isinstance(partners, list) and partners:
        parts.append(f"{messages.WITH_PARTNERS}: {', '.join(partners)}")
    parts += [f"{messages.DEADLINE}: {row['deadline']}"] if row["deadline"] else []
    return f"{row['source']} {row['group']}: " + " | ".join(" ".join(part.split()) for part in parts)


def _target_line(row: Mapping[str, object]) -> str:
    year = f" ({row['year']})" if row["year"] else ""
    return f"{row['source']}: {' '.join(str(row['subject']).split())} {row['comparison']} {row['value']}{year}"


def _reference_line(row: Mapping[str, object]) -> str:
    name = " ".join(str(part) for part in (row["kind"], row["number"]) if part) if row["number"] else str(row["title"])
    details = [str(part) for part in (row["date"], row["issuer"]) if part]
    return f"{row['source']}: " + ", ".join([name, *details, messages.CITED_TIMES.format(count=row["count"])])
