"""Second thoughts: the tagger's candidates weighed again by how well they fit between their neighbours.

Only words that the tagger was unsure of are weighed. The neighbours are the readings chosen so far, so a few rounds
let a mended word help the next one.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ingest.repair.language_model import BREAK, LanguageModel
from ingest.repair.syllables import bare, is_possible, one_tone_place
from ingest.repair.tagger import COPY, FIRST_WORD, NOTHING, Choices
from ingest.repair.tokens import BLANK_LINE, NEWLINE, PLAIN, SENTENCE, Token, tokenize

# Weight of the n-gram's log chance beside the tagger's: the tagger has read the context too.
WEIGHT = 0.6
SURE = 0.999  # chance from which a word is not weighed again
# How many times an occurrence in a clean document of the store counts beside one in the official text.
DOCUMENT_WEIGHT = 10.0
_SURE_TO_TEACH = 0.9  # chance of a reading that counts as text of its document
_ROUNDS = 3
_IMPOSSIBLE = -1e9
_PATH_CHOICES = 10  # candidates of a word on the path of pairs that the rounds begin from


def rescored(
    choices: Choices,
    tokens: Sequence[Token],
    words: dict[str, int],
    model: LanguageModel,
    *,
    weight: float = WEIGHT,
    sure: float = SURE,
) -> Choices:
    """The choices with labels and chances weighed by the language model, best first again."""
    choices = _with_possible_joins(choices, tokens)
    unsure = np.flatnonzero((choices.chances[:, 0] < sure) & (choices.labels[:, 0] != NOTHING))
    unsure = np.array([at for at in unsure.tolist() if not tokens[at].protected], np.int64)
    if not len(unsure):
        return choices
    own = np.array([_number(token.surface, words) for token in tokens], np.int32)
    numbers = np.where(choices.labels == COPY, own[:, None], choices.labels)
    numbers[choices.labels == NOTHING] = BREAK
    slots, places = _slots(choices, tokens, numbers[:, 0])
    at = places[unsure]
    candidates = numbers[unsure]
    scores = np.log(np.maximum(choices.chances[unsure], 1e-6))
    scores[choices.labels[unsure] == NOTHING] = _IMPOSSIBLE
    best = _best_path(slots, at, candidates, scores, model, weight)
    weighed = scores
    for _ in range(_ROUNDS):
        slots[at] = np.take_along_axis(candidates, best[:, None], 1)[:, 0]
        before2, before1, after1, after2 = (slots[at + step][:, None] for step in (-2, -1, 1, 2))
        fit = model.log_chance(before2, before1, candidates)
        fit = fit + np.where(after1 == BREAK, 0.0, model.log_chance(before1, candidates, after1))
        fit = fit + np.where((after1 == BREAK) | (after2 == BREAK), 0.0, model.log_chance(candidates, after1, after2))
        fit = np.where(candidates == BREAK, fit.min(1, keepdims=True), fit)
        weighed = scores + weight * fit
        best = np.argmax(weighed, 1)
    return _reordered(choices, unsure, weighed)


def _with_possible_joins(choices: Choices, tokens: Sequence[Token]) -> Choices:
    """The choices without "part of the word before" where there is none, and with less of it for whole words."""
    labels, chances = choices.labels.copy(), choices.chances.copy()
    for at in np.flatnonzero((labels == NOTHING).any(1)).tolist():
        token = tokens[at]
        begins = at == 0 or tokens[at - 1].protected or token.gap % 6 != PLAIN or token.gap // 6 == BLANK_LINE
        is_whole = len(token.surface) > 2 and is_possible(bare(token.surface).lower())
        here = labels[at] == NOTHING
        chances[at, here] *= 0.0 if begins or (is_whole and token.gap // 6 == NEWLINE) else 0.05 if is_whole else 1.0
        chances[at] /= max(float(chances[at].sum()), 1e-6)
        order = np.argsort(-chances[at], kind="stable")
        labels[at], chances[at] = labels[at, order], chances[at, order]
    return replace(choices, labels=labels, chances=chances)


def _best_path(
    slots: npt.NDArray[np.int32],
    at: npt.NDArray[np.int64],
    candidates: npt.NDArray[np.int32],
    scores: npt.NDArray[np.floating],
    model: LanguageModel,
    weight: float,
) -> npt.NDArray[np.int64]:
    """The index of each unsure word's candidate on the best path by pairs (Viterbi)."""
    width = min(_PATH_CHOICES, candidates.shape[1])
    numbers = np.full((len(slots), width), BREAK, np.int32)
    numbers[:, 0] = slots
    own = np.full((len(slots), width), _IMPOSSIBLE)
    own[:, 0] = 0.0
    numbers[at], own[at] = candidates[:, :width], scores[:, :width]
    steps = weight * model.log_follow(numbers[:-1, :, None], numbers[1:, None, :])
    came = np.zeros((len(slots), width), np.int64)
    reached = own[0]
    columns = np.arange(width)
    for slot in range(1, len(slots)):
        through = reached[:, None] + steps[slot - 1]
        came[slot] = through.argmax(0)
        reached = through[came[slot], columns] + own[slot]
    chosen = np.zeros(len(slots), np.int64)
    chosen[-1] = int(reached.argmax())
    for slot in range(len(slots) - 1, 0, -1):
        chosen[slot - 1] = came[slot, chosen[slot]]
    return np.asarray(chosen[at])


def word_stream(text: str, words: dict[str, int]) -> list[int]:
    """The words of a clean text as numbers, with breaks at sentence ends, blank lines and unknown words."""
    stream: list[int] = []
    for token in tokenize(text):
        if token.gap // 6 == BLANK_LINE or token.gap % 6 == SENTENCE:
            stream.append(BREAK)
        stream.append(_number(token.surface, words))
    return stream


def sure_stream(choices: Choices, tokens: Sequence[Token], words: dict[str, int]) -> list[int]:
    """The words read surely as numbers, with breaks in the place of the others: what a text teaches of itself."""
    stream: list[int] = []
    for at, token in enumerate(tokens):
        label = int(choices.labels[at, 0])
        if label == NOTHING:
            continue
        if token.gap // 6 == BLANK_LINE or token.gap % 6 == SENTENCE:
            stream.append(BREAK)
        if token.protected or label == COPY:
            stream.append(_number(token.surface, words))
        else:
            stream.append(label if choices.chances[at, 0] >= _SURE_TO_TEACH else BREAK)
    return stream


def _number(surface: str, words: dict[str, int]) -> int:
    return words.get(surface) or words.get(one_tone_place(surface.lower()), BREAK)


def _slots(
    choices: Choices, tokens: Sequence[Token], numbers: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The chosen words in a row with breaks between sentences, padded; and the place of each token in it."""
    row = [BREAK, BREAK]
    places = np.zeros(len(tokens), np.int64)
    for at, token in enumerate(tokens):
        if token.gap // 6 == BLANK_LINE or token.gap % 6 == SENTENCE:
            row.append(BREAK)
        places[at] = len(row)
        if choices.labels[at, 0] == NOTHING:
            continue
        row.append(int(numbers[at]))
        if choices.extra[at] >= FIRST_WORD:
            row.append(int(choices.extra[at]))
    return np.array([*row, BREAK, BREAK, BREAK], np.int32), places


def _reordered(choices: Choices, rows: npt.NDArray[np.int64], scores: npt.NDArray[np.floating]) -> Choices:
    risen = np.exp(scores - scores.max(1, keepdims=True))
    kept = choices.chances[rows].sum(1, keepdims=True)
    chances = risen / risen.sum(1, keepdims=True) * kept
    order = np.argsort(-chances, axis=1, kind="stable")
    labels, values = choices.labels.copy(), choices.chances.copy()
    labels[rows] = np.take_along_axis(choices.labels[rows], order, 1)
    values[rows] = np.take_along_axis(chances, order, 1)
    return replace(choices, labels=labels, chances=values)
