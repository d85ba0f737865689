"""A long scan made from the sample corpus, for measuring how the app bears one."""

from pathlib import Path

from eval.made_pages import DPI, MadePage, made_pages

_SEED = 11
_JPEG_QUALITY = 70  # what office scanners write


def write_scan(text: str, path: Path, *, pages: int) -> None:
    """Writes a PDF of so many worn pictures without a text layer, of the text repeated as often as needed."""
    made: list[MadePage] = []
    while len(made) < pages:
        made += made_pages(text, count=pages - len(made), seed=_SEED + len(made))
    first, *others = (page.image.convert("L") for page in made)
    first.save(path, "PDF", save_all=True, append_images=others, resolution=DPI, quality=_JPEG_QUALITY)
