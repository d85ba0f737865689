"""`repair-store`: the store put right from its truth, what is replaced kept beside."""

from pathlib import Path

import click

from index.encoders import encoder
from index.repairing import repair_store as repaired
from index.store.store import Store
from parc_search import messages
from parc_search.commands.options import json_option, note, say, say_json, store_option
from parc_search.evidence.acts import REPAIRED, command_line_user, record_act
from parc_search.settings import load_settings

EXIT_SOME_LOST = 3


@click.command("repair-store", help=messages.HELP_REPAIR_STORE, epilog=messages.EXAMPLE_REPAIR_STORE)
@json_option
@store_option
@click.pass_context
def repair_store(context: click.Context, as_json: bool, store: Path | None) -> None:
    """Mends the store and makes its indexes anew."""
    settings = load_settings(store=store)
    report = repaired(
        settings.store,
        encoder(settings.encoder),
        progress=lambda done, total: note(messages.INDEXING.format(done=done, total=total)),
    )
    with Store.open(settings.store) as mended:
        lost = {"lost": ", ".join(report.lost)} if report.lost else {}
        record_act(mended, REPAIRED, command_line_user(), {"documents": str(report.documents), **lost})
    if as_json:
        say_json(
            {
                "documents": report.documents,
                "passages": report.passages,
                "mended": report.is_file_mended,
                "lost": list(report.lost),
                "kept": None if report.kept is None else str(report.kept),
            }
        )
    else:
        if report.is_file_mended:
            say(messages.STORE_FILE_MENDED)
        say(messages.STORE_REPAIRED.format(documents=report.documents, passages=report.passages))
        if report.kept is not None:
            say(messages.REPLACED_KEPT.format(path=report.kept))
    for source in report.lost:
        note(messages.STORE_LOST_DOCUMENT.format(source=source))
    context.exit(EXIT_SOME_LOST if report.lost else 0)
