"""A process killed at any step of a change leaves the old state or the new one, and the caches heal."""

import multiprocessing
import shutil
import signal
from pathlib import Path

import pytest

from index.build import Index
from index.check import check
from index.store.store import Store
from tests.index.hashing import HashingEncoder
from tests.index.killing import FIRST, STATES, change
from tests.index.made import plain_item

KILLS = 40  # spread evenly over the steps of the change


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.index.killing"])
    return context


@pytest.mark.slow
def test_a_kill_at_any_step_leaves_a_whole_state_and_the_caches_heal(
    tmp_path: Path, processes: multiprocessing.context.ForkServerContext
) -> None:
    first = tmp_path / "first"
    with Index.open(first, HashingEncoder()) as index:
        index.put([plain_item(text, source) for source, text in FIRST.items()])
    steps = _steps_of_a_whole_change(first, tmp_path / "whole", processes)
    seen = set()
    for number in range(KILLS):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(first, folder)
        killed = processes.Process(target=change, args=(folder, 1 + number * steps // KILLS))
        killed.start()
        killed.join(60)
        assert killed.exitcode == -signal.SIGKILL
        with Store.open(folder) as store:
            held = {found.source: store.source_text(found.source) for found in store.sources()}
            assert held in STATES
            seen.add(STATES.index(held))
        with Index.open(folder, HashingEncoder()) as index:
            assert check(index.store) == []
            _assert_found(index, held)
        shutil.rmtree(folder)
    assert seen == {0, 1, 2, 3}


def test_a_change_that_was_killed_can_be_made_again(
    tmp_path: Path, processes: multiprocessing.context.ForkServerContext
) -> None:
    folder = tmp_path / "store"
    with Index.open(folder, HashingEncoder()) as index:
        index.put([plain_item(text, source) for source, text in FIRST.items()])
    killed = processes.Process(target=change, args=(folder, 300))
    killed.start()
    killed.join(60)
    change(folder, 0)
    with Index.open(folder, HashingEncoder()) as index:
        assert check(index.store) == []
        _assert_found(index, STATES[-1])


def _steps_of_a_whole_change(first: Path, folder: Path, processes: multiprocessing.context.ForkServerContext) -> int:
    shutil.copytree(first, folder)
    counted = processes.Value("i", 0)
    whole = processes.Process(target=change, args=(folder, 0, counted))
    whole.start()
    whole.join(60)
    assert whole.exitcode == 0
    steps: int = counted.value
    return steps


def _assert_found(index: Index, held: dict[str, str]) -> None:
    """Every text of any state is found by its words if the store holds it, and not if not."""
    for source, text in {(source, text) for state in STATES for source, text in state.items()}:
        expected = [source] if held.get(source) == text else []
        hits = index.store.passages_by_id(identifier for identifier, _ in index.search_lexical(text, 5)).values()
        assert [passage.source for passage in hits if passage.text == text] == expected
    dense = index.store.passages_by_id(identifier for identifier, _ in index.search_dense("một", 10))
    assert sorted(passage.source for passage in dense.values()) == sorted(held)
