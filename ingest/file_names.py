"""Names that came from outside, made names of plain files: a name is a claim, never a path."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

# Room under the 255 bytes of common file systems for a suffix that makes the name unique.
MAX_NAME_BYTES = 180
FALLBACK = "tai-lieu"  # the name of a file that has none
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]')
# What moves the cursor, breaks a line, or turns the letters that follow: never part of a name that is shown.
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
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


def is_text(name: str) -> bool:
    """Whether the name can be written down: the bytes of one that is not UTF-8 come as halves of letters."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def plain_name(name: str) -> str:
    """The name as it can be shown and kept: without what moves the cursor or turns the letters that follow."""
    if not _UNSHOWN.search(name):
        return name
    return " ".join(_UNSHOWN.sub(" ", name).split()) or FALLBACK


def printable(text: str) -> str:
    """The text with such characters written out ("\\u001b"), for a terminal; tabs and line ends stay.

    What is JSON stays the same JSON.
    """
    return _UNSHOWN.sub(lambda found: found[0] if found[0] in "\t\n" else _written_out(found[0]), text)


def one_line(text: str) -> str:
    """As `printable`, tabs and line ends written out too."""
    return _UNSHOWN.sub(lambda found: _written_out(found[0]), text)


def _written_out(letter: str) -> str:
    return f"\\u{ord(letter):04x}"
