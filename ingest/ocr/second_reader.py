"""A second opinion on a word that was read: how likely its picture is to show that text, next to what it shows best.

The network is that of the package asterocr; only its weights and its list of characters are used, in the way that it
was trained to read. It never says what stands on a page: on whole pages it mends fewer words than it spoils.
"""

import importlib
import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from ingest.ocr.picture import Pixels

PACKAGE = "asterocr"

_HEIGHT, _LEAST_WIDTH, _STEP = 32, 32, 4  # pixels of a picture that the network takes
_BLANK = 0
# Marks that its list of characters lacks, as those that it gives for them.
_PLAIN_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_IMPOSSIBLE = -1e9

LogChances = npt.NDArray[np.float64]


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
    session = runtime.InferenceSession(str(folder / "asternet.onnx"), options, ["CPUExecutionProvider"])
    listed = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["chars"]
    return session, tuple(listed)
