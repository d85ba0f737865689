"""Which attribute of which document a question asks for; numbers of documents; what is said to the program."""

from datetime import date

import pytest

from ingest.documents import Metadata
from parc_search.question.attributes import asked_attribute
from parc_search.question.catalogue import Catalogue, CatalogueEntry
from parc_search.question.language import reply_to_talk
from parc_search.question.named_documents import named_documents
from parc_search.question.years import years_in

PLAN = Metadata(
    title="Kế hoạch số hóa hồ sơ lưu trữ năm 2025",
    kind="Kế hoạch",
    number="252/KH-UBND",
    signed_on=date(2025, 1, 12),
    issuer="UBND tỉnh Lâm Bình",
    place=("Lâm Bình",),
    years=(2025, 2025),
)
DECREE = Metadata(
    title="Nghị định quy định về con dấu",
    kind="Nghị định",
    number="25/2031/NĐ-CP",
    signed_on=date(2031, 2, 21),
    issuer="Chính phủ",
)
CATALOGUE = Catalogue(
    entries=(CatalogueEntry(source="plan.txt", metadata=PLAN), CatalogueEntry(source="decree.txt", metadata=DECREE))
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Kế hoạch số 252/KH-UBND ban hành ngày nào?", ("signed_on", ("plan.txt",))),
        ("ngày ban hành kế hoạch 252 Lâm Bình", ("signed_on", ("plan.txt",))),
        ("ke hoach 252/kh-ubnd do co quan nao ban hanh", ("issuer", ("plan.txt",))),
        ("kế hoạch 252 ai ký vậy?", ("signer", ("plan.txt",))),
        ("Who signed Decree 25/2031?", ("signer", ("decree.txt",))),
        ("nđ 25/2031 có hiệu lực từ ngày nào", ("effective_from", ("decree.txt",))),
        ("Nghị định 25/2031/NĐ-CP thay thế nghị định nào?", ("replaces", ("decree.txt",))),
        ("Những nghị định nào hết hiệu lực khi Nghị định 25/2031 có hiệu lực?", ("replaces", ("decree.txt",))),
        ("văn bản nào thay thế Nghị định 9/2010/NĐ-CP", ("replaced_by", ())),
        ("Kế hoạch số hóa hồ sơ lưu trữ của Lâm Bình năm 2025 ban hành khi nào?", ("signed_on", ("plan.txt",))),
        ("Trong kho có những nghị định nào?", ("documents", ("decree.txt",))),
        ("Theo Kế hoạch 252/KH-UBND, cơ quan nào ban hành quy chế quản lý kho?", None),
        ("Theo Kế hoạch 252, báo cáo kết quả trước ngày nào?", None),
        ("Năm 2025 số hóa bao nhiêu hồ sơ?", None),
    ],
)
def test_an_attribute_is_asked_only_where_nothing_else_is(
    question: str, found: tuple[str, tuple[str, ...]] | None
) -> None:
    places = tuple(dict.fromkeys(place for place, _, _ in CATALOGUE.places_in(question)))
    asked = asked_attribute(
        question,
        CATALOGUE,
        named=named_documents(question, CATALOGUE, places),
        places=places,
        mentions=years_in(question),
        is_foreign=False,
    )
    assert (None if asked is None else (asked.name, asked.sources)) == found


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Theo kế hoạch 252 Lâm Bình", [("252", ("plan.txt",))]),
        ("quyết định 252/QĐ-UBND", [("252/QĐ-UBND", ())]),
        ("nghị định 25/2030 nói gì", [("25/2030", ())]),
        ("nghị định 25 nói gì", [("25", ("decree.txt",))]),
        ("kế hoạch 5 năm", []),
        ("trong 252 ngày", []),
    ],
)
def test_half_a_number_names_a_document_that_is_there(
    question: str, numbers: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(named.number, named.sources) for named in named_documents(question, CATALOGUE, ())] == numbers


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        ("Xin chào!", "Xin chào!"),
        ("phần mềm này dùng thế nào?", "Đây là hệ thống"),
        ("cảm ơn nhiều nhé", "Cảm ơn bạn."),
        ("TTHC là gì?", "“TTHC” là viết tắt của “thủ tục hành chính”."),
        ("đồ ngu", "Rất tiếc"),
    ],
)
def test_what_is_said_to_the_program_gets_a_reason_that_helps(said: str, opens: str) -> None:
    reply = reply_to_talk(said)
    assert reply is not None
    assert reply.startswith(opens)


@pytest.mark.parametrize(
    "question",
    ["Mục tiêu là gì?", "Hệ thống một cửa dùng thế nào cho cấp xã?", "Ai giúp người dân nộp hồ sơ?", "XYZW là gì?"],
)
def test_what_is_asked_of_documents_is_no_talk(question: str) -> None:
    assert reply_to_talk(question) is None
