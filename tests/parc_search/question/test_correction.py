"""A question asked again in the scope and role that its reader meant."""

from pathlib import Path

import pytest

from ingest.errors import UnknownSource
from parc_search.question.correction import Correction
from parc_search.search import ParcSearch
from parc_search.settings import Settings

PLAN = """ỦY BAN NHÂN DÂN
TỈNH {place}
Số: {number}/KH-UBND
{place}, ngày 15 tháng 01 năm {year}

KẾ HOẠCH
Cải cách hành chính tỉnh {place} năm {year}

I. TỔ CHỨC THỰC HIỆN
1. {agency}
- Chủ trì, phối hợp với {partner} kiểm tra cải cách hành chính tại các cơ quan, đơn vị.
"""
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Hà Nam năm 2023?"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two plans that say the same of two places and years."""
    folder = tmp_path_factory.mktemp("plans")
    said = [("Hà Nam", 11, 2023, "Sở Nội vụ", "Sở Tài chính"), ("Quảng Bình", 22, 2024, "Sở Y tế", "Sở Tư pháp")]
    for place, number, year, agency, partner in said:
        text = PLAN.format(place=place, number=number, year=year, agency=agency, partner=partner)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    with ParcSearch.open(settings=Settings(store=folder / "store")) as parc:
        assert parc.ingest([folder / "11.txt", folder / "22.txt"]).failures == ()
    return folder / "store"


def test_a_corrected_place_and_year_are_asked_instead_of_those_understood(plans: Path) -> None:
    with ParcSearch.open(settings=Settings(store=plans)) as parc:
        assert parc.ask(QUESTION).answer == "Sở Nội vụ"
        meant = parc.ask(QUESTION, correction=Correction(places=("Quảng Bình",), years=(2024,)))
    assert meant.answer == "Sở Y tế"
    assert meant.interpretation.scope.place == ("Quảng Bình",)
    assert meant.interpretation.scope.years == (2024,)
    assert [citation.source for citation in meant.citations] == ["22.txt"]


def test_a_corrected_role_asks_for_the_partners(plans: Path) -> None:
    with ParcSearch.open(settings=Settings(store=plans)) as parc:
        meant = parc.ask(QUESTION, correction=Correction(role="coordinate"))
    assert (meant.kind, meant.answer) == ("coordinating", "Sở Tài chính")


def test_a_document_that_is_corrected_to_must_be_there(plans: Path) -> None:
    with ParcSearch.open(settings=Settings(store=plans)) as parc, pytest.raises(UnknownSource):
        parc.ask(QUESTION, correction=Correction(sources=("33.txt",)))
