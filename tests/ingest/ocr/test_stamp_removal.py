import io

import numpy as np
from PIL import Image, ImageDraw

from ingest.ocr.stamp_removal import without_red_ink

BOX = (100, 100, 300, 300)
STROKE = (60, 190, 340, 198)


def stamped(red: tuple[int, int, int, int], *, width: int = 0) -> Image.Image:
    """A sheet with a level stroke and a red square over its middle, or the square's outline so many pixels wide."""
    image = Image.new("RGB", (400, 400), (250, 250, 250))
    ImageDraw.Draw(image).rectangle(STROKE, fill=(25, 25, 25))
    draw = ImageDraw.Draw(image, "RGBA")
    if width:
        draw.rectangle(BOX, outline=red, width=width)
    else:
        draw.rectangle(BOX, fill=red)
    return image


def as_jpeg(image: Image.Image) -> Image.Image:
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=70)
    return Image.open(io.BytesIO(packed.getvalue()))


def test_red_ink_vanishes_and_the_letters_under_it_stay() -> None:
    image = Image.new("RGB", (3, 1), "white")
    image.putdata([(200, 30, 40), (60, 10, 10), (255, 255, 255)])
    assert list(without_red_ink(image).tobytes()) == [200, 60, 255]


def test_a_bright_stamp_is_left_to_the_red_glass() -> None:
    image = stamped((250, 40, 40, 255))
    assert without_red_ink(image).tobytes() == image.getchannel("R").tobytes()


def test_a_dull_stamp_vanishes_and_the_letters_that_shine_through_it_are_black() -> None:
    image = stamped((150, 30, 40, 200))
    assert np.asarray(image.getchannel("R"))[150, 200] < 180  # through a red glass the stamp is ink itself
    clean = np.asarray(without_red_ink(image))
    assert clean[110:180, 110:290].min() >= 240
    assert clean[191:197, 110:290].max() <= 60


def test_thin_lines_of_a_stamp_vanish_though_their_colour_is_blurred() -> None:
    clean = np.asarray(without_red_ink(as_jpeg(stamped((200, 30, 40, 200), width=5))))
    assert clean[95:170, 90:310].min() >= 200
    assert clean[192:196, 60:340].max() <= 100


def test_a_page_without_red_is_as_it_was() -> None:
    image = as_jpeg(stamped((30, 40, 200, 255)))
    assert without_red_ink(image).tobytes() == image.getchannel("R").tobytes()


def test_the_coloured_fringes_of_letters_are_no_stamp() -> None:
    image = Image.new("RGB", (400, 400), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for x in range(20, 380, 12):
        draw.rectangle((x, 20, x + 4, 380), fill=(25, 25, 25))
        draw.rectangle((x + 5, 20, x + 6, 380), fill=(220, 40, 40))
    assert without_red_ink(image).tobytes() == image.getchannel("R").tobytes()


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
    image.putpixel((1, 0), (0, 0, 0, 255))
    assert list(without_red_ink(image).tobytes()) == [255, 0]
