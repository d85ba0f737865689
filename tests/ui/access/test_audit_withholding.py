"""An auditor reads no restricted document through the record of questions: H6 of the security audit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from parc_search.access import Person
from parc_search.documents.page_records import PageRecord
from parc_search.evidence.records import Entry
from parc_search.search import ParcSearch
from parc_search.settings import Settings
from parc_search.ui import messages
from parc_search.ui.access.audit_withholding import WITHHELD, Sight, shown_entries
from parc_search.ui.components.audit_rows import AuditFilter, page_line, table_cells, withheld_fields
from tests.conftest import DECISION
from tests.ui.components.test_audit_rows import SHA, entry

AUDITOR = Person(address="kiemtoan@tinh.gov.vn", roles=frozenset({"auditor"}), groups=frozenset({"tai-chinh"}))
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"


def sight(*visible: str, there: tuple[str, ...] = ("a.txt", "mat.txt"), groups: str = "tai-chinh") -> Sight:
    return Sight(groups=frozenset({groups}), there=frozenset(there), visible=frozenset(visible))


def of(source: str, **said: object) -> Entry:
    quote = {"source": source, "char_start": 0, "char_end": 9, "sha256": SHA}
    review = {"decision": "objected", "note": "Mật.", "at": "2026-03-06T02:03:04.000+00:00"}
    return entry(review, quotes=[quote], by="vanthu@tinh.gov.vn", reason="Các địa phương: Huế.", **said)


def test_h6_of_a_document_he_may_not_read_number_time_and_hash_are_left() -> None:
    told = of("mat.txt", question="Câu mật?", understood="Câu mật?", answer="Trả lời mật")
    (hidden,) = shown_entries([told], sight("a.txt"))
    assert (hidden.number, hidden.hash, hidden.asked_at, hidden.kind) == (
        told.number,
        told.hash,
        told.asked_at,
        WITHHELD,
    )
    assert set(table_cells(hidden, {}).values()) == {
        "7",
        messages.AUDIT_WITHHELD,
        messages.UNKNOWN,
        "",
        table_cells(told, {})[messages.AUDIT_TIME],
    }
    assert [value for _, value in withheld_fields(hidden)][1] == told.hash
    said = repr(hidden)
    for secret in ("mật", "Mật", "vanthu", "mat.txt", "Huế", SHA, "objected"):
        assert secret not in said, secret


def test_h6_one_hidden_document_of_several_withholds_the_entry_wherever_it_is_named() -> None:
    quotes = [{"source": source, "char_start": 0, "char_end": 9, "sha256": SHA} for source in ("a.txt", "mat.txt")]
    scope = {"place": [], "years": [], "sources": ["mat.txt"]}
    for told in (entry(quotes=quotes), of("a.txt", scope=scope), of("a.txt", correction={"sources": ["mat.txt"]})):
        assert shown_entries([told], sight("a.txt"))[0].kind == WITHHELD
        assert shown_entries([told], sight("a.txt", "mat.txt")) == (told,)


def test_h6_who_may_read_everything_sees_everything() -> None:
    told = [of("mat.txt"), of("bi-xoa.txt")]
    everything = Sight(groups=None, there=frozenset({"mat.txt"}), visible=frozenset({"mat.txt"}))
    assert shown_entries(told, everything) == tuple(told)


def test_h6_a_document_that_is_gone_stays_closed_to_those_it_was_closed_to() -> None:
    gone = of("bi-xoa.txt", kept_for={"bi-xoa.txt": ["noi-vu"]})
    assert shown_entries([gone], sight("a.txt", "mat.txt"))[0].kind == WITHHELD
    assert shown_entries([gone], sight("a.txt", "mat.txt", groups="noi-vu")) == (gone,)
    free = of("bi-xoa.txt", kept_for={})
    assert shown_entries([free], sight("a.txt", "mat.txt")) == (free,)
    for untold in (of("bi-xoa.txt"), of("bi-xoa.txt", kept_for="?"), of("bi-xoa.txt", kept_for={"bi-xoa.txt": "x"})):
        assert shown_entries([untold], sight("a.txt", "mat.txt"))[0].kind == WITHHELD


def test_h6_the_reason_of_a_refusal_tells_no_place_of_a_hidden_document() -> None:
    refused = entry(status="not_found", answer=None, reason="Các địa phương có tài liệu: Huế.", quotes=[])
    assert shown_entries([refused], sight("a.txt"))[0].reason is None
    assert shown_entries([refused], sight("a.txt", "mat.txt")) == (refused,)


def test_h6_no_filter_tells_what_is_withheld() -> None:
    (hidden,) = shown_entries([of("mat.txt")], sight("a.txt"))
    assert AuditFilter().keeps(hidden)
    for chosen in (
        AuditFilter(wanted="Sở"), AuditFilter(status="answered"), AuditFilter(status="not_found"),
        AuditFilter(state="objected"), AuditFilter(state="open"),
    ):  # fmt: skip
        assert not chosen.keeps(hidden)


def test_h6_a_page_that_was_read_again_names_its_document_to_whom_may_read_it() -> None:
    record = PageRecord(
        number=4, source="mat.txt", page_no=2, outcome="better", by="vanthu@tinh.gov.vn",
        at="2026-03-06T02:03:04.000+00:00", content_hash="", start=0, was_chars=1, now_chars=1, was_sha256="",
        now_sha256="", was_quality=0.4, now_quality=0.9,
    )  # fmt: skip
    hidden = page_line(record, sight("a.txt"))
    assert hidden.startswith("Dòng 4, ")
    assert "mat.txt" not in hidden
    assert "vanthu" not in hidden
    assert "mat.txt" in page_line(record, sight("a.txt", "mat.txt"))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A store whose one document is kept for noi-vu, and in which its manager asked about it and about nothing."""
    document = tmp_path / "ke-hoach.txt"
    document.write_text(DECISION, encoding="utf-8")
    with ParcSearch.open(settings=Settings(store=tmp_path / "store")) as parc:
        parc.ingest([document])
        parc.store.restrict("ke-hoach.txt", ["noi-vu"])
        parc.index.refresh()
        assert parc.ask(QUESTION, by="vanthu@tinh.gov.vn").answer == "Sở Nội vụ"
        parc.ask("Giá vàng hôm nay bao nhiêu?", by="vanthu@tinh.gov.vn")
    yield tmp_path / "store"


def screen(parc: "ParcSearch", person: "Person") -> None:
    from parc_search.ui.screens import audit

    audit.render(parc, person)


def shown(folder: Path, person: Person) -> tuple[str, AppTest]:
    with ParcSearch.open(settings=Settings(store=folder)) as parc:
        app = AppTest.from_function(screen, kwargs={"parc": parc, "person": person}, default_timeout=60).run()
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html")), app


def test_h6_the_screen_shows_the_row_and_checks_the_chain_and_tells_nothing_of_the_document(folder: Path) -> None:
    said, app = shown(folder, AUDITOR)
    assert "vừa kiểm lại 2 dòng" in said
    table = app.dataframe[0].value
    assert table[messages.AUDIT_NUMBER].tolist() == ["2", "1"]
    assert table[messages.TEXT_QUESTION].tolist() == ["Giá vàng hôm nay bao nhiêu?", messages.AUDIT_WITHHELD]
    for secret in ("Sở Nội vụ", "ke-hoach.txt", "Quảng Bình"):
        assert secret not in said + table.to_csv(), secret


def test_h6_a_removed_document_stays_hidden_and_its_record_says_for_whom_it_was_kept(folder: Path) -> None:
    with ParcSearch.open(settings=Settings(store=folder)) as parc:
        record = json.loads(parc.store.audit_records()[0].record)
        parc.remove("ke-hoach.txt")
    assert record["kept_for"] == {"ke-hoach.txt": ["noi-vu"]}
    said, app = shown(folder, AUDITOR)
    assert app.dataframe[0].value[messages.TEXT_QUESTION].tolist()[1] == messages.AUDIT_WITHHELD
    assert "ke-hoach.txt" not in said  # nor do the flags of quotes that are gone name it
    said, app = shown(folder, Person(roles=frozenset({"auditor"}), groups=frozenset({"noi-vu"})))
    assert app.dataframe[0].value[messages.TEXT_QUESTION].tolist()[1] == QUESTION
    assert "ke-hoach.txt" in said
