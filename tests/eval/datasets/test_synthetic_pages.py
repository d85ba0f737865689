from pathlib import Path

import numpy as np
import pytest

from eval.datasets.synthetic_pages import FONTS, made_pages

TEXT = "Sở Nội vụ chủ trì, phối hợp với các sở, ngành kiểm tra.\n\n" * 60


@pytest.fixture
def fonts() -> list[str]:
    found = [font for font in FONTS if Path(font).exists()]
    assert found, "apt-get install fonts-dejavu-core"
    return found[:1]


@pytest.mark.slow
def test_pages_hold_the_text_once_and_are_the_same_each_time(fonts: list[str]) -> None:
    pages = made_pages(TEXT, count=9, seed=3, fonts=fonts)
    assert " ".join(line for page in pages for line in page.lines).split() == TEXT.split()
    again = made_pages(TEXT, count=9, seed=3, fonts=fonts)
    assert [page.wear for page in again] == [page.wear for page in pages]
    assert all(np.array_equal(np.asarray(a.image), np.asarray(b.image)) for a, b in zip(pages, again, strict=True))


@pytest.mark.slow
def test_no_more_pages_are_made_than_asked_for(fonts: list[str]) -> None:
    assert len(made_pages(TEXT, count=1, seed=3, fonts=fonts)) == 1
