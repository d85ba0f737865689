"""The folder of a key: the one that signs now, the public ones of all times, and the last checkpoint that was signed.

It stands where the settings say (`audit_key`), best where those who write the store do not write: whoever holds the
key can sign another history. The last signed checkpoint stands beside the key, so that nothing is signed that does not
continue it.
"""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import EvidenceError
from parc_search import messages
from parc_search.evidence.checkpoint import PublicKey, SigningKey, base64_bytes, base64_text

PUBLIC_KEYS = "keys.txt"
_PRIVATE_KEY, _LAST, _LOCK = "signing.key", "last.checkpoint", "lock"
_SEED_BYTES = 32
_NAME_BYTES = 6
_MARK = "PRIVATE+KEY"


class KeyFolder:
    """A folder with one signing key of a kind; made when it is first needed, its files for their owner alone."""

    def __init__(self, folder: Path, *, kind: int, prefix: str) -> None:
        """`prefix` begins the name of a new key; what follows is drawn by lot, so that no two logs have one name."""
        self.folder = folder
        self._kind = kind
        self._prefix = prefix

    @property
    def is_made(self) -> bool:
        """Whether there is a key."""
        return (self.folder / _PRIVATE_KEY).exists()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps every other process that would sign waiting.

        Raises:
            EvidenceError: the folder cannot be made or used.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self.folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise EvidenceError(messages.KEY_FOLDER.format(path=self.folder, why=error.strerror)) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def signing_key(self) -> SigningKey:
        """The key that signs now, made where there is none. The caller holds the lock.

        Raises:
            EvidenceError: what is there is no key, or others may read it.
        """
        path = self.folder / _PRIVATE_KEY
        if not path.exists():
            if (self.folder / PUBLIC_KEYS).exists():
                raise EvidenceError(messages.KEY_LOST.format(path=path))
            return self._make(f"{self._prefix}/{secrets.token_hex(_NAME_BYTES)}")
        if path.stat().st_mode & 0o077:
            raise EvidenceError(messages.KEY_OPEN.format(path=path))
        name, _, material = self._read(_PRIVATE_KEY).strip().removeprefix(f"{_MARK}+").partition("+")
        seed = base64_bytes(material.partition("+")[2])
        if seed is None or len(seed) != 1 + _SEED_BYTES or seed[0] != self._kind:
            raise EvidenceError(messages.KEY_UNREADABLE)
        return SigningKey(name=name, kind=self._kind, seed=seed[1:])

    def rotate(self) -> SigningKey:
        """A new key of the same name in the place of the present one, whose public key stays listed. Under the lock.

        Raises:
            EvidenceError: as `signing_key`.
        """
        return self._make(self.signing_key().name)

    def public_keys(self) -> tuple[PublicKey, ...]:
        """The public keys of all times, oldest first; none before the first was made."""
        if not (self.folder / PUBLIC_KEYS).exists():
            return ()
        return parse_keys(self._read(PUBLIC_KEYS))

    def last(self, name: str = _LAST) -> str:
        """The note that was last kept under this name; empty where there is none."""
        return self._read(name) if (self.folder / name).exists() else ""

    def keep(self, written: str, name: str = _LAST) -> None:
        """Keeps a note, on disk before anyone hears of it. The caller holds the lock."""
        self._write(name, written)

    def _make(self, name: str) -> SigningKey:
        key = SigningKey(name=name, kind=self._kind, seed=secrets.token_bytes(_SEED_BYTES))
        listed = "".join(f"{known.as_text()}\n" for known in (*self.public_keys(), key.public))
        # The public key first: one that is listed and never signed harms nobody, one that signed must be listed.
        # A first key that is listed alone would look lost, so there the private one goes first.
        private = f"{_MARK}+{name}+{key.public.id.hex()}+{base64_text(bytes([self._kind]) + key.seed)}\n"
        pair = [(PUBLIC_KEYS, listed), (_PRIVATE_KEY, private)]
        for file, written in pair if self.is_made else reversed(pair):
            self._write(file, written)
        return key

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EvidenceError(messages.KEY_FOLDER.format(path=self.folder / name, why=error)) from error

    def _write(self, name: str, written: str) -> None:
        """Swaps a file in whole; `mkstemp` makes it readable to its owner alone."""
        try:
            handle, fresh = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            Path(fresh).replace(self.folder / name)
        except OSError as error:
            raise EvidenceError(messages.KEY_FOLDER.format(path=self.folder / name, why=error.strerror)) from error


def parse_keys(written: str) -> tuple[PublicKey, ...]:
    """The public keys of a text, one a line.

    Raises:
        EvidenceError: a line is no key.
    """
    return tuple(PublicKey.parse(line) for line in written.splitlines() if line.strip())
