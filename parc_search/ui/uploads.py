"""What becomes of an uploaded file: a safe name, and a temporary folder of its own."""

import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from parc_search.ui import words

# Room under the 255 bytes of common file systems for a suffix that makes the name unique.
MAX_NAME_BYTES = 180
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]')
_RESERVED_ON_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as the browser sent it: its name is a claim, not a path."""

    name: str
    content: bytes = field(repr=False)


def safe_name(name: str, taken: Collection[str] = ()) -> str:
    """A file name without folders, control characters or marks of direction, not among those `taken`.

    Letters with diacritics stay. A second file of the same name becomes "name (2).txt".
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    cleaned = " ".join(_FORBIDDEN.sub(" ", last).split()).strip(". ")
    path = PurePosixPath(cleaned or words.FALLBACK_FILE_NAME)
    stem, suffix = path.stem.strip(". ") or words.FALLBACK_FILE_NAME, path.suffix[:16]
    if _RESERVED_ON_WINDOWS.fullmatch(stem):
        stem = f"{words.FALLBACK_FILE_NAME}-{stem}"
    stem = stem.encode()[: MAX_NAME_BYTES - len(suffix.encode())].decode(errors="ignore").strip(". ")
    number, unique = 1, stem + suffix
    while unique in taken:
        number += 1
        unique = f"{stem} ({number}){suffix}"
    return unique


@contextmanager
def on_disk(upload: Upload, name: str) -> Iterator[Path]:
    """The upload's content as a file called `name` in a fresh folder, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="parc-upload-") as folder:
        path = Path(folder) / name
        path.write_bytes(upload.content)
        yield path
