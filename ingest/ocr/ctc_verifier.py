"""A second model over single words: how likely a word's picture is to show the text that was read.

The network is that of the package asterocr; only its weights and its list of characters are used. It never says what
stands on a page: on whole pages it mends fewer words than it spoils. A word it disagrees with becomes a doubt; words
of low confidence are in doubt already and are not shown to it.
"""

import importlib
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from ingest.model_files import checked
from ingest.ocr.deskew import Pixels
from ingest.ocr.ocr_words import Word, is_in_doubt

PACKAGE = "asterocr"
_HEIGHT, _LEAST_WIDTH, _STEP = 32, 32, 4  # pixels of a picture that the network takes
_BLANK = 0
# Marks that its list of characters lacks, as those that it gives for them.
_PLAIN_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_IMPOSSIBLE = -1e9
LogChances = npt.NDArray[np.float64]
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


class SecondReader(Protocol):
    """What is asked about a word; `version` goes into the names of readings that are kept."""

    @property
    def version(self) -> str:
        """The name and version, which change with what is said of a word."""

    def against(self, picture: Pixels, text: str) -> float:
        """By how many nats the text is less likely than the best reading of the picture; 0 where it is that reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNetwork:
    """The network, loaded from its files when it is first asked; it can be sent to another process."""

    folder: Path
    version: str

    def against(self, picture: Pixels, text: str) -> float:
        """As `SecondReader.against`; a text with a character that the network does not know is impossible."""
        session, characters = _loaded(self.folder)
        chances: LogChances = session.run(None, {"images": _prepared(picture)})[0][:, 0, :].astype(np.float64)
        known = {character: number for number, character in enumerate(characters)}
        wanted = [known.get(character, -1) for character in text.translate(_PLAIN_MARKS)]
        best = log_chance(chances, best_labels(chances, blanks={_BLANK, known.get(" ", _BLANK)}))
        return max(0.0, best - (_IMPOSSIBLE if -1 in wanted else log_chance(chances, wanted)))


@cache
def installed_second_reader() -> LineNetwork | None:
    """The network, None where its package is not installed; the package itself is never run."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "assets"
    return LineNetwork(folder=folder, version=f"{PACKAGE} {version(PACKAGE)}")


def best_labels(chances: LogChances, *, blanks: set[int]) -> list[int]:
    """The labels that are the likeliest at each step, each once for its stretch, without `blanks` at either end."""
    steps = chances.argmax(axis=1).tolist()
    labels = [label for at, label in enumerate(steps) if label != _BLANK and (at == 0 or label != steps[at - 1])]
    while labels and labels[-1] in blanks:
        labels.pop()
    while labels and labels[0] in blanks:
        labels.pop(0)
    return labels


def log_chance(chances: LogChances, labels: list[int]) -> float:
    """The chance, in nats, that (steps, labels) log chances spell the labels in any alignment.

    Source: Graves et al., "Connectionist temporal classification", ICML 2006, the forward variable.
    """
    path = np.array([_BLANK] + [part for label in labels for part in (label, _BLANK)])
    may_skip = np.zeros(len(path), dtype=bool)
    may_skip[2:] = (path[2:] != _BLANK) & (path[2:] != path[:-2])
    ends = np.full(len(path), _IMPOSSIBLE)
    ends[:2] = chances[0, path[:2]]
    for step in chances[1:]:
        reached = ends.copy()
        reached[1:] = np.logaddexp(reached[1:], ends[:-1])
        reached[2:] = np.where(may_skip[2:], np.logaddexp(reached[2:], ends[:-2]), reached[2:])
        ends = reached + step[path]
    return float(np.logaddexp.reduce(ends[-2:]))


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


def looked_at(
    grey: Pixels, words: Sequence[Word], number: int, texts: Sequence[str], reader: SecondReader
) -> tuple[float, ...] | None:
    """By how many nats each of some texts is less likely than the best reading of a word's picture.

    The boxes are in pixels of the picture; None where the word has none.
    """
    picture = _cut(grey, words, number)
    return tuple(reader.against(picture, text) for text in texts) if picture.size else None


def _prepared(picture: Pixels) -> npt.NDArray[np.float32]:
    """The picture as the network takes it: (1, 3, 32, width) float32 of 0..1."""
    height, width = picture.shape
    width = max(_LEAST_WIDTH, width * _HEIGHT // height)
    size = (width + _STEP - 1) // _STEP * _STEP, _HEIGHT
    grey = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR), dtype=np.float32) / 255
    return np.repeat(grey[np.newaxis, np.newaxis], 3, axis=1)


@cache
def _loaded(folder: Path) -> tuple[Any, tuple[str, ...]]:
    """The session and the characters of its labels."""
    runtime = importlib.import_module("onnxruntime")  # a third of a second that only pages without text need
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(str(checked(folder / "asternet.onnx")), options, ["CPUExecutionProvider"])
    listed = json.loads(checked(folder / "vocab.json").read_text(encoding="utf-8"))["chars"]
    return session, tuple(listed)


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
