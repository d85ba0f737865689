"""Evidence from the audit record, and `witness`: checkpoints, proofs and keys, as files that hold elsewhere."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from ingest.errors import EvidenceError, UsageError
from parc_search import messages
from parc_search.commands.options import note, say
from parc_search.evidence.acts import EXPORTED, KEY_CHANGED, SIGNED_DESPITE_BREAKS, command_line_user, record_act
from parc_search.evidence.checkpoint import PublicKey
from parc_search.evidence.keys import parse_keys
from parc_search.evidence.proof import Log, log_keys
from parc_search.evidence.witness import Witness
from parc_search.search import ParcSearch

MAX_EVIDENCE_BYTES = 1_000_000  # a proof with a record of a whole page and a hundred signatures has 30,000


def log_of(parc: ParcSearch) -> Log:
    """The store's audit record as a log."""
    return Log(parc.store.audit_records(), log_keys(parc.settings.audit_key_folder))


def signed_log(parc: ParcSearch, *, despite_breaks: bool) -> tuple[Log, str]:
    """The log and its checkpoint of now.

    Raises:
        EvidenceError: the chain is broken and is not to be signed all the same, or the log is no continuation.
    """
    broken = parc.store.audit_breaks()
    if broken and not despite_breaks:
        raise EvidenceError(messages.LOG_BROKEN.format(number=broken[0].number))
    if broken:
        numbers = ", ".join(str(found.number) for found in broken[:100])
        record_act(parc.store, SIGNED_DESPITE_BREAKS, command_line_user(), {"records": numbers})
    if parc.settings.audit_key_folder.resolve().is_relative_to(parc.store.folder.resolve()):
        note(messages.KEY_IN_STORE)
    log = log_of(parc)
    return log, log.sign()


def put_checkpoint(
    parc: ParcSearch, *, joined: Sequence[Path], since: int | None, out: Path | None, despite_breaks: bool
) -> None:
    """Puts out a checkpoint: signed now, or joined of the copies that witnesses signed; with the way `since` a size."""
    if joined:
        log = log_of(parc)
        checkpoint = log.joined([read_text(path) for path in joined])
    else:
        log, checkpoint = signed_log(parc, despite_breaks=despite_breaks)
    put_text(checkpoint if since is None else log.request(checkpoint, since), out)


def put_proof(
    parc: ParcSearch, number: int, *, checkpoint: Path | None, out: Path | None, despite_breaks: bool
) -> None:
    """Puts out the proof of a record, under a checkpoint that is there or under one that is signed now."""
    if checkpoint is not None:
        log, signed = log_of(parc), read_text(checkpoint)
    else:
        log, signed = signed_log(parc, despite_breaks=despite_breaks)
    put_text(log.prove(number, signed).as_text(), out)


def put_extract(
    parc: ParcSearch, number: int, *, checkpoint: Path | None, out: Path | None, despite_breaks: bool
) -> None:
    """Writes the extract of an answer, under a checkpoint that is there or under one that is signed now.

    Raises:
        EvidenceError: no file is named; or as `put_proof`.
    """
    from parc_search.evidence.quotes_today import recorded_extract  # reportlab loads slowly: only where a PDF is made

    if out is None:
        raise UsageError(messages.EXTRACT_NEEDS_FILE)
    if checkpoint is not None:
        log, signed = log_of(parc), read_text(checkpoint)
    else:
        log, signed = signed_log(parc, despite_breaks=despite_breaks)
    put_bytes(recorded_extract(parc.store, number, log=log, signed=signed, made_at=datetime.now(UTC)), out)
    what = {"what": "extract", "record": str(number), "file": out.name}
    record_act(parc.store, EXPORTED, command_line_user(), what)


def put_keys(parc: ParcSearch, out: Path | None) -> None:
    """Puts out the public keys of all times, the present one last; makes the first."""
    folder = log_keys(parc.settings.audit_key_folder)
    with folder.locked():
        folder.signing_key()
    put_text("".join(f"{key.as_text()}\n" for key in folder.public_keys()), out)


def change_key(parc: ParcSearch) -> None:
    """Lets a new key sign from now on; the old one signs the log a last time, and the change is a record of it."""
    _, _ = signed_log(parc, despite_breaks=False)
    folder = log_keys(parc.settings.audit_key_folder)
    with folder.locked():
        key = folder.rotate().public
    record_act(parc.store, KEY_CHANGED, command_line_user(), {"key": key.as_text()})
    say(key.as_text())


def earlier_checkpoint(parc: ParcSearch, file: Path, keys: Path | None) -> int:
    """How many records the log had at an earlier checkpoint, of which it is the continuation.

    Raises:
        EvidenceError: it is none, or the checkpoint is not signed by one of the keys.
    """
    return log_of(parc).check(read_text(file), keys_of(keys)).size


def keys_of(file: Path | None) -> tuple[PublicKey, ...]:
    """The public keys of a file; none where no file is given."""
    return () if file is None else parse_keys(read_text(file))


def read_text(path: Path) -> str:
    """The text of a file of evidence.

    Raises:
        EvidenceError: it cannot be read, is too long, or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_EVIDENCE_BYTES + 1)
        if len(data) > MAX_EVIDENCE_BYTES:
            raise EvidenceError(messages.EVIDENCE_TOO_LONG.format(path=path, limit=MAX_EVIDENCE_BYTES))
        return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(messages.EVIDENCE_UNREAD.format(path=path, why=error)) from error


def put_text(text: str, out: Path | None) -> None:
    """Writes the text to a file, or to stdout as it is."""
    if out is None:
        sys.stdout.buffer.write(text.encode())
        return
    put_bytes(text.encode(), out)


def put_bytes(data: bytes, out: Path) -> None:
    """Writes a file and says so.

    Raises:
        EvidenceError: it cannot be written.
    """
    try:
        out.write_bytes(data)
    except OSError as error:
        raise EvidenceError(messages.CANNOT_WRITE.format(path=out, why=error.strerror)) from error
    note(messages.EVIDENCE_WROTE.format(path=out))


@click.command(help=messages.HELP_WITNESS, epilog=messages.EXAMPLE_WITNESS)
@click.argument("request", type=click.Path(path_type=Path, dir_okay=False), required=False, metavar="[REQUEST]")
@click.option(
    "--state", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=messages.HELP_STATE
)
@click.option(
    "--trust", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE", help=messages.HELP_TRUST
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE",
    help=messages.HELP_EVIDENCE_OUT,
)  # fmt: skip
def witness(request: Path | None, state: Path, trust: Path | None, out: Path | None) -> None:
    """Cosigns a checkpoint if it continues what this witness saw; without one, says the witness's own key."""
    watching = Witness(state)
    if trust is not None:
        watching.trust(keys_of(trust))
    if request is None:
        put_text(f"{watching.public_key().as_text()}\n", out)
    else:
        put_text(watching.cosign(read_text(request)), out)
