"""What an answer gains from being given by several passages."""

import pytest

from parc_search.choose import MOST_SUPPORTS, SUPPORT_SHARE, support


def test_an_answer_that_another_passage_gives_too_gains_and_a_lone_one_does_not() -> None:
    assert support(["Sở Nội vụ", "Sở Tài chính", "sở nội vụ"]) == [SUPPORT_SHARE, 0.0, SUPPORT_SHARE]


def test_a_crowd_counts_no_more_than_a_few() -> None:
    assert support(["Sở Nội vụ"] * 9) == [pytest.approx(SUPPORT_SHARE * MOST_SUPPORTS)] * 9
