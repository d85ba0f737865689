"""The five sample documents, cut at their blank lines: stored, checked and searched as a whole."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Index
from index.check import check
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item

CORPUS = Path(__file__).parents[2] / "eval" / "corpus"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("store"), HashingEncoder()) as opened:
        opened.put(plain_item(path.read_bytes().decode(), path.name) for path in sorted(CORPUS.glob("*.txt")))
        yield opened


def test_the_corpus_fits_together(index: Index) -> None:
    assert check(index.store) == []
    for stored in index.store.sources():
        assert index.store.source_text(stored.source) == (CORPUS / stored.source).read_bytes().decode()


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        ("so khoa hoc va cong nghe iso 9001", "002_f8e8494414b91d6f.txt", "ISO 9001"),
        ("2243/QĐ-UBND ngày 10 tháng 9 năm 2021", "000_72ccafa25c81fd02.txt", "sa2243/QD-UBND"),
        ("45-NQ/TW", "003_851f8fa5d7079beb.txt", "45-\nNQ/TW"),
    ],
)
def test_what_a_scan_left_whole_is_found_in_it(index: Index, question: str, source: str, words: str) -> None:
    hits = index.search_lexical(question, 3, [source])
    found = index.store.passages_by_id(identifier for identifier, _ in hits)
    assert any(words in passage.text for passage in found.values())


def test_a_cold_open_with_a_word_search_takes_under_a_third_of_a_second_of_work(index: Index) -> None:
    code = (
        "import sys, time, json, pathlib\n"
        "from tests.index.hashing import HashingEncoder\n"
        "from index.build import Index\n"
        "started = time.process_time()\n"
        "with Index.open(pathlib.Path(sys.argv[1]), HashingEncoder()) as index:\n"
        "    hits = index.search_lexical('chủ trì', 5)\n"
        "print(json.dumps([len(hits), time.process_time() - started]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(index.store.folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=CORPUS.parents[1],
    )
    hits, seconds = json.loads(done.stdout)
    assert hits == 5
    assert seconds < 0.3
