"""Every error that PARC Search raises on purpose, in one tree.

    ParcError
    ├── InputError                 the world: a file or a question that cannot be used
    │   ├── UnreadableFile
    │   ├── UnsupportedFormat
    │   ├── EncryptedFile
    │   ├── FileTooLarge
    │   ├── PathNotFound
    │   └── BadQuestion
    ├── StoreError                 the store on disk
    │   ├── UnknownSource
    │   ├── StoreDamaged
    │   ├── StoreBusy
    │   ├── StoreReadOnly
    │   ├── StoreNewer
    │   ├── StoreGone
    │   ├── DiskFull
    │   └── EncoderMismatch
    ├── GeneratorError             the optional text generator
    ├── EvidenceError              a key, checkpoint or proof of the audit record
    ├── NotAllowed                 the person: a role that is missing
    ├── ModelDamaged               a shipped model file of another content
    └── UsageError                 the caller: a wrong argument, setting or missing package

A message has three parts: what was met, what is accepted, what to do next.
A test holds this drawing to the classes.
"""


class ParcError(Exception):
    """Something PARC Search can explain in one plain line."""


class InputError(ParcError):
    """A file or a question that cannot be used as it is."""


class UnreadableFile(InputError):
    """The file is empty, cut, or not what its content claims to be."""


class UnsupportedFormat(InputError):
    """No reader knows this kind of file."""


class EncryptedFile(InputError):
    """The file asks for a password."""


class FileTooLarge(InputError):
    """The file is larger than the limit."""


class PathNotFound(InputError):
    """There is nothing at this path."""


class BadQuestion(InputError):
    """The question is empty, too long, or has no word in it."""


class StoreError(ParcError):
    """The store cannot do what was asked."""


class UnknownSource(StoreError):
    """No document of this name is in the store."""


class StoreDamaged(StoreError):
    """The store's files do not fit together."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class StoreReadOnly(StoreError):
    """The store may be read but not written."""


class StoreNewer(StoreError):
    """A newer version of the program made the store."""


class StoreGone(StoreError):
    """There was a store here, and its folder or its file is gone."""


class DiskFull(StoreError):
    """The disk has no room for what is to be written; what was there is whole."""


class EncoderMismatch(StoreError):
    """The dense index was built by another encoder than the one in the settings."""


class GeneratorError(ParcError):
    """The text generator gave no text that can be used."""


class NotAllowed(ParcError):
    """The person who acts does not have the role that it takes."""


class EvidenceError(ParcError):
    """A key, checkpoint or proof of the audit record that cannot be read, or that does not hold."""


class ModelDamaged(ParcError):
    """A model file that ships with the program has another content than the one that was released."""


class UsageError(ParcError):
    """A wrong argument, an unknown setting or a missing package."""
