"""A question that goes on takes topic, place and years from the one before it; one that stands alone takes nothing."""

from collections.abc import Callable

import pytest

from ingest.documents import Metadata
from ingest.repair import Repairer
from parc_search.question.catalogue import Catalogue, CatalogueEntry
from parc_search.question.follow_up import PLACES, TOPIC, YEARS, FollowUp, follow_up, questions_in
from parc_search.question.query import Query
from parc_search.question.understand import understand

ISO = "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"
ONLINE = "Thừa Thiên Huế đặt mục tiêu hồ sơ trực tuyến năm 2024 là bao nhiêu?"
Understand = Callable[[str], Query]


def entry(source: str, place: str, first: int, last: int) -> CatalogueEntry:
    return CatalogueEntry(source=source, metadata=Metadata(title="Kế hoạch", place=(place,), years=(first, last)))


CATALOGUE = Catalogue((
    entry("h.txt", "Thừa Thiên Huế", 2024, 2024), entry("g.txt", "Thừa Thiên Huế", 2021, 2025),
    entry("q.txt", "Quảng Trị", 2022, 2022), entry("b.txt", "Quảng Bình", 2024, 2024),
))  # fmt: skip


@pytest.fixture(scope="module")
def understood() -> Understand:
    repairer = Repairer.load()
    return lambda question: understand(question, CATALOGUE, repairer, max_chars=500)


def made(understood: Understand, before: str, question: str) -> FollowUp:
    found = follow_up(understood(before), question, CATALOGUE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (ISO, "thế hạn là bao giờ?", "hạn là bao giờ áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"),
        (ISO, "Ai phối hợp?", "Ai phối hợp áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"),
        (ISO, "việc đó hạn bao giờ", "hạn bao giờ áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"),
        (ISO, "còn năm 2025?", "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2025?"),
        (ISO, "con quang binh thi sao", "Cơ quan nào chủ trì áp dụng ISO 9001 ở Quảng Bình năm 2024?"),
        (ISO, "thế còn Cà Mau?", "Cơ quan nào chủ trì áp dụng ISO 9001 ở Cà Mau năm 2024?"),
        (ONLINE, "còn Quảng Bình năm 2023 thì sao?",
         "đặt mục tiêu hồ sơ trực tuyến là bao nhiêu ở Quảng Bình năm 2023?"),
    ],
)  # fmt: skip
def test_what_is_left_unsaid_comes_from_the_question_before(
    understood: Understand, before: str, question: str, whole: str
) -> None:
    assert made(understood, before, question).question == whole


def test_what_was_carried_is_named_and_can_be_taken_off(understood: Understand) -> None:
    found = made(understood, ISO, "thế hạn là bao giờ?")
    assert (found.carried, found.topic) == ((TOPIC, PLACES, YEARS), "áp dụng ISO 9001")
    assert found.without(YEARS).question == "hạn là bao giờ áp dụng ISO 9001 ở Thừa Thiên Huế?"
    assert found.without(PLACES).without(YEARS).question == "hạn là bao giờ áp dụng ISO 9001?"
    assert found.without(TOPIC).question == "thế hạn là bao giờ?"


def test_the_topic_stays_when_one_question_goes_on_from_another(understood: Understand) -> None:
    first = made(understood, ISO, "thế hạn là bao giờ?")
    second = follow_up(understood(first.question), "Ai chủ trì?", CATALOGUE, topic=first.topic)
    assert second is not None
    assert second.question == "Ai chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"


def test_a_year_that_the_new_place_has_no_document_of_is_left_and_named(understood: Understand) -> None:
    found = made(understood, ISO, "còn Quảng Trị thì sao?")
    assert (found.question, found.carried, found.left) == (
        "Cơ quan nào chủ trì áp dụng ISO 9001 ở Quảng Trị?", (TOPIC,), (2024,),
    )  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "Hạn hoàn thành kiểm tra cải cách hành chính là khi nào?",
        "Sở Nội vụ làm gì?",
        "còn Sở Tài chính thì sao?",
        "xin chào",
        "Kế hoạch 2022 của Quảng Trị giao ai chủ trì cải cách thể chế?",
        "?",
        "x" * 200,
    ],
)
def test_a_question_that_says_what_it_is_about_is_left_alone(understood: Understand, question: str) -> None:
    assert follow_up(understood(ISO), question, CATALOGUE) is None


def test_nothing_goes_on_from_a_greeting_or_a_comparison(understood: Understand) -> None:
    compared = understood("So sánh mục tiêu hồ sơ trực tuyến của Thừa Thiên Huế năm 2024 và Quảng Trị năm 2022")
    assert compared.compared
    for before in (compared, understood("xin chào")):
        assert follow_up(before, "thế hạn là bao giờ?", CATALOGUE) is None


def test_two_questions_of_one_text_are_two() -> None:
    assert questions_in("Ai chủ trì ISO? Hạn là bao giờ?") == ("Ai chủ trì ISO?", "Hạn là bao giờ?")
    for one in (ISO, "Sao??", "Quảng Trị và Huế khác nhau không? Bên nào cao hơn?", "Ai chủ trì ISO? Cảm ơn"):
        assert questions_in(one) == (one,)
