"""Agencies told by the words that bind them to what is said."""

import pytest

from ingest.documents import Passage
from ingest.language.fold import fold
from parc_search.answering.extract.names import bound_agencies, doing_agencies, finding_of


def passage(reading: str) -> Passage:
    return Passage(
        id="p",
        source="a.txt",
        start=0,
        end=len(reading),
        text=reading,
        reading=reading,
        path=(),
        kind="bullet",
        page_no=None,
        quality=1.0,
    )


TEXT = "Phòng Tài chính cụ thể hóa kế hoạch theo hướng dẫn của Ban Chỉ đạo 19, Sở Y tế và Sở Tư pháp, gửi Sở Nội vụ."


@pytest.mark.parametrize("question", ["Làm theo hướng dẫn của cơ quan nào?", "theo hướng dẫn của những ai"])
def test_those_behind_the_binding_words_are_meant_also_one_that_is_unknown(question: str) -> None:
    found = bound_agencies(fold(question), passage(TEXT), frozenset())
    assert [mention.name for mention in found] == ["Ban Chỉ đạo 19", "Sở Y tế", "Sở Tư pháp"]


def test_who_does_something_is_told_by_what_he_does() -> None:
    text = passage("Theo đề nghị của Giám đốc Sở Nội vụ.")
    assert [mention.name for mention in doing_agencies("ai de nghi phe duyet", text, frozenset())] == ["Sở Nội vụ"]


def test_whoever_the_question_names_is_not_the_answer() -> None:
    assert not bound_agencies(
        "theo huong dan cua so nao", passage("theo hướng dẫn của Sở Y tế"), frozenset({"so y te"})
    )


def test_other_words_bind_nobody() -> None:
    assert not bound_agencies("theo quy dinh cua so nao", passage(TEXT), frozenset())


def test_who_guides_is_not_said_to_lead() -> None:
    found = finding_of(
        doing_agencies("ai de nghi", passage("theo đề nghị của Sở Y tế"), frozenset()), passage("…"), strength=1.0
    )
    assert found is not None
    assert not found.leads
