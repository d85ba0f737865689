"""Examples for the reader: a question, a passage, and where in it the answer stands, if it does.

A passage is a stretch of the document's lines. Each question brings the stretch of its evidence and the stretches of
the same document that share most of its words but do not answer; a question without an answer brings only such.
Where the answer is not there word for word (a list, a procedure, prose), the evidence itself is what is to be found.
"""

import json
import math
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.language.fold import fold

LONGEST_PASSAGE = 450  # code points; about 130 pieces of the vocabulary
ANY_KIND = "any"
# Kinds whose answer is a short stretch; of the others the whole evidence is taken.
SHORT = frozenset({"agency", "coordinating", "figure", "deadline", "legal_basis", "target", "product", "budget"})
_NEGATIVES, _NEGATIVES_OF_UNANSWERABLE = 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question of a kind over a passage; `span` is the answer in code points of the passage, None where it has none.

    `id` is the question's; `document` what it must be split by.
    """

    id: str
    document: str
    kind: str
    question: str
    passage: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a text from `start` to `end`."""

    start: int
    end: int
    text: str


def stretches(text: str) -> tuple[Stretch, ...]:
    """The text in runs of whole lines, each at most `LONGEST_PASSAGE` long; a longer line is a run of its own."""
    found: list[Stretch] = []
    start = at = 0
    for line in text.splitlines(keepends=True):
        if at > start and (at + len(line) - start > LONGEST_PASSAGE or not line.strip()):
            found.append(Stretch(start, at, text[start:at]))
            start = at
        at += len(line)
    if at > start:
        found.append(Stretch(start, at, text[start:at]))
    return tuple(item for item in found if item.text.strip())


class Nearest:
    """The stretches of one document by BM25 over folded syllables."""

    def __init__(self, parts: Sequence[Stretch]) -> None:
        self.parts = parts
        self._counts = [Counter(fold(part.text).split()) for part in parts]
        self._mean = sum(map(Counter.total, self._counts)) / max(1, len(parts))
        self._found = Counter(word for count in self._counts for word in count)

    def of(self, question: str) -> list[Stretch]:
        """The stretches, the nearest to the question first."""
        words = set(fold(question).split())
        n = len(self.parts)
        weights = {
            word: math.log(1 + (n - self._found[word] + 0.5) / (self._found[word] + 0.5))
            for word in words
            if word in self._found
        }
        scores = []
        for count in self._counts:
            room = 1.5 * (0.25 + 0.75 * count.total() / self._mean)
            scores.append(
                sum(w * 2.5 * count[word] / (count[word] + room) for word, w in weights.items() if word in count)
            )
        return [self.parts[at] for at in sorted(range(n), key=lambda at: -scores[at])]


def examples(
    questions: Sequence[Mapping[str, Any]], text_of: Callable[[str], str], *, seed: int = 7
) -> Iterator[Example]:
    """The examples of the questions; `text_of` gives the text of a document by its name."""
    chance = random.Random(seed)
    kinds = {str(row["id"]): str(row["type"]) for row in questions}
    near: dict[str, Nearest] = {}
    for row in questions:
        sources = [row["document"]] if "document" in row else [item["source"] for item in row["evidence"]]
        if not sources:
            continue
        source = str(sources[0])
        if source not in near:
            near[source] = Nearest(stretches(text_of(source)))
        kind = str(row["type"])
        kind = kinds.get(str(row.get("twin_of")), ANY_KIND) if kind == "unanswerable" else kind
        gold = [(item["char_start"], item["char_end"]) for item in row["evidence"] if item["source"] == source]

        def one(
            text: str,
            span: tuple[int, int] | None,
            row: Mapping[str, Any] = row,
            kind: str = kind,
            source: str = source,
        ) -> Example:
            return Example(
                id=str(row["id"]), document=source, kind=kind, question=str(row["question"]), passage=text, span=span
            )

        if gold:
            yield from (one(text, span) for text, span in _positives(row, gold, text_of(source), near[source].parts))
        others = [
            part
            for part in near[source].of(str(row["question"]))[:8]
            if not any(part.start < end and start < part.end for start, end in gold)
        ]
        wanted = _NEGATIVES if gold else _NEGATIVES_OF_UNANSWERABLE
        for part in [*others[:1], *chance.sample(others[1:], min(wanted - 1, len(others[1:])))]:
            yield one(part.text, None)


def _positives(
    row: Mapping[str, Any], gold: Sequence[tuple[int, int]], text: str, parts: Sequence[Stretch]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The stretches of the evidence with the answer in each; a short answer is sought inside the evidence first."""
    golds = [str(row["answer"]), *map(str, row["aliases"])]
    for start, end in gold:
        around = [part for part in parts if part.start < end and start < part.end]
        if not around:
            continue
        first, last = around[0].start, around[-1].end
        if last - first > 2 * LONGEST_PASSAGE:
            first, last = max(first, start - 150), min(last, end + 150)
        passage = text[first:last]
        span = None
        if row["type"] in SHORT or len(golds[0]) < 40:
            inner = located(golds, text[start:end])
            span = (inner[0] + start - first, inner[1] + start - first) if inner else located(golds, passage)
        if span is None and row["type"] not in SHORT:
            span = (start - first, end - first)
        if span is not None and span[1] <= len(passage):
            yield passage, span
        if row["need"] != "all":
            return


def located(golds: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where one of the answers stands in the text, case, diacritics and white space aside; the longest that does."""
    flat, places = _flat(text)
    found = None
    for gold in golds:
        bare = _flat(gold)[0].strip(" .;,")
        at = flat.find(bare) if bare else -1
        while at >= 0 and not _is_whole(flat, at, at + len(bare)):
            at = flat.find(bare, at + 1)
        if at >= 0 and (found is None or len(bare) > found[1] - found[0]):
            found = (at, at + len(bare))
    return None if found is None else (places[found[0]], places[found[1] - 1] + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _flat(text: str) -> tuple[str, list[int]]:
    """The folded letters with white space squeezed, and where each stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        base = unicodedata.normalize("NFD", letter.lower())[:1]
        base = "d" if base == "đ" else " " if base.isspace() else base
        if not base or unicodedata.combining(base) or (base == " " and letters and letters[-1] == " "):
            continue
        letters.append(base)
        places.append(at)
    return "".join(letters), places


def general(path: Path) -> Iterator[Example]:
    """The questions of an XQuAD file, each over its own paragraph, and one in three over another of its article."""
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        paragraphs = article["paragraphs"]
        for number, paragraph in enumerate(paragraphs):
            for place, asked in enumerate(paragraph["qas"]):
                given = asked["answers"][0]
                start = given["answer_start"]
                cut = max(0, start - 250)
                pieces: list[tuple[str, tuple[int, int] | None]] = []
                pieces.append(
                    (paragraph["context"][cut : start + 350], (start - cut, start - cut + len(given["text"])))
                )
                if place % 3 == 0 and len(paragraphs) > 1:
                    other = paragraphs[(number + 1) % len(paragraphs)]["context"]
                    pieces.append((other[:LONGEST_PASSAGE], None))
                for passage, span in pieces:
                    yield Example(
                        id=f"xquad-{asked['id']}", document=str(article["title"]), kind=ANY_KIND,
                        question=str(asked["question"]), passage=passage, span=span,
                    )  # fmt: skip
