"""Vietnamese words, which are one to four syllables with spaces between them."""


def words(text: str) -> list[str]:
    """The words of the text in order, each with plain spaces between its syllables ("cải cách", "hành chính")."""
    from underthesea import word_tokenize  # loads its model: only where words are asked for

    return [str(word) for word in word_tokenize(text)]
