"""Batches of questions with their passages, each batch made of neighbours, so that its other passages are hard ones.

A batch is a few clusters: a question's passage, the passages that BM25 brings for it, and at times those that the
model itself brings; each with a question of its own. In-batch negatives are then hard negatives at no further cost.
Source: Karpukhin et al. 2020, Dense Passage Retrieval, section 3.2 (in-batch and BM25 negatives).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tantivy

from index.lexical import syllables, unique
from index.training.noise import Spoiler
from index.training.questions import Asker
from index.training.scopes import Scope, scopes
from index.training.texts import TrainingPassage

_CLUSTER = 8
_NEAREST = 40
_QUERY_WORDS = 24
_RANDOM_SHARE = 0.12  # of clusters are drawn at random: what is easy must stay easy
_MINED_SHARE = 0.25  # are of passages that the model itself takes for near, once it has been asked
_SCOPED_SHARE = 0.4  # of clusters: the same passage stands under the titles of several places and years
_BROKEN_SHARE = 0.4
_FOLDED_SHARE = 0.15
_MISTYPED_SHARE = 0.08
_LOWER_SHARE = 0.4
_LOOSE_SHARE = 0.3  # of questions lose a word here and there, or put its second half first: nobody asks word for word
_LOST_WORDS = 0.15
_NAMED_SHARE = 0.7  # of passages stand under their document's name
_HEADED_SHARE = 0.4  # and so many under the title of their article
_SAME = 0.6  # of the words of the smaller passage: two such passages are no negatives of each other


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the passage that answers it, as they are typed and scanned, and both as they were at first.

    `words` are the passage's words, to tell near copies; `scope` is what a double of the passage differs in.
    """

    question: str
    passage: str
    clean_question: str
    clean_passage: str
    words: frozenset[str]
    scope: Scope | None


class PairMaker:
    """Makes batches without end; the same seed makes the same ones."""

    def __init__(self, passages: Sequence[TrainingPassage], spoiler: Spoiler, *, seed: int) -> None:
        self._passages = passages
        self._random = random.Random(seed)
        self._asker = Asker(seed=seed)
        self._spoiler = spoiler
        self._nearest = _bm25(passages)
        self.mined: dict[int, list[int]] = {}
        """By passage, those that the model takes for near it; filled in while training goes on."""

    def batch(self, size: int) -> list[Pair]:
        """The next batch."""
        pairs: list[Pair] = []
        while len(pairs) < size:
            draw = self._random.random()
            anchor = self._random.randrange(len(self._passages))
            if draw < _RANDOM_SHARE:
                near = [self._random.randrange(len(self._passages)) for _ in range(_CLUSTER)]
            elif draw < _RANDOM_SHARE + _MINED_SHARE and self.mined:
                anchor = self._random.choice(list(self.mined))
                near = self.mined[anchor][:_CLUSTER]
            else:
                near = self._nearest(self._passages[anchor].text)
            self._random.shuffle(near)
            if self._random.random() < _SCOPED_SHARE:
                pairs += self._doubles(anchor, near)
            else:
                pairs += [self.pair(number) for number in dict.fromkeys([anchor, *near[: _CLUSTER - 1]])]
        return pairs[:size]

    def _doubles(self, anchor: int, near: Sequence[int]) -> list[Pair]:
        """A passage under some titles, the passages near it under the same ones."""
        found = scopes(_CLUSTER // 2, self._random)
        numbers = [anchor] * len(found) + [*near, anchor, anchor][: _CLUSTER - len(found)]
        places = [*found, *self._random.choices(found, k=_CLUSTER - len(found))]
        return [self.pair(number, scope) for number, scope in zip(numbers, places, strict=False)]

    def pair(self, number: int, scope: Scope | None = None) -> Pair:
        """A pair of one passage, at times under a made title."""
        rng = self._random
        passage = self._passages[number]
        asked, may_show_title = self._asker.question(passage)
        if rng.random() < _LOOSE_SHARE:
            asked = _loosened(asked, rng)
        if scope:
            asked = scope.asked(asked, rng)
            heading = (
                f"\n{passage.title[:60]}" if passage.title and may_show_title and rng.random() < _HEADED_SHARE else ""
            )
            clean = f"{scope.head}{heading}\n{passage.text}"
        else:
            clean = headed(passage, rng, with_title=may_show_title)
        typed = asked
        draw = rng.random()
        if draw < _FOLDED_SHARE:
            typed = self._spoiler.folded(asked)
        elif draw < _FOLDED_SHARE + _MISTYPED_SHARE:
            typed = self._spoiler.mistyped(asked)
        elif draw < _FOLDED_SHARE + _MISTYPED_SHARE + _LOWER_SHARE:
            typed = asked.lower()
        seen = self._spoiler.scanned(clean) if rng.random() < _BROKEN_SHARE else clean
        return Pair(typed, seen, asked, clean, frozenset(passage.text.lower().split()), scope)


def headed(passage: TrainingPassage, rng: random.Random, *, with_title: bool) -> str:
    """The passage as the index embeds it, under its document's name; at times under its article's title as well."""
    head = []
    if passage.document and rng.random() < _NAMED_SHARE:
        head.append(passage.document)
    if passage.title and with_title and rng.random() < _HEADED_SHARE:
        head.append(passage.title[:60])
    return "\n".join([*head, passage.text])


def _loosened(question: str, rng: random.Random) -> str:
    """The question in a looser wording."""
    words = question.split()
    kept = [word for word in words if rng.random() >= _LOST_WORDS] or words
    if len(kept) > 5 and rng.random() < 0.3:
        middle = len(kept) // 2
        kept = kept[middle:] + kept[:middle]
    return " ".join(kept)


def are_same(one: Pair, other: Pair) -> bool:
    """Whether two passages are near copies, as legal texts have many, and no place or year tells them apart."""
    if one.scope and other.scope and one.scope != other.scope:
        return False
    return len(one.words & other.words) >= _SAME * min(len(one.words), len(other.words))


def _bm25(passages: Sequence[TrainingPassage]) -> Callable[[str], list[int]]:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace")
    builder.add_integer_field("number", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for number, passage in enumerate(passages):
        writer.add_document(tantivy.Document(body=" ".join(syllables(passage.text)), number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    schema = index.schema

    def nearest(text: str) -> list[int]:
        words = unique(syllables(text))[:_QUERY_WORDS]
        terms = [tantivy.Query.term_query(schema, "body", word) for word in words]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = searcher.search(query, _NEAREST).hits
        return [int(searcher.doc(address)["number"][0]) for _, address in hits]

    return nearest
