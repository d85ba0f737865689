"""How far the answer of one passage is borne out by the others."""

from parc_search.choose import MOST_SUPPORTS, support


def test_an_answer_that_another_passage_gives_too_is_borne_out_and_a_lone_one_is_not() -> None:
    assert support(["Sở Nội vụ", "Sở Tài chính", "sở nội vụ"]) == [1 / MOST_SUPPORTS, 0.0, 1 / MOST_SUPPORTS]


def test_a_crowd_counts_no_more_than_a_few() -> None:
    assert support(["Sở Nội vụ"] * 9) == [1.0] * 9
