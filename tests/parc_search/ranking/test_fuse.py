"""Fusion of two rankings."""

from parc_search.ranking.retrieve import fuse, scaled


def test_scores_are_scaled_by_the_best() -> None:
    assert scaled([("a", 4.0), ("b", 2.0), ("c", 0.0)]) == {"a": 1.0, "b": 0.5}
    assert scaled([]) == {}


def test_a_passage_of_one_ranking_has_nothing_from_the_other() -> None:
    assert fuse({"a": 1.0}, {"b": 1.0}, lexical_weight=0.75) == [("a", 0.75), ("b", 0.25)]


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    assert fuse({"b": 1.0, "a": 1.0}, {}, lexical_weight=1.0) == [("a", 1.0), ("b", 1.0)]
