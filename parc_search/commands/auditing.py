"""`audit`: what was asked and answered, whether the record is whole and the answers stand, and evidence of it."""

import re
from pathlib import Path

import click

from index.store.audit_chain import CHANGED, MISSING, UNBOUND
from ingest.errors import EvidenceError, UsageError
from parc_search import messages
from parc_search.commands.evidencing import (
    change_key,
    earlier_checkpoint,
    put_checkpoint,
    put_extract,
    put_keys,
    put_proof,
)
from parc_search.commands.options import json_option, opened, say, say_json, store_option
from parc_search.documents.page_records import page_records
from parc_search.evidence.forms import UNREADABLE, faults, readable
from parc_search.evidence.records import ALTERED, REMOVED, Entry, Flag, entries, entry_of, flags, is_same
from parc_search.export.serialize import Json
from parc_search.search import ParcSearch

EXIT_BROKEN = 1
EXIT_SOME_DIFFER = 3
ACTIONS = ("show", "verify", "replay", "checkpoint", "proof", "extract", "keys", "new-key")

_BREAKS = {
    CHANGED: messages.AUDIT_CHANGED,
    MISSING: messages.AUDIT_MISSING,
    UNBOUND: messages.AUDIT_UNBOUND,
    UNREADABLE: messages.AUDIT_UNREADABLE,
}
_FLAGS = {REMOVED: messages.AUDIT_QUOTE_REMOVED, ALTERED: messages.AUDIT_QUOTE_ALTERED}
# Shorter beginnings of a hash can be met by chance, or by trying.
_HEAD = re.compile(r"[0-9a-f]{12,64}", re.ASCII)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(help=messages.HELP_AUDIT, epilog=messages.EXAMPLE_AUDIT)
@click.argument("action", type=click.Choice(ACTIONS), metavar="|".join(ACTIONS))
@click.argument("number", type=click.IntRange(min=1), required=False, metavar="[NUMBER]")
@click.option("--head", default=None, metavar="HASH", help=messages.HELP_HEAD)
@click.option("--checkpoint", type=_FILE, multiple=True, metavar="FILE", help=messages.HELP_CHECKPOINT)
@click.option("--keys", type=_FILE, default=None, metavar="FILE", help=messages.HELP_KEYS)
@click.option("--since", type=click.IntRange(min=0), default=None, metavar="N", help=messages.HELP_SINCE)
@click.option("--despite-breaks", is_flag=True, help=messages.HELP_DESPITE_BREAKS)
@click.option("-o", "--out", type=_FILE, default=None, metavar="FILE", help=messages.HELP_EVIDENCE_OUT)
@json_option
@store_option
@click.pass_context
def audit(
    context: click.Context,
    action: str,
    number: int | None,
    head: str | None,
    checkpoint: tuple[Path, ...],
    keys: Path | None,
    since: int | None,
    despite_breaks: bool,
    out: Path | None,
    as_json: bool,
    store: Path | None,
) -> None:
    """Shows the audit record, checks it, asks its questions again, or puts out evidence of it."""
    if head is not None and not _HEAD.fullmatch(head.lower()):
        raise UsageError(messages.AUDIT_HEAD_SHORT.format(head=head))
    if action in ("proof", "extract") and number is None:
        raise UsageError(messages.AUDIT_NEEDS_NUMBER.format(action=action))
    with opened(store) as parc:
        if action == "checkpoint":
            put_checkpoint(parc, joined=checkpoint, since=since, out=out, despite_breaks=despite_breaks)
        elif action == "proof":
            under = checkpoint[0] if checkpoint else None
            put_proof(parc, number or 0, checkpoint=under, out=out, despite_breaks=despite_breaks)
        elif action == "extract":
            under = checkpoint[0] if checkpoint else None
            put_extract(parc, number or 0, checkpoint=under, out=out, despite_breaks=despite_breaks)
        elif action == "keys":
            put_keys(parc, out)
        elif action == "new-key":
            change_key(parc)
        elif action == "verify":
            chosen = _chosen(parc, number)
            context.exit(_verify(parc, chosen, head=head, checkpoints=checkpoint, keys=keys, as_json=as_json))
        elif action == "show":
            _show(parc, _chosen(parc, number), as_json=as_json)
        else:
            context.exit(_replay(parc, _chosen(parc, number), as_json=as_json))


def _chosen(parc: ParcSearch, number: int | None) -> tuple[Entry, ...]:
    return entries(parc.store.audit_records()) if number is None else (entry_of(parc.store, number),)


def _show(parc: ParcSearch, chosen: tuple[Entry, ...], *, as_json: bool) -> None:
    flagged = _flagged(parc, chosen)
    if as_json:
        say_json([_entry_to_json(entry, [flag for flag in flagged if flag.number == entry.number]) for entry in chosen])
        return
    for entry in chosen:
        answer = entry.answer or f"{messages.NOT_FOUND}: {entry.reason}"
        say(f"{entry.number}. {entry.asked_at} {entry.question}\n    {answer}")
        for quote in entry.quotes:
            say(f"    {quote.source} [{quote.span.start}:{quote.span.end}] sha256 {quote.sha256[:12]}")
        for review in entry.reviews:
            say(f"    {messages.REVIEW_LABELS[review.decision]} ({review.at} {review.by}): {review.note}")
        for flag in flagged:
            if flag.number == entry.number:
                say(f"    {_flag_line(flag)}")


def _verify(
    parc: ParcSearch,
    chosen: tuple[Entry, ...],
    *,
    head: str | None,
    checkpoints: tuple[Path, ...],
    keys: Path | None,
    as_json: bool,
) -> int:
    """The exit code: not 0 where the chain is broken, a record unreadable, or the log no continuation of a checkpoint.

    Answers whose quotes are gone are named, and break nothing.
    """
    records = parc.store.audit_records()
    broken = faults(records, parc.store.audit_breaks())
    is_head_gone = head is not None and not any(record.hash.startswith(head.lower()) for record in records)
    held, failed = [], []
    for file in checkpoints:
        try:
            held.append(earlier_checkpoint(parc, file, keys))
        except EvidenceError as error:
            failed.append(f"{file}: {error}")
    flagged = _flagged(parc, chosen)
    is_whole = not broken and not is_head_gone and not failed
    if as_json:
        say_json(
            {
                "records": len(records),
                "head": records[-1].hash if records else None,
                "breaks": [{"number": item.number, "what": item.what} for item in broken],
                "head_found": None if head is None else not is_head_gone,
                "checkpoints_held": held,
                "checkpoints_failed": failed,
                "flags": [_flag_to_json(flag) for flag in flagged],
            }
        )
        return 0 if is_whole else EXIT_BROKEN
    for item in broken:
        say(_BREAKS[item.what].format(number=item.number))
    if is_head_gone:
        say(messages.AUDIT_HEAD_GONE.format(head=head))
    for line in failed:
        say(line)
    for size in held:
        say(messages.CHECKPOINT_HOLDS.format(size=size))
    for flag in flagged:
        say(f"{flag.number}. {_flag_line(flag)}")
    if is_whole:
        say(messages.AUDIT_WHOLE.format(count=len(records), head=records[-1].hash if records else "-"))
    return 0 if is_whole else EXIT_BROKEN


def _replay(parc: ParcSearch, chosen: tuple[Entry, ...], *, as_json: bool) -> int:
    """The exit code: not 0 where an answer or its quotes differ today."""
    rows: list[Json] = []
    there = {item.source for item in parc.sources()}
    for entry in chosen:
        limits = tuple(source for source in entry.sources if source in there)
        now = parc.ask(entry.question, sources=limits, audited=False)
        same = is_same(entry, now) and len(limits) == len(entry.sources)
        rows.append(
            {
                "number": entry.number,
                "question": entry.question,
                "same": same,
                "was": entry.answer,
                "now": now.answer,
                "store_changed": entry.revision != parc.store.revision,
            }
        )
        if not as_json:
            said = messages.REPLAY_SAME if same else messages.REPLAY_DIFFERS
            nothing = messages.NOT_FOUND
            say(f"{entry.number}. {said.format(was=entry.answer or nothing, now=now.answer or nothing)}")
    if as_json:
        say_json(rows)
    return 0 if all(row["same"] for row in rows) else EXIT_SOME_DIFFER


def _flagged(parc: ParcSearch, chosen: tuple[Entry, ...]) -> tuple[Flag, ...]:
    cited = {quote.source for entry in chosen for quote in entry.quotes}
    texts = {item.source: parc.store.source_text(item.source) for item in parc.sources() if item.source in cited}
    return flags(chosen, texts, reread=page_records(readable(parc.store.audit_records())))


def _flag_line(flag: Flag) -> str:
    return _FLAGS[flag.what].format(source=flag.source)


def _flag_to_json(flag: Flag) -> Json:
    return {"number": flag.number, "source": flag.source, "what": flag.what}


def _entry_to_json(entry: Entry, flagged: list[Flag]) -> Json:
    return {
        "number": entry.number,
        "hash": entry.hash,
        "asked_at": entry.asked_at,
        "revision": entry.revision,
        "question": entry.question,
        "understood": entry.understood,
        "sources": list(entry.sources),
        "status": entry.status,
        "answer": entry.answer,
        "reason": entry.reason,
        "confidence": entry.confidence,
        "quotes": [
            {
                "source": quote.source,
                "char_start": quote.span.start,
                "char_end": quote.span.end,
                "sha256": quote.sha256,
            }
            for quote in entry.quotes
        ],
        "rejected": list(entry.rejected),
        "reviews": [
            {"number": item.number, "decision": item.decision, "note": item.note, "by": item.by, "at": item.at}
            for item in entry.reviews
        ],
        "flags": [_flag_to_json(flag) for flag in flagged],
    }
