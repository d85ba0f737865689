import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.language.syllables import bare
from ingest.repair import Repairer

ROOT = Path(__file__).parents[3]

CLEAN = (
    "Triển khai Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính "
    "nhà nước giai đoạn 2021-2030, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH, YÊU CẦU\n"
    "- Nâng cao chất lượng phục vụ người dân, doanh nghiệp; 100% thủ tục hành chính được công khai trên website."
)
DIGITS = re.compile(r"\d+")


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


def test_clean_text_comes_back_without_edits(repairer: Repairer) -> None:
    assert repairer.repair(CLEAN).edits == ()


def test_a_clean_question_comes_back_as_it_was(repairer: Repairer) -> None:
    question = "Cơ quan nào chủ trì thực hiện kế hoạch cải cách hành chính năm 2024 của tỉnh Thừa Thiên Huế?"
    assert repairer.repair_question(question).text == question


def test_a_line_without_diacritics_is_read(repairer: Repairer) -> None:
    broken = "- Tiep tuc day manh cai cach hanh chinh, nang cao hieu luc, hieu qua cua co quan hanh chinh nha nuoc"
    read = "- Tiếp tục đẩy mạnh cải cách hành chính, nâng cao hiệu lực, hiệu quả của cơ quan hành chính nhà nước"
    assert repairer.repair(broken).text == read


def test_confused_letters_are_read_in_their_context(repairer: Repairer) -> None:
    broken = "to chirc thvc hien quyet dinh dugc UBND tinh ban hanh; co quan chuyen mon thu6c UBND cap huyen"
    read = "tổ chức thực hiện quyết định được UBND tỉnh ban hành; cơ quan chuyên môn thuộc UBND cấp huyện"
    assert repairer.repair(broken).text == read


def test_a_bracket_stuck_to_a_broken_word_is_its_horn_and_true_brackets_stay(repairer: Repairer) -> None:
    broken = "1. Se( Noi vu chu tri, phoi hop voi cac se( nganh (neu co) trien khai thuc hien"
    read = "1. Sở Nội vụ chủ trì, phối hợp với các sở ngành (nếu có) triển khai thực hiện"
    assert repairer.repair(broken).text == read
    assert repairer.repair("Sở Nội vụ (\nđồng thời gửi UBND tỉnh)").edits == ()


def test_a_heading_in_capitals_stays_in_capitals(repairer: Repairer) -> None:
    assert repairer.repair("III. TO CHUC THUC HIEN\n\n1. So Noi vu chu tri, phoi hop voi cac so, ban, nganh").text == (
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành"
    )


def test_a_broken_heading_in_capitals_keeps_its_number_and_its_case(repairer: Repairer) -> None:
    assert repairer.repair("VI. TO CHirc THirc HIeN").text == "VI. TỔ CHỨC THỰC HIỆN"


def test_a_question_without_diacritics_is_restored_and_acronyms_stay(repairer: Repairer) -> None:
    question = "so noi vu chu tri nhiem vu gi trong ke hoach CCHC nam 2024"
    assert repairer.repair_question(question).text == "sở nội vụ chủ trì nhiệm vụ gì trong kế hoạch CCHC năm 2024"


def test_a_code_in_a_broken_line_gets_its_letter_and_keeps_its_digits(repairer: Repairer) -> None:
    broken = (
        "Can cu Quyet dinh so 2243/QD-UBND ngay 10/9/2021 cua UBND tinh ve viec ban hanh Ke hoach cai cach hanh chinh"
    )
    reading = repairer.repair(broken)
    assert "2243/QĐ-UBND ngày 10/9/2021" in reading.text
    assert [edit.rule for edit in reading.edits if edit.was == "QD"] == ["code"]


def test_line_ends_survive(repairer: Repairer) -> None:
    broken = "Xay dung va trien khai he thong thong tin \nchuyen nganh, trong tam la he thong \nthong tin cac nganh"
    assert repairer.repair(broken).text.count("\n") == 2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aeioudhnctgl đảộứ01256.,/-%\n\tQDUB", max_size=120))
def test_numbers_that_stand_alone_are_never_lost_or_invented(text: str) -> None:
    def numbers(of: str) -> Counter[str]:
        return Counter(word for word in re.split(r"[^\w.%]+", of) if DIGITS.fullmatch(word))

    reading = Repairer.load().repair(text)
    assert reading.source == text
    assert not numbers(text) - numbers(reading.text)


def test_clean_documents_teach_their_names(repairer: Repairer) -> None:
    learned = repairer.adapted(["Ủy ban nhân dân phường Trần Liễu ban hành Kế hoạch của phường Trần Liễu. "] * 20)
    broken = "Uy ban nhan dan phuong Tran Lieu giao Phong Kinh te thuc hien nhiem vu cai cach hanh chinh"
    assert learned.repair(broken).text.startswith("Ủy ban nhân dân phường Trần Liễu giao Phòng Kinh tế")


def test_empty_and_wordless_text_has_no_edits(repairer: Repairer) -> None:
    assert repairer.repair("").edits == ()
    assert repairer.repair_question(" … 12/3 \n").edits == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kế hoạhc cải cách hành chính năm 2024 của tỉnh", "kế hoạch cải cách hành chính năm 2024 của tỉnh"),
        ("đơn vị nào thẩm đinh đề án này", "đơn vị nào thẩm định đề án này"),
        ("quyết đinh số mấy, ngày nào", "quyết định số mấy, ngày nào"),
    ],
)
def test_a_slip_in_a_question_is_mended(repairer: Repairer, typed: str, meant: str) -> None:
    assert repairer.repair_question(typed).text == meant


def test_an_english_question_is_left_alone(repairer: Repairer) -> None:
    question = "What is the target for online public services of Quang Tri in 2025?"
    assert repairer.repair_question(question).edits == ()


def test_rare_words_in_a_table_of_a_clean_document_are_left_alone(repairer: Repairer) -> None:
    table = "Tên giống | Năng suất (tạ/ha)\nLúa nếp cái hoa vàng | 45,2\nKhoai sọ mỡ | 120,5\nDưa gang Thổ Cẩm | 210\n"
    assert repairer.repair(f"{CLEAN}\n\n{CLEAN}\n\n{table}").edits == ()


def test_acronyms_among_small_letters_stay(repairer: Repairer) -> None:
    broken = "Phong GD&DT to chuc danh gia KPI cua cac don vi va trien khai mang WAN trong nam 2022"
    assert repairer.repair(broken).text == (
        "Phòng GD&ĐT tổ chức đánh giá KPI của các đơn vị và triển khai mạng WAN trong năm 2022"
    )


def test_a_word_with_the_marks_of_another_is_doubted_between_its_neighbours(repairer: Repairer) -> None:
    broken = "- Xay dung va trinh Uy ban nhan dan phuong ban hanh ke hoach cai cach hanh chinh hang nam"
    assert "Ủy ban nhân dân phường ban hành" in repairer.repair(broken).text


_SENTENCES = [
    line
    for line in (ROOT / "eval/questions/official-sentences.txt").read_text(encoding="utf-8").splitlines()
    if DIGITS.search(line)
]
_LOOK_ALIKES = {"a": "d", "c": "e", "i": "l", "n": "ri", "o": "6", "u": "v", "h": "li", "m": "rn", "t": "f"}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_SENTENCES), st.randoms(use_true_random=False), st.sampled_from([0.0, 0.05, 0.2]))
def test_the_digits_of_a_sentence_survive_the_repair_of_its_noise(sentence: str, chance: Random, share: float) -> None:
    noisy = "".join(
        _LOOK_ALIKES[letter] if letter in _LOOK_ALIKES and chance.random() < share else letter
        for letter in bare(sentence)
    )
    numbers = Counter(
        word for word in re.split(r"[^\w.,/:%-]+", noisy) if re.fullmatch(r"[\d.,/:%-]*\d[\d.,/:%-]*", word)
    )
    read = Repairer.load().repair(noisy).text
    kept = Counter(word for word in re.split(r"[^\w.,/:%-]+", read) if word in numbers)
    assert not numbers - kept
