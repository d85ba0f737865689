"""How likely each kind of answer is what a question asks for: a linear model over the question's word sequences.

The question is folded and its figures are made alike; runs of one to four words, with marks for its beginning and
end, are hashed into buckets, weighed by how rare they are, and scored for each kind, and so are the kinds that the
ways of asking of kinds.toml tell. `python -m eval.fitting.kinds` learns the weights from labelled questions on many
documents and says what they are worth on documents left out.
Source: Weinberger et al. 2009, Feature Hashing for Large Scale Multitask Learning.
"""

import re
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ingest.language.fold import fold
from ingest.model_files import checked
from parc_search.question.asked.kinds import kinds_of

KINDS = (
    *("agency", "coordinating", "target", "figure", "deadline", "product", "legal_basis", "budget", "list"),
    *("procedure", "passage", "compare"),
)
"""The kinds of answer, in the order of the chances."""
BUCKETS = 1 << 15
LONGEST_RUN = 4
# What a kind that the ways of asking tell counts against all runs of words together.
_TOLD = 0.5
_FILE = Path(__file__).with_name("kind_model.npz")
_REMEMBERED = 1_000
_WORD = re.compile(r"\w+|[%?]")
Floats: TypeAlias = NDArray[np.float32]


@lru_cache(maxsize=_REMEMBERED)
def kind_chances(question: str) -> tuple[float, ...]:
    """The chance of each of `KINDS`, 0..1, adding up to 1."""
    weights, intercepts, rarity = _model()
    found, values = features_of(question, rarity)
    scores = intercepts + weights[:, found] @ values
    odds = np.exp(scores - scores.max())
    return tuple(float(chance) for chance in odds / odds.sum())


def features_of(question: str, rarity: NDArray[np.floating]) -> tuple[NDArray[np.int64], Floats]:
    """The features that a question has, by place among the buckets and behind them the kinds, and their values.

    `rarity` says how rare each bucket is, (buckets,). The runs of words make a row of length 1; the first kind that
    the ways of asking tell counts whole, a further one half.
    """
    runs = buckets(question)
    values = rarity[runs].astype(np.float32)
    told = [kind for kind in kinds_of(question) if kind in KINDS]
    places = np.array([BUCKETS + KINDS.index(kind) for kind in told], dtype=np.int64)
    weights = np.array([_TOLD * (1.0 if n == 0 else 0.5) for n in range(len(told))], dtype=np.float32)
    return np.concatenate([runs, places]), np.concatenate([values / (np.linalg.norm(values) or 1.0), weights])


def buckets(question: str) -> NDArray[np.int64]:
    """The buckets of a question's runs of words, each once, in order."""
    words = ["^", *("#" if word.isdigit() else word for word in _WORD.findall(fold(question))), "$"]
    runs = {
        zlib.crc32(" ".join(words[at : at + length]).encode()) % BUCKETS
        for length in range(1, LONGEST_RUN + 1)
        for at in range(len(words) - length + 1)
    }
    return np.array(sorted(runs), dtype=np.int64)


@cache
def _model() -> tuple[Floats, Floats, Floats]:
    """The weights (kinds, features), the intercepts (kinds), and how rare each bucket is (buckets)."""
    with np.load(checked(_FILE), allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float32) * stored["scales"].astype(np.float32)[:, None]
        return weights, stored["intercepts"].astype(np.float32), stored["rarity"].astype(np.float32)
