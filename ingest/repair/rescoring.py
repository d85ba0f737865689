"""Second thoughts: the tagger's candidates weighed again by how well they fit between their neighbours.

Only words that the tagger was unsure of are weighed. The neighbours are the readings chosen so far, so a few rounds
let a mended word help the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import bare, is_possible_bare, one_tone_place
from ingest.repair.language_model import BREAK, LanguageModel
from ingest.repair.tagger import COPY, FIRST_WORD, NOTHING, Choices, Floats
from ingest.repair.tokens import BLANK_LINE, NEWLINE, PLAIN, SENTENCE, Token, tokenize

# Weight of the n-gram's log chance beside the tagger's: the tagger has read the context too.
WEIGHT = 0.6
SURE = 0.999  # chance from which a word is not weighed again
# How many times an occurrence in a clean document of the store counts beside one in the official text.
DOCUMENT_WEIGHT = 10.0
# Shorter texts say too little to teach anything.
_LEAST_TOKENS_TO_LEARN_FROM = 400
_OWN_WEIGHT = 3.0  # of an occurrence among the sure readings of the text itself
_SURE_TO_TEACH = 0.9  # chance of a reading that counts as text of its document
_USUAL_FIT = -4.0  # of a pair of which one is no word
_ILL_FIT = -12.0  # log chances of a word after the one before and of the one after it, from which it is doubted
_ROUNDS = 3
_IMPOSSIBLE = -1e9
_PATH_CHOICES = 10  # candidates of a word on the path of pairs that the rounds begin from


@dataclass(frozen=True, slots=True)
class Weighable:
    """Choices made ready to be weighed, by one language model or several in turn.

    `rows` are the tokens that may be weighed, `at` their places in `slots`, the row of chosen words with breaks;
    `candidates` (rows, k) are their words as numbers and `scores` the tagger's log chances of them.
    """

    choices: Choices
    rows: npt.NDArray[np.int64]
    slots: npt.NDArray[np.int32]
    at: npt.NDArray[np.int64]
    candidates: npt.NDArray[np.int32]
    scores: Floats

    def weighed(self, model: LanguageModel, *, weight: float = WEIGHT) -> Choices:
        """The choices with labels and chances weighed by the language model, best first again."""
        if not len(self.rows):
            return self.choices
        at, candidates, slots = self.at, self.candidates, self.slots.copy()
        best = _best_path(slots, at, candidates, self.scores, model, weight)
        weighed = self.scores
        for _ in range(_ROUNDS):
            slots[at] = np.take_along_axis(candidates, best[:, None], 1)[:, 0]
            before2, before1, after1, after2 = (slots[at + step][:, None] for step in (-2, -1, 1, 2))
            # One call for the three triples that hold the word: in a question the calls cost more than the counts.
            row = np.stack(np.broadcast_arrays(before2, before1, candidates, after1, after2))
            fits = model.log_chance(row[:3], row[1:4], row[2:])
            fits[1:][(row[3] == BREAK)[None] | (row[3:] == BREAK)] = 0.0
            fit = fits.sum(0)
            fit = np.where(candidates == BREAK, fit.min(1, keepdims=True), fit)
            weighed = self.scores + weight * fit
            chosen = np.argmax(weighed, 1)
            if np.array_equal(chosen, best):
                break
            best = chosen
        return _reordered(self.choices, self.rows, weighed)


def ill_fitting(
    choices: Choices, tokens: Sequence[Token], words: dict[str, int], model: LanguageModel
) -> npt.NDArray[np.bool_]:
    """For each token whether its likeliest word is hardly ever seen between the likeliest words beside it."""
    best = np.where(choices.labels[:, 0] == COPY, numbers_of(tokens, words), choices.labels[:, 0])
    best = np.where(choices.labels[:, 0] == NOTHING, BREAK, best)
    slots, places = _slots(choices, tokens, best)
    fit = model.log_follow(slots[:-1], slots[1:])
    linked = (slots[:-1] != BREAK) & (slots[1:] != BREAK)
    fit = np.where(linked, fit, _USUAL_FIT)
    return np.asarray((fit[places - 1] + fit[places] < _ILL_FIT) & (best != BREAK), np.bool_)


def weighable(choices: Choices, tokens: Sequence[Token], words: dict[str, int], *, sure: float = SURE) -> Weighable:
    """The choices ready to be weighed, where their best chance is under `sure`."""
    choices = _with_possible_joins(choices, tokens)
    free = np.array([not token.protected for token in tokens])
    rows = np.flatnonzero((choices.chances[:, 0] < sure) & (choices.labels[:, 0] != NOTHING) & free)
    own = numbers_of(tokens, words)
    numbers = np.where(choices.labels == COPY, own[:, None], choices.labels)
    numbers[choices.labels == NOTHING] = BREAK
    slots, places = _slots(choices, tokens, numbers[:, 0])
    scores = np.log(np.maximum(choices.chances[rows], 1e-6))
    scores[choices.labels[rows] == NOTHING] = _IMPOSSIBLE
    return Weighable(choices, rows, slots, places[rows], numbers[rows], scores)


def self_taught(choices: Choices, tokens: Sequence[Token], words: dict[str, int], model: LanguageModel) -> Choices:
    """The choices weighed by the language model; a long text then teaches its own set phrases to a second weighing."""
    open_words = weighable(choices, tokens, words)
    choices = open_words.weighed(model)
    if len(tokens) < _LEAST_TOKENS_TO_LEARN_FROM or not len(open_words.rows):
        return choices
    return open_words.weighed(model.with_counts_of([sure_stream(choices, tokens, words)], weight=_OWN_WEIGHT))


def _with_possible_joins(choices: Choices, tokens: Sequence[Token]) -> Choices:
    """The choices without "part of the word before" where there is none, and with less of it for whole words."""
    joined = choices.labels == NOTHING
    rows = np.flatnonzero(joined.any(1))
    if not len(rows):
        return choices
    labels, chances = choices.labels.copy(), choices.chances.copy()
    here = chances[rows]
    share = np.array([_share_of_join(tokens, at) for at in rows.tolist()], np.float32)
    here = np.where(joined[rows], here * share[:, None], here)
    here /= np.maximum(here.sum(1, keepdims=True), np.float32(1e-6))
    order = np.argsort(-here, axis=1, kind="stable")
    labels[rows] = np.take_along_axis(labels[rows], order, 1)
    chances[rows] = np.take_along_axis(here, order, 1)
    return replace(choices, labels=labels, chances=chances)


def _share_of_join(tokens: Sequence[Token], at: int) -> float:
    """What remains of the chance that the token is part of the word before it."""
    token = tokens[at]
    space, mark = divmod(token.gap, 6)
    if at == 0 or tokens[at - 1].protected or mark != PLAIN or space == BLANK_LINE:
        return 0.0
    if len(token.surface) > 2 and is_possible_bare(bare(token.surface).lower()):
        return 0.0 if space == NEWLINE else 0.05
    return 1.0


def _best_path(
    slots: npt.NDArray[np.int32],
    at: npt.NDArray[np.int64],
    candidates: npt.NDArray[np.int32],
    scores: Floats,
    model: LanguageModel,
    weight: float,
) -> npt.NDArray[np.int64]:
    """The index of each unsure word's candidate on the best path by pairs (Viterbi).

    Sure words part the unsure ones into runs, whose paths are found side by side, the longest runs first.
    """
    numbers, own = candidates[:, :_PATH_CHOICES], scores[:, :_PATH_CHOICES]
    starts = np.flatnonzero(np.diff(at, prepend=-2) != 1)
    lengths = np.diff(starts, append=len(at))
    longest_first = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[longest_first], lengths[longest_first]
    steps = weight * model.log_follow(numbers[:-1, :, None], numbers[1:, None, :])
    ends = starts + lengths - 1
    leaving = weight * model.log_follow(numbers[ends], slots[at[ends] + 1][:, None])
    came = np.zeros((len(at), numbers.shape[1]), np.int64)
    reached = own[starts] + weight * model.log_follow(slots[at[starts] - 1][:, None], numbers[starts])
    last = np.zeros(len(starts), np.int64)
    running = len(starts)
    for step in range(1, int(lengths[0]) + 1):
        going_on = int(np.searchsorted(-lengths, -step))  # how many runs are longer than `step`
        if going_on < running:
            last[going_on:running] = (reached[going_on:running] + leaving[going_on:running]).argmax(1)
        running = going_on
        here = starts[:running] + step
        through = reached[:running, :, None] + steps[here - 1]
        came[here] = through.argmax(1)
        reached = through.max(1) + own[here]
    chosen = np.zeros(len(at), np.int64)
    for step in range(int(lengths[0]), 0, -1):
        running = int(np.searchsorted(-lengths, -step, side="right"))  # runs of at least `step` words
        here = starts[:running] + step - 1
        chosen[here] = last[:running]
        last[:running] = came[here, last[:running]]
    return chosen


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


def numbers_of(tokens: Sequence[Token], words: dict[str, int]) -> npt.NDArray[np.int32]:
    """The word that each token stands for as it is, BREAK where it is none."""
    return np.array([_number(token.surface, words) for token in tokens], np.int32)


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


def _reordered(choices: Choices, rows: npt.NDArray[np.int64], scores: Floats) -> Choices:
    risen = np.exp(scores - scores.max(1, keepdims=True))
    kept = choices.chances[rows].sum(1, keepdims=True)
    chances = risen / risen.sum(1, keepdims=True) * kept
    order = np.argsort(-chances, axis=1, kind="stable")
    labels, values = choices.labels.copy(), choices.chances.copy()
    labels[rows] = np.take_along_axis(choices.labels[rows], order, 1)
    values[rows] = np.take_along_axis(chances, order, 1)
    return replace(choices, labels=labels, chances=values)
