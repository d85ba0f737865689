"""`tasks`, `targets` and `references`: the registers, filtered, on screen, as JSON, CSV or a workbook."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ingest.errors import UsageError
from parc_search import messages
from parc_search.access import AT_THE_MACHINE
from parc_search.commands.options import note, note_taken, opened, put_out, row_options, say, store_option
from parc_search.documents.task_rows import OVERDUE, STATES
from parc_search.evidence.acts import command_line_user
from parc_search.export.deadlines_ics import deadlines_ics, deadlines_of
from parc_search.export.register_filter import ROLES, TaskFilter
from parc_search.export.serialize import reference_to_json, target_to_json, task_row_to_json
from parc_search.search import ParcSearch

_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


@click.command(help=messages.HELP_TASKS, epilog=messages.EXAMPLE_TASKS)
@click.option("--agency", default="", metavar="AGENCY", help=messages.HELP_AGENCY)
@click.option("--role", type=click.Choice(ROLES), default=None, help=messages.HELP_ROLE)
@click.option("--source", default=None, metavar="SOURCE", help=messages.HELP_SOURCE)
@click.option("--due-before", "due", default=None, metavar="DATE", help=messages.HELP_DUE)
@click.option("--state", type=click.Choice([*STATES, OVERDUE]), default=None, help=messages.HELP_STATE)
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE",
    help=messages.HELP_ICS)  # fmt: skip
@click.option("--row", default=None, metavar="ROW", help=messages.HELP_ROW)
@click.option("--set-state", type=click.Choice(STATES), default=None, help=messages.HELP_SET_STATE)
@click.option("--note", "note_text", default=None, metavar="TEXT", help=messages.HELP_NOTE)
@row_options
@store_option
def tasks(
    agency: str,
    role: str | None,
    source: str | None,
    due: str | None,
    state: str | None,
    ics: Path | None,
    row: str | None,
    set_state: str | None,
    note_text: str | None,
    as_json: bool,
    as_csv: bool,
    xlsx: Path | None,
    store: Path | None,
) -> None:
    """Lists the assigned tasks, or writes down how far one of them has come."""
    if (row is not None) != (set_state is not None or note_text is not None):
        raise click.UsageError(messages.ROW_NEEDS_WORK)
    before = None if due is None else parse_day(due)
    chosen = TaskFilter(agency=agency, role=role or "", due_before=before)
    today = date.today()
    with opened(store) as parc:
        if source is not None:
            parc.store.document(source)
        if row is not None:
            _write_on_row(parc, row, source or "", set_state, note_text)
            return
        among = [item for item in parc.task_book.register(None).rows if source in (None, item.read.source)]
        kept = chosen.kept_rows(among, {}, task_of=lambda item: item.read, due_of=lambda item: item.read.deadline_date)
        rows = [item for item in kept if state in (None, item.state_on(today))]
        note_taken(parc, "tasks", len(rows), as_csv=as_csv, xlsx=xlsx)
        if ics is not None:
            entries = deadlines_of(rows)
            parc.note_export("tasks", "ics", len(entries), by=command_line_user())
            ics.write_bytes(deadlines_ics(entries, name=messages.ICS_NAME, made_at=datetime.now(UTC)))
            note(messages.WROTE_FILE.format(count=len(entries), path=ics))
            return
    shown = [task_row_to_json(item, today) for item in rows]
    put_out(
        shown if as_json else [item | {"state": messages.STATE_NAMES[str(item["state"])]} for item in shown],
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


def _write_on_row(parc: ParcSearch, key: str, source: str, state: str | None, text: str | None) -> None:
    found = parc.task_book.register(None).row(key, source)
    if found is None:
        raise UsageError(messages.ROW_UNKNOWN.format(row=key))
    name, by = found.read.source, command_line_user()
    if state is not None:
        parc.task_book.set_state(lambda: AT_THE_MACHINE, name, key, state, by=by)
    if text is not None:
        parc.task_book.add_note(lambda: AT_THE_MACHINE, name, key, text, by=by)
    say(messages.ROW_WRITTEN.format(row=key, task=" ".join(found.read.task.split())))


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
