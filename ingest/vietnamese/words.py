"""Vietnamese words, which are one to four syllables with spaces between them."""

import threading

# underthesea keeps one model for the process: it is in place before it is filled, and not made for two callers at once.
_ONE_AT_A_TIME = threading.Lock()


def words(text: str) -> list[str]:
    """The words of the text in order, each with plain spaces between its syllables ("cải cách", "hành chính")."""
    with _ONE_AT_A_TIME:
        from underthesea import word_tokenize  # loads its model: only where words are asked for

        return [str(word) for word in word_tokenize(text)]
