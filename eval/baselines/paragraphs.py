"""Raw text cut into paragraphs: the passages of the rivals, made without any of our own reading of documents."""

import re
from collections.abc import Iterator

from eval.prediction import GivenSpan

# A paragraph ends at a blank line, or before a line that opens with a bullet, a number or a Roman numeral.
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-+*•]|\d{1,2}[.)]|[a-zđ][.)]|[IVX]{1,4}[.)])\s)")
_WORDS = re.compile(r"\w{2,}")

# Shorter than the shortest citation limit, so that length never costs a rival its hit.
LONGEST_PARAGRAPH_CHARS = 900


def paragraphs(source: str, text: str) -> tuple[GivenSpan, ...]:
    """The paragraphs of a source text in order, each a span whose quote is its words; long ones are cut at a line."""
    spans = (
        piece
        for start, end in _between_breaks(text)
        for piece in _cut(text, start, end)
        if _WORDS.search(text, piece[0], piece[1])
    )
    return tuple(GivenSpan(source=source, start=start, end=end, quote=text[start:end]) for start, end in spans)


def _between_breaks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_PARAGRAPH_CHARS:
        limit = start + LONGEST_PARAGRAPH_CHARS
        newline = text.rfind("\n", start + 1, limit)
        middle = newline if newline > start else limit
        yield start, middle
        start = middle
    if end > start:
        yield start, end
