"""The audit record as a transparency log: its checkpoints, and proofs for single records that hold without the store.

An entry of the log is exactly what the chain of hashes is made over: number, hash before it, record. So the log of a
store that has long been written to begins with its first record, and chain and tree vouch for each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.store.audit_chain import AuditRecord, chained_bytes
from ingest.errors import EvidenceError
from parc_search import messages
from parc_search.evidence.checkpoint import (
    LOG_KEY,
    Checkpoint,
    Note,
    PublicKey,
    base64_bytes,
    base64_text,
    parse_number,
    read_checkpoint,
)
from parc_search.evidence.keys import KeyFolder
from parc_search.evidence.merkle import (
    HASH_BYTES,
    consistency_proof,
    inclusion_proof,
    is_included,
    leaf_hash,
    root,
)

_PREFIX = "parc-search"  # begins the name of a log
PROOF_FORMAT = "c2sp.org/tlog-proof@v1"
MAX_PROOF_LINES = 63
"""Paths in a tree that a 64-bit number can count are no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That an entry stands in the log: the entry itself, its place from 0, its path, and the signed checkpoint."""

    entry: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: str

    def as_text(self) -> str:
        """The proof as a file, the entry in its line for extra data.

        Source: c2sp.org/tlog-proof.
        """
        lines = [PROOF_FORMAT, f"extra {base64_text(self.entry)}", f"index {self.index}"]
        lines += [base64_text(node) for node in self.path]
        return "\n".join(lines) + f"\n\n{self.checkpoint}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """The proof of a file; nothing of it is checked yet.

        Raises:
            EvidenceError: it is none, or does not hold its entry.
        """
        head, gap, checkpoint = written.partition("\n\n")
        lines = head.split("\n")
        if not gap or len(lines) < 3 or lines[0] != PROOF_FORMAT or len(lines) > 3 + MAX_PROOF_LINES:
            raise EvidenceError(messages.PROOF_UNREADABLE)
        entry = base64_bytes(lines[1].removeprefix("extra ")) if lines[1].startswith("extra ") else None
        index = parse_number(lines[2].removeprefix("index ")) if lines[2].startswith("index ") else None
        path = [node for node in map(base64_bytes, lines[3:]) if node is not None and len(node) == HASH_BYTES]
        if entry is None or index is None or len(path) != len(lines) - 3:
            raise EvidenceError(messages.PROOF_UNREADABLE)
        return cls(entry=entry, index=index, path=tuple(path), checkpoint=checkpoint)

    def check(self, keys: Sequence[PublicKey]) -> Checkpoint:
        """The checkpoint under which the entry is proven.

        Raises:
            EvidenceError: the checkpoint is not signed by one of the keys, or the path does not lead to its root.
        """
        checkpoint = read_checkpoint(self.checkpoint, keys)
        if not is_included(leaf_hash(self.entry), self.index, checkpoint.size, self.path, checkpoint.root):
            raise EvidenceError(messages.PROOF_FAILS)
        return checkpoint


def log_keys(folder: Path) -> KeyFolder:
    """The folder of the key that signs for an audit record."""
    return KeyFolder(folder, kind=LOG_KEY, prefix=_PREFIX)


class Log:
    """The audit records of a store as a log that this folder's key signs for."""

    def __init__(self, records: Sequence[AuditRecord], keys: KeyFolder) -> None:
        self._records = tuple(records)
        self._keys = keys
        self._leaves = [leaf_hash(chained_bytes(each.number, each.record, each.previous)) for each in records]

    @property
    def size(self) -> int:
        """How many records the log has."""
        return len(self._leaves)

    def check(self, written: str, keys: Sequence[PublicKey] = ()) -> Checkpoint:
        """The earlier checkpoint, if the log is its continuation; signed by one of `keys`, else of the folder's keys.

        Raises:
            EvidenceError: it is not signed so, the log is shorter than it was then, or was rewritten since.
        """
        earlier = read_checkpoint(written, keys or self._keys.public_keys())
        if earlier.size > self.size:
            raise EvidenceError(messages.LOG_CUT.format(then=earlier.size, now=self.size))
        if root(self._leaves[: earlier.size]) != earlier.root:
            raise EvidenceError(messages.LOG_REWRITTEN.format(size=earlier.size))
        return earlier

    def sign(self) -> str:
        """The signed checkpoint of the log as it is now.

        Raises:
            EvidenceError: it does not continue what was last signed; or the key cannot be used.
        """
        with self._keys.locked():
            key = self._keys.signing_key()
            last = self._keys.last()
            if last:
                self.check(last)
            text = Checkpoint(origin=key.name, size=self.size, root=root(self._leaves)).as_text()
            signed = f"{text}\n{key.signature_line(text)}"
            self._keys.keep(signed)
        return signed

    def prove(self, number: int, checkpoint: str) -> Proof:
        """The proof that the record of this number stands in the log, under a checkpoint of the log.

        Raises:
            EvidenceError: there is no such record, the checkpoint is older than it, or is none of this log.
        """
        index = next((at for at, record in enumerate(self._records) if record.number == number), None)
        if index is None:
            raise EvidenceError(messages.PROOF_NO_RECORD.format(number=number))
        size = self.check(checkpoint).size
        if index >= size:
            raise EvidenceError(messages.PROOF_TOO_NEW.format(number=number, size=size))
        record = self._records[index]
        return Proof(
            entry=chained_bytes(record.number, record.record, record.previous),
            index=index,
            path=inclusion_proof(self._leaves[:size], index),
            checkpoint=checkpoint,
        )

    def request(self, checkpoint: str, since: int) -> str:
        """What a witness that last saw `since` records is asked to cosign: the way from there, and the checkpoint.

        Source: c2sp.org/tlog-witness, body of add-checkpoint.

        Raises:
            EvidenceError: the checkpoint is none of this log, or is older than what the witness saw.
        """
        size = self.check(checkpoint).size
        if since > size:
            raise EvidenceError(messages.LOG_CUT.format(then=since, now=size))
        path = consistency_proof(self._leaves[:size], since)
        return "".join([f"old {since}\n", *(f"{base64_text(node)}\n" for node in path), "\n", checkpoint])

    def joined(self, cosigned: Sequence[str], keys: Sequence[PublicKey] = ()) -> str:
        """The checkpoint with the signatures of all these copies of it, each line once.

        Raises:
            EvidenceError: they are not copies of one checkpoint of this log.
        """
        notes = [Note.parse(written) for written in cosigned]
        for written in cosigned:
            self.check(written, keys)
        if len({note.text for note in notes}) != 1:
            raise EvidenceError(messages.CHECKPOINTS_DIFFER)
        lines = dict.fromkeys(signature for note in notes for signature in note.signatures)
        return f"{notes[0].text}\n" + "".join(f"— {name} {base64_text(raw)}\n" for name, raw in lines)
