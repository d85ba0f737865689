import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.processes.sandbox import Stopped, guarded


def squares(most: int) -> Iterator[int]:
    for number in range(most):
        yield number * number


def process_number() -> Iterator[int]:
    yield os.getpid()


def no_end() -> Iterator[int]:
    yield 1
    for _ in count():
        pass


def all_memory() -> Iterator[int]:
    yield len(bytearray(3_000_000_000))


def death() -> Iterator[int]:
    yield 1
    os.abort()


def refusal() -> Iterator[int]:
    yield 1
    raise UnreadableFile("tệp số 1")


def test_items_come_in_order_and_nothing_after_them() -> None:
    assert list(guarded(squares, 4)) == [0, 1, 4, 9]


def test_calls_share_one_process_that_is_not_this_one() -> None:
    first, second = list(guarded(process_number)), list(guarded(process_number))
    assert first == second
    assert first != [os.getpid()]


def test_a_call_without_end_is_stopped() -> None:
    assert list(guarded(no_end, patience_s=5)) == [1, Stopped(too_slow=True)]


def test_a_call_that_kills_its_process_is_told_and_the_next_one_works() -> None:
    assert list(guarded(death)) == [1, Stopped(too_slow=False)]
    assert list(guarded(squares, 2)) == [0, 1]


def test_a_call_gets_no_more_than_its_share_of_memory() -> None:
    with pytest.raises(MemoryError):
        list(guarded(all_memory))


def test_an_error_is_raised_after_the_items_before_it() -> None:
    items = guarded(refusal)
    assert next(items) == 1
    with pytest.raises(UnreadableFile, match="tệp số 1"):
        next(items)


def test_a_call_that_is_left_in_the_middle_answers_no_later_one() -> None:
    items = guarded(squares, 4)
    assert next(items) == 0
    items.close()
    assert list(guarded(squares, 2)) == [0, 1]


def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    parent = os.fork()
    if parent == 0:
        (tmp_path / "helper").write_text(str(next(guarded(process_number))))
        os._exit(0)
    os.waitpid(parent, 0)
    helper = Path("/proc") / (tmp_path / "helper").read_text()
    deadline = time.monotonic() + 20
    while helper.exists() and time.monotonic() < deadline:
        os.sched_yield()
    assert not helper.exists() or (helper / "stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
