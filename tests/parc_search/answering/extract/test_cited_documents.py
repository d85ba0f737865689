"""Legal documents cited in a text."""

from parc_search.answering.extract.cited_documents import amends, description, joined_with, references


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


def test_an_official_letter_has_no_letters_of_its_kind() -> None:
    (found,) = references("theo Công văn số 512/BXD-QLN ngày 03 tháng 4 năm 2023 của Bộ Xây dựng")
    assert (found.kind_name, found.number, found.serial) == ("Công văn", "512/BXD-QLN", "512")


def test_the_letters_of_an_issuer_are_no_kind() -> None:
    (found,) = references("Công văn số 88/UBND-TH")
    assert found.kind_name == "Công văn"


def test_the_day_may_stand_before_the_document() -> None:
    (found,) = references("Ngày 4/5/2021, UBND huyện đã ban hành Quyết định số 71/QĐ-UBND về tổ chức lại các trạm y tế")
    assert found.written == "Quyết định số 71/QĐ-UBND ngày 4/5/2021"


def test_a_serial_that_a_scan_cut_is_read_whole() -> None:
    (found,) = references("theo Nghị định số 14 1/2016/NĐ-CP")
    assert found.serial == "141"


def test_what_stands_before_the_only_reference_of_a_sentence_describes_it() -> None:
    text = "Mở rộng chợ đêm. Trồng rừng ngập mặn theo Đề án số 9/KH-UBND. Sửa cầu theo Kế hoạch số 8/KH-UBND."
    cited = references(text)
    described = description(cited[0], 0, cited, text)
    assert "rừng ngập mặn" in described
    assert "chợ" not in described
    assert "cầu" not in described


def test_an_amending_document_is_known_and_is_about_what_it_amends() -> None:
    text = "Nghị định số 5/2024/NĐ-CP của Chính phủ sửa đổi một số điều của Nghị định số 7/2019/NĐ-CP về phí chợ"
    cited = references(text)
    assert [amends(reference, text) for reference in cited] == [True, False]
    assert all("phí chợ" in description(reference, at, cited, text) for at, reference in enumerate(cited))


def test_documents_of_one_kind_side_by_side_belong_together() -> None:
    text = "theo Nghị định số 1/2020/NĐ-CP, 2/2020/NĐ-CP và Quyết định số 3/QĐ-UBND"
    cited = references(text)
    assert [reference.serial for reference in joined_with(0, cited, text)] == ["1", "2"]
    assert [reference.serial for reference in joined_with(2, cited, text)] == ["3"]


def test_the_assembly_and_its_standing_committee_number_their_terms() -> None:
    found = references("Nghị quyết số 51/2017/QH14 ngày 21/11/2017; Nghị quyết số 35/NQ-UBTVQH 15 ngày 12/7/2023")
    assert [reference.written for reference in found] == [
        "Nghị quyết số 51/2017/QH14 ngày 21/11/2017",
        "Nghị quyết số 35/NQ-UBTVQH15 ngày 12/7/2023",
    ]


def test_a_programme_is_no_directive() -> None:
    (found,) = references("Chương trình hành động số 21/CTr-UBND ngày 8/8/2018")
    assert found.written == "Chương trình số 21/CTr-UBND ngày 8/8/2018"
