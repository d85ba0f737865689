"""Checkpoints: how long the audit record is and what its root is, signed; and the notes and keys that carry them.

The formats are those of C2SP (c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-cosignature), so that other
people's programs read ours. Whatever is read is read strictly: one text has one form, and all else is refused.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ingest.errors import EvidenceError
from parc_search import messages
from parc_search.evidence.merkle import HASH_BYTES

LOG_KEY, WITNESS_KEY = 0x01, 0x04
"""Kinds of keys: one that signs a note's text, and one that cosigns a checkpoint with the time."""

MAX_NOTE_CHARS = 100_000  # a checkpoint with a hundred cosignatures has under 20,000
_MAX_SIZE_DIGITS = 18
_KEY_BYTES, _SIGNATURE_BYTES, _TIME_BYTES = 32, 64, 8
_NAME = re.compile(r"[^\s+]{1,200}")
_SIGNATURE_LINE = re.compile(r"— ([^\s+]{1,200}) ([A-Za-z0-9+/=]{8,20000})")
_NUMBER = re.compile(rf"0|[1-9][0-9]{{0,{_MAX_SIZE_DIGITS - 1}}}", re.ASCII)
_KEY_ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A key to check with: `kind` is `LOG_KEY` or `WITNESS_KEY`, `raw` the 32 bytes of an Ed25519 public key."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that name the key in a signature line."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.raw).digest()[:4]

    def as_text(self) -> str:
        """The key as one line, to be noted outside: name, id and the key itself."""
        return f"{self.name}+{self.id.hex()}+{base64_text(bytes([self.kind]) + self.raw)}"

    @classmethod
    def parse(cls, line: str) -> Self:
        """The key of such a line.

        Raises:
            EvidenceError: it is none.
        """
        name, _, rest = line.strip().partition("+")
        written, _, material = rest.partition("+")
        decoded = base64_bytes(material)
        if decoded is None or len(decoded) != 1 + _KEY_BYTES or decoded[0] not in (LOG_KEY, WITNESS_KEY):
            raise EvidenceError(messages.KEY_UNREADABLE)
        key = cls(name=name, kind=decoded[0], raw=decoded[1:])
        if not _NAME.fullmatch(name) or not _KEY_ID.fullmatch(written) or bytes.fromhex(written) != key.id:
            raise EvidenceError(messages.KEY_UNREADABLE)
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key to sign with; `seed` are the 32 bytes of an Ed25519 private key, and are shown nowhere."""

    name: str
    kind: int
    seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(name=self.name, kind=self.kind, raw=raw)

    def signature_line(self, text: str, *, at: int = 0) -> str:
        """The line that signs a note's text; a witness signs it with the time, `at` in seconds since 1970."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = private.sign(signed_bytes(self.kind, text, at))
        time = at.to_bytes(_TIME_BYTES, "big") if self.kind == WITNESS_KEY else b""
        return f"— {self.name} {base64_text(self.public.id + time + signature)}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text and the lines that sign it: names, and the bytes behind each, key id first."""

    text: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def parse(cls, written: str) -> Self:
        """The note as written; its signatures are looked at, not yet checked.

        Raises:
            EvidenceError: it is no signed note.
        """
        text, gap, lines = written.rpartition("\n\n")
        has_controls = any(ord(character) < 0x20 and character != "\n" for character in written)
        if len(written) > MAX_NOTE_CHARS or has_controls or not gap or not lines.endswith("\n"):
            raise EvidenceError(messages.NOTE_UNREADABLE)
        found = []
        for line in lines[:-1].split("\n"):
            matched = _SIGNATURE_LINE.fullmatch(line)
            signature = base64_bytes(matched[2]) if matched else None
            if matched is None or signature is None or len(signature) <= len("0000"):
                raise EvidenceError(messages.NOTE_UNREADABLE)
            found.append((matched[1], signature))
        return cls(text=f"{text}\n", signatures=tuple(found))

    def signers(self, keys: Iterable[PublicKey]) -> tuple[PublicKey, ...]:
        """Those of the keys that signed the text; lines of other keys say nothing.

        Raises:
            EvidenceError: a line that is said to be of one of the keys is not.
        """
        signed = []
        for key in keys:
            lines = [raw[4:] for name, raw in self.signatures if (name, raw[:4]) == (key.name, key.id)]
            for line in lines:
                if not _is_signed(key, self.text, line):
                    raise EvidenceError(messages.SIGNATURE_FORGED.format(name=key.name))
            signed += [key] if lines else []
        return tuple(signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log says of itself: its name, how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    def as_text(self) -> str:
        """The checkpoint as the text of a note."""
        return f"{self.origin}\n{self.size}\n{base64_text(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The checkpoint of a note's text; lines after its third are for others, and may be there.

        Raises:
            EvidenceError: it is none.
        """
        lines = text.split("\n")
        root = base64_bytes(lines[2]) if len(lines) >= 4 else None
        if root is None or len(root) != HASH_BYTES or not all(lines[:-1]) or not _NUMBER.fullmatch(lines[1]):
            raise EvidenceError(messages.NOTE_UNREADABLE)
        return cls(origin=lines[0], size=int(lines[1]), root=root)


def read_checkpoint(written: str, keys: Sequence[PublicKey]) -> Checkpoint:
    """The checkpoint that one of these log keys signed; the name of the key is the log's.

    Raises:
        EvidenceError: it cannot be read, or none of the keys signed it.
    """
    note = Note.parse(written)
    checkpoint = Checkpoint.parse(note.text)
    logs = [key for key in keys if key.kind == LOG_KEY and key.name == checkpoint.origin]
    if not note.signers(logs):
        raise EvidenceError(messages.CHECKPOINT_UNSIGNED.format(origin=checkpoint.origin))
    return checkpoint


def signed_bytes(kind: int, text: str, at: int) -> bytes:
    """What a key of this kind signs of a note's text."""
    return (f"cosignature/v1\ntime {at}\n{text}" if kind == WITNESS_KEY else text).encode()


def base64_text(data: bytes) -> str:
    """The bytes in base64."""
    return base64.b64encode(data).decode()


def base64_bytes(text: str) -> bytes | None:
    """The bytes of a base64 text; None where it is none, or not the one text that these bytes have."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64_text(data) == text else None


def parse_number(text: str) -> int | None:
    """The number of a text of digits without a leading zero; None for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else None


def _is_signed(key: PublicKey, text: str, line: bytes) -> bool:
    """Whether what stands behind the key's id in a signature line is the key's signature of the text."""
    time, signature = (line[:_TIME_BYTES], line[_TIME_BYTES:]) if key.kind == WITNESS_KEY else (b"", line)
    if len(signature) != _SIGNATURE_BYTES:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(key.raw)
        public.verify(signature, signed_bytes(key.kind, text, int.from_bytes(time, "big")))
    except InvalidSignature:
        return False
    return True
