"""Questions typed without diacritics: each word is one of the words that fold to what stands there.

The tagger alone also offers words of other letters, as it must for broken scans; here the letters are right and
only the marks are missing, so its candidates are put in order and the language model has a heavier say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import bare
from ingest.repair.tagger import COPY, FIRST_WORD, Choices, Floats
from ingest.repair.tokens import Token

# Weight of the language model for folded words: 0.3 restores 88 % of the syllables of the plain development
# questions, 1.0 93 %, 1.6 the same; official sentences fall from 1.0 on.
FOLDED_WEIGHT = 1.0
_LEAST_CHANCE = 3e-4  # of a word that the tagger did not think of
_LEAST_CHANCE_OF_FOLDED = 0.01  # the same in a text without diacritics; with 3e-4 0.4 % more syllables are wrong
_SURE_OF_FOLD = 0.98  # chance of the best word from which no other is brought in
# Power of the chances among words of one fold where a word fits ill: with 0.5 the development passages are read with
# 2.7 % of syllables wrong, with 0.35 2.6 %, with 0.15 2.9 %; left alone 3.1 %, and a ward's "phường" as "phương".
_FLATNESS = 0.35
_KEPT = 4  # of the tagger's own candidates, always
_NONE = 1e-9
_FOLDED_SHARE = 0.8  # of the words of a text that must be the folded form of some word


def words_by_fold(words: Sequence[str], counts: np.ndarray) -> dict[str, tuple[int, ...]]:
    """The labels of the words by their folded form, most frequent first."""
    found: dict[str, list[int]] = defaultdict(list)
    for label, word in enumerate(words):
        if label >= FIRST_WORD and word.islower():
            found[bare(word)].append(label)
    return {fold: tuple(sorted(labels, key=lambda label: (-counts[label], label))) for fold, labels in found.items()}


def is_folded(tokens: Sequence[Token], by_fold: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether the text is Vietnamese typed without any diacritic."""
    read = [token.surface for token in tokens if not token.protected]
    if not read or not all(surface.isascii() for surface in read):
        return False
    return sum(surface.lower() in by_fold for surface in read) >= _FOLDED_SHARE * len(read)


def with_folds(
    choices: Choices,
    tokens: Sequence[Token],
    words: Sequence[str],
    by_fold: Mapping[str, tuple[int, ...]],
    ill_fitting: npt.NDArray[np.bool_],
) -> Choices:
    """The choices in which the last candidates give way to words of the token's fold that the tagger passed over.

    It lets the language model bring in a rare word, such as a name that a clean document of the store has taught it.
    A word that fits its neighbours ill gives way to those that differ from it by marks alone, however sure the tagger
    was: marks are what broken text has lost, and the tagger repeats what it has read wrongly while it was trained.
    """
    labels, chances = choices.labels.copy(), choices.chances.copy()
    for at in np.flatnonzero(ill_fitting | (chances[:, 0] < _SURE_OF_FOLD)).tolist():
        if tokens[at].protected:
            continue
        best = int(labels[at, 0])
        fold = bare(words[best]) if ill_fitting[at] and best >= FIRST_WORD else bare(tokens[at].surface).lower()
        offered = set(labels[at].tolist())
        missing = [label for label in by_fold.get(fold, ()) if label not in offered]
        for place, label in zip(range(labels.shape[1] - 1, _KEPT - 1, -1), missing, strict=False):
            labels[at, place] = label
            chances[at, place] = max(float(chances[at, place]), _LEAST_CHANCE)
        if ill_fitting[at]:
            fitting = set(by_fold.get(fold, ()))
            same = np.array([label in fitting for label in labels[at].tolist()])
            chances[at, same] = _flattened(chances[at, same])
            order = np.argsort(-chances[at], kind="stable")
            labels[at], chances[at] = labels[at, order], chances[at, order]
    return replace(choices, labels=labels, chances=chances)


def _flattened(chances: Floats) -> Floats:
    """The chances brought nearer to each other, their sum kept."""
    if not len(chances):
        return chances
    flat = np.maximum(chances, _LEAST_CHANCE) ** _FLATNESS
    return np.asarray(flat * (chances.sum() / flat.sum()), np.float32)


def unfolded(choices: Choices, tokens: Sequence[Token], by_fold: Mapping[str, tuple[int, ...]]) -> Choices:
    """The choices of each folded word narrowed to the words of that fold, all of them offered."""
    labels, chances = choices.labels.copy(), choices.chances.copy()
    width = labels.shape[1]
    for at, token in enumerate(tokens):
        candidates = by_fold.get(token.surface.lower(), ())[:width]
        if token.protected:
            continue
        if not candidates:  # no word folds to it, so that it is none: a foreign name, the letter of a list
            labels[at], chances[at] = COPY, _NONE
            chances[at, 0] = 1.0
            continue
        known = dict(zip(choices.labels[at].tolist(), choices.chances[at].tolist(), strict=True))
        offered = np.array([max(known.get(label, 0.0), _LEAST_CHANCE_OF_FOLDED) for label in candidates], np.float32)
        order = np.argsort(-offered, kind="stable")
        labels[at], chances[at] = COPY, _NONE
        labels[at, : len(candidates)] = np.array(candidates)[order]
        chances[at, : len(candidates)] = offered[order] / offered.sum()
    return replace(choices, labels=labels, chances=chances, extra=np.zeros_like(choices.extra))
