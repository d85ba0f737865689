"""Which words of a page are shown to a second reader, and what its disagreement does: the word becomes a doubt.

A second reader is too slow for a whole page, and errors are rare where the first was sure. Words of low confidence are
in doubt already and need no second look.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.ocr.picture import Pixels
from ingest.ocr.second_reader import SecondReader
from ingest.ocr.words import Word, is_in_doubt

# Below these confidences, in percent, a word is looked at again. A wrong figure or name does more harm than a wrong
# word, so these are looked at where the first reader was rather sure, and figures always.
# On 24 made pages of official text, with 100 wrong words, the doubts found 24 of them without a second look; with it
# 79, of which 7 owe to looking at more names and all figures, at 28 words more a page.
_WORD_CONFIDENCE, _NAME_CONFIDENCE = 93.0, 96.0
# A word takes 11 ms of a processor; a second look costs a quarter of a second at most.
_MOST_WORDS = 24
# In nats: at 0 a quarter more right words are marked, at 3 two errors fewer of 79 are found.
_AGAINST = 1.5
# The cut is as high as the words next to it, which tells a small letter from a capital, and leaves room for accents.
_NEIGHBOURS = 2
_ROOM_SHARE = 0.25
_ROOM_PX = 6


def looked_at_again(grey: Pixels, words: Sequence[Word], reader: SecondReader) -> tuple[Word, ...]:
    """The words, their boxes in pixels of the picture, those disputed that the reader takes for others."""
    chosen = [number for number, word in enumerate(words) if _is_worth_a_look(word)]
    least_sure = sorted(chosen, key=lambda number: (words[number].confidence, number))[:_MOST_WORDS]
    looked = list(words)
    for number in least_sure:
        picture = _cut(grey, words, number)
        if picture.size and reader.against(picture, words[number].text) > _AGAINST:
            looked[number] = replace(words[number], is_disputed=True)
    return tuple(looked)


def _is_worth_a_look(word: Word) -> bool:
    if is_in_doubt(word):
        return False
    if any(character.isdigit() for character in word.text):
        return True
    if any(character.isupper() for character in word.text):
        return word.confidence < _NAME_CONFIDENCE
    return word.confidence < _WORD_CONFIDENCE


def _cut(grey: Pixels, words: Sequence[Word], number: int) -> Pixels:
    """The picture of a word, up to the middle of the gaps beside it."""
    word = words[number]
    near = [
        other for other in words[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1] if _same_line(other, word)
    ]
    top, bottom = min(other.top for other in near), max(other.bottom for other in near)
    room = _ROOM_SHARE * (bottom - top)
    before, after = _gap(words, number - 1, number), _gap(words, number, number + 1)
    left, right = word.left - min(_ROOM_PX, before / 2), word.right + min(_ROOM_PX, after / 2)
    return grey[max(0, int(top - room)) : int(bottom + room) + 1, max(0, int(left)) : int(right) + 1]


def _gap(words: Sequence[Word], one: int, other: int) -> float:
    """The room between two neighbours, in pixels; infinite at the end of a line."""
    if one < 0 or other >= len(words) or not _same_line(words[one], words[other]):
        return float("inf")
    return max(0.0, words[other].left - words[one].right)


def _same_line(one: Word, other: Word) -> bool:
    return one.line == other.line
