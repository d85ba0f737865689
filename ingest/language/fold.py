"""The folded form that text is matched on: lower case, no diacritics, đ as d; and the way back.

Broken scans lose diacritics first, and people leave them out when they type; both meet in this form.
"""

import unicodedata
from dataclasses import dataclass

_BASE_LETTERS = {"đ": "d", "ð": "d", "ɖ": "d"}
_FULL_WIDTH_SHIFT = 0xFEE0


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text and, for each of its characters, the code point of the source that it came from.

    `starts` has one entry more than `text`: the length of the source.
    """

    text: str
    starts: tuple[int, ...]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source behind the span `start:end` of `text`, with the marks that follow its letters."""
        if end <= start:
            return self.starts[start], self.starts[start]
        return self.starts[start], max(self.starts[end], self.starts[end - 1] + 1)


def fold(text: str) -> str:
    """The text in lower case without diacritics: "Đẩy mạnh" gives "day manh"."""
    return text.translate(_TABLE)


def fold_with_map(text: str) -> Folded:
    """The folded text with the map of its characters back to code points of `text`."""
    if all(len(_TABLE[ord(character)]) == 1 for character in set(text)):
        return Folded(text=fold(text), starts=tuple(range(len(text) + 1)))  # nearly all texts, ten times as fast
    pieces, starts = [], []
    for index, character in enumerate(text):
        piece = _TABLE[ord(character)]
        pieces.append(piece)
        if len(piece) == 1:
            starts.append(index)
        else:
            starts.extend([index] * len(piece))
    starts.append(len(text))
    return Folded(text="".join(pieces), starts=tuple(starts))


class _FoldTable(dict[int, str]):
    """Foldings by code point, each computed once, when it is first met."""

    def __missing__(self, code: int) -> str:
        if 0xFF01 <= code < 0xFF5F:
            code_folded = self[code - _FULL_WIDTH_SHIFT]
        else:
            decomposed = unicodedata.normalize("NFD", chr(code).lower())
            bases = (c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Mn")
            code_folded = "".join(_BASE_LETTERS.get(base, base) for base in bases)
        self[code] = code_folded
        return code_folded


_TABLE = _FoldTable()
