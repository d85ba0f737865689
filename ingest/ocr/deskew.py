"""A page's picture made ready for reading: grey, without red ink, its lines level."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from ingest.ocr.stamp_removal import without_red_ink

Pixels = npt.NDArray[np.uint8]

# Scanned sheets lie askew by a degree or two; more than this is a picture taken by hand.
_MOST_SKEW_DEGREES = 6.0
_COARSE_STEP, _FINE_STEP = 0.5, 0.05
_LEAST_SKEW_DEGREES = 0.1  # a line of 2,400 pixels then rises by 4, less than a letter's accent
_INK_BELOW = 128
_INK_SAMPLES = 60_000
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Levelled:
    """A page with level lines; `turned_degrees` says how far it was turned, counter-clockwise, about its middle."""

    image: Image.Image
    turned_degrees: float

    def on_the_page(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the levelled picture lies in the picture as it came."""
        angle = math.radians(self.turned_degrees)
        middle_x, middle_y = self.image.width / 2, self.image.height / 2
        right, down = x - middle_x, y - middle_y
        return (
            middle_x + right * math.cos(angle) - down * math.sin(angle),
            middle_y + right * math.sin(angle) + down * math.cos(angle),
        )


def levelled(image: Image.Image) -> Levelled:
    """The picture in grey with its lines level."""
    grey = without_red_ink(image)
    skew = skew_degrees(np.asarray(grey))
    if abs(skew) < _LEAST_SKEW_DEGREES:
        return Levelled(image=grey, turned_degrees=0.0)
    turned = grey.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=_WHITE)
    return Levelled(image=turned, turned_degrees=skew)


def skew_degrees(grey: Pixels) -> float:
    """How far the lines of a page fall to the right, in degrees; 0 for a page without lines.

    Of all small turns, the one is taken that makes rows of pixels most unlike their neighbours: full and empty.
    """
    step = max(1, round(max(grey.shape) / 1200))
    ys, xs = np.nonzero(grey[::step, ::step] < _INK_BELOW)
    if len(ys) < 100:
        return 0.0
    if len(ys) > _INK_SAMPLES:
        chosen = np.random.default_rng(0).choice(len(ys), _INK_SAMPLES, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    steps = round(_MOST_SKEW_DEGREES / _COARSE_STEP)
    coarse = _sharpest(xs, ys, [n * _COARSE_STEP for n in range(-steps, steps + 1)])
    steps = round(_COARSE_STEP / _FINE_STEP)
    fine = _sharpest(xs, ys, [coarse + n * _FINE_STEP for n in range(-steps, steps + 1)])
    return 0.0 if abs(fine) >= _MOST_SKEW_DEGREES else round(fine, 3)


def _sharpest(xs: npt.NDArray[np.int64], ys: npt.NDArray[np.int64], angles: list[float]) -> float:
    def sharpness(angle: float) -> float:
        rows = np.round(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        return float(np.sum(np.diff(counts.astype(np.float64)) ** 2))

    return max(angles, key=lambda angle: (sharpness(angle), -abs(angle)))
