"""Who signed, and in which office. All names are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Page
from ingest.layout.lines import split_lines
from ingest.legal.signature import Signature, signature_of
from ingest.repaired_text import RepairedText

BODY = "I. MỤC TIÊU\nCác cơ quan thực hiện./.\n"


def signature(text: str, stops: frozenset[int] = frozenset()) -> Signature | None:
    page = Page(page_no=None, start=0, end=len(text), quality=1.0)
    lines = split_lines(text, RepairedText(text), (page,))
    return signature_of(lines, [line.text for line in lines], first=0, stops=stops)


@pytest.mark.parametrize(
    ("block", "name", "role"),
    [
        ("TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nPhạm Văn Thịnh", "Phạm Văn Thịnh", "Phó Chủ tịch"),
        ("CHỦ TỊCH\n\n(Đã ký)\n\nNGUYỄN THỊ LAN", "Nguyễn Thị Lan", "Chủ tịch"),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nPhạm Mạnh Cường", "Phạm Mạnh Cường", "Phó Chủ nhiệm"),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Võ Minh Lương", "Võ Minh Lương", "Thứ trưởng"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nĐặng Hà", "Đặng Hà", "Chánh Văn phòng"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nLê Văn Nam", "Lê Văn Nam", "Phó Bí thư Thường trực"),
        ("T/M BỘ CHÍNH TRỊ\nTrần Văn Tú", "Trần Văn Tú", None),
        ("TRƯỞNG BAN TỔ CHỨC CUỘC THI\nĐinh Thị Thảo", "Đinh Thị Thảo", "Trưởng ban tổ chức cuộc thi"),
        ("KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNGy]\nPhạm Thị Trà", "Phạm Thị Trà", "Phó Thủ tướng"),
        ("GIÁM ĐỐC\nPGS.TS. Hoàng Minh Sơn", "Hoàng Minh Sơn", "Giám đốc"),
        ("PHÓ CHỦ TỊCH\nNhữ Văn Tâm", "Nhữ Văn Tâm", "Phó Chủ tịch"),
        ("KT. CHU TICH\nPHO CHU TICH\nNguyen Van Binh", "Nguyen Van Binh", "Phó Chủ tịch"),
    ],
    ids=[
        "torn", "all in capitals", "two chiefs", "a rank", "by order", "the Party", "no office",
        "an office with its body", "a stained office", "a degree", "an unknown family name", "no marks",
    ],
)  # fmt: skip
def test_the_block_gives_name_and_office(block: str, name: str, role: str | None) -> None:
    recipients = "Nơi nhận:\n- Như trên;\n- Lưu: VT, NC.\n"
    for text in (f"{BODY}{recipients}{block}\n", f"{BODY}{block}\n{recipients}", f"{BODY}{block}\n"):
        assert signature(text) == Signature(name=name, role=role)


def test_a_name_at_the_end_of_a_line_of_recipients_is_the_signature_and_a_recipient_is_not() -> None:
    text = (
        f"{BODY}Nơi nhận: KT. CHỦ TỊCH\n- Ông Vũ Văn Ba; PHÓ CHỦ TỊCH\n- Các sở, ngành;\n- Lưu: VT, NC. Trần Thị Hoa\n"
    )
    assert signature(text) == Signature(name="Trần Thị Hoa", role="Phó Chủ tịch")


def test_what_the_text_also_writes_in_small_letters_is_no_name() -> None:
    assert signature(f"Theo danh mục sau.\n{BODY}GIÁM ĐỐC\nDanh Mục\n") is None


def test_a_place_or_an_office_is_no_name() -> None:
    assert signature(f"{BODY}CHỦ TỊCH\nThái Nguyên\n") is None
    assert signature(f"{BODY}TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH\n") is None


def test_the_block_ends_where_an_annex_opens() -> None:
    text = f"{BODY}Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nPHỤ LỤC\nNguyễn Văn Mẫu\n"
    opens = frozenset({5})
    assert signature(text, opens) is None


def test_the_stamp_of_a_digital_signature_is_the_last_resort() -> None:
    assert signature("Người ký: Nguyễn Văn Bình\nNội dung.\n") == Signature(name="Nguyễn Văn Bình", role=None)
    assert signature("Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ\nNội dung.\n") is None


@given(st.text(max_size=300))
def test_any_text_has_a_name_or_none(text: str) -> None:
    found = signature(text)
    assert found is None or found.name.strip()


def test_a_sound_name_of_the_source_is_not_repaired() -> None:
    text = f"{BODY}CHỦ TỊCH\nTrần Thị Diệu Thúy\n"
    page = Page(page_no=None, start=0, end=len(text), quality=1.0)
    lines = split_lines(text, RepairedText(text), (page,))
    readings = [line.text.replace("Diệu Thúy", "Điều Thủy") for line in lines]
    found = signature_of(lines, readings, first=0, stops=frozenset())
    assert found == Signature(name="Trần Thị Diệu Thúy", role="Chủ tịch")
