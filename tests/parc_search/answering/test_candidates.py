"""How far the answer of one passage is borne out by the others."""

from ingest.documents import Span
from parc_search.answering.candidates import MOST_SUPPORTS, agree, support
from parc_search.answering.extract import CandidateAnswer


def test_an_answer_that_another_passage_gives_too_is_borne_out_and_a_lone_one_is_not() -> None:
    assert support(["Sở Nội vụ", "Sở Tài chính", "sở nội vụ"]) == [1 / MOST_SUPPORTS, 0.0, 1 / MOST_SUPPORTS]


def test_a_crowd_counts_no_more_than_a_few() -> None:
    assert support(["Sở Nội vụ"] * 9) == [1.0] * 9


def finding(value: str, kind: str) -> CandidateAnswer:
    return CandidateAnswer(
        value=value, source="s", spans=(Span(start=0, end=1),), values=(value,), strength=1.0, kind=kind
    )


def test_two_passages_that_give_the_same_amount_agree_however_they_put_it() -> None:
    assert agree(finding("tối thiểu 20%", "target"), finding("20%", "target"))
    assert not agree(finding("20%", "target"), finding("20", "target"))
    assert not agree(finding("ít", "target"), finding("nhiều", "target"))
    assert agree(finding("Sở Nội vụ", "agency"), finding("sở nội vụ", "agency"))
