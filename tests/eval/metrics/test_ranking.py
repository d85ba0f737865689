"""Hits and ranks, scored by hand."""

from eval.datasets.labels import Evidence, Question
from eval.metrics.ranking import Ratio, first_rank, hit_at, reciprocal_rank, total
from eval.prediction import GivenSpan, Prediction

PIECE = Evidence(source="a.txt", start=1000, end=1200, quote="", group=0)
ASKED = Question(
    id="q1-1", question="", style="plain", type="agency", answer="x", aliases=(), need="any", evidence=(PIECE,)
)
MISS = GivenSpan(source="b.txt", start=1000, end=1200)
FOUND = GivenSpan(source="a.txt", start=1000, end=1200)


def ranked(*hits: GivenSpan) -> Prediction:
    return Prediction(id="q1-1", status="answered", hits=hits)


def test_the_rank_is_that_of_the_first_hit_on_the_evidence() -> None:
    assert first_rank(ASKED, ranked(MISS, MISS, FOUND, FOUND)) == 3
    assert first_rank(ASKED, ranked(MISS)) is None


def test_a_hit_at_rank_three_is_among_the_first_three_and_not_the_first_one() -> None:
    answer = ranked(MISS, MISS, FOUND)
    assert hit_at(ASKED, answer, k=1) == Ratio(0.0, 1.0)
    assert hit_at(ASKED, answer, k=3) == Ratio(1.0, 1.0)
    assert reciprocal_rank(ASKED, answer) == Ratio(1 / 3, 1.0)


def test_a_hit_beyond_the_tenth_is_worth_nothing() -> None:
    answer = ranked(*[MISS] * 10, FOUND)
    assert reciprocal_rank(ASKED, answer) == Ratio(0.0, 1.0)
    assert hit_at(ASKED, answer, k=10) == Ratio(0.0, 1.0)


def test_a_hit_longer_than_1600_characters_never_counts() -> None:
    assert first_rank(ASKED, ranked(GivenSpan(source="a.txt", start=0, end=1600))) == 1
    assert first_rank(ASKED, ranked(GivenSpan(source="a.txt", start=0, end=1601))) is None


def test_ratios_add_up_by_their_wholes_and_what_was_not_scored_is_left_out() -> None:
    assert total([Ratio(1.0, 2.0), None, Ratio(3.0, 8.0), Ratio(0.0, 0.0)]) == Ratio(4.0, 10.0)
    assert total([None]) is None
