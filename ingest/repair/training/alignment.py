"""Alignment of broken text with its reading: tokens with words, and characters with characters.

The result feeds the noise tables. Costs are hand-set and only need to put most characters in their places: counts
over many pairs wash out single wrong steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.language.syllables import bare

_SPACE_CHANGED = 0.4  # cost of a glued or a split word
_WORD_LOST = 3.2  # cost of a word that has no token, or the other way round
_LETTER_LOST = 0.75
_VOWELS = frozenset("aeiouy0163849&%@$")
_LOOKALIKES = frozenset(
    frozenset(pair)
    for pair in (
        "il", "i1", "l1", "iI", "lI", "1I", "o0", "oO", "0O", "O6", "o6", "a6", "đc", "dc", "hl", "hI", "hb", "mn",
        "mr", "nr", "nu", "rv", "cg", "qg", "g9", "o9", "uv", "yv", "sS", "e6", "ec", "ea", "oe", "oc", "tl", "tf",
        "td", "b6", "b0", "uư", "dđ", "dl", "dt", "cd",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Tokens and the words they read: as many to as many as the alignment put together."""

    tokens: tuple[str, ...]
    words: tuple[str, ...]
    cost: float


def align_words(tokens: Sequence[str], words: Sequence[str]) -> list[Pair]:
    """The cheapest pairing of tokens with words: one to one, split, glued, lost or added."""
    infinite = float("inf")
    best = [[infinite] * (len(words) + 1) for _ in range(len(tokens) + 1)]
    step: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    slope = (len(words) + 1) / (len(tokens) + 1)
    for i in range(len(tokens) + 1):
        middle = round(i * slope)
        for j in range(max(0, middle - 40), min(len(words), middle + 40) + 1):
            here = best[i][j]
            if here == infinite:
                continue
            for di, dj in ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (3, 1), (2, 2)):
                if i + di > len(tokens) or j + dj > len(words):
                    continue
                cost = here + _pair_cost(tuple(tokens[i : i + di]), tuple(words[j : j + dj]))
                if cost < best[i + di][j + dj]:
                    best[i + di][j + dj] = cost
                    step[i + di, j + dj] = (di, dj)
    pairs = []
    i, j = len(tokens), len(words)
    while i or j:
        di, dj = step[i, j]
        cost = best[i][j] - best[i - di][j - dj]
        i, j = i - di, j - dj
        pairs.append(Pair(tuple(tokens[i : i + di]), tuple(words[j : j + dj]), cost))
    return pairs[::-1]


def align_characters(word: str, token: str) -> list[tuple[str, str]]:
    """Units (clean, noisy) whose joins are `word` and `token`; a lost or added letter goes with its neighbour."""
    path = _character_path(word, token)
    units: list[list[str]] = []
    for clean, noisy in path:
        if units and not noisy and units[-1][0] != units[-1][1]:
            units[-1][0] += clean
        elif units and not clean:
            units[-1][1] += noisy
        elif units and (not units[-1][0] or (not units[-1][1] and clean != noisy)):
            units[-1][0] += clean
            units[-1][1] += noisy
        else:
            units.append([clean, noisy])
    if len(units) > 1 and not units[0][0]:
        first = units.pop(0)
        units[0][1] = first[1] + units[0][1]
    return [(clean, noisy) for clean, noisy in units]


@lru_cache(maxsize=200_000)
def _pair_cost(tokens: tuple[str, ...], words: tuple[str, ...]) -> float:
    if not tokens or not words:
        return _WORD_LOST if not tokens else min(_WORD_LOST, 0.8 + 0.6 * len(tokens[0]))
    token, word = "".join(tokens), "".join(words)
    changed = _SPACE_CHANGED * (max(len(tokens), len(words)) - 1) + (0.3 if len(tokens) == len(words) == 2 else 0.0)
    return changed + sum(_letter_cost(a, b) for a, b in _character_path(word, token))


@lru_cache(maxsize=100_000)
def _character_path(word: str, token: str) -> tuple[tuple[str, str], ...]:
    costs = [[0.0] * (len(token) + 1) for _ in range(len(word) + 1)]
    for i in range(len(word) + 1):
        for j in range(len(token) + 1):
            if i or j:
                costs[i][j] = min(
                    costs[i - 1][j] + _LETTER_LOST if i else 99.0,
                    costs[i][j - 1] + _LETTER_LOST if j else 99.0,
                    costs[i - 1][j - 1] + _letter_cost(word[i - 1], token[j - 1]) if i and j else 99.0,
                )
    path = []
    i, j = len(word), len(token)
    while i or j:
        if i and j and costs[i][j] == costs[i - 1][j - 1] + _letter_cost(word[i - 1], token[j - 1]):
            i, j = i - 1, j - 1
            path.append((word[i], token[j]))
        elif i and costs[i][j] == costs[i - 1][j] + _LETTER_LOST:
            i -= 1
            path.append((word[i], ""))
        else:
            j -= 1
            path.append(("", token[j]))
    return tuple(path[::-1])


@lru_cache(maxsize=100_000)
def _letter_cost(clean: str, noisy: str) -> float:
    if clean == noisy:
        return 0.0
    if not clean or not noisy:
        return _LETTER_LOST
    a, b = bare(clean), bare(noisy)
    if a == b:
        return 0.1
    if a.lower() == b.lower():
        return 0.2
    if frozenset((a, b)) in _LOOKALIKES or frozenset((a.lower(), b.lower())) in _LOOKALIKES:
        return 0.45
    if a.lower() in _VOWELS and b.lower() in _VOWELS:
        return 0.5
    return 1.0
