"""Which tokens the tagger must look at: all of broken text, and of sound text only what is no word.

In sound text no word that exists is ever changed, so reading it would cost time and change nothing. What is sound is
seen from three shares around a token that official text and broken text lie far apart in; in doubt text is read.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.repair.language_model import BREAK, LanguageModel, Numbers
from ingest.repair.tokens import Token

_NEARBY = 60  # tokens on either side
# Broken documents have 0.30-0.72 of known tokens, 0.00-0.50 with diacritics and fits of -14 to -5; official text held
# out of training 0.95-1.00, 0.65-1.00 and -8.1 to -1.7, its whole documents -4.3 to -2.6: price lists fit badly in
# places. With the tones of each third word wrong a document fits with -6.0.
_LEAST_KNOWN = 0.95
_LEAST_MARKED = 0.5
_LEAST_FIT = -6.0  # mean log chance of a known word after a known word, at the middle of the document's places
_LEAST_FIT_HERE = -10.0
_CONTEXT = 16  # tokens read on either side of one that is no word

Bools = npt.NDArray[np.bool_]


def are_sound(tokens: Sequence[Token], numbers: Numbers, model: LanguageModel) -> Bools:
    """For each token whether the text around it is proper Vietnamese; `numbers` are the tokens' words."""
    known = numbers != BREAK
    counted = np.array([len(token.surface) > 1 and not token.protected for token in tokens])
    marked = np.array([not token.surface.isascii() for token in tokens])
    linked = np.zeros(len(tokens), np.bool_)
    linked[1:] = known[:-1] & known[1:]
    log_chance = np.zeros(len(tokens))
    log_chance[1:] = model.log_follow(numbers[:-1], numbers[1:])
    around = _nearby(counted)
    fit = _nearby(log_chance * linked) / np.maximum(_nearby(linked), 1.0)
    return np.asarray(
        (_nearby(known & counted) >= _LEAST_KNOWN * around)
        & (_nearby(marked & counted) >= _LEAST_MARKED * around)
        & (fit >= _LEAST_FIT_HERE)
        & (np.median(fit) >= _LEAST_FIT)
    )


def open_spans(tokens: Sequence[Token], numbers: Numbers, sound: Bools) -> list[tuple[int, int]]:
    """The half-open spans of the tokens that the tagger must read, in order and apart."""
    strange = np.array([_is_strange(token) for token in tokens]) & (numbers == BREAK)
    wanted = _nearest(strange | ~sound, within=_CONTEXT)
    edges = np.flatnonzero(np.diff(wanted, prepend=False, append=False))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _is_strange(token: Token) -> bool:
    """Whether the token is one that may be changed in sound text, if it is no word."""
    return not token.protected and len(token.surface) > 1 and not any(map(str.isdigit, token.surface))


def _nearby(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """The sum of the values around each place."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    places = np.arange(len(values))
    return np.asarray(
        sums[np.minimum(places + _NEARBY + 1, len(values))] - sums[np.maximum(places - _NEARBY, 0)], np.float64
    )


def _nearest(wanted: Bools, *, within: int) -> Bools:
    """Whether a wanted place lies within so many places of each."""
    sums = np.concatenate([[0], np.cumsum(wanted)])
    places = np.arange(len(wanted))
    return np.asarray(
        sums[np.minimum(places + within + 1, len(wanted))] > sums[np.maximum(places - within, 0)], np.bool_
    )
