"""Annex rows put together from flattened layouts."""

from ingest.repair.repaired import Repaired
from ingest.tables import annex_rows

_BODY = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\n- Theo dõi việc thực hiện Kế hoạch này./.\n"


def _rows(annex: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None, str | None]]:
    return [
        (
            " ".join(row.task.words.split()),
            row.lead.agencies.names if row.lead and row.lead.agencies else (),
            row.coordinate.agencies.names if row.coordinate and row.coordinate.agencies else (),
            " ".join(row.product.words.split()) if row.product else None,
            " ".join(row.deadline.words.split()) if row.deadline else None,
        )
        for row in annex_rows(Repaired(_BODY + annex))
    ]


def test_blocks_between_blank_lines_are_the_cells_of_a_row() -> None:
    annex = """
TT Nhiệm vụ cụ thể Hoạt động Kết quả/Sản phẩm

1

Công khai thủ tục hành chính
lên cơ sở dữ liệu quốc gia

Cập nhật, công khai
thủ tục hành chính

Báo cáo của
UBND tỉnh

Văn phòng
UBND tỉnh

Các sở, ban,
ngành; UBND
cấp huyện

Năm 2022
"""
    assert _rows(annex) == [
        (
            "Công khai thủ tục hành chính lên cơ sở dữ liệu quốc gia",
            ("Văn phòng UBND tỉnh",),
            ("Các sở, ban, ngành", "UBND cấp huyện"),
            "Báo cáo của UBND tỉnh",
            "Năm 2022",
        )
    ]


def test_activities_with_owners_of_their_own_are_the_tasks() -> None:
    annex = """
Nhiệm vụ cụ thể Hoạt động

5

Triển khai có hiệu quả công tác tổ chức thi hành pháp luật

Xây dựng và ban hành Kế hoạch theo dõi thi hành pháp luật

Kế hoạch

Sở Tư pháp

Các sở, ban, ngành cấp tỉnh

Tháng 01/2022

Thực hiện công tác kiểm tra tình hình thi hành pháp luật

Kết luận

Sở Tư pháp

UBND cấp huyện

Năm 2022
"""
    assert [(task, lead) for task, lead, *_ in _rows(annex)] == [
        ("Xây dựng và ban hành Kế hoạch theo dõi thi hành pháp luật", ("Sở Tư pháp",)),
        ("Thực hiện công tác kiểm tra tình hình thi hành pháp luật", ("Sở Tư pháp",)),
    ]


def test_owners_of_one_task_are_rows_of_their_own() -> None:
    annex = """
Nhiệm vụ cụ thể Hoạt động

7

Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức

Tổ chức tiếp nhận, xử lý kiến nghị

Báo cáo của UBND tỉnh

Văn phòng UBND tỉnh

Các sở, ban, ngành

Năm 2022

Báo cáo của UBND cấp huyện

Thanh tra huyện

Các phòng, ban, đơn vị
"""
    assert [(task, lead) for task, lead, *_ in _rows(annex)] == [
        ("Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức", ("Văn phòng UBND tỉnh",)),
        ("Tiếp nhận, xử lý phản ánh, kiến nghị của cá nhân, tổ chức", ("Thanh tra huyện",)),
    ]


def test_cells_that_stick_together_are_parted_and_misread_names_found() -> None:
    annex = """
Xây dựng và ban hành Kế hoạch rà soát thủ tục hành chính

Kế hoạch
SNivii

Các sở, ban, ngành cấp tỉnh
Tháng 12 hàng năm
"""
    assert _rows(annex) == [
        (
            "Xây dựng và ban hành Kế hoạch rà soát thủ tục hành chính",
            ("Sở Nội vụ",),
            ("Các sở, ban, ngành cấp tỉnh",),
            "Kế hoạch",
            "Tháng 12 hàng năm",
        )
    ]


def test_lead_and_partners_in_one_block_are_told_apart_by_the_line() -> None:
    annex = """
Xếp loại mức độ hoàn thành nhiệm vụ các sở, ban

Quyết định

- Sở Nội vụ
- Các sở, ban;
- UBND cấp huyện

Quý IV
"""
    assert [(lead, partners) for _, lead, partners, *_ in _rows(annex)] == [
        (("Sở Nội vụ",), ("Các sở, ban", "UBND cấp huyện"))
    ]


def test_a_document_without_an_annex_has_no_rows() -> None:
    assert annex_rows(Repaired(_BODY)) == []
