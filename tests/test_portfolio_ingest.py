"""A PDF portfolio through the command line: its files are documents like any other, and what is not is named."""

import json
from pathlib import Path

from tests.conftest import DECISION, Parc
from tests.portfolios import pdf_of, portfolio_of

SOME_FAILED = 3
PLAN = DECISION.encode()
PAGED = pdf_of("Quyet dinh phe duyet ke hoach", "Phu luc kem theo")


def sources(parc: Parc, store: Path) -> list[str]:
    return [source["source"] for source in json.loads(parc("sources", "--json", "--store", store).out)]


def test_the_files_of_a_portfolio_are_documents_and_the_others_are_named(parc: Parc, tmp_path: Path) -> None:
    portfolio, store = tmp_path / "hoso.pdf", tmp_path / "store"
    files = [
        ("ke-hoach.txt", PLAN),
        ("quyet-dinh.pdf", PAGED),
        ("du-toan.xlsx", b"PK\x03\x04" + bytes(90)),
        ("r.txt", b" "),
    ]
    portfolio.write_bytes(portfolio_of(files))
    ended = parc("ingest", portfolio, "--store", store, "--json")
    report = json.loads(ended.out)
    assert ended.code == SOME_FAILED
    assert report["added"] == ["hoso.pdf - ke-hoach.txt", "hoso.pdf - quyet-dinh.pdf"]
    assert [failure["path"] for failure in report["failures"]] == [str(portfolio)] * 2
    lines = [line for line in ended.err.splitlines() if line.startswith(f"{portfolio}: Tệp")]
    assert [line.split("'")[1] for line in lines] == ["hoso.pdf - du-toan.xlsx", "hoso.pdf - r.txt"]
    assert parc("show", "hoso.pdf - ke-hoach.txt", "--store", store).out == DECISION
    picture = tmp_path / "trang.png"
    shown = parc("show", "hoso.pdf - quyet-dinh.pdf", "--page", "2", "--image", picture, "--store", store)
    assert shown.code == 0, shown.err
    assert picture.exists()
    assert parc("verify", "--store", store).code == 0


def test_a_portfolio_is_taken_in_again_document_by_document(parc: Parc, tmp_path: Path) -> None:
    portfolio, store = tmp_path / "hoso.pdf", tmp_path / "store"
    portfolio.write_bytes(portfolio_of([("a.txt", PLAN), ("b.pdf", PAGED)]))
    whole = ["hoso.pdf - a.txt", "hoso.pdf - b.pdf"]
    assert parc("ingest", portfolio, "--store", store).code == 0
    assert sources(parc, store) == whole

    again = json.loads(parc("ingest", portfolio, "--store", store, "--json").out)
    assert (again["added"], again["unchanged"]) == ([], whole)

    assert parc("remove", "hoso.pdf - a.txt", "--store", store).code == 0
    assert sources(parc, store) == whole[1:]
    assert json.loads(parc("ingest", portfolio, "--store", store, "--json").out)["added"] == whole[:1]

    portfolio.write_bytes(portfolio_of([("a.txt", PLAN + b"- Th\xc3\xaam.\n"), ("b.pdf", PAGED)]))
    changed = json.loads(parc("ingest", portfolio, "--store", store, "--json").out)
    assert (changed["added"], changed["unchanged"]) == (whole[:1], whole[1:])
    assert sources(parc, store) == whole
