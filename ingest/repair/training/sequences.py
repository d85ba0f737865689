"""Training sequences: windows of clean text spoilt on the fly, with the labels that undo it.

A sequence has one manner: an engine's style, several styles, folded (a question typed without diacritics), slips
of the keyboard, or clean. Table fragments and headings in capitals are made by cutting and by raising letters.
"""

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import bare
from ingest.repair import tokens as gaps
from ingest.repair.tagger import MAX_LETTERS, letters, wholes
from ingest.repair.tokens import tokenize
from ingest.repair.training.corpus import COPY, LOWER, NOTHING, TITLE, UPPER, CleanText
from ingest.repair.training.noise import Sampler, Style
from ingest.repair.training.self_training import ReadText

WINDOW = 80  # tokens a sequence
_POOL = 48  # noisy forms kept of each word and style
_RENEWAL = 0.08  # chance that a drawn form is made anew
_MANNERS = {"style": 0.55, "mixed": 0.07, "folded": 0.22, "slips": 0.07, "clean": 0.09}
_CAPITALS_SHARE = 0.05  # of segments
_READ_SHARE = 0.14  # of sequences that are raw documents as the last model read them
_LETTERS_OF_SLIPS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Source:
    """Clean text to draw windows from, with its weight; `starts` limits where they begin."""

    text: CleanText
    weight: float
    starts: npt.NDArray[np.int64] | None = None
    spoken: bool = False  # questions: only folded, slips, clean, and one at a time


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: (sequences, WINDOW) arrays; `token` indexes the rows of `letters`; padding has mask False."""

    letters: npt.NDArray[np.int32]
    wholes: npt.NDArray[np.int32]
    token: npt.NDArray[np.int32]
    gap: npt.NDArray[np.int8]
    mask: npt.NDArray[np.bool_]
    word: npt.NDArray[np.int32]
    extra: npt.NDArray[np.int32]
    case: npt.NDArray[np.int8]


class SequenceMaker:
    """Makes batches without end; the same seed makes the same batches."""

    def __init__(
        self, sources: list[Source], styles: list[Style], style_weights: list[float], read: list[ReadText], *, seed: int
    ) -> None:
        self._read = read
        self._sources = sources
        self._random = random.Random(seed)
        self._styles = styles
        self._style_weights = style_weights
        self._samplers = [Sampler(style, seed + number) for number, style in enumerate(styles)]
        self._pools: dict[tuple[int, str], list[tuple[int, ...]]] = {}
        self._token_ids: dict[str, int] = {}
        self._spelled: list[str] = []
        self._rows = np.zeros((1 << 16, MAX_LETTERS), np.int32)
        self._wholes = np.zeros((1 << 16, 2), np.int32)

    def batch(self, sequences: int) -> Batch:
        """The next batch."""
        shape = (sequences, WINDOW)
        token, word, extra = (np.zeros(shape, np.int32) for _ in range(3))
        gap, case = np.zeros(shape, np.int8), np.zeros(shape, np.int8)
        mask = np.zeros(shape, np.bool_)
        for row in range(sequences):
            made = self._read_sequence() if self._read and self._random.random() < _READ_SHARE else self._sequence()
            n = len(made)
            token[row, :n], gap[row, :n], word[row, :n], extra[row, :n], case[row, :n] = zip(*made, strict=True)
            mask[row, :n] = True
        unique, inverse = np.unique(token, return_inverse=True)
        return Batch(
            self._rows[unique],
            self._wholes[unique],
            inverse.reshape(shape).astype(np.int32),
            gap,
            mask,
            word,
            extra,
            case,
        )

    def _sequence(self) -> list[tuple[int, int, int, int, int]]:
        rng = self._random
        source = rng.choices(self._sources, [s.weight for s in self._sources])[0]
        manner = rng.choices(list(_MANNERS), list(_MANNERS.values()))[0]
        if source.spoken and manner in ("style", "mixed"):
            manner = rng.choice(("folded", "folded", "slips"))
        style = rng.choices(range(len(self._styles)), self._style_weights)[0]
        is_table = manner in ("style", "mixed", "clean") and rng.random() < 0.2
        lower = manner in ("folded", "slips") and rng.random() < 0.6
        strength = 1.0 if rng.random() < 0.7 else rng.uniform(0.4, 1.0)
        line = rng.randint(2, 5) if is_table else rng.choice((12, 15, 18, 40, 200))
        out: list[tuple[int, int, int, int, int]] = []
        anchor = None
        since_line = 0
        while len(out) < WINDOW - 3:
            start, size, anchor = self._segment(source, anchor, is_table)
            capitals = rng.random() < _CAPITALS_SHARE and manner != "slips"
            if capitals:
                size = min(size, rng.randint(3, 14))
            text = source.text
            if manner == "folded" and not is_table and rng.random() < 0.6:
                size = min(size, rng.randint(5, 24))
            for at in range(start, min(start + size, len(text.surface))):
                if len(out) >= WINDOW - 3 or (source.spoken and at > start and text.gap[at] == gaps.BLANK_LINE * 6):
                    break
                surface_id = text.surface[at]
                surface, label = text.surfaces[surface_id], int(text.label[surface_id])
                case = int(text.case[surface_id])
                if capitals:
                    surface, case = surface.upper(), UPPER
                elif lower:
                    surface, case = surface.lower(), LOWER
                gap = int(text.gap[at]) if at > start else gaps.BLANK_LINE * 6
                since_line += 1
                gap, since_line = self._gap(gap, line, since_line)
                if lower and gap >= gaps.NEWLINE * 6:
                    gap = gaps.SPACE * 6 + gap % 6
                if manner == "clean":
                    out.append((self._id(surface), gap, label, 0, case))
                elif manner == "folded":
                    out.append((self._id(bare(surface)), gap, label, 0, case))
                elif manner == "slips":
                    self._slip(out, surface, gap, label, case)
                else:
                    if manner == "mixed":
                        style = rng.choices(range(len(self._styles)), self._style_weights)[0]
                    self._spoil(out, surface, gap, label, case, style, strength)
            if manner in ("folded", "slips") and rng.random() < 0.5:
                break
        return out[:WINDOW]

    def _read_sequence(self) -> list[tuple[int, int, int, int, int]]:
        text = self._random.choices(self._read, [len(read.surfaces) for read in self._read])[0]
        start = self._random.randrange(max(1, len(text.surfaces) - WINDOW // 2))
        return [
            (
                self._id(text.surfaces[at]),
                int(text.gap[at]),
                int(text.word[at]),
                int(text.extra[at]),
                int(text.case[at]),
            )
            for at in range(start, min(start + WINDOW, len(text.surfaces)))
        ]

    def _segment(self, source: Source, anchor: int | None, is_table: bool) -> tuple[int, int, int]:
        rng = self._random
        limit = max(1, len(source.text.surface) - WINDOW)
        if anchor is None:
            if source.starts is not None and len(source.starts):
                anchor = int(source.starts[rng.randrange(len(source.starts))])
                anchor += 0 if source.spoken else rng.randint(0, WINDOW)
            else:
                anchor = rng.randrange(limit)
        if not is_table:
            return min(anchor, limit), WINDOW, anchor + WINDOW
        start = max(0, min(limit, anchor + rng.randint(-400, 400)))
        return start, rng.randint(2, 16), anchor

    def _gap(self, gap: int, line: int, since_line: int) -> tuple[int, int]:
        space, mark = divmod(gap, 6)
        rng = self._random
        if space in (gaps.SPACE, gaps.NEWLINE):
            space = gaps.SPACE
            if since_line >= line or (mark == gaps.SENTENCE and rng.random() < 0.1):
                space = gaps.NEWLINE if rng.random() < 0.9 else gaps.BLANK_LINE
            elif rng.random() < 0.01:
                space = gaps.WIDE
        if mark in (gaps.COMMA, gaps.SENTENCE) and rng.random() < 0.02:
            mark = rng.choice((gaps.PLAIN, gaps.OTHER, gaps.SENTENCE, gaps.COMMA))
        elif mark == gaps.PLAIN and rng.random() < 0.004:
            mark = rng.choice((gaps.SENTENCE, gaps.HYPHEN, gaps.COMMA, gaps.OTHER))
        return space * 6 + mark, 0 if space >= gaps.NEWLINE else since_line

    def _spoil(
        self,
        out: list[tuple[int, int, int, int, int]],
        surface: str,
        gap: int,
        label: int,
        case: int,
        style: int,
        strength: float,
    ) -> None:
        """Appends the spoilt word: one token, or several, or none with a trace in its neighbour."""
        rng = self._random
        if label == COPY:
            out.append((self._id(surface), gap, COPY, 0, case))
            return
        rates = self._styles[style]
        chance = rng.random()
        if (
            out
            and chance < rates.lost
            and gap < gaps.NEWLINE * 6
            and gap % 6 == 0
            and out[-1][2] > NOTHING
            and not out[-1][3]
        ):
            previous = out[-1]
            out[-1] = (previous[0], previous[1], previous[2], label, previous[4])
            return
        trace = bool(out) and out[-1][3] > 0
        if trace and gap == gaps.SPACE * 6 and rng.random() < 0.8:
            gap = gaps.WIDE * 6
        chance -= rates.lost
        if 0 <= chance < rates.junk:
            out.append(
                (
                    self._id(
                        rng.choice(("~", "A", "f", "i", "1", "_", "l", "J", ".t", "r", "A.", "X", "I", "e", "'i", "y"))
                    ),
                    gap,
                    NOTHING,
                    0,
                    0,
                )
            )
            gap = gaps.SPACE * 6
        chance -= rates.junk
        form = self._form(surface, style) if rng.random() < strength else (self._id(surface),)
        if (
            0 <= chance < rates.glued
            and out
            and gap == gaps.SPACE * 6
            and len(form) == 1
            and out[-1][2] > NOTHING
            and not out[-1][3]
        ):
            previous = out[-1]
            glued = self._spelling(previous[0]) + self._spelling(form[0])
            parts = self._tokens(glued)
            if len(parts) == 1:
                out[-1] = (parts[0], previous[1], previous[2], label, previous[4])
                return
        chance -= rates.glued
        if 0 <= chance < rates.split and len(form) == 1:
            spelling = self._spelling(form[0])
            if len(spelling) > 2:
                cut = rng.randint(1, len(spelling) - 1)
                form = self._tokens(spelling[:cut]) + self._tokens(spelling[cut:])
        for number, piece in enumerate(form or (self._id(bare(surface)),)):
            if number:
                out.append((piece, rng.choice((gaps.SPACE * 6, 0, gaps.WIDE * 6)), NOTHING, 0, case))
            else:
                out.append((piece, gap, label, 0, case))

    def _slip(self, out: list[tuple[int, int, int, int, int]], surface: str, gap: int, label: int, case: int) -> None:
        """Appends the word as a hasty writer types it: mostly right, sometimes one slip."""
        rng = self._random
        if label == COPY or rng.random() > 0.22 or len(surface) < 2:
            out.append((self._id(surface), gap, label, 0, case))
            return
        kind = rng.randrange(5)
        at = rng.randrange(len(surface) - 1)
        if kind == 0:
            typed = surface[:at] + surface[at + 1] + surface[at] + surface[at + 2 :]
        elif kind == 1 and len(surface) > 3:
            typed = surface[:at] + surface[at + 1 :]
        elif kind == 2:
            typed = surface[: at + 1] + rng.choice(_LETTERS_OF_SLIPS + surface[at] * 6) + surface[at + 1 :]
        elif kind == 3:
            typed = "".join(bare(c) if rng.random() < 0.6 else c for c in surface)
        else:
            typed = bare(surface)
        parts = self._tokens(typed)
        out.append((parts[0] if len(parts) == 1 else self._id(surface), gap, label, 0, case))

    def _form(self, surface: str, style: int) -> tuple[int, ...]:
        pool = self._pools.setdefault((style, surface), [])
        if len(pool) < _POOL:
            pool.append(self._tokens(self._samplers[style].form(surface)))
            return pool[-1]
        chosen = self._random.randrange(_POOL)
        if self._random.random() < _RENEWAL:
            pool[chosen] = self._tokens(self._samplers[style].form(surface))
        return pool[chosen]

    def _tokens(self, noisy: str) -> tuple[int, ...]:
        return tuple(self._id(token.surface) for token in tokenize(noisy))

    def _spelling(self, token: int) -> str:
        return self._spelled[token]

    def _id(self, surface: str) -> int:
        found = self._token_ids.get(surface)
        if found is not None:
            return found
        number = len(self._token_ids)
        self._token_ids[surface] = number
        self._spelled.append(surface)
        if number >= len(self._rows):
            self._rows = np.vstack([self._rows, np.zeros_like(self._rows)])
            self._wholes = np.vstack([self._wholes, np.zeros_like(self._wholes)])
        self._rows[number] = letters([surface])[0]
        self._wholes[number] = wholes([surface])[0]
        return number


__all__ = ["TITLE", "WINDOW", "Batch", "SequenceMaker", "Source"]
