"""Which tokens in capitals are Latin acronyms (TTATGT, KPI, SV), and not syllables that recognition misread.

Told by form alone, as new ones are made every day: an acronym is written in letters that no syllable is.
"""

import re

from ingest.repair.syllables import bare, is_possible_bare

_CONSONANTS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}")
# A reading of a broken heading has a letter for each of its letters, or one for two that one was split into.
_MOST_LOST_LETTERS = 1


def is_acronym(surface: str) -> bool:
    """Whether the token, among small letters, can only be an acronym."""
    if not (surface.isalpha() and surface.isupper()):
        return False
    impossible = surface.isascii() and len(surface) > 2 and not is_possible_bare(surface.lower())
    return impossible or _CONSONANTS.fullmatch(surface) is not None


def drops_letters(surface: str, reading: str) -> bool:
    """Whether the reading of a token in capitals that is no syllable leaves out letters, as that of an acronym does."""
    in_capitals = surface.isalpha() and surface.isupper()
    if not in_capitals or is_possible_bare(bare(surface).lower()):
        return False
    return len(reading.replace(" ", "")) < len(surface) - _MOST_LOST_LETTERS
