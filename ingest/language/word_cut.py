"""Vietnamese words, which are one to four syllables with spaces between them."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

# underthesea keeps one model for the process: it is in place before it is filled, and not made for two callers at once.
_ONE_AT_A_TIME = threading.Lock()
# underthesea tries these for translation and does without them where they are missing; they take seconds to import.
_NOT_NEEDED = ("torch", "transformers")


def words(text: str) -> list[str]:
    """The words of the text in order, each with plain spaces between its syllables ("cải cách", "hành chính")."""
    with _ONE_AT_A_TIME:
        return [str(word) for word in _tokenizer()(text)]


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of the text with where they begin and end in it; one that the segmenter wrote otherwise is left out."""
    at = 0
    for word in words(text):
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            yield word, start, at


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    """The word model, imported only where words are asked for."""
    with _missing(*(name for name in _NOT_NEEDED if name not in sys.modules)):
        from underthesea import word_tokenize

    return cast(Callable[[str], list[str]], word_tokenize)


@contextmanager
def _missing(*names: str) -> Iterator[None]:
    """A time in which modules that nobody has imported yet cannot be imported."""
    modules = cast(dict[str, Any], sys.modules)
    modules.update(dict.fromkeys(names))
    try:
        yield
    finally:
        for name in names:
            del modules[name]
