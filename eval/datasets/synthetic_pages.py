"""Scanned pages whose true text is known: official text set in print, then worn as an office's scanner wears it.

Grain, blur, a sheet laid askew, a red stamp across the last lines, the marks of JPEG: each page has its own share of
them, drawn from its seed, so that the same seed gives the same page on every machine with the same fonts.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DPI = 200
_SHEET_INCHES = (8.27, 11.69)  # A4
_MARGIN_INCHES = 0.9
_POINTS = 13
_LEADING = 1.45
FONTS = (
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
)
_STAMP_RED = (200, 30, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wear:
    """How worn a page is: grain in grey levels, blur in pixels, skew in degrees, and whether it bears a stamp."""

    grain: float
    blur: float
    skew_degrees: float
    has_stamp: bool
    jpeg_quality: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page's picture at `DPI`, the lines that stand on it, and how worn it is."""

    image: Image.Image
    lines: tuple[str, ...]
    font: str
    wear: Wear


def installed_fonts() -> tuple[str, ...]:
    """Those of `FONTS` that this machine has, in their order."""
    return tuple(font for font in FONTS if Path(font).exists())


def made_pages(text: str, *, count: int, seed: int, fonts: Sequence[str] | None = None) -> list[MadePage]:
    """Pages of the text, one after the other, as many as are asked for and the text fills.

    The fonts take turns; without any given, those that are installed.
    """
    fonts = installed_fonts() if fonts is None else fonts
    chance = random.Random(seed)
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    pages: list[MadePage] = []
    while paragraphs and len(pages) < count:
        font = fonts[len(pages) % len(fonts)]
        image, lines, paragraphs = print_page(paragraphs, font)
        wear = Wear(
            grain=chance.uniform(5, 22),
            blur=chance.uniform(0.2, 0.8),
            skew_degrees=chance.uniform(-1.5, 1.5),
            has_stamp=chance.random() < 0.5,
            jpeg_quality=chance.randint(55, 85),
        )
        pages.append(MadePage(image=worn(image, wear, seed=chance.random()), lines=lines, font=font, wear=wear))
    return pages


def print_page(paragraphs: Sequence[str], font_file: str) -> tuple[Image.Image, tuple[str, ...], list[str]]:
    """A printed page, its lines, and what of the paragraphs did not fit on it."""
    width, height = (round(inches * DPI) for inches in _SHEET_INCHES)
    margin = round(_MARGIN_INCHES * DPI)
    size = round(_POINTS / 72 * DPI)
    font = ImageFont.truetype(font_file, size)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    lines: list[str] = []
    rest = list(paragraphs)
    y = margin
    while rest and y + size < height - margin:
        line, left = _broken(rest[0], font, width - 2 * margin)
        draw.text((margin, y), line, font=font, fill=(25, 25, 30))
        lines.append(line)
        rest[:1] = [left] if left else []
        y += round(size * _LEADING)
    return image, tuple(lines), rest


def worn(image: Image.Image, wear: Wear, *, seed: float) -> Image.Image:
    """The page after a stamp, a scanner and a JPEG."""
    page = image.copy()
    if wear.has_stamp:
        _stamp(page)
    page = page.rotate(wear.skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    noise = np.random.default_rng(int(seed * 2**32)).normal(-6, wear.grain, np.asarray(page).shape[:2])
    grained = np.clip(np.asarray(page, dtype=np.float32) + noise[..., None], 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(grained).save(packed, "JPEG", quality=wear.jpeg_quality, dpi=(DPI, DPI))
    return Image.open(io.BytesIO(packed.getvalue())).convert("RGB")


def _broken(paragraph: str, font: ImageFont.FreeTypeFont, width: int) -> tuple[str, str]:
    """The words of a paragraph that fit on a line, and the others."""
    words = paragraph.split()
    count = 1
    while count < len(words) and font.getlength(" ".join(words[: count + 1])) <= width:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _stamp(page: Image.Image) -> None:
    """A round seal over the lower right of the page, as it lies over the name of the one who signs."""
    draw = ImageDraw.Draw(page, "RGBA")
    x, y, radius = round(page.width * 0.68), round(page.height * 0.78), round(0.75 * DPI)
    for inset, thickness in ((0, 7), (22, 3)):
        ring = (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset)
        draw.ellipse(ring, outline=(*_STAMP_RED, 200), width=thickness)
    star = [(x + radius * 0.4 * np.sin(n * 2.513), y - radius * 0.4 * np.cos(n * 2.513)) for n in range(5)]
    draw.polygon(star, fill=(*_STAMP_RED, 190))
