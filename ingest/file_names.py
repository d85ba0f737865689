"""Names that came from outside, made names of plain files: a name is a claim, never a path."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

# Room under the 255 bytes of common file systems for a suffix that makes the name unique.
MAX_NAME_BYTES = 180
FALLBACK = "tai-lieu"  # the name of a file that has none
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]')
_RESERVED_ON_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_name(name: str, taken: Collection[str] = ()) -> str:
    """A file name without folders, control characters or marks of direction, not among those `taken`.

    Letters with diacritics stay. A second file of the same name becomes "name (2).txt".
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    cleaned = " ".join(_FORBIDDEN.sub(" ", last).split()).strip(". ")
    path = PurePosixPath(cleaned or FALLBACK)
    stem, suffix = path.stem.strip(". ") or FALLBACK, path.suffix[:16]
    if _RESERVED_ON_WINDOWS.fullmatch(stem):
        stem = f"{FALLBACK}-{stem}"
    stem = stem.encode()[: MAX_NAME_BYTES - len(suffix.encode())].decode(errors="ignore").strip(". ")
    number, unique = 1, stem + suffix
    while unique in taken:
        number += 1
        unique = f"{stem} ({number}){suffix}"
    return unique
