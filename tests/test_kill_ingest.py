"""A process that is killed while it ingests leaves a store that works, and that the next ingestion completes."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import DECISION, Parc
from tests.portfolios import portfolio_of

ROOT = Path(__file__).parent.parent
DEADLINE_S = 120
POLL_S = 0.02


PLACES = ("Quảng Nam", "Quảng Ngãi", "Bình Định", "Phú Yên", "Khánh Hòa", "Ninh Thuận")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of short plans, one a province: enough for a kill between any two."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, place in enumerate(PLACES):
        text = (
            DECISION.replace("QUẢNG BÌNH", place.upper()).replace("Quảng Bình", place).replace("95%", f"{80 + number}%")
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def documents_in(store: Path) -> int:
    """How many documents a reader of the database sees now; -1 while there is no database."""
    try:
        connection = sqlite3.connect(f"file:{store / 'parc.sqlite'}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return -1
    try:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return -1
    finally:
        connection.close()


def ingest_killed_at(store: Path, given: Path, *, documents: int) -> int:
    """The exit code of an ingestion that is killed as soon as the store shows that many documents."""
    command = [sys.executable, "-m", "parc_search", "ingest", str(given), "--store", str(store)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + DEADLINE_S
    while process.poll() is None and documents_in(store) < documents:
        assert time.monotonic() < deadline, "the ingestion never came this far"
        try:
            process.wait(timeout=POLL_S)
        except subprocess.TimeoutExpired:
            continue  # still at work: look again
    process.kill()
    return process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("documents", [0, 1, 3, len(PLACES)])
def test_a_killed_ingestion_leaves_a_store_that_works(documents: int, parc: Parc, plans: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert ingest_killed_at(store, plans, documents=documents) == -signal.SIGKILL

    left = parc("sources", "--json", "--store", store)
    assert left.code == 0, left.err
    names = {source["source"] for source in json.loads(left.out)}
    assert names <= {path.name for path in plans.iterdir()}
    assert len(names) >= documents
    assert parc("verify", "--store", store).code == 0

    again = parc("ingest", plans, "--store", store)
    assert again.code == 0, again.err
    whole = json.loads(parc("sources", "--json", "--store", store).out)
    assert sorted(source["source"] for source in whole) == sorted(path.name for path in plans.iterdir())
    assert parc("verify", "--store", store).code == 0


@pytest.mark.slow
def test_a_portfolio_killed_between_two_of_its_files_is_completed(parc: Parc, plans: Path, tmp_path: Path) -> None:
    store, portfolio = tmp_path / "store", tmp_path / "hoso.pdf"
    portfolio.write_bytes(portfolio_of([(path.name, path.read_bytes()) for path in sorted(plans.iterdir())]))
    whole = [f"hoso.pdf - {path.name}" for path in sorted(plans.iterdir())]
    assert ingest_killed_at(store, portfolio, documents=2) == -signal.SIGKILL
    assert {source["source"] for source in json.loads(parc("sources", "--json", "--store", store).out)} <= set(whole)
    assert parc("verify", "--store", store).code == 0

    assert parc("ingest", portfolio, "--store", store).code == 0
    sources = json.loads(parc("sources", "--json", "--store", store).out)
    assert sorted(source["source"] for source in sources) == whole
    assert parc("verify", "--store", store).code == 0


@pytest.mark.slow
def test_an_ingestion_killed_over_a_full_store_leaves_its_answers(
    parc: Parc, small_store: Path, plans: Path, tmp_path: Path
) -> None:
    store = shutil.copytree(small_store, tmp_path / "store")
    assert ingest_killed_at(store, plans, documents=3) == -signal.SIGKILL
    assert parc("verify", "--store", store).code == 0
    question = "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?"
    answer = json.loads(parc("ask", question, "--json", "--store", store).out)
    assert (answer["status"], answer["answer"]) == ("answered", "Sở Nội vụ")
