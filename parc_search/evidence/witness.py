"""A witness: on a second machine, it cosigns a log's checkpoint only if the log is the continuation of what it saw.

Whoever rewrites the record, cuts its end, or shows two histories to two people needs the witness's word for it, and
does not get it. Requests are files (c2sp.org/tlog-witness, body of add-checkpoint), carried by whatever way there is.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from ingest.errors import EvidenceError
from parc_search import messages
from parc_search.evidence.checkpoint import (
    LOG_KEY,
    WITNESS_KEY,
    Checkpoint,
    Note,
    PublicKey,
    base64_bytes,
    parse_number,
    read_checkpoint,
)
from parc_search.evidence.keys import KeyFolder, parse_keys
from parc_search.evidence.merkle import EMPTY_ROOT, HASH_BYTES, is_consistent
from parc_search.evidence.proof import MAX_PROOF_LINES

TRUSTED = "logs.txt"
"""The file of the witness's folder that lists the keys of the logs that it watches."""

_PREFIX = "parc-search-witness"
_OLD = "old "


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A checkpoint to cosign, with the way from `since` records to it."""

    since: int
    path: tuple[bytes, ...]
    checkpoint: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """The request of a file; a bare checkpoint asks for the first word on a log.

        Raises:
            EvidenceError: it is no request.
        """
        if not written.startswith(_OLD):
            return cls(since=0, path=(), checkpoint=written)
        head, gap, checkpoint = written.partition("\n\n")
        first, *lines = head.split("\n")
        since = parse_number(first.removeprefix(_OLD))
        path = [node for node in map(base64_bytes, lines) if node is not None and len(node) == HASH_BYTES]
        if not gap or since is None or len(path) != len(lines) or len(path) > MAX_PROOF_LINES:
            raise EvidenceError(messages.REQUEST_UNREADABLE)
        return cls(since=since, path=tuple(path), checkpoint=checkpoint)


class Witness:
    """A witness with a folder of its own: its key, the keys of the logs that it watches, and what it saw of each."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._keys = KeyFolder(folder, kind=WITNESS_KEY, prefix=_PREFIX)
        self._clock = clock

    def public_key(self) -> PublicKey:
        """The key that checks what this witness signs, made when it is first asked for."""
        with self._keys.locked():
            return self._keys.signing_key().public

    def trust(self, keys: tuple[PublicKey, ...]) -> None:
        """Watches the logs of these keys too.

        Raises:
            EvidenceError: one of the keys is not the key of a log.
        """
        if not keys or any(key.kind != LOG_KEY for key in keys):
            raise EvidenceError(messages.KEY_UNREADABLE)
        with self._keys.locked():
            listed = dict.fromkeys((*parse_keys(self._keys.last(TRUSTED)), *keys))
            self._keys.keep("".join(f"{key.as_text()}\n" for key in listed), TRUSTED)

    def cosign(self, written: str) -> str:
        """The checkpoint of a request with this witness's signature added.

        What it saw last is written down before it signs, under a lock. A request that a log signed and that is no
        continuation is kept in the folder: it proves what the log did.

        Raises:
            EvidenceError: the log is not watched, the request cannot be read, does not begin where the witness stands,
                or its checkpoint does not continue what the witness saw.
        """
        request = Request.parse(written)
        with self._keys.locked():
            trusted = parse_keys(self._keys.last(TRUSTED))
            if not trusted:
                raise EvidenceError(messages.WITNESS_TRUSTS_NONE)
            asked = read_checkpoint(request.checkpoint, trusted)
            note = Note.parse(request.checkpoint)
            name = f"seen-{hashlib.sha256(asked.origin.encode()).hexdigest()[:16]}.checkpoint"
            seen_note = self._keys.last(name)
            seen = read_checkpoint(seen_note, trusted) if seen_note else _nothing(asked.origin)
            if asked.size < seen.size:
                self._refuse(written, messages.WITNESS_SHORTER.format(size=asked.size, seen=seen.size))
            if asked.size == seen.size and asked.root != seen.root:
                self._refuse(written, messages.WITNESS_TWO_ROOTS.format(size=seen.size))
            if asked.size != seen.size:
                if request.since != seen.size:
                    raise EvidenceError(messages.WITNESS_STANDS_ELSEWHERE.format(since=request.since, seen=seen.size))
                if not is_consistent(seen.size, asked.size, seen.root, asked.root, request.path):
                    self._refuse(written, messages.WITNESS_INCONSISTENT.format(seen=seen.size, size=asked.size))
            key = self._keys.signing_key()
            if asked.size != seen.size or not seen_note:
                self._keys.keep(request.checkpoint, name)
            line = key.signature_line(note.text, at=int(self._clock().timestamp()))
        return request.checkpoint + line

    def _refuse(self, written: str, why: str) -> None:
        kept = f"refused-{hashlib.sha256(written.encode()).hexdigest()[:16]}.txt"
        self._keys.keep(written, kept)
        raise EvidenceError(f"{why} {messages.WITNESS_KEPT.format(path=self._keys.folder / kept)}")


def _nothing(origin: str) -> Checkpoint:
    """What a witness saw of a log before it saw it."""
    return Checkpoint(origin=origin, size=0, root=EMPTY_ROOT)
