"""`ingest`, `remove`, `sources`, `show`: what is in the store, and what stands in a document."""

import sys
from pathlib import Path

import click

from index.store.source_info import changed_by
from ingest.documents import Document
from ingest.errors import ParcError
from ingest.file_names import one_line
from parc_search import messages
from parc_search.commands.options import json_option, note, opened, say, say_json, store_option
from parc_search.commands.page_pictures import quote_span, write_pictures
from parc_search.evidence.acts import command_line_user
from parc_search.export.serialize import added_lines, edit_to_json, report_to_json, source_to_json, validity_lines

EXIT_SOME_FAILED = 3


@click.command(help=messages.HELP_INGEST, epilog=messages.EXAMPLE_INGEST)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--group", "groups", multiple=True, metavar="G", help=messages.HELP_GROUP)
@click.option("--replace", "is_replacing", is_flag=True, help=messages.HELP_REPLACE)
@json_option
@store_option
@click.pass_context
def ingest(
    context: click.Context,
    paths: tuple[Path, ...],
    groups: tuple[str, ...],
    is_replacing: bool,
    as_json: bool,
    store: Path | None,
) -> None:
    """Takes files and folders in."""
    with opened(store, create=True) as parc:
        report = parc.ingest(
            paths, lambda step: note(str(step)), groups=groups, replace=is_replacing, by=command_line_user()
        )
    if as_json:
        say_json(report_to_json(report))
    else:
        say(messages.INGESTED.format(added=len(report.added), unchanged=len(report.unchanged)))
        for line in added_lines(report.documents):
            say(line)
    for name, source in report.numbered:
        note(messages.INGEST_NUMBERED.format(name=name, source=source))
    for source in report.replaced:
        note(messages.INGEST_REPLACED.format(source=source))
    unread = sum(document.unread for document in report.documents)
    if unread:
        note((messages.PAGES_LATE if report.has_ocr else messages.PAGES_UNREAD).format(pages=unread))
    failed = sum(document.failed for document in report.documents)
    if failed:
        note(messages.PAGES_FAILED.format(pages=failed))
    for failure in report.failures:
        note(messages.INGEST_FAILED.format(path=one_line(str(failure.path)), why=one_line(failure.reason)))
    if report.failures:
        nothing_else = not report.added and not report.unchanged
        context.exit(1 if nothing_else and len(report.failures) == 1 else EXIT_SOME_FAILED)


@click.command(help=messages.HELP_REMOVE, epilog=messages.EXAMPLE_REMOVE)
@click.argument("source", metavar="SOURCE")
@click.option("--now", "is_now", is_flag=True, help=messages.HELP_REMOVE_NOW)
@store_option
def remove(source: str, is_now: bool, store: Path | None) -> None:
    """Deletes a document from the store and every index."""
    with opened(store) as parc:
        gone = parc.remove(source, now=is_now, by=command_line_user())
        minutes = 0 if is_now else parc.settings.undo_minutes
    say(messages.REMOVED.format(source=gone.source, passages=gone.passage_count))
    say(messages.REMOVED_UNDO.format(minutes=minutes) if minutes else messages.REMOVED_FOR_GOOD)


@click.command(help=messages.HELP_SOURCES, epilog=messages.EXAMPLE_SOURCES)
@json_option
@store_option
def sources(as_json: bool, store: Path | None) -> None:
    """Lists the documents."""
    with opened(store) as parc:
        found = parc.sources()
    changes = changed_by([item.metadata for item in found])
    if as_json:
        say_json([source_to_json(item, changed) for item, changed in zip(found, changes, strict=True)])
        return
    for item, changed in zip(found, changes, strict=True):
        metadata = item.metadata
        signed = metadata.signed_on.strftime("%d/%m/%Y") if metadata.signed_on else ""
        head = " ".join(part for part in (metadata.number or "", signed) if part)
        say(f"{item.source}: {metadata.title}" + (f" ({head})" if head else ""))
        for line in validity_lines(metadata, changed):
            say(line)
        say(messages.SOURCE_COUNTS.format(item=item, pages=item.page_count or 1))


@click.command(help=messages.HELP_SHOW, epilog=messages.EXAMPLE_SHOW)
@click.argument("source", metavar="SOURCE")
@click.option("--page", type=click.IntRange(min=1), default=None, metavar="N", help=messages.HELP_PAGE)
@click.option("--text", "view", flag_value="text", default=True, help=messages.HELP_SHOW_TEXT)
@click.option("--repaired", "view", flag_value="repaired", help=messages.HELP_SHOW_REPAIRED)
@click.option("--edits", "view", flag_value="edits", help=messages.HELP_SHOW_EDITS)
@click.option("--image", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=messages.HELP_SHOW_IMAGE)
@click.option("--quote", metavar="START:END", default=None, help=messages.HELP_SHOW_QUOTE)
@store_option
def show(source: str, page: int | None, view: str, image: Path | None, quote: str | None, store: Path | None) -> None:
    """Shows the exact source text, its repaired reading, or each edit; or draws a page with a quote marked."""
    if quote is not None and image is None:
        raise click.UsageError(messages.QUOTE_WITHOUT_IMAGE)
    with opened(store) as parc:
        document = parc.store.document(source)
        start, end = _extent(document, page)
        if image is not None:
            span = None if quote is None else quote_span(quote, len(document.raw.text))
            pictures = write_pictures(document, parc.store.originals, image, page=page, quote=span)
            parc.note_export("pictures", "png", len(pictures), by=command_line_user(), sources=(source,))
            for path in pictures:
                say(str(path))
            return
    if view == "edits":
        say_json([edit_to_json(edit) for edit in document.reading.edits_in(start, end)])
        return
    text = document.raw.text[start:end] if view == "text" else document.reading.read(start, end)
    sys.stdout.buffer.write(text.encode("utf-8"))


def _extent(document: Document, page: int | None) -> tuple[int, int]:
    """The span of a page, or of the whole document."""
    if page is None:
        return 0, len(document.raw.text)
    pages = document.raw.pages
    if page > len(pages):
        raise ParcError(messages.NO_SUCH_PAGE.format(source=document.source, page=page, pages=len(pages)))
    return pages[page - 1].start, pages[page - 1].end
