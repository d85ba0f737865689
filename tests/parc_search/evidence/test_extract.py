"""The extract of an answer: what it says, what it carries, and that the checker finds the proof in it."""

import io
import json
from pathlib import Path
from shutil import copytree

import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.store.store import Store
from parc_search.documents.page_records import sha256
from parc_search.evidence import check_proof
from parc_search.evidence.quotes_today import quotes_today
from parc_search.evidence.records import entry_of
from tests.conftest import Parc
from tests.parc_search.evidence.logs import asked as asked_record

QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"


@pytest.fixture
def asked(parc: Parc, small_store: Path, tmp_path: Path) -> Path:
    """A store that a question was put to."""
    copytree(small_store, tmp_path / "store")
    assert parc("ask", QUESTION, "--store", tmp_path / "store").code == 0
    return tmp_path / "store"


def last_answer(parc: Parc, store: Path) -> str:
    return str(json.loads(parc("audit", "show", "--json", "--store", store).out)[-1]["number"])


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_an_extract_says_what_was_recorded_and_holds_its_proof(parc: Parc, asked: Path, tmp_path: Path) -> None:
    number = last_answer(parc, asked)
    file = tmp_path / "extract.pdf"
    ended = parc("audit", "extract", number, "-o", file, "--store", asked)
    assert ended.code == 0, ended.err
    pdf = file.read_bytes()
    words = words_of(pdf)
    for told in (
        f"Trích sao bản ghi số {number} của nhật ký hỏi đáp", QUESTION, "Sở Nội vụ", "ke-hoach.txt, ký tự",
        "kiểm tra cải cách hành chính tại ít nhất 12 cơ quan", "Chưa có ý kiến kiểm toán.", "1/1 trích dẫn được xét",
    ):  # fmt: skip
        assert told in words
    keys = [check_proof.read_key(line) for line in parc("audit", "keys", "--store", asked).out.splitlines()]
    record, index, size = check_proof.check(pdf, keys)
    assert f"Câu hỏi: {QUESTION}" in check_proof.shown(record)
    assert (index, size) == (int(number) - 1, int(number))
    [attached] = PdfReader(io.BytesIO(pdf)).attachments["answer.tlog-proof"]
    assert check_proof.check(attached, keys)[0] == record


def test_a_pdf_whose_proof_was_changed_or_doubled_is_refused(parc: Parc, asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "extract.pdf"
    parc("audit", "extract", last_answer(parc, asked), "-o", file, "--store", asked)
    keys = [check_proof.read_key(line) for line in parc("audit", "keys", "--store", asked).out.splitlines()]
    pdf = file.read_bytes()
    for forged in (pdf.replace(b"\nindex ", b"\nindex 1"), pdf + check_proof.FORMAT, pdf.replace(b"tlog", b"tlag")):
        with pytest.raises(check_proof.Refused):
            check_proof.check(forged, keys)


def test_an_extract_is_made_for_an_archive(parc: Parc, asked: Path, tmp_path: Path) -> None:
    file = tmp_path / "extract.pdf"
    parc("audit", "extract", last_answer(parc, asked), "-o", file, "--store", asked)
    reader = PdfReader(file)
    root = reader.trailer["/Root"]
    assert file.read_bytes().startswith(b"%PDF-1.7\n%")
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B" in root["/Metadata"].get_data()
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert root["/OutputIntents"][0]["/DestOutputProfile"]["/N"] == 3
    assert root["/Lang"] == "vi"
    assert [each["/AFRelationship"] for each in root["/AF"]] == ["/Supplement"]
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_words_that_are_gone_are_told_with_their_hash(parc: Parc, asked: Path, tmp_path: Path) -> None:
    number = last_answer(parc, asked)
    assert parc("remove", "ke-hoach.txt", "--store", asked).code == 0
    file = tmp_path / "extract.pdf"
    assert parc("audit", "extract", number, "-o", file, "--store", asked).code == 0
    words = words_of(file.read_bytes())
    assert "Văn bản không còn trong kho, hoặc chỗ này nay có chữ khác" in words
    assert "kiểm tra cải cách hành chính tại ít nhất 12 cơ quan" not in words


def test_an_extract_needs_a_file_and_the_number_of_an_answer(parc: Parc, asked: Path, tmp_path: Path) -> None:
    ended = parc("audit", "extract", "1", "--store", asked)
    assert (ended.code, ended.err) == (2, "audit extract cần tên tệp PDF: hãy thêm -o FILE.pdf.\n")
    ended = parc("audit", "extract", "99", "-o", tmp_path / "a.pdf", "--store", asked)
    assert ended.code == 2
    assert "không có câu hỏi số 99" in ended.err


def test_a_quote_of_a_pdf_is_shown_on_its_page_marked(parc: Parc, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawString(100, 700, "So Noi vu chu tri kiem tra cong vu")
    canvas.showPage()
    canvas.save()
    assert parc("ingest", tmp_path / "a.pdf", "--store", tmp_path / "store").code == 0
    with Store.open(tmp_path / "store") as store:
        text = store.source_text("a.pdf")
        start, end = text.index("chu tri"), text.index(" cong vu")
        said = json.loads(asked_record(1)) | {
            "quotes": [
                {"source": "a.pdf", "char_start": start, "char_end": end, "sha256": sha256(text[start:end])},
                {"source": "a.pdf", "char_start": start, "char_end": end, "sha256": "0" * 64},
            ]
        }
        store.append_audit(json.dumps(said))
        shown, altered = quotes_today(store, entry_of(store, store.audit_records()[-1].number))
        assert (shown.words, altered.words, altered.picture) == ("chu tri kiem tra", None, None)
        assert shown.picture is not None
        with Image.open(io.BytesIO(shown.picture)) as picture:
            assert (255, 232, 140) in {colour for _, colour in picture.convert("RGB").getcolors(2**24) or ()}
        number = str(store.audit_records()[-1].number)
    file = tmp_path / "extract.pdf"
    assert parc("audit", "extract", number, "-o", file, "--store", tmp_path / "store").code == 0
    assert sum(len(page.images) for page in PdfReader(file).pages) == 1
