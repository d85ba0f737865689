"""Which of two readings is believed at a place: the one there is, unless the other is better."""

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.documents import Span
from ingest.ocr.ocr_words import PageText
from ingest.ocr.page_choice import ALIKE, BY_HAND, KNOWN, NUMBER, OPEN, PICTURE, UNKNOWN, Place, places

KNOWN_WORDS = frozenset(["sở", "nội", "vụ", "chủ", "trì", "kiểm", "tra", "năm", "viettel"])


class Language:
    """Knows a few words; "chủ trì" is likelier than "chú trì"."""

    def knows(self, word: str) -> bool:
        return word.lower() in KNOWN_WORDS

    def log_chance(self, text: str) -> float:
        return 0.0 if "chủ trì" in text else -5.0


def reading(text: str, confidence: float = 95.0) -> PageText:
    boxes = np.zeros((len(text), 4), dtype=np.float32)
    return PageText(text=text, boxes=boxes, doubts=(), confidences=(confidence,) * len(text.split()))


def one(
    old: str,
    *new: str,
    doubtful: str = "",
    by_hand: str = "",
    seen: Sequence[float] | None = None,
    confidence: float = 95.0,
    is_layer: bool = False,
) -> Place:
    def spans(words: str) -> list[Span]:
        return [Span(start=old.index(words), end=old.index(words) + len(words))] if words else []

    (place,) = places(
        old,
        [reading(text, confidence) for text in new],
        doubts=spans(doubtful),
        by_hand=spans(by_hand),
        language=Language(),
        look=lambda span, texts: seen,
        is_layer=is_layer,
    )
    return place


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (one("Sở Nọivụ", "Sở Nội", "Sở Nội"), (True, True, KNOWN)),
        (one("Sở Nội", "Sở Nộj", "Sở Nộj", "Sở Nộj"), (False, False, OPEN)),
        (one("Sở Nội", "Sở Nộj"), (False, True, KNOWN)),
        (one("chú trì", "chủ trì", "chủ trì", "chủ trì"), (True, False, OPEN)),
        (one("chủ trì", "chú trì", "chú trì", "chú trì"), (False, False, OPEN)),
        (one("tra", "trả", "trả", "trả", seen=(9.0, 0.0)), (True, True, PICTURE)),
        (one("tra", "trả", "trả", "trả", seen=(0.0, 9.0)), (False, False, OPEN)),
        (one("tra", "trả", seen=(0.0, 9.0)), (False, True, PICTURE)),
        (one("tra", "trả", "trả", "trả", seen=(9.0, 0.0), is_layer=True), (False, False, OPEN)),
        (one("năm 2023", "năm 2024", "năm 2024", "năm 2023"), (False, False, NUMBER)),
        (one("năm 2023", "năm 2024", doubtful="2023", seen=(9.0, 0.0)), (False, False, NUMBER)),
        (
            one("năm 2023", "năm 2024", "năm 2024", "năm 2024", doubtful="2023", seen=(9.0, 0.0)),
            (True, False, NUMBER),
        ),
        (one("kiểm", "kiểm tra", "kiểm tra"), (True, True, ALIKE)),
        (one("kiểm", "kiểm tra"), (True, True, KNOWN)),
        (one("kiểm", "kiểm xqz"), (False, False, OPEN)),
        (one("kiểm tra", "kiểm"), (False, True, KNOWN)),
        (one("kiểm xq", "kiểm", doubtful="xq"), (True, True, UNKNOWN)),
        (one("kiểm xq", "kiểm", "kiểm xq", doubtful="xq"), (False, False, OPEN)),
        (one("Sở Nộivụ", "Sở Nội", "Sở Nội", by_hand="Nộivụ"), (False, True, BY_HAND)),
        (one("Viettel", "Việc", "Việc"), (False, False, OPEN)),
        (one("tra", "trả", confidence=30.0), (False, False, OPEN)),
    ],
)
def test_the_better_word_is_kept(place: Place, expected: tuple[bool, bool, str]) -> None:
    assert (place.takes_new, place.is_sure, place.why) == expected


def test_a_place_tells_what_each_reading_rests_on() -> None:
    place = one("Sở Nọivụ", "Sở Nội", "Sở Nọivụ", "Sở Nội", seen=(3.0, 0.0))
    assert (place.was, place.now, place.was_votes, place.now_votes) == ("Nọivụ", "Nội", 1, 2)
    assert (place.was_confidence, place.now_confidence) == (95.0, 95.0)
    assert place.was_seen == pytest.approx(0.047, abs=1e-3)
    assert place.was_at == Span(start=3, end=8)
