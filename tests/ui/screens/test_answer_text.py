"""An answer as it is pasted into a letter."""

from datetime import date

from ingest.documents import Metadata, Span
from parc_search.results import Answer, Citation, ComparisonSide, Interpretation
from parc_search.ui.screens.answer_view import answer_as_text

CITATION = Citation(
    n=1,
    source="002.txt",
    span=Span(start=0, end=9),
    quote_raw="So Noi vu\nchu tri",
    quote="Sở Nội vụ\nchủ trì",
    metadata=Metadata(
        title="Kế hoạch cải cách hành chính", number="3044/QĐ-UBND", signed_on=date(2023, 12, 2), issuer="UBND tỉnh"
    ),
    path=("III. Tổ chức thực hiện", "1. Sở Nội vụ"),
    page=4,
    line_start=1200,
    line_end=1201,
    read_quality=0.4,
)


def test_an_answer_is_written_with_its_document_place_and_both_readings() -> None:
    answer = Answer(
        id=None,
        question="so nao chu tri?",
        status="answered",
        kind="agency",
        interpretation=Interpretation(question="Sở nào chủ trì?"),
        answer="Sở Nội vụ",
        sentence="Theo Kế hoạch, cơ quan chủ trì là Sở Nội vụ.",
        citations=(CITATION,),
    )
    assert answer_as_text(answer) == (
        "Câu hỏi: so nao chu tri?\n"
        "Trả lời: Sở Nội vụ\n"
        "Theo Kế hoạch, cơ quan chủ trì là Sở Nội vụ.\n"
        "\n"
        "[1] Kế hoạch cải cách hành chính, số 3044/QĐ-UBND, ngày 02/12/2023, UBND tỉnh\n"
        "    Trang 4, dòng 1.200–1.201, tệp 002.txt\n"
        "    III. Tổ chức thực hiện › 1. Sở Nội vụ\n"
        "    “Sở Nội vụ chủ trì”\n"
        "    Nguyên văn trong tệp, chưa phục hồi: “So Noi vu chu tri”\n"
    )


def test_a_refusal_is_written_with_its_reason() -> None:
    answer = Answer(
        id=None,
        question="?",
        status="not_found",
        kind="target",
        interpretation=Interpretation(question="?"),
        reason="Các tài liệu không nêu.",
    )
    assert answer_as_text(answer) == (
        "Câu hỏi: ?\nChưa có câu trả lời trong các văn bản đã nạp\nLý do: Các tài liệu không nêu.\n"
    )


def test_a_comparison_says_which_side_is_higher() -> None:
    answer = Answer(
        id=None, question="?", status="answered", kind="compare", interpretation=Interpretation(question="?"),
        answer="Huế: 50%; Quảng Trị: 80%", sentence="So sánh: …",
        sides=(ComparisonSide(name="Huế", value="50%"), ComparisonSide(name="Quảng Trị", value="80%")),
    )  # fmt: skip
    assert answer_as_text(answer).splitlines()[1:3] == [
        "Trả lời: Huế: 50%; Quảng Trị: 80%",
        "Quảng Trị cao hơn Huế: 80% so với 50%, chênh 30 điểm phần trăm.",
    ]
