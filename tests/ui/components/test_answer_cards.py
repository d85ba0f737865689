"""The answer in one glance: fields, names of today, sides of a comparison."""

from datetime import date

from ingest.documents import Metadata, Span, Task
from parc_search.results import Answer, Citation, ComparisonSide, Interpretation
from parc_search.ui.components.answer_cards import answer_panel, fields_beside

PLAN = Metadata(title="Kế hoạch <b>A</b>", number="1/KH-UBND", signed_on=date(2023, 12, 22))


def cited(n: int = 1) -> Citation:
    return Citation(
        n=n, source="a.txt", span=Span(start=0, end=5), quote_raw="", quote="", metadata=PLAN, path=(), page=None,
        line_start=1, line_end=1, read_quality=1.0,
    )  # fmt: skip


def answer(kind: str, said: str, **fields: object) -> Answer:
    given: dict[str, object] = {
        "id": None, "question": "?", "status": "answered", "kind": kind, "answer": said, "sentence": "Câu trả lời.",
        "interpretation": Interpretation(question="?"), "confidence": 0.9, "citations": (cited(),),
    }  # fmt: skip
    return Answer(**{**given, **fields})  # type: ignore[arg-type]


TASK = Task(
    id="t", source="a.txt", part="body", group="1", task="Xây dựng\ncổng dữ liệu", task_span=Span(start=0, end=5),
    lead=("Sở Thông tin và Truyền thông",), coordinate=("Sở Nội vụ", "Sở Tài chính"), deadline="Quý IV/2024",
    product="Quyết định", confidence=0.9,
)  # fmt: skip


def test_the_row_behind_the_answer_stands_beside_it_as_labelled_fields() -> None:
    assert fields_beside(answer("agency", "Sở Thông tin và Truyền thông"), TASK) == [
        ("Nhiệm vụ", "Xây dựng cổng dữ liệu"),
        ("Phối hợp", "Sở Nội vụ; Sở Tài chính"),
        ("Thời hạn", "Quý IV/2024"),
        ("Sản phẩm", "Quyết định"),
        ("Theo văn bản", "1/KH-UBND, 22/12/2023"),
        ("Độ tin cậy", "Cao (90%)"),
    ]


def test_an_agency_that_was_merged_later_is_named_as_it_is_today_with_the_source() -> None:
    shown = answer_panel(answer("agency", "Sở Thông tin và Truyền thông"))
    assert '<span class="today">nay là Sở Khoa học và Công nghệ</span>' in shown
    assert "từ 01/03/2025, theo Nghị định số 45/2025/NĐ-CP" in shown
    fields = dict(fields_beside(answer("deadline", "Quý IV/2024"), TASK))
    assert fields["Chủ trì"] == "Sở Thông tin và Truyền thông (nay là Sở Khoa học và Công nghệ)"


def test_an_agency_that_stays_or_a_later_document_says_nothing_of_today() -> None:
    assert "nay là" not in answer_panel(answer("agency", "Sở Y tế"))
    later = Metadata(title="Kế hoạch", signed_on=date(2025, 6, 1))
    citation = Citation(
        n=1, source="a.txt", span=Span(start=0, end=5), quote_raw="", quote="", metadata=later, path=(), page=None,
        line_start=1, line_end=1, read_quality=1.0,
    )  # fmt: skip
    after = answer("agency", "Sở Thông tin và Truyền thông", citations=(citation,))
    assert "nay là" not in answer_panel(after)


def test_sides_stand_beside_each_other_each_with_its_document_and_a_silent_one_says_so() -> None:
    sides = (
        ComparisonSide(name="Huế <2024>", value="ít nhất 50%", citation_n=1),
        ComparisonSide(name="Quảng Trị 2022"),
    )
    shown = answer_panel(answer("compare", "…", sides=sides))
    assert shown.count('<div class="side">') == 2
    assert "<h3>Huế &lt;2024&gt;</h3>" in shown
    assert "Kế hoạch &lt;b&gt;A&lt;/b&gt;" in shown
    assert '<div class="value long none">không nêu</div>' in shown
    assert "nêu như nhau" not in shown
    same = (ComparisonSide(name="A", value="50%", citation_n=1), ComparisonSide(name="B", value="50%"))
    assert "nêu như nhau" in answer_panel(answer("compare", "…", sides=same))
