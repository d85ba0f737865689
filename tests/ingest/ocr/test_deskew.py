import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.ocr.deskew import levelled, skew_degrees


def page_of_lines(skew: float) -> Image.Image:
    """Twenty rows of short strokes on a sheet that falls to the right by `skew` degrees."""
    image = Image.new("L", (800, 1000), 255)
    draw = ImageDraw.Draw(image)
    for row in range(20):
        for column in range(25):
            x, y = 80 + 25 * column, 100 + 40 * row
            draw.rectangle((x, y, x + 15, y + 12), fill=0)
    return image.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255)


@pytest.mark.parametrize("skew", [-3.0, -0.7, 0.0, 1.25, 4.0])
def test_the_skew_of_lines_is_found(skew: float) -> None:
    assert abs(skew_degrees(np.asarray(page_of_lines(skew))) - skew) <= 0.1


def test_a_page_without_lines_has_no_skew() -> None:
    assert skew_degrees(np.full((500, 400), 255, dtype=np.uint8)) == 0.0


def test_a_point_of_the_levelled_page_is_found_on_the_page_as_it_came() -> None:
    page = page_of_lines(2.0)
    level = levelled(page)
    assert abs(level.turned_degrees - 2.0) <= 0.1
    x, y = level.on_the_page(87, 106)  # the middle of the first stroke once the lines are level
    # By hand: from the middle of the page (-313, -394), turned by 2 degrees.
    assert abs(x - (400 - 313 * 0.99939 + 394 * 0.0349)) <= 1.5
    assert abs(y - (500 - 313 * 0.0349 - 394 * 0.99939)) <= 1.5
    assert np.asarray(page)[round(y), round(x)] < 60
