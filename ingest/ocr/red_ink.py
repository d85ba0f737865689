"""A page's picture without the red ink of its stamps, the black letters under them kept.

Through a red glass bright red is paper. A stamp that is dull, or lies thick over the letters, still shades them there;
where one does, brightness is measured against the stamp's own, and what is darker than the stamp is a letter. JPEG
keeps colour more coarsely than brightness, so that thin lines of a stamp are paler than it is and its edges blurred.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageFilter

# By how much red outshines the other colours of a pixel, 0..255: a stamp's ink, a smaller share of it, and no ink. The
# coloured fringes that a scanner draws along black letters are too narrow to count, as the blocks are wider.
_BLOCK = 4
_STAMPED, _TINGED = 50, 30
_FEWEST_BLOCKS = 40
# A stamp that is lighter than this share of the paper, through a red glass, leaves no trace there.
_VANISHED = 0.9
# A line that has this share of the stamp's colour is covered by it as fully as its thick parts are.
_COVERED = 0.6
# What of a stamp's brightness is its grain, and what is a letter under it; between them is the edge of one. Letters
# that shine through the made pages' stamps have 0.58 of it, the grain of those rarely less than 0.9.
_GRAIN, _LETTER = 0.9, 0.5
_WHITE = 255

_Values = npt.NDArray[np.float32]


def without_red_ink(image: Image.Image) -> Image.Image:
    """The picture in grey as seen through a red glass, where stamps vanish; those that do not are taken out."""
    if image.mode in ("1", "L", "I;16", "I", "F"):
        return image.convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        sheet = Image.new("RGBA", image.size, (_WHITE,) * 4)
        sheet.alpha_composite(image.convert("RGBA"))
        image = sheet
    image = image.convert("RGB")
    grey = image.getchannel("R")
    stamped = _stamped(image)
    if stamped is not None:
        paper = float(np.median(np.asarray(grey.reduce(_BLOCK))))
        grey.paste(_unstamped(image.crop(stamped), paper=paper), stamped)
    return grey


def _stamped(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of the part that holds the stamps, None where there are none."""
    red = np.asarray(_redness(image.reduce(_BLOCK))) > _STAMPED
    if red.sum() < _FEWEST_BLOCKS:
        return None
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    left, top = (max(0, _BLOCK * (int(first) - 2)) for first in (columns[0], rows[0]))
    right, bottom = (_BLOCK * (int(last) + 3) for last in (columns[-1], rows[-1]))
    return left, top, min(right, image.width), min(bottom, image.height)


def _redness(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def _unstamped(image: Image.Image, *, paper: float) -> Image.Image:
    """The part of a page in grey with its stamps as light as the paper."""
    redness = _redness(image)
    colour = np.asarray(redness)
    glass = image.getchannel("R")
    blurred = np.asarray(redness.filter(ImageFilter.BoxBlur(_BLOCK // 2)))
    inside = blurred > _STAMPED
    fullest = inside & (colour >= 0.9 * np.percentile(colour[inside], 75)) if inside.any() else inside
    if not fullest.any() or np.median(np.asarray(glass)[fullest]) >= _VANISHED * paper:
        return glass
    bright = image.convert("L")
    even = np.asarray(bright.filter(ImageFilter.BoxBlur(1)))
    spread = np.asarray(redness.filter(ImageFilter.BoxBlur(1)).filter(ImageFilter.MaxFilter(5)))
    near = np.asarray(Image.fromarray(blurred > _TINGED).filter(ImageFilter.MaxFilter(2 * _BLOCK + 1)))
    covered = np.clip(spread[near] / (_COVERED * np.median(colour[fullest])), 0, 1).astype(np.float32)
    seen: _Values = np.asarray(bright)[near] * (1 - covered) + even[near] * covered
    stamp = paper - covered * (paper - np.float32(np.median(even[fullest])))
    lightest, darkest = 1 - covered * (1 - _GRAIN), covered * _LETTER
    letters = np.clip((seen / stamp - darkest) / (lightest - darkest), 0, 1)
    clean = np.asarray(glass).copy()
    clean[near] = np.rint(letters * paper)
    return Image.fromarray(clean)
