"""How long the documents of the lexical index are, kept beside it: tantivy tells it of all passages together alone."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LENGTHS_FILE = "lengths.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """How long a document is: its passages, and the words of each text field in all of them together."""

    passages: int
    words: Mapping[str, int]


def read_lengths(folder: Path) -> dict[str, Lengths]:
    """The lengths of the documents of a generation, by source.

    Raises:
        ValueError: the file is not as it was written.
    """
    try:
        said = json.loads((folder / LENGTHS_FILE).read_text(encoding="utf-8"))
        return {
            str(source): Lengths(passages=int(count), words={str(name): int(all) for name, all in words.items()})
            for source, (count, words) in said.items()
        }
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{LENGTHS_FILE} has another form") from error


def write_lengths(folder: Path, lengths: Mapping[str, Lengths]) -> None:
    """Writes them into the folder of a generation."""
    packed = {source: (own.passages, dict(own.words)) for source, own in sorted(lengths.items())}
    (folder / LENGTHS_FILE).write_text(json.dumps(packed, ensure_ascii=False), encoding="utf-8")


def mean_lengths(lengths: Iterable[Lengths]) -> tuple[int, dict[str, float]]:
    """How many passages the documents have together, and how many words of each field a passage has on average."""
    count, words = 0, Counter[str]()
    for own in lengths:
        count += own.passages
        words.update(own.words)
    return count, {field: total / max(1, count) for field, total in words.items()}
