"""No wrong quote passes the checks, and true ones do, on passages of the sample corpus."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ingest.documents import Document, Metadata, Passage, Span, Target, Task
from ingest.layout.chunk import chunk
from ingest.pipeline import metadata, outline
from ingest.readers import read
from ingest.repair import Repairer
from ingest.repaired_text import RepairedText
from parc_search.citing.citations import cite, shorten, supports, verdict
from parc_search.ranking.snapshot import Described, Snapshot
from parc_search.results import Citation
from parc_search.text.negation import is_denied
from tests.conftest import CORPUS
from tests.parc_search.wrong_quotes import MAKERS, Forgery, Place, forgeries

pytestmark = pytest.mark.slow

WRONG_QUOTES = 5_000
SEED = 2026
# Repairing all five takes longer than all the rest of this file; the others are quoted as they were read.
REPAIRED = ("001", "003")


class Shelf:
    """Documents as answering asks for them, without a store on disk."""

    revision = 1
    is_whole = True

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.source: document for document in documents}

    def document(self, source: str) -> Document:
        return self._documents[source]

    def sources(self) -> Sequence[Described]:
        return ()

    def passages(self, source: str | None = None) -> tuple[Passage, ...]:
        return ()

    def tasks(self, source: str | None = None) -> tuple[Task, ...]:
        return ()

    def targets(self, source: str | None = None) -> tuple[Target, ...]:
        return ()


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    repairer = Repairer.load()
    made = []
    for path in sorted(CORPUS.glob("*.txt")):
        raw = read(path)
        reading = repairer.repair(raw.text) if path.name.startswith(REPAIRED) else RepairedText(raw.text)
        said = metadata(raw, reading)
        made.append(Document(raw=raw, reading=reading, metadata=said, outline=outline(raw, reading)))
    return tuple(made)


@pytest.fixture(scope="module")
def library(documents: tuple[Document, ...]) -> Snapshot:
    return Snapshot(Shelf(documents))


@pytest.fixture(scope="module")
def places(documents: tuple[Document, ...]) -> tuple[Place, ...]:
    return tuple(
        Place(document=document, start=span.start, end=span.end)
        for document in documents
        for passage in chunk(document)
        for span in [shorten(Span(start=passage.start, end=passage.end), document.raw.text)]
    )


def shown(forged: Forgery, library: Snapshot) -> Citation:
    """The citation that a forgery would be shown as."""
    [true] = cite(forged.document.source, [Span(start=0, end=1)], library)
    return replace(
        true,
        span=Span(start=forged.start, end=forged.end),
        quote_raw=forged.quote_raw,
        quote=forged.quote,
    )


def passes(forged: Forgery, library: Snapshot) -> bool:
    citation = shown(forged, library)
    if not verdict(citation, library).is_good:
        return False
    return not forged.value or supports([citation], [forged.value], forged.value)


def test_not_one_of_five_thousand_wrong_quotes_passes(places: tuple[Place, ...], library: Snapshot) -> None:
    tried: Counter[str] = Counter()
    passed = []
    for forged in forgeries(places, count=WRONG_QUOTES, seed=SEED):
        tried[forged.kind] += 1
        if passes(forged, library):
            passed.append((forged.kind, forged.value, forged.quote_raw[:80], forged.quote_raw[-80:]))
    assert passed == []
    assert set(tried) == set(MAKERS)
    assert tried.total() == WRONG_QUOTES


def test_every_passage_of_the_corpus_is_a_true_quote(places: tuple[Place, ...], library: Snapshot) -> None:
    wrong = []
    for place in places:
        for citation in cite(place.document.source, [Span(start=place.start, end=place.end)], library):
            if not verdict(citation, library).is_good:
                wrong.append((verdict(citation, library).why, citation.quote_raw))
    assert wrong == []


def test_words_that_stand_in_a_quote_stand_in_it(places: tuple[Place, ...], library: Snapshot) -> None:
    chance = random.Random(SEED)
    refused = []
    for place in places:
        words = place.reading.split()
        first = chance.randrange(max(1, len(words) - 8))
        run = words[first : first + 8]
        value = " ".join(run)
        # Blind cuts part figures ("15 tháng | 7 năm 2021", "9 năm | 2025"); extraction never does.
        is_cut_figure = any(letter.isdigit() for letter in run[0] + run[-1]) or run[-1] == "năm"
        [citation] = cite(place.document.source, [Span(start=place.start, end=place.end)], library)
        if is_cut_figure or any(is_denied(place.reading, spot) for spot in starts(place.reading, words[first])):
            continue
        if any(letter.isalnum() for letter in value) and not supports([citation], [value]):
            refused.append(value)
    assert refused == []


def starts(text: str, word: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at)]


def test_a_quote_under_the_name_of_another_document_fails(places: tuple[Place, ...], library: Snapshot) -> None:
    place = places[0]
    [citation] = cite(place.document.source, [Span(start=place.start, end=place.end)], library)
    renamed = replace(citation, metadata=Metadata(title="Kế hoạch khác", number="1/KH-UBND"))
    assert verdict(citation, library).is_good
    assert verdict(renamed, library).why == "under the name of another document"


def test_a_long_quote_is_cut_where_it_keeps_its_exception() -> None:
    opening = "Một " * 150 + "câu. "
    text = opening + "Các cơ quan " + "thực hiện " * 28 + "việc này, trừ trường hợp đặc biệt."
    cut = shorten(Span(start=0, end=len(text)), text)
    assert text[: cut.end] == opening.rstrip()
    plain = text.replace(", trừ trường hợp đặc biệt", "")
    assert 880 <= shorten(Span(start=0, end=len(plain)), plain).end <= 900


def test_a_denial_that_only_the_reading_shows_counts() -> None:
    raw, reading = "kh6ng qua 5 ngay", "không quá 5 ngày"
    citation = Citation(
        n=1,
        source="a.txt",
        span=Span(start=0, end=len(raw)),
        quote_raw=raw,
        quote=reading,
        metadata=Metadata(title="a.txt"),
        path=(),
        page=None,
        line_start=1,
        line_end=1,
        read_quality=0.5,
    )
    assert not supports([citation], ["5 ngay"])
    assert supports([replace(citation, quote=raw)], ["kh6ng qua 5 ngay"])
