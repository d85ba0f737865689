"""Legal documents cited in a text."""

from parc_search.extract.references import description, references


def test_a_reference_is_written_in_full() -> None:
    (found,) = references("Nghị quyết số 18/2023/NQ-HĐND ngày 21/08/2023 của Hội đồng nhân dân tỉnh")
    assert found.written == "Nghị quyết số 18/2023/NQ-HĐND ngày 21/08/2023"


def test_the_kind_is_read_from_the_letters_where_the_word_is_missing() -> None:
    (found,) = references("(số 135/KH-UBND ngày 27/5/2020)")
    assert found.written == "Kế hoạch số 135/KH-UBND ngày 27/5/2020"


def test_a_number_in_parentheses_is_described_before_it() -> None:
    text = "Kế hoạch PAR (số 145/KH-UBND ngày 5/6/2020); Kế hoạch PAPI (số 135/KH-UBND ngày 27/5/2020)"
    cited = references(text)
    assert "PAPI" in description(cited[1], 1, cited, text)
    assert "PAPI" not in description(cited[0], 0, cited, text)


def test_a_date_with_blanks_is_written_without_them() -> None:
    (found,) = references("Quyết định số 10/2017/QĐ-UBND ngày 21 / 7 / 2017")
    assert found.date == "21/7/2017"
