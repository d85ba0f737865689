"""Answers, citations and refusals, scored by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.datasets.labels import Evidence, Question
from eval.metrics.answers import (
    citation_precision,
    cited,
    correct,
    falsely_refused,
    figures,
    fold_answer,
    refused,
    right,
    says,
    token_f1,
    verbatim,
)
from eval.metrics.ranking import Ratio
from eval.prediction import GivenSpan, Prediction

YES, NO = Ratio(1.0, 1.0), Ratio(0.0, 1.0)


def evidence(start: int, end: int, *, group: int = 0, source: str = "a.txt") -> Evidence:
    return Evidence(source=source, start=start, end=end, quote="", group=group)


def question(*pieces: Evidence, type: str = "agency", answer: str = "Sở Nội vụ", need: str = "any") -> Question:
    return Question(
        id="q1-1", question="", style="plain", type=type, answer=answer, aliases=(), need=need, evidence=pieces
    )


def given(answer: str, citations: Sequence[tuple[int, int]] = (), *, status: str = "answered") -> Prediction:
    spans = tuple(GivenSpan(source="a.txt", start=start, end=end, quote="") for start, end in citations)
    return Prediction(id="q1-1", status=status, answer=answer, citations=spans)


UNANSWERABLE = question(type="unanswerable", answer="")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("UBND tỉnh Thừa Thiên Huế", "uy ban nhan dan tinh thua thien hue"),
        ("Sở TT&TT", "so thong tin va truyen thong"),
        ("ngày 05/01/2024", "ngay 5/1/2024"),
        ("90%", "90 phan tram"),
        ("Nội vụ - Tài chính", "noi vu tai chinh"),
        ("3044/QĐ-UBND", "3044/qd uy ban nhan dan"),
    ],
)
def test_answers_are_compared_without_case_marks_abbreviations_and_leading_zeros(text: str, folded: str) -> None:
    assert fold_answer(text) == folded


def test_figures_are_numbers_dates_and_codes() -> None:
    assert figures("trên 95,5% trước 30/6/2024, theo 3044/QĐ-UBND") == {"95,5", "30/6/2024", "3044"}


def test_token_f1_counts_shared_words_twice_over_all_words() -> None:
    # {so, noi, vu} and {so, noi, vu, tinh}: 2 * 3 / (3 + 4)
    assert token_f1("Sở Nội vụ", "Sở Nội vụ tỉnh") == pytest.approx(6 / 7)
    assert token_f1("Sở Nội vụ", "Bộ Y tế") == 0.0


def test_an_answer_that_contains_the_gold_answer_is_correct() -> None:
    assert says(question(), "Giao SỞ NỘI VỤ chủ trì")


def test_the_gold_must_stand_as_whole_words() -> None:
    assert not says(question(answer="Sở Nội"), "phân sở nộiabc")


def test_an_alias_is_as_good_as_the_answer() -> None:
    assert says(replace(question(), aliases=("SNV tỉnh",)), "SNV tỉnh")


def test_nearly_all_words_are_enough_only_if_no_figure_is_missing() -> None:
    gold = question(type="product", answer="Báo cáo kết quả rà soát năm 2024")
    assert says(gold, "Báo cáo rà soát kết quả năm 2024")
    assert not says(gold, "Báo cáo rà soát kết quả năm 2025")


def test_a_figure_answer_needs_its_figures_and_no_words() -> None:
    assert says(question(type="target", answer="tối thiểu 90% hồ sơ"), "đạt 90 phần trăm")
    assert not says(question(type="product", answer="tối thiểu 90% hồ sơ"), "đạt 90 phần trăm")


@pytest.mark.parametrize(("type", "limit"), [("agency", 30), ("product", 45), ("list", 90)])
def test_an_answer_over_its_word_limit_is_wrong(type: str, limit: int) -> None:
    gold = question(type=type)
    assert says(gold, "Sở Nội vụ" + " và" * (limit - 3))
    assert not says(gold, "Sở Nội vụ" + " và" * (limit - 2))


def test_a_correct_text_in_a_refusal_is_no_answer() -> None:
    assert correct(question(), given("Sở Nội vụ", status="not_found")) == NO


def test_a_citation_counts_when_half_of_the_shorter_span_is_shared() -> None:
    asked = question(evidence(100, 200))
    assert cited(asked, given("", [(150, 400)])) == YES
    assert cited(asked, given("", [(151, 400)])) == NO
    assert cited(asked, given("", [(120, 130)])) == YES


def test_a_citation_longer_than_900_characters_never_counts() -> None:
    assert cited(question(evidence(100, 200)), given("", [(0, 900)])) == YES
    assert cited(question(evidence(100, 200)), given("", [(0, 901)])) == NO


def test_a_comparison_must_cite_every_group_but_only_one_alternative_of_each() -> None:
    pieces = (evidence(0, 100), evidence(500, 600), evidence(1000, 1100, group=1))
    asked = question(*pieces, need="all")
    assert cited(asked, given("", [(0, 100)])) == NO
    assert cited(asked, given("", [(500, 600), (1000, 1100)])) == YES
    assert cited(replace(asked, need="any"), given("", [(0, 100)])) == YES


def test_citation_precision_is_the_share_that_supports_and_is_not_asked_of_a_refusal() -> None:
    asked = question(evidence(100, 200))
    assert citation_precision(asked, given("x", [(100, 200), (300, 400), (110, 190), (900, 950)])) == Ratio(0.5, 1.0)
    assert citation_precision(asked, given("x")) == NO
    assert citation_precision(asked, given("", status="not_found")) is None


def test_verbatim_counts_citations_not_questions() -> None:
    spans = (
        GivenSpan(source="a.txt", start=0, end=2, quote="Sở"),
        GivenSpan(source="a.txt", start=3, end=6, quote="Noi"),
        GivenSpan(source="gone.txt", start=0, end=2, quote="Sở"),
    )
    answer = Prediction(id="q", status="answered", citations=spans)
    assert verbatim(answer, {"a.txt": "Sở Nội vụ"}) == Ratio(1.0, 3.0)
    assert verbatim(given("x"), {}) is None


def test_refusals_are_scored_where_they_are_due_and_false_where_not() -> None:
    refusal, nothing = given("", status="not_found"), given("", status="missing")
    assert refused(UNANSWERABLE, refusal) == YES
    assert refused(UNANSWERABLE, nothing) == NO
    assert refused(question(), refusal) is None
    assert falsely_refused(question(), refusal) == YES
    assert falsely_refused(question(), given("x")) == NO
    assert falsely_refused(UNANSWERABLE, refusal) is None


def test_right_needs_both_the_answer_and_its_citation() -> None:
    asked = question(evidence(100, 200))
    assert right(asked, given("Sở Nội vụ", [(100, 200)])) == YES
    assert right(asked, given("Sở Nội vụ", [(300, 400)])) == NO
    assert right(asked, given("Sở Y tế", [(100, 200)])) == NO
    assert right(UNANSWERABLE, given("", status="not_found")) == YES
