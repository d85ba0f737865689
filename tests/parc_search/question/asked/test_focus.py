"""Where a question asks, of which type its answer must be, and which kind of answer it most likely wants."""

import pytest

from ingest.language.fold import fold
from parc_search.question.asked.focus import AGENCY, FIGURE, TIME, focus_of
from parc_search.question.asked.kind_model import KINDS, buckets, kind_chances


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Xã có bao nhiêu hồ sơ trễ hạn?", FIGURE),
        ("Mấy nguyên tắc được nêu?", FIGURE),
        ("Hồ sơ được trả trong bao nhiêu ngày?", TIME),
        ("Báo cáo gửi trước ngày nào?", TIME),
        ("Sở nào chủ trì việc này?", AGENCY),
        ("Which department leads the plan?", AGENCY),
        ("Mấy đơn vị nào được chọn?", AGENCY),
        ("Sở nào báo cáo trước ngày nào?", ""),
        ("Mục tiêu chung là gì?", ""),
    ],
)
def test_the_type_is_told_where_the_asking_words_leave_no_doubt(question: str, asked: str) -> None:
    assert focus_of(fold(question), ()).asked == asked


def test_the_words_beside_the_asking_word_are_those_of_the_subject() -> None:
    focus = focus_of("co quan nao chu tri ap dung iso 9001", ("ap", "dung", "iso", "9001"))
    assert focus.behind == ("ap", "dung", "iso")
    assert focus.chosen == ("co", "quan")
    counted = focus_of("nam 2025 so hoa bao nhieu ho so", ("so", "hoa", "ho"))
    assert counted.counted == ("ho", "so")


def test_the_chances_are_chances_and_tell_plain_questions_apart() -> None:
    for question, kind in (
        ("Cơ quan nào chủ trì kế hoạch này?", "agency"),
        ("Cơ quan nào phối hợp thực hiện?", "coordinating"),
        ("Báo cáo phải gửi trước ngày nào?", "deadline"),
    ):
        chances = kind_chances(question)
        assert sum(chances) == pytest.approx(1.0, abs=1e-5)
        assert KINDS[max(range(len(KINDS)), key=chances.__getitem__)] == kind


def test_figures_and_marks_make_no_other_question() -> None:
    assert (buckets("Điều 5 là gì?") == buckets("dieu 17 la gi?")).all()
    assert len(buckets("")) > 0
