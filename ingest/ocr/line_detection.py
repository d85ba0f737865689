"""The ruling lines of a page's picture: long straight runs of ink, level or upright, and the picture without them.

A table's lines tell its cells, and confuse whoever reads its letters. Bars thicker than a rule are pictures or shades
and stay. The picture must be level: a line that falls by a degree is in pieces.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.ocr.components import runs_of
from ingest.ocr.deskew import Pixels

# Fine lines of a scan at 200 dots an inch are pale: ink is what is darker than this share of the paper.
_INK_SHARE = 0.75
# The side of a cell of one line is as tall, and no letter is; level, the tops of small letters can touch over a word.
_SHORTEST_UPRIGHT_PT = 15.0
_SHORTEST_LEVEL_PT = 28.0
_GAP_PT = 1.0
# Beside a rule there is paper; beside a row of the tops of letters there are their stems.
_BESIDE_PT = 1.5
_MOST_INK_BESIDE = 0.2
_THICKEST_PT = 3.0
# A line that is not quite level drifts so far over its length.
_DRIFT = 0.01
# A table of 14 columns and 40 rows has some 700 when every line is broken at its crossings; a map has thousands.
_MOST_RULES = 1500
_POINTS_AN_INCH = 72.0
_WHITE = 255

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line of one direction in pixels: where it begins and ends along, and where it lies across."""

    start: int
    end: int
    first: int
    last: int
    inked: int


def picture_rules(grey: Pixels, *, dpi: int) -> npt.NDArray[np.float64]:
    """The lines as left, top, right, bottom in pixels, (n, 4) float64; the thin side of each is its thickness.

    None of a drawing, which is nothing but lines.
    """
    # Half the dots are enough, and the darker of two keeps the finest lines.
    small = _halved(grey)
    ink = small < _INK_SHARE * float(np.median(small))
    scale = dpi / _POINTS_AN_INCH / 2
    level_rules = _rules(ink, scale, least=_SHORTEST_LEVEL_PT)
    upright_rules = _rules(np.ascontiguousarray(ink.T), scale, least=_SHORTEST_UPRIGHT_PT)
    level = [(rule.start, rule.first, rule.end, rule.last + 1) for rule in level_rules]
    upright = [(rule.first, rule.start, rule.last + 1, rule.end) for rule in upright_rules]
    if len(level) + len(upright) > _MOST_RULES:
        return np.empty((0, 4), dtype=np.float64)
    return 2 * np.array(level + upright, dtype=np.float64).reshape(-1, 4)


def without_rules(grey: Pixels, rules: npt.NDArray[np.float64]) -> Pixels:
    """The picture with white paper where its lines are."""
    clean = grey.copy()
    for left, top, right, bottom in np.rint(rules).astype(int).tolist():
        clean[max(0, top - 1) : bottom + 1, max(0, left - 1) : right + 1] = _WHITE
    return clean


def _halved(grey: Pixels) -> Pixels:
    height, width = grey.shape[0] // 2 * 2, grey.shape[1] // 2 * 2
    rows = np.minimum(grey[0:height:2, :width], grey[1:height:2, :width])
    return np.minimum(rows[:, 0::2], rows[:, 1::2])


def _rules(ink: Mask, scale: float, *, least: float) -> list[_Rule]:
    """The level lines of the ink from `least` points on; `scale` is the pixels of a point."""
    found: list[_Rule] = []
    open_rules: list[_Rule] = []
    for row, start, end in _runs(ink, least=least * scale, gap=max(1, round(_GAP_PT * scale))):
        joined = _Rule(start, end, row, row, end - start)
        still_open = []
        for rule in open_rules:
            if rule.last < row - 1:
                found.append(rule)
            elif rule.start <= joined.end and rule.end >= joined.start:
                joined = _Rule(
                    min(rule.start, joined.start),
                    max(rule.end, joined.end),
                    min(rule.first, joined.first),
                    row,
                    rule.inked + joined.inked,
                )
            else:
                still_open.append(rule)
        open_rules = [*still_open, joined]
    found += open_rules
    return [rule for rule in found if _is_thin(rule, scale) and _stands_alone(rule, ink, scale)]


def _is_thin(rule: _Rule, scale: float) -> bool:
    length, across = rule.end - rule.start, rule.last + 1 - rule.first
    thickest = _THICKEST_PT * scale
    return rule.inked <= thickest * length and across <= thickest + _DRIFT * length


def _stands_alone(rule: _Rule, ink: Mask, scale: float) -> bool:
    away = max(1, round(_BESIDE_PT * scale))
    beside = [row for row in (rule.first - away, rule.last + away) if 0 <= row < len(ink)]
    return all(ink[row, rule.start : rule.end].mean() <= _MOST_INK_BESIDE for row in beside)


def _runs(ink: Mask, *, least: float, gap: int) -> list[tuple[int, int, int]]:
    """Row, start and end of the runs of ink at least so long, in order; a gap of a few pixels does not end one."""
    rows, starts, ends = runs_of(ink, gap=gap)
    long = ends - starts >= least
    return list(zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True))
