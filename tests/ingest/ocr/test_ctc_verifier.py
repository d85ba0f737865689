"""The chances of texts by hand, and the real network on printed words."""

import math
import pickle
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from eval.datasets.synthetic_pages import installed_fonts
from ingest.ocr.ctc_verifier import best_labels, installed_second_reader, log_chance
from ingest.ocr.deskew import Pixels


def spelled(path: tuple[int, ...]) -> list[int]:
    return [label for at, label in enumerate(path) if label and (at == 0 or label != path[at - 1])]


@pytest.mark.parametrize("labels", [[1], [1, 2], [1, 1], [2, 1, 2], []])
def test_the_chance_of_a_text_is_the_sum_over_all_its_alignments(labels: list[int]) -> None:
    chances = np.random.default_rng(3).dirichlet([1, 1, 1], size=5)
    by_hand = sum(
        math.prod(chances[step, label] for step, label in enumerate(path))
        for path in product(range(3), repeat=5)
        if spelled(path) == labels
    )
    assert log_chance(np.log(chances), labels) == pytest.approx(math.log(by_hand))


def test_the_best_labels_stand_once_for_each_stretch_and_without_blanks_at_the_ends() -> None:
    steps = np.eye(4)[[3, 0, 1, 1, 0, 1, 3, 2, 3, 0]]
    assert best_labels(steps, blanks={0, 3}) == [1, 1, 3, 2]


def printed(text: str, font: str) -> Pixels:
    letters = ImageFont.truetype(font, 40)
    image = Image.new("L", (round(letters.getlength(text)) + 12, 64), 255)
    ImageDraw.Draw(image).text((6, 6), text, font=letters, fill=20)
    return np.asarray(image)


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("shown", "taken_for"), [("2024", "2021"), ("tháng", "thăng"), ("Nghị", "Nghi"), ("Điều", "Điêu")]
)
def test_what_is_printed_stands_and_what_is_not_is_disputed(shown: str, taken_for: str) -> None:
    reader = installed_second_reader()
    if reader is None:
        pytest.skip("pip install -r requirements.txt")
    sent: object = pickle.loads(pickle.dumps(reader))
    assert sent == reader
    font = next((font for font in installed_fonts() if Path(font).exists()), None)
    assert font is not None, "apt-get install fonts-dejavu-core"
    picture = printed(shown, font)
    assert reader.against(picture, shown) < 1.5
    assert reader.against(picture, taken_for) > 1.5
    assert reader.against(picture, shown + "ï") > 1e6
