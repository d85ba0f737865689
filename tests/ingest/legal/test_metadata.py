from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from ingest.documents import Metadata, Page, SourceDocument
from ingest.gazetteer.places import commune_of, province_of, provinces, with_right_names
from ingest.pipeline import metadata
from ingest.readers import read
from ingest.repaired_text import RepairedText
from tests.strategies import documents

CORPUS = Path("eval/corpus")
HUE = ("Thừa Thiên Huế",)
HUE_ISSUER = "UBND tỉnh Thừa Thiên Huế"

# Number, date, issuer, place, years and kind as a person reads them in the sample documents.
SAMPLES = {
    "000_72ccafa25c81fd02.txt": ("2243/QĐ-UBND", date(2021, 9, 10), HUE_ISSUER, HUE, (2021, 2025), "Kế hoạch"),
    "001_e7575475ed8434f2.txt": (None, None, HUE_ISSUER, HUE, (2020, 2020), "Báo cáo"),
    "002_f8e8494414b91d6f.txt": ("3044/QĐ-UBND", date(2023, 12, 22), HUE_ISSUER, HUE, (2024, 2024), "Kế hoạch"),
    "003_851f8fa5d7079beb.txt": (
        "60/KH-UBND",
        date(2025, 9, 15),
        "UBND phường Tran Liéu",
        ("Hải Phòng", "phường Tran Liéu"),
        (2026, 2030),
        "Kế hoạch",
    ),
    "004_57392e323e5b1f25.txt": (None, None, "UBND tỉnh Quảng Trị", ("Quảng Trị",), (2022, 2022), "Kế hoạch"),
}


def metadata_of(text: str) -> Metadata:
    page = Page(page_no=None, start=0, end=len(text), quality=1.0)
    raw = SourceDocument(source="a.txt", content_hash="0", media_type="text/plain", text=text, pages=(page,))
    return metadata(raw, RepairedText(text))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_say_who_when_and_where_even_unrepaired(name: str) -> None:
    raw = read(CORPUS / name)
    found = metadata(raw, RepairedText(raw.text))
    assert (found.number, found.signed_on, found.issuer, found.place, found.years, found.kind) == SAMPLES[name]


def test_the_title_of_the_clean_sample_is_written_as_in_a_sentence() -> None:
    raw = read(CORPUS / "002_f8e8494414b91d6f.txt")
    assert metadata(raw, RepairedText(raw.text)).title == (
        "Kế hoạch cải cách hành chính gắn với chính quyền số, dịch vụ đô thị thông minh "
        "của tỉnh Thừa Thiên Huế năm 2024"
    )


DECREE = """CÔNG BÁO/Số 293/Ngày 31-05-2026 3
CHÍNH PHỦ
__________
Số: 159/2026/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 15 tháng 5 năm 2026
NGHỊ ĐỊNH
Quy định về giảng viên đồng cơ hữu trong các cơ sở giáo dục
nghề nghiệp công lập
Căn cứ Luật Giáo dục số 43/2019/QH14;
Chính phủ ban hành Nghị định quy định về giảng viên đồng cơ hữu.
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về giảng viên.
"""


def test_a_decree_of_the_gazette_is_read_whole() -> None:
    assert metadata_of(DECREE) == Metadata(
        title="Nghị định quy định về giảng viên đồng cơ hữu trong các cơ sở giáo dục nghề nghiệp công lập",
        kind="Nghị định",
        number="159/2026/NĐ-CP",
        signed_on=date(2026, 5, 15),
        issuer="Chính phủ",
        place=(),
        years=None,
    )


def test_a_law_is_issued_by_the_national_assembly() -> None:
    found = metadata_of(
        "QUỐC HỘI\nLuật số: 26/2023/QH15\nLUẬT\nCĂN CƯỚC\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\nLuật này.\n"
    )
    assert (found.title, found.number, found.issuer) == ("Luật căn cước", "26/2023/QH15", "Quốc hội")


def test_the_number_of_a_cited_document_is_not_taken() -> None:
    text = (
        "KẾ HOẠCH\nCải cách hành chính tỉnh Lào Cai năm 2023\n\n"
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, UBND tỉnh Lào Cai ban hành Kế hoạch như sau:\n"
        "\nI. MỤC TIÊU\n- Nâng cao chất lượng.\n"
    )
    found = metadata_of(text)
    assert (found.number, found.signed_on) == (None, None)
    assert (found.issuer, found.place, found.years) == ("UBND tỉnh Lào Cai", ("Lào Cai",), (2023, 2023))


def test_an_annexed_plan_has_the_number_of_the_decision_it_came_with() -> None:
    text = (
        "KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH CỦA TỈNH LÀO CAI GIAI ĐOẠN 2021 - 2025\n"
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/01/2021 của UBND tỉnh)\n\nI. MỤC TIÊU\n- Nâng cao.\n"
    )
    found = metadata_of(text)
    assert (found.number, found.signed_on, found.years) == ("12/QĐ-UBND", date(2021, 1, 5), (2021, 2025))
    assert found.title == "Kế hoạch cải cách hành chính của tỉnh Lào Cai giai đoạn 2021 - 2025"


def test_a_day_that_no_calendar_has_is_not_invented() -> None:
    text = (
        "Số: 5/KH-UBND\nLào Cai, ngày 31 tháng 02 năm 2021\nKẾ HOẠCH\nCải cách hành chính tỉnh Lào Cai năm 2021\n"
        "\nI. MỤC TIÊU\n"
    )
    assert metadata_of(text).signed_on is None


@given(documents())
def test_any_text_has_a_title(text: str) -> None:
    assert metadata_of(text).title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND tỉnh Quảng Trị", "Quảng Trị"),
        ("tinh Quang Trj va tinh Quãng Tri", "Quảng Trị"),
        ("cua tinh Thira Thien Hue", "Thừa Thiên Huế"),
        ("thanh phd Hai Phong", "Hải Phòng"),
        ("tình hình thực hiện", None),
        ("tỉnh ủy, tỉnh đoàn", None),
    ],
)
def test_provinces_are_found_after_their_level_also_misspelled(text: str, expected: str | None) -> None:
    assert province_of(text) == expected


def test_a_commune_is_named_with_its_level() -> None:
    assert commune_of("P. Trần Liễu, ngày 15 tháng 9 năm 2025") == "phường Trần Liễu"
    assert commune_of("Kế hoạch của xã Tân Lập năm 2025") == "xã Tân Lập"
    assert commune_of("cấp xã và cấp huyện") is None


def test_the_gazetteer_has_the_63_provinces_before_the_mergers_and_hue_as_a_city() -> None:
    assert len(provinces()) == len(set(provinces())) == 64


def test_an_official_letter_is_named_by_its_subject() -> None:
    text = (
        "BỘ NỘI VỤ\nSố: 3759/BNV-CCHC\nV/v hướng dẫn xây dựng kế hoạch\ncải cách hành chính\n"
        "Hà Nội, ngày 02 tháng 8 năm 2021\nKính gửi: Các tỉnh\nThực hiện Nghị quyết số 76/NQ-CP.\n"
    )
    found = metadata_of(text)
    assert (found.title, found.kind) == ("Công văn về việc hướng dẫn xây dựng kế hoạch cải cách hành chính", "Công văn")


def test_a_misread_province_in_a_title_is_spelled_as_the_gazetteer_does() -> None:
    text = "KẾ HOẠCH\nCải cách hành chính tỉnh Quảng Tri năm 2022\n\nI. MỤC TIÊU\n"
    assert metadata_of(text).title == "Kế hoạch cải cách hành chính tỉnh Quảng Trị năm 2022"


def test_a_misread_level_of_a_commune_is_spelled_right() -> None:
    assert with_right_names("nhà nước phương Trần Liễu năm 2026") == "nhà nước phường Trần Liễu năm 2026"
    assert with_right_names("các phương pháp mới của tỉnh") == "các phương pháp mới của tỉnh"


CONSOLIDATED = """LUẬT
AN TOÀN, VỆ SINH LAO ĐỘNG
Luật An toàn, vệ sinh lao động số 84/2015/QH13 ngày 25 tháng 6 năm 2015 của Quốc hội, được sửa đổi, bổ sung bởi:
Luật Bảo hiểm xã hội số 41/2024/QH15 ngày 29 tháng 6 năm 2024 của Quốc hội.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định việc bảo đảm an toàn, vệ sinh lao động./.
"""


def test_a_consolidated_text_has_the_number_and_date_of_its_authentication() -> None:
    end = "VĂN PHÒNG QUỐC HỘI\nSố: 19/VBHN-VPQH\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 20 tháng 5 năm 2026\n"
    found = metadata_of(CONSOLIDATED + end)
    assert (found.kind, found.number, found.signed_on) == ("Văn bản hợp nhất", "19/VBHN-VPQH", date(2026, 5, 20))
    assert (found.title, found.issuer) == ("Luật an toàn, vệ sinh lao động", "Văn phòng Quốc hội")


def test_a_consolidated_text_without_its_last_page_has_no_number() -> None:
    found = metadata_of(CONSOLIDATED)
    assert (found.kind, found.number, found.signed_on, found.issuer) == ("Văn bản hợp nhất", None, None, None)


def test_a_stamp_across_the_letterhead_hides_neither_number_nor_title() -> None:
    found = metadata_of(
        "CHÍNH PHỦ\nSố: 45 /2020/NĐ-CP Hà Nội, ngày 08 tháng 4 năm 2020\n"
        "CÔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ.\nĐẾN SỐ:...............\nNGHỊ ĐỊNH Mày\n"
        "- Về thực hiện thủ tục hành chính trên môi trường điện tử\nCăn cứ Luật Tổ chức Chính phủ;\n"
        "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định việc thực hiện thủ tục hành chính.\n"
    )
    assert (found.number, found.signed_on) == ("45/2020/NĐ-CP", date(2020, 4, 8))
    assert found.title == "Nghị định về thực hiện thủ tục hành chính trên môi trường điện tử"


def test_a_law_whose_kind_was_lost_is_known_by_its_number_line() -> None:
    found = metadata_of(
        "QUỐC HỘI\nLuật số: 68/2020/QH14\nCƯ TRÚ\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n"
        "Quốc hội ban hành Luật Cư trú.\nChương I\nNHỮNG QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n"
        "Luật này quy định về việc thực hiện quyền tự do cư trú của công dân.\n"
    )
    assert (found.kind, found.number, found.title) == ("Luật", "68/2020/QH14", "Luật cư trú")


def test_a_slash_that_was_read_as_another_sign_is_a_slash() -> None:
    head = "BỘ CÔNG AN\nSố: 51/⁄2025/TT-BCA Hà Nội, ngày 30 tháng 6 năm 2025\n"
    assert metadata_of(f"{head}THÔNG TƯ\nQuy định về đăng ký xe\nCăn cứ Luật;\n").number == "51/2025/TT-BCA"
