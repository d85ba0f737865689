"""From the tagger's choices to edits: what is replaced, what is left, what is left and marked as doubtful.

Numbers and codes never change; a token that already reads well where its neighbours do is left alone; a reading that is
not sure enough leaves the token as it was. Latin acronyms (TTATGT, KPI) are told by form alone: letters that no
syllable has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import bare, is_possible_bare, one_tone_place
from ingest.repair.tagger import COPY, FIRST_WORD, LOWER, NOTHING, TITLE, UPPER, Choices
from ingest.repair.tokens import Token
from ingest.repaired_text import Edit

RULE_WORD = "tagger"
RULE_CODE = "code"
# Share of tokens nearby that already stand as the tagger reads them, above which text counts as clean: broken pages
# stay under 0.6, clean ones over 0.97.
CLEAN_SHARE = 0.90
_OVERCONFIDENCE = 3.0
_CAPITAL_SHARE = 0.55  # of a line's letters, above which it is a heading in capitals
_LEAST_CAPITALS = 6
_NEARBY = 60  # tokens on either side
# Marks that recognition left behind a word; a bracket stuck to it that opens onto nothing is a horn ("Se(" = "Sở").
_TRAILING_JUNK = re.compile(r"['^~*\\|°´`]+(?=[\s.,;:)]|$)|\((?=\s)")
_CODE_LETTERS = {
    "QD": "QĐ", "ND": "NĐ", "HDND": "HĐND", "BLDTBXH": "BLĐTBXH", "LDTBXH": "LĐTBXH", "BGDDT": "BGDĐT",
    "BKHDT": "BKHĐT", "CD": "CĐ", "HD": "HĐ", "SLDTBXH": "SLĐTBXH", "SGDDT": "SGDĐT", "SKHDT": "SKHĐT",
    "GD&DT": "GD&ĐT", "KH&DT": "KH&ĐT",
}  # fmt: skip
_CONSONANTS = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}")
# A reading of a broken heading has a letter for each of its letters, or one for two that one was split into.
_MOST_LOST_LETTERS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """How sure a reading must be before it replaces its token.

    `broken` in text that is broken all around; in clean text `unknown` for a token that is no Vietnamese word and
    `known` for one that is.
    """

    broken: float
    unknown: float
    known: float


# Documents: below 0.3 a reading is not worth more than the broken token, as readers guess as well from the raw text.
# Clean documents: a rare word reads to the tagger like a slip, so no word that exists is changed there.
CAREFUL = Gates(broken=0.30, unknown=0.997, known=1.1)
# Questions: a slip of the keyboard mostly gives what is no word.
READY_TO_MEND = Gates(broken=0.30, unknown=0.5, known=0.995)


def edits_of(
    text: str,
    tokens: Sequence[Token],
    choices: Choices,
    words: tuple[str, ...],
    gates: Gates,
    sound: npt.NDArray[np.bool_],
) -> tuple[Edit, ...]:
    """The edits that turn the text into its reading; tokens that are `sound` stand in clean text, as do those whose
    neighbours mostly stand as the tagger reads them."""
    clean = sound | _is_clean_near(tokens, choices, words)
    capitals = _in_capitals(text, tokens)
    known = _as_set(words)
    edits: list[Edit] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = at + 1
        while end < len(tokens) and not clean[at] and _joins(text, tokens, choices, end):
            end += 1
        edit: Edit | None
        if token.protected:
            edit = _code_edit(token, clean[at])
        else:
            least = gates.broken
            if clean[at]:
                stands = len(token.surface) == 1 or any(map(str.isdigit, token.surface))
                stands = stands or one_tone_place(token.surface.lower()) in known
                least = gates.known if stands else gates.unknown
            edit = _word_edit(text, tokens, at, end, choices, words, least, clean[at], capitals[at])
        if edit is not None:
            edits.append(edit)
        at = end if edit is not None and edit.end >= tokens[end - 1].end else at + 1
    return tuple(edits)


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


@lru_cache(maxsize=4)
def _as_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


def _joins(text: str, tokens: Sequence[Token], choices: Choices, at: int) -> bool:
    """Whether the token at `at` is the rest of the word before it."""
    token = tokens[at]
    if token.protected or choices.labels[at, 0] != NOTHING or choices.chances[at, 0] < 0.6:
        return False
    return not tokens[at - 1].protected and "\n\n" not in text[tokens[at - 1].end : token.start]


def _word_edit(
    text: str,
    tokens: Sequence[Token],
    at: int,
    end: int,
    choices: Choices,
    words: tuple[str, ...],
    least: float,
    is_clean: bool,
    in_capitals: bool,
) -> Edit | None:
    token = tokens[at]
    label, chance = int(choices.labels[at, 0]), float(choices.chances[at, 0])
    case = UPPER if in_capitals else int(choices.case[at])
    if label == NOTHING or (label == COPY and end == at + 1 and not choices.extra[at]):
        return None
    reading = token.surface if label == COPY else _cased(words[label], token.surface, case)
    if not in_capitals and is_acronym(token.surface) and not (reading.isupper() and words[label].isupper()):
        return None
    if end == at + 1 and drops_letters(token.surface, reading):
        return None
    extra = int(choices.extra[at])
    if extra >= FIRST_WORD and choices.extra_chance[at] > 0.4 and end == at + 1:
        reading += " " + _cased(words[extra], token.surface, case if case == UPPER else LOWER)
    elif end == at + 1 and _same(reading, token.surface):
        return None
    if chance < least:
        if is_clean:
            return None
        return Edit(
            start=token.start,
            end=token.end,
            was=token.surface,
            now=token.surface,
            rule=RULE_WORD,
            confidence=_calibrated(chance),
        )
    stop = tokens[end - 1].end
    junk = _TRAILING_JUNK.match(text, stop)
    if junk:
        stop = junk.end()
    if stop < len(text) and text[stop].isdigit():
        reading += " "
    return Edit(
        start=token.start,
        end=stop,
        was=text[token.start : stop],
        now=reading,
        rule=RULE_WORD,
        confidence=_calibrated(chance),
    )


def _code_edit(token: Token, is_clean: bool) -> Edit | None:
    now = _CODE_LETTERS.get(token.surface)
    if now is None or is_clean:
        return None
    return Edit(start=token.start, end=token.end, was=token.surface, now=now, rule=RULE_CODE, confidence=0.99)


def _in_capitals(text: str, tokens: Sequence[Token]) -> list[bool]:
    """Whether each token stands in a heading in capitals, whatever small letters recognition put into it."""
    found: list[bool] = []
    line_end, is_heading = -1, False
    for token in tokens:
        if token.start > line_end:
            begin = text.rfind("\n", 0, token.start) + 1
            line_end = text.find("\n", token.start)
            line_end = len(text) if line_end < 0 else line_end
            letters = "".join(filter(str.isalpha, text[begin:line_end]))
            capitals = sum(map(str.isupper, letters))
            is_heading = capitals >= _LEAST_CAPITALS and capitals > _CAPITAL_SHARE * len(letters)
        found.append(is_heading)
    return found


def _calibrated(chance: float) -> float:
    """The share of readings of such a chance that are right: of the development passages' edits 0.78 at 0.95, 0.65 at
    0.85, 0.43 at 0.65."""
    return float(chance**_OVERCONFIDENCE)


def _same(reading: str, surface: str) -> bool:
    return one_tone_place(reading.lower()) == one_tone_place(surface.lower())


def _cased(word: str, surface: str, case: int) -> str:
    """The word in the case that the tagger read; acronyms keep their capitals."""
    if case == UPPER or word.isupper():
        return word.upper()
    if case == TITLE and (surface[0].isupper() or not surface[0].isalpha()):
        return word[0].upper() + word[1:]
    return word


def _is_clean_near(tokens: Sequence[Token], choices: Choices, words: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """For each token whether the text around it needs no repair."""
    stands = np.zeros(len(tokens) + 1)
    counts = np.zeros(len(tokens) + 1)
    for number, token in enumerate(tokens):
        if token.protected or len(token.surface) == 1:
            continue
        label = int(choices.labels[number, 0])
        counts[number + 1] = 1
        stands[number + 1] = label == COPY or (label >= FIRST_WORD and _same(words[label], token.surface))
    stood, counted = np.cumsum(stands), np.cumsum(counts)
    first = np.maximum(np.arange(len(tokens)) - _NEARBY, 0)
    last = np.minimum(np.arange(len(tokens)) + _NEARBY + 1, len(tokens))
    nearby = counted[last] - counted[first]
    return np.asarray(stood[last] - stood[first] >= CLEAN_SHARE * nearby)
