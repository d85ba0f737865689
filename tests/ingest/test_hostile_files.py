"""A few of the hostile files that `python -m eval hostile` takes in by the thousand."""

from pathlib import Path

from eval.benchmarks.hostile_files import HostileFile, hostile_files, take_in_all
from ingest.repaired_text import RepairedText


class NoRepair:
    """A repairer that finds nothing to repair."""

    def repair(self, text: str) -> RepairedText:
        return RepairedText(text)


def test_a_seed_makes_the_same_files_and_another_one_others() -> None:
    kinds = ("text", "rich-text", "old-word", "picture", "bytes")
    first, again, other = (list(hostile_files(5, seed=seed, kinds=kinds)) for seed in (1, 1, 2))
    assert first == again
    assert all(isinstance(file, HostileFile) for file in other)
    assert [file.content for file in first] != [file.content for file in other]
    assert [Path(file.name).suffix for file in first[:3]] == [".txt", ".rtf", ".doc"]


def test_h2_hostile_files_of_every_format_are_read_or_named_and_the_good_one_among_them_is_read() -> None:
    taken = list(take_in_all(13, seed=3, repairer=NoRepair()))
    assert len(taken) == 14
    assert [(item.name, item.fault) for item in taken if item.fault] == []
    assert taken[-1].outcome == "read"
