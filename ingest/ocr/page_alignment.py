"""Two readings of one page word by word: which words both have, and the places where they differ.

A place is as small as can be chosen by itself: one word for another where the words are alike, else all words between
two that both readings share. Blanks and line ends do not count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.documents import Span
from ingest.language.fold import fold

_WORD = re.compile(r"\S+")
# Comparing takes as long as there are pairs of equal words: a page of 600 words has some 10,000. A page that is made to
# have more is one place as a whole.
_MOST_PAIRS = 200_000
_MOST_PAIRED = 80
_GAP_COST = 0.6
# Words less alike than this are not one word read in two ways.
_LEAST_ALIKE = 0.5
_LONGEST_WORD_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where two readings differ: words `first_old:last_old` of one stand for `first_new:last_new` of the other."""

    first_old: int
    last_old: int
    first_new: int
    last_new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two texts with the spans of their words, the pairs of words that are equal, and the places that differ."""

    old: str
    new: str
    old_words: tuple[Span, ...]
    new_words: tuple[Span, ...]
    equal: tuple[tuple[int, int], ...]
    differences: tuple[Difference, ...]

    def old_span(self, place: Difference) -> Span:
        """The stretch of the old text that the place stands for; it takes the blank before it where a side is empty."""
        return _stretch(self.old, self.old_words, place.first_old, place.last_old, is_alone=_is_one_sided(place))

    def new_span(self, place: Difference) -> Span:
        """The stretch of the new text, as `old_span`."""
        return _stretch(self.new, self.new_words, place.first_new, place.last_new, is_alone=_is_one_sided(place))


def words_of(text: str) -> tuple[Span, ...]:
    """The spans of the words of a text."""
    return tuple(Span(start=match.start(), end=match.end()) for match in _WORD.finditer(text))


def aligned(old: str, new: str) -> Alignment:
    """The two readings side by side."""
    old_words, new_words = words_of(old), words_of(new)
    left, right = old.split(), new.split()
    equal: list[tuple[int, int]] = []
    differences: list[Difference] = []
    head = _shared(left, right)
    tail = _shared(left[head:][::-1], right[head:][::-1])
    equal += [(number, number) for number in range(head)]
    inner = left[head : len(left) - tail], right[head : len(right) - tail]
    counts = Counter(inner[0]), Counter(inner[1])
    if sum(count * counts[1][word] for word, count in counts[0].items()) > _MOST_PAIRS:
        opcodes = [("replace", head, len(left) - tail, head, len(right) - tail)]
    else:
        opcodes = [
            (kind, a + head, b + head, c + head, d + head)
            for kind, a, b, c, d in SequenceMatcher(None, *inner, autojunk=False).get_opcodes()
        ]
    for kind, a, b, c, d in opcodes:
        if kind == "equal":
            equal += zip(range(a, b), range(c, d), strict=True)
        else:
            differences += _smaller(left, right, a, b, c, d)
    equal += [(len(left) - number, len(right) - number) for number in range(tail, 0, -1)]
    return Alignment(
        old=old,
        new=new,
        old_words=old_words,
        new_words=new_words,
        equal=tuple(equal),
        differences=tuple(differences),
    )


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words both have at their beginning."""
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return number
    return min(len(left), len(right))


def _smaller(left: Sequence[str], right: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Difference]:
    """The place `a:b` for `c:d` in the smallest parts that can be chosen one by one."""
    columns = _columns(left[a:b], right[c:d]) if max(b - a, d - c) <= _MOST_PAIRED else [(b - a, d - c, False)]
    rest_old = rest_new = 0
    for old, new, is_one_word in columns:
        if is_one_word:
            if rest_old or rest_new:
                yield Difference(first_old=a, last_old=a + rest_old, first_new=c, last_new=c + rest_new)
            a, c, rest_old, rest_new = a + rest_old, c + rest_new, 0, 0
            if left[a] != right[c]:
                yield Difference(first_old=a, last_old=a + 1, first_new=c, last_new=c + 1)
            a, c = a + 1, c + 1
        else:
            rest_old, rest_new = rest_old + old, rest_new + new
    if rest_old or rest_new:
        yield Difference(first_old=a, last_old=a + rest_old, first_new=c, last_new=c + rest_new)


def _columns(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The cheapest pairing: how many words of each side stand in a column, and whether they are one word read twice.

    Source: Needleman and Wunsch, "A general method applicable to the search for similarities", 1970.
    """
    unlike = [[1 - _alikeness(one, other) for other in right] for one in left]
    costs = [[_GAP_COST * (row + column) for column in range(len(right) + 1)] for row in range(len(left) + 1)]
    for row in range(1, len(left) + 1):
        for column in range(1, len(right) + 1):
            costs[row][column] = min(
                costs[row - 1][column - 1] + unlike[row - 1][column - 1],
                costs[row - 1][column] + _GAP_COST,
                costs[row][column - 1] + _GAP_COST,
            )
    row, column, found = len(left), len(right), []
    while row or column:
        if row and column and costs[row][column] == costs[row - 1][column - 1] + unlike[row - 1][column - 1]:
            row, column = row - 1, column - 1
            found.append((1, 1, unlike[row][column] <= 1 - _LEAST_ALIKE))
        elif row and (not column or costs[row][column] == costs[row - 1][column] + _GAP_COST):
            row -= 1
            found.append((1, 0, False))
        else:
            column -= 1
            found.append((0, 1, False))
    found.reverse()
    # A word beside one that only one reading has may be a part of it: "Sở Tài" and "SởTài".
    gaps = {number for number, (old, new, _) in enumerate(found) if old != new}
    return [
        (old, new, is_one and not {number - 1, number + 1} & gaps) for number, (old, new, is_one) in enumerate(found)
    ]


def _alikeness(one: str, other: str) -> float:
    plain, another = fold(one), fold(other)
    if plain == another or max(len(plain), len(another)) > _LONGEST_WORD_CHARS:
        return float(plain == another)
    return SequenceMatcher(None, plain, another, autojunk=False).ratio()


def _is_one_sided(place: Difference) -> bool:
    return place.first_old == place.last_old or place.first_new == place.last_new


def _stretch(text: str, words: Sequence[Span], first: int, last: int, *, is_alone: bool) -> Span:
    before = words[first - 1].end if first else 0
    after = words[last].start if last < len(words) else len(text)
    if first == last:
        at = before if first else after
        return Span(start=at, end=at)
    start, end = words[first].start, words[last - 1].end
    if is_alone:
        return Span(start=before, end=end) if first else Span(start=start, end=after)
    return Span(start=start, end=end)
