"""What a document says of itself, in the arrangements of letterheads that files have. All papers are made up."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from ingest.documents import Metadata, Page, SourceDocument
from ingest.legal.letterhead import letterhead_of
from ingest.pipeline import metadata
from ingest.repaired_text import RepairedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A made paper and what a person reads in it."""

    text: str
    kind: str | None
    number: str | None
    signed_on: date | None
    issuer: str | None
    title: str
    place: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    effective_from: date | None = None
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    signer: str | None = None
    signer_role: str | None = None
    amended_by: tuple[str, ...] = field(default=())


PLAN_BODY = """Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ, UBND tỉnh ban hành Kế hoạch:
I. MỤC TIÊU
- Nâng cao chất lượng chuyển đổi số của tỉnh Hà Nam, theo dõi Quy chế làm việc của Ủy ban nhân dân.
Yêu cầu các cơ quan nghiêm túc thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT, NC.
"""
SIGNED = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Thị Hoa\n"
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

PLAN = {
    "kind": "Kế hoạch",
    "number": "12/KH-UBND",
    "signed_on": date(2025, 3, 4),
    "issuer": "UBND tỉnh Hà Nam",
    "title": "Kế hoạch chuyển đổi số tỉnh Hà Nam năm 2025",
    "place": ("Hà Nam",),
    "years": (2025, 2025),
    "signer": "Trần Thị Hoa",
    "signer_role": "Phó Chủ tịch",
}
TITLE = "KẾ HOẠCH\nChuyển đổi số tỉnh Hà Nam năm 2025\n"
DATE = "Hà Nam, ngày 04 tháng 3 năm 2025"

LAYOUTS = {
    "two columns, a tab between": Layout(
        text=f"ỦY BAN NHÂN DÂN TỈNH HÀ NAM\t{COUNTRY} {MOTTO}\nSố: 12/KH-UBND\t{DATE}\n{TITLE}{PLAN_BODY}{SIGNED}",
        **PLAN,
    ),
    "one column under the other": Layout(
        text=f"ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\n{COUNTRY}\n{MOTTO}\nSố: 12/KH-UBND\n{DATE}\n{TITLE}{PLAN_BODY}{SIGNED}",
        **PLAN,
    ),
    "columns side by side, spaces between": Layout(
        text=f"ỦY BAN NHÂN DÂN          {COUNTRY}\n  TỈNH HÀ NAM              {MOTTO}\n"
        f"Số: 12/KH-UBND           {DATE}\n\n{TITLE}\n{PLAN_BODY}{SIGNED}",
        **PLAN,
    ),
    "torn into short lines": Layout(
        text="ỦY\nBAN NHÂN DÂN\nTỈNH HÀ NAM\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố:\n"
        f"12/KH-UBND\nHà Nam, ngày\n04 tháng 3 năm 2025\nKẾ\nHOẠCH\nCHUYỂN\nĐỔI SỐ TỈNH HÀ NAM NĂM\n2025\n"
        f"{PLAN_BODY}{SIGNED}",
        **PLAN,
    ),
    "the second line of the body lost, its place only at the date": Layout(
        text=f"ỦY BAN NHÂN DÂN\t{COUNTRY}\nSố: 12/KH-UBND\t{DATE}\n{TITLE}{PLAN_BODY}{SIGNED}", **PLAN
    ),
    "a card of a web page above": Layout(
        text=f"Số hiệu:\t12/KH-UBND\tLoại văn bản:\tKế hoạch\nNơi ban hành:\tTỉnh Hà Nam\tNgười ký:\tTrần Thị Hoa\n"
        f"Ngày ban hành:\t04/03/2025\nỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\n{COUNTRY}\nSố: 12/KH-UBND\n{DATE}\n"
        f"{TITLE}{PLAN_BODY}{SIGNED}",
        **PLAN,
    ),
    "the heading lost, the kind in the number, the subject in the first sentence": Layout(
        text=f"ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSố: 12/KH-UBND\t{DATE}\n"
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ,\n"
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch chuyển đổi số tỉnh Hà Nam năm 2025 như sau:\n"
        f"I. MỤC TIÊU\n- Nâng cao chất lượng./.\n{SIGNED}",
        **PLAN,
    ),
    "a scan: noise before the kind, a colon after it, the columns in one line": Layout(
        text="ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH HÀ NAM Độc lập - Tự do - Hạnh phúc\n"
        "———\nSố: 12/KH-UBND Hà Nam, ngày 0] tháng 3 năm 2025\nÌ, KÉ HOẠCH :\nChuyển đổi số tỉnh Hà Nam năm 2025\n\n"
        f"{PLAN_BODY}{SIGNED}",
        **{**PLAN, "signed_on": date(2025, 3, 1)},
    ),
    "a scan: the signature beside the recipients": Layout(
        text=f"ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSố: 12/KH-UBND\n{DATE}\n{TITLE}Căn cứ Nghị quyết số 76/NQ-CP của "
        f"Chính phủ;\n"
        "I. MỤC TIÊU\n- Nâng cao chất lượng./.\nNơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; KT. CHỦ TỊCH\n"
        "- Các sở, ban, ngành; PHÓ CHỦ TỊCH\n- Các xã, phường; j\n- Lưu: VT, NC. Trần Thị Hoa\n",
        **PLAN,
    ),
    "a decision that names who decides, ends two others, and holds a plan": Layout(
        text=f"ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\t{COUNTRY}\nSố: 80/2025/QĐ-UBND\t{DATE}\nQUYẾT ĐỊNH\n"
        "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nỦY BAN NHÂN DÂN TỈNH HÀ NAM\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;\nTheo đề nghị của Giám đốc Sở Nội vụ;\n"
        "Ủy ban nhân dân ban hành Quyết định ban hành Quy chế làm việc của Ủy ban nhân dân tỉnh Hà Nam.\n"
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Ủy ban nhân dân tỉnh.\n"
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 3 năm 2025 và thay thế Quyết định số "
        "13/2019/QĐ-UBND ngày 9/5/2019 của Ủy ban nhân dân tỉnh sửa đổi Quyết định số 4/2015/QĐ-UBND và Quyết "
        "định số "
        "15/2021/QĐ-UBND ngày 1/2/2021.\nĐiều 3. Các cơ quan chịu trách nhiệm thi hành Quyết định này./.\nNơi nhận:\n"
        f"- Như Điều 3;\n- Lưu: VT.\n{SIGNED}QUY CHẾ\nLÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH HÀ NAM\n"
        "(Ban hành kèm theo Quyết định số 80/2025/QĐ-UBND)\nĐiều 1. Phạm vi\nQuy chế này quy định việc làm.\n",
        kind="Quyết định",
        number="80/2025/QĐ-UBND",
        signed_on=date(2025, 3, 4),
        issuer="UBND tỉnh Hà Nam",
        title="Quyết định ban hành Quy chế làm việc của Ủy ban nhân dân tỉnh Hà Nam",
        place=("Hà Nam",),
        effective_from=date(2025, 3, 20),
        replaces=("13/2019/QĐ-UBND",),
        signer="Trần Thị Hoa",
        signer_role="Phó Chủ tịch",
    ),
    "a council's resolution, in force from a day after it was passed": Layout(
        text=f"HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\n{COUNTRY}\n{MOTTO}\nSố: 15/2025/NQ-HĐND\n{DATE}\nNGHỊ QUYẾT\n"
        "Quy định mức chi cho chuyển đổi số\nHỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM\nKHÓA XIX, KỲ HỌP THỨ 25\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT NGHỊ:\nĐiều 1. Mức chi là 5 triệu đồng.\n"
        "Điều 2. Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XIX, kỳ họp thứ 25 thông qua ngày 04 tháng 3 năm "
        "2025 và có hiệu lực từ ngày 14 tháng 3 năm 2025./.\nCHỦ TỊCH\n\nLê Văn Nam\n",
        kind="Nghị quyết",
        number="15/2025/NQ-HĐND",
        signed_on=date(2025, 3, 4),
        issuer="HĐND tỉnh Hà Nam",
        title="Nghị quyết quy định mức chi cho chuyển đổi số",
        place=("Hà Nam",),
        effective_from=date(2025, 3, 14),
        signer="Lê Văn Nam",
        signer_role="Chủ tịch",
    ),
    "a conclusion of the Party": Layout(
        text="BAN CHẤP HÀNH TRUNG ƯƠNG\tĐẢNG CỘNG SẢN VIỆT NAM\n*\tHà Nội, ngày 04 tháng 3 năm 2025\nSố 127-KL/TW\n"
        "KẾT LUẬN\nCỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ\nvề triển khai sắp xếp tổ chức bộ máy\n-----\n"
        "Tại phiên họp ngày 28/02/2025, Bộ Chính trị, Ban Bí thư đã kết luận như sau:\n"
        "1. Các cấp ủy tiếp tục thực hiện.\nKết luận này phổ biến đến chi bộ.\nNơi nhận:\n- Các tỉnh ủy;\n- Lưu "
        "Văn phòng "
        "Trung ương Đảng.\nT/M BỘ CHÍNH TRỊ\nTrần Văn Tú\n",
        kind="Kết luận",
        number="127-KL/TW",
        signed_on=date(2025, 3, 4),
        issuer="Bộ Chính trị, Ban Bí thư",
        title="Kết luận về triển khai sắp xếp tổ chức bộ máy",
        signer="Trần Văn Tú",
    ),
    "an official letter": Layout(
        text=f"ỦY BAN NHÂN DÂN TỈNH HÀ NAM\n{COUNTRY}\n{MOTTO}\nSố: 1325/UBND-NC\nV/v tăng cường số hóa hồ sơ "
        f"lưu trữ\n{DATE}\n"
        "Kính gửi: Các sở, ban, ngành; Ủy ban nhân dân các xã, phường.\n"
        f"1. Các sở rà soát hồ sơ theo Quyết định số 5/QĐ-UBND ngày 01/02/2024 của Ủy ban nhân dân tỉnh Hà "
        f"Nam./.\n{SIGNED}",
        kind="Công văn",
        number="1325/UBND-NC",
        signed_on=date(2025, 3, 4),
        issuer="UBND tỉnh Hà Nam",
        title="Công văn về việc tăng cường số hóa hồ sơ lưu trữ",
        place=("Hà Nam",),
        signer="Trần Thị Hoa",
        signer_role="Phó Chủ tịch",
    ),
    "a ministry's letter, its subject over two lines beside the motto": Layout(
        text=f"BỘ NỘI VỤ\t{COUNTRY}\nSố: 3759/BNV-CCHC\t{MOTTO}\nV/v hướng dẫn xây dựng kế hoạch\n"
        "cải cách hành chính\tHà Nội, ngày 02 tháng 8 năm 2024\nKính gửi: Các tỉnh\nThực hiện Nghị quyết số "
        "76/NQ-CP.\n"
        "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ CẢI CÁCH HÀNH CHÍNH\nPhạm Minh Hùng\n",
        kind="Công văn",
        number="3759/BNV-CCHC",
        signed_on=date(2024, 8, 2),
        issuer="Bộ Nội vụ",
        title="Công văn về việc hướng dẫn xây dựng kế hoạch cải cách hành chính",
        signer="Phạm Minh Hùng",
        signer_role="Vụ trưởng vụ cải cách hành chính",
    ),
    "an invitation": Layout(
        text=f"ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSố: 88/GM-UBND\n{DATE}\nGIẤY MỜI\nHọp về số hóa hồ sơ lưu trữ của "
        f"tỉnh Hà Nam\n"
        "Kính mời đại diện lãnh đạo các sở, ban, ngành dự họp về số hóa hồ sơ lưu trữ.\nNội dung: thống nhất "
        "phương án.\n",
        kind="Giấy mời",
        number="88/GM-UBND",
        signed_on=date(2025, 3, 4),
        issuer="UBND tỉnh Hà Nam",
        title="Giấy mời họp về số hóa hồ sơ lưu trữ của tỉnh Hà Nam",
        place=("Hà Nam",),
    ),
    "a report of a department to the committee, two bodies in the head": Layout(
        text=f"UBND TỈNH HÀ NAM\nSỞ NỘI VỤ\t{COUNTRY}\nSố: 45/BC-SNV\t{DATE}\nBÁO CÁO\n"
        "Kết quả cải cách hành chính quý I năm 2025\nThực hiện Kế hoạch số 12/KH-UBND, Sở Nội vụ báo cáo như sau:\n"
        "I. KẾT QUẢ\n- Cải cách hành chính đạt kết quả tốt./.\nGIÁM ĐỐC\nĐặng Thái Sơn\n",
        kind="Báo cáo",
        number="45/BC-SNV",
        signed_on=date(2025, 3, 4),
        issuer="Sở Nội vụ",
        title="Báo cáo kết quả cải cách hành chính quý I năm 2025",
        place=("Hà Nam",),
        years=(2025, 2025),
        signer="Đặng Thái Sơn",
        signer_role="Giám đốc",
    ),
    "a decree of the gazette that ends a list of others": Layout(
        text=f"CÔNG BÁO/Số 293/Ngày 31-05-2026 \n3\n\nCHÍNH PHỦ \n__________ \n\nSố: 159/2026/NĐ-CP \n{COUNTRY} "
        f"\n{MOTTO} \n"
        "Hà Nội, ngày 15 tháng 5 năm 2026 \n\nNGHỊ ĐỊNH \nQuy định về giảng viên trong các cơ sở giáo dục \n"
        "nghề nghiệp công lập \n\nCăn cứ Luật Giáo dục số 43/2019/QH14;\nChính phủ ban hành Nghị định.\n"
        "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định về giảng viên.\nĐiều 2. Hiệu lực thi hành\n"
        "1. Nghị định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.\n2. Các văn bản sau đây hết hiệu lực "
        "kể từ ngày "
        "Nghị định này có hiệu lực thi hành:\na) Nghị định số 15/2019/NĐ-CP ngày 01 tháng 02 năm 2019 của Chính "
        "phủ;\n"
        "b) Nghị định số 24/2022/NĐ-CP sửa đổi, bổ sung Nghị định số 31/2015/NĐ-CP.\n3. Bãi bỏ Điều 3 Nghị định số "
        "99/2020/NĐ-CP.\n4. Trường hợp văn bản dẫn chiếu được thay thế bởi Nghị định số 1/2030/NĐ-CP thì áp "
        "dụng văn bản đó.\n"
        "TM. CHÍNH PHỦ \nKT. THỦ TƯỚNG \nPHÓ THỦ TƯỚNG \n\n [daky] \nLê Tiến Lâm \n",
        kind="Nghị định",
        number="159/2026/NĐ-CP",
        signed_on=date(2026, 5, 15),
        issuer="Chính phủ",
        title="Nghị định quy định về giảng viên trong các cơ sở giáo dục nghề nghiệp công lập",
        effective_from=date(2026, 6, 29),
        replaces=("15/2019/NĐ-CP", "24/2022/NĐ-CP"),
        signer="Lê Tiến Lâm",
        signer_role="Phó Thủ tướng",
    ),
    "a law, its date where it was passed": Layout(
        text="QUỐC HỘI\n\nLuật số: 69/2020/QH14\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh "
        "phúc\n\nLUẬT\n"
        "NGƯỜI LAO ĐỘNG VIỆT NAM ĐI LÀM VIỆC Ở NƯỚC NGOÀI\nTHEO HỢP ĐỒNG\n\nCăn cứ Hiến pháp;\n"
        "Quốc hội ban hành Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng.\nChương I\nQUY "
        "ĐỊNH CHUNG\n"
        "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về người lao động.\nĐiều 2. Hiệu lực thi hành\n"
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2022 và thay thế Luật Người lao động số "
        "72/2006/QH11.\n"
        "Luật này được Quốc hội khóa XIV, kỳ họp thứ 10 thông qua ngày 13 tháng 11 năm 2020.\n\nCHỦ TỊCH QUỐC HỘI\n\n"
        "Nguyễn Thị Ngân\n",
        kind="Luật",
        number="69/2020/QH14",
        signed_on=date(2020, 11, 13),
        issuer="Quốc hội",
        title="Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng",
        effective_from=date(2022, 1, 1),
        replaces=("72/2006/QH11",),
        signer="Nguyễn Thị Ngân",
        signer_role="Chủ tịch Quốc hội",
    ),
    "a circular that amends another": Layout(
        text=f"BỘ TÀI CHÍNH\n{COUNTRY}\nSố: 22/2025/TT-BTC\nHà Nội, ngày 04 tháng 3 năm 2025\nTHÔNG TƯ\n"
        "Sửa đổi, bổ sung một số điều của Thông tư số 10/2020/TT-BTC về quyết toán\nCăn cứ Luật Ngân sách nhà nước;\n"
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 3 Thông tư số 10/2020/TT-BTC\n“2. Mức chi do đơn vị quyết định.”\n"
        "Điều 2. Thông tư này có hiệu lực kể từ ngày ký ban hành./.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nĐỗ Minh Khôi\n",
        kind="Thông tư",
        number="22/2025/TT-BTC",
        signed_on=date(2025, 3, 4),
        issuer="Bộ Tài chính",
        title="Thông tư sửa đổi, bổ sung một số điều của Thông tư số 10/2020/TT-BTC về quyết toán",
        effective_from=date(2025, 3, 4),
        amends=("10/2020/TT-BTC",),
        signer="Đỗ Minh Khôi",
        signer_role="Thứ trưởng",
    ),
    "a proposal of a ward": Layout(
        text=f"ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN LẬP\t{COUNTRY}\nSố: 7/TTr-UBND\tTân Lập, ngày 04 tháng 3 năm 2025\n"
        f"TỜ TRÌNH\n"
        "Về việc xin bổ sung kinh phí năm 2025\nKính gửi: Ủy ban nhân dân tỉnh Hà Nam\nPhường Tân Lập, tỉnh Hà "
        "Nam đề nghị "
        f"bổ sung kinh phí.\n./.\n{SIGNED}",
        kind="Tờ trình",
        number="7/TTr-UBND",
        signed_on=date(2025, 3, 4),
        issuer="UBND phường Tân Lập",
        title="Tờ trình về việc xin bổ sung kinh phí năm 2025",
        place=("Hà Nam", "phường Tân Lập"),
        years=(2025, 2025),
        signer="Trần Thị Hoa",
        signer_role="Phó Chủ tịch",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_paper_is_read_whole_in_every_arrangement_of_its_head(name: str) -> None:
    layout = LAYOUTS[name]
    expected = Metadata(**{name: getattr(layout, name) for name in Layout.__dataclass_fields__ if name != "text"})
    text = layout.text
    page = Page(page_no=None, start=0, end=len(text), quality=1.0)
    raw = SourceDocument(source="a.txt", content_hash="0", media_type="text/plain", text=text, pages=(page,))
    assert metadata(raw, RepairedText(text)) == expected


def test_a_day_that_cannot_be_read_is_not_replaced_by_that_of_a_ground_of_the_paper() -> None:
    lines = [
        "THỦ TƯỚNG CHÍNH PHỦ",
        "Số: 12/QĐ-TTg ˆ Hà Nội, ngày 4S tháng 6 năm 2021",
        "7 ` Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
    ]
    assert letterhead_of(lines, lines).signed_on is None
    assert letterhead_of([lines[0], lines[1].replace("4S", "15"), lines[2]], []).signed_on == date(2021, 6, 15)
