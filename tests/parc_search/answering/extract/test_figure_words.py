"""Which words a figure of a text belongs to, and how many of a subject they hold."""

import pytest

from parc_search.answering.extract.amounts import is_date_or_code
from parc_search.answering.extract.figure_words import Words, held_share, words_of, years_of
from parc_search.ranking.match import Subject, narrowed
from parc_search.text.patterns import Sign, figures
from parc_search.text.terms import terms


def words(text: str) -> dict[str, tuple[Sign, Words]]:
    found = [sign for sign in figures(text) if not is_date_or_code(sign, text)]
    return {sign.text: (sign, words_of(sign, found, text)) for sign in found}


def subject(text: str) -> Subject:
    return Subject(weights=dict.fromkeys(terms(text), 1.0), pairs={}, synonyms={})


LIST = "Tại các trường cấp huyện: đã sửa 12 phòng; xây 40 phòng. Tại các trường cấp xã: đã sửa 7 phòng; xây 9 phòng."


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ("truong cap xa xay phong", "9"),
        ("truong cap xa sua phong", "7"),
        ("truong cap huyen xay phong", "40"),
        ("truong cap huyen sua phong", "12"),
    ],
)
def test_what_opens_a_list_holds_for_all_its_figures(asked: str, figure: str) -> None:
    found = words(LIST)
    assert max(found, key=lambda text: held_share(found[text][1], subject(asked))) == figure


def test_a_percentage_ends_where_an_aside_begins() -> None:
    found = words("100% chợ có sổ theo dõi, trong đó tỷ lệ chợ có cân chuẩn đạt 40%.")
    assert "cân" not in found["100%"][1].own
    assert found["đạt 40%"][1].is_aside
    assert not found["100%"][1].is_aside


def test_a_figure_is_not_said_of_itself() -> None:
    sign, own = words("có 30% số hộ được cấp nước")["30% số"]
    assert held_share(own, subject("30%")) == 0.0
    assert held_share(own, subject("ho cap nuoc")) == 1.0
    assert sign.text in own.own


@pytest.mark.parametrize(
    ("text", "figure", "years"),
    [
        ("đạt 80% vào năm 2026 và 95% vào năm 2031", "đạt 80%", (2026,)),
        ("đạt 80% vào năm 2026 và 95% vào năm 2031", "95%", (2031,)),
        ("Đến năm 2026, giảm 5% số hộ nghèo so với năm 2020", "giảm 5% số", (2026,)),
        ("Trồng mới 40 ha rừng", "40", ()),
    ],
)
def test_a_figure_has_the_year_that_it_is_set_for_not_one_to_compare_with(
    text: str, figure: str, years: tuple[int, ...]
) -> None:
    sign, own = words(text)[figure]
    assert years_of(own, sign, text) == years


def test_a_narrowed_subject_keeps_the_terms_of_one_part() -> None:
    both = Subject(weights={"cay": 1.0, "trong": 2.0}, pairs={("trong", "cay"): 3.0}, synonyms={"trong": ("gieo",)})
    assert narrowed(both, ["cay"]) == Subject(weights={"cay": 1.0}, pairs={}, synonyms={})
