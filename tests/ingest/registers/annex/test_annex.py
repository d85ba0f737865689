"""Annex rows put together from flattened layouts."""

from ingest.registers.annex.annex import annex_rows
from ingest.repaired_text import RepairedText

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
        for row in annex_rows(RepairedText(_BODY + annex))
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
    assert annex_rows(RepairedText(_BODY)) == []


HEADS = "Nhiệm vụ cụ thể Hoạt động\n\n"


def test_a_page_read_column_by_column_gets_its_rows_back() -> None:
    annex = (
        HEADS
        + """
Kiểm tra việc thực thi công vụ

Giải quyết chế độ đối với cán bộ sau sắp xếp

Tổ chức các đoàn thanh tra

Rà soát, xây dựng phương án

Kế hoạch thanh tra

Nghị quyết

Sở Nội vụ

Sở Tài chính

UBND cấp huyện

UBND các xã, phường, thị trấn

Năm 2022

Thường xuyên
"""
    )
    assert [(task, lead, partners) for task, lead, partners, *_ in _rows(annex)] == [
        ("Kiểm tra việc thực thi công vụ", ("Sở Nội vụ",), ("UBND cấp huyện",)),
        ("Giải quyết chế độ đối với cán bộ sau sắp xếp", ("Sở Tài chính",), ("UBND các xã, phường, thị trấn",)),
    ]


def test_partners_and_deadlines_read_above_their_tasks_go_to_them_in_order() -> None:
    annex = (
        HEADS
        + """
Sở Nội vụ

Năm 2022

Các sở, ban, ngành

Năm 2023

Chuyển một số đơn vị sự nghiệp sang tự chủ

Xây dựng phương án

Quyết định

Sở Y tế

1

Triển khai kế hoạch ứng dụng công nghệ thông tin

Xây dựng kế hoạch

Báo cáo

Sở Thông tin và Truyền thông

2

Triển khai nghị quyết về chuyển đổi số
"""
    )
    found = annex_rows(RepairedText(_BODY + annex))
    assert [
        (r.lead.words, r.coordinate.words, r.deadline.words) for r in found if r.lead and r.coordinate and r.deadline
    ] == [
        ("Sở Y tế", "Sở Nội vụ", "Năm 2022"),
        ("Sở Thông tin và Truyền thông", "Các sở, ban, ngành", "Năm 2023"),
    ]


def test_lead_and_partners_in_one_line_are_told_apart_where_no_comma_joins_them() -> None:
    annex = (
        HEADS
        + "\nSắp xếp các phòng chuyên môn thuộc sở\n\nQuyết định\n\nCác sở, ban, ngành cấp tỉnh Sở Nội vụ\n\nNăm 2022\n"
    )
    assert [(lead, partners) for _, lead, partners, *_ in _rows(annex)] == [
        (("Các sở, ban, ngành cấp tỉnh",), ("Sở Nội vụ",))
    ]


def test_a_note_to_a_deadline_in_open_brackets_is_no_task() -> None:
    annex = (
        HEADS
        + "\nXây dựng kế hoạch theo dõi thi hành pháp luật\n\nKế hoạch\n\nSở Tư pháp\n\nNăm 2022\n\n(Nghị định\n\n"
        + "32/2020/NĐ-CP quy định ban hành\n\ntrước ngày 30 hằng năm\n\n"
        + "Kiểm tra tình hình thi hành pháp luật\n\nKết luận\n\nSở Tư pháp\n\nNăm 2022\n"
    )
    assert [task for task, *_ in _rows(annex)] == [
        "Xây dựng kế hoạch theo dõi thi hành pháp luật",
        "Kiểm tra tình hình thi hành pháp luật",
    ]


def test_a_product_that_sticks_to_its_activity_is_read_apart() -> None:
    annex = (
        HEADS
        + "\n1\n\nCông khai thủ tục hành chính trên cổng dịch vụ\n\nCập nhật, công khai Các thủ tục được công khai\n\n"
        + "Sở Nội vụ\n\nNăm 2022\n"
    )
    (row,) = annex_rows(RepairedText(_BODY + annex))
    assert row.product is not None
    assert row.product.words == "Các thủ tục được công khai"
