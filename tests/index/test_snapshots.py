"""A cache is swapped in whole: whoever stops on the way leaves the one before in force."""

from pathlib import Path

import pytest

from index import snapshots
from index.snapshots import HEADER, Header


def swapped(folder: Path, revision: int, **documents: str) -> Header:
    beside = snapshots.begin(folder)
    (beside / "data").write_text(str(revision))
    header = Header(format="f.v1", revision=revision, documents=documents, generation=beside.name)
    snapshots.swap(folder, header)
    return header


def test_the_last_swap_is_in_force_and_alone_on_disk(tmp_path: Path) -> None:
    swapped(tmp_path, 1, a="1")
    header = swapped(tmp_path, 2, a="1", b="1")
    assert snapshots.read_header(tmp_path) == header
    assert sorted(path.name for path in tmp_path.iterdir()) == ["generation-2", HEADER]


def test_an_unfinished_generation_changes_nothing_and_is_swept_away_by_the_next(tmp_path: Path) -> None:
    header = swapped(tmp_path, 1)
    (snapshots.begin(tmp_path) / "half").write_text("x")
    assert snapshots.read_header(tmp_path) == header
    swapped(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["generation-3", HEADER]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "f.v1"}', '{"unknown": 1}'])
def test_a_header_that_cannot_be_read_counts_as_none(tmp_path: Path, content: str) -> None:
    swapped(tmp_path, 1)
    (tmp_path / HEADER).write_text(content)
    assert snapshots.read_header(tmp_path) is None


def test_what_to_take_out_and_what_to_add_follows_from_the_stamps() -> None:
    header = Header(format="f.v1", revision=1, documents={"a": "1", "b": "1", "c": "1"}, generation="g")
    assert snapshots.changed(header, {"a": "1", "b": "2", "d": "1"}) == (("b", "c"), ("b", "d"))


def test_only_one_writer_has_its_turn(tmp_path: Path) -> None:
    with snapshots.writing(tmp_path, wait=False) as first, snapshots.writing(tmp_path, wait=False) as second:
        assert (first, second) == (True, False)
    with snapshots.writing(tmp_path, wait=False) as third:
        assert third
