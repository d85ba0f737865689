"""Addresses that bring a question or a place in a source back."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Span
from parc_search.question.correction import Correction
from parc_search.ui.state.links import correction_of, place_of, question_parameters, source_link, with_parameters
from parc_search.ui.state.session import Place

# An address cannot tell the sign for "all" from a place of that name, nor carry half a surrogate pair.
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: name != "*")
corrections = st.builds(
    Correction,
    places=st.none() | st.lists(names, max_size=3).map(tuple),
    years=st.none() | st.lists(st.integers(1945, 2100), max_size=3).map(tuple),
    sources=st.none() | st.lists(names, max_size=3).map(tuple),
    role=st.sampled_from(["", "lead", "coordinate", "advise"]),
)


@given(question=names, correction=corrections)
def test_a_question_comes_back_from_its_address_in_its_scope(question: str, correction: Correction) -> None:
    address = with_parameters("http://127.0.0.1:8501/hoi-dap?q=cu#x", question_parameters(question, correction))
    parameters = parse_qs(urlsplit(address).query, keep_blank_values=True, errors="strict")
    assert parameters["q"] == [question]
    assert correction_of(parameters) == correction
    assert address.startswith("http://127.0.0.1:8501/hoi-dap?")


@given(source=names, start=st.integers(0, 10**6), length=st.integers(1, 1000))
def test_a_place_comes_back_from_its_address(source: str, start: int, length: int) -> None:
    span = Span(start=start, end=start + length)
    assert place_of(parse_qs(urlsplit(source_link(source, span)).query)) == Place(source=source, span=span)


def test_what_does_not_fit_is_left_out() -> None:
    assert place_of({"nguon": ["a.txt"], "tu": ["9"], "den": ["3"]}) == Place(source="a.txt")
    assert place_of({"nguon": ["a.txt"], "tu": ["-1"], "den": ["x"]}) == Place(source="a.txt")
    assert place_of({"tu": ["1"], "den": ["3"]}) is None
    assert correction_of({"nam": ["2024", "nay", "20245"], "vai-tro": ["<b>"]}) == Correction(years=(2024,))
    assert correction_of({"dia-phuong": ["*"]}) == Correction(places=())


@pytest.mark.parametrize("digits", ["9" * 4_301, "9" * 100_000, "9" * 10, "٣", "²"])
def test_low_a_place_of_thousands_of_digits_is_left_out(digits: str) -> None:
    assert place_of({"nguon": ["a.txt"], "tu": ["1"], "den": [digits]}) == Place(source="a.txt")
    assert place_of({"nguon": ["a.txt"], "tu": [digits], "den": [digits + "1"]}) == Place(source="a.txt")
    assert correction_of({"nam": [digits]}) == Correction(years=())
