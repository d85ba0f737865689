"""Counts the language model: `python -m ingest.repair.training.ngrams --text … --corpus … --cache … --out …`.

Pairs seen once and triples seen twice or less are dropped: on the development passages the full counts, three times
the size, read no better. The clean sample plan counts tenfold, as a store's clean documents do at run time.
"""

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.repair.language_model import BREAK, LanguageModel, counted
from ingest.repair.rescoring import DOCUMENT_WEIGHT
from ingest.repair.tokens import BLANK_LINE, SENTENCE
from ingest.repair.training.corpus import FIRST_WORD, CleanText
from ingest.repair.training.train import clean_sources

_QUESTION_WEIGHT = 8.0  # official text holds hardly any "bao nhiêu", "ai", "nào"
_LEAST_PAIR, _LEAST_TRIPLE = 2, 3


def stream_of(text: CleanText) -> npt.NDArray[np.int64]:
    """The text's words as numbers, with breaks at sentence ends and blank lines."""
    labels = text.label[text.surface].astype(np.int64)
    labels[labels < FIRST_WORD] = BREAK
    cuts = (text.gap // 6 >= BLANK_LINE) | (text.gap % 6 == SENTENCE)
    stream = np.full(len(labels) + int(cuts.sum()), BREAK, np.int64)
    stream[np.arange(len(labels)) + np.cumsum(cuts)] = labels
    return stream


def main() -> None:
    """Counts and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    words, sources = clean_sources(options.text, options.corpus, options.questions, options.cache)
    official = counted(stream_of(sources[0].text), size=len(words.words), least_pair=_LEAST_PAIR, least_triple=_LEAST_TRIPLE)
    model: LanguageModel = official.with_counts_of([stream_of(sources[2].text).tolist()], weight=DOCUMENT_WEIGHT)
    if len(sources) > 3:
        model = model.with_counts_of([stream_of(sources[3].text).tolist()], weight=_QUESTION_WEIGHT)
    model.write(options.out)


if __name__ == "__main__":
    main()
