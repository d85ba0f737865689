import os
import signal
import time
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.pipeline import ingest_paths
from ingest.processes.sandbox import Stopped
from ingest.processes.worker_pool import in_processes
from ingest.repaired_text import RepairedText


def squared(number: int) -> int:
    return number * number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse(number: int) -> int:
    raise UnreadableFile(f"tệp số {number}")


class NoRepair:
    """A repairer that finds nothing to repair."""

    def repair(self, text: str) -> RepairedText:
        return RepairedText(text)


def test_results_come_in_the_order_of_the_jobs() -> None:
    assert list(in_processes(squared, range(9), workers=2, size=squared)) == [0, 1, 4, 9, 16, 25, 36, 49, 64]


def test_a_worker_that_is_killed_costs_its_own_job_only() -> None:
    results = list(in_processes(die_at_three, [3, 4, 5, 6], workers=1, size=squared))
    assert results == [Stopped(too_slow=False), 4, 5, 6]


def test_an_error_is_raised_at_the_turn_of_its_job() -> None:
    with pytest.raises(UnreadableFile, match="tệp số 1"):
        list(in_processes(refuse, [1, 2], workers=2, size=squared))


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    parent = os.fork()
    if parent == 0:
        for worker in in_processes(process_number, [1, 2], workers=1, size=squared):
            (tmp_path / "worker.part").write_text(str(worker))
            (tmp_path / "worker.part").rename(tmp_path / "worker")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(parent, 0)
    worker = int((tmp_path / "worker").read_text())
    deadline = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and state_of(worker) != "Z" and time.monotonic() < deadline:
        os.sched_yield()
    assert not Path(f"/proc/{worker}").exists() or state_of(worker) == "Z"


def process_number(_: int) -> int:
    return os.getpid()


def state_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "Z"


def test_two_workers_give_what_one_gives(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        text = f"KẾ HOẠCH\nCải cách hành chính tỉnh {name}\n\nI. MỤC TIÊU\n- 100% hồ sơ đúng hạn.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "empty too.txt").write_bytes(b"")
    assert list(ingest_paths([tmp_path], NoRepair(), workers=2)) == list(ingest_paths([tmp_path], NoRepair()))
