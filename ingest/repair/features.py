"""What the tagger sees of a token: its letters as numbers. Shared by training and use."""

import unicodedata
import zlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ingest.repair.syllables import bare

MAX_LETTERS = 14  # longer tokens keep their two ends
PREFIX_LETTERS = 9  # letters whose place in the token is seen as such

WHOLE_BUCKETS = 8192  # of the hashed whole token, as it stands and folded

_BASES = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_LETTERS = (
    _BASES + _BASES.upper() + "0123456789" + "äëïöüÿåçñûîôœæßøÄËÏÖÜÇÑÛÎ" + ".,'\"`´^~*°%&@#$!?:;|\\<>=+_£€§©®¢¥«»“”‘’·•"
)
_PAD, _UNKNOWN, _BEGIN, _END = 0, 1, 2, 3
_IDS = {letter: number for number, letter in enumerate(dict.fromkeys(_LETTERS), start=4)}
ALPHABET_SIZE = len(_IDS) + 4


def letters(surfaces: Iterable[str]) -> npt.NDArray[np.int32]:
    """(tokens, MAX_LETTERS) letter ids of the surfaces, with marks of begin and end."""
    rows = [_row(surface) for surface in surfaces]
    return np.array(rows, np.int32).reshape(len(rows), MAX_LETTERS)


def wholes(surfaces: Iterable[str]) -> npt.NDArray[np.int32]:
    """(tokens, 2) buckets of each whole token: as it stands, and folded to bare lower case."""
    rows = [(_bucket(surface), _bucket("~" + bare(surface).lower())) for surface in surfaces]
    return np.array(rows, np.int32).reshape(len(rows), 2)


def _bucket(text: str) -> int:
    return zlib.crc32(text.encode()) % WHOLE_BUCKETS


def _row(surface: str) -> list[int]:
    text = unicodedata.normalize("NFC", surface)
    if len(text) > 2 and text.isdigit():
        text = "0" * len(text)
    room = MAX_LETTERS - 2
    if len(text) > room:
        text = text[: room // 2] + text[-(room - room // 2) :]
    ids = [_BEGIN, *(_IDS.get(letter, _UNKNOWN) for letter in text), _END]
    return ids + [_PAD] * (MAX_LETTERS - len(ids))
