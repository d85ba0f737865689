"""Tables without rules on pages that are no pages."""

import os

import numpy as np

from ingest.tables.aligned import aligned_grids


def test_a_page_of_scattered_letters_costs_no_more_than_a_page() -> None:
    # As a PDF with a hole in it has them: hundreds of lines, on each more columns than any table.
    chance = np.random.default_rng(5)
    left, top = chance.uniform(0, 4000, 60_000), chance.uniform(0, 9000, 60_000)
    boxes = np.stack([left, top, left + 4, top + 6], axis=1).astype(np.float32)
    before = os.times().user
    assert aligned_grids(boxes) == []
    assert os.times().user - before < 20
