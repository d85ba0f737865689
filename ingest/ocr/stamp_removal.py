"""A page's picture without the red ink of its stamps, the black letters under them kept.

Through a red glass bright red is paper. A stamp that is dull, or lies thick over the letters, still shades them there;
where one does, brightness is measured against the stamp's own, and what is darker than the stamp is a letter. JPEG
keeps colour more coarsely than brightness, so that thin lines of a stamp are paler than it is and its edges blurred.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageFilter

# By how much red outshines the other colours of a pixel, 0..255: within a stamp's ink, and at its edge.
_STAMPED, _TINGED = 50, 30
# Ink that is three pixels wide at half the size: the coloured fringes that a scanner draws along black letters are
# narrower. A stamp has thousands of such pixels.
_HALF, _CORE = 2, 3
_FEWEST_CORE = 200
# A stamp reaches no further than this from its thick parts, in pixels: a fifth of an inch at 300 dots an inch.
_NEAR = 64
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
    near = _near_stamps(image)
    box = near.getbbox() if near is not None else None
    if near is not None and box is not None:
        paper = float(np.median(np.asarray(grey.reduce(_HALF))))
        grey.paste(_unstamped(image.crop(box), near.crop(box), paper=paper), box)
    return grey


def _near_stamps(image: Image.Image) -> Image.Image | None:
    """The parts that hold stamps, white on black; None where there are none."""
    redness = _redness(image.reduce(_HALF))
    if np.asarray(redness).max() <= _STAMPED:
        return None
    core = np.asarray(redness.filter(ImageFilter.MinFilter(_CORE))) > _STAMPED
    if core.sum() < _FEWEST_CORE:
        return None
    coarse = Image.fromarray(core).convert("L").reduce(_NEAR // _HALF).point([0] + 255 * [_WHITE])
    grown = coarse.filter(ImageFilter.MaxFilter(3))
    near = Image.new("L", image.size)
    near.paste(grown.resize((grown.width * _NEAR, grown.height * _NEAR), Image.Resampling.NEAREST))
    return near


def _redness(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def _unstamped(image: Image.Image, near_stamps: Image.Image, *, paper: float) -> Image.Image:
    """The part of a page in grey with its stamps as light as the paper, where the mask says that they are."""
    redness = _redness(image)
    colour = np.asarray(redness)
    glass = image.getchannel("R")
    blurred = np.asarray(redness.filter(ImageFilter.BoxBlur(2)))
    masked = np.asarray(near_stamps) > 0
    inside = masked & (blurred > _STAMPED)
    fullest = inside & (colour >= 0.9 * np.percentile(colour[inside], 75)) if inside.any() else inside
    if not fullest.any() or np.median(np.asarray(glass)[fullest]) >= _VANISHED * paper:
        return glass
    bright = image.convert("L")
    even = np.asarray(bright.filter(ImageFilter.BoxBlur(1)))
    spread = np.asarray(redness.filter(ImageFilter.BoxBlur(1)).filter(ImageFilter.MaxFilter(5)))
    tinged = Image.fromarray(blurred > _TINGED).convert("L").filter(ImageFilter.MaxFilter(9))
    near = masked & (np.asarray(tinged) > 0)
    covered = np.clip(spread[near] / (_COVERED * np.median(colour[fullest])), 0, 1).astype(np.float32)
    seen: _Values = np.asarray(bright)[near] * (1 - covered) + even[near] * covered
    stamp = paper - covered * (paper - np.float32(np.median(even[fullest])))
    lightest, darkest = 1 - covered * (1 - _GRAIN), covered * _LETTER
    letters = np.clip((seen / stamp - darkest) / (lightest - darkest), 0, 1)
    clean = np.asarray(glass).copy()
    clean[near] = np.rint(letters * paper)
    return Image.fromarray(clean)
