"""`backup` and `restore`: the store's truth in one file, and back."""

from pathlib import Path

import click

from index.backup import BackupReport, back_up
from index.backup import restore as restored
from parc_search import messages
from parc_search.commands.options import json_option, note, opened, say, say_json, store_option
from parc_search.evidence.acts import BACKED_UP, RESTORED, command_line_user, record_act
from parc_search.settings import load_settings

_MB = 1_000_000
_TELL_EVERY = 50 * _MB


@click.command(help=messages.HELP_BACKUP, epilog=messages.EXAMPLE_BACKUP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@json_option
@store_option
def backup(file: Path, as_json: bool, store: Path | None) -> None:
    """Writes the store into a new file."""
    settings = load_settings(store=store)
    report = back_up(settings.store, file, tell=_Teller())
    with opened(store) as parc:
        record_act(parc.store, BACKED_UP, command_line_user(), {"file": file.name})
    _say(report, file, messages.BACKED_UP, as_json=as_json)


@click.command(help=messages.HELP_RESTORE, epilog=messages.EXAMPLE_RESTORE)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--replace", "is_replacing", is_flag=True, help=messages.HELP_RESTORE_REPLACE)
@json_option
@store_option
def restore(file: Path, is_replacing: bool, as_json: bool, store: Path | None) -> None:
    """Makes the store what it was in a backup, and its indexes anew."""
    settings = load_settings(store=store)
    report = restored(file, settings.store, is_replacing=is_replacing, tell=_Teller())
    with opened(store) as parc:
        record_act(parc.store, RESTORED, command_line_user(), {"file": file.name, "made at": report.made_at})
    _say(report, file, messages.RESTORED, as_json=as_json)


class _Teller:
    """Says how many bytes are done, every so many."""

    def __init__(self) -> None:
        self._next = _TELL_EVERY

    def __call__(self, done: int, whole: int) -> None:
        if done >= self._next:
            self._next = done + _TELL_EVERY
            note(messages.BACKUP_STEP.format(done=done // _MB, all=whole // _MB))


def _say(report: BackupReport, file: Path, said: str, *, as_json: bool) -> None:
    if as_json:
        kept = None if report.kept is None else str(report.kept)
        facts = {"documents": report.documents, "records": report.records, "bytes": report.size_bytes}
        say_json({**facts, "made_at": report.made_at, "kept": kept})
        return
    size = f"{report.size_bytes / _MB:.1f}".replace(".", ",")
    say(said.format(documents=report.documents, records=report.records, file=file, size=size, made_at=report.made_at))
    if report.kept is not None:
        say(messages.REPLACED_KEPT.format(path=report.kept))
