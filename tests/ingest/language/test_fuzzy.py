"""Finding phrases in misread text."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.language.fuzzy import PhraseMatch, PhraseMatcher, best_cover, similarity


def test_equal_letters_score_one_whatever_the_spaces_and_marks() -> None:
    assert similarity("SO  NOi vu", "Sở Nội vụ") == 1.0


def test_a_lost_dot_below_costs_less_than_a_wrong_consonant() -> None:
    assert similarity("huyn", "huyện") > similarity("huyem", "huyện") > similarity("xuyen", "duyen") - 0.01


def test_a_match_begins_and_ends_at_the_edges_of_tokens() -> None:
    matcher = PhraseMatcher(["nội"], least_score=0.9)
    assert matcher.find("noidung") == []
    assert matcher.find("noi dung") == [PhraseMatch(index=0, start=0, end=3, score=1.0)]


def test_the_cover_takes_two_matches_where_one_would_leave_letters_unread() -> None:
    def match(start: int, end: int) -> PhraseMatch:
        return PhraseMatch(index=0, start=start, end=end, score=1.0)

    best = best_cover([match(0, 4), match(3, 6), match(4, 9)], gain=lambda m: float(m.end - m.start))
    assert best == [match(0, 4), match(4, 9)]


@given(st.text(alphabet="abcdeghiklmnopqrstuvxyôớịđ ", min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_every_text_matches_itself_exactly(text: str) -> None:
    assert similarity(text, text) == 1.0


@given(st.text(max_size=60))
def test_scores_stay_between_the_least_and_one(text: str) -> None:
    for match in PhraseMatcher(["Sở Nội vụ", "UBND tỉnh"], least_score=0.6).candidates(text):
        assert 0.6 <= match.score <= 1.0
        assert 0 <= match.start < match.end <= len(text)
